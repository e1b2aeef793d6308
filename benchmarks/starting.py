"""How long until there is an answer, and until there is something to type into."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.processes import in_turns, python
from benchmarks.report import Figure

# Each app leaves the process the moment its first frame is drawn.
EMPTY_APP = """
import os
from textual.app import App
async def leave(pilot): os._exit(0)
App().run(headless=True, size=(100, 30), auto_pilot=leave)
"""
OUR_APP = """
import os
from assistant.conversation.assistant import Assistant
from assistant.tui.app import AssistantApp
async def leave(pilot): os._exit(0)
with Assistant() as bot:
    AssistantApp(bot).run(headless=True, size=(100, 30), auto_pilot=leave)
"""

# The app with its model loaded and one answer on the screen; prints its resident memory in MB.
MEMORY = """
import asyncio, json, os, sys
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
from assistant.conversation.assistant import Assistant
from assistant.tui.app import AssistantApp
from assistant.tui.widgets.turn import Turn
def resident():
    pages = int(open("/proc/self/statm").read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
async def main(bot):
    app = AssistantApp(bot)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"hello", "enter")
        while not any(turn.belonging for turn in app.query(Turn)):
            await pilot.pause(0.05)
        print(json.dumps(resident()), file=sys.__stdout__)
with Assistant() as bot:
    asyncio.run(main(bot))
"""


def measure(home: Path) -> list[Figure]:
    ask = python("-m", "assistant", "ask", "what time is it")
    answer, torch, ratio = in_turns(ask, python("-c", "import torch"), home)
    paint, empty, paint_ratio = in_turns(python("-c", OUR_APP), python("-c", EMPTY_APP), home)
    environment = {**os.environ, "ASSISTANT_HOME": str(home)}
    result = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, check=True, env=environment
    )
    memory = json.loads(result.stdout.splitlines()[-1])
    return [
        Figure("`assistant ask`, start to answer, over `import torch`", ratio, "≤ 0.5",
               ratio <= 0.5, f"{answer:.2f} s over {torch:.2f} s"),
        Figure("first paint of the app over an empty Textual app", paint_ratio, "≤ 2",
               paint_ratio <= 2, f"{paint:.2f} s over {empty:.2f} s"),
        Figure("resident memory of the app, model loaded, MB", memory, "≤ 80", memory <= 80, ""),
    ]  # fmt: skip
