from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.conversation.slots import enumerated, fill_slots, words_outside
from assistant.plugins.slot_specs import SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import to_json

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
DECLARED = {name: SlotSpec(name, name) for name in ("city", "date")} | {"genre": SlotSpec("genre")}


def fill(text: str, **tagged: str) -> dict[str, tuple[str, object]]:
    """What the slots of `text` are filled with when the network tags those words."""
    entities = [
        Entity(name, start := text.index(words), start + len(words), words)
        for name, words in tagged.items()
    ]
    filled = fill_slots(text, entities, DECLARED, NOW)
    assert all(text[e.start : e.end] == e.raw for e in filled.values())
    return {name: (e.raw, to_json(e.value)) for name, e in filled.items()}


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("경주는 다음 주 토요일에 추워?", "다음 주 토요일에", "다음 주 토요일"),
        ("10월 3일까지 며칠", "10월 3일까지", "10월 3일"),
        ("forecast for the rest of the week", "the", "the rest of the week"),
        ("rain tomorrow", "tomorrow", "tomorrow"),
    ],
)
def test_the_rules_cut_a_date_that_the_network_found(text: str, tagged: str, expected: str) -> None:
    raw, value = fill(text, date=tagged)["date"]
    assert raw == expected
    assert value is not None


def test_a_city_cut_short_is_read_to_its_end() -> None:
    assert fill("Dar es Salaam local time?", city="Dar")["city"] == ("Dar es Salaam",) * 2


def test_what_the_network_missed_is_found_by_the_rules() -> None:
    assert fill("내일 부산 비 와?") == {
        "city": ("부산", "Busan"),
        "date": ("내일", "2026-11-24"),
    }


def test_words_that_mean_nothing_keep_no_value() -> None:
    assert fill("what time is it in Zzyzxia", city="Zzyzxia")["city"] == ("Zzyzxia", None)


def test_free_text_is_its_own_value() -> None:
    assert fill("put on bossa nova", genre="bossa nova")["genre"] == ("bossa nova",) * 2


def test_slots_that_the_intent_does_not_declare_are_left_out() -> None:
    entity = Entity("city", 0, 5, "Paris")
    assert fill_slots("Paris", [entity], {}, NOW) == {}


def test_a_particle_is_no_word_beside_its_slot() -> None:
    assert words_outside(Entity("city", 0, 2, "서울"), "서울에서 지금") == 1


def test_words_that_mean_nothing_give_way_to_words_that_do() -> None:
    assert fill("any rian in Vancouver", city="rian")["city"] == ("Vancouver", "Vancouver")
    filled = fill("비 와 다음 주 토요일 부산", date="비 와", city="토요일")
    assert (filled["date"][0], filled["city"][0]) == ("다음 주 토요일", "부산")


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("put on bossa nova!!", "bossa nova!!", "bossa nova"),
        ("보사노바를 틀어", "보사노바를", "보사노바"),
        ("가을 노래", "가을", "가을"),
    ],
)
def test_free_text_ends_before_what_does_not_belong_to_it(
    text: str, tagged: str, expected: str
) -> None:
    assert fill(text, genre=tagged)["genre"] == (expected, expected)


def test_nothing_but_punctuation_is_no_slot() -> None:
    assert fill("play ...", genre="...") == {}


def test_a_free_text_under_another_name_is_that_of_the_intent() -> None:
    assert fill("put on bossa nova", artist="bossa nova")["genre"] == ("bossa nova",) * 2
    two = fill("put on bossa nova by Gilberto", artist="Gilberto", title="bossa nova")
    assert "genre" not in two


@pytest.mark.parametrize("text", ["time diff Lisbon Seoul", "Lisbon, Seoul", "Lisbon and Seoul"])
def test_values_in_a_row_are_all_found(text: str) -> None:
    filled = fill_slots(text, [], DECLARED, NOW)
    start = text.index("Lisbon")
    filled |= fill_slots(text, [Entity("city", start, start + 6, "Lisbon")], DECLARED, NOW)
    raws = [entity.raw for entity in enumerated(text, filled, DECLARED, NOW)]
    assert raws == ["Lisbon", "Seoul"]


def test_a_free_text_ends_before_a_value_that_goes_on_in_it() -> None:
    declared = {"what": SlotSpec("what"), "when": SlotSpec("when", "datetime")}
    text = "remind me to call grandma tomorrow at 6pm"
    what, when = "call grandma tomorrow", "6pm"
    tagged = [Entity(n, text.index(w), text.index(w) + len(w), w)
              for n, w in (("what", what), ("when", when))]  # fmt: skip
    filled = fill_slots(text, tagged, declared, NOW)
    assert (filled["what"].raw, filled["when"].raw) == ("call grandma", "tomorrow at 6pm")


def test_what_one_asks_about_has_no_about() -> None:
    assert fill("보일러에 대해서 틀어", genre="보일러에 대해서")["genre"] == ("보일러",) * 2


