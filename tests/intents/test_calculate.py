"""The calculator: what sums in signs and words are worth, and what it says of them."""

import importlib
import math
import threading
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.korean import language_of
from tests.intents.own_kit import Plugin

INTENT = "calculate.compute"


@pytest.fixture
def calculator(tmp_path: Path) -> Plugin:
    return Plugin("calculate", tmp_path)


package = Plugin("calculate", Path()).module.__package__
tokens = importlib.import_module(f"{package}.tokens")
grammar = importlib.import_module(f"{package}.grammar")
arithmetic = importlib.import_module(f"{package}.arithmetic")
shown = importlib.import_module(f"{package}.shown")


def value(text: str) -> Fraction | float:
    """The value of a text that is a sum from its first word to its last."""
    there = tokens.tokens(text)
    read = grammar.read(there)
    assert read is not None and read[1] == len(there), text
    result: Fraction | float = arithmetic.evaluate(read[0])
    return result


ENGLISH = {
    "15% of 80": "15% of 80 is **12**.",
    "12 times 7 minus 3": "12 × 7 − 3 is **81**.",
    "square root of 2 times 3": "√2 × 3 is about **4.242640687**.",
    "the square root of 144": "√144 is **12**.",
    "2 to the power of 10": "2^10 is **1,024**.",
    "2 to the 10th": "2^10 is **1,024**.",
    "2 to the fourth power": "2^4 is **16**.",
    "half of 90": "Half of 90 is **45**.",
    "a third of 60": "1/3 of 60 is **20**.",
    "two thirds of 60": "2/3 of 60 is **40**.",
    "three quarters of 200": "0.75 of 200 is **150**.",
    "(3+4)*2^3": "(3 + 4) × 2^3 is **56**.",
    "1,200 / 7": "1,200 ÷ 7 is about **171.4285714**.",
    "sqrt(2)": "√2 is about **1.414213562**.",
    "5!": "5! is **120**.",
    "sin 30 degrees": "sin(30°) is **0.5**.",
    "cos(60°)": "cos(60°) is **0.5**.",
    "sin(1)": "sin(1 rad) is about **0.8414709848**.",
    "log 100": "log(100) is **2**.",
    "ln e": "ln(e) is about **1**.",
    "20% off 45": "20% off 45 is **36**.",
    "100 + 10%": "100 + 10% is **110**.",
    "100 minus 20 percent": "100 − 20% is **80**.",
    "10 % 3": "10 mod 3 is **1**.",
    "3 squared plus 4 squared": "3^2 + 4^2 is **25**.",
    "twenty-five plus seventeen": "25 + 17 is **42**.",
    "two and a half times 4": "2.5 × 4 is **10**.",
    "1.5 million / 12": "1,500,000 ÷ 12 is **125,000**.",
    "multiply 6 by 7": "6 × 7 is **42**.",
    "sum of 1, 2 and 3": "1 + 2 + 3 is **6**.",
    "subtract 3 from 10": "10 − 3 is **7**.",
    "divide 100 by 4": "100 ÷ 4 is **25**.",
    "cube root of 27": "∛27 is **3**.",
    "27^(1/3)": "27^(1 ÷ 3) is **3**.",
    "2^0.5": "2^0.5 is about **1.414213562**.",
    "2^-3": "2^(−3) is **0.125**.",
    "-2^2": "−2^2 is **−4**.",
    "2(3+4)": "2 × (3 + 4) is **14**.",
    "10 - (3 - 4)": "10 − (3 − 4) is **11**.",
    "8 / (4 / 2)": "8 ÷ (4 ÷ 2) is **4**.",
    "3x4": "3 × 4 is **12**.",
    "sqrt of 16": "√16 is **4**.",
    "10^28 + 5": "10^28 + 5 is **10,000,000,000,000,000,000,000,000,005**.",
    "2^64": "2^64 is **18,446,744,073,709,551,616**.",
    "100!": "100! is about **9.332621544 × 10¹⁵⁷**.",
    "0.1 + 0.2": "0.1 + 0.2 is **0.3**.",
    "1/3": "1 ÷ 3 is about **0.3333333333**.",
    "1/1000000000": "1 ÷ 1,000,000,000 is **1 × 10⁻⁹**.",
    "2 × −3": "2 × −3 is **−6**.",
    "square of 12": "12^2 is **144**.",
    "take 5 from 20": "20 − 5 is **15**.",
    "average of 4, 8 and 12": "(4 + 8 + 12) ÷ 3 is **8**.",
    "15% tip on $45.50": "15% of 45.5 is **6.825**.",
    "five hundred and twelve": "That is **512**.",
}
KOREAN = {
    "루트 2 곱하기 3": "√2 × 3은 약 **4.242640687**이에요.",
    "80의 15%": "80의 15%는 **12**예요.",
    "80의 15퍼센트": "80의 15%는 **12**예요.",
    "12 곱하기 7 빼기 3": "12 × 7 − 3은 **81**이에요.",
    "이십오 더하기 삼": "25 + 3은 **28**이에요.",
    "십이 곱하기 삼": "12 × 3은 **36**이에요.",
    "스물셋 더하기 둘": "23 + 2는 **25**예요.",
    "오십 나누기 이": "50 ÷ 2는 **25**예요.",
    "90의 반": "90의 반은 **45**예요.",
    "5의 제곱": "5^2은 **25**예요.",
    "3의 세제곱": "3^3은 **27**이에요.",
    "2의 10제곱": "2^10은 **1,024**예요.",
    "2의 3승": "2^3은 **8**이에요.",
    "16의 제곱근": "√16은 **4**예요.",
    "60의 3분의 1": "60의 1/3은 **20**이에요.",
    "3분의 2 더하기 1": "2/3 + 1은 약 **1.666666667**이에요.",
    "12에 7을 곱하고 3을 빼면": "12 × 7 − 3은 **81**이에요.",
    "100에서 20% 빼면": "100 − 20%는 **80**이에요.",
    "100을 4로 나누면": "100 ÷ 4는 **25**예요.",
    "3과 5의 합": "3 + 5는 **8**이에요.",
    "17을 5로 나눈 나머지": "17 mod 5는 **2**예요.",
    "80의 3배": "80 × 3은 **240**이에요.",
    "5만의 30%": "50,000의 30%는 **15,000**이에요.",
    "4만원의 30% 할인": "40,000의 30% 할인은 **28,000**이에요.",
    "사인 30도": "sin(30°)는 **0.5**예요.",
    "3만 5천 원 곱하기 3": "35,000 × 3은 **105,000**이에요.",
    "80에서 15퍼센트 할인하면": "80 − 15%는 **68**이에요.",
    "삼분의 일 더하기 이분의 일": "1/3 + 0.5는 약 **0.8333333333**이에요.",
    "12곱하기7": "12 × 7은 **84**예요.",
    "삼점오 곱하기 이": "3.5 × 2는 **7**이에요.",
    "5 팩토리얼": "5!은 **120**이에요.",
    "1+1": "1 + 1은 **2**예요.",
}


