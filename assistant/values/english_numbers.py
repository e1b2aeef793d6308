"""English numbers in words and digits, exact: "twenty-three", "1,200", "two and a half"."""

import re
from fractions import Fraction
from functools import cache

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FRACTIONS = {
    "half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3),
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
}  # fmt: skip
DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?"
BEFORE = r"(?<![0-9a-z])(?<![0-9][./:,-])(?<!\.)"
AFTER = r"(?![0-9a-z])(?![./:,-][0-9])"


def either(words: "dict[str, int] | list[str]") -> str:
    """A pattern for one of the words."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def below_sixty() -> dict[str, int]:
    """ "one" to "fifty-nine", with a space or a hyphen."""
    words = {word: number for number, word in enumerate(ONES) if number}
    for ten, value in TENS.items():
        if value < 60:
            words[ten] = value
            for number, one in enumerate(ONES[1:10], 1):
                words[f"{ten} {one}"] = words[f"{ten}-{one}"] = value + number
    return words


@cache
def pattern() -> str:
    """A pattern for a number of zero or more without groups; `value` says what it is."""
    word = either([*ONES, *TENS, *_SCALES, "hundred", "dozen", "couple"])
    joined = r"(?:\s+|-)(?:(?:(?<=hundred )|(?<=thousand )|(?<=million )|(?<=billion ))and\s+)?"
    words = rf"(?:(?:an?\s+)?{word}(?:{joined}{word}){{0,9}})"
    scaled = rf"{DIGITS}(?:\s?(?:hundred|thousand|million|billion|trillion|dozen)(?![a-z]))?"
    point = rf"(?:\s+point(?:\s+{either(ONES[:10])}){{1,6}})?"
    half = r"(?:\s+and\s+(?:a\s+)?(?:half|quarter|third)|\s?[½¼¾])?"
    return rf"(?:(?:{words}{point}|{scaled}){half}|half\s+a\s+dozen|a\s+couple\s+of)"


def value(said: str) -> Fraction | None:
    """The number that `said` (lower case) is; None for words that are none ("two three")."""
    said = re.sub(r"\s+", " ", said)
    if said == "half a dozen":
        return Fraction(6)
    if said == "a couple of":
        return Fraction(2)
    fraction = Fraction(0)
    if match := re.search(r"(?: and (?:a )?(half|quarter|third)| ?([½¼¾]))$", said):
        said, fraction = said[: match.start()], _FRACTIONS[match.group(1) or match.group(2)]
    said, _, decimals = said.partition(" point ")
    whole = _digits(said) if said[:1].isdecimal() else _words(re.split(r"[ -]", said))
    if whole is None or (fraction and whole.denominator != 1):
        return None
    if decimals:
        fraction = Fraction("0." + "".join(str(ONES.index(word)) for word in decimals.split()))
    return whole + fraction


def _digits(said: str) -> Fraction:
    match = re.match(DIGITS, said)
    assert match
    scales = {"": 1, "hundred": 100, "dozen": 12, **_SCALES}
    return Fraction(match.group().replace(",", "")) * scales[said[match.end() :].strip()]


def _words(words: list[str]) -> Fraction | None:
    """The sum of the words; None where they do not follow each other as in a number."""
    if words[0] in ("a", "an"):
        words = ["one", *words[1:]]
        if len(words) == 1 or words[1] not in (*_SCALES, "hundred", "dozen", "couple"):
            return None
    total, section, scale, before = 0, 0, 10**15, ""
    for word in words:
        if word in _SCALES:
            if not section or _SCALES[word] >= scale or before == "and":
                return None
            scale = _SCALES[word]
            total, section = total + section * scale, 0
        elif word == "hundred":
            if not 0 < section < 100:
                return None
            section *= 100
        elif word in ("dozen", "couple"):
            if word != words[-1] or total or not section or (word == "couple" and section > 1):
                return None
            return Fraction(section * (12 if word == "dozen" else 2))
        elif word == "and":
            if before != "hundred" and before not in _SCALES:
                return None
        else:
            number = TENS[word] if word in TENS else ONES.index(word)
            fits = section % 100 == 0 or (0 < number < 10 and section % 100 in TENS.values())
            if not fits or (number == 0 and len(words) > 1):
                return None
            section += number
        before = word
    return Fraction(total + section)
