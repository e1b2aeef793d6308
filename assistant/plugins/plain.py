"""Words of the user, or of a machine, in a reply, which is Markdown: shown as they are."""

import re

LONGEST = 60  # characters that are shown of them, where nothing else is said

_ANYWHERE = re.compile(r"[\\`*\[\]<>~|]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_AT_THE_START = re.compile(r"^(?:[-+#=:]|[0-9]+(?=[.)]))")


def one_line(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, in at most `longest` characters: a label, or one of several choices."""
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def plain(text: str, longest: int = LONGEST) -> str:
    """`one_line`, so that Markdown shows these very words."""
    words = _ANYWHERE.sub(lambda match: "\\" + match[0], one_line(text, longest))
    return _AT_THE_START.sub(
        lambda match: match[0] + "\\" if match[0][0].isdecimal() else "\\" + match[0], words
    )
