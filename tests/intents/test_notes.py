"""Notes: kept, found again and deleted, and every change taken back."""

from pathlib import Path

import pytest

from assistant.plugins.api import YES_OR_NO
from tests.intents.own_kit import Plugin


@pytest.fixture
def notes(tmp_path: Path) -> Plugin:
    return Plugin("notes", tmp_path)


def note(notes: Plugin, *texts: str) -> None:
    for text in texts:
        notes.ask("notes.add", note=text)


def listed(notes: Plugin) -> str:
    return notes.ask("notes.list", "show my notes").text


class TestAdd:
    def test_it_is_kept_and_can_be_taken_back(self, notes: Plugin) -> None:
        reply = notes.ask("notes.add", note="the door code is 4521")
        assert reply.text == "Noted: the door code is 4521"
        assert "door code" in listed(notes)
        assert "took that note away" in notes.undo(reply).text
        assert listed(notes) == "You have no notes."
        assert "gone already" in notes.undo(reply).text

    def test_in_korean(self, notes: Plugin) -> None:
        reply = notes.ask("notes.add", note="현관 비밀번호는 4521")
        assert reply.text == "적어 뒀어요: 현관 비밀번호는 4521"
        assert "지웠어요" in notes.undo(reply, "ko").text

    @pytest.mark.parametrize(
        "text", ["take a note", "take a note please", "note this", "메모해 줘"]
    )
    def test_without_text_it_asks(self, notes: Plugin, text: str) -> None:
        reply = notes.ask("notes.add", text)
        assert reply.asks == "note" and reply.text.endswith(("?", "요?"))

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("note that the door code is 4521", "the door code is 4521"),
            ("Take a note: buy a ladder", "buy a ladder"),
            ("please write down that Mina likes tulips", "Mina likes tulips"),
            ("미나는 튤립을 좋아한다고 메모해 줘", "미나는 튤립을 좋아한다"),
            ("메모: 사다리 사기", "사다리 사기"),
        ],
    )
    def test_a_slot_that_was_not_seen_is_read_from_the_message(
        self, notes: Plugin, text: str, kept: str
    ) -> None:
        assert notes.ask("notes.add", text).text.endswith(f": {kept}")

    def test_markdown_and_a_megabyte_are_only_words(self, notes: Plugin) -> None:
        hostile = "**[x](http://e.example)** [/] 😀\n# title " + "y" * 1_000_000
        assert r"\*\*\[x\](http" in notes.ask("notes.add", note=hostile).text
        shown = listed(notes)
        assert r"1. \*\*\[x\]" in shown and "😀 # title" in shown and len(shown) < 500


class TestList:
    def test_the_newest_stands_first_each_with_its_day(self, notes: Plugin) -> None:
        notes.later(days=-400)
        note(notes, "ancient")
        notes.later(days=300)
        note(notes, "old")
        notes.later(days=97)
        note(notes, "this week")
        notes.later(days=2)
        note(notes, "before")
        notes.later(days=1)
        note(notes, "now")
        assert listed(notes) == (
            "Your notes:\n\n1. now — today\n2. before — yesterday\n3. this week — Sunday\n"
            "4. old — August 17\n5. ancient — October 21, 2025"
        )
        korean = notes.ask("notes.list", "메모 보여 줘").text
        assert "1. now — 오늘\n2. before — 어제\n3. this week — 일요일\n" in korean
        assert "4. old — 8월 17일\n5. ancient — 2025년 10월 21일" in korean

    def test_no_notes(self, notes: Plugin) -> None:
        assert listed(notes) == "You have no notes."
        assert notes.ask("notes.list", "메모 보여 줘").text == "메모가 없어요."

    def test_many_are_cut_short(self, notes: Plugin) -> None:
        note(notes, *(f"note {number}" for number in range(25)))
        shown = listed(notes)
        assert "1. note 24 — today" in shown and "20. note 5" in shown and "note 4 " not in shown
        assert shown.endswith("And 5 older.")


class TestSearch:
    def test_it_finds_by_words(self, notes: Plugin) -> None:
        note(notes, "the door code is 4521", "paint the door blue", "주차는 지하 3층")
        both = notes.ask("notes.search", query="the Doors").text
        assert both.startswith("I found 2 notes:\n\n- paint the door blue — today\n- the door")
        assert "1 note:" in notes.ask("notes.search", query="code of the door").text
        assert notes.ask("notes.search", query="주차").text.startswith("메모 1개를 찾았어요.")

    def test_it_says_when_there_is_none(self, notes: Plugin) -> None:
        assert notes.ask("notes.search", query="door").text == "You have no notes."
        note(notes, "one")
        nothing = notes.ask("notes.search", query="*door*").text
        assert nothing == r"Your only note does not speak of “\*door\*”."
        note(notes, "two")
        assert "None of your 2 notes" in notes.ask("notes.search", query="door").text
        assert "메모는 없어요" in notes.ask("notes.search", query="현관").text

    def test_it_asks_what_for(self, notes: Plugin) -> None:
        reply = notes.ask("notes.search", "search my notes")
        assert reply.asks == "query" and reply.text == "What shall I look for?"


