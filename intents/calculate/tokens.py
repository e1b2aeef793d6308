"""From a message to the tokens of sums; what belongs to no sum parts them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from assistant.values import english_numbers as english
from assistant.values import korean_numbers as korean
from assistant.values.endings import ENDING
from assistant.values.rules import lowered

from . import lexicon

LONGEST = 400  # characters that are read
DIGITS = 40  # of one number

Meaning = Callable[[re.Match[str]], Fraction | None]
Value = Fraction | str | tuple[str, int] | int | None


@dataclass(frozen=True)
class Token:
    """`kind`: number, operator, function, postfix, power, constant, command, joint, deed, noun,
    particle, 의, 배, 할인, ( or ); "" for what is none of these."""

    kind: str
    value: Value
    start: int
    end: int
    figures: bool = False  # a number that is written with digits


def tokens(text: str) -> list[Token]:
    """The tokens of the first LONGEST characters, in order; places count in the NFC text."""
    said = lowered(unicodedata.normalize("NFC", text)[:LONGEST])
    found: list[Token] = []
    at, glued = 0, False  # whether Korean may go on right here: 12곱하기7, 5만원의
    while at < len(said):
        if skipped := _skipped().match(said, at):
            at, glued = skipped.end(), True
            continue
        free = not said[at - 1 : at].isalpha() or (glued and said[at] >= "가")
        token = max(_here(said, at, free), key=lambda each: each.end, default=None)
        if token is None:
            token = Token("", None, at, _word_end(said, at))
        found.append(token)
        at, glued = token.end, token.kind != ""
    return found


def _here(said: str, at: int, free: bool) -> Iterator[Token]:
    """What may begin here: of several, the longest is meant. `free`: not within a word."""
    yield from _number(said, at, free)
    for kind, pattern, values in _words():
        match = pattern.match(said, at)
        if match and (free or not match[0][0].isalpha()):
            yield Token(kind, values.get(match[0]), at, match.end())
    for deed, name in lexicon.DEEDS.items():
        if (match := re.compile(deed).match(said, at)) and free:
            yield Token("deed", name, at, match.end())
    if power := _ordinal_power().match(said, at):
        digits, word = power.groups()
        yield Token("power", int(digits) if digits else lexicon.FRACTIONS[word], at, power.end())


def _number(said: str, at: int, free: bool) -> Iterator[Token]:
    if match := _digits().match(said, at):
        yield Token("number", Fraction(match[0].replace(",", "")), at, match.end(), True)
    if free and (number := _korean(said, at)):
        yield Token("number", number[0], at, number[1], said[at].isdecimal())
        below = _DENOMINATOR.match(said, number[1])
        above = _korean(said, below.end()) if below else None
        if above and number[0]:
            yield Token("number", above[0] / number[0], at, above[1])
    if said[at] in lexicon.SIGNS:
        yield Token("number", Fraction(*lexicon.SIGNS[said[at]]), at, at + 1)
    if not free:
        return
    for pattern, meaning in _spoken():
        match = pattern.match(said, at)
        value = meaning(match) if match else None
        if match and value is not None:
            yield Token("number", value, at, match.end(), said[at].isdecimal())


@cache
def _digits() -> re.Pattern[str]:
    whole = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,{DIGITS}}})"
    return re.compile(
        rf"(?:{whole}(?:\.[0-9]{{1,{DIGITS}}})?|\.[0-9]{{1,{DIGITS}}})"
        r"(?:e[+-]?[0-9]{1,3}(?![0-9a-z]))?(?![0-9])"
    )


@cache
def _spoken() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Numbers in words, and what each means."""
    count = rf"[0-9]{{1,4}}|{english.either(english.ONES)}"
    part = "|".join(lexicon.FRACTIONS)
    return (
        (re.compile(rf"{english.pattern()}(?![0-9a-z])"), lambda m: english.value(m[0])),
        (re.compile(rf"(?:(an?|{count})[ -])?({part})s?(?![0-9a-z])"), _fraction),
        (re.compile(rf"(?:절반|반){_behind().pattern}"), lambda m: Fraction(1, 2)),
    )


