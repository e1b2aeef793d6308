"""The built-in plugins of a conversation, called as the assistant calls them."""

from pathlib import Path

import pytest

from assistant import Assistant
from tests.conversation.scripted import Clock, Meaning, scripted

MEANINGS = {
    "google ramen & udon": Meaning("search.web", {"query": "ramen & udon"}),
    "search for something": Meaning("search.web"),
    "open nowhere.pdf": Meaning("open.target", {"target": "nowhere.pdf"}),
    "open $(reboot)": Meaning("open.target", {"target": "$(reboot)"}),
    "github.com 열어줘": Meaning("open.target", {"target": "github.com"}),
    "what is a gate": Meaning("define.word", {"term": "gate"}),
    "define entropy": Meaning("define.word", {"term": "entropy"}),
    "tell me a joke": Meaning("chat.joke"),
    "하나 더": Meaning("chat.joke"),
    "good bot": Meaning("chat.praise"),
    "바보야": Meaning("chat.insult"),
    "how old are you": Meaning("chat.personal"),
    "battery?": Meaning("system.battery"),
    "디스크": Meaning("system.disk"),
    "memory?": Meaning("system.memory"),
    "my ip": Meaning("system.ip"),
    "say that again": Meaning("correct.repeat"),
    "why did you say that": Meaning("correct.understood"),
    "undo that": Meaning("correct.undo"),
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(home: Path, clock: Clock) -> Assistant:
    return scripted(clock, MEANINGS)


@pytest.mark.parametrize("message", MEANINGS)
def test_every_one_answers_and_none_breaks(bot: Assistant, message: str) -> None:
    reply = bot.reply(message)
    assert reply.text and "could not do that" not in reply.text and "하지 못했" not in reply.text


def test_a_search_that_may_open_nothing_gives_the_link(bot: Assistant) -> None:
    assert "`search` wants to open things" in bot.reply("google ramen & udon").text
    assert "(https://duckduckgo.com/?q=ramen+%26+udon)" in bot.reply("no").text


def test_a_search_for_nothing_asks_for_the_words(bot: Assistant) -> None:
    assert bot.reply("search for something").text == "What shall I search for?"
    assert "wants to" in bot.reply("the tallest tower in Rome").text
    assert "?q=the+tallest+tower+in+Rome)" in bot.reply("no").text


def test_opening_asks_for_the_grant_only_for_what_there_is(bot: Assistant) -> None:
    assert "find no application" in bot.reply("open nowhere.pdf").text
    assert "find no application" in bot.reply("open $(reboot)").text
    assert "`open`" in bot.reply("github.com 열어줘").text
    assert bot.reply("아니요").text == "네, 알겠어요."


def test_jokes_differ_and_one_can_be_heard_again(bot: Assistant, clock: Clock) -> None:
    told = []
    for _ in range(8):
        told.append(bot.reply("tell me a joke").text)
        clock.later(seconds=17)  # as many as there are: the clock alone would repeat them
    assert len(set(told)) == 8
    assert bot.reply("say that again").text == told[-1]
    assert bot.reply("say that again").text == told[-1]


def test_why_is_answered_in_words(bot: Assistant) -> None:
    bot.reply("define entropy")
    told = bot.reply("why did you say that").text
    assert "**what a word means** (`define.word`), 95 % sure" in told
    assert "- term: “entropy”" in told and "Second was **say hello**" in told
