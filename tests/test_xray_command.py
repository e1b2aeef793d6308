"""assistant xray, and assistant evaluate --memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.understanding.bundle import Bundle, write_bundle


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True, text=True, env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip


def test_it_draws_how_the_model_in_use_reads_a_message() -> None:
    result = run("xray", "지금 몇 시야?")
    assert result.returncode == 0, result.stderr
    assert "“지금 몇 시야?”" in result.stdout
    assert "gru" in result.stdout and "Decided: time.now" in result.stdout


def test_it_prints_an_object_for_each_cell() -> None:
    result = run("xray", "What time is it?", "--cells", "rnn", "gru", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["cell"] for one in found] == ["rnn", "gru"]
    assert {one["text"] for one in found} == {"What time is it?"}


def test_it_writes_a_file_and_prints_nothing(tmp_path: Path) -> None:
    result = run("xray", "What time is it?", "--cells", "rnn", "--svg", str(tmp_path / "a.svg"))
    assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_what_cannot_be_done_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    nothing = run("xray", " ")
    assert nothing.returncode == 2
    assert "nothing to read" in nothing.stderr and nothing.stderr.count("\n") == 1
    nowhere = run("xray", "hi", "--cells", "rnn", "--svg", str(tmp_path))
    assert nowhere.returncode == 2 and nowhere.stderr.count("\n") == 1
    assert run("xray", "hi", "--cells", "transformer").returncode == 2


def test_evaluate_tells_what_the_cells_forget(
    tmp_path: Path, home: Path, small_bundle: Bundle
) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    data, page = tmp_path / "test.jsonl", tmp_path / "page.md"
    data.write_text('{"text": "what time is it", "intent": "time.now", "lang": "en"}\n')
    asked = ("evaluate", str(data), "--model", str(home / "models" / "mine"), "--memory")
    found = json.loads(run(*asked, "--json").stdout)["memory"]
    assert [one["cell"] for one in found] == ["rnn"] * 5 + ["lstm"] * 5 + ["gru"] * 5
    assert found[0]["messages"] == 1 and 0 < found[0]["ratio"] < 1
    shown = run(*asked, "--report", str(page)).stdout
    assert "Memory" in shown and "1–4" in shown
    assert "## Memory" in page.read_text(encoding="utf-8")
