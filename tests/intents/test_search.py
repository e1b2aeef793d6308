"""Searching the web: the link is whole, and is there without a browser too."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.plugins.api import NotGrantedError
from assistant.plugins.manifest import read_manifest
from assistant.problems import AssistantError
from tests.intents.conftest import load_plugin_module
from tests.intents.context import NotingHost, context

FOLDER = bundled("intents") / "search"
PLUGIN = read_manifest(FOLDER, builtin=True)
EXEC = frozenset({"exec"})
RAMEN = "https://duckduckgo.com/?q=best+ramen+%26+udon"


@pytest.fixture
def search() -> SimpleNamespace:
    return load_plugin_module(FOLDER)  # type: ignore[return-value]


def test_the_browser_is_opened_and_the_link_is_shown(search: SimpleNamespace) -> None:
    host = NotingHost()
    reply = search.web(context(host=host, capabilities=EXEC), "best  ramen & udon")
    assert host.opened == [RAMEN]
    assert reply.text.startswith(r"Searching the web for “best ramen & udon”.")
    assert reply.text.endswith(f"({RAMEN})")
    korean = search.web(context("ko", host=host, capabilities=EXEC), "김치찌개 레시피")
    assert korean.text.startswith("웹에서 “김치찌개 레시피” 검색할게요.")
    assert host.opened[1].endswith(
        "%EA%B9%80%EC%B9%98%EC%B0%8C%EA%B0%9C+%EB%A0%88%EC%8B%9C%ED%94%BC"
    )


def test_without_a_grant_it_is_asked_for_and_refused_the_link_is_there(
    search: SimpleNamespace,
) -> None:
    host = NotingHost()
    with pytest.raises(NotGrantedError):
        search.web(context(host=host), "ramen")
    reply = search.web(context(host=host, refused=True), "ramen")
    assert "?q=ramen)" in reply.text and not host.opened
    assert "링크만" in search.web(context("ko", refused=True), "라면").text


def test_without_a_browser_the_link_is_the_answer(search: SimpleNamespace) -> None:
    ctx = context(host=NotingHost(broken=True), capabilities=EXEC)
    assert search.web(ctx, "ramen").text.startswith("I can't open a browser here")


def test_the_engine_is_the_users(search: SimpleNamespace) -> None:
    host = NotingHost()
    engine = {"engine": "https://search.example/find?what=%s&lang=ko"}
    search.web(context(host=host, capabilities=EXEC, config=engine), "a b")
    assert host.opened == ["https://search.example/find?what=a+b&lang=ko"]


@pytest.mark.parametrize(
    "engine", ["", "https://x.org/", "ftp://x/%s", "javascript:%s", "%s", "mailto:%s", 7, ["%s"]]
)
def test_an_engine_that_is_none_is_told_with_its_place(
    search: SimpleNamespace, engine: object
) -> None:
    ctx = context(host=NotingHost(), capabilities=EXEC, config={"engine": engine})
    with pytest.raises(AssistantError) as told:
        search.web(ctx, "ramen")
    assert "[plugins.search]" in told.value.problem.where
    assert "engine =" in told.value.problem.remedy


def test_what_is_too_long_is_not_searched_for(search: SimpleNamespace) -> None:
    host = NotingHost()
    assert "too long" in search.web(context(host=host, capabilities=EXEC), "x" * 301).text
    assert not host.opened
    search.web(context(host=host, capabilities=EXEC), "뷁" * 300)
    assert len(host.opened) == 1


@given(st.text(min_size=1, max_size=300))
def test_no_words_leave_their_place_in_the_address(query: str) -> None:
    module = load_plugin_module(FOLDER)
    link = module.address(module.ENGINE, query)
    head, _, words = link.partition("?q=")
    assert head == "https://duckduckgo.com/"
    assert not set(words) & set(" \"'`$()<>&#;|\\\n")


def test_the_manifest_is_whole() -> None:
    assert PLUGIN.capabilities == EXEC and not PLUGIN.check()
    assert len(PLUGIN.tests) >= 6
