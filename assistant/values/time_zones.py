"""Time zones said beside a time of day: "9 am new york time", "3pm UTC", 뉴욕 시간으로 9시.

A city counts only with the word "time" (시간, 시각) behind it: "at 9 am in new york" may be said of
a place by someone who means the clock on the wall. Words that name several zones ("CST", 미국 시간)
are known to be a zone and have none: what stands beside them has no value.

EST and EDT are both the clocks of New York, as people use them, and so for the others: BST is what
the clocks of London show, also in winter. UTC and GMT are the same all the year.
"""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from assistant.problems import AssistantError
from assistant.values.english_numbers import ONES
from assistant.values.english_times import GOES_ON

_WORDS, _LONGEST = 4, 60  # words and characters of a name
_ABBREVIATIONS = {
    "utc": "UTC", "gmt": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "cet": "Europe/Paris", "cest": "Europe/Paris", "bst": "Europe/London",
    "kst": "Asia/Seoul", "jst": "Asia/Tokyo",
    "eastern": "America/New_York", "pacific": "America/Los_Angeles",
    # Of more than one zone.
    "cst": "", "cdt": "", "mst": "", "mdt": "", "ist": "", "ast": "", "aest": "", "aedt": "",
}  # fmt: skip
# Of small letters these may be other words.
_WORDLIKE = ("eastern", "pacific", "est", "et", "pt", "ist", "ast", "mst")
_NAMES = {
    "eastern": "America/New_York", "us eastern": "America/New_York",
    "central": "America/Chicago", "us central": "America/Chicago",
    "mountain": "America/Denver", "us mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "us pacific": "America/Los_Angeles",
    "east coast": "America/New_York", "west coast": "America/Los_Angeles", "ny": "America/New_York",
    "central european": "Europe/Paris", "british": "Europe/London", "uk": "Europe/London",
    "korean": "Asia/Seoul", "japanese": "Asia/Tokyo", "indian": "Asia/Kolkata",
    "chinese": "Asia/Shanghai", "german": "Europe/Berlin", "french": "Europe/Paris",
    "greenwich": "UTC", "universal": "UTC", "coordinated universal": "UTC",
    "동부": "America/New_York", "미국 동부": "America/New_York", "미 동부": "America/New_York",
    "미동부": "America/New_York", "미서부": "America/Los_Angeles",
    "미국 중부": "America/Chicago", "미국 산악": "America/Denver",
    "태평양": "America/Los_Angeles", "미국 태평양": "America/Los_Angeles",
    "미국 서부": "America/Los_Angeles", "미 서부": "America/Los_Angeles",
    "중부 유럽": "Europe/Paris", "중앙 유럽": "Europe/Paris", "그리니치": "UTC",
    "us": "", "usa": "", "america": "", "american": "", "canada": "", "canadian": "",
    "australia": "", "australian": "", "russia": "", "russian": "", "brazil": "", "mexico": "",
    "indonesia": "", "europe": "", "european": "",
    "미국": "", "캐나다": "", "호주": "", "러시아": "", "브라질": "", "멕시코": "",
    "인도네시아": "", "유럽": "",
}  # fmt: skip
# Words before "time" that are of the time of day, not of a name.
_NO_NAMES = (
    "am", "a.m", "p.m", "pm", "in", "at", "on", "the", "by", "to", "for", "from", "is", "it",
    "morning", "afternoon", "evening", "night", "tonight", "today", "tomorrow", "noon", "midnight",
    *ONES[:13],
)  # fmt: skip

_OFFSET = re.compile(
    r"\s?(?P<sign>[+−-])\s?(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
    r"(?![0-9]|[:.][0-9]|\s?(?:[ap]\.?\s?m\b|h\b|hours?|hrs?|min|시|분|%))"
)
_SUM = re.compile(r"\s?(?:\+|[−-]\s?[0-9]+\s?(?:h|min|시간|분))")  # "3pm utc + 2 hours"
_SHORT = re.compile(rf"(?<![a-z_'/-])(?:{'|'.join(_ABBREVIATIONS)})(?![a-z0-9_'’]|-[a-z])")
_WORD = re.compile(r"[^\s;:()!?]+")
_NAME = re.compile(r"[^\W\d_]+(?:(?:[.'-]|[.,]?\s+)[^\W\d_]+)*\.?")
_TIME = re.compile(
    r"(?:\s+(?:standard|daylight|summer|local|mean))?\s+time(?:\s?zone)?(?![a-z])"
    r"|\s*(?:(?:현지|표준)\s*)?(?:시간|시각|표준시)대?"
)
# Quick: it says no to most messages that have none of these words, and yes to a few.
_HINT = re.compile(r"t(?![a-z])(?<=[deps]t)|utc|gmt|time|eastern|pacific|시[간각]|표준시")
_HANGUL = re.compile("[가-힣]")
_ENDS = re.compile(GOES_ON)
_TIME_BEHIND = re.compile(r"\s+time(?:\s?zone)?(?![a-z])|\s*(?:시간|시각)대?")
_CLOSED = re.compile(r"\s*\)")
# What joins it to a time before it.
_JOINING = re.compile(r"[\s,]*(?P<open>\()?\s*(?:\b(?P<into>in|on)\s+(?:the\s+)?)?$")
_PARTICLE = re.compile(r"(?:\s*(?:을\s*)?기준(?:으로|에)?|으로|로|에|의|이|은|는)?(?![가-힣])")
# What may stand between it and a time behind it: "in tokyo time at 9", "tokyo time 9 am". In "check
# new york time at 9 am" the clock is one of here.
_GAP, _GAP_AT = (
    re.compile(rf"[\s,:]*{at}")
    for at in ("", r"(?:(?:at|by|around|about|from|until|till)\s+|@\s*)?")
)
_LEADS = re.compile(
    r"(?:^|[,.;:(!?\n]|\b(?:in|on|for|at|by|from|until|till|alarm|today|tomorrow|tonight)|day)\s*$"
)
# "what is 9 am in new york time" and 9시 뉴욕 시간으로 몇 시야 give a time of here.
_ASKING = re.compile(r"\b(?:what|convert|how|translate)(?![a-z])")
_ASKED = re.compile(r"몇|얼마|바꾸|바꿔|변환|환산|계산")
_KOREAN_ENDS = re.compile(r"\s*(?:$|[).,!?~]|알람|깨워|예약|맞춰|설정|까지|부터)")


