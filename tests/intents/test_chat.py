"""Small talk: never the same twice, short, and honest about what it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.plugins.api import Context, Exchange
from assistant.plugins.manifest import read_manifest
from tests.intents.conftest import load_plugin_module
from tests.intents.context import NOW, context

FOLDER = bundled("intents") / "chat"
PLUGIN = read_manifest(FOLDER, builtin=True)
HANDLER = load_plugin_module(FOLDER)


def after(ctx: Context, reply: str) -> Context:
    """The next moment, with that said before."""
    said = Exchange("…", "chat.joke", 0.9, {}, ("chat.joke",), reply)
    previous = (said, *ctx.previous)[:10]
    return replace(ctx, previous=previous, now=ctx.now + timedelta(seconds=1))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_joke_comes_again_soon(language: str) -> None:
    ctx = context(language)
    told: list[str] = []
    for _ in range(40):
        told.append(HANDLER.joke(ctx).text)
        ctx = after(ctx, told[-1])
    assert all(told[at] not in told[max(at - 10, 0) : at] for at in range(len(told)))
    assert len(set(told)) >= 15


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", ["praise", "insult"])
def test_an_answer_is_not_repeated_in_a_row_even_when_all_were_said(
    language: str, name: str
) -> None:
    ctx = context(language)
    before = ""
    for _ in range(25):
        reply = getattr(HANDLER, name)(ctx)
        text = reply if isinstance(reply, str) else reply.text
        assert text != before
        before, ctx = text, after(ctx, text)


def test_there_are_enough_jokes_short_and_not_translated() -> None:
    english, korean = HANDLER.JOKES["en"], HANDLER.JOKES["ko"]
    assert len(set(english)) >= 15 and len(set(korean)) >= 15
    assert all(len(joke) < 200 for joke in (*english, *korean))


def test_the_same_moment_gives_the_same_joke_and_another_one_is_offered() -> None:
    first, again = HANDLER.joke(context()), HANDLER.joke(context())
    assert first == again and first.suggestions[0].say == "tell me another joke"
    assert HANDLER.joke(context(now=NOW + timedelta(seconds=1))).text != first.text


def test_after_an_insult_what_was_wrong_can_be_shown() -> None:
    assert not HANDLER.insult(context()).suggestions
    ctx = after(context(), "It is 10:00.")
    assert HANDLER.insult(ctx).suggestions[0].label == "That's not what I meant"
    assert HANDLER.insult(replace(ctx, language="ko")).suggestions


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("how old are you", "no birthday"), ("when were you born", "last training"),
        ("are you a real person?", "not a person"), ("are you an AI", "recurrent network"),
        ("do you have feelings", "no feelings"), ("do you love me", "no feelings"),
        ("do you ever sleep", "never sleep"), ("what's your favorite food", "no favourites"),
        ("what do you eat", "don't eat"), ("do you have any siblings", "No family"),
        ("who made you", "People wrote"), ("where do you live", "this terminal"),
        ("are you a boy or a girl", "Neither"), ("are you listening to me", "only what you type"),
        ("what's your opinion on politics", "no opinions"), ("are you smart", "I'm small"),
        ("whats ur deal", "not much to tell"), ("", "not much to tell"),
        ("너 몇 살이야", "생일은 없어요"), ("생일이 언제야", "마지막으로 학습한 날"),
        ("너 사람이야?", "사람이 아니라"), ("감정이 있어?", "감정은 없어요"),
        ("외롭지 않아? 외로워?", "감정은 없어요"), ("잠은 자니", "잠은 안 자요"),
        ("제일 좋아하는 색이 뭐야", "좋아하는 건"), ("밥은 먹었어?", "먹지 않아요"),
        ("여자친구 있어?", "가족은 없어요"), ("누가 널 만들었어", "코드는 사람이"),
        ("어디 살아", "이 터미널"), ("남자야 여자야", "둘 다 아니에요"),
        ("내 말 엿듣고 있어?", "적으신 것만"), ("정치에 대해 어떻게 생각해", "의견이 없어요"),
        ("음 그냥 궁금해서", "이야기할 게"),
    ],
)  # fmt: skip
def test_what_it_is_like_depends_on_what_is_asked(asked: str, says: str) -> None:
    language = "en" if asked.isascii() else "ko"
    assert says in HANDLER.personal(context(language, text=asked))


@given(st.text(max_size=2000), st.sampled_from(["en", "ko"]))
def test_whatever_is_asked_is_answered_briefly(asked: str, language: str) -> None:
    assert 0 < len(HANDLER.personal(context(language, text=asked))) < 200


def test_the_manifest_is_whole() -> None:
    assert not PLUGIN.capabilities and not PLUGIN.check()
    for intent in PLUGIN.intents:
        assert set(intent.description) == set(intent.example) == {"en", "ko"}
        assert sum(test.intent == intent.name for test in PLUGIN.tests) >= 2
