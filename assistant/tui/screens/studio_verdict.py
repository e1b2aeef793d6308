"""What a training changed, under its scores; and the question when the new model is worse."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.training.comparison import Comparison
from assistant.tui.screens.studio_compare import CompareScreen, changed_line
from assistant.tui.training import Run, TrainingSession
from assistant.tui.widgets.phrases import DIM

SHOWN = 3  # of the user's phrases that were lost


class Verdict(Vertical):
    """Shown once there is a comparison."""

    SCOPED_CSS = False  # the class -narrow stands on the screen
    DEFAULT_CSS = """
    Verdict {
        height: auto;
        margin-top: 1;
        display: none;
        &.-compared { display: block; }
        #changed { height: auto; }
        #verdict-buttons { height: auto; }
        Button { margin-right: 2; min-width: 8; }
    }
    .-narrow Verdict #verdict-buttons { layout: vertical; }
    """

    def __init__(self, language: str, session: TrainingSession) -> None:
        super().__init__(id="verdict")
        self._language = language
        self._session = session

    def compose(self) -> ComposeResult:
        yield Static(id="changed", markup=False)
        with Horizontal(id="verdict-buttons"):
            yield Button(self._say("keep_old"), "primary", id="keep-old", compact=True)
            yield Button(self._say("use_anyway"), "warning", id="use-anyway", compact=True)
            yield Button(self._say("see_all"), id="see-all", compact=True)

    def on_mount(self) -> None:
        self._session.signal.subscribe(self, self.show_run)
        self.show_run(self._session.run)

    def on_unmount(self) -> None:
        self._session.signal.unsubscribe(self)  # which would keep it for ever

    def show_run(self, run: Run | None) -> None:
        """What came of the run; nothing before there is something."""
        compared = run is not None and run.phase == "finished" and run.compared is not None
        self.set_class(compared, "-compared")
        if run is None or run.compared is None or run.finished is None:
            return
        comparison = run.compared.comparison
        lines = self._lines(comparison)
        if run.kept:
            lines.append(Content(self._say("kept", version=run.finished.version)))
        self.query_one("#changed", Static).update(Content("\n").join(lines))
        buttons = [self.query_one(name, Button) for name in ("#keep-old", "#use-anyway")]
        asked = buttons[0].display
        for button in buttons:
            button.display = run.asks
        self.query_one("#see-all", Button).display = bool(comparison.changed)
        if run.asks and not asked and self._is_looked_at:
            self.call_after_refresh(buttons[0].focus)  # once it has a place to scroll to

    @property
    def _is_looked_at(self) -> bool:
        """Whether the keys go to this pane, so that the answer may be a key away."""
        pane, focused = self.parent, self.screen.focused
        shown = isinstance(pane, Widget) and pane.display
        return shown and (focused is None or pane in focused.ancestors)

    def _lines(self, comparison: Comparison) -> list[Content]:
        """The user's lost phrases first."""
        broken = comparison.broken
        lines: list[Content] = []
        if broken:
            lines.append(Content.styled(self._say("broken"), "bold $text-warning"))
            lines += [changed_line(phrase, self._language) for phrase in broken[:SHOWN]]
            if len(broken) > SHOWN:
                lines.append(Content.styled(self._say("more", n=len(broken) - SHOWN), DIM))
        if comparison.lost_accuracy:
            before, after = comparison.held_out.share_before, comparison.held_out.share_after
            shares = {"before": f"{before * 100:.1f} %", "after": f"{after * 100:.1f} %"}
            lines.append(Content.styled(self._say("lost_accuracy", **shares), "$text-warning"))
        better = sum(phrase.better for phrase in comparison.changed)
        worse = len(comparison.changed) - better
        words = self._say("changed", worse=worse, better=better)
        lines.append(Content(words if comparison.changed else self._say("nothing_changed")))
        return lines

    @on(Button.Pressed, "#use-anyway")
    def _use(self) -> None:
        self._session.use_anyway()

    @on(Button.Pressed, "#keep-old")
    def _keep(self) -> None:
        self._session.keep_old()

    @on(Button.Pressed, "#see-all")
    def _see(self) -> None:
        run = self._session.run
        if run is None or run.compared is None:
            return
        comparison = run.compared.comparison
        names = {"before": comparison.before, "after": comparison.after}
        title = self._say("compare_title", **names)
        self.app.push_screen(CompareScreen(self._language, title, lambda: comparison))

    def _say(self, key: str, **values: object) -> str:
        return say(f"models.{key}", self._language, **values)
