"""What is really loaded, seen from a fresh process: sys.modules of this one proves nothing."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("torch", "textual", "httpx", "asyncio")


def loaded_after(code: str) -> set[str]:
    """The heavy modules that a fresh Python has loaded once `code` ran."""
    report = f"print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    script = f"import sys\n{code}\nimport json\n{report}"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import assistant") == set()


def test_answering_needs_neither_torch_nor_textual_nor_the_network() -> None:
    code = "from assistant import Assistant\nwith Assistant() as bot: bot.reply('what time is it')"
    assert loaded_after(code) == set()


def test_teaching_a_phrase_needs_no_torch() -> None:
    code = (
        "from assistant import Assistant\nwith Assistant() as bot:\n"
        " bot.load()\n bot.correct('play jazz', 'music.play')\n"
        " assert bot.understand('play jazz').in_scope"
    )
    assert loaded_after(code) == set()


def test_the_examples_command_loads_nothing_heavy() -> None:
    code = (
        "from assistant.cli import main\ntry: main(['examples', 'add', 'a', 'hi'])\n"
        "except SystemExit as ended: assert ended.code == 0"
    )
    assert loaded_after(code) == set()


def test_evaluating_needs_no_torch() -> None:
    assert "torch" not in loaded_after("import assistant.training.evaluation")


@pytest.mark.parametrize("module", ["worker", "corpus", "progress"])
def test_the_app_s_side_of_training_needs_no_torch(module: str) -> None:
    assert "torch" not in loaded_after(f"import assistant.training.{module}")


def test_the_app_loads_no_torch() -> None:
    modules = "app, training, screens.chat, screens.studio, screens.correct, screens.xray"
    code = "\n".join(f"import assistant.tui.{name.strip()}" for name in modules.split(","))
    assert "torch" not in loaded_after(code)


def test_training_needs_no_textual() -> None:
    code = "import assistant.training.learning, assistant.training.pretraining"
    assert loaded_after(code) >= {"torch"}
    assert "textual" not in loaded_after(code)


def test_the_xray_needs_neither_torch_nor_textual() -> None:
    modules = ("commands.xray", "xray.picture", "xray.drawing", "xray.deciding", "xray.lesson")
    code = "\n".join(f"import assistant.{name}" for name in modules)
    assert loaded_after(code) <= {"asyncio"}
