"""Cities by name in both languages, from the table that tools/build_cities.py writes.

The data come from GeoNames (https://www.geonames.org), licensed under CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/); names were chosen and added by us.

A country or state is understood too and stands for its capital or its largest city.
Of several cities with a name, the one with the most people comes first.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.problems import AssistantError
from assistant.values import Spotted
from assistant.values.endings import LOCATIVE, SITE_WORDS, is_ending, starts_with_ending

if TYPE_CHECKING:
    import sqlite3

DATABASE = Path(__file__).with_name("cities.db")
LONGEST_NAME = 80  # characters; nothing longer is looked up
LONGEST_TEXT = 600  # characters of a message that are read for cities
MOST_WORDS = 5  # of one name


class Use(IntEnum):
    """Where in a sentence a name may be taken for the city."""

    ANYWHERE = 0
    PLACED = 1  # small places: where a place is expected, or capitalised
    ORDINARY = 2  # ordinary words such as Nice: only where a place is expected
    NEVER = 3  # found when asked for, never spotted


@dataclass(frozen=True, slots=True)
class City:
    name: str  # in English
    korean: str | None
    country: str  # ISO 3166 code of two letters
    latitude: float
    longitude: float
    timezone: str  # IANA name
    population: int

    def name_in(self, language: str) -> str:
        return self.korean if language == "ko" and self.korean else self.name


class _Match(NamedTuple):
    use: Use
    city: City


def find(words: str) -> tuple[City, ...]:
    """The cities that `words` name, the likeliest first; () when there are none.

    Understands case, accents, "Paris, Texas", "프랑스 파리", 서울시 and 서울에서.
    """
    words = (
        unicodedata.normalize("NFC", words[: 4 * LONGEST_NAME])
        .strip(" \t\r\n.,!?'\"“”‘’")
        .replace("\n", " ")
    )
    if not words or len(words) > LONGEST_NAME:
        return ()
    for name in _readings(words):
        if matches := _look_up(name):
            return tuple(match.city for match in matches)
    return ()


def surely(name: str) -> tuple[City, ...]:
    """The cities that a name can hardly mean otherwise, () where it is an ordinary word: the
    largest and those that are nearly as large."""
    matches = _look_up(name)
    if not matches or (_HANGUL.search(name) and len(name) < 2):
        return ()
    use, largest = matches[0]
    placed = use is Use.PLACED and (name[0].isupper() or (_HANGUL.search(name) and len(name) > 2))
    if use is not Use.ANYWHERE and not placed:
        return ()
    return tuple(m.city for m in matches if 2 * m.city.population >= largest.population)


def parse(words: str, _now: datetime) -> City | None:
    """The likeliest city of that name; where it is does not hang on the time."""
    return next(iter(find(words)), None)


def spot(text: str, _now: datetime | None = None) -> tuple[Spotted, ...]:
    """The cities named in a message, careful with names that are ordinary words.

    The value is the likeliest city; particles stay outside the span.
    """
    text = text[:LONGEST_TEXT]
    words = list(_WORD.finditer(text))
    spotted: list[Spotted] = []
    position = 0
    while position < len(words):
        found = _city_at(text, words, position)
        if found is None:
            position += 1
            continue
        spotted.append(found)
        while position < len(words) and words[position].start() < found.end:
            position += 1
    return tuple(spotted)


def largest(count: int) -> tuple[City, ...]:
    """The cities with the most people."""
    return tuple(
        City(*row)
        for row in _query(
            "SELECT c.name, c.korean, c.country, c.latitude, c.longitude, z.name, c.population"
            " FROM cities c JOIN zones z ON z.id = c.zone ORDER BY c.population DESC LIMIT ?",
            str(count),
        )
    )


def fold(name: str) -> str:
    """A name as the table keeps it: no case, accents or punctuation; Korean without spaces."""
    bare = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).translate(_LETTERS)
    bare = " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare)))
    return bare.replace(" ", "") if _HANGUL.search(bare) else bare


# Letters that have no accent to take off, and the marks that join: Xi'an, St. John's.
_LETTERS = str.maketrans({**dict(zip("łøđıħŧ", "lodiht", strict=True)), "æ": "ae", "œ": "oe"})
_LETTERS |= str.maketrans(dict.fromkeys("'’‘`ʻʼ.", ""))
_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_CITY_SUFFIX = re.compile(r"(?<=[가-힣]{2})\s*(특별자치도|특별자치시|특별시|광역시|시내|시|군)$")

# Before a place in English, and after one that is an ordinary word.
_NOT_CODES = {"at", "be", "by", "in", "is", "it", "me", "my", "no", "of", "or", "so", "to", "us"}
_BEFORE = {
    "in", "at", "for", "from", "to", "near", "around", "over", "of", "about", "visiting", "leaving",
}  # fmt: skip
_AFTER = {
    "today", "tomorrow", "tonight", "now", "right", "this", "next", "on", "at", "is", "was", "will",
    "please", "and", "or", "during", "currently", "weather", "time", "the", "then", "for", "until",
}  # fmt: skip


def _readings(words: str) -> Iterator[str]:
    """`words` as said, then without a Korean particle, then without 시 or City and their like."""
    yield words
    if _HANGUL.search(words[-1]):
        last = words.split()[-1]
        for cut in range(len(last) - 1, 0, -1):
            if _HANGUL.match(last[cut]) and is_ending(last[cut:]):
                shorter = words[: len(words) - len(last) + cut]
                yield shorter
                yield _CITY_SUFFIX.sub("", shorter)
        yield _CITY_SUFFIX.sub("", words)
    lowered = words.casefold()
    for lead in ("city of ", "the city of ", "the "):
        if lowered.startswith(lead):
            yield words[len(lead) :]
    if lowered.endswith(" city"):
        yield words[: -len(" city")]


def _look_up(name: str) -> tuple[_Match, ...]:
    """The cities of that very name, or of a name with its country or state beside it."""
    if matches := _named(fold(name)):
        return matches
    before, comma, after = name.rpartition(",")
    splits = [(before, after)] if comma else []
    parts = name.split()
    for cut in range(1, min(len(parts), MOST_WORDS)):
        head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
        splits.append((tail, head) if _HANGUL.search(name) else (head, tail))
    for city, region in splits:
        if region.strip() in _NOT_CODES:
            continue
        if regions := _regions(fold(region)):
            within = tuple(match for match in _named(fold(city), regions))
            if within:
                return within
    return ()


def _named(folded: str, regions: frozenset[tuple[str, str]] | None = None) -> tuple[_Match, ...]:
    if not folded:
        return ()
    rows = _query(
        "SELECT n.use, c.name, c.korean, c.country, c.latitude, c.longitude, z.name, c.population,"
        " c.state FROM names n JOIN cities c ON c.id = n.city JOIN zones z ON z.id = c.zone"
        " WHERE n.name = ? ORDER BY n.alternate, c.population DESC",
        folded,
    )
    return tuple(
        _Match(Use(use), City(*city))
        for use, *city, state in rows
        if regions is None or (city[2], "") in regions or (city[2], state) in regions
    )


def _regions(folded: str) -> frozenset[tuple[str, str]]:
    return frozenset(_query("SELECT country, state FROM regions WHERE name = ?", folded))


def _query(sql: str, value: str) -> list[Any]:
    # SQLite takes no lone surrogates.
    value = value.encode("utf-8", "replace").decode("utf-8")
    database, lock = _connection()
    with lock:
        return database.execute(sql, (value,)).fetchall()


@cache
def _connection() -> "tuple[sqlite3.Connection, threading.Lock]":
    import sqlite3

    if not DATABASE.is_file():
        raise AssistantError(
            "The table of cities is missing.",
            where=str(DATABASE),
            remedy="Install the assistant again; in a checkout, run tools/build_cities.py.",
        )
    uri = f"{DATABASE.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False), threading.Lock()


def _city_at(text: str, words: list[re.Match[str]], position: int) -> Spotted | None:
    """The longest city name beginning with that word."""
    first = words[position]
    for last in reversed(words[position : position + MOST_WORDS]):
        between = text[first.start() : last.end()]
        if len(between) > LONGEST_NAME:
            continue
        for end in _ends(last) if _HANGUL.search(last.group()) else _english_ends(last):
            name = text[first.start() : end]
            matches = _look_up(name)
            matches = matches or (_look_up(_CITY_SUFFIX.sub("", name)) if last is first else ())
            if matches and _is_meant(text, name, first.start(), end, matches):
                return Spotted(first.start(), end, matches[0].city)
    return None


def _ends(word: re.Match[str]) -> Iterable[int]:
    """Where a name may end within a Korean word, the longest first: 서울에서, 부산날씨."""
    letters = word.group()
    return [
        word.start() + cut
        for cut in range(len(letters), 0, -1)
        if cut == len(letters) or starts_with_ending(letters[cut:])
    ]


def _english_ends(word: re.Match[str]) -> Iterable[int]:
    possessive = re.search(r"['’]s$", word.group())
    return [word.end(), word.end() - 2] if possessive else [word.end()]


def _is_meant(text: str, name: str, start: int, end: int, matches: tuple[_Match, ...]) -> bool:
    """Whether the name, where it stands, is the city rather than an ordinary word."""
    use = min(match.use for match in matches[:3])
    if use is Use.NEVER:
        return False
    if _HANGUL.search(name):
        if len(name) == 1:  # 빈: "빈에서", but not "빈 시간"
            return LOCATIVE.match(text, end) is not None
        return use is Use.ANYWHERE or name.endswith("시") or _has_site_after(text, end)
    if len(name) <= 2 and not name.isupper():
        return False
    if use is Use.ANYWHERE:
        return True
    before = re.search(r"([^\W_]+)\s*$", text[max(0, start - 20) : start])
    if before is None or before.group(1).casefold() not in _BEFORE:
        return use is Use.PLACED and start > 0 and name[0].isupper()
    after = re.match(r"\s*([^\W_]+)?", text[end:])
    word = after.group(1) if after else None
    return use is Use.PLACED or name[0].isupper() or word is None or word.casefold() in _AFTER


def _has_site_after(text: str, end: int) -> bool:
    """Whether 에서 and its like, or a word such as 날씨, follows the name."""
    rest = text[end : end + 20]
    return bool(LOCATIVE.match(rest) or SITE_WORDS.match(rest.lstrip()))
