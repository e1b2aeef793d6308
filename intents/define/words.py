"""The words of this app, read from words.toml, and which of them is asked for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.values.choices import parse

LONGEST = 100  # characters; nothing longer is one of the words

_LEADING = re.compile(r"^(?:an?|the word|the term|the|word|term)\s+", re.I)
_AROUND = " \t\n\"'“”‘’?.!"


@dataclass(frozen=True)
class Term:
    names: tuple[str, ...]  # in both languages; what a person may type
    en: str
    ko: str


@cache
def terms() -> tuple[Term, ...]:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return tuple(Term(tuple(each["names"]), each["en"], each["ko"]) for each in table["term"])


def find(said: str) -> Term | None:
    """The term that the words name, in the singular or plural, with Korean particles or without."""
    if len(said) > LONGEST:
        return None
    names = {term.names[0]: term.names for term in terms()}
    bare = _LEADING.sub("", said.strip(_AROUND)).strip(_AROUND)
    plain = bare.replace("-", " ")
    singular = (plain.removesuffix("s"), plain.removesuffix("es"))
    topic = re.sub(r"(?<=[가-힣])이?란$", "", plain)
    for reading in (bare, plain, *singular, topic):
        if name := parse(reading, names):
            return next(term for term in terms() if term.names[0] == name)
    return None
