"""Whatever a handler does, the conversation goes on."""

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.loading import PACKAGE, forget
from assistant.plugins.manifest import IntentSpec, Plugin
from assistant.plugins.runner import LEFT_BEHIND, run
from assistant.plugins.slot_specs import SlotSpec
from assistant.problems import AssistantError, Problem

Call = Callable[..., Reply]


def plugin_in(folder: Path, timeout: float = 5.0) -> Plugin:
    return Plugin("music", "0.1.0", folder, timeout=timeout)


@pytest.fixture
def call(tmp_path: Path) -> Iterator[Call]:
    """Write handler.py and call its function `f`."""

    def call(code: str, *, function: str = "f", timeout: float = 5.0, said: str = "hi") -> Reply:
        (tmp_path / "handler.py").write_text(code, encoding="utf-8")
        ctx = Context(
            said, "en", "music.play", datetime.now(UTC), "music", tmp_path / "s", tmp_path / "c"
        )
        spec = IntentSpec("music.play", handler=function, slots={"city": SlotSpec("city")})
        return run(plugin_in(tmp_path, timeout), spec, ctx, {})

    yield call
    forget(plugin_in(tmp_path))


def problem_of(call: Call, code: str, **options: object) -> Problem:
    with pytest.raises(AssistantError) as caught:
        call(code, **options)
    assert caught.value.problem.remedy
    return caught.value.problem


def loaded() -> list[str]:
    return [name for name in sys.modules if name.startswith(f"{PACKAGE}.music")]


def test_a_handler_answers_with_a_text_or_a_reply(call: Call) -> None:
    assert call("def f(ctx, slots): return 'you said ' + ctx.text").text == "you said hi"


def test_a_reply_keeps_its_suggestions_and_its_question(call: Call) -> None:
    code = """
from assistant.plugins.api import Reply, Suggestion
def f(ctx, slots): return Reply("ok", (Suggestion("More", say="more"),), asks="city")
"""
    assert call(code) == Reply("ok", (Suggestion("More", say="more"),), asks="city")


def test_a_coroutine_function_is_awaited(call: Call) -> None:
    code = """
import asyncio
async def f(ctx, slots):
    await asyncio.sleep(0)
    return "awaited"
"""
    assert call(code).text == "awaited"


async def test_a_coroutine_function_is_awaited_inside_a_running_loop_too(call: Call) -> None:
    assert call("async def f(ctx, slots): return 'awaited'").text == "awaited"


def test_a_handler_imports_its_neighbours(call: Call, tmp_path: Path) -> None:
    (tmp_path / "provider.py").write_text("from . import deeper\nx = deeper.x")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "__init__.py").write_text("x = 'from deep'")
    code = "from .provider import x\ndef f(ctx, slots): return x"
    assert call(code).text == "from deep"
    assert str(tmp_path) not in sys.path


def test_the_code_is_imported_once_until_it_is_forgotten(call: Call, tmp_path: Path) -> None:
    assert call("n = 0\ndef f(ctx, slots): return 'first'").text == "first"
    changed = "def f(ctx, slots): return 'changed to something longer'"
    assert call(changed).text == "first"
    forget(plugin_in(tmp_path))
    assert call(changed).text == "changed to something longer"


def test_plugins_of_the_same_id_in_two_homes_do_not_mix(call: Call, tmp_path: Path) -> None:
    assert call("def f(ctx, slots): return 'here'").text == "here"
    other = tmp_path / "other"
    other.mkdir()
    (other / "handler.py").write_text("def f(ctx, slots): return 'there'")
    ctx = Context("", "en", "a", datetime.now(UTC), "music", other, other)
    assert run(plugin_in(other), IntentSpec("a", handler="f"), ctx, {}).text == "there"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import sys; sys.exit()", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("return f(ctx, slots)", "RecursionError"),
        ("raise ValueError('\\ud800\\x1b[31m' + 'x' * 9000)", "ValueError: \ufffd[31mxxx"),
        ("raise Mute()", "Mute"),
        ("raise TimeoutError('the server is slow')", "TimeoutError: the server is slow"),
    ],
)
@pytest.mark.parametrize("kind", ["def", "async def"])
def test_what_a_handler_raises_is_told_with_its_line(
    call: Call, body: str, said: str, kind: str
) -> None:
    if kind == "async def":
        body = body.replace("return f(", "return await f(")
    code = f"""
class Mute(Exception):
    def __str__(self): raise RuntimeError
{kind} f(ctx, slots):
    {body}
"""
    problem = problem_of(call, code)
    assert said in problem.what
    assert len(problem.what) < 300
    assert problem.where.endswith("handler.py, line 5")


def test_the_remedy_says_how_a_plugin_is_switched_off(call: Call) -> None:
    remedy = problem_of(call, "def f(ctx, slots): raise ValueError").remedy
    assert "enabled = false under [plugins.music] in config.toml" in remedy


def test_what_a_handler_wants_to_tell_the_user_is_told_as_it_is(call: Call) -> None:
    code = "def f(ctx, slots): ctx.http()"
    problem = problem_of(call, code)
    assert "network" in problem.what
    assert "capabilities" in problem.remedy


