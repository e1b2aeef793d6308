import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from assistant.training.paraphrases import LANGUAGES, draw, read_groups, sentences
from assistant.training.pretraining import PARAPHRASES, neighbours_recombined, wordings

TEXT = """# Lost property

= umbrella left behind
en did anyone hand in (a black|an old) umbrella
ko 제 우산 (혹시|) 거기 있나요

= closing time
en until when are you there
ko 언제 닫아요
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lost.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_group_has_its_domain_and_both_languages(folder: Path) -> None:
    umbrella, closing = read_groups(folder)
    assert (umbrella.domain, umbrella.name) == ("lost", "umbrella left behind")
    assert closing.patterns == {"en": ["until when are you there"], "ko": ["언제 닫아요"]}


@pytest.mark.parametrize("line", ["de wo ist mein Schirm", "en before any group"])
def test_a_line_of_no_known_kind_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "broken.txt").write_text(f"# Broken\n{line}\n", encoding="utf-8")
    with pytest.raises(AssistantError, match="Line 2"):
        read_groups(tmp_path)


def test_a_pattern_stands_for_what_its_choices_give(folder: Path) -> None:
    umbrella = read_groups(folder)[0]
    chance = random.Random(0)
    assert set(sentences(umbrella.patterns["en"], 20, chance)) == {
        "did anyone hand in a black umbrella", "did anyone hand in an old umbrella",
    }  # fmt: skip
    assert set(sentences(umbrella.patterns["ko"], 20, chance)) == {
        "제 우산 혹시 거기 있나요", "제 우산 거기 있나요",
    }  # fmt: skip


@given(st.text(st.characters(exclude_characters="()|")))
def test_what_has_no_choices_stays_but_for_its_spaces(text: str) -> None:
    assert draw(text, random.Random(0)) == " ".join(text.split())


def test_every_wording_knows_its_group_and_neighbours_share_words(folder: Path) -> None:
    groups = read_groups(folder)
    worded = wordings(groups, "en")
    assert worded["until when are you there"] == 1
    mixed = neighbours_recombined(groups, worded, 5)
    assert len(mixed) == 5
    assert {word for text in mixed for word in text.split()} <= set(" ".join(worded).split())


def test_our_paraphrases_are_whole() -> None:
    """Every group has both languages, no group stands twice, and no bracket is left open."""
    groups = read_groups(PARAPHRASES)
    assert len({(group.domain, group.name) for group in groups}) == len(groups) > 1_000
    for group in groups:
        for language in LANGUAGES:
            assert len(group.patterns[language]) >= 2, group.name
            for pattern in group.patterns[language]:
                assert not set("()|") & set(draw(pattern, random.Random(0))), pattern
