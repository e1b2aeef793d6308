"""After a training: what got better and worse, and the question when it was too much."""

from pathlib import Path

import pytest
from textual.widgets import Button, Static

from assistant.training.comparison import Changed, Comparison, Tally
from assistant.training.worker import Compared, Finished, Scores, Started
from assistant.tui.screens.studio_compare import CompareScreen
from tests.tui.fake import words_on
from tests.tui.taught import TaughtAssistant, until
from tests.tui.test_studio_train import Studio, studio

LOST = tuple(
    Changed(f"play [jazz] {n}", "music.play", "music.play", "out_of_scope", False, own=True)
    for n in range(5)
)
GAINED = Changed("비 와?", "weather.rain", "weather.now", "weather.rain", True)
WORSE = Comparison(
    "v2", "v1", Tally(1000, 860, 840), Tally(9, 9, 4), {"weather.rain": Tally(40, 30, 34)},
    (*LOST, GAINED),
)  # fmt: skip
BETTER = Comparison("v2", "v1", Tally(1000, 860, 861), Tally(9, 9, 9), {}, (GAINED,))
SCORES = Scores(0.86, 1000, 9, 9), Scores(0.84, 1000, 4, 9)


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path)


async def trained(screen: Studio, comparison: Comparison, **outcome: object) -> None:
    await screen.train()
    finished = Finished("v1", *SCORES, 42.0, **outcome)  # type: ignore[arg-type]
    screen.training.send(Started(100, 5, 4, 9), Compared(comparison), finished)
    await screen.comes("finished")


def buttons(screen: Studio) -> set[str | None]:
    """Those of the question that are shown."""
    found = screen.screen.query("#keep-old, #use-anyway").results(Button)
    return {button.id for button in found if button.display and button.region.area}


async def test_what_changed_is_said_and_a_better_model_asks_nothing(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        await trained(screen, BETTER)
        await until(screen.pilot, lambda: screen.app.changed == ["v1"])
        assert "0 phrases got worse, 1 better" in screen.words("#changed")
        assert buttons(screen) == set()


async def test_a_worse_model_is_not_used_and_says_why_the_user_s_phrases_first(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await trained(screen, WORSE, refused=True)
        assert "the old one stays" in screen.words("#state")
        words = screen.words("#changed")
        for each in ("right and are wrong now", "play [jazz] 0", "2 more", "86.0 % to 84.0 %"):
            assert each in words
        assert "5 phrases got worse, 1 better" in words
        assert screen.app.changed == []
        await until(screen.pilot, lambda: buttons(screen) == {"keep-old", "use-anyway"})


@pytest.mark.parametrize("mouse", [False, True])
async def test_the_new_model_is_used_when_the_user_says_so(
    assistant: TaughtAssistant, mouse: bool
) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await trained(screen, WORSE, refused=True)
        await until(screen.pilot, lambda: screen.screen.query_one("#keep-old").has_focus)
        if mouse:
            await screen.pilot.click("#use-anyway")
        else:
            await screen.pilot.press("tab", "enter")
        await until(screen.pilot, lambda: screen.app.changed == ["v1"])
        assert assistant.versions.current().name == "v1"
        await until(screen.pilot, lambda: "In use now: v1" in screen.words("#state"))
        assert buttons(screen) == set()


async def test_the_old_model_is_kept_with_one_key_and_the_new_one_can_be_found(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await trained(screen, WORSE, refused=True)
        await until(screen.pilot, lambda: screen.screen.query_one("#keep-old").has_focus)
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: "under Versions: v1" in screen.words("#changed"))
        assert assistant.versions.current().name == "v2"
        assert screen.app.changed == [] and buttons(screen) == set()


async def test_the_question_is_still_there_for_one_who_was_away(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await screen.train()
        await screen.leave()
        finished = Finished("v1", *SCORES, 42.0, refused=True)
        screen.training.send(Started(100, 5, 4, 9), Compared(WORSE), finished)
        await screen.comes("finished")
        await screen.open()
        screen.screen.show_pane("train")
        await until(screen.pilot, lambda: buttons(screen) == {"keep-old", "use-anyway"})


async def test_a_new_model_that_cannot_be_used_says_why(assistant: TaughtAssistant) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await screen.train()
        finished = Finished("gone", *SCORES, 42.0, refused=True)
        screen.training.send(Started(100, 5, 4, 9), Compared(WORSE), finished)
        await screen.comes("finished")
        await screen.pilot.click("#use-anyway")
        await until(screen.pilot, lambda: "no such version" in screen.words("#state"))
        assert assistant.versions.current().name == "v2"


async def test_everything_that_changed_is_a_click_away(assistant: TaughtAssistant) -> None:
    async with studio(assistant, size=(80, 40)) as screen:
        await trained(screen, WORSE, refused=True)
        await screen.pilot.click("#see-all")
        app = screen.app
        await until(screen.pilot, lambda: isinstance(app.screen, CompareScreen))
        await until(screen.pilot, lambda: "play [jazz] 4" in words_on(app.screen))
        assert "weather.rain" in words_on(app.screen)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_question_can_be_reached_at_50_columns(tmp_path: Path, language: str) -> None:
    async with studio(TaughtAssistant(tmp_path, language), size=(50, 24)) as screen:
        await trained(screen, WORSE, refused=True)
        keep = screen.screen.query_one("#keep-old")
        await until(screen.pilot, lambda: keep.has_focus)
        await until(screen.pilot, lambda: screen.screen.region.contains_region(keep.region))
        assert "[jazz]" in str(screen.screen.query_one("#changed", Static).render())
