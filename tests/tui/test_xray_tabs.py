"""The X-ray's other tabs: memory, deciding, and one step of learning."""

from pathlib import Path

import pytest

from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.xray_deciding import DecidingPane
from assistant.tui.screens.xray_lesson import LessonPane
from assistant.tui.screens.xray_memory import MemoryPane
from assistant.tui.widgets.rows import Rows
from assistant.xray.shades import short
from tests.tui.fake import until, words_on
from tests.tui.xrayed import Xrayed, xrayed

LONG = "could you tell me before I leave the house with my sister whether it is going to rain"


async def memory(opened: Xrayed) -> MemoryPane:
    await opened.pilot.press("2")
    await until(opened.pilot, lambda: opened.screen.query(MemoryPane))
    pane = opened.screen.query_one(MemoryPane)
    await until(opened.pilot, lambda: pane.left is not None)
    return pane


async def deciding(opened: Xrayed) -> DecidingPane:
    await opened.pilot.press("3")
    await until(opened.pilot, lambda: opened.screen.query(DecidingPane))
    pane = opened.screen.query_one(DecidingPane)
    await until(opened.pilot, lambda: pane.neighbours is not None)
    return pane


async def lesson(opened: Xrayed) -> LessonPane:
    await opened.pilot.press("4")
    await until(opened.pilot, lambda: opened.screen.query(LessonPane))
    pane = opened.screen.query_one(LessonPane)
    await until(opened.pilot, lambda: pane.done is not None)
    return pane


# Memory


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (160, 50)])
@pytest.mark.parametrize(("language", "left"), [("en", "left"), ("ko", "빼")])
async def test_memory_has_a_row_a_piece_and_three_cells_beside_each_other(
    home: Path, language: str, left: str, size: tuple[int, int]
) -> None:
    async with xrayed(home, "What time is it?", language, size) as opened:
        pane = await memory(opened)
        head = words_on(pane.query_one("#columns"))
        assert all(word in head for word in ("gru", "rnn", "lstm", left))
        rows = words_on(pane.query_one("#kept")).splitlines()
        assert [row.split()[-1] for row in rows[:5]][-1] == "1.00"
        assert all(len(row) <= size[0] for row in rows)


async def test_the_ratio_of_each_cell_shows_the_plain_one_forgetting(home: Path) -> None:
    async with xrayed(home, LONG) as opened:
        pane = await memory(opened)
        ratios = {cell: float(k.forward[0] / k.forward[-1]) for cell, k in pane.kept.items()}
        assert ratios["rnn"] < ratios["gru"] / 4
        shown = words_on(pane.query_one("#ratios"))
        assert all(short(ratio) in shown for ratio in ratios.values())