@pytest.mark.parametrize(("text", "said"), ENGLISH.items())
def test_english(calculator: Plugin, text: str, said: str) -> None:
    assert calculator.ask(INTENT, text, language="en", expression=text).text == said


@pytest.mark.parametrize(("text", "said"), KOREAN.items())
def test_korean(calculator: Plugin, text: str, said: str) -> None:
    assert calculator.ask(INTENT, text, language="ko", expression=text).text == said


class TestReadingTheMessage:
    @pytest.mark.parametrize(
        ("text", "slot", "result"),
        [
            ("what is 15% of 80", "", "12"),
            ("what is 15% of 80", "15%", "12"),
            ("what is 15% of 80?", "80", "12"),
            ("tell me 12 times 7 minus 3 please", "12 times 7", "81"),
            ("can you multiply 6 by 7 for me", "6 by 7", "42"),
            ("what's the square root of 144", "144", "12"),
            ("what is 15% of the 80", "15% of the 80", "12"),
            ("What's 7 × 8 = ?", "7 × 8 =", "56"),
            ("80의 15%는 얼마야", "15%", "12"),
            ("12 곱하기 7은 얼마예요?", "12 곱하기 7은", "84"),
            ("루트 16 더하기 2 계산해 줘", "16 더하기 2", "6"),
            ("십오 더하기 이십칠은 뭐고", "십오 더하기 이십", "42"),
            ("천이백만 나누기 십이", "천이백만 나누기 십", "1,000,000"),
        ],
    )
    def test_a_slot_that_is_missing_or_cut_too_short(
        self, calculator: Plugin, text: str, slot: str, result: str
    ) -> None:
        slots = {"expression": slot} if slot else {}
        assert f"**{result}**" in calculator.ask(INTENT, text, **slots).text

    def test_an_answer_that_is_no_sum_is_a_message_of_its_own(self, calculator: Plugin) -> None:
        reply = calculator.ask(INTENT, "work it out", expression="list my reminders")
        assert (reply.redirect, reply.asks) == ("list my reminders", "")

    def test_an_answer_to_a_question_counts_before_the_first_message(
        self, calculator: Plugin
    ) -> None:
        reply = calculator.ask(INTENT, "work out 3 + 4 + 5 for me", expression="2 + 2")
        assert reply.text == "2 + 2 is **4**."

    @pytest.mark.parametrize("text", ["calculate something", "what is 7", "계산해 줘", "((((1))))"])
    def test_without_a_sum_it_asks(self, calculator: Plugin, text: str) -> None:
        reply = calculator.ask(INTENT, text)
        assert reply.asks == "expression" and "?" in reply.text

    def test_what_it_cannot_read_is_said(self, calculator: Plugin) -> None:
        reply = calculator.ask(INTENT, "what is **foo** of bar", expression="**foo** of bar")
        assert reply.asks == "expression" and r"“\*\*foo\*\* of bar”" in reply.text
        assert "모르겠어요" in calculator.ask(INTENT, expression="사과 나누기 배").text

    def test_figures_that_are_left_over_are_not_passed_over(self, calculator: Plugin) -> None:
        reply = calculator.ask(INTENT, "what is 3 + 4 wibble 5")
        assert reply.asks == "expression" and "only read 3 + 4 of that" in reply.text
        assert "까지만" in calculator.ask(INTENT, "3 + 4 하고 뿅 5는 얼마").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2+2 and 3*3", ["2 + 2 is **4**.", "3 × 3 is **9**."]),
        ("what's 12 times 8, and 7 times 9?", ["12 × 8 is **96**.", "7 × 9 is **63**."]),
        ("two plus two and three times three", ["2 + 2 is **4**.", "3 × 3 is **9**."]),
        ("10% of 50 and 20% of 80", ["10% of 50 is **5**.", "20% of 80 is **16**."]),
        ("1/0 and 2+2", ["1 ÷ 0: I can't divide by zero.", "2 + 2 is **4**."]),
        ("2 더하기 2랑 3 곱하기 3", ["2 + 2는 **4**예요.", "3 × 3은 **9**예요."]),
        ("12 곱하기 7은 얼마고 3 더하기 4는?", ["12 × 7은 **84**예요.", "3 + 4는 **7**이에요."]),
        ("루트 16하고 루트 25", ["√16은 **4**예요.", "√25는 **5**예요."]),
    ],
)
def test_several_sums_are_worked_out_one_by_one(
    calculator: Plugin, text: str, said: list[str]
) -> None:
    lines = [f"- {line}" for line in said]
    assert calculator.ask(INTENT, text, expression=text).text.splitlines() == lines
    split, language = unicodedata.normalize("NFD", text), language_of(text)
    assert calculator.ask(INTENT, split, language=language).text.splitlines() == lines