@pytest.mark.parametrize(
    ("code", "where", "said"),
    [
        ("def f(:\n  pass", "handler.py, line 1", "SyntaxError"),
        ("\n\nraise RuntimeError('broken')", "handler.py, line 3", "broken"),
        ("import no_such_thing", "handler.py, line 1", "no_such_thing"),
        ("from . import nobody", "handler.py, line 1", "nobody"),
        ("raise SystemExit", "handler.py, line 1", "SystemExit"),
        ("x = '\0'", "handler.py", "null bytes"),
    ],
)
def test_code_that_cannot_be_imported_is_told_and_leaves_nothing_behind(
    call: Call, code: str, where: str, said: str
) -> None:
    problem = problem_of(call, code)
    assert where in problem.where
    assert said in problem.what
    assert loaded() == []
    assert call("def f(ctx, slots): return 'mended now, at last'").text.startswith("mended")


def test_a_handler_that_is_gone_is_told(call: Call, tmp_path: Path) -> None:
    ctx = Context("", "en", "a", datetime.now(UTC), "music", tmp_path, tmp_path)
    with pytest.raises(AssistantError) as caught:
        run(plugin_in(tmp_path), IntentSpec("a", handler="f"), ctx, {})
    assert "handler.py" in caught.value.problem.where


def test_a_function_that_is_missing_is_told_with_the_one_that_was_meant(call: Call) -> None:
    problem = problem_of(call, "def play(ctx, slots): return ''", function="paly")
    assert "'paly'" in problem.what
    assert "'play'" in problem.remedy


def test_a_parameter_that_is_no_slot_is_told(call: Call) -> None:
    problem = problem_of(call, "def f(contxt): return ''")
    assert "'contxt'" in problem.what
    assert "'ctx'" in problem.remedy


@pytest.mark.parametrize("value", ["None", "b'x'", "7", "['a']", "(x for x in 'a')", "object()"])
def test_a_result_that_is_no_reply_is_told(call: Call, value: str) -> None:
    problem = problem_of(call, f"def f(ctx, slots): return {value}")
    assert "no reply" in problem.what


def test_no_text_of_a_reply_can_command_the_terminal_or_break_the_storage(call: Call) -> None:
    code = r"""
from assistant.plugins.api import Reply, Suggestion
def f(ctx, slots):
    suggestions = [Suggestion("\x1b]0;me\x07", say=None), "loose", None]
    return Reply("a\ud800b\x1b[2J\r\nc\td\x00", suggestions, asks=None)
"""
    reply = call(code)
    assert reply.text == "a\ufffdb[2J\nc\td"
    assert reply.suggestions == (Suggestion("]0;me", say="None"),)
    assert reply.asks == ""


def test_a_text_that_cannot_even_be_shown_is_told(call: Call) -> None:
    code = """
from assistant.plugins.api import Reply
class Evil:
    def __str__(self): raise RuntimeError("no")
def f(ctx, slots): return Reply(Evil())
"""
    assert "RuntimeError: no" in problem_of(call, code).what


@pytest.mark.parametrize("asks", ["'day'", "3", "'\\ud800' * 100"])
def test_a_question_for_a_slot_that_is_not_declared_is_told(call: Call, asks: str) -> None:
    code = f"""
from assistant.plugins.api import Reply
def f(ctx, slots): return Reply("When?", asks={asks})
"""
    assert "city" in problem_of(call, code).remedy


HANGING = """
import threading
gate = threading.Event()
def f(ctx, slots):
    gate.wait()
    return "late"
"""


def release() -> None:
    sys.modules[f"{PACKAGE}.music.handler"].gate.set()
    for thread in threading.enumerate():
        if thread.name == "plugin music":
            thread.join()


def test_a_handler_that_hangs_is_left_and_after_a_few_times_not_called_again(call: Call) -> None:
    try:
        for _ in range(LEFT_BEHIND):
            problem = problem_of(call, HANGING, timeout=0.01)
            assert "did not answer within 0.01 seconds" in problem.what
        assert "hangs in earlier calls" in problem_of(call, HANGING).what
    finally:
        release()
    assert call(HANGING).text == "late"


def test_a_coroutine_that_hangs_is_cancelled(call: Call, tmp_path: Path) -> None:
    code = """
import asyncio, pathlib
async def f(ctx, slots):
    try:
        await asyncio.Event().wait()
    finally:
        ctx.storage.write_text("cancelled")
"""
    assert "did not answer" in problem_of(call, code, timeout=0.01).what
    assert (tmp_path / "s").read_text() == "cancelled"


def test_code_that_hangs_while_it_is_imported_is_told_each_time(call: Call) -> None:
    gate = threading.Event()
    threading.gate_of_the_test = gate  # type: ignore[attr-defined]
    code = "import threading\nthreading.gate_of_the_test.wait()\ndef f(ctx, slots): return 'up'"
    try:
        for _ in range(2):
            assert "did not answer" in problem_of(call, code, timeout=0.01).what
    finally:
        gate.set()
        del threading.gate_of_the_test  # type: ignore[attr-defined]
    assert call(code).text == "up"


def test_calls_from_several_threads_do_not_mix(call: Call, tmp_path: Path) -> None:
    call("def f(ctx, slots): return ctx.text")  # writes the file
    ctx = [
        Context(str(n), "en", "a", datetime.now(UTC), "music", tmp_path, tmp_path) for n in range(3)
    ]
    answers: dict[int, str] = {}
    spec = IntentSpec("a", handler="f")

    def ask(n: int) -> None:
        answers[n] = run(plugin_in(tmp_path), spec, ctx[n], {}).text

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {0: "0", 1: "1"}


def test_choices_may_be_any_mapping(call: Call) -> None:
    code = (
        "from types import MappingProxyType as M\n"
        "def f(ctx): return ctx.ask('city', 'Which?', M({'a': 'A'}))"
    )
    assert call(code).choices == {"a": "A"}
