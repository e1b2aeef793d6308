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
    # By intent, (L,): true for the tags of slots that occurred with it in training.
    of_intent: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    def scores(self, encoding: Encoding) -> Array:
        """(T, L): how well each tag fits each piece."""
        seen = np.concatenate([encoding.states, encoding.embedded], axis=1)
        hidden = np.maximum(seen @ self.hidden.T + self.hidden_bias, 0)
        scores: Array = hidden @ self.output.T + self.output_bias
        return scores

    def entities(
        self, text: str, pieces: list[Piece], scores: Array, intents: Iterable[str] = ()
    ) -> tuple[Entity, ...]:
        """The slots of a cleaned text that has one of the `intents` (see `path`)."""
        if len(self.tags) < 2:
            return ()
        return spans(self.path(scores, intents), pieces, text)

    def path(self, scores: Array, intents: Iterable[str] = ()) -> list[str]:
        """The tag of each piece: only of slots that go with one of the intents, as far as that is
        known of all of them."""
        masks = [self.of_intent.get(intent) for intent in intents]
        known = [mask for mask in masks if mask is not None]
        if known and len(known) == len(masks):
            scores = np.where(np.logical_or.reduce(known), scores, NEVER)
        return [self.tags[tag] for tag in best_path(scores, self.transitions)]

    def agreement(self, scores: Array, intents: Sequence[str]) -> NDArray[np.float64]:
        """(N,): log p(the slots all go with the intent), for each of N intents.

        The share that taggings without other slots have in the sum over all legal ones. 0 where
        it is not known which slots go with an intent.
        """
        anything = np.ones(len(self.tags), np.bool_)
        masks = [anything, *(self.of_intent.get(intent, anything) for intent in intents)]
        sums = log_partitions(np.where(np.array(masks)[:, None], scores, NEVER), self.transitions)
        return np.asarray(sums[1:] - sums[0])


def tag_names(slots: Sequence[str]) -> tuple[str, ...]:
    """The tags of a set of slots."""
    return ("O", *(f"{position}-{slot}" for slot in sorted(set(slots)) for position in "BI"))


def tags_by_intent(
    slots: Mapping[str, Iterable[str]], tags: Sequence[str]
) -> dict[str, NDArray[np.bool_]]:
    """Which of the tags each intent may have, of the slots that go with it."""
    found = {}
    for intent, names in slots.items():
        known = frozenset(names)
        found[intent] = np.array([tag == "O" or tag[2:] in known for tag in tags])
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
