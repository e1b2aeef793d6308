"""English times of day. What an hour without a part of the day means stands in times.py."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.values import english_numbers as numbers
from assistant.values.clock import Times, hours_of, times, within
from assistant.values.rules import Rule, rule

_HOURS = {word: number for number, word in enumerate(numbers.ONES[:13]) if number}
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
_QUARTERS = {"half": 30, "quarter": 15}

_BEFORE, _AFTER = (
    r"(?=[0-9a-z@])(?<![0-9a-z])(?<![0-9][./:-])(?<![$€£₩])",
    r"(?![0-9a-z%])(?![./:-][0-9])",
)
_MERIDIEM = r"\s*[ap]\.?\s?m\b\.?(?!(?<=[a-z] am)\s+i\b)"  # not "which one am i"
_PART = (
    r"(?:\s+in\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)|\s+at\s+night"
    r"|\s+this\s+(?:morning|afternoon|evening)|\s+to-?night|\s+tonite)"
)
# Words of a part of the day that stand before the hour.
_PART_FIRST = (
    r"(?:in\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening)"
    r"|this\s+(?:morning|afternoon|evening)|to-?night|tonite)\s+(?:at|around|by)\s+"
)
# A bare number is a time after these words, if nothing that is counted follows it.
_AT = r"(?:(?<=\bat )|(?<=\buntil )|(?<=\btill )|(?<=@)|(?<=@ )|(?<=\balarm for )|(?<=\bup for ))"
_NEAR = rf"(?:{_AT}|(?<=\bfor )|(?<=\bby )|(?<=\bfrom )|(?<=\baround )|(?<=\bbefore ))"
_NEXT = (
    "a|about|and|because|but|daily|each|every|everyday|exactly|for|from|if|in|instead|now|of|on|or|"
    "please|pls|plz|sharp|so|thanks|that|the|then|this|to|today|tomorrow|tonight|tmrw|tmr|tommorow|"
    "tomorow|until|via|when|with|next|christmas|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    "mon|tue|wed|thu|fri|sat|sun|(?:jan|febr)uary|march|april|may|june|july|august|september|"
    "october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
# Four digits are a time after the first; those with a zero in front also after the second, and
# after the third where nothing follows that they could count ("until 2030", "pin 0715" are none).
_AT_4 = (r"\bat ", "@", "@ ", r"\balarm for ", r"\bup for ", r"\bat [0-9]{4} and ")
_AT_0 = (
    *_AT_4, r"\balarm ", r"\balarm to ", r"\bwake me ", r"\bremind me ", r"\bme up ", "day ",
    "tomorrow ", "tmrw ", "tonight ",
)  # fmt: skip
_NEAR_0 = (
    r"\A", r"\bfor ", r"\bby ", r"\bfrom ", r"\baround ", r"\bbefore ", r"\bafter ", r"\buntil ",
    r"\btill ", r"\b[0-9]{4} to ", r"\b[0-9]{4} and ",
)  # fmt: skip
# After these a bare number is a time, whatever follows: "remind me 8 stretch".
_ASKED = re.compile(
    rf"(?:{_AT}|\b(?:me|us|alarms?|timers?|reminders?|by|from|around|about|before)\s+)$"
)
_COUNTED = re.compile(
    rf"\s+(?!(?:{_NEXT}|in|[ap]m|o'?\s?clock|hundred|week\w*|\w+days?)(?![a-z]))[a-z]+"
)
GOES_ON = rf"(?=\s*(?:$|[,.!?;)\"”]|(?:{_NEXT})(?![a-z])))"


def counts(text: str, start: int, end: int) -> bool:
    """Whether a bare number there, in a text in lower case, counts things: "8 glasses"."""
    bare = text[start:end].isdecimal() or text[start:end] in _HOURS
    return bool(bare and _COUNTED.match(text, end) and not _ASKED.search(text[:start]))


@cache
def rules() -> tuple[Rule[None, Times], ...]:
    word = numbers.either(_HOURS)
    hour = rf"(?P<hour>[0-9]{{1,2}}|{word})"
    named = rf"(?P<named>{numbers.either(_NAMED)})"
    mark = rf"(?P<mark>{_MERIDIEM}{_PART}?|{_PART})"
    colon = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    dot = r"(?P<hour>[0-9]{1,2})[. ](?P<minute>[0-9]{2})"
    two_digits = numbers.either([each for each, n in _minutes().items() if n > 9])
    oh = rf"(?:oh|o|zero)[\s-]+{numbers.either(numbers.ONES[1:10])}"
    spoken = rf"(?P<hour>{word})[\s-]+(?P<minute>{oh}|{two_digits})"
    o_clock = rf"{hour}\s*o\s?'?\s?clock"
    whole = rf"(?:{hour}(?:\s*o\s?'?\s?clock)?|{named})"
    away = r"(?P<away>half(?=\s+(?:past|after)\b)|quarter)"
    quarter = rf"(?:a\s+)?{away}\s+(?P<side>past|after|to|till|before|of)\s+{whole}"
    half = rf"(?P<away>half)\s+{hour}"
    number = rf"(?P<away>[0-9]{{1,2}}|{numbers.either(_minutes())})"
    minutes = rf"{number}\s+(?:minutes?|mins?)\s+(?P<side>past|after|to|till|before)\s+{whole}"
    past = rf"{number}\s+(?P<side>past)\s+{whole}"
    # "8 to 5" is a span of hours.
    five = r"(?P<away>5|10|20|25|five|ten|twenty(?:[\s-]five)?)"
    to = rf"{five}\s+(?P<side>to|till)\s+{whole}"
    four, zero = "(?P<of_24>[0-9]{4})", "(?P<of_24>0[0-9][0-5][0-9])"
    bare = rf"(?P<hour>1[0-2]|0?[1-9]|{word})"
    first = rf"(?P<mark>{_PART_FIRST})"
    anywhere = (
        *(f"{each}{mark}?" for each in (colon, o_clock, quarter, minutes, past)),
        *(f"{each}{mark}" for each in (dot, hour, spoken, half)),
        *(f"{first}{each}" for each in (colon, dot, spoken, o_clock, quarter, minutes, past, hour)),
        rf"(?:12\s+|twelve\s+)?{named}",
    )
    after_at = (*(f"{each}{mark}?" for each in (to, half)), bare, dot)
    only_read = (
        *(f"{each}{mark}?" for each in (to, half, zero, rf"(?:at\s+|@\s*){four}")),
        *(bare, dot, spoken),
    )
    return (
        *(rule(_BEFORE + each + _AFTER, _meaning) for each in anywhere),
        *(rule(_BEFORE + _AT + each + _AFTER + GOES_ON, _meaning) for each in after_at),
        rule(_BEFORE + _NEAR + spoken + _AFTER + GOES_ON, _meaning),
        *_four_digits(mark),
        *(rule(_BEFORE + each + _AFTER, _meaning, spot=False) for each in only_read),
    )


def _four_digits(mark: str) -> Iterator[Rule[None, Times]]:
    """1930, 0715. What may stand before is looked for behind the digits: they are found faster."""
    digits = r"(?P<of_24>[0-9][0-9]{3})(?<![0-9a-z].{4})(?<![0-9][./:-].{4})(?<![$€£₩].{4})"
    ends = rf"{mark}?{_AFTER}(?![\s-]?[0-9])"  # 0800 123 456 is dialled
    at_4, at_0, near_0 = (
        "(?:" + "|".join(f"(?<={lead}.{{4}})" for lead in leads) + ")"
        for leads in (_AT_4, _AT_0, _NEAR_0)
    )
    zero = "(?<=0[0-9][0-5][0-9])"
    yield rule(rf"{digits}\s*(?:hours|hrs?|h){_AFTER}", _meaning)
    yield rule(f"{digits}{zero}{at_0}{ends}", _meaning)
    yield rule(f"{digits}(?:{at_4}|{zero}{near_0}){ends}{GOES_ON}", _meaning)


@cache
def _minutes() -> dict[str, int]:
    """ "one" to "fifty-nine"."""
    return numbers.below_sixty()


def _meaning(match: re.Match[str], _: None) -> Times | None:
    said = {name: words for name, words in match.groupdict().items() if words}
    if "of_24" in said:
        said["hour"], said["minute"] = said["of_24"][:2], said["of_24"][2:]
    hour_said, mark = said.get("hour", ""), said.get("mark", "")
    hour = _NAMED[said["named"]] if "named" in said else _number(hour_said)
    if re.match(_MERIDIEM, mark) and not 0 < hour < 13:
        return None
    minute, second = _number(said.get("minute", "0")), int(said.get("second", "0"))
    exact = "named" in said or ((hour_said.startswith("0") or "of_24" in said) and not mark)
    found = times(hour, minute, second, exact=exact, shift=_shift(said))
    return within(found, hours_of(mark)) or None


def _shift(said: dict[str, str]) -> int:
    """The minutes to go on from the hour, or back."""
    away = said.get("away", "0")
    minutes = _QUARTERS.get(away) or _number(away)
    return minutes if said.get("side", "past") in ("past", "after") else -minutes


def _number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return _minutes()[re.sub(r"\s+", " ", re.sub(r"^(?:oh|o|zero)[\s-]+", "", said))]
