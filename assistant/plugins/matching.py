"""Which of the user's own texts some words mean: forgiving of case, endings, order and typos."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.korean import is_korean
from assistant.values.endings import is_ending

_SMALL = {
    "the", "a", "an", "my", "our", "your", "that", "this", "those", "these", "some", "about",
    "of", "to", "in", "on", "at", "for", "with", "from", "is", "was", "and", "or", "it", "its",
    "one", "please", "thing", "stuff", "그", "저", "이", "내", "나의", "제", "것", "거", "좀",
}  # fmt: skip
_SUFFIXES = {"", "s", "es", "'s", "ed", "d", "ing", "e", "er"}
_VERB = re.compile(r"[하했해한할합]")  # 운동하기, 운동했어
ORDINALS = (
    r"first|1st|첫\s?번째|첫째",
    r"second|2nd|두\s?번째|둘째",
    r"third|3rd|세\s?번째|셋째",
    r"fourth|4th|네\s?번째|넷째",
    r"fifth|5th|다섯\s?번째|다섯째",
)
_NUMBER = re.compile(r"(?:number\s*|no\.?\s*|#)?([0-9]{1,4})(?:st|nd|rd|th|\s?번(?:째)?)?")
_INSIDE = re.compile(
    rf"(?:\bnumber\s+|\bno\.\s*|#)[0-9]{{1,4}}\b|\b[0-9]{{1,4}}(?:st|nd|rd|th)\b"
    rf"|(?<![0-9a-z가-힣])(?:[0-9]{{1,4}}번(?:째)?(?!만)|{'|'.join(ORDINALS)}|마지막"
    r"|last(?! (?:night|week|month|year)))(?![a-z])"
)
_AROUND = re.compile(r"^the\s+|\s+(?:one|item|task|note|thing)$|\s*(?:거|것|항목|메모|할\s?일)$")


@dataclass(frozen=True)
class Found:
    """What fits best, in the order of what was looked through."""

    keys: tuple[int, ...] = ()
    surely: bool = True  # False: not all of the words are in it


def find(words: str, texts: Mapping[int, str]) -> Found:
    """The texts that hold all of the words; else those that hold the most, half of them at least.

    One that is these very words goes before all others.
    """
    said = folded(words)
    if same := tuple(key for key, text in texts.items() if folded(text) == said):
        return Found(same)
    wanted = [word for word in _words(said) if word not in _SMALL] or _words(said)
    if not wanted:
        return Found()
    holds = {key: _held(wanted, text) for key, text in texts.items()}
    most = max(holds.values(), default=0)
    if 2 * most < len(wanted) or not most:
        return Found()
    return Found(tuple(key for key, held in holds.items() if held == most), most == len(wanted))


def find_to_keep(words: str, texts: Mapping[int, str]) -> tuple[int, ...]:
    """What `find` does, and where that is not sure, all that hold any of the words."""
    found = find(words, texts)
    wanted = [word for word in _words(folded(words)) if word not in _SMALL]
    if found.surely or not found.keys:
        return found.keys
    return tuple(key for key, text in texts.items() if _held(wanted, text))


def place(words: str, count: int) -> int | None:
    """The place (from 0) that "2", "#2", "the second one", 2번 or 마지막 names among `count`."""
    said = folded(words)
    said = _AROUND.sub("", _AROUND.sub("", said)).strip()
    found = None
    if number := _NUMBER.fullmatch(said):
        found = int(number[1]) - 1
    elif said in ("last", "마지막"):
        found = count - 1
    else:
        for at, names in enumerate(ORDINALS):
            if re.fullmatch(names, said):
                found = at
    return found if found is not None and 0 <= found < count else None


def place_in(text: str, count: int) -> int | None:
    """`place` of the one that a whole message names: "tick off number 2", 2번 했어, "the last"."""
    found = [place(match[0], count) for match in _INSIDE.finditer(folded(text))]
    return found[0] if len(found) == 1 else None


def folded(text: str) -> str:
    """A text without what makes no difference: case, spaces, marks around it."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .,!?\"'“”")


def _words(said: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", said)


def _held(wanted: list[str], text: str) -> int:
    """How many of the wanted words a text has."""
    words = folded(text)
    there, run = _words(words), re.sub(r"\s", "", words)
    return sum(
        any(_same(word, other) for other in there) or (len(word) > 2 and word in run)
        for word in wanted
    )


def _same(word: str, other: str) -> bool:
    """Whether two words are one, but for endings or a typo."""
    alike = 0
    while alike < min(len(word), len(other)) and word[alike] == other[alike]:
        alike += 1
    rest, others = word[alike:], other[alike:]
    if not rest and not others:
        return True
    if is_korean(word) or is_korean(other):
        if alike and is_ending(rest) and is_ending(others):
            return True
        stem = _stem(word)
        return (len(stem) > 1 and stem in other) or _verbs(rest, others, alike)
    if alike > 2 and rest in _SUFFIXES and others in _SUFFIXES:
        return True
    return (alike > 3 and not rest) or _one_typo(word, other)


def _stem(word: str) -> str:
    """A Korean word without the longest particle it ends in, two syllables at least."""
    cuts = (cut for cut in range(2, len(word)) if is_ending(word[cut:]))
    return word[: next(cuts, len(word))]


def _verbs(rest: str, others: str, alike: int) -> bool:
    """운동했어 and 운동은 are 운동하기."""
    return alike > 1 and all(is_ending(each) or _VERB.match(each) for each in (rest, others))


def _one_typo(word: str, other: str) -> bool:
    """Whether one letter more, less, other, or two swapped make the words the same."""
    if min(len(word), len(other)) < 5 or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if at is None:
        return True
    first, second = word[at:], other[at:]
    swapped = first[:2] == second[1::-1] and first[2:] == second[2:]
    return swapped or first[1:] == second[1:] or first[1:] == second or first == second[1:]
