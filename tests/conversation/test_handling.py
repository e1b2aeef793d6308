"""A plugin that fails: what is said, what is kept for its author, when it is called no more."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Reply
from assistant.plugins.faults import MOST
from assistant.plugins.output import routed

MANIFEST = """
schema = 1
id = "echo"
version = "0.1.0"
api = 1
timeout = 5
{head}

[[intent]]
name = "echo"
handler = "answer"
"""

Echo = Callable[..., Assistant]


@pytest.fixture
def echo(home: Path, rehearsed: None) -> Iterator[Echo]:
    """An assistant with a plugin that answers "do the echo"; its code may change."""
    bots: list[Assistant] = []

    def make(code: str, head: str = "", settings: str = "") -> Assistant:
        folder = home / "intents" / "echo"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "intent.toml").write_text(MANIFEST.format(head=head))
        (folder / "handler.py").write_text(code)
        (home / "config.toml").write_text(settings)
        bot = Assistant()
        bot.correct("do the echo", "echo")
        bots.append(bot)
        return bot

    yield make
    for bot in bots:
        bot.close()


def actions(reply: Reply) -> list[str]:
    return [suggestion.action for suggestion in reply.suggestions]


FAILING = "def answer(ctx):\n    print('about to fail')\n    raise ValueError('[/] broken')"


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_failure_is_one_line_with_details_behind_it(echo: Echo, isolation: str) -> None:
    bot = echo(FAILING, f'isolation = "{isolation}"')
    with routed():
        reply = bot.reply("do the echo")
    assert "\n" not in reply.text
    assert actions(reply) == ["details"]
    assert "handler.py, line 3" in reply.details
    assert "Traceback" in reply.details and "in answer" in reply.details
    assert "What it printed:\n\nabout to fail" in reply.details
    assert "assistant/plugins" not in reply.details


def test_what_a_handler_has_to_say_is_no_fault(echo: Echo) -> None:
    bot = echo(
        "from assistant import AssistantError\n"
        "def answer(ctx): raise AssistantError('Offline.', where='here', remedy='Go online.')"
    )
    for _ in range(MOST + 1):
        reply = bot.reply("do the echo")
        assert "Offline. Go online." in reply.text
        assert (reply.suggestions, reply.details) == ((), "")
    assert bot.problems == ()


def test_after_some_faults_in_a_row_it_is_called_no_more(echo: Echo, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    calls.write_text("")
    bot = echo(
        f"def answer(ctx):\n    with open({str(calls)!r}, 'a') as file: file.write('x')\n    1 / 0"
    )
    for _ in range(MOST - 1):
        assert actions(bot.reply("do the echo")) == ["details"]
    last = bot.reply("do the echo")
    assert "3 times in a row" in last.text
    assert actions(last) == ["revive:echo", "details"]
    refused = bot.reply("do the echo")
    assert "3 times in a row" in refused.text and "ZeroDivisionError" in refused.text
    assert actions(refused) == ["revive:echo"]
    assert calls.read_text() == "x" * MOST
    (problem,) = [each for each in bot.problems if "'echo'" in each.what]
    assert problem.remedy
    assert bot.reply("what time is it").text


def test_in_korean_it_is_told_in_korean(echo: Echo) -> None:
    bot = echo(FAILING)
    bot.correct("메아리 해 줘", "echo")
    with routed():
        replies = [bot.reply("메아리 해 줘") for _ in range(MOST)]
    assert "출력한 내용:\n\nabout to fail" in replies[0].details
    assert "연달아 3번 실패" in replies[-1].text
    assert [each.label for each in replies[-1].suggestions] == ["다시 해 보기", "자세히"]


@pytest.mark.parametrize("isolation", ["thread", "process"])
@pytest.mark.parametrize("way", ["revive", "reload"])
def test_what_was_mended_is_called_again(echo: Echo, home: Path, isolation: str, way: str) -> None:
    bot = echo(FAILING, f'isolation = "{isolation}"')
    for _ in range(MOST):
        bot.reply("do the echo")
    (home / "intents" / "echo" / "handler.py").write_text("def answer(ctx): return 'mended'")
    if way == "revive":
        bot.revive("echo")
    else:
        bot.reload()
    assert bot.reply("do the echo").text == "mended"
    assert bot.problems == ()


def test_a_success_begins_the_count_anew(echo: Echo) -> None:
    bot = echo(
        "n = 0\ndef answer(ctx):\n    global n\n    n += 1\n    if n % 3: raise ValueError\n"
        "    return 'third time lucky'"
    )
    replies = [bot.reply("do the echo").text for _ in range(9)]
    assert replies[2::3] == ["third time lucky"] * 3
    assert not any("in a row" in reply for reply in replies)


def test_the_user_may_isolate_a_plugin(echo: Echo) -> None:
    code = "import os\ndef answer(ctx): return str(os.getpid())"
    isolated = echo(code, settings='[plugins.echo]\nisolation = "process"')
    assert isolated.reply("do the echo").text != str(os.getpid())
    trusted = echo(code, 'isolation = "process"', '[plugins.echo]\nisolation = "thread"')
    assert trusted.reply("do the echo").text == str(os.getpid())


def test_an_undo_that_fails_is_told_and_counted(echo: Echo) -> None:
    bot = echo(
        "from assistant import Call, Reply\n"
        "def answer(ctx):\n    if 'undo' in ctx.text: return Reply('undone', undoes=True)\n"
        "    return Reply('done', undo=Call('broken'))\n"
        "def broken(ctx): 1 / 0"
    )
    bot.correct("undo the echo", "echo")
    assert bot.reply("do the echo").text == "done"
    reply = bot.reply("undo the echo")
    assert "ZeroDivisionError" in reply.text
    assert actions(reply) == ["details"]


def test_an_isolated_plugin_ends_with_its_assistant(echo: Echo) -> None:
    bot = echo("import os\ndef answer(ctx): return str(os.getpid())", 'isolation = "process"')
    pid = int(bot.reply("do the echo").text)
    os.kill(pid, 0)
    bot.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_other_threads_of_a_bot_print_on_during_a_call(
    echo: Echo, capsys: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import threading\ndef answer(ctx):\n    print('mine')\n"
        "    gate = threading.gate_of_the_test\n    gate[0].set()\n    gate[1].wait(20)\n    1 / 0"
    )
    began, printed = gates = threading.Event(), threading.Event()
    threading.gate_of_the_test = gates  # type: ignore[attr-defined]
    bot = echo(code)

    def other() -> None:
        began.wait(20)
        print("theirs")
        printed.set()

    thread = threading.Thread(target=other)
    try:
        with routed():
            thread.start()
            reply = bot.reply("do the echo")
            thread.join()
    finally:
        del threading.gate_of_the_test  # type: ignore[attr-defined]
    assert capsys.readouterr().out == "theirs\n"
    assert "mine" in reply.details and "theirs" not in reply.details
