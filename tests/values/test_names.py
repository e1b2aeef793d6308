"""Words that look like short dates and are names, or say what kind of thing it is."""

from datetime import datetime

import pytest

from assistant.values import resolve, spot, to_json
from assistant.values.english_dates import is_name
from assistant.values.english_recurrences import describes
from assistant.values.english_times import counts

NOW = datetime(2026, 11, 25, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("remind me to call tom at 5", "5", "2026-11-25T17:00"),
        ("pick up tom at 5", "5", "2026-11-25T17:00"),
        ("call april tomorrow at 3", "tomorrow at 3", "2026-11-26T15:00"),
        ("remind me to text may at 6pm", "6pm", "2026-11-25T18:00"),
        ("lunch with april at noon", "noon", "2026-11-25T12:00"),
        ("call sat phone support at 9", "9", "2026-11-25T21:00"),
        ("meet sun at 9", "9", "2026-11-25T21:00"),
        ("tom at 5", "tom at 5", "2026-11-26T17:00"),
        ("remind me tom at 5 to swim", "tom at 5", "2026-11-26T17:00"),
        ("wake me up tom at 7am", "tom at 7am", "2026-11-26T07:00"),
        ("remind me sat at 9", "sat at 9", "2026-11-28T09:00"),
        ("call mon at 9", "mon at 9", "2026-11-30T09:00"),
        ("meet on sat at 9", "sat at 9", "2026-11-28T09:00"),
        ("pay may 5 at 9", "may 5 at 9", "2027-05-05T09:00"),
    ],
)
def test_a_name_is_no_date(text: str, words: str, value: str) -> None:
    (found,) = spot("datetime", text, NOW)
    assert (text[found.start : found.end], to_json(found.value)) == (words, value)


def test_tom_alone_is_tomorrow() -> None:
    assert to_json(resolve("date", "tom", NOW)) == "2026-11-26"


def place(text: str, words: str) -> tuple[str, int, int]:
    return text, text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("pay may", "may", True),
        ("call tom at 5", "tom at 5", True),
        ("call sat at 9", "sat at 9", True),
        ("call sat", "sat", False),
        ("remind me tom at 5", "tom at 5", False),
        ("call may 5", "may 5", False),
    ],
)
def test_what_was_marked_may_be_a_person(text: str, words: str, name: bool) -> None:
    assert is_name(*place(text, words)) is name


@pytest.mark.parametrize(
    ("text", "words", "counted"),
    [
        ("drink 8 glasses of water", "8", True),
        ("a table for eight people", "eight", True),
        ("remind me 8 stretch", "8", False),
        ("meet at 8 near work", "8", False),
        ("wake me 8 sharp", "8", False),
        ("alarm 8 weekdays", "8", False),
        ("finish it by 8 please", "8", False),
    ],
)
def test_a_number_may_count_things(text: str, words: str, counted: bool) -> None:
    assert counts(*place(text, words)) is counted


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("check the weekly report", "weekly", True),
        ("send daily standup notes", "daily", False),  # nothing says that it is a thing
        ("to send daily standup notes", "daily", True),
        ("set a daily reminder", "daily", False),
        ("a weekly team reminder", "weekly", False),
        ("remind me daily to run", "daily", False),
        ("to pay rent monthly", "monthly", False),
        ("to stretch daily starting friday", "daily", False),
    ],
)
def test_an_adverb_may_say_what_kind(text: str, words: str, kind: bool) -> None:
    assert describes(*place(text, words)) is kind
