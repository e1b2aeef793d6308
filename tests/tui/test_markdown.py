"""Code in replies, such as the chart of a week's weather."""

import pytest
import textual.highlight
from textual.app import App, ComposeResult

from assistant.tui.widgets.markdown import QuietFence, ReplyMarkdown

CHART = "The week:\n\n          Rain\n    Mon  1° ━━ 2°\n    월   1° ──[/] 2°"


class Replies(App[None]):
    def compose(self) -> ComposeResult:
        yield ReplyMarkdown(CHART)


async def test_code_without_a_language_is_shown_as_it_is_and_never_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To guess a language, every lexer there is is imported while the screen stands still."""
    guessed: list[str] = []
    monkeypatch.setattr(
        textual.highlight, "guess_language", lambda code, path: guessed.append(code) or "text"
    )
    async with Replies().run_test() as pilot:
        await pilot.pause()
        fence = pilot.app.query_one(QuietFence)
        shown = "".join(line.text for line in pilot.app.screen._compositor.render_strips())
    assert fence.code.splitlines() == ["      Rain", "Mon  1° ━━ 2°", "월   1° ──[/] 2°"]
    assert "Mon  1° ━━ 2°" in shown and "──[/] 2°" in shown
    assert not guessed
