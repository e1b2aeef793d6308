"""How long it takes from a corrected phrase to a classifier that has learned it, in a warm app."""

import statistics
import tempfile
import threading
import time
from pathlib import Path

from assistant.conversation.assistant import Assistant
from benchmarks.report import Figure

TAUGHT = {
    "dice.roll": ["roll a die", "throw the dice for me", "주사위 굴려줘", "두 개 던져봐 주사위"],
    "pizza.order": ["order a pizza", "get me a pizza with mushrooms", "피자 한 판 시켜줘"],
    "light.off": ["lights out in the bedroom", "turn off the kitchen light", "거실 불 좀 꺼"],
}


def measure() -> list[Figure]:
    seconds, right = [], []
    with tempfile.TemporaryDirectory() as folder, Assistant(Path(folder)) as bot:
        bot.load()
        bot.prepare_teaching(after=0)
        while any(thread.name == "prepare-teaching" for thread in threading.enumerate()):
            time.sleep(0.05)
        for intent, phrases in TAUGHT.items():
            for phrase in phrases:
                began = time.perf_counter()
                bot.correct(phrase, intent)
                seen = bot.understand(phrase)
                seconds.append(time.perf_counter() - began)
                right.append(seen.intent is not None and seen.intent.name == intent)
    note = f"longest {max(seconds):.2f} s; {sum(right)} of {len(right)} answered correctly"
    median = statistics.median(seconds)
    reached = max(seconds) < 0.3 and all(right)
    return [Figure("teaching a phrase until it is understood, median s", median, "< 0.3", reached,
                   note)]  # fmt: skip
