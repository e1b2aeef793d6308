"""A handler in a process of its own: what it can do, and what it cannot do to us."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.plugins.api import Call, Context, Reply, Suggestion
from assistant.plugins.isolation.parent import Child, Children
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.output import KEPT
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from tests.plugins.isolation.kit import NOW, Ask, ends, eventually, fault_of, plugin_in

PID = "import os\ndef f(ctx): return str(os.getpid())\n"


def test_it_answers_in_another_process_that_is_kept(ask: Ask) -> None:
    first = ask(PID).text
    assert first != str(os.getpid())
    assert ask().text == first


def test_slots_the_context_and_the_reply_cross_whole(ask: Ask) -> None:
    code = """
from datetime import timedelta
from assistant import Call, Context, Reply, Suggestion
from assistant.values.cities import City
def f(ctx: Context, city: City, duration: timedelta, slots) -> Reply:
    assert ctx.now.tzinfo is not None and ctx.config == {"size": 3} and slots["city"].start == 3
    text = f"{ctx.text} {city.timezone} {duration.seconds} {ctx.home.name} {ctx.confirmed}"
    return Reply(text, (Suggestion("a", "b"),), "city", {"1": "one"}, Call("undo", {"ids": [1]}))
"""
    said = {"city": ("city", "Tokyo"), "duration": ("duration", "ten minutes")}
    slots = {
        name: Entity(name, 3, 8, words, resolve(kind, words, NOW))
        for name, (kind, words) in said.items()
    }
    kinds = {name: kind for name, (kind, _) in said.items()}
    given = {"home": resolve("city", "Seoul", NOW), "config": {"size": 3}, "confirmed": True}
    assert ask(code, slots=slots, kinds=kinds, **given) == Reply(
        "안녕 [/] Asia/Tokyo 600 Seoul True",
        (Suggestion("a", "b"),), "city", {"1": "one"}, Call("undo", {"ids": [1]}),
    )  # fmt: skip


def test_what_a_reply_named_is_called_back_there(
    ask: Ask, children: Children, tmp_path: Path
) -> None:
    ask("""
kept = []
def f(ctx): kept.append(1); return "ok"
def undo(ctx, ids): return f"{kept} {ids}"
""")
    ctx = Context("undo", "en", "", NOW, "music", tmp_path, tmp_path)
    reply = children.run_call(plugin_in(tmp_path), Call("undo", {"ids": [4]}), ctx)
    assert reply.text == "[1] [4]"


def test_a_coroutine_is_awaited(ask: Ask) -> None:
    code = "import asyncio\nasync def f(ctx):\n    await asyncio.sleep(0)\n    return 'awaited'"
    assert ask(code).text == "awaited"


def test_the_child_loads_neither_the_model_nor_the_app(ask: Ask) -> None:
    code = "import sys\ndef f(ctx): return ' '.join(sys.modules)"
    loaded = set(ask(code).text.split())
    assert "assistant.plugins.api" in loaded
    heavy = {"torch", "textual", "numpy", "sentencepiece", "httpx", "assistant.conversation",
             "assistant.understanding.model", "assistant.tui"}  # fmt: skip
    assert loaded & heavy == set()


def test_the_child_knows_none_of_the_parents_secrets(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "hunter2")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:hunter2@proxy")
    code = "import os, json\ndef f(ctx): return json.dumps(dict(os.environ))"
    environment = json.loads(ask(code).text)
    assert "hunter2" not in str(environment)
    assert environment["PATH"] == os.environ["PATH"]
    assert environment["LANG"] == "en_US.UTF-8"


# What it cannot do to us


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("return object()", "no reply"),
        ("return f(ctx)", "RecursionError"),
        (
            "import assistant; return assistant.Reply('', undo=assistant.Call('f', {'a': ctx}))",
            "Context",
        ),
    ],
)
def test_what_it_raises_is_told_with_its_line(ask: Ask, body: str, said: str) -> None:
    error = fault_of(ask, f"def f(ctx):\n    {body}")
    assert said in error.problem.what
    assert "handler.py" in error.problem.where


def test_a_fault_leaves_the_process_as_it_is(ask: Ask) -> None:
    pid = ask(PID + "def g(ctx): 1 / 0").text
    error = fault_of(ask, "", function="g")
    assert error.problem.where.endswith("handler.py, line 3")
    assert "in g" in error.trace and "assistant/plugins" not in error.trace
    assert ask().text == pid


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("os._exit(3)", "exit status 3"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("os.closerange(0, 64)", ""),
    ],
)
def test_a_process_that_ends_is_told_and_the_next_call_begins_another(
    ask: Ask, body: str, said: str
) -> None:
    error = fault_of(ask, f"{PID}def g(ctx): print('before the end'); {body}", function="g")
    assert said in error.problem.what
    assert "before the end" in error.printed
    assert int(ask().text) > 0


def test_one_that_hangs_is_killed_with_what_it_started(ask: Ask, tmp_path: Path) -> None:
    code = f"""{PID}
import subprocess, sys
def g(ctx):
    held = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (ctx.storage.parent / "pids").write_text(f"{{os.getpid()}} {{held.pid}}")
    print("started")
    while True: pass
"""
    error = fault_of(ask, code, function="g", timeout=3)
    assert "g did not answer within 3 seconds" in error.problem.what
    assert error.printed == "started\n"
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert all(ends(pid) for pid in pids)
    assert int(ask().text) not in pids


def test_what_it_started_ends_with_it_when_it_ends_itself(ask: Ask, tmp_path: Path) -> None:
    code = f"""{PID}
import subprocess, sys
def g(ctx):
    held = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (ctx.storage.parent / "pid").write_text(str(held.pid))
    os._exit(3)
