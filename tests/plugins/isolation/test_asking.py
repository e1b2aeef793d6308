"""What an isolated handler asks its parent for: only what is granted is done."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from assistant.plugins.api import NotGrantedError
from assistant.plugins.errors import PluginFailedError
from assistant.problems import AssistantError
from tests.plugins.isolation.kit import NOW, Ask, NotedHost


def test_what_is_granted_is_done_by_the_parent(ask: Ask) -> None:
    code = """
from datetime import timedelta
def f(ctx):
    one = ctx.schedule.add(ctx.now + timedelta(minutes=3), "Tea!", kind="timer", label="tea")
    ctx.schedule.cancel([one.id]); ctx.schedule.restore(each.id for each in [one])
    ctx.notify("title", "text")
    return f"{one.id} {one.at.minute} {ctx.schedule.pending('x')[0].kind} {ctx.secret('key')}"
"""
    host = NotedHost()
    reply = ask(code, host=host, capabilities=frozenset({"notify"}))
    assert reply.text == "7 3 x the secret key"
    added = (NOW + timedelta(minutes=3), "Tea!", {"kind": "timer", "label": "tea", "repeat": None})
    assert host.asked == [added, ("cancel", 7), ("restore", 7), ("title", "text")]


@pytest.mark.parametrize(
    ("use", "capability"),
    [
        ("ctx.notify('a')", "notify"), ("ctx.schedule.pending()", "notify"),
        ("ctx.open('a')", "exec"), ("ctx.http()", "network"),
    ],
)  # fmt: skip
def test_what_is_not_granted_is_refused(ask: Ask, use: str, capability: str) -> None:
    with pytest.raises(NotGrantedError) as caught:
        ask(f"def f(ctx): {use}")
    assert caught.value.capability == capability


@pytest.mark.parametrize(
    ("use", "capability"),
    [
        ("notify('a', 'b')", "notify"), ("open('a')", "exec"), ("schedule.cancel([1])", "notify"),
        ("http(1).get('http://127.0.0.1:1')", "network"),
    ],
)  # fmt: skip
def test_the_parent_refuses_it_too_whatever_the_child_believes(
    ask: Ask, use: str, capability: str
) -> None:
    host = NotedHost()
    with pytest.raises(NotGrantedError) as caught:
        ask(f"def f(ctx): ctx.host.{use}", host=host)
    assert caught.value.capability == capability
    assert host.asked == []


def test_what_the_parent_cannot_do_is_told_in_its_words(ask: Ask) -> None:
    with pytest.raises(AssistantError) as caught:
        ask("def f(ctx): ctx.open('the moon')", capabilities=frozenset({"exec"}))
    assert not isinstance(caught.value, PluginFailedError)
    assert caught.value.problem.what == "Nothing opens it."
    assert caught.value.problem.where == "the moon"


def test_nothing_else_can_be_asked_for(ask: Ask) -> None:
    with pytest.raises(AssistantError) as caught:
        ask("def f(ctx): ctx.host.ask('eval', code='1')")
    assert "'eval'" in caught.value.problem.what


class Server(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(f"{self.path} {self.headers['X-Key']}")
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/there?a=%20b")
            self.end_headers()
            return
        body = b'{"here": "\xed\x95\x9c"}'
        self.send_response(404 if self.path == "/nowhere" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Server.seen.clear()
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_client_for_the_network_is_the_usual_one(ask: Ask, server: str) -> None:
    code = """
import httpx
def f(ctx):
    with ctx.http(timeout=5) as client:
        moved = client.get(ctx.config["at"] + "/moved", headers={"X-Key": "k"})
        moved.raise_for_status()
        posted = client.post(ctx.config["at"], content=b"abc")
        try:
            client.get(ctx.config["at"] + "/nowhere", params={}).raise_for_status()
        except httpx.HTTPStatusError as error:
            missing = error.response.status_code
        return f"{moved.json()} {moved.url.path} {posted.status_code} {posted.text} {missing}"
"""
    reply = ask(code, capabilities=frozenset({"network"}), config={"at": server})
    assert reply.text == "{'here': '한'} /there 201 cba 404"
    assert Server.seen[:2] == ["/moved k", "/there?a=%20b k"]


def test_a_server_that_is_not_there_is_the_usual_error(ask: Ask) -> None:
    code = """
import httpx
def f(ctx):
    with ctx.http() as client:
        try:
            client.get("http://127.0.0.1:1/")
        except httpx.ConnectError as error:
            return f"offline {error.request.url.port}"
"""
    assert ask(code, capabilities=frozenset({"network"})).text == "offline 1"


def test_an_answer_that_is_too_large_is_refused(
    ask: Ask, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.plugins.isolation.broker.LARGEST", 5)
    code = "def f(ctx):\n    with ctx.http() as client: client.get(ctx.config['at'])"
    with pytest.raises(AssistantError) as caught:
        ask(code, capabilities=frozenset({"network"}), config={"at": server})
    assert "larger than" in caught.value.problem.what
