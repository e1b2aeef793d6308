"""`assistant inbox`, in a process of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.history import Turn
from tests.test_cli import refused, run

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BOSSA, KOREAN = "zorgle some bossa nova", "보사노바 좀 틀어 봐"


@pytest.fixture(autouse=True)
def spoken(home: Path, rehearsed: None) -> None:
    """Two messages that were not known, one of them twice."""
    with Assistant() as bot:
        session = bot.history.start_session()
        for said in (BOSSA, KOREAN, BOSSA):
            turn = Turn(0, NOW, said, "weather.now", 0.41, False, decided="admitted")
            bot.history.add(session, turn)


def listed(*options: str) -> list[dict[str, object]]:
    result = run("inbox", "list", "--json", *options)
    assert result.returncode == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def own() -> list[tuple[str, str]]:
    with Assistant() as bot:
        return sorted((p.intent, p.example.text) for p in bot.mine.phrases())


def test_what_is_to_be_reviewed_is_listed_most_often_failed_first() -> None:
    items = listed()
    assert [(i["said"], i["failed"], i["state"]) for i in items] == [
        (BOSSA, 2, "open"),
        (KOREAN, 1, "open"),
    ]
    shown = run("inbox").stdout
    assert shown.index(BOSSA) < shown.index(KOREAN)
    assert "×2" in shown and "41%" in shown


def test_several_are_assigned_at_once_and_hold() -> None:
    result = run("inbox", "assign", BOSSA.upper(), KOREAN, "--intent", "music.play", "--json")
    assert [json.loads(line)["intent"] for line in result.stdout.splitlines()] == ["music.play"] * 2
    assert own() == [("music.play", BOSSA), ("music.play", KOREAN)]
    assert listed() == []
    assert json.loads(run("ask", "--json", BOSSA).stdout)["intent"]["name"] == "music.play"
    assert "Nothing to review" in run("inbox").stderr


def test_each_thing_that_can_be_done_is_said_and_can_be_taken_back() -> None:
    assert run("inbox", "accept", BOSSA).stdout == f"accept: {BOSSA} → weather.now\n"
    assert run("inbox", "none", KOREAN).returncode == 0
    assert own() == [("out_of_scope", KOREAN), ("weather.now", BOSSA)]
    assert run("inbox", "reopen", BOSSA, KOREAN).returncode == 0
    assert own() == []
    assert run("inbox", "ignore", BOSSA).returncode == 0
    assert [item["said"] for item in listed()] == [KOREAN]
    assert {item["state"] for item in listed("--all")} == {"ignored", "open"}


def test_what_cannot_be_done_is_one_line_with_a_remedy() -> None:
    assert "list --all" in refused("inbox", "ignore", "never said")
    assert "cannot be the name" in refused("inbox", "assign", BOSSA, "--intent", "Not A Name")
    assert "usage" in refused("inbox", "assign", BOSSA)
    assert own() == []
