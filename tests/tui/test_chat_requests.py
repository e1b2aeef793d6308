"""Several requests in one message: the line under the prompt, and the tag beside the reply."""

from dataclasses import replace

import pytest

from assistant.plugins.api import Reply
from assistant.tui.app import AssistantApp
from assistant.tui.widgets.belief import believed
from assistant.tui.widgets.turn import Belonging, belonging
from assistant.understanding.understanding import Entity, IntentScore, Understanding
from tests.tui.fake import FakeAssistant, until, words_on


def request(text: str, intent: str, confidence: float, *entities: Entity) -> Understanding:
    ranking = (IntentScore(intent, confidence),)
    return Understanding(text, "en", ranking, True, 0.97, entities, "fake")


TIME = request("what time is it", "time.now", 0.98)
TIMER = request("5 minute timer", "timer.set", 0.7, Entity("duration", 0, 8, "5 minute"))
BOTH = replace(TIME, text="what time is it, 5 minute timer", requests=(TIME, TIMER))


def test_a_turn_belongs_to_the_intents_of_all_its_requests() -> None:
    assert belonging(TIME) == Belonging("time.now", 0.98)
    both = belonging(BOTH)
    assert both == Belonging("time.now", 0.7, ("timer.set",))
    assert both.unsure


def test_the_belief_names_every_request_with_its_slots() -> None:
    assert believed(BOTH, "en").plain == "time.now 98 % + timer.set 70 %   duration “5 minute”"


@pytest.mark.parametrize("size", [(50, 24), (110, 30)])
async def test_both_stand_beside_the_reply(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    def reply(text: str, *, session: int | None = None) -> Reply:
        return Reply("It is 10:00.\n\nI'll ring at 10:05.", understanding=BOTH)

    monkeypatch.setattr(fake, "reply", reply)
    async with AssistantApp(fake).run_test(size=size) as pilot:
        chat = pilot.app.chat  # type: ignore[attr-defined]
        await until(pilot, lambda: chat.backstage.ready)
        chat.prompt.write(BOTH.text)
        await pilot.press("enter")
        await until(pilot, lambda: "time.now + timer.set 70 %" in words_on(chat.conversation))
        shown = words_on(chat.conversation)
        assert "It is 10:00." in shown and "I'll ring at 10:05." in shown
        assert all(widget.region.right <= size[0] for widget in chat.query("*"))
