"""One model beside another: what got better, what got worse, and when that is too much."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.paths import user_paths
from assistant.settings import Settings, write_settings
from assistant.training.comparing import as_taught, compare, compare_models, everyones, judge
from assistant.training.comparison import (
    ENOUGH,
    Changed,
    Comparison,
    Tally,
    as_json,
    from_json,
    read_comparison,
    write_comparison,
)
from assistant.training.comparison_text import reasons, summary, table
from assistant.training.corpus import Corpus, Row
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore, Understanding
from assistant.understanding.versions import DEFAULT, Versions

HELD_OUT = (
    Row("will it rain", "weather.rain", "en"),
    Row("비 와?", "weather.rain", "ko"),
    Row("hello", "greeting.hello", "en"),
    Row("sing a song", OUT_OF_SCOPE, "en"),
)
OWN = (
    Row("put on jazz", "music.play", "en", own=True),
    Row("rain on my parade", "weather.rain", "en", own=True, negative=True),
)
CORPUS = Corpus((*OWN, Row("good day", "greeting.hello", "en")), HELD_OUT)
RIGHT = {row.text: row.intent for row in (*HELD_OUT, *OWN[:1])}


@dataclass(frozen=True)
class Knows:
    """A model that knows these phrases; all others are out of scope."""

    phrases: Mapping[str, str]

    def understand(self, text: str) -> Understanding:
        intent = self.phrases.get(text, OUT_OF_SCOPE)
        known = intent != OUT_OF_SCOPE
        ranking = (IntentScore(intent, 1.0),) if known else ()
        return Understanding(text, "en", ranking, known, float(known), (), "knows")


def switch_off(*plugins: str) -> None:
    """Fewer phrases, so that reading them all takes a moment."""
    write_settings(
        user_paths().settings, Settings(plugins={name: {"enabled": False} for name in plugins})
    )


def between(before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    old, new = (judge(Knows(known), CORPUS, name)  # type: ignore[arg-type]
                for known, name in ((before, "old"), (after, "new")))  # fmt: skip
    return compare(CORPUS, old, new)


def test_each_intent_is_counted_with_both_models_on_the_same_rows() -> None:
    comparison = between(RIGHT | {"비 와?": "greeting.hello"}, RIGHT)
    assert comparison.held_out == Tally(4, 3, 4)
    assert comparison.intents == {
        "greeting.hello": Tally(1, 1, 1),
        OUT_OF_SCOPE: Tally(1, 1, 1),
        "weather.rain": Tally(2, 1, 2),
    }
    assert comparison.changed == (
        Changed("비 와?", "weather.rain", "greeting.hello", "weather.rain", True),
    )
    assert not comparison.worse


def test_what_was_right_and_is_wrong_comes_first_and_the_user_s_own_before_ours() -> None:
    before = {text: intent for text, intent in RIGHT.items() if text != "hello"}
    after = {
        text: intent for text, intent in RIGHT.items() if text not in ("put on jazz", "비 와?")
    }
    comparison = between(before, after)
    assert [(c.text, c.better) for c in comparison.changed] == [
        ("put on jazz", False), ("비 와?", False), ("hello", True),
    ]  # fmt: skip
    assert [phrase.text for phrase in comparison.broken] == ["put on jazz"]


def test_a_phrase_that_is_wrong_in_another_way_is_neither_better_nor_worse() -> None:
    assert between(RIGHT | {"hello": "weather.rain"}, RIGHT | {"hello": "time.now"}).changed == ()


def test_one_of_the_user_s_own_phrases_lost_makes_a_model_worse() -> None:
    lost = {text: intent for text, intent in RIGHT.items() if text != "put on jazz"}
    comparison = between(RIGHT, lost)
    assert comparison.worse
    assert reasons(comparison) == ["1 of your own phrases was right and is wrong now"]
    assert not between(lost, RIGHT).worse
    assert not between(lost, lost).worse  # it was wrong before


def test_what_must_not_end_at_an_intent_is_right_wherever_else_it_ends() -> None:
    comparison = between(RIGHT, RIGHT | {"rain on my parade": "weather.rain"})
    (broken,) = comparison.broken
    assert broken.negative and comparison.own == Tally(2, 2, 1)
    assert "not weather.rain, now weather.rain" in "\n".join(table(comparison))
    assert not between(RIGHT, RIGHT | {"rain on my parade": "music.play"}).worse


@pytest.mark.parametrize(
    ("rows", "before", "after", "worse"),
    [
        (1000, 860, 850, False),  # a point, and no more
        (1000, 860, 849, True),
        (1000, 860, 1000, False),
        (ENOUGH, 100, 97, True),
        (ENOUGH - 1, 100, 50, False),  # too few rows to tell
        (0, 0, 0, False),
    ],
)
def test_accuracy_may_fall_by_a_point(rows: int, before: int, after: int, worse: bool) -> None:
    comparison = Comparison("a", "b", Tally(rows, before, after), Tally(0, 0, 0), {}, ())
    assert comparison.worse == worse
    assert bool(reasons(comparison)) == worse


@pytest.mark.parametrize(("better", "worse", "refused"), [(21, 34, False), (2, 15, True)])
def test_a_fall_that_may_be_chance_is_none(better: int, worse: int, refused: bool) -> None:
    changed = tuple(
        Changed(f"phrase {n}", "a", "a", "b", n < better) for n in range(better + worse)
    )
    tally = Tally(1000, 900, 900 + better - worse)
    assert Comparison("a", "b", tally, Tally(0, 0, 0), {}, changed).worse == refused


def test_what_goes_to_an_intent_of_the_user_from_out_of_scope_is_not_judged() -> None:
    comparison = between(RIGHT, RIGHT | {"sing a song": "music.play"})
    assert comparison.held_out == Tally(3, 3, 3) and comparison.changed == ()
    lost = between(RIGHT, RIGHT | {"sing a song": "greeting.hello"})
    assert lost.held_out == Tally(4, 4, 3)


def test_the_command_line_says_what_differs_and_how_much_more_there_is() -> None:
    comparison = between({}, RIGHT)
    words = "\n".join([*summary(comparison), *table(comparison, phrases=1)])
    assert "old → new: 25.0% → 100.0% of 4 held-out phrases right" in words
    assert "your own: 1 → 2 of 2 right" in words
    assert "weather.rain" in words and "+100.0" in words
    assert OUT_OF_SCOPE not in words.split("better")[0]  # nothing changed there
    assert "“put on jazz” (yours): music.play, was out_of_scope" in words
    assert "better: 4" in words and "3 more" in words


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tallies = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda t: Tally(*t)
)
phrases = st.builds(Changed, texts, texts, texts, texts, st.booleans(), st.booleans())
comparisons = st.builds(
    Comparison, texts, texts, tallies, tallies, st.dictionaries(texts, tallies, max_size=3),
    st.lists(phrases, max_size=3).map(tuple),
)  # fmt: skip


@given(comparisons)
def test_a_comparison_comes_back_as_it_was(comparison: Comparison) -> None:
    assert from_json(json.loads(json.dumps(as_json(comparison)))) == comparison


def test_it_is_kept_beside_the_model(tmp_path: Path) -> None:
    comparison = between({}, RIGHT)
    write_comparison(tmp_path, comparison)
    assert read_comparison(tmp_path) == comparison


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"before": 1}', "null", "\xff"])
def test_a_file_that_holds_none_counts_as_none(tmp_path: Path, content: str) -> None:
    assert read_comparison(tmp_path) is None
    (tmp_path / "comparison.json").write_text(content, encoding="latin-1")
    assert read_comparison(tmp_path) is None


def test_two_models_that_are_there_are_compared(home: Path, small_bundle: Bundle) -> None:
    switch_off("help", "out_of_scope", "time", "weather")
    with Assistant() as bot:
        bot.mine.add("music.play", Row("zorgle the blip", "music.play", "en").example)
    write_bundle(home / "models" / "small", small_bundle)
    comparison = compare_models(user_paths(), DEFAULT, "small")
    assert (comparison.before, comparison.after) == (DEFAULT, "small")
    assert comparison.own.rows == 1
    assert comparison.worse
    assert comparison.held_out.share_before > comparison.held_out.share_after


def test_the_model_before_is_judged_with_what_was_taught_since(home: Path) -> None:
    """Else every phrase taught since would seem to be the training's merit."""
    switch_off("greeting", "help", "out_of_scope", "time", "weather")
    with Assistant() as bot:
        bot.teach(["zorgle the blip"], "music.play")
    bundle, _ = Versions(user_paths()).load()
    model = as_taught(bundle, user_paths())
    corpus = Corpus(everyones(user_paths()).train, ())
    assert judge(model, corpus, "old").own == ("music.play",)
    assert judge(bundle.model(), corpus, "old").own != ("music.play",)
