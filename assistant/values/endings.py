"""What may stick to a Korean city or date: particles, the copula, words without a space."""

import re

_PARTICLES = (
    "에서는|에서도|에서|에는|에도|에만|에선|에|엔|으로는|으로|로는|로|은|는|이|가|을|를|의|도|만|과|와|랑|"
    "이랑|하고|까지는|까지|부터는|부터|보다|쯤에|쯤|께|마다|조차|이나|나|이든|든|처럼|같은|한테|행|발"
)
_COPULA = (
    "이에요|예요|이야|야|이지|지|인가요|인가|인데|인지|입니다|이냐|이니|니|이면|이라면|라면|이고|"
    "요|냐"
)
_GLUED = (
    "날씨|기온|온도|습도|바람|시간|시각|현지|지금|현재|오늘|내일|낼|모레|어제|이번|다음|담주|주말|날짜|"
    "요일|무슨|어때|어떻|되|돼|일정|예보|비|눈|우산|미세먼지|몇|며칠|언제|더|덥|춥|추|맑|흐|아침|오전|"
    "점심|낮|오후|저녁|밤|새벽"
)
_PLACES = "안개|일기|기상|강수|태풍|도착|여행|출장|시차"
ENDING = f"(?:(?:{_PARTICLES}){{0,2}}(?:{_COPULA})?)"  # may be empty
GLUED = f"(?:{_GLUED}|{_PLACES})"
INFLECTED = (
    "(?:이|인|일|입|였|면|던|거든|라는|래|생)[가-힣]*"  # 이라는데, 인가, 던데, 생인데: after a date
)
LOCATIVE = re.compile(
    r"에서|에선|에는|에(?![가-힣])|시에|시는|[은는]\s*(?:지금|몇|비|눈|날씨|어때)"
)
SITE_WORDS = re.compile(GLUED)


def is_ending(rest: str) -> bool:
    """Whether `rest` is nothing but particles and the copula: 에서는, 까지야."""
    return re.fullmatch(ENDING, rest) is not None


def starts_with_ending(rest: str) -> bool:
    """Whether `rest`, the remainder of a Korean word, can follow a name: 에서, 날씨는, 은요."""
    return is_ending(rest) or re.match(f"(?:{_PARTICLES})?{GLUED}", rest) is not None
