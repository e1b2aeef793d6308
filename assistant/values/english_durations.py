"""English lengths of time: "90 minutes", "an hour and a half", "2h30m"."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from assistant.values import english_numbers as numbers
from assistant.values.length_sums import Counts, total
from assistant.values.rules import Rule, below_zero, nothing, rule

_UNITS = {
    "second": "seconds?|secs?", "minute": "minutes?|mins?|minuets?", "hour": "hours?|hrs?",
    "day": "days?", "week": "weeks?|wks?", "fortnight": "fortnights?", "month": "months?",
    "year": "years?|yrs?",
}  # fmt: skip
_LETTERS = {"y": "year", "w": "week", "d": "day", "h": "hour", "m": "minute", "s": "second"}
_UNIT = "(?:" + "|".join(_UNITS.values()) + ")(?![a-z])"
_BETWEEN = r"\s*,?\s*(?:and\s+)?"
# "two hours thirty": a number without a unit counts the next smaller one, where nothing follows
# that it might count. The "one" of "5 minutes and one for 10" is another.
_SMALLER = {"h": "minute", "m": "second"}
_BARE_ENDS = r"(?=\s*(?:$|[,.!?;]|(?:from\s+now|later|hence|please|long|for|to)\b))"
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
# After these a lone "a minute" is a length; "twice a day" has none.
_LENGTH_LEADS = re.compile(
    r"(?:for|in|about|around|within|after|takes?|lasts?|least|most|exactly)\s+$"
)


@cache
def _pieces() -> tuple[str, ...]:
    count = rf"(?:{numbers.pattern()}|an?)"
    return (
        rf"(?:(?:a\s+)?(?P<half>half|quarter)\s+(?:of\s+)?(?:an?\s+)?(?P<of>{_UNIT}))",
        rf"(?:three[\s-]+quarters\s+of\s+an?\s+(?P<three>{_UNIT}))",
        rf"(?:(?P<and>{count})[\s-]*(?P<unit_and>{_UNIT})\s+and\s+a\s+(?P<more>half|quarter)(?!\s+(?:of\s+)?an?\s|\s+{_UNIT}|[a-z]))",
        rf"(?:(?P<whole>{count})[\s-]*(?P<large>hours?|hrs?|minutes?|mins?)\s+(?:and\s+)?"
        rf"(?P<bare>(?!one\b){numbers.pattern()}){_BARE_ENDS})",
        rf"(?:(?P<count>{count})[\s-]*(?:more\s+|extra\s+)?(?P<unit>{_UNIT}))",
        rf"(?:(?P<short>{numbers.DIGITS})\s?(?P<letter>[ywdhms])(?![a-z]))",
    )


@cache
def length() -> str:
    """A pattern without groups for a length; `counts` says what it means."""
    piece = "|".join(re.sub(r"\(\?P<\w+>", "(?:", piece) for piece in _pieces())
    return rf"(?:(?:{piece})(?:{_BETWEEN}(?:{piece})){{0,5}})"


@cache
def _piece() -> re.Pattern[str]:
    return re.compile("|".join(_pieces()))


def counts(said: str) -> Counts | None:
    """How many of each unit a length (lower case) has; None when it has no meaning."""
    return total(_read(said))


def _read(said: str) -> Iterator[tuple[str, Fraction | None]]:
    for match in _piece().finditer(said):
        of = match.groupdict()
        if of["half"]:
            yield _unit(of["of"], _PARTS[of["half"]])
        elif of["three"]:
            yield _unit(of["three"], Fraction(3, 4))
        elif of["and"]:
            count = _count(of["and"])
            yield _unit(of["unit_and"], count and count + _PARTS[of["more"]])
        elif of["whole"]:
            yield _unit(of["large"], _count(of["whole"]))
            bare = numbers.value(of["bare"])
            yield _SMALLER[of["large"][0]], bare if bare and bare < 60 else None
        elif of["count"]:
            yield _unit(of["unit"], _count(of["count"]))
        else:
            yield _LETTERS[of["letter"]], numbers.value(of["short"])


def _count(said: str) -> Fraction | None:
    return Fraction(1) if said in ("a", "an") else numbers.value(said)


def _unit(said: str, count: Fraction | None) -> tuple[str, Fraction | None]:
    unit = next(unit for unit, words in _UNITS.items() if re.fullmatch(words, said))
    return ("week", count and 2 * count) if unit == "fortnight" else (unit, count)


@cache
def rules() -> tuple[Rule[None, Counts], ...]:
    before, after = numbers.BEFORE, numbers.AFTER
    number = numbers.pattern()
    hour = rf"(?:[0-9]{{1,2}}|{numbers.either(numbers.ONES[1:13])}|noon|midnight)"
    return (
        rule(rf"{before}{length()}{after}", _spotted),
        rule(
            rf"{before}{length()}(?:'?s?'?\s+(?:time|long|from\s+now))?{after}", _told, spot=False
        ),
        rule(rf"{before}([0-9]{{1,2}})h([0-5]?[0-9]){after}", _hour_and_minutes),
        # Not lengths to come, or not one length.
        rule(rf"{before}{length()}\s+(?:ago|old|earlier|back|past|before|after){after}", nothing),
        rule(rf"{before}{length()}\s+(?:to|till|of)\s+{hour}{after}", nothing),
        rule(rf"{before}{number}\s*(?:-|–|~|to|or)\s*{number}[\s-]*{_UNIT}{after}", nothing),
    )


def _told(match: re.Match[str], _: None) -> Counts | None:
    said = re.sub(r"'?s?'?\s+(?:time|long|from\s+now)$", "", match.group())
    return counts(said)


def _spotted(match: re.Match[str], _: None) -> Counts | None:
    said = match.group()
    if below_zero(match):
        return None
    if re.fullmatch(r"[0-9.,]+\s?[ymwd]", said):  # 5m may be five metres
        return None
    before = match.string[max(0, match.start() - 12) : match.start()]
    if re.fullmatch(r"an?\s+\w+", said) and not _LENGTH_LEADS.search(before):
        return None
    return counts(said)


def _hour_and_minutes(match: re.Match[str], _: None) -> Counts | None:
    if below_zero(match):
        return None
    return {"hour": Fraction(match.group(1)), "minute": Fraction(match.group(2))}
