"""Training in the Studio: seeing it, stopping it, leaving it alone, and what comes of it."""

import gc
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, ProgressBar, Static, Tab

import assistant.tui.app
from assistant.plugins.examples import Example
from assistant.plugins.learned import write_learned
from assistant.training.worker import EpochDone, Failed, Finished, Progress, Scores, Started
from assistant.tui.app import AssistantApp
from assistant.tui.messages import ModelChanged
from assistant.tui.screens.studio import PANES, StudioScreen
from assistant.tui.screens.studio_examples import ExamplesPane
from assistant.tui.training import TrainingSession
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.options import Options
from assistant.tui.widgets.plot import Plot
from tests.tui.taught import TaughtAssistant, Training, until

FINISHED = Finished("gru-new", Scores(0.951, 312, 3, 4), Scores(0.968, 312, 4, 4), 42.0)


class Host(AssistantApp):
    """The app, keeping the models it was told of."""

    CSS_PATH = Path(assistant.tui.app.__file__).with_name("app.tcss")

    def __init__(self, assistant: TaughtAssistant, training: Training) -> None:
        super().__init__(assistant, start_training=training)  # type: ignore[arg-type]
        self.changed: list[str] = []

    def on_model_changed(self, event: ModelChanged) -> None:
        self.changed.append(event.version)
        super().on_model_changed(event)


class Studio:
    def __init__(self, pilot: Pilot[None], app: Host, training: Training) -> None:
        self.pilot, self.app, self.training = pilot, app, training

    @property
    def screen(self) -> StudioScreen:
        assert isinstance(self.app.screen, StudioScreen)
        return self.app.screen

    @property
    def session(self) -> TrainingSession:
        return self.app.training

    def words(self, where: str) -> str:
        return str(self.screen.query_one(where, Static).render())

    async def open(self) -> None:
        screen = StudioScreen(self.app.assistant)
        await self.app.push_screen(screen)
        await until(self.pilot, lambda: screen.whole)
        await until(
            self.pilot, lambda: screen.query_one("#tab-examples", Tab).label_text[-1:].isdigit()
        )

    async def show(self, pane: str) -> None:
        self.screen.show_pane(pane)
        await until(self.pilot, lambda: self.screen.shown == pane)

    async def leave(self) -> None:
        await self.pilot.press("escape")
        await until(self.pilot, lambda: self.app.screen is self.app.chat)

    async def train(self) -> None:
        await self.pilot.press("ctrl+t")
        await until(self.pilot, lambda: self.training.requests)

    async def comes(self, phase: str) -> None:
        await until(self.pilot, lambda: self.session.run and self.session.run.phase == phase)
        await self.pilot.pause()


@asynccontextmanager
async def studio(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Studio]:
    training = Training()
    app = Host(assistant, training)
    async with app.run_test(size=size) as pilot:
        opened = Studio(pilot, app, training)
        await opened.open()
        yield opened


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path)


def progress(epoch: int = 1, step: int = 50, loss: float = 1.5) -> Progress:
    return Progress(epoch, 4, step, 100, loss, 11.0)


async def test_it_says_what_is_new_since_the_model_in_use(assistant: TaughtAssistant) -> None:
    assistant.mine.add("music.play", Example("put on some jazz"))
    assistant.mine.add("music.play", Example("재즈 틀어줘"))
    async with studio(assistant) as screen:
        await screen.show("train")
        assert "+2" in screen.words("#changes") and "music.play 2" in screen.words("#changes")


async def test_it_says_how_many_learned_phrases_are_gone(assistant: TaughtAssistant) -> None:
    assistant.mine.add("music.play", Example("put on some jazz"))
    lines = ["music.play\tput on some jazz", "music.play\tplay the blues"]
    write_learned(assistant.paths.models / assistant.versions.current().name, lines)
    async with studio(assistant) as screen:
        await screen.show("train")
        assert "−1 that it was trained on" in screen.words("#changes")