class TestRemove:
    def test_the_one_that_fits_and_back_again(self, notes: Plugin) -> None:
        note(notes, "parking on level 3", "door code")
        before = listed(notes)
        reply = notes.ask("notes.remove", note="parking")
        assert reply.text == "Deleted: parking on level 3"
        assert "parking" not in listed(notes)
        assert notes.undo(reply).text == "Your note is back."
        assert listed(notes) == before
        notes.undo(reply)
        assert listed(notes) == before

    def test_several_that_fit_are_choices(self, notes: Plugin) -> None:
        note(notes, "door code", "paint the door", "parking")
        reply = notes.ask("notes.remove", note="door")
        assert reply.asks == "note" and reply.text == "Which note?"
        *each, every = reply.choices.items()
        assert [words for _, words in each] == ["paint the door", "door code"]
        assert every[1] == "All of these"
        done = notes.ask("notes.remove", note="the second", chosen=each[1][0])
        assert done.text == "Deleted: door code" and "paint the door" in listed(notes)

    def test_all_of_the_choices(self, notes: Plugin) -> None:
        note(notes, "door code", "paint the door", "parking")
        *_, every = notes.ask("notes.remove", note="door").choices
        reply = notes.ask("notes.remove", note="all", chosen=every)
        assert reply.text == "I deleted 2 notes." and "1. parking" in listed(notes)
        assert notes.undo(reply, "ko").text == "메모 2개를 되살렸어요."

    def test_without_words_it_asks_which(self, notes: Plugin) -> None:
        note(notes, *(f"note {number}" for number in range(12)))
        reply = notes.ask("notes.remove", "delete a note")
        assert reply.asks == "note" and len(reply.choices) == 8
        assert next(iter(reply.choices.values())) == "note 11"

    @pytest.mark.parametrize(
        ("text", "slot"),
        [
            ("delete all my notes", ""), ("delete everything", "everything"),
            ("clear the notes", "all my notes"), ("메모 전부 지워 줘", ""), ("메모 다 지워", "다"),
        ],
    )  # fmt: skip
    def test_all_are_deleted_only_after_a_yes(self, notes: Plugin, text: str, slot: str) -> None:
        note(notes, "one", "two")
        slots = {"note": slot} if slot else {}
        asked = notes.ask("notes.remove", text, **slots)
        assert asked.asks == YES_OR_NO and "2" in asked.text
        assert "one" in listed(notes)
        done = notes.ask("notes.remove", text, confirmed=True, **slots)
        assert listed(notes) == "You have no notes."
        notes.undo(done)
        assert "1. two" in listed(notes) and "2. one" in listed(notes)

    def test_one_that_fits_only_in_part_is_asked_about(self, notes: Plugin) -> None:
        note(notes, "Mina likes tulips")
        asked = notes.ask("notes.remove", note="tulip bulbs")
        assert asked.asks == YES_OR_NO and asked.text == "Delete “Mina likes tulips”?"
        assert notes.ask("notes.remove", note="tulip bulbs", confirmed=True).undo

    def test_a_number_of_the_list(self, notes: Plugin) -> None:
        note(notes, "first", "other", "third")
        assert notes.ask("notes.remove", note="number 2").text == "Deleted: other"
        assert notes.ask("notes.remove", note="마지막 메모").text == "지웠어요: first"

    def test_nothing_fits(self, notes: Plugin) -> None:
        assert notes.ask("notes.remove", note="door").text == "You have no notes."
        note(notes, "one", "two")
        reply = notes.ask("notes.remove", note="door")
        assert reply.text == "None of your 2 notes speaks of “door”." and not reply.asks

    def test_a_choice_that_is_gone_by_then(self, notes: Plugin) -> None:
        note(notes, "door code", "paint the door")
        reply = notes.ask("notes.remove", note="door")
        first = next(iter(reply.choices))
        notes.ask("notes.remove", note="paint")
        notes.asked = "note"
        assert "not speak" in notes.ask("notes.remove", note="1", chosen=first).text


def test_a_damaged_file_is_told_and_the_note_kept(notes: Plugin) -> None:
    note(notes, "one")
    file = notes.folder / "storage" / "notes.db"
    file.write_bytes(b"rubbish" * 1000)
    reply = notes.ask("notes.add", note="two")
    assert "damaged" in reply.text and reply.text.endswith("Noted: two")
    assert "1. two" in listed(notes) and "one" not in listed(notes)
    assert len(list(file.parent.glob("notes.db.broken-*"))) == 1


def test_two_instances_see_each_others_notes(notes: Plugin, tmp_path: Path) -> None:
    other = Plugin("notes", tmp_path)
    note(notes, "one")
    note(other, "two")
    assert listed(notes) == listed(other) and "1. two" in listed(notes)


def test_a_number_in_the_message_names_a_note(notes: Plugin) -> None:
    for text in ("one", "two"):
        notes.ask("notes.add", note=text)
    reply = notes.ask("notes.remove", "delete the first note")
    assert (reply.text, reply.asks) == ("Delete “two”?", YES_OR_NO)  # the list was not shown
    said = notes.ask("notes.remove", "delete the first note", confirmed=True).text
    assert said == "Deleted: two"
