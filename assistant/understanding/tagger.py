"""Hidden states → slots: a tag for each piece, and from the tags spans of the user's own text.

Tags are BIO (Ramshaw and Marcus, 1995) and stand on pieces, since Korean particles stick to words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.cells import Array
from assistant.understanding.encoder import Encoding
from assistant.understanding.tokenizer import Piece
from assistant.understanding.understanding import Entity

NEVER = np.float32(-1e4)  # the score of a tag that is not to be given

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tagger:
    """One hidden layer over each piece's states and embedding, and what may follow what: a
    linear-chain conditional random field (Lafferty et al., ICML 2001)."""

    tags: tuple[str, ...]  # L tags: "O", "B-city", "I-city" …
    hidden: Array  # (M, 2H + E)
    hidden_bias: Array  # (M,)
    output: Array  # (L, M)
    output_bias: Array  # (L,)
    transitions: Array  # (L, L), what the second tag is worth after the first; -inf: not legal
    # By intent, the numbers of the tags of slots that occurred with it in training.
    of_intent: Mapping[str, Numbers] = field(default_factory=dict)

    def entities(
        self, text: str, pieces: list[Piece], encoding: Encoding, intents: Sequence[str] = ()
    ) -> tuple[Entity, ...]:
        """The slots of a cleaned text that has one of the intents (see `path`)."""
        if len(self._fitting(intents)) < 2:
            return ()
        return spans(self.path(encoding, intents), pieces, text)

    def path(self, encoding: Encoding, intents: Sequence[str] = ()) -> list[str]:
        """The tag of each piece: only of slots that go with one of the intents, as far as that is
        known of all of them."""
        fitting = self._fitting(intents)
        among = self.transitions[fitting[:, None], fitting]
        path = best_path(self._scores(encoding, fitting), among)
        return [self.tags[fitting[number]] for number in path]

    def agreement(self, encoding: Encoding, intents: Sequence[str]) -> NDArray[np.float64]:
        """(N,): log p(the slots all go with the intent), for each of N intents.

        The share that taggings without other slots have in the sum over all legal ones. 0 where
        it is not known which slots go with an intent.
        """
        everything = self._fitting(())
        allowed = np.zeros((len(intents) + 1, 1, len(self.tags)), np.bool_)
        for row, fitting in enumerate([everything, *(self._fitting([each]) for each in intents)]):
            allowed[row, 0, fitting] = True
        scores = np.where(allowed, self._scores(encoding, everything), NEVER)
        sums = log_partitions(scores, self.transitions)
        return np.asarray(sums[1:] - sums[0])

    def marks(self, intent: str, slot: str) -> bool:
        """Whether it was trained to find a slot of that name in messages of that intent."""
        return f"B-{slot}" in [self.tags[number] for number in self._fitting([intent])]

    def _fitting(self, intents: Sequence[str]) -> Numbers:
        """The tags that a message of one of the intents may have, "O" the first of them."""
        known = [self.of_intent[intent] for intent in intents if intent in self.of_intent]
        if not known or len(known) < len(intents):
            return np.arange(len(self.tags))
        return known[0] if len(known) == 1 else np.unique(np.concatenate(known))

    def _scores(self, encoding: Encoding, tags: Numbers) -> Array:
        """(T, N): how well each of N tags fits each piece."""
        seen = np.concatenate([encoding.states, encoding.embedded], axis=1)
        hidden = np.maximum(seen @ self.hidden.T + self.hidden_bias, 0)
        scores: Array = hidden @ self.output[tags].T + self.output_bias[tags]
        return scores


def tag_names(slots: Sequence[str]) -> tuple[str, ...]:
    """The tags of a set of slots."""
    return ("O", *(f"{position}-{slot}" for slot in sorted(set(slots)) for position in "BI"))


def tags_by_intent(slots: Mapping[str, Iterable[str]], tags: Sequence[str]) -> dict[str, Numbers]:
    """Which of the tags each intent may have, of the slots that go with it."""
    found = {}
    for intent, names in slots.items():
        known = frozenset(names)
        fitting = [number for number, tag in enumerate(tags) if tag == "O" or tag[2:] in known]
        found[intent] = np.array(fitting)
    return found


def piece_tags(slots: Sequence[tuple[int, int, str]], pieces: Sequence[Piece]) -> list[str]:
    """The tags of a text whose slots are (start, end, name): the inverse of `spans`.

    A piece belongs to the slot that it overlaps; one without characters of its own (a lone space,
    the first bytes of a character) to the slot that it stands inside.
    """
    tags, previous = [], None
    for piece in pieces:
        slot = next(
            (
                (start, end, name)
                for start, end, name in slots
                if (piece.start < end and piece.end > start)
                or (piece.start == piece.end and start <= piece.start < end)
            ),
            None,
        )
        tags.append("O" if slot is None else f"{'I' if slot == previous else 'B'}-{slot[2]}")
        previous = slot
    return tags


def best_path(scores: Array, transitions: Array) -> list[int]:
    """Viterbi (1967): the tags with the highest sum of their scores (T, L) and of the transitions
    (L, L) between them; "O", number 0, stands before the first piece."""
    reached = [scores[0] + transitions[0]]  # at each piece, by the best path to each tag
    for score in scores[1:]:
        reached.append((reached[-1][:, None] + transitions).max(axis=0) + score)
    path = [int(reached[-1].argmax())]
    for before in reversed(reached[:-1]):
        path.append(int((before + transitions[:, path[-1]]).argmax()))
    return path[::-1]


def log_partitions(scores: Array, transitions: Array) -> NDArray[np.float64]:
    """(N,), log of the sum over all paths of exp(their score), for scores (N, T, L): the forward
    algorithm, as in assistant.training.crf."""
    step = np.exp(transitions)
    paths = scores[:, 0] + transitions[0]  # (N, L), by their last tag
    for score in scores[:, 1:].swapaxes(0, 1):
        highest = paths.max(axis=1, keepdims=True)
        paths = np.log(np.maximum(np.exp(paths - highest) @ step, 1e-30)) + highest + score
    highest = paths.max(axis=1, keepdims=True)
    return np.asarray((np.log(np.exp(paths - highest).sum(axis=1)) + highest[:, 0]), np.float64)


def legal_transitions(tags: tuple[str, ...]) -> np.ndarray:
    """(L, L), true where the second tag may follow the first."""
    return np.array([[b[0] != "I" or a[2:] == b[2:] for b in tags] for a in tags])


def spans(tags: list[str], pieces: list[Piece], text: str) -> tuple[Entity, ...]:
    """Legal tags → the slots they mark, spaces around left out; empty ones are dropped."""
    found: list[tuple[str, int, int]] = []
    for tag, piece in zip(tags, pieces, strict=True):
        if tag.startswith("B-"):
            found.append((tag[2:], piece.start, piece.end))
        elif tag.startswith("I-"):
            name, start, _ = found[-1]
            found[-1] = (name, start, piece.end)
    entities = []
    for name, start, end in found:
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
        if start < end:
            entities.append(Entity(name, start, end, text[start:end]))
    return tuple(entities)
