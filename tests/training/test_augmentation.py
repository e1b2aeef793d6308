import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import user_paths
from assistant.plugins.library import find_plugins
from assistant.training.augmentation import (
    Augmentation,
    city_values,
    drop_space,
    listed_values,
    loosen_particle,
    misspell,
    replace_slot,
    slot_values,
)
from assistant.training.corpus import Row

VALUES = {
    ("city", "en"): ["São Paulo", "Rome"],
    ("city", "ko"): ["뉴욕", "파리", "서울"],
    ("date", "en"): ["tomorrow", "next friday"],
}
RAIN = Row("will it rain in Paris tomorrow", "rain", "en", ((16, 21, "city"), (22, 30, "date")))


@given(st.integers())
def test_slots_still_cover_their_values_after_any_variation(seed: int) -> None:
    chance = random.Random(seed)
    always = Augmentation(VALUES, swap=1, typo=1, unspaced=1)
    varied = always.vary(RAIN, chance)
    assert varied.slots is not None
    for start, end, name in varied.slots:
        assert varied.text[start:end] in VALUES[name, "en"]
    assert (varied.intent, varied.language) == (RAIN.intent, RAIN.language)


@given(st.integers(), st.sampled_from(["서울은 비 와", "서울 은행 날씨", "서울로 가면 비 와"]))
def test_korean_slots_still_cover_their_values(seed: int, text: str) -> None:
    row = Row(text, "rain", "ko", ((0, 2, "city"),))
    varied = Augmentation(VALUES, swap=1, unspaced=1).vary(row, random.Random(seed))
    ((start, end, _),) = varied.slots or ()
    assert varied.text[start:end] in VALUES["city", "ko"]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("서울은 비 와", "파리", "파리는 비 와"),
        ("서울로 가면", "뉴욕", "뉴욕으로 가면"),
        ("서울이 추워?", "파리", "파리가 추워?"),
        ("서울은행 위치", "파리", "파리은행 위치"),
    ],
)
def test_the_particle_follows_the_sound_of_the_new_value(
    before: str, value: str, after: str
) -> None:
    row = Row(before, "x", "ko", ((0, 2, "city"),))
    assert replace_slot(row, 0, value).text == after


@given(st.text(max_size=40), st.integers())
def test_a_typo_changes_at_most_two_letters(text: str, seed: int) -> None:
    row = misspell(Row(text, "x", "en"), random.Random(seed))
    assert abs(len(row.text) - len(text)) <= 1


def test_a_dropped_space_moves_the_slots_behind_it() -> None:
    row = drop_space(Row("비 서울", "x", "ko", ((2, 4, "city"),)), random.Random(0))
    assert (row.text, row.slots) == ("비서울", ((1, 3, "city"),))


def test_values_are_gathered_by_slot_and_language() -> None:
    assert slot_values([RAIN, RAIN]) == {("city", "en"): ["Paris"], ("date", "en"): ["tomorrow"]}


def test_cities_of_the_whole_world_are_at_hand() -> None:
    cities = city_values(500)
    assert {"Tokyo", "São Paulo"} <= set(cities["city", "en"])
    assert {"서울", "뉴욕"} <= set(cities["city", "ko"])


def test_a_particle_is_loosened_and_the_slot_stays() -> None:
    row = Row("서울에서 비 와", "rain", "ko", ((0, 2, "city"),))
    loose = loosen_particle(row, random.Random(0))
    assert (loose.text, loose.slots) == ("서울 에서 비 와", ((0, 2, "city"),))
    apart = Row("서울 날씨", "rain", "ko", ((0, 2, "city"),))
    assert loosen_particle(apart, random.Random(0)) == apart


def test_the_wordings_of_a_slots_values_are_values_of_it(home: Path) -> None:
    folder = home / "intents" / "coffee"
    folder.mkdir(parents=True)
    (folder / "intent.toml").write_text(
        'schema = 1\nid = "coffee"\nversion = "1"\napi = 1\n[[intent]]\nname = "coffee.brew"\n'
        'reply = { en = "Coming." }\n[intent.slots.size]\nvalues = { large = ["big", "큰"] }\n',
        encoding="utf-8",
    )
    values = listed_values(find_plugins(user_paths(home)))
    assert values["size", "en"] == ["large", "big"] and values["size", "ko"] == ["큰"]
