"""A person whose plugin fails: sees one line, looks at the details, mends it, tries it again."""

from pathlib import Path

import pytest

from assistant import Assistant
from tests.e2e.terminal import app

ENTER, ESCAPE, F5 = "\r", "\x1b", "\x1b[15~"
FAILING = "import sys\ndef answer(ctx):\n    print('N' * 50_000, file=sys.stderr)\n    1 / 0"


@pytest.mark.usefixtures("rehearsed")
@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_plugin_that_keeps_failing_is_mended_and_tried_again(home: Path, isolation: str) -> None:
    folder = home / "intents" / "echo"
    folder.mkdir(parents=True)
    (home / "config.toml").write_text("first_start_done = true\n")
    (folder / "handler.py").write_text(FAILING)
    (folder / "intent.toml").write_text(
        f'schema = 1\nid = "echo"\nversion = "1"\napi = 1\nisolation = "{isolation}"\n'
        '[[intent]]\nname = "echo"\nhandler = "answer"\n'
    )
    with Assistant() as bot:
        bot.correct("zorgle the blip", "echo")
    with app() as terminal:
        terminal.type("zorgle the blip" + ENTER)
        terminal.until("I could not do that", "1 Details")
        assert "NNN" not in terminal.text
        terminal.type(ESCAPE + "1")
        terminal.until("Traceback", "in answer", "ZeroDivisionError", "NNN")
        terminal.type(ESCAPE)
        terminal.until_gone("Traceback")
        for _ in range(2):
            terminal.type("zorgle the blip" + ENTER)
            terminal.until("I could not do that")
        terminal.until("times in a row", "1 Try it again")  # the 3 may end a line
        terminal.type(F5)
        terminal.until("stopped", "3 times in a row and is not")
        terminal.type(ESCAPE)
        terminal.until("1 Try it again")
        (folder / "handler.py").write_text("def answer(ctx): return 'all is well'")
        terminal.type(ESCAPE + "1")
        terminal.until("all is well")
        assert "NNN" not in terminal.text
