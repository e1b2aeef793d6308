"""What 200 plugins in the user's folder cost a start."""

import statistics
from pathlib import Path

from benchmarks.processes import python, seconds
from benchmarks.report import Figure
from benchmarks.starting import OUR_APP

PLUGINS = 200
RUNS = 9
MANIFEST = """\
schema = 1
id = "{id}"
version = "0.1.0"
api = 1
capabilities = ["network"]
description = {{ en = "brews number {n}", ko = "{n}번 커피 내리기" }}

[[intent]]
name = "{id}.brew"
handler = "brew"
description = {{ en = "brews number {n}", ko = "{n}번 커피 내리기" }}
example = {{ en = "make me a big number {n}", ko = "{n}번으로 큰 거 한 잔" }}
[intent.slots.size]
required = true
prompt = {{ en = "How big?", ko = "어떤 크기요?" }}
values = {{ small = ["little", "작은"], large = ["big", "큰", "라지"] }}
[intent.slots.city]
type = "city"

[[test]]
say = "make me a big number {n}"
intent = "{id}.brew"
slots = {{ size = "large" }}
"""
HANDLER = "def brew(size, city=None):\n    return f'One {size} coffee.'\n"
PHRASES = {"en": "make me a [big](size) number {n} {word}", "ko": "{n}번으로 [큰](size) 거 {word}"}
WORDS = ("now", "please", "again", "today", "soon")

# The process ends when the model is there and messages are answered.
READY = """
import asyncio, os
from assistant.conversation.assistant import Assistant
from assistant.tui.app import AssistantApp
AssistantApp.on_model_loaded = lambda app: os._exit(0)
async def wait(pilot): await asyncio.sleep(600)
with Assistant() as bot:
    AssistantApp(bot).run(headless=True, size=(100, 30), auto_pilot=wait)
"""


def measure(folder: Path) -> list[Figure]:
    """`folder` is the benchmark's own: two homes are made in it."""
    none, many = folder / "no plugins", folder / "many plugins"
    for home in (none, many):
        home.mkdir()
        (home / "config.toml").write_text("first_start_done = true\n")
    for number in range(PLUGINS):
        write_plugin(many / "intents" / f"coffee_{number}", number)
    ready, _ = added(READY, none, many)  # the first start learns their phrases, once
    paint, longest = added(OUR_APP, none, many)
    what = f"{PLUGINS} plugins in the user's folder add to first paint, ms"
    note = f"longest {longest:.0f}; to the time until it answers {ready:.0f}"
    return [Figure(what, paint, "< 100", paint < 100, note)]


def added(app: str, none: Path, many: Path) -> tuple[float, float]:
    """Milliseconds that the plugins add, pair by pair: the median and the most."""
    command = python("-c", app)
    seconds(command, none), seconds(command, many)
    pairs = [(seconds(command, none), seconds(command, many)) for _ in range(RUNS)]
    differences = [(b - a) * 1000 for a, b in pairs]
    return statistics.median(differences), max(differences)


def write_plugin(folder: Path, number: int) -> None:
    """A plugin with an intent, two slots and ten phrases."""
    examples = folder / "examples"
    examples.mkdir(parents=True)
    manifest = MANIFEST.format(id=folder.name, n=number)
    (folder / "intent.toml").write_text(manifest, encoding="utf-8")
    (folder / "handler.py").write_text(HANDLER, encoding="utf-8")
    for language, phrase in PHRASES.items():
        lines = "\n".join(phrase.format(n=number, word=word) for word in WORDS)
        file = examples / f"{folder.name}.brew.{language}.txt"
        file.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        for figure in measure(Path(made)):
            print(figure)
