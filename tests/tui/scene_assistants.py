"""Who assists in the scenes, with something to show on each screen, and what came of trainings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.conversation.questions import which_of
from assistant.plugins.api import Reply
from assistant.plugins.examples import Example, parse_example
from assistant.plugins.grants import grant
from assistant.plugins.learned import write_learned
from assistant.plugins.manifest import IntentSpec, Plugin
from assistant.problems import Problem
from assistant.settings import Settings
from assistant.training.comparison import Changed, Comparison, Tally, write_comparison
from assistant.training.worker import (
    Scores,
)
from assistant.understanding.understanding import IntentScore, Understanding
from tests.tui.fake import FakeAssistant
from tests.tui.fake_stores import NOW, Version
from tests.tui.taught import TaughtAssistant
from tests.tui.test_studio_health import Taught
from tests.tui.test_studio_inbox import BOSSA, CUPS, KOREAN, with_history

UNSURE = {
    "en": ("what about the weekend", "the weather of this moment", "the forecast of some days"),
    "ko": ("주말은 어때", "지금 날씨", "며칠간의 예보"),
}
OWN = ("put on some [jazz](genre)", "[재즈](genre) 틀어줘", "play the [blues](genre) for me")
VALUES = {"jazz": ("jazz", "재즈"), "blues": ("blues", "블루스")}


class Unsure(FakeAssistant):
    """It asks back when it hears one of UNSURE."""

    def understand(self, text: str) -> Understanding:
        understood = super().understand(text)
        if text not in (said for said, *_ in UNSURE.values()):
            return understood
        ranking = (IntentScore("weather.now", 0.52), IntentScore("weather.forecast", 0.44))
        return replace(understood, ranking=ranking, in_scope=True)

    def _reply(self, understanding: Understanding) -> Reply:
        said, *words = UNSURE[understanding.language]
        if understanding.text != said:
            return super()._reply(understanding)
        names = [score.name for score in understanding.ranking]
        asked = which_of(dict(zip(names, words, strict=True)), understanding.language)
        return replace(asked, understanding=understanding)


def chatting(home: Path, language: str) -> Unsure:
    return Unsure(home, settings=Settings(language=language, first_start_done=True))


def new(home: Path, language: str) -> FakeAssistant:
    return FakeAssistant(home, settings=Settings(language=language))


def taught(home: Path, language: str) -> TaughtAssistant:
    """With an intent of one's own, its slot's values, and a phrase for a built-in intent."""
    assistant = TaughtAssistant(home, language)
    for phrase in OWN:
        assistant.mine.add("music.play", parse_example(phrase))  # type: ignore[arg-type]
    assistant.mine.set_values("music.play", "genre", VALUES)
    words = "우비 챙길까?" if language == "ko" else "is it raincoat weather"
    assistant.mine.add("weather.rain", Example(words))
    assistant._read()
    versions(home, assistant)
    return assistant


def versions(home: Path, assistant: FakeAssistant) -> None:
    """The bundled one, one with a name of the user's, and one that was worse than it."""
    old = NOW.replace(month=8, day=25)
    stored = (
        Version("gru-20261123-180400", "gru", NOW.replace(hour=18), 24, 1284, 0.948, False, False,
                12_340_000),
        Version("before-lunch", "lstm", NOW.replace(day=21), 22, 1260, 0.955, False, True,
                14_560_000),
        Version("bundled-gru", "gru", old, 20, 1200, 0.951, True, False, 9_870_000),
    )  # fmt: skip
    folders = [home / "stored" / version.name for version in stored]
    for folder in folders:
        folder.mkdir(parents=True)
    write_learned(folders[1], ["music.play\tput on jazz", "music.play\tplay the blues"])
    write_learned(folders[0], ["music.play\tput on jazz", "weather.rain\tumbrella?", "a\tb"])
    write_comparison(folders[0], replace(WORSE, before="before-lunch"))
    assistant.versions._all = [
        replace(version, folder=folder) for version, folder in zip(stored, folders, strict=True)
    ]


def plugged(home: Path, language: str) -> FakeAssistant:
    """Beside the built-in plugins one of the user's, one that is off, and two that are broken."""
    assistant = chatting(home, language)
    words = {"en": "brews what you like", "ko": "원하는 대로 커피 내리기"}
    brew = IntentSpec(
        "coffee.brew", "brew", description=words,
        example={"en": "make me a coffee", "ko": "커피 한 잔 내려줘"},
    )  # fmt: skip
    coffee = Plugin(
        "coffee", "0.3.1", home / "coffee", capabilities=frozenset({"network", "exec"}),
        intents=(brew, replace(brew, name="coffee.clean", example={})), description=words,
    )  # fmt: skip
    tea = replace(coffee, id="tea", folder=home / "tea", intents=(brew,), capabilities=frozenset())
    radio = replace(tea, id="radio", folder=home / "radio")
    grant(assistant.paths.data, "coffee", ["network"])
    assistant.library = replace(
        assistant.library,
        plugins=(*assistant.library.plugins, coffee, tea),
        switched_off=(radio,),
        broken={tea.folder: NO_PYTHON, home / "music": NO_TABLE},
    )
    return assistant


NO_TABLE = Problem(
    "The key 'version' is missing.", "intents/music/intent.toml", 'Add it: version = "1".'
)
NO_PYTHON = Problem(
    "The file is not valid Python: '(' was never closed.", "intents/tea/handler.py, line 7",
    "Mend that line.",
)  # fmt: skip


def misunderstood(home: Path, language: str) -> TaughtAssistant:
    return with_history(home, language, BOSSA, BOSSA, CUPS, BOSSA, KOREAN)


def understood(home: Path, language: str) -> TaughtAssistant:
    return with_history(home, language)


def clashing(home: Path, language: str) -> Taught:
    """A phrase that belongs elsewhere, a lonely one, and one that is there twice."""
    assistant = Taught(home, language)
    words = "젖을까" if language == "ko" else "will I get wet"
    assistant.mine.add("greeting.hello", Example(words))
    assistant.mine.add("music.play", Example("play jazz"))
    assistant.mine.add("greeting.thanks", Example("hello there"))
    return assistant


# A training

LOST = Changed("put on some [jazz]", "music.play", "music.play", "out_of_scope", False, own=True)
GAINED = Changed("비 와?", "weather.rain", "weather.now", "weather.rain", True)
WORSE = Comparison(
    "before-lunch", "gru-20261123-210400", Tally(1000, 860, 840), Tally(4, 4, 3),
    {"weather.rain": Tally(40, 30, 34), "time.now": Tally(50, 50, 50),
     "music.play": Tally(12, 12, 9)},
    (LOST, GAINED, Changed("is it five yet", "time.now", "time.now", "time.date", False)),
)  # fmt: skip
BETTER = replace(WORSE, held_out=Tally(1000, 860, 874), own=Tally(4, 3, 4), changed=(GAINED,))
SCORES = Scores(0.86, 1000, 4, 4), Scores(0.84, 1000, 3, 4)
