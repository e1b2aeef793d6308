"""The pytest plugin, as pytest loads it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.plugins.scaffold import write_new

HEAVY = ("numpy", "textual", "torch", "httpx", "sqlite3", "sentencepiece")


def run_pytest(folder: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "assistant.testing", *options, str(folder)],
        capture_output=True, text=True, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_loading_it_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        f"import sys\ndef test_it(): assert not [m for m in {HEAVY} if m in sys.modules]\n"
    )
    assert "1 passed" in run_pytest(tmp_path)


@pytest.mark.parametrize("single_file", [True, False])
def test_a_new_plugin_s_own_tests_pass(tmp_path: Path, single_file: bool) -> None:
    write_new(tmp_path, "coffee", single_file=single_file)
    assert "3 passed" in run_pytest(tmp_path)


def test_it_is_told_to_pytest_under_the_name_of_its_module() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    points = project["project"]["entry-points"]["pytest11"]
    assert points == {"assistant.testing": "assistant.testing"}
