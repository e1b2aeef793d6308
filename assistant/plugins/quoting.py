"""Words of the user, or of a machine, inside a reply, which is Markdown."""

import re

LONGEST = 60  # characters that are shown of them

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&]")


def quoted(words: str, longest: int = LONGEST) -> str:
    """The words on one line, short, and as they are: nothing in them is read as Markdown."""
    line = " ".join(words.split())
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    return _SPECIAL.sub(r"\\\g<0>", line)
