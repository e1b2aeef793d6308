"""The interface's own words, in English and Korean: `say("chat.placeholder", "ko")`.

`chat.placeholder` is the table `[placeholder]` of `chat.toml` beside this file, a line a language.
Replies of handlers are not here: a plugin carries its own words.
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ko")


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with `{name}` filled in. Raises KeyError for an unknown key."""
    file, _, name = key.partition(".")
    entry = _read(file)[name]
    text = entry.get(language, entry["en"])
    return text.format(**values) if values else text


@cache
def _read(file: str) -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name(f"{file}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