def _fraction(match: re.Match[str]) -> Fraction | None:
    count, part = match.groups()
    if count is None and part not in ("half", "quarter"):
        return None
    number = 1 if count in (None, "a", "an") else english.value(count)
    return None if number is None else Fraction(number) / lexicon.FRACTIONS[part]


def _korean(said: str, at: int) -> tuple[Fraction, int] | None:
    """The longest Korean number here that something of ours or an ending follows, and its end: 십이
    and not 십 with the particle 이."""
    run = _KOREAN_RUN.match(said, at)
    for end in range(run.end() if run else at, at, -1):
        if _KOREAN_NUMBER.fullmatch(said, at, end) and _behind().match(said, end):
            value = korean.value(said[at:end])
            if value is not None:
                return value, end
    return None


_KOREAN_RUN = re.compile(r"[0-9.,가-힣\s]{1,24}")
_KOREAN_NUMBER = re.compile(rf"{korean.COUNT}|{korean.SINO}점[영공일이삼사오육칠팔구]{{1,6}}")
_DENOMINATOR = re.compile(r"\s?분의\s?")
_KOREAN = (
    *(word for word in (*lexicon.OPERATORS, *lexicon.POSTFIXES, *lexicon.POWERS) if word > "ㄱ"),
    "배", "의", "원", "달러", *lexicon.PARTICLES, "분의", " 분의",
)  # fmt: skip


@cache
def _behind() -> re.Pattern[str]:
    """What may follow a Korean number."""
    return re.compile(rf"(?={_alternatives(_KOREAN)}|{ENDING}(?![가-힣]))")


@cache
def _words() -> tuple[tuple[str, re.Pattern[str], Mapping[str, Value]], ...]:
    """For each kind of token: what it looks like, and the meanings."""
    kinds: dict[str, Mapping[str, Value]] = {
        "operator": lexicon.OPERATORS,
        "function": lexicon.FUNCTIONS,
        "postfix": lexicon.POSTFIXES,
        "power": lexicon.POWERS,
        "constant": lexicon.CONSTANTS,
        "command": lexicon.COMMANDS,
        "joint": {word: word for word in lexicon.JOINTS},
        "noun": lexicon.NOUNS,
        "particle": dict.fromkeys(lexicon.PARTICLES),
        **{sign: {sign: None} for sign in ("(", ")", "의", "배", "할인")},
    }
    return tuple(
        (kind, re.compile(f"(?:{_alternatives(values)})"), values) for kind, values in kinds.items()
    )


def _alternatives(words: "Mapping[str, Value] | tuple[str, ...]") -> str:
    """The longest first; no English word may go on with a letter ("to" in "tomato")."""
    return "|".join(
        re.escape(word) + (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def _skipped() -> re.Pattern[str]:
    """What means nothing between tokens: spaces, "the", signs of money."""
    return re.compile(
        r"(?<=[0-9만천백십])\s?(?:원|달러)(?![가-힣]*[요야])|[$₩€£](?=\s?[0-9])|dollars?\b|the\b|\s+"
    )


@cache
def _ordinal_power() -> re.Pattern[str]:
    """ "to the 10th", "to the fourth power" """
    words = "|".join(word for word in lexicon.FRACTIONS if word.endswith(("d", "th")))
    return re.compile(
        rf"(?:raised )?to the (?:([0-9]{{1,4}})(?:st|nd|rd|th)|({words}))(?: power)?(?![a-z])"
    )


def _word_end(said: str, at: int) -> int:
    """Where a word that is none of ours ends: one character, or its Latin letters."""
    match = re.compile(r"[a-z']+|[0-9][0-9.,]*").match(said, at)
    return match.end() if match else at + 1
