"""A trained model on its way into use: only when it is no worse, and never too many of them."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.paths import Paths, user_paths
from assistant.plugins.learned import Changes, changes, read_learned
from assistant.settings import Settings, write_settings
from assistant.training.comparing import Judged, judge
from assistant.training.comparison import read_comparison
from assistant.training.corpus import Corpus, Row
from assistant.training.finishing import Outcome, finish, judge_before, store
from assistant.understanding.bundle import Bundle
from assistant.understanding.versions import DEFAULT, Versions

OWN = Row("put on jazz", "music.play", "en", slots=((7, 11, "genre"),), own=True)
CORPUS = Corpus((OWN, Row("hello", "greet", "en")), (Row("good day", "greet", "en"),))


@pytest.fixture
def paths(home: Path) -> Paths:
    return user_paths()


def judged(own: str) -> Judged:
    """A model before that ended the user's phrase there."""
    return Judged(DEFAULT, ("weather",), (own,))


def trained(
    paths: Paths, bundle: Bundle, before: Judged | None, *, name: str = "new", use: bool = True,
    even_if_worse: bool = False,
) -> Outcome:  # fmt: skip
    store(paths.models / name, bundle, CORPUS)
    return finish(
        paths.models / name, bundle, CORPUS, before, paths, use=use, even_if_worse=even_if_worse
    )


def test_a_model_that_is_no_worse_is_put_in_use(paths: Paths, small_bundle: Bundle) -> None:
    outcome = trained(paths, small_bundle, judged(own="weather"))
    assert not outcome.refused
    assert Versions(paths).current().name == "new"
    assert read_comparison(paths.models / "new") == outcome.comparison
    assert read_learned(paths.models / "new") == {"music.play\tput on [jazz](genre)"}


def test_a_worse_model_is_kept_and_not_used(paths: Paths, small_bundle: Bundle) -> None:
    outcome = trained(paths, small_bundle, judged(own="music.play"))
    assert outcome.refused
    versions = Versions(paths)
    assert versions.current().name == DEFAULT
    versions.use("new")
    assert versions.current().name == "new"


def test_a_worse_model_is_used_when_the_user_says_so(paths: Paths, small_bundle: Bundle) -> None:
    assert not trained(paths, small_bundle, judged("music.play"), even_if_worse=True).refused
    assert Versions(paths).current().name == "new"


def test_without_a_model_before_the_new_one_is_used(paths: Paths, small_bundle: Bundle) -> None:
    outcome = trained(paths, small_bundle, None)
    assert Versions(paths).current().name == "new"
    assert outcome.comparison.changed == ()
    assert read_comparison(paths.models / "new") is None


def test_a_model_of_another_folder_is_compared_only(paths: Paths, small_bundle: Bundle) -> None:
    outcome = trained(paths, small_bundle, judged("weather"), use=False)
    assert (outcome.refused, outcome.deleted) == (False, ())
    assert Versions(paths).current().name == DEFAULT


def test_the_oldest_models_make_room_and_the_log_says_so(
    paths: Paths, small_bundle: Bundle, caplog: pytest.LogCaptureFixture
) -> None:
    write_settings(paths.settings, Settings(keep_models=4))
    names = ["a", "b", "c", "d", "e"]
    with caplog.at_level(logging.WARNING, "assistant"):
        for day, name in enumerate(names, 1):
            manifest = replace(small_bundle.manifest, trained=datetime(2027, 1, day, tzinfo=UTC))
            outcome = trained(
                paths, replace(small_bundle, manifest=manifest), judged("weather"), name=name
            )
    assert outcome.deleted == ("a",)
    assert "deleted the model a" in caplog.text
    assert {v.name for v in Versions(paths).all() if not v.bundled} == {"b", "c", "d", "e"}


def test_a_refused_model_is_not_what_makes_room(paths: Paths, small_bundle: Bundle) -> None:
    write_settings(paths.settings, Settings(keep_models=1))
    outcome = trained(paths, small_bundle, judged("music.play"))
    assert outcome.refused and outcome.deleted == ()
    assert (paths.models / "new").is_dir()


def test_the_model_before_is_named_as_versions_name_it(paths: Paths) -> None:
    before = judge_before(paths, CORPUS)
    assert before is not None
    assert before.model == DEFAULT
    bundle, _ = Versions(paths).load()
    assert before.held_out == judge(bundle.model(), CORPUS, DEFAULT).held_out


def test_each_model_says_what_it_learned_since_the_one_before(
    paths: Paths, small_bundle: Bundle
) -> None:
    corpora = {
        "first": (OWN,),
        "second": (OWN, replace(OWN, text="put on folk!")),
        "third": (replace(OWN, text="put on rock!"),),
    }
    for day, (name, rows) in enumerate(corpora.items(), 1):
        manifest = replace(small_bundle.manifest, trained=datetime(2027, 1, day, tzinfo=UTC))
        store(paths.models / name, replace(small_bundle, manifest=manifest), Corpus(rows, ()))
    assert changes(Versions(paths).all()) == {
        "first": Changes(1, 0), "second": Changes(1, 0), "third": Changes(1, 2),
    }  # fmt: skip
