"""The real commands, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.understanding.bundle import Bundle, write_bundle


def run(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    result = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], input=data, capture_output=True,
        env=os.environ, timeout=120,
    )  # fmt: skip
    return subprocess.CompletedProcess(
        result.args, result.returncode, result.stdout.decode(), result.stderr.decode()
    )


def refused(*arguments: str) -> str:
    """The one line that says what is wrong."""
    result = run(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    return result.stderr


def test_ask_answers_one_message() -> None:
    result = run("ask", "what time is it in Tokyo")
    assert result.returncode == 0
    assert "Tokyo" in result.stdout
    assert result.stderr == ""


def test_ask_answers_several_requests_and_says_what_each_was_taken_for() -> None:
    result = json.loads(
        run("ask", "--json", "what time is it and set a timer for ten minutes").stdout
    )
    assert [each["intent"]["name"] for each in result["requests"]] == ["time.now", "timer.set"]
    assert result["intent"] == result["requests"][0]["intent"]
    assert result["requests"][1]["entities"][0]["value"] == "PT10M"
    assert "It is" in result["reply"]["text"] and "in ten minutes" in result["reply"]["text"]


def test_ask_as_json_says_everything() -> None:
    result = json.loads(run("ask", "--json", "도쿄는 지금 몇 시야").stdout)
    assert result["text"] == "도쿄는 지금 몇 시야"
    assert result["intent"]["name"] == "time.now"
    assert result["intent"] == result["intent_ranking"][0]
    assert result["entities"] == [
        {"entity": "city", "value": "Tokyo", "start": 0, "end": 2, "raw": "도쿄"}
    ]
    assert result["in_scope"] is True
    assert "도쿄" in result["reply"]["text"]


def test_ask_reads_a_message_a_line_and_survives_all_of_them() -> None:
    lines = ["hello", "", "[/]", "안녕", "x" * 100_000]
    data = "\n".join(lines).encode() + b"\n\xff\xfe broken utf-8\n"
    result = run("ask", "-", "--json", stdin=data)
    assert result.returncode == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(answers) == len(lines) + 1
    assert answers[0]["intent"]["name"] == "greeting.hello"
    assert answers[3]["language"] == "ko"


def test_teach_stores_phrases_that_hold_at_once() -> None:
    result = run("teach", "music.play", "put on [bossa nova](genre)", "보사노바 틀어줘")
    assert result.returncode == 0
    assert "2 taught" in result.stderr
    seen = json.loads(run("ask", "--json", "put on bossa nova").stdout)
    assert seen["intent"] == {"name": "music.play", "confidence": 1.0}


def test_models_can_be_listed_used_and_undone(home: Path, small_bundle: Bundle) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    assert "bundled-gru" in run("models", "list").stdout
    assert run("models", "use", "mine").returncode == 0
    current = [json.loads(line) for line in run("models", "list", "--json").stdout.splitlines()]
    assert [model["name"] for model in current if model["current"]] == ["mine"]
    assert "bundled-gru" in run("models", "undo").stdout
    assert "no model before" in refused("models", "undo")


def test_plugins_are_listed_with_what_they_may_use() -> None:
    plugins = [json.loads(line) for line in run("plugins", "list", "--json").stdout.splitlines()]
    by_id = {plugin["id"]: plugin for plugin in plugins}
    assert by_id["weather"]["capabilities"] == ["network"]
    assert "time.now" in by_id["time"]["intents"]


def test_doctor_finds_everything_whole() -> None:
    result = run("doctor")
    assert result.returncode == 0, result.stdout
    assert "FAIL" not in result.stdout


def test_doctor_says_what_is_broken_and_how_to_mend_it(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("home_city = [")
    result = run("doctor", "--json")
    assert result.returncode == 1
    checks = [json.loads(line) for line in result.stdout.splitlines()]
    (broken,) = [check for check in checks if not check["ok"]]
    assert broken["name"] == "settings"
    assert broken["remedy"]


def test_doctor_tells_a_file_that_stands_where_its_folder_should_be(home: Path) -> None:
    home.write_text("")
    result = run("doctor", "--json")
    folders = [c for c in map(json.loads, result.stdout.splitlines()) if c["name"] == "folder"]
    assert result.returncode == 1
    assert folders and not any(check["ok"] for check in folders)
    assert f"{home} is a file" in folders[0]["found"]


def test_evaluate_prints_every_figure(tmp_path: Path, home: Path, small_bundle: Bundle) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    data = tmp_path / "test.jsonl"
    data.write_text(
        '{"text": "hello", "intent": "greet", "lang": "en"}\n'
        '{"text": "sing", "intent": null, "lang": "en"}\n'
    )
    result = run("evaluate", str(data), "--model", str(home / "models" / "mine"), "--json")
    figures = json.loads(result.stdout)
    assert figures["rows"] == 2
    assert figures["slot_f1"] is None
    assert set(figures) >= {
        "intent_accuracy", "intent_f1_macro", "slot_f1", "exact_match", "oos_recall",
        "oos_precision", "auroc", "fpr95", "latency_ms",
    }  # fmt: skip


def test_evaluate_measures_known_and_new_templates_apart(
    tmp_path: Path, home: Path, small_bundle: Bundle
) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    row = '{{"text": "weather in {0}", "intent": "weather", "slots": {1}}}\n'
    slot = '[{"start": 11, "end": 15, "name": "city"}]'
    (tmp_path / "train.jsonl").write_text(row.format("Oslo", slot))
    (tmp_path / "test.jsonl").write_text(row.format("Rome", slot) + row.format("here", "[]"))
    model = ("--model", str(home / "models" / "mine"))
    result = run("evaluate", str(tmp_path), "--by-template", "--json", *model)
    figures = json.loads(result.stdout)
    assert (figures["known_templates"]["rows"], figures["new_templates"]["rows"]) == (1, 1)
    (tmp_path / "train.jsonl").write_text("")
    alone = run("evaluate", str(tmp_path), "--by-template", *model)
    assert "known_templates: –" in alone.stdout


def test_evaluate_writes_a_report(tmp_path: Path, home: Path, small_bundle: Bundle) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    (tmp_path / "test.jsonl").write_text('{"text": "hello", "intent": "greet", "lang": "en"}\n')
    asked = ("evaluate", str(tmp_path), "--model", str(home / "models" / "mine"), "--report")
    assert run(*asked, str(tmp_path / "page.md")).returncode == 0
    assert (tmp_path / "page.md").read_text().startswith("# mine on ")
    assert "End the name" in refused(*asked, str(tmp_path / "page.pdf"))
    assert "page.md" in refused(*asked, str(tmp_path / "page.md" / "page.md"))


def test_evaluate_shows_a_person_no_python(
    tmp_path: Path, home: Path, small_bundle: Bundle
) -> None:
    write_bundle(home / "models" / "mine", small_bundle)
    (tmp_path / "test.jsonl").write_text('{"text": "hello", "intent": "greet", "lang": "en"}\n')
    result = run("evaluate", str(tmp_path), "--model", str(home / "models" / "mine"))
    assert "p50" in result.stdout
    assert not set("{}'") & set(result.stdout)


def test_what_cannot_be_done_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{")
    assert "Line 1" in refused("evaluate", str(tmp_path / "x.jsonl"))
    assert "test.jsonl" in refused("evaluate", str(tmp_path))
    assert "no file train.jsonl" in refused("train", "--data", str(tmp_path))
    assert "share from 0 to 1" in refused("train", "--keep", "97")
    assert "share from 0 to 1" in refused("train", "--resegment", "-0.1")
    assert "is there already" in refused("train", "--out", str(tmp_path))
    assert "There are" in refused("models", "use", "nothing")
    assert "cannot be the name" in refused("teach", "Not A Name", "phrase")
    assert "needs a terminal" in refused()
    assert "usage" in refused("dance")


@pytest.mark.parametrize("arguments", [["ask"], ["teach", "x"], ["train", "--cell", "transformer"]])
def test_wrong_arguments_show_the_usage(arguments: list[str]) -> None:
    assert "usage" in refused(*arguments)