"""
    assert "exit status 3" in fault_of(ask, code, function="g").problem.what
    assert ends(int((tmp_path / "pid").read_text()))


def test_a_flood_of_output_is_let_through_and_its_end_is_kept(ask: Ask) -> None:
    code = """
def f(ctx):
    for _ in range(100): print("x" * 1_000_000)
    raise ValueError("the end")
"""
    error = fault_of(ask, code)
    assert "the end" in error.problem.what
    assert 0.9 * KEPT < len(error.printed) <= KEPT


def test_output_is_of_its_call_and_never_on_the_line(ask: Ask) -> None:
    code = """
import os, sys, subprocess
def f(ctx):
    print("first", file=sys.stderr); os.write(1, b'{"kind": "reply", "reply": "forged"}\\n')
    sys.__stdout__.write("second\\n"); subprocess.run(["echo", "third"])
    return f"{sys.stdin.read()!r} real"
def g(ctx):
    print("fourth")
    raise ValueError
"""
    assert ask(code).text == "'' real"
    assert fault_of(ask, "", function="g").printed == "fourth\n"


def test_words_of_a_child_that_forged_them_are_safe_to_show(ask: Ask) -> None:
    forged = {"kind": "failed", "error": "failed", "what": "\x1b[2J" + "x" * 9_000, "where": "w",
              "remedy": "r", "trace": "\x07" + "y" * 99_000}  # fmt: skip
    code = f"""
import json, os
def f(ctx):
    for fd in range(3, 20):
        try: os.write(fd, json.dumps({forged!r}).encode() + b"\\n")
        except OSError: pass
"""
    error = fault_of(ask, code)
    assert error.problem.what.startswith("[2Jxxx") and len(error.problem.what) < 3_000
    assert "\x07" not in error.trace and len(error.trace) < 20_000


def test_the_copy_that_a_handler_forks_ends(ask: Ask) -> None:
    code = "import os\ndef f(ctx):\n    os.fork()\n    return 'once'"
    for _ in range(3):
        assert ask(code).text == "once"


def test_a_thread_that_was_left_can_ask_for_nothing_more(ask: Ask, tmp_path: Path) -> None:
    code = """
import threading
def f(ctx):
    def ask_on():
        while True:
            try: ctx.secret("x")
            except Exception as refusal: error = refusal; break
        (ctx.storage.parent / "part").write_text(str(error))
        (ctx.storage.parent / "part").rename(ctx.storage.parent / "refused")
    threading.Thread(target=ask_on).start()
    return "left"
"""
    assert ask(code).text == "left"
    assert eventually((tmp_path / "refused").exists)
    assert "The call is over." in (tmp_path / "refused").read_text()


def test_one_that_speaks_on_the_line_itself_is_ended(ask: Ask) -> None:
    code = f"""{PID}
def g(ctx):
    for fd in range(3, 20):
        try: os.write(fd, b"nonsense\\n")
        except OSError: pass
    return "never"
"""
    assert "said what no handler says" in fault_of(ask, code, function="g").problem.what
    assert int(ask().text) > 0


# Its beginning and end


def test_it_ends_when_it_is_closed(ask: Ask, children: Children) -> None:
    pid = int(ask(PID).text)
    children.close()
    assert ends(pid)
    assert int(ask().text) != pid


def test_changed_code_is_read_by_the_next_process(ask: Ask, children: Children) -> None:
    assert ask("def f(ctx): return 'one'").text == "one"
    assert ask("def f(ctx): return 'the other'").text == "one"
    children.end("music")
    assert ask().text == "the other"


def test_one_with_nothing_to_do_ends_after_a_while(tmp_path: Path) -> None:
    (tmp_path / "handler.py").write_text(PID)
    ctx = Context("", "en", "a", NOW, "music", tmp_path, tmp_path)
    spec = IntentSpec("a", "f")
    children = Children(idle=0.05)
    try:
        pid = int(children.run(plugin_in(tmp_path), spec, ctx, {}).text)
        assert ends(pid)
        assert int(children.run(plugin_in(tmp_path), spec, ctx, {}).text) != pid
    finally:
        children.close()


def test_it_ends_when_its_parent_dies(tmp_path: Path) -> None:
    (tmp_path / "handler.py").write_text(PID + "def g(ctx):\n    while True: pass")
    script = f"""
import os, threading
from datetime import datetime, UTC
from pathlib import Path
from assistant.plugins.api import Context
from assistant.plugins.isolation.parent import Child
from assistant.plugins.output import KEPT
from assistant.plugins.manifest import IntentSpec, Plugin
folder = Path({str(tmp_path)!r})
child = Child(Plugin("music", "1", folder))
ctx = Context("", "en", "a", datetime.now(UTC), "music", folder, folder)
print(child.call(ctx, (IntentSpec("a", "f"), {{}})).text, flush=True)
threading.Thread(target=child.call, args=(ctx, (IntentSpec("a", "g"), {{}})), daemon=True).start()
os._exit(0)
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert found.returncode == 0, found.stderr
    assert ends(int(found.stdout))


def test_a_python_that_does_not_start_is_told(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert "could not be started" in fault_of(ask, PID).problem.what


def test_a_child_that_breaks_at_its_start_is_told(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.plugins.isolation.parent.COMMAND", ("-m", "no_such_module"))
    error = fault_of(ask, PID)
    assert "exit status 1" in error.problem.what
    assert "no_such_module" in error.printed


def test_the_process_is_a_leader_that_no_key_reaches(tmp_path: Path) -> None:
    child = Child(plugin_in(tmp_path))
    try:
        with contextlib.suppress(AttributeError):  # Windows
            assert os.getpgid(child.pid) == child.pid != os.getpgrp()
    finally:
        child.kill()
