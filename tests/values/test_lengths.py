"""Lengths of time and numbers in both languages, and what holds for every kind of value."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import Spotted, durations, instants, numbers, resolve, spot, times, to_json
from assistant.values.durations import Duration

NOW = datetime(2026, 11, 25, 10, 0, 30)

DURATIONS = {
    "30 minutes": "PT30M",
    "90 minutes": "PT1H30M",
    "an hour and a half": "PT1H30M",
    "two and a half hours": "PT2H30M",
    "two hours thirty": "PT2H30M",
    "an hour ten": "PT1H10M",
    "ten minutes and thirty": "PT10M30S",
    "1.5 hours": "PT1H30M",
    "half an hour": "PT30M",
    "quarter of an hour": "PT15M",
    "three quarters of an hour": "PT45M",
    "an hour and twenty minutes": "PT1H20M",
    "2h30m": "PT2H30M",
    "1h30": "PT1H30M",
    "45 secs": "PT45S",
    "ten-minute": "PT10M",
    "48 hours": "PT48H",
    "5000 seconds": "PT1H23M20S",
    "a fortnight": "P2W",
    "3 weeks": "P3W",
    "2 weeks and 3 days": "P17D",
    "2 days and 3 hours": "P2DT3H",
    "half a day": "PT12H",
    "18 months": "P18M",
    "a year and a half": "P1Y6M",
    "a month and a half": "P1M15D",
    "for 5 minutes": "PT5M",
    "in 10 minutes": "PT10M",
    "PT1H30M": "PT1H30M",
    "한 시간 반": "PT1H30M",
    "한시간반": "PT1H30M",
    "30분": "PT30M",
    "1시간 20분": "PT1H20M",
    "삼십 초": "PT30S",
    "반시간": "PT30M",
    "스물네 시간": "PT24H",
    "사흘": "P3D",
    "하루 반": "P1DT12H",
    "일주일": "P1W",
    "2주일": "P2W",
    "두 달": "P2M",
    "한 달 반": "P1M15D",
    "1년 6개월": "P1Y6M",
    "2년 반": "P2Y6M",
    "반년": "P6M",
    "백일": "P100D",
    "10분 동안": "PT10M",
    "10분간": "PT10M",
    "10분 뒤에": "PT10M",
    "약 30분": "PT30M",
}
NO_DURATIONS = [
    "", "P", "PT", "a", "minutes", "5", "5 bananas", "5 minutes ago", "a few minutes", "10분 전",
    "5 to 10 minutes", "5 minutes 6 minutes", "an hour and a half hour", "1 1/2 hours", "두 분",
    "two hours seventy", "two hours thirty bananas",
    "-5 minutes", "−5 minutes", "− 5 minutes", "minus five minutes", "negative 5 minutes", "-1h30",
    "-PT5M", "10 minutes minus 5 minutes", "-5분", "－5분", "마이너스 5분", "마이너스 오 분",
    "한두 시간", "바나나 5분", "3시 30분", "9999999999 years", "half past six", "\ud800",
]  # fmt: skip
NUMBERS = {
    "twenty three": 23, "twenty-three": 23, "1,200": 1200, "3.5": 3.5, "a dozen": 12,
    "two dozen": 24, "half a dozen": 6, "minus four": -4, "-4": -4,
    "two hundred and five": 205, "zero": 0,
    "twelve hundred": 1200, "3.5 million": 3_500_000, "two and a half": 2.5,
    "one hundred one": 101, "three point one four": 3.14, "about 5": 5, "half": 0.5,
    "스물셋": 23, "백이십": 120,
    "1만 2천": 12_000, "1만2천": 12_000, "12억 3천만": 1_230_000_000, "삼점오": 3.5, "두 개": 2,
    "두개": 2, "십이만 삼천사백오십육": 123_456, "백스물셋": 123, "마이너스 삼": -3, "영": 0,
    "다섯이요": 5, "열두 명": 12, "스무 살": 20, "사": 4,
}  # fmt: skip
NO_NUMBERS = [
    "", "-", "a", "and", "two three", "1,20", "1 2", "nineteen eighty four", "seven bananas", "5-6",
    "5 to 6", ".5", "couple of", "한", "이삼", "사과", "오이", "두세 개", "바나나", "\ud800", "٣x",
]  # fmt: skip


@pytest.mark.parametrize(("words", "iso"), DURATIONS.items())
def test_a_length_of_time_is_understood(words: str, iso: str) -> None:
    assert to_json(durations.parse(words, NOW)) == iso


@pytest.mark.parametrize("words", NO_DURATIONS)
def test_what_is_no_length_is_refused(words: str) -> None:
    assert durations.parse(words, NOW) is None


@pytest.mark.parametrize(("words", "number"), NUMBERS.items())
def test_a_number_is_understood(words: str, number: float) -> None:
    found = numbers.parse(words, NOW)
    assert found == number and type(found) is type(number)


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_what_is_no_number_is_refused(words: str) -> None:
    assert numbers.parse(words, NOW) is None


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("duration", "set a timer for 5 minutes", ["5 minutes"]),
        ("duration", "ten minute timer please", ["ten minute"]),
        ("duration", "play for an hour", ["an hour"]),
        ("duration", "give me 30 minutes to cook", ["30 minutes"]),
        ("duration", "타이머 10분", ["10분"]),
        ("duration", "타이머10분", ["10분"]),
        ("duration", "5분뒤에깨워줘", ["5분"]),
        ("duration", "한시간반 동안 운동", ["한시간반"]),
        ("duration", "3일 동안 여행", ["3일"]),
        ("duration", "wait a minute", []),
        ("duration", "twice a day", []),
        ("duration", "1 hour 10 minutes ago", []),
        ("duration", "ten minutes past eight", []),
        ("duration", "5-10 minutes", []),
        ("duration", "5–10 minutes", []),
        ("duration", "5 - 10 minutes", []),
        ("duration", "timer for -5 minutes", []),
        ("duration", "timer -5 minutes", []),
        ("duration", "timer (-5 minutes)", []),
        ("duration", "timer for minus five minutes", []),
        ("duration", "minus two hours five minutes", []),
        ("duration", "negative 1h30", []),
        ("duration", "10 minutes minus 5 minutes", []),
        ("duration", "타이머 -5분", []),
        ("duration", "마이너스 5분 타이머", []),
        ("duration", "10분 마이너스 5분", []),
        ("duration", "5분-10분", []),
        ("duration", "timer - 5 minutes", ["5 minutes"]),
        ("duration", "timer-5 minutes", ["5 minutes"]),
        ("duration", "timer -- 5 minutes", ["5 minutes"]),
        ("duration", "five-minute timer", ["five-minute"]),
        ("duration", "타이머 - 5분", ["5분"]),
        ("duration", "타이머-5분", ["5분"]),
        ("datetime", "-5 minutes from now", []),
        ("datetime", "in minus 5 minutes", []),
        ("datetime", "minus 5 minutes ago", []),
        ("datetime", "마이너스 5분 뒤", []),
        ("datetime", "-5분 뒤", []),
        ("datetime", "timer - 5 minutes from now", ["5 minutes from now"]),
        ("duration", "5 to 10 minutes", []),
        ("duration", "he is 3 years old", []),
        ("duration", "오후 3시 20분", []),
        ("duration", "10분 전에", []),
        ("duration", "2분기 실적, 3분의 1", []),
        ("duration", "이 분은 이번 주 25일에", []),
        ("duration", "하루에 세 번", []),
        ("duration", "두세 시간 걸려", []),
        ("number", "play 7 rings", ["7"]),
        ("number", "set it to thirty five percent", ["thirty five"]),
        ("number", "between one hundred and twenty", ["one hundred and twenty"]),
        ("number", "커피 두 잔 주세요", ["두 잔"]),
        ("number", "볼륨 20으로", ["20"]),
        ("number", "삼십으로 맞춰", ["삼십"]),
        ("number", "this one", []),
        ("number", "at 3pm on 12/25, version 1.2.3", []),
        ("number", "call 010-1234-5678", []),
        ("number", "이만 가볼게", []),
        ("number", "오늘 7시에", []),
        ("number", "두세 개 줘", []),
    ],
)
def test_lengths_and_numbers_are_found_in_a_message(kind: str, text: str, said: list[str]) -> None:
    assert [text[found.start : found.end] for found in spot(kind, text, NOW)] == said


COUNT = st.integers(0, 40)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, COUNT)
def test_iso_lengths_are_read_back(y: int, mo: int, d: int, h: int, m: int, s: int) -> None:
    length = Duration(years=y, months=mo, days=d, hours=h, minutes=m, seconds=s)
    assert to_json(durations.parse(length.iso, NOW)) == length.iso


@given(st.integers(1, 99), st.integers(1, 59))
def test_hours_and_minutes_are_read_however_they_are_written(hours: int, minutes: int) -> None:
    iso = f"PT{hours}H{minutes}M"
    for form in ("{} hours and {} minutes", "{}h{}m", "{}hr {}min", "{}시간 {}분", "{}시간{}분"):
        words = form.format(hours, minutes)
        assert to_json(durations.parse(words, NOW)) == iso
        found = durations.spot(f"so {words} then", NOW)
        assert [(each.start, each.end) for each in found] == [(3, 3 + len(words))]


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_read_as_they_are_written(number: int) -> None:
    for words in (str(number), f"{number:,}"):
        assert numbers.parse(words, NOW) == number


@given(st.integers(1, 9999))
def test_korean_numbers_are_read_as_they_are_spelt(number: int) -> None:
    digits, units = " 일이삼사오육칠팔구", ["천", "백", "십", ""]
    spelt = "".join(
        ("" if digit == "1" and unit else digits[int(digit)]) + unit
        for digit, unit in zip(f"{number:04}", units, strict=True)
        if digit != "0"
    )
    assert numbers.parse(spelt, NOW) == number


KINDS = st.sampled_from(["number", "duration", "time", "datetime"])
PIECES = st.sampled_from(
    [
        *DURATIONS, *NUMBERS, "tomorrow", "at", "7", "half past", "pm", "금요일", "오후", "세시",
        "뒤", "전", "and", "friday", " ", "-", ":", "반", "에", "[/]", "İ", "\ud800", "february 30",
    ]
)  # fmt: skip


@given(KINDS, st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=8).map(" ".join)))
def test_no_text_makes_a_reader_fail_and_spans_lie_inside_it(kind: str, text: str) -> None:
    resolve(kind, text, NOW)
    end = 0
    for found in spot(kind, text, NOW):
        assert isinstance(found, Spotted) and found.value is not None
        assert end <= found.start < found.end <= len(text)
        assert getattr(found.value, "said", text[found.start : found.end]) in text
        end = found.end


@given(KINDS, st.lists(PIECES, max_size=8).map("".join))
def test_words_without_spaces_are_read_too(kind: str, text: str) -> None:
    resolve(kind, text, NOW)
    assert all(found.end <= len(text) for found in spot(kind, text, NOW))


@pytest.mark.parametrize(
    "unit",
    ["7시 ", "at 7 ", "one ", "friday at 7 ", "1 ", "내일3시", "an hour and ", "일이삼", "십", "9",
     "half ", "1시간", "한", " ", "in ", "((", "\ud800"],
)  # fmt: skip
@pytest.mark.parametrize("module", [numbers, durations, times, instants])
def test_a_very_long_message_is_read_only_at_its_beginning(module: object, unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    assert all(found.end <= 1000 for found in module.spot(text, NOW))  # type: ignore[attr-defined]
    assert module.parse(text, NOW) is None  # type: ignore[attr-defined]
