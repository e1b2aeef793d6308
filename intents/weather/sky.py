"""What the sky looks like, in words."""

# WMO weather codes as Open-Meteo uses them: in English, in Korean, and the beginning of a Korean
# sentence that goes on with the temperature.
SKY = {
    0: ("clear", "맑음", "맑고"),
    1: ("mostly clear", "대체로 맑음", "대체로 맑고"),
    2: ("partly cloudy", "구름 조금", "구름이 조금 있고"),
    3: ("overcast", "흐림", "흐리고"),
    45: ("fog", "안개", "안개가 끼고"),
    48: ("freezing fog", "어는 안개", "어는 안개가 끼고"),
    51: ("light drizzle", "약한 이슬비", "이슬비가 조금 오고"),
    53: ("drizzle", "이슬비", "이슬비가 오고"),
    55: ("heavy drizzle", "굵은 이슬비", "이슬비가 많이 오고"),
    56: ("light freezing drizzle", "약한 어는 이슬비", "어는 이슬비가 조금 오고"),
    57: ("freezing drizzle", "어는 이슬비", "어는 이슬비가 오고"),
    61: ("light rain", "약한 비", "비가 조금 오고"),
    63: ("rain", "비", "비가 오고"),
    65: ("heavy rain", "강한 비", "비가 많이 오고"),
    66: ("light freezing rain", "약한 어는 비", "어는 비가 조금 오고"),
    67: ("freezing rain", "어는 비", "어는 비가 오고"),
    71: ("light snow", "약한 눈", "눈이 조금 오고"),
    73: ("snow", "눈", "눈이 오고"),
    75: ("heavy snow", "많은 눈", "눈이 많이 오고"),
    77: ("snow grains", "싸락눈", "싸락눈이 오고"),
    80: ("light showers", "약한 소나기", "소나기가 조금 오고"),
    81: ("showers", "소나기", "소나기가 오고"),
    82: ("violent showers", "강한 소나기", "소나기가 세차게 오고"),
    85: ("light snow showers", "약한 소낙눈", "소낙눈이 조금 오고"),
    86: ("heavy snow showers", "강한 소낙눈", "소낙눈이 많이 오고"),
    95: ("thunderstorms", "뇌우", "천둥 번개가 치고"),
    96: ("thunderstorms with hail", "우박과 뇌우", "천둥 번개와 함께 우박이 떨어지고"),
    99: ("thunderstorms with heavy hail", "강한 우박과 뇌우", "천둥 번개와 함께 우박이 쏟아지고"),
}


def sky(code: int | None) -> tuple[str, str, str]:
    """What a weather code is called, see `SKY`; nothing for one that is not known."""
    return ("", "", "") if code is None else SKY.get(code, ("", "", ""))