async def test_the_chosen_cell_and_seed_are_trained(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.show("train")
        screen.screen.query_one("#cell").focus()
        await screen.pilot.press("right")
        screen.screen.query_one("#seed", Field).put("7")
        await screen.pilot.click("#start")
        await until(screen.pilot, lambda: screen.training.requests)
        (request,) = screen.training.requests
        assert (request.cell, request.seed, request.home) == ("lstm", 7, assistant.home)


async def test_another_size_begins_from_scratch(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.show("train")
        screen.screen.query_one("#units").focus()
        await screen.pilot.press("right")
        assert "from scratch" in screen.words("#units-about")
        await screen.train()
        (request,) = screen.training.requests
        assert (request.units, request.from_scratch) == (64, True)


async def test_the_three_steps_and_the_gradient_of_each_layer_are_shown(
    assistant: TaughtAssistant,
) -> None:
    gradients = {"embedding": 0.02, "forward": 0.4, "backward": 0.3, "intents": 0.0}
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(
            Started(100, 5, 4, 2),
            replace(progress(), took=(0.021, 0.002, 0.04), gradients=gradients),
        )
        await until(screen.pilot, lambda: "backward pass 40 ms" in screen.words("#passes"))
        shown = screen.words("#passes")
        assert "forward pass 21 ms → loss 1.500 → backward pass 40 ms" in shown
        for layer in ("embedding ▁ 0.020", "GRU → █ 0.400", "GRU ← ▆ 0.300", "intents ▁ 0.000"):
            assert layer in shown


async def test_one_who_returns_sees_the_cell_and_the_seed_that_are_trained(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        await screen.show("train")
        screen.screen.query_one("#cell", Options).value = "lstm"
        screen.screen.query_one("#seed", Field).put("7")
        await screen.train()
        await screen.leave()
        await screen.open()
        assert screen.screen.query_one("#cell", Options).value == "lstm"
        assert screen.screen.query_one("#seed", Field).text == "7"


async def test_f6_pressed_twice_at_once_goes_two_tabs_on(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        third = PANES[PANES.index(screen.screen.shown) + 2]
        screen.screen.action_next_tab()
        screen.screen.action_next_tab()
        await until(screen.pilot, lambda: screen.screen.shown == third)


async def test_a_click_chooses_the_cell(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.show("train")
        await screen.pilot.click("#cell", offset=(20, 0))
        assert screen.screen.query_one("#cell", Options).value == "rnn"


async def test_a_seed_that_is_none_is_said_and_nothing_starts(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        screen.screen.query_one("#seed", Field).put("열")
        await screen.pilot.press("ctrl+t")
        assert "nine digits" in screen.words("#state")
        assert screen.training.requests == []


async def test_progress_loss_and_accuracy_are_live(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 2), progress(), EpochDone(1, 4, 1.5, 0.9))
        screen.training.send(progress(epoch=2, loss=0.75))
        await until(screen.pilot, lambda: "epoch 2 of 4 · 0:11 left" in screen.words("#state"))
        assert screen.screen.query_one(ProgressBar).progress == pytest.approx(0.375)
        assert list(screen.screen.query_one("#loss", Plot).values) == [1.5, 0.75]
        assert list(screen.screen.query_one("#accuracy", Plot).values) == [0.9]
        assert "0.750" in screen.words("#loss-now")
        assert "90.0 %" in screen.words("#accuracy-now")


async def test_it_goes_on_while_one_chats_and_is_there_when_one_returns(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 2), progress())
        await screen.comes("running")
        await screen.leave()
        screen.training.send(EpochDone(1, 4, 1.5, 0.9), progress(epoch=3, loss=0.5))
        await until(
            screen.pilot, lambda: screen.session.run and len(screen.session.run.losses) == 2
        )
        await screen.open()
        await screen.show("train")
        assert "epoch 3 of 4" in screen.words("#state")
        assert list(screen.screen.query_one("#loss", Plot).values) == [1.5, 0.5]
        assert len(screen.training.requests) == 1 and screen.training.killed == 0
        screen.training.send(FINISHED)
        await screen.comes("finished")
        assert "gru-new" in screen.words("#state")


async def test_a_second_ctrl_t_starts_no_second_training(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        await screen.pilot.press("ctrl+t")
        screen.training.send(Started(1, 1, 1, 0))
        await screen.comes("running")
        assert len(screen.training.requests) == 1


@pytest.mark.parametrize("by_mouse", [False, True])
async def test_stopping_kills_it_and_keeps_the_old_model(
    assistant: TaughtAssistant, by_mouse: bool
) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 2), progress())
        await until(screen.pilot, lambda: "epoch 1" in screen.words("#state"))
        if by_mouse:
            await screen.pilot.click("#stop")
        else:
            await screen.pilot.press("ctrl+x")
        await until(screen.pilot, lambda: screen.training.killed == 1)
        assert "kept" in screen.words("#state")
        assert screen.app.changed == []
        assert screen.screen.query_one("#start", Button).display
        await screen.pilot.press("ctrl+t")
        await until(screen.pilot, lambda: len(screen.training.requests) == 2)


async def test_finishing_puts_the_new_model_to_use_and_compares(assistant: TaughtAssistant) -> None:
    assistant.mine.add("music.play", Example("put on some jazz"))
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 1), progress(epoch=4, step=100), FINISHED)
        await screen.comes("finished")
        await until(screen.pilot, lambda: screen.app.changed == ["gru-new"])
        scores = screen.words("#scores")
        for words in ("95.1 %", "96.8 %", "▲ 1.7", "3 of 4", "4 of 4", "▲ 1"):
            assert words in scores


async def test_what_was_learned_is_new_no_more(assistant: TaughtAssistant) -> None:
    assistant.mine.add("music.play", Example("put on some jazz"))
    async with studio(assistant) as screen:
        await screen.train()
        write_learned(assistant.paths.models / "v2", ["music.play\tput on some jazz"])
        screen.training.send(Started(100, 5, 4, 1), Finished("v2", None, FINISHED.after, 1.0))
        await screen.comes("finished")
        await until(screen.pilot, lambda: "knows all 1" in screen.words("#changes"))


@pytest.mark.parametrize(
    "end", [Failed("The disk is full [/].", "Free some space."), ValueError("broken")]
)
async def test_failing_says_why_and_keeps_the_old_model(
    assistant: TaughtAssistant, end: Failed | Exception
) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 2), progress(), end)
        await screen.comes("failed")
        said = screen.words("#state")
        assert "The model before stays in use." in said
        if isinstance(end, Failed):
            assert "The disk is full [/]." in said and "Free some space." in said
        assert screen.app.changed == []
        await screen.pilot.press("ctrl+t")
        await until(screen.pilot, lambda: len(screen.training.requests) == 2)


async def test_everything_of_it_is_seen_at_50_columns_in_korean(tmp_path: Path) -> None:
    async with studio(TaughtAssistant(tmp_path, "ko"), size=(50, 24)) as screen:
        await screen.train()
        screen.training.send(Started(100, 5, 4, 2), progress(), EpochDone(1, 4, 1.5, 0.9))
        await until(screen.pilot, lambda: "에폭 1/4 · 0:11 남음" in screen.words("#state"))
        for where in ("#stop", "#units", "#loss", "#accuracy"):
            widget = screen.screen.query_one(where)
            assert screen.screen.region.contains_region(widget.region) and widget.region.area


async def test_the_phrases_of_a_studio_that_was_left_are_forgotten(
    assistant: TaughtAssistant,
) -> None:
    def is_gone() -> bool:
        gc.collect()
        return all(each() is None for each in left)

    async with studio(assistant) as screen:
        examples = screen.screen.query_one(ExamplesPane)
        left = [weakref.ref(examples.book)]
        del examples
        await screen.leave()
        await until(screen.pilot, is_gone)


async def test_leaving_the_app_stops_the_training(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.train()
        training = screen.training
        training.send(Started(100, 5, 4, 2))
        await screen.comes("running")
    assert training.killed == 1