async def test_memory_steps_and_shows_numbers(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        pane = await memory(opened)
        await opened.pilot.press("right", "right")
        assert pane.query_one(Rows).cursor == 2
        await opened.pilot.press("f8")
        assert pane.left is not None
        await opened.shows(f"{pane.left[1]:.2%}")
        assert not set("▏▎▍▌▋▊▉█") & set(words_on(pane.query_one("#kept")))


# Deciding


@pytest.mark.parametrize("size", [(60, 40), (80, 40), (160, 50)])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("it answers time.now", "In scope", "log odds", "Because these were taught")),
        ("ko", ("판단: time.now", "범위 안", "로그 승산", "이렇게 배웠기 때문에")),
    ],
)
async def test_deciding_tells_what_it_is_made_of(
    home: Path, language: str, words: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with xrayed(home, "What time is it in Tokyo?", language, size) as opened:
        pane = await deciding(opened)
        await opened.shows(*words, "B-city")
        assert pane.neighbours
        likest = pane.neighbours[0]
        assert likest.phrase.intent == "time.now"
        await opened.shows(likest.phrase.text, short(likest.likeness))


async def test_what_is_out_of_scope_is_admitted(home: Path) -> None:
    async with xrayed(home, "buy me a yacht on credit", size=(80, 40)) as opened:
        await deciding(opened)
        await opened.shows("it admits", "Out of scope.")


async def test_a_phrase_taught_word_by_word_says_so(home: Path) -> None:
    async with xrayed(home, "buy me a yacht on credit", size=(80, 40)) as opened:
        opened.bot.teach(["buy me a yacht on credit"], "shopping.buy")
        await deciding(opened)
        await opened.shows("Decided: shopping.buy", "exactly this phrase", "by you", "1.00  =")


async def test_f2_teaches_and_what_came_of_it_is_looked_at_anew(home: Path) -> None:
    async with xrayed(home, "buy me a yacht on credit", size=(80, 40)) as opened:
        pane = await deciding(opened)
        await opened.pilot.press("f2")
        assert opened.taught == ["buy me a yacht on credit"]
        opened.bot.teach(opened.taught, "shopping.buy")
        await opened.pilot.press("f1", "escape")  # the screen that teaches has closed
        await opened.shows("Decided: shopping.buy")
        await opened.pilot.click(pane.query_one("#teach"))
        await until(opened.pilot, lambda: len(opened.taught) == 2)


async def test_f4_opens_the_studio_at_the_clashing_phrase(home: Path) -> None:
    async with xrayed(home, "will it be sunny today", size=(80, 40)) as opened:
        pane = await deciding(opened)
        assert pane.decided and pane.neighbours
        best = pane.decided.understanding.ranking[0].name
        texts = {near.phrase.text: near.phrase.intent for near in pane.neighbours}
        clashing = [text for text, intent in texts.items() if intent != best] or [*texts]
        await opened.pilot.press("f4")
        await until(opened.pilot, lambda: isinstance(opened.app.screen, StudioScreen))
        await opened.shows(clashing[0], texts[clashing[0]])


async def test_likeness_to_four_digits_on_demand(home: Path) -> None:
    async with xrayed(home, "What time is it?", size=(80, 40)) as opened:
        pane = await deciding(opened)
        await opened.pilot.press("f8")
        assert pane.neighbours
        await opened.shows(f"{pane.neighbours[0].likeness:.4f}")


# One training step


@pytest.mark.parametrize("size", [(60, 40), (80, 40), (160, 50)])
@pytest.mark.parametrize(
    ("language", "stages"),
    [
        ("en", ("Forward pass", "Loss", "Backward pass", "Update")),
        ("ko", ("순전파:", "손실:", "역전파:", "갱신:")),
    ],
)
async def test_a_lesson_goes_from_the_forward_pass_to_the_new_prediction(
    home: Path, language: str, stages: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with xrayed(home, "What time is it?", language, size) as opened:
        pane = await lesson(opened)
        assert pane.done and pane.done.lesson
        done = pane.done.lesson
        await opened.shows(stages[0], f"{done.before * 100:.2f}")
        assert stages[1] not in words_on(pane.query_one("#lesson"))
        await opened.pilot.press("right")
        await opened.shows(stages[1], f"{done.loss:.4f}")
        await opened.pilot.press("right")
        await opened.shows(stages[2], "▁time", short(float(done.forward[0])))
        await opened.pilot.press("right")
        await opened.shows(stages[3], f"{done.after * 100:.2f}", f"{done.gained * 100:+.2f}")


async def test_another_intent_can_be_the_lesson(home: Path) -> None:
    async with xrayed(home, "What time is it?", size=(80, 40)) as opened:
        pane = await lesson(opened)
        assert pane.done and pane.done.intent == "time.now"
        await opened.pilot.press("down")
        await until(opened.pilot, lambda: pane.done and pane.done.intent != "time.now")
        assert pane.done.lesson and pane.done.lesson.before < 0.5 < pane.done.lesson.loss


async def test_f7_takes_the_next_cell(home: Path) -> None:
    async with xrayed(home, "What time is it?", size=(80, 40)) as opened:
        pane = await lesson(opened)
        for cell in ("rnn", "lstm", "gru"):
            await opened.pilot.press("f7")
            await until(opened.pilot, lambda cell=cell: pane.done and pane.done.cell == cell)
            await opened.shows(f"{cell} (bundled)")


async def test_an_intent_that_only_the_model_in_use_knows_says_so(home: Path) -> None:
    async with xrayed(home, "buy me a yacht on credit", size=(80, 40)) as opened:
        opened.bot.teach(["buy me a yacht on credit"], "shopping.buy")
        pane = await lesson(opened)
        assert pane.done and pane.done.intent == "shopping.buy" and pane.done.lesson
        await opened.pilot.press("f7")
        await opened.shows("does not know shopping.buy")


async def test_a_lesson_leaves_the_model_alone(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        before = opened.bot.understand("What time is it?")
        await lesson(opened)
        await opened.pilot.press("right", "right", "right", "escape")
        assert opened.bot.understand("What time is it?") == before
        await until(opened.pilot, lambda: opened.app.screen is opened.app.chat)
