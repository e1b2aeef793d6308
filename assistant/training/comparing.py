"""Two models on the same phrases: the held-out ones, and all of the user's own. Needs no torch.

The user's phrases are trained on, so of the new model they are a regression test: what it was
taught, it must still know.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.paths import Paths
from assistant.plugins.library import Library, find_plugins
from assistant.problems import AssistantError
from assistant.settings import read_settings
from assistant.training.comparison import Changed, Comparison, Tally
from assistant.training.corpus import Corpus, Row, rows_of, split
from assistant.training.evaluation import answers
from assistant.understanding.bundle import Bundle, read_bundle
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.understanding.versions import Versions


@dataclass(frozen=True)
class Judged:
    """What a model makes of the phrases: the intent that each ends at, or OUT_OF_SCOPE."""

    model: str
    held_out: tuple[str, ...]
    own: tuple[str, ...]


def library_of(paths: Paths) -> Library:
    """The plugins in use."""
    settings, _ = read_settings(paths.settings)
    return find_plugins(paths, switched_off=settings.switched_off)


def everyones(paths: Paths) -> Corpus:
    """The phrases of all plugins and of the user, as a training has them."""
    return split(rows_of(library_of(paths)))


def users_intents(corpus: Corpus) -> set[str]:
    """The intents that have phrases of the user alone."""
    ours = {row.intent for row in corpus.train if not row.own}
    return {row.intent for row in corpus.train if row.own} - ours


def own_rows(corpus: Corpus) -> list[Row]:
    """The user's phrases, those that say what an intent is not included."""
    return [row for row in corpus.train if row.own]


def judge(model: Model, corpus: Corpus, name: str) -> Judged:
    """Read every phrase with the model: about a millisecond each."""

    def given(rows: Sequence[Row]) -> tuple[str, ...]:
        return tuple(answer.given for answer in answers(model, rows))

    return Judged(name, given(corpus.held_out), given(own_rows(corpus)))


def compare(corpus: Corpus, before: Judged, after: Judged) -> Comparison:
    """What is right with one of the models, and with the other."""
    own = _pairs(own_rows(corpus), before.own, after.own)
    new = users_intents(corpus)
    held_out = [
        pair
        for pair in _pairs(corpus.held_out, before.held_out, after.held_out)
        # What was out of scope until the user taught it can be judged by nobody but the user.
        if not (pair.row.intent == OUT_OF_SCOPE and {pair.before, pair.after} & new)
    ]
    rows: Counter[str] = Counter(pair.row.intent for pair in held_out)
    was: Counter[str] = Counter(pair.row.intent for pair in held_out if pair.was_right)
    now: Counter[str] = Counter(pair.row.intent for pair in held_out if pair.is_right)
    changed = [pair.changed for pair in (*own, *held_out) if pair.was_right != pair.is_right]
    return Comparison(
        before=before.model,
        after=after.model,
        held_out=_tally(held_out),
        own=_tally(own),
        intents={name: Tally(rows[name], was[name], now[name]) for name in sorted(rows)},
        changed=tuple(sorted(changed, key=lambda phrase: (phrase.better, not phrase.own))),
    )


def compare_models(paths: Paths, before: str, after: str) -> Comparison:
    """Two of the models that are there, as they were trained. Takes some seconds.

    Raises AssistantError for one that is missing or broken.
    """
    versions = Versions(paths)
    models = {name: read_bundle(versions.folder_of(name)).model() for name in (before, after)}
    corpus = everyones(paths)
    return compare(
        corpus, judge(models[before], corpus, before), judge(models[after], corpus, after)
    )


def as_taught(bundle: Bundle, paths: Paths) -> Model:
    """The model as the user has it in a conversation: with what was taught since fitted in."""
    from assistant.conversation.teaching import Teaching
    from assistant.plugins.manifest import MINE
    from assistant.plugins.mine import Mine

    settings, _ = read_settings(paths.settings)
    library = find_plugins(paths, switched_off=settings.switched_off)
    try:
        own = Mine(paths.intents / MINE).phrases()
    except AssistantError:  # nothing of a broken file was fitted in either
        own = ()
    return Teaching(bundle, paths.models, paths.cache).taught(library, own)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row with both answers to it."""

    row: Row
    before: str
    after: str

    @property
    def was_right(self) -> bool:
        return self._is_right(self.before)

    @property
    def is_right(self) -> bool:
        return self._is_right(self.after)

    @property
    def changed(self) -> Changed:
        row = self.row
        return Changed(
            row.text, row.intent, self.before, self.after, self.is_right, row.own, row.negative
        )

    def _is_right(self, given: str) -> bool:
        return (given == self.row.intent) != self.row.negative


def _pairs(rows: Sequence[Row], before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    return [_Pair(*each) for each in zip(rows, before, after, strict=True)]


def _tally(pairs: Sequence[_Pair]) -> Tally:
    return Tally(
        len(pairs), sum(pair.was_right for pair in pairs), sum(pair.is_right for pair in pairs)
    )