class Mention(NamedTuple):
    """Words of a zone in a text, with those that only join them to a time: "in", brackets."""

    start: int
    name: int  # where its own words begin
    end: int
    zone: tzinfo | None  # None: it is not known which
    gap: re.Pattern[str] | None  # what may stand before a time behind it; None: no time may
    follows: bool  # whether a time may stand before it


def mentions(text: str, low: str) -> list[Mention]:
    """The zones that are named in a text, in any order; `low` is the same in lower case."""
    if not _HINT.search(low):  # as in most messages
        return []
    made = (_mention(low, *each) for each in (*_short(text, low), *_named(text, low)))
    return [each for each in made if each]


def without(text: str, mention: Mention) -> str:
    """The text with spaces where the words of the zone are."""
    blank = " " * (mention.end - mention.start)
    return text[: mention.start] + blank + text[mention.end :]


def belongs(low: str, mention: Mention, start: int, end: int) -> bool:
    """Whether a mention is said of the time (with its day) that stands there in the text."""
    if end <= mention.start:
        return mention.follows and not low[end : mention.start].strip()
    if mention.end <= start:
        return bool(mention.gap and mention.gap.fullmatch(low, mention.end, start))
    return True  # "tomorrow EST 7 pm"


def _mention(low: str, start: int, end: int, zone: tzinfo | None) -> Mention | None:
    """The mention with what joins it to a time before it or behind it; None for other words."""
    behind, particle = _PARTICLE.match(low, end), ""
    if behind:
        end, particle = behind.end(), behind.group().strip()
    korean = particle != "" or _HANGUL.search(low, start, end) is not None
    if korean and not behind:  # 서울 시간표
        return None
    joining = _JOINING.search(low, max(0, start - 12), start)
    assert joining
    if joining["open"] and (closed := _CLOSED.match(low, end)):
        end = closed.end()
        follows = True
    elif korean:
        ends = particle.endswith(("로", "에", "기준")) or (
            not particle and _KOREAN_ENDS.match(low, end) is not None
        )
        follows = ends and not _ASKED.search(low, end)
    else:
        follows = not (joining["into"] and _ASKING.search(low, 0, start))
    leads = _GAP_AT if korean or joining["into"] else _LEADS.search(low, 0, start) and _GAP
    name = joining.start("open") if joining["open"] else start
    return Mention(joining.start(), name, end, zone, leads or None, follows)


def _short(text: str, low: str) -> Iterator[tuple[int, int, tzinfo | None]]:
    """UTC, EST, GMT+9."""
    for match in _SHORT.finditer(low):
        name, end = match.group(), match.end()
        zone = _zone(_ABBREVIATIONS[name])
        goes_on = _ENDS.match(low, end) or _TIME_BEHIND.match(low, end)
        if name in _WORDLIKE and not goes_on:
            if not text[match.start() : end].isupper():
                continue
            if name == "pt":  # "at 3 PT session" may be of therapy
                zone = None
        if name in ("utc", "gmt") and (offset := _OFFSET.match(low, end)):
            zone, end = _at_offset(offset), offset.end()
        elif _SUM.match(low, end):
            zone = None
        if behind := _TIME_BEHIND.match(low, end):
            end = behind.end()
        yield match.start(), end, zone


def _at_offset(match: re.Match[str]) -> tzinfo | None:
    away = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if away > timedelta(hours=14):
        return None
    return timezone(away if match["sign"] == "+" else -away)


def _named(text: str, low: str) -> Iterator[tuple[int, int, tzinfo | None]]:
    """New York time, eastern standard time, 뉴욕 현지 시간."""
    for match in _TIME.finditer(low):
        words = _WORD.finditer(low, max(0, match.start() - _LONGEST), match.start())
        for word in [*words][-_WORDS:]:
            name = slice(word.start(), match.start())
            if word.group().rstrip(".,") in _NO_NAMES or not _NAME.fullmatch(low[name]):
                continue
            known, zone = _of_name(text[name])
            if known:
                yield word.start(), match.end(), zone
                break


@lru_cache(maxsize=512)
def _of_name(name: str) -> tuple[bool, tzinfo | None]:
    """Whether it is the name of a zone or of a city, and which zone that is."""
    plain = " ".join(name.lower().replace(".", "").split())
    if plain in _NAMES:
        return True, _zone(_NAMES[plain])
    from assistant.values import cities

    try:
        zones = {city.timezone for city in cities.surely(name)}
    except AssistantError:  # without the table of cities times can still be read
        return False, None
    return bool(zones), _zone(zones.pop() if len(zones) == 1 else "")


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:
        return None
