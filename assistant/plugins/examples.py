r"""A phrase with its slots, and the one line it is written as: `weather in [Paris](city) tomorrow`.

`\[`, `\]`, `\#` and `\\` stand for the characters themselves. A bracket pair that no parenthesis
follows, such as `[x]`, is plain text.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from assistant.files import storable
from assistant.problems import AssistantError

LONGEST = 1000  # characters of a phrase; nothing longer is something one says
MOST_SLOTS = 100  # of a phrase
HELD_OUT_SHARE = 10  # one built-in phrase in ten

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # they separate words, as spaces do
_ESCAPED = re.compile(r"\\([\[\]#\\])")
_SPECIAL = re.compile(r"\[|\\[\[\]#\\]")  # an annotation begins, or an escaped character
_SLOT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")  # as in a manifest


@dataclass(frozen=True, slots=True)
class SlotSpan:
    """Words of an example that fill a slot."""

    start: int  # characters into Example.text
    end: int  # exclusive
    name: str  # the slot's


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase as somebody would say it: NFC, on one line, with single spaces."""

    text: str
    slots: tuple[SlotSpan, ...] = ()  # in order, apart from each other


def parse_example(line: str) -> Example:
    """The example that a line stands for, tidy.

    Raises AssistantError with the position for a bracket inside a bracket, one that is not closed,
    an annotation without words or with a name that is none, and for a phrase that is too long or
    has too many slots.
    """
    if len(line) > 10 * LONGEST:
        raise _too_long(line)
    text = ""
    slots: list[SlotSpan] = []
    at = 0
    while special := _SPECIAL.search(line, at):
        text += line[at : special.start()]
        at = special.end()
        if special[0] != "[":
            text += special[0][1:]  # an escaped character
            continue
        opening = special.start()
        closing = _closing(line, opening)
        at = closing + 1
        words = _ESCAPED.sub(r"\1", line[opening + 1 : closing])
        if line[at : at + 1] != "(":
            text += f"[{words}]"
            continue
        name, at = _slot_name(line, at)
        if not _CONTROL.sub(" ", words).strip():
            raise _mistake(line, opening, "The brackets hold no words.", "Put words in them.")
        slots.append(SlotSpan(len(text), len(text) + len(words), name))
        text += words
    example = Example(text + line[at:], tuple(slots))
    check_slot_count(example)
    example = tidy(example)
    if len(example.text) > LONGEST:
        raise _too_long(example.text)
    return example


def format_example(example: Example) -> str:
    """The line that `parse_example` reads as this example, once it is tidy."""
    parts: list[str] = []
    at = 0
    for slot in example.slots:
        parts.append(_escape(example.text[at : slot.start]))
        parts.append(f"[{_escape(example.text[slot.start : slot.end])}]({slot.name})")
        at = slot.end
    parts.append(_escape(example.text[at:]))
    line = "".join(parts)
    return "\\" + line if line.startswith("#") else line  # else it would be a comment


def check_slot_count(example: Example) -> None:
    """Raise AssistantError for more slots than anything one says can have."""
    if len(example.slots) > MOST_SLOTS:
        raise AssistantError(
            f"The phrase has {len(example.slots):,} slots; {MOST_SLOTS} are the most.",
            where=f"“{storable(example.text[:30])}…”",
            remedy="Teach the few words that matter.",
        )


def is_slot_name(name: str) -> bool:
    """Whether a slot may have this name."""
    return bool(_SLOT_NAME.fullmatch(name))


def tidy(example: Example) -> Example:
    """The same phrase in NFC, on one line, with single spaces; its slots still on the same words.

    A slot without words, or over words of the one before it, is dropped.
    """
    text = example.text
    if not example.slots and text.isprintable() and unicodedata.is_normalized("NFC", text):
        return Example(" ".join(text.split()))  # nearly every phrase
    said = _CONTROL.sub(" ", text)  # as long as before, so that the spans still fit
    text = _squeeze(said).strip()
    slots: list[SlotSpan] = []
    taken = 0
    for slot in example.slots:
        # Leading and trailing spaces of a slot do not belong to it.
        words = said[slot.start : slot.end]
        first = slot.start + len(words) - len(words.lstrip())
        start = min(len(_squeeze(said[:first]).lstrip()), len(text))
        end = min(len(_squeeze(said[: slot.end]).strip()), len(text))
        if taken <= start < end:
            slots.append(SlotSpan(start, end, slot.name))
            taken = end
    return Example(text, tuple(slots))


def same_phrase(text: str) -> str:
    """What two phrases have in common that differ only in case, spaces or their Unicode form."""
    return tidy(Example(text)).text.casefold()


def name_as_phrase(intent: str) -> str:
    """The words in an intent's name: "music.play_next" → "music play next".

    Names say what is meant, so each is learned from like one more phrase (Luo et al., "Don't Miss
    the Labels", Findings of EMNLP 2021). "" for a name without letters.
    """
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+", intent)
    return " ".join(words).casefold() if any(word.isalpha() for word in words) else ""


def is_held_out(text: str) -> bool:
    """Whether a built-in phrase is never trained on, but measures: a tenth, by a hash alone.

    So a phrase that one model is measured on was not learned by the model before it either.
    """
    key = " ".join(text.casefold().split())
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", storable(text)))


def _escape(text: str) -> str:
    return re.sub(r"[\[\]\\]", r"\\\g<0>", text)


def _closing(line: str, opening: int) -> int:
    """The place of the bracket that closes the one at `opening`."""
    at = opening + 1
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif line[at] == "]":
            return at
        elif line[at] == "[":
            raise _mistake(line, at, "A bracket stands inside a bracket.", _LITERAL)
        else:
            at += 1
    raise _mistake(
        line, opening, "The bracket is not closed.", f"Close it as in {_SHOWN}. {_LITERAL}"
    )


def _slot_name(line: str, opening: int) -> tuple[str, int]:
    """The name in the parenthesis at `opening`, and the place behind it."""
    closing = line.find(")", opening)
    if closing < 0:
        raise _mistake(line, opening, "The parenthesis is not closed.", f"Write it as {_SHOWN}.")
    name = line[opening + 1 : closing].strip()
    if not _SLOT_NAME.fullmatch(name):
        raise _mistake(
            line,
            opening,
            f"{name[:40]!r} is no slot name.",
            f"Use a lower-case word, as in {_SHOWN}. {_LITERAL}",
        )
    return name, closing + 1


_SHOWN = "[Paris](city)"
_LITERAL = r"For a bracket that is only text write \[."


def _too_long(text: str) -> AssistantError:
    return AssistantError(
        f"The phrase has {len(text):,} characters; {LONGEST:,} are the most.",
        where=f"“{storable(text[:30])}…”",
        remedy="Teach the few words that matter.",
    )


def _mistake(line: str, at: int, what: str, remedy: str) -> AssistantError:
    shown = storable(line if len(line) <= 60 else line[:59] + "…")
    return AssistantError(what, where=f"character {at + 1} of “{shown}”", remedy=remedy)