def test_free_texts_in_a_row_are_all_found() -> None:
    text = "put on bossa nova and hard bop, then dance"
    tagged = [Entity("genre", text.index(w), text.index(w) + len(w), w)
              for w in ("bossa nova", "hard bop", "dance")]  # fmt: skip
    filled = fill_slots(text, tagged, DECLARED, NOW)
    found = enumerated(text, filled, DECLARED, NOW, tagged)
    assert [entity.raw for entity in found] == ["bossa nova", "hard bop"]


@pytest.mark.parametrize(
    ("text", "slot", "raw", "value"),
    [
        ("내일 말고 모레 며칠이야", "date", "모레", "2026-11-25"),
        ("in Paris, not London", "city", "Paris", "Paris"),
        ("Rome, no, Milan", "city", "Milan", "Milan"),
        ("wake me tomorrow at 7, no, at 8", "when", "8", "2026-11-24T08:00"),
        ("remind me friday at 3pm, sorry, 4", "when", "4", "2026-11-27T16:00"),
        ("timer for 5 minutes, no, 10", "length", "10", "PT10M"),
        ("timer for 5 minutes, no, 1 hour", "length", "1 hour", "PT1H"),
    ],
)
def test_what_is_taken_back_fills_no_slot(text: str, slot: str, raw: str, value: str) -> None:
    """The network marks both; what is meant is completed by what it stands for."""
    declared = {
        name: SlotSpec(name, kind)
        for name, kind in (
            ("city", "city"), ("date", "date"), ("when", "datetime"), ("length", "duration"),
        )
    }  # fmt: skip
    spec = {slot: declared[slot]}
    tagged = [Entity(slot, text.rindex(raw), text.rindex(raw) + len(raw), raw)]
    filled = fill_slots(text, tagged, spec, NOW)
    assert (filled[slot].raw, to_json(filled[slot].value)) == (raw, value)
    assert [entity.raw for entity in enumerated(text, filled, spec, NOW, tagged)] == [raw]


def test_a_thing_taken_back_is_not_put_on_the_list() -> None:
    text = "add milk, no, oat milk and bread"
    tagged = [
        Entity("item", text.index(raw), text.index(raw) + len(raw), raw)
        for raw in ("milk,", "oat milk", "bread")
    ]
    tagged[0] = replace(tagged[0], end=tagged[0].end - 1, raw="milk")
    spec = {"item": SlotSpec("item")}
    filled = fill_slots(text, tagged, spec, NOW)
    assert [e.raw for e in enumerated(text, filled, spec, NOW, tagged)] == ["oat milk", "bread"]


@pytest.mark.parametrize("text", ["3 march and 5 march", "tokyo and paris"])
def test_an_answer_has_all_its_values(text: str) -> None:
    name = "date" if "march" in text else "city"
    whole = Entity(name, 0, len(text), text)
    filled = fill_slots(text, [whole], {name: DECLARED[name]}, NOW)
    (other,) = filled[name].others
    assert f"{filled[name].raw} and {other.raw}" == text
    found = enumerated(text, filled, {name: DECLARED[name]}, NOW)
    assert [(each.raw, each.others) for each in found] == [(filled[name].raw, ()), (other.raw, ())]


@pytest.mark.parametrize(
    ("text", "value"), [("5", "PT5M"), ("fifteen", "PT15M"), ("십오", "PT15M"), ("soup", None)]
)
def test_a_bare_number_answers_how_many_minutes(text: str, value: str | None) -> None:
    spec = {"duration": SlotSpec("duration", "duration")}
    found = fill_slots(text, [Entity("duration", 0, len(text), text)], spec, NOW)["duration"]
    assert (found.raw, to_json(found.value)) == (text, value)


@pytest.mark.parametrize("text", ["friday or saturday", "금요일이나 토요일"])
def test_a_choice_of_values_is_none_of_them(text: str) -> None:
    whole = Entity("date", 0, len(text), text)
    found = fill_slots(text, [whole], {"date": DECLARED["date"]}, NOW)["date"]
    assert (found.raw, found.value) == (text, None)


def test_the_name_of_a_person_is_no_date() -> None:
    assert "date" not in fill("pay may", date="may")


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("alarms for 6 and 7", "6 and 7", ["06:00", "07:00"]),
        ("alarms for 6, 7 and 8", "6, 7", ["06:00", "07:00", "08:00"]),
        ("alarms for 6, 7 and 8", "6", ["06:00", "07:00", "08:00"]),
    ],
)
def test_bare_hours_in_a_row_are_times_each(text: str, marked: str, expected: list[str]) -> None:
    start = text.index(marked)
    tagged = [Entity("when", start, start + len(marked), marked)]
    spec = {"when": SlotSpec("when", "datetime")}
    found = enumerated(text, fill_slots(text, tagged, spec, NOW), spec, NOW, tagged)
    values = [getattr(each.value, "alternatives", ())[0] for each in found]
    hours = [{value.at.strftime("%H:%M"), each.value.at.strftime("%H:%M")}  # type: ignore[attr-defined]
             for value, each in zip(values, found, strict=True)]  # fmt: skip
    assert all(hour in said for hour, said in zip(expected, hours, strict=True))
