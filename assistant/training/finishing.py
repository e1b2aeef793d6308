"""A trained model on its way into use: written, compared with the one before, used if no worse."""

import logging
from dataclasses import dataclass
from pathlib import Path

from assistant.paths import Paths
from assistant.plugins.learned import learned_line, write_learned
from assistant.problems import AssistantError
from assistant.settings import read_settings
from assistant.training.comparing import Judged, as_taught, compare, judge
from assistant.training.comparison import Comparison, write_comparison
from assistant.training.corpus import Corpus
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.versions import BUNDLED, Versions

log = logging.getLogger("assistant")


@dataclass(frozen=True)
class Outcome:
    """What became of a trained model."""

    comparison: Comparison  # with itself where there was no model before
    refused: bool  # it is worse, so the model before stays in use
    deleted: tuple[str, ...]  # older models that made room


def judge_before(paths: Paths, corpus: Corpus) -> Judged | None:
    """What the model in use makes of the phrases; None where not even the bundled one is whole."""
    versions = Versions(paths)
    try:
        bundle, _ = versions.load()
        name = bundle.name if (paths.models / bundle.name).exists() else BUNDLED + bundle.name
        return judge(as_taught(bundle, paths), corpus, name)
    except AssistantError:
        return None


def store(folder: Path, bundle: Bundle, corpus: Corpus) -> None:
    """Write the model and what it learned. Raises AssistantError, or OSError: the disk refuses."""
    write_bundle(folder, bundle)
    own = [row for row in corpus.train if row.own and not row.negative]
    write_learned(folder, [learned_line(row.intent, row.example) for row in own])


def finish(
    folder: Path, bundle: Bundle, corpus: Corpus, before: Judged | None, paths: Paths,
    *, use: bool, even_if_worse: bool = False,
) -> Outcome:  # fmt: skip
    """Compare a stored model with the one before, and with `use` put it in use if it is no worse.

    Raises AssistantError when the disk refuses.
    """
    after = judge(bundle.model(), corpus, folder.name)
    comparison = compare(corpus, before or after, after)
    if before is not None:
        write_comparison(folder, comparison)
    if not use:
        return Outcome(comparison, refused=False, deleted=())
    refused = comparison.worse and not even_if_worse
    if not refused:
        Versions(paths).use(folder.name)
    return Outcome(comparison, refused, make_room(paths, folder.name))


def make_room(paths: Paths, newest: str) -> tuple[str, ...]:
    """Delete the oldest models beyond the number to keep; never raises."""
    settings, _ = read_settings(paths.settings)
    try:
        deleted = Versions(paths).tidy(settings.keep_models, spare=newest)
    except AssistantError as error:  # the new model is there all the same
        log.warning("%s", error)
        return ()
    for name in deleted:
        log.warning("deleted the model %s: keep_models = %d", name, settings.keep_models)
    return deleted
