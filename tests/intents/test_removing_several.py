"""One message that names several notes to delete, or several things of the list."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.api import YES_OR_NO
from tests.intents.own_kit import NOW, Plugin


@pytest.fixture
def notes(tmp_path: Path) -> Plugin:
    plugin = Plugin("notes", tmp_path)
    for text in ("key under the pot", "mina likes tulips", "milk is sour"):
        plugin.ask("notes.add", note=text)
    return plugin


@pytest.fixture
def todo(tmp_path: Path) -> Plugin:
    plugin = Plugin("todo", tmp_path)
    plugin.ask("todo.add", item="bread, milk, eggs")
    return plugin


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("delete notes 1 and 2", "1 and 2"), ("delete note 1 and note 2", ""),
        ("메모 1번이랑 2번 지워줘", "1번이랑 2번"), ("메모 1, 2 지워줘", ""),
        ("delete the first and second note", ""),
    ],
)  # fmt: skip
def test_numbers_of_notes_are_asked_about_and_go_in_one_step(
    notes: Plugin, text: str, note: str
) -> None:
    before = notes.ask("notes.list", "show my notes").text
    slots = {"note": note} if note else {}
    asked = notes.ask("notes.remove", text, **slots)
    assert asked.asks == YES_OR_NO
    assert "- milk is sour" in asked.text and "- mina likes tulips" in asked.text
    done = notes.ask("notes.remove", text, confirmed=True, **slots)
    assert notes.ask("notes.list", "notes").text == "Your notes:\n\n1. key under the pot — today"
    notes.undo(done)
    assert notes.ask("notes.list", "show my notes").text == before


def test_words_name_several_notes_and_are_asked_about(notes: Plugin) -> None:
    asked = notes.ask("notes.remove", note="milk and tulips")
    assert asked.asks == YES_OR_NO
    assert asked.text.endswith("\n\n- milk is sour — today\n- mina likes tulips — today")
    assert "2 notes" in notes.ask("notes.remove", note="milk and tulips", confirmed=True).text
    asked = notes.ask("notes.remove", note="the key and the dentist")
    assert asked.text == "Delete “key under the pot”?\n\nNo note fits “dentist”."


def test_a_number_of_no_note_is_named(notes: Plugin) -> None:
    asked = notes.ask("notes.remove", "delete notes 1 and 9", note="1 and 9")
    assert asked.text == "Delete “milk is sour”?\n\nNo note fits “9”."
    none = notes.ask("notes.remove", "메모 8번이랑 9번 지워줘", note="8번이랑 9번")
    assert (none.text, none.asks) == ("“8번”, “9번” 메모는 없어요.", "")


def test_a_choice_of_notes_keeps_the_others_that_were_named(notes: Plugin) -> None:
    notes.ask("notes.add", note="milk man on friday")
    reply = notes.ask("notes.remove", note="milk and tulips")
    assert list(reply.choices.values()) == [
        "milk man on friday, mina likes tulips", "milk is sour, mina likes tulips",
        "All of these",
    ]  # fmt: skip
    first, *_ = reply.choices
    assert "2 notes" in notes.ask("notes.remove", note="1", chosen=first).text


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("mark 1 and 3 as done", ""), ("1번이랑 3번 완료", "1번"), ("1, 3번 완료", ""),
        ("check off the first and the third", ""), ("tick off item 1 and item 3", ""),
        ("I bought bread and eggs", "bread and eggs"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["todo.done", "todo.remove"])
def test_all_things_that_are_named(todo: Plugin, intent: str, text: str, item: str) -> None:
    reply = todo.ask(intent, text, **({"item": item} if item else {}))
    assert "**bread**, **eggs**" in reply.text
    assert todo.ask("todo.list", "my list").text.startswith("1. milk")
    todo.undo(reply)
    assert todo.ask("todo.list", "my list").text == "1. bread\n2. milk\n3. eggs"


@pytest.mark.parametrize(
    ("text", "item", "said"),
    [
        ("우유랑 꿀 목록에서 빼줘", "우유랑 꿀", "“우유”, “꿀”, 목록에 없어요."),
        ("remove honey and tea", "honey and tea", "“honey” and “tea” are not on your list."),
        ("take off 1 and 9", "", "Off your list: **bread**\n\n“9” is not on your list."),
        ("2번이랑 9번 빼줘", "2번이랑 9번", "목록에서 뺐어요: **milk**\n\n“9번”, 목록에 없어요."),
    ],
)
def test_all_things_that_are_not_there_are_named(
    todo: Plugin, text: str, item: str, said: str
) -> None:
    assert todo.ask("todo.remove", text, **({"item": item} if item else {})).text == said


def test_a_choice_of_things_keeps_the_others_that_were_named(todo: Plugin) -> None:
    todo.ask("todo.add", item="call mum, call dad")
    reply = todo.ask("todo.done", item="call, milk")
    assert list(reply.choices.values()) == ["call mum, milk", "call dad, milk", "All of these"]
    second = list(reply.choices)[1]
    assert "**milk**, **call dad**" in todo.ask("todo.done", item="2", chosen=second).text


def test_the_real_network_removes_all(home: Path) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        for note in ("the key is under the pot", "mina likes tulips"):
            bot.reply(f"note that {note}")
        for text in ("delete notes 1 and 2", "delete note 1 and note 2", "메모 1번이랑 2번 지워줘"):
            bot.reply("show my notes")
            assert "2" in bot.reply(text).text
            assert bot.reply("show my notes").text == "You have no notes."

            assert bot.reply("undo that").text == "Your 2 notes are back."
        bot.reply("add bread to my list")
        assert "“계란”" in bot.reply("우유랑 계란 목록에서 빼줘").text
