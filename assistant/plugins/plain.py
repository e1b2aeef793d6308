"""The user's own words in a reply, which is Markdown: shown as they are."""

import re

_ANYWHERE = re.compile(r"[\\`*\[\]<>~|]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_AT_THE_START = re.compile(r"^(?:[-+#=:]|[0-9]+(?=[.)]))")


def plain(text: str, longest: int = 300) -> str:
    """`text` on one line, so that Markdown shows these very words; cut to `longest` characters."""
    words = " ".join(text.split())
    if len(words) > longest:
        words = words[: longest - 1] + "…"
    words = _ANYWHERE.sub(lambda match: "\\" + match[0], words)
    return _AT_THE_START.sub(
        lambda match: match[0] + "\\" if match[0][0].isdecimal() else "\\" + match[0], words
    )
