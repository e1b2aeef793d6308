"""The screens that are compared with what is stored, each as a person comes to see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Button

from assistant.plugins.learned import learned_line, write_learned
from assistant.training.worker import (
    Compared,
    EpochDone,
    Event,
    Finished,
    Progress,
    Started,
)
from assistant.tui.app import AssistantApp
from assistant.tui.screens.new_intent import NewIntentScreen
from assistant.tui.screens.plugins import PluginsScreen
from assistant.tui.screens.setup import SetupScreen
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_compare import CompareScreen
from assistant.tui.screens.studio_examples import ExamplesPane
from assistant.tui.screens.studio_health import HealthPane
from assistant.tui.screens.values import ValuesScreen
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.intent_picker import IntentPicker
from assistant.tui.widgets.rows import Rows
from tests.tui.fake import FakeAssistant, words_on
from tests.tui.scene_assistants import (
    BETTER,
    SCORES,
    UNSURE,
    WORSE,
    chatting,
    clashing,
    misunderstood,
    new,
    plugged,
    taught,
    understood,
)
from tests.tui.taught import Training, until

WIDE, BOTH = (80,), (80, 50)
SAID = {
    "en": ("hello", "do I need an umbrella tomorrow", "put on some bossa nova"),
    "ko": ("안녕", "내일 우산 챙겨야 돼?", "보사노바 틀어줘"),
}


@dataclass(frozen=True)
class Stage:
    """An app that is about to be shown, on an assistant that a test made."""

    app: AssistantApp
    assistant: Any  # a FakeAssistant
    training: Training
    language: str


Play = Callable[[Stage, Pilot[None]], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """One screen: who assists, and how one comes there."""

    name: str
    widths: tuple[int, ...]
    assistant: Callable[[Path, str], FakeAssistant]
    play: Play

    def stage(self, home: Path, language: str) -> Stage:
        training, assistant = Training(), self.assistant(home, language)
        app = AssistantApp(assistant, start_training=training)  # type: ignore[arg-type]
        app.animation_level = "none"
        return Stage(app, assistant, training, language)


SCENES: list[Scene] = []


def scene(
    name: str, assistant: Callable[[Path, str], FakeAssistant], widths: tuple[int, ...] = WIDE
) -> Callable[[Play], Play]:
    """Compare the screen that the function comes to."""

    def keep(play: Play) -> Play:
        SCENES.append(Scene(name, widths, assistant, play))
        return play

    return keep


GRADIENTS = {"embedding": 0.021, "forward": 0.402, "backward": 0.31, "vector": 0.12,
             "intents": 0.633, "slots": 0.095}  # fmt: skip


def epochs(count: int) -> list[Event]:
    """So many epochs of five, with what a person sees of them."""
    events: list[Event] = [Started(1287, 24, 5, 4)]
    for epoch in range(1, count + 1):
        for step in (25, 50, 75, 100):
            loss = 2.4 / (epoch + step / 100)
            left = 2.4 * (5 - epoch) + 1
            took = (0.021, 0.002, 0.04)
            events.append(Progress(epoch, 5, step, 100, loss, left, took, GRADIENTS))
        events.append(EpochDone(epoch, 5, 2.4 / (epoch + 1), 0.7 + 0.05 * epoch))
    return events


# How one comes to a screen


async def say(stage: Stage, pilot: Pilot[None], *said: str) -> None:
    chat = stage.app.chat
    await until(pilot, lambda: chat.backstage.ready)
    for words in said:
        chat.prompt.write(words)
        await pilot.press("enter")
        await until(pilot, lambda: not chat.query("Turn.-pending"))


async def studio(stage: Stage, pilot: Pilot[None], pane: str = "examples") -> StudioScreen:
    """Open the Studio with F4, and wait until its panes have read everything."""
    await until(pilot, lambda: stage.app.chat.backstage.ready)
    await pilot.press("f4")
    screen = stage.app.screen
    assert isinstance(screen, StudioScreen)
    await until(pilot, lambda: screen.query_one(ExamplesPane).book.intents)
    await until(pilot, lambda: screen.whole)
    await until(pilot, lambda: screen.query_one(HealthPane).whole)
    await until(pilot, lambda: screen.query_one("#versions", Rows).items)
    screen.show_pane(pane)
    await until(pilot, lambda: screen.shown == pane)
    return screen


async def trained(stage: Stage, pilot: Pilot[None], *events: Event) -> None:
    await studio(stage, pilot, "train")
    await pilot.press("ctrl+t")
    stage.training.send(*events)
    session = stage.app.training
    phase = "finished" if isinstance(events[-1], Finished) else "running"
    await until(pilot, lambda: session.run and session.run.phase == phase)
    last = len([event for event in events if isinstance(event, Progress)])
    await until(pilot, lambda: session.run and len(session.run.losses) == last)


async def seen(stage: Stage, pilot: Pilot[None], screen: type, words: str) -> None:
    await until(pilot, lambda: isinstance(stage.app.screen, screen))
    await until(pilot, lambda: words in words_on(stage.app.screen))


# The screens


@scene("chat-empty", chatting, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot)


@scene("chat", chatting, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot, *SAID[stage.language])


@scene("chat-typing", chatting)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot, SAID[stage.language][0])
    stage.app.chat.prompt.write("what time is it in tokyo")
    await until(pilot, lambda: stage.app.chat.belief.understanding)


@scene("chat-which", chatting, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot, UNSURE[stage.language][0])


@scene("help", chatting, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot)
    await pilot.press("f1")


@scene("plugins", plugged, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: stage.app.chat.backstage.ready)
    await pilot.press("f5")
    await seen(stage, pilot, PluginsScreen, "coffee")
    await pilot.press("down", "down", "space")
    await until(pilot, lambda: "coffee.clean" in words_on(stage.app.screen))


@scene("plugins-broken", plugged, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: stage.app.chat.backstage.ready)
    await pilot.press("f5")
    await seen(stage, pilot, PluginsScreen, "coffee")
    await pilot.press("down")
    await until(pilot, lambda: "intents/tea" in words_on(stage.app.screen))


@scene("setup", new, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(stage.app.screen, SetupScreen))


@scene("correct", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await say(stage, pilot, SAID[stage.language][2])
    await pilot.press("f2")
    await until(pilot, lambda: stage.app.screen.query_one(IntentPicker).choices)


@scene("inbox", misunderstood, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    screen = await studio(stage, pilot, "inbox")
    await until(pilot, lambda: screen.query_one(IntentPicker).choices)


@scene("inbox-empty", understood, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot, "inbox")


@scene("examples", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot)


@scene("health", clashing, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot, "health")


@scene("train", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot, "train")


@scene("train-running", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await trained(stage, pilot, *epochs(3))


@scene("train-finished", taught)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    current = stage.assistant.versions.current()
    own = [learned_line(p.intent, p.example) for p in stage.assistant.mine.phrases()]
    finished = Finished("gru-20261123-210400", SCORES[1], SCORES[0], 42.0)
    await trained(stage, pilot, *epochs(5))
    write_learned(stage.assistant.paths.models / current.name, own)
    stage.training.send(Compared(BETTER), finished)
    await until(pilot, lambda: not stage.app.screen.query_one(ExamplesPane).book.unseen)


@scene("train-refused", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    finished = Finished("gru-20261123-210400", *SCORES, 42.0, refused=True)
    await trained(stage, pilot, *epochs(5), Compared(WORSE), finished)
    await until(pilot, lambda: stage.app.screen.query_one("#keep-old").has_focus)


@scene("versions", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot, "versions-pane")
    await pilot.press("home")


@scene("compare", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    finished = Finished("gru-20261123-210400", *SCORES, 42.0, refused=True)
    await trained(stage, pilot, *epochs(5), Compared(WORSE), finished)
    stage.app.screen.query_one("#see-all", Button).press()
    await seen(stage, pilot, CompareScreen, "time.now")


@scene("values", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    screen = await studio(stage, pilot)
    screen.query_one("#filter", Field).put("music.play")
    await until(pilot, lambda: (entry := screen.query_one(ExamplesPane).intent) and entry.open)
    await pilot.press("ctrl+l")
    await seen(stage, pilot, ValuesScreen, "blues")


@scene("new-intent", taught, BOTH)
async def _(stage: Stage, pilot: Pilot[None]) -> None:
    await studio(stage, pilot)
    await pilot.press("ctrl+n")
    await until(pilot, lambda: isinstance(stage.app.screen, NewIntentScreen))
