"""Twelve ways in which a plugin fails. None stops the conversation, and each is told."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.output import KEPT, routed
from assistant.problems import Problem

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SAID = "do the echo"
MANIFEST = """
schema = 1
id = "{id}"
version = "0.1.0"
api = {api}
timeout = {timeout}
isolation = "{isolation}"

[[intent]]
name = "echo"
handler = "answer"
"""

pytestmark = pytest.mark.usefixtures("rehearsed")


def write_plugin(
    home: Path, handler: str | None, *, id: str = "echo", folder: str = "echo",
    api: int = 1, isolation: str = "thread", timeout: float = 60,
) -> Path:  # fmt: skip
    place = home / "intents" / folder
    (place / "examples").mkdir(parents=True)
    manifest = MANIFEST.format(id=id, api=api, isolation=isolation, timeout=timeout)
    (place / "intent.toml").write_text(manifest)
    if handler is not None:
        (place / "handler.py").write_text(handler)
    return place


@contextmanager
def conversation() -> Iterator[Assistant]:
    """An assistant that takes SAID for `echo`; another plugin answers before and after."""
    with routed(), Assistant(clock=lambda: NOW) as bot:
        bot.correct(SAID, "echo")
        assert "12:00" in bot.reply("what time is it").text
        yield bot
        assert "12:00" in bot.reply("what time is it").text
        assert bot.reply("hello").text


def problem_in(home: Path, where: str) -> Problem:
    """What the assistant says of a plugin that it cannot use."""
    with conversation() as bot:
        assert bot.reply(SAID).text
        (found,) = [problem for problem in bot.problems if where in problem.where]
    assert found.what and found.remedy
    listed = command("plugins", "list")
    assert listed.returncode == 0
    assert str(found) in listed.stderr
    return found


def failure(*said: str) -> str:
    """The details of what is told when the handler fails."""
    with conversation() as bot:
        reply = bot.reply(SAID)
        assert reply.text.startswith("I could not do that.")
        for words in said:
            assert words in reply.text
        assert "details" in [suggestion.action for suggestion in reply.suggestions]
    return reply.details


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True, text=True, env=os.environ, timeout=120,
    )  # fmt: skip


def test_1_a_manifest_that_is_no_toml(home: Path) -> None:
    write_plugin(home, "")
    (home / "intents" / "echo" / "intent.toml").write_text("schema = 1\nid = echo\n")
    assert "line 2" in problem_in(home, "intent.toml").where


def test_2_a_handler_that_is_missing(home: Path) -> None:
    write_plugin(home, None)
    problem = problem_in(home, "intent.toml")
    assert "handler.py" in problem.what
    assert "answer" in problem.remedy


def test_3_code_that_cannot_be_imported(home: Path) -> None:
    write_plugin(home, "import no_such_package")
    assert "handler.py, line 1" in failure("Install the package 'no_such_package'")


def test_4_a_handler_that_raises(home: Path) -> None:
    write_plugin(home, "def answer(ctx):\n    raise ValueError('[/] broken')")
    assert "ValueError: [/] broken" in failure(r"ValueError: \[/\] broken")


def test_4_in_the_command_the_details_are_in_the_json(home: Path) -> None:
    write_plugin(home, "def answer(ctx):\n    print('printed')\n    1 / 0")
    with Assistant() as bot:
        bot.correct(SAID, "echo")
    plain = command("ask", SAID)
    assert plain.returncode == 0
    assert plain.stdout.startswith("I could not do that.") and plain.stdout.count("\n") == 1
    assert plain.stderr.count("\n") == 1 and "printed" not in plain.stderr  # the log's line
    reply = json.loads(command("ask", "--json", SAID).stdout)["reply"]
    assert "ZeroDivisionError" in reply["details"]
    assert reply["details"].endswith("printed")
    other = json.loads(command("ask", "--json", "what time is it").stdout)["reply"]
    assert "details" not in other


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_5_a_handler_that_hangs(home: Path, isolation: str) -> None:
    code = "import time\ndef answer(ctx):\n    print('still here', flush=True)\n    time.sleep(600)"
    write_plugin(home, code, isolation=isolation, timeout=2)
    assert "still here" in failure("did not answer within 2 seconds", "timeout")


def test_6_a_handler_that_leaves_the_process(home: Path) -> None:
    write_plugin(home, "import sys\ndef answer(ctx): sys.exit(3)")
    assert "in answer" in failure("SystemExit: 3")


def test_7_a_handler_that_ends_its_process_at_once(home: Path) -> None:
    write_plugin(home, "import os\ndef answer(ctx): print('bye'); os._exit(3)", isolation="process")
    assert "bye" in failure("exit status 3")


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_8_a_handler_that_floods_the_output(home: Path, isolation: str) -> None:
    code = (
        "def answer(ctx):\n    for _ in range(100): print('x' * 1_000_000)\n"
        "    raise ValueError('flooded')"
    )
    write_plugin(home, code, isolation=isolation)
    assert 0.9 * KEPT < len(failure("ValueError: flooded")) < 1.1 * KEPT


@pytest.mark.parametrize("nonsense", ["7", "b'x'", "object()", "[1]", "(x for x in 'a')"])
def test_9_a_handler_that_returns_nonsense(home: Path, nonsense: str) -> None:
    write_plugin(home, f"def answer(ctx): return {nonsense}")
    failure("which is no reply", "Return a Reply or a str")


def test_10_ten_thousand_phrases_of_which_half_are_broken(home: Path) -> None:
    place = write_plugin(home, "def answer(ctx): return 'echo'")
    lines = [
        f"echo the words number {n}" + (" of [it](nothing)" if n % 2 else "") for n in range(10_000)
    ]
    (place / "examples" / "echo.en.txt").write_text("\n".join(lines))
    with conversation() as bot:
        assert bot.reply(SAID).text == "echo"
        found = [p for p in bot.library.check() if "echo.en.txt" in p.where]
        assert len(bot.library.intents["echo"].spec.examples["en"]) >= 5_000
    assert len(found) < 20
    assert all(problem.remedy for problem in found)
    assert "4990 more" in found[-1].what
    assert "echo.en.txt" in command("doctor").stdout


def test_11_an_id_that_is_there_already(home: Path) -> None:
    write_plugin(home, "def answer(ctx): return 'mine'", id="time", folder="clock")
    problem = problem_in(home, "clock")
    assert "already a plugin 'time'" in problem.what
    assert "another id" in problem.remedy


def test_12_a_plugin_for_a_newer_assistant(home: Path) -> None:
    write_plugin(home, "def answer(ctx): return 'new'", api=99)
    problem = problem_in(home, "intent.toml")
    assert "api 99" in problem.what
    assert "Update the assistant" in problem.remedy