@pytest.mark.parametrize(
    "text",
    [
        "half of 6 and 4", "half of 6 and 1/2", "2 + 2 and -3", "10% of 50 and 20%", "7 × 8 and 9",
        "2+2 and 3*3 added together", "multiply 3 by 4 and add 5", "3 + 4 wibble 5 + 6",
        "1+1, 2+2, 3+3, 4+4, 5+5, 6+6, 7+7, 8+8", "2 더하기 2랑 3", "2+2랑 3+3 합치면",
    ],
)  # fmt: skip
def test_what_is_no_sum_of_its_own_is_asked_about(calculator: Plugin, text: str) -> None:
    assert calculator.ask(INTENT, text, expression=text).asks == "expression"


class TestNoResult:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("1/0", "divide by zero"), ("5 mod 0", "divide by zero"), ("0^-1", "divide by zero"),
            ("sqrt(-4)", "no real root"), ("(-2)^0.5", "no real power"), ("log 0", "above zero"),
            ("ln -1", "above zero"), ("tan 90 degrees", "no tangent"), ("(-3)!", "whole numbers"),
            ("2.5!", "whole numbers"), ("9**9**9", "too big"), ("9^9^9^9^9^9", "too big"),
            ("501!", "too big"), ("500! × 500! × 500!", "too big"), ("e^1000", "too big"),
            ("(10^-300)^2 ^ 0.3 ^ -5000", "too big"), ("1.5^999999999", "too big"),
            ("(√2)^99999", "too big"), ("1e999 ^ 5", "too big"),
        ],
    )  # fmt: skip
    def test_why_is_said_in_both_languages(self, calculator: Plugin, text: str, why: str) -> None:
        assert why in calculator.ask(INTENT, text, language="en").text
        korean = calculator.ask(INTENT, text, language="ko").text
        assert korean.endswith("요.") and why not in korean

    @pytest.mark.parametrize(
        "text",
        [
            "(" * 400, "-" * 399 + "1", "√" * 399 + "2", "2^" * 199 + "2", "1+" * 199 + "1",
            "sum of " * 56, "3," * 199 + "3", "half of " * 49 + "2", "9" * 400, "9!" * 150,
            "!" * 400, "의" * 400, "10^10^" * 60, "5의 제곱" * 70, "sin " * 99 + "1",
            "multiply " * 40 + "1", "%" * 400, "a " * 200, "([/]" * 100, "1e" * 200,
        ],
    )  # fmt: skip
    def test_nothing_takes_long(self, calculator: Plugin, text: str) -> None:
        done = threading.Event()

        def ask() -> None:
            assert calculator.ask(INTENT, text, expression=text).text
            done.set()

        threading.Thread(target=ask, daemon=True).start()
        assert done.wait(5)

    def test_a_megabyte_is_too_long(self, calculator: Plugin) -> None:
        assert "too long" in calculator.ask(INTENT, "1+" * 500_000 + "1").text
        assert "너무 길어서" in calculator.ask(INTENT, "1 더하기 " * 100_000).text


