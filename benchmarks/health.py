"""`python -m benchmarks.health`: how long the health of 20,000 phrases takes, and of one more."""

import itertools
import os
import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

from assistant.conversation.assistant import Assistant, InUse
from assistant.conversation.checkup import Checkup
from assistant.plugins.examples import Example
from assistant.plugins.learned import learned_line, write_learned
from assistant.plugins.mine import OwnPhrase
from assistant.plugins.phrases import phrase_file
from benchmarks.report import Figure

PHRASES = 20_000
INTENTS = 100
ROUNDS = 5
VERBS = ["play", "start", "open", "book", "find", "show", "buy", "send", "fix", "move"]
FRAMES = ["{} the {} {}", "please {} a {} {}", "could you {} my {} {}", "{} {} {} now",
          "I want to {} that {} {}", "{} some {} {} for me"]  # fmt: skip
ADJECTIVES = ["red", "old", "loud", "cheap", "next", "last", "big", "quiet", "warm", "short",
              "local", "spare", "late", "fresh", "plain", "wide", "soft", "early"]  # fmt: skip
NOUNS = ["song", "lamp", "door", "table", "train", "photo", "phone", "letter", "pump", "parcel",
         "garden", "recipe", "report", "ticket", "window", "bottle", "printer", "bicycle",
         "novel", "jacket"]  # fmt: skip


def phrases() -> dict[str, list[str]]:
    """Different phrases, by intent: one verb and ten nouns make two of them."""
    said = list(itertools.product(FRAMES, VERBS, ADJECTIVES, NOUNS))
    random.Random(0).shuffle(said)
    by_intent: dict[str, list[str]] = {}
    for frame, verb, adjective, noun in said[:PHRASES]:
        group = NOUNS.index(noun) // (len(NOUNS) * len(VERBS) // INTENTS)
        by_intent.setdefault(f"{verb}.kind_{'abcdefghij'[group]}", []).append(
            frame.format(verb, adjective, noun)
        )
    return by_intent


class Untold(Assistant):
    """Its model was not told of the phrases: it misreads them all, which is no finding then."""

    def in_use(self) -> InUse:
        return replace(super().in_use(), taught={})


def teach(bot: Assistant) -> None:
    """Put them into the user's files at once, as if the model had been trained on them."""
    learned = []
    for intent, texts in phrases().items():
        bot.mine.add(intent, Example(texts[0]))
        file = phrase_file(bot.mine.folder, intent, "en")
        file.write_text("\n".join(texts) + "\n", encoding="utf-8")
        learned += [learned_line(intent, Example(text)) for text in texts]
    write_learned(bot.paths.models / bot.versions.load()[0].name, learned)


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        bot = Untold(Path(folder))
        teach(bot)
        bot.load()
        checkup = Checkup(bot)
        began = time.perf_counter()
        found = checkup.full() or ()
        note = f"{len(found)} findings; {time.perf_counter() - began:.0f} s the first time"
        processor = time.process_time()
        whole = [_seconds(checkup.full) for _ in range(ROUNDS)]
        processor = (time.process_time() - processor) / ROUNDS
        note += f"; {processor:.2f} s of processor time"
        new = [OwnPhrase("play.kind_a", "en", Example(f"play tune {n}")) for n in range(50)]
        one = [1000 * _seconds(lambda p=phrase: checkup.of_phrase(p)) for phrase in new]
        bot.close()
    return [
        Figure(f"health of {PHRASES:,} phrases beside the built-in ones, median s",
               statistics.median(whole), "< 2", statistics.median(whole) < 2, note),
        Figure("health of one new phrase, median ms", statistics.median(one), "< 10",
               statistics.median(one) < 10, f"longest {max(one):.1f} ms"),
    ]  # fmt: skip


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.what}: {figure.value:.2f} ({figure.target}); {figure.note}")
