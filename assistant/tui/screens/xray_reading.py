"""The message as it is read: what each piece does to the hidden state, and what it means so far."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.problems import AssistantError
from assistant.tui.screens.xray_messages import EndingsDone, LookFailed, ReadingDone
from assistant.tui.screens.xray_pane import XrayPane
from assistant.tui.text import one_line, percent
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.pieces import Pieces
from assistant.tui.widgets.tape import Cell, Row, Tape, heat
from assistant.xray.shades import SHADES, grouped, named, scale_of, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.conversation.assistant import Assistant
    from assistant.understanding.cells import Array
    from assistant.understanding.understanding import IntentScore
    from assistant.xray.reading import Reading, Step, WayStep

COLUMN = (13, 24)  # cells of a piece: at least, at most
LABEL = 12
NUMBER = 6  # cells of a number and the gap after it
HEAT_LINES = 3  # of a state, at most
RANKED = 3
RANKED_FROM = 0.005  # an intent less probable is not worth a line
OFTEN = 0.1  # seconds between two reports of how far the endings are
ROOMY = 60  # cells from which on a column and its words fit


class ReadingPane(XrayPane):
    """The pieces as columns; left and right step through them."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    ReadingPane {
        padding: 0 1;
        #about { height: 1; color: $foreground 70%; }
        #now { height: 3; }
        #legend { height: 1; color: $foreground 55%; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    .-narrow ReadingPane #now { height: 4; }
    """

    def __init__(self, assistant: Assistant, text: str) -> None:
        super().__init__(assistant, text, id="reading")
        self.reading: Reading | None = None
        self.endings: tuple[tuple[IntentScore, ...], ...] = ()
        self._heat: Array | None = None  # (T, 2, groups)
        self._scale = 1.0

    def compose(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        yield Pieces(id="pieces")
        yield Tape(id="tape")
        yield Static("…", classes="xray--said", id="now", markup=False)
        yield Static(id="legend", markup=False)

    # Reading: a thread that only posts

    @work(thread=True, exclusive=True, group="xray-reading")
    def read(self) -> None:
        from assistant.xray.reading import read

        try:
            self.post_message(ReadingDone(read(self._assistant.model, self._text)))
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))

    @work(thread=True, exclusive=True, group="xray-endings")
    def _read_endings(self) -> None:
        from assistant.xray.reading import endings

        worker = get_current_worker()
        found: list[tuple[IntentScore, ...]] = []
        told = monotonic()
        try:
            for ranking in endings(self._assistant.model, self._text):
                if worker.is_cancelled:
                    return
                found.append(ranking)
                if monotonic() - told > OFTEN:
                    self.post_message(EndingsDone(tuple(found)))
                    told = monotonic()
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))
        else:
            self.post_message(EndingsDone(tuple(found)))

    def on_reading_done(self, message: ReadingDone) -> None:
        reading = self.reading = message.reading
        self.endings = ()
        pieces = [step.piece for step in reading.steps]
        self.query_one(Pieces).show(reading.text, pieces)
        self._lay_out()
        self._stand()
        self.call_after_refresh(self._read_endings)  # the first frame first

    def on_endings_done(self, message: EndingsDone) -> None:
        self.endings = message.endings
        self.query_one(Tape).redraw()
        self._stand()

    # Stepping

    @property
    def step(self) -> int:
        return self.query_one(Tape).current

    @property
    def steps(self) -> int:
        return len(self.reading.steps) if self.reading else 0

    def move(self, by: int) -> bool:
        to = min(max(self.step + by, 0), self.steps - 1)
        if to == self.step or not self.steps:
            return False
        self.query_one(Tape).current = to
        self._stand()
        return True

    def rewind(self) -> None:
        self.move(-self.step)

    @on(Tape.Picked)
    def _picked(self, event: Tape.Picked) -> None:
        event.stop()
        self.move(event.column - self.step)

    # Drawing

    def on_resize(self) -> None:
        self._lay_out()

    def draw(self) -> None:
        self._lay_out()
        self._stand()

    def _lay_out(self) -> None:
        """Rows and columns for the room at hand."""
        reading, tape = self.reading, self.query_one(Tape)
        if reading is None or not tape.size.height:
            return
        if not reading.steps:
            tape.show((), 0, 1, 0)
            return
        least, most = COLUMN
        least = max(least, 2 * NUMBER + 2) if self.numbers else least
        width = min(max((tape.size.width - LABEL) // len(reading.steps), least), most)
        gates = [
            gate
            for gate in ("written", "kept", "shown")
            if getattr(reading.steps[0].forward, gate) is not None
        ]
        others = 2 + len(gates) + RANKED
        lines = min(max((tape.size.height - 1 - others) // 2, 1), HEAT_LINES)
        a_line = (width - 2) // NUMBER if self.numbers else width - 2
        self._heat = grouped(reading.states, lines * a_line)
        self._scale = scale_of(self._heat)
        rows = [Row("", lambda t: [(reading.steps[t].piece.text, "strong")])]
        roomy = tape.size.height > 1 + others + 2 * lines + 1
        for way, arrow in ((0, "→"), (1, "←")):
            if way == 1 and roomy:
                rows.append(Row("", lambda _: ()))
            for line in range(lines):
                label = f"{self._say('hidden')} {arrow}" if line == 0 else ""
                rows.append(Row(label, self._heat_of(way, line * a_line, a_line)))
        rows.append(Row(self._say("changed"), lambda t: _ways(reading.steps[t], "change")))
        for gate in gates:
            rows.append(Row(self._say(gate), self._gate_of(gate)))
        for place in range(RANKED):
            label = self._say(f"ended_{place + 1}") if place < 2 else ""
            rows.append(Row(label, self._ranked_at(place, width - 2)))
        tape.show(rows, len(reading.steps), width, LABEL)

    def _heat_of(self, way: int, start: int, count: int) -> Callable[[int], Cell]:
        def draw(t: int) -> Cell:
            assert self._heat is not None
            values = self._heat[t, way, start : start + count].tolist()
            if self.numbers:
                return [(f"{short(value):<{NUMBER}}", "") for value in values]
            return heat(values, self._scale)

        return draw

    def _gate_of(self, gate: str) -> Callable[[int], Cell]:
        def draw(t: int) -> Cell:
            assert self.reading is not None
            return _ways(self.reading.steps[t], gate)

        return draw

    def _ranked_at(self, place: int, width: int) -> Callable[[int], Cell]:
        def draw(t: int) -> Cell:
            if t >= len(self.endings):
                return [("…", "dim")] if place == 0 else []
            ranking = self.endings[t]
            if place >= len(ranking) or (place and ranking[place].confidence < RANKED_FROM):
                return []
            share = f" {ranking[place].confidence * 100:.0f}"
            words = named(ranking[place].name, width - len(share)) + share
            return [(words, "dim" if place else "strong")]

        return draw

    def _stand(self) -> None:
        """Everything that belongs to the current step alone."""
        reading = self.reading
        if reading is None:
            return
        now, about = self.query_one("#now", Static), self.query_one("#about", Static)
        if not reading.steps:
            now.update(self._say("nothing"))
            return
        self.query_one(Pieces).current = self.step
        place = self._say("step", n=self.step + 1, of=self.steps)
        network = self._say("network", cell=reading.cell, units=reading.units)
        about.update(Content.assemble((place, "bold"), f"   {network}"), layout=False)
        now.update(self._now(reading.steps[self.step]), layout=False)
        size = short(self._scale)
        legend = self._say("legend", low=SHADES[0], zero=SHADES[2], high=SHADES[4], size=size)
        if self.app.size.width < ROOMY:
            legend = self._say("narrow", cells=ROOMY)
        self.query_one("#legend", Static).update(legend, layout=False)

    def _now(self, step: Step) -> Content:
        """The current step in words: all that the shades say."""
        said = self.reading.text[step.piece.start : step.piece.end] if self.reading else ""
        parts: list[str | tuple[str, str]] = [
            (f"{step.piece.text}", "bold"),
            (f" “{one_line(said, 30)}”  ", DIM),
            self._way(step.forward, "→"),
            "  ",
            self._way(step.backward, "←"),
        ]
        if self.step < len(self.endings) and self.endings[self.step]:
            best = ", ".join(
                f"{score.name} {percent(score.confidence)}"
                for place, score in enumerate(self.endings[self.step])
                if not place or score.confidence >= RANKED_FROM
            )
            parts += ["\n", self._say("if_ended", ranking=best)]
        return Content.assemble(*parts)

    def _way(self, way: WayStep, arrow: str) -> str:
        words = [f"{arrow} {self._say('changed_by', size=short(way.change))}"]
        for gate in ("written", "kept", "shown"):
            value = getattr(way, gate)
            if value is not None:
                words.append(f"{self._say(gate)} {percent(value)}")
        return ", ".join(words)


def _ways(step: Step, what: str) -> Cell:
    """A number of both ways, as shares but for the change."""
    values = (getattr(step.forward, what), getattr(step.backward, what))
    if what == "change":
        words = " ".join(f"{short(value):<5}" for value in values)
    else:
        words = " ".join(f"{f'{value * 100:.0f}%':<5}" for value in values)
    return [(words, "")]
