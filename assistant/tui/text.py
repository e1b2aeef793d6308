"""Text on its way to the screen: nothing in it may steer the terminal, and none of it is markup."""

import re
from pathlib import Path

# Control characters but tab and newline, lone surrogates, marks that turn a line's direction.
_UNSHOWABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)

# A mark that is text, after a backslash; marks that are none, as _ is inside of a word.
_MARKS = re.compile(r"\\([^\w\s]|_)|[*`]|(?<![^\W_])_|_(?![^\W_])")


def clean(text: str) -> str:
    """`text` without what cannot be shown; a carriage return is a newline."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWABLE.sub("", text)


def plain(markdown: str) -> str:
    """Simple Markdown as the text that it shows, for places that show text only."""
    return _MARKS.sub(r"\1", clean(markdown))


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, ending in … when something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int) -> str:
    """`text` cleaned, on one line, in at most `limit` characters."""
    return shorten(" ".join(clean(text[: limit * 4]).split()), limit)


def short_path(path: Path) -> str:
    """The path, from ~ on where it lies in the user's home."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def percent(share: float) -> str:
    """0.984 → "98 %". A share below one never reads as 100 %."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"
