"""Groups of paraphrases, written for pretraining: what means the same, in both languages.

A file a domain, of neighbouring intentions:

    = umbrella left behind
    en did anyone hand in (a black|an old) umbrella
    ko 제 우산 혹시 분실물 센터에 있나요

`(a|b)` is a choice: a pattern stands for as many sentences as its choices give.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.problems import AssistantError

CHOICE = re.compile(r"\(([^()]*)\)")
LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class Group:
    """One intention, worded many ways."""

    domain: str
    name: str
    patterns: dict[str, list[str]] = field(default_factory=lambda: {lang: [] for lang in LANGUAGES})


def read_groups(folder: Path) -> list[Group]:
    """All groups of the folder's files, in order.

    Raises AssistantError naming the file and line that cannot be read.
    """
    groups: list[Group] = []
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            kind, _, rest = line.strip().partition(" ")
            if kind == "=":
                groups.append(Group(file.stem, rest))
            elif kind in LANGUAGES and groups and groups[-1].domain == file.stem:
                groups[-1].patterns[kind].append(rest)
            elif kind not in ("", "#"):
                raise AssistantError(
                    f"Line {number} cannot be read.", where=str(file),
                    remedy="A line begins with #, = or, below a line with =, with en or ko.",
                )  # fmt: skip
    return groups


def draw(pattern: str, chance: random.Random) -> str:
    """One of the sentences that a pattern stands for."""
    sentence = CHOICE.sub(lambda match: chance.choice(match[1].split("|")), pattern)
    return " ".join(sentence.split())


def sentences(patterns: Sequence[str], each: int, chance: random.Random) -> list[str]:
    """What `each` draws from every pattern give, every sentence once."""
    return list(dict.fromkeys(draw(pattern, chance) for pattern in patterns for _ in range(each)))