# Sums that Python itself can read, and their values by its own exact arithmetic.
numbers = st.integers(0, 999).map(str) | st.decimals(0, 99, places=2).map(str)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(" ".join)
        | parts.map(lambda part: f"({part})")
        | parts.map(lambda part: f"-{part}")
        | st.tuples(parts, st.integers(0, 4)).map(lambda p: f"({p[0]})**{p[1]}")
    )


sums = st.recursive(numbers, joined, max_leaves=12)


def by_python(text: str) -> Fraction:
    import re

    exact = re.sub(r"(?<!\*\*)\b[0-9]+(?:\.[0-9]+)?", lambda m: f"Fraction('{m[0]}')", text)
    result = eval(exact, {"Fraction": Fraction})
    return Fraction(result)


@given(sums)
def test_it_reckons_as_python_does(text: str) -> None:
    assume(len(text) < 300)
    try:
        expected = by_python(text)
    except ZeroDivisionError:
        with pytest.raises(arithmetic.NoResultError):
            value(text)
        return
    try:
        found = value(text)
    except arithmetic.NoResultError:
        assert max(abs(expected.numerator), expected.denominator).bit_length() > 1000
        return
    if isinstance(found, Fraction):
        assert found == expected
    else:
        assert math.isclose(found, expected, rel_tol=1e-9)


@given(sums)
def test_a_sum_as_it_is_shown_is_worth_the_same(text: str) -> None:
    assume(len(text) < 150)
    there = tokens.tokens(text)
    node, _ = grammar.read(there)
    try:
        found = arithmetic.evaluate(node)
    except arithmetic.NoResultError:
        return
    again = shown.shown(node, "en")
    if len(again) < tokens.LONGEST:
        assert value(again) == found, again


@given(st.text(max_size=200) | st.text(alphabet="0123456789+-*/^()%!.,√의 곱하기of ", max_size=60))
def test_whatever_is_typed_gets_a_reply(text: str) -> None:
    plugin = Plugin("calculate", Path())
    for language in ("en", "ko"):
        assert plugin.ask(INTENT, text or " ", language=language, expression=text).text


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**6))
def test_a_number_that_is_said_to_be_exact_is(above: int, below: int) -> None:
    exact = Fraction(above, below)
    text, is_exact = shown.number(exact)
    digits, _, power = text.replace(",", "").replace("−", "-").partition(" × 10")
    plain = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    written = Fraction(digits) * Fraction(10) ** int(plain or 0)
    assert (written == exact) if is_exact else math.isclose(written, exact, rel_tol=1e-9)
