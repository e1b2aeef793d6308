"""Training: what will change, the run as it goes, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, ProgressBar, Static

from assistant.catalogue import say
from assistant.settings import CELLS
from assistant.training.worker import Request, Scores
from assistant.tui.phrasebook import Phrasebook
from assistant.tui.screens.studio_verdict import Verdict
from assistant.tui.screens.studio_versions import per_mille
from assistant.tui.text import clean
from assistant.tui.training import Run, TrainingSession
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.options import Options
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.tui.widgets.plot import Plot

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant


BUNDLED = ""  # the units of the bundled encoder, which knows both languages
UNITS = ("64", "128", "256")  # of an encoder that begins from scratch
BARS = "▁▂▃▄▅▆▇█"
GAP = 3  # cells between columns


class TrainPane(VerticalScroll):
    """The button, and everything one sees after pressing it."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    DEFAULT_CSS = """
    TrainPane {
        padding: 1 2 0 2;
        scrollbar-size-vertical: 1;
        #recipe, #sizes { height: 1; }
        .name { width: auto; color: $text-muted; padding-right: 2; }
        .name.-second { padding: 0 2 0 4; }
        #seed { width: 12; background: $foreground 6%; padding: 0 1; }
        #cell-about { color: $text-muted; padding-left: 6; height: auto; }
        #changes { height: auto; margin: 1 0; }
        #buttons { height: auto; }
        Button { margin-right: 2; min-width: 12; }
        #state { height: auto; width: 1fr; }
        #progress { display: none; }
        #progress, #progress Bar { width: 1fr; }
        #plots { height: auto; margin-top: 1; display: none; }
        .plot { height: auto; width: 2fr; }
        .plot.-second { width: 3fr; margin-left: 3; }
        .plot > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #accuracy > .plot--line { color: $success; }
        #passes { height: auto; margin-top: 1; display: none; }
        #scores { height: auto; margin-top: 1; }
        &.-going, &.-over { #progress, #plots { display: block; } }
        &.-going #passes { display: block; }
        &.-going #cell-about, &.-over #progress { display: none; }
        &.-over Plot { height: 3; }
    }
    .-narrow TrainPane {
        padding: 1 1 0 1;
        .name.-second { padding: 0 2; }
        #seed { width: 1fr; }
        #cell-about, #units-about { display: none; }
        #plots { layout: vertical; }
        .plot, .plot.-second { width: 1fr; margin: 0; }
        Plot { height: 3; }
    }
    """

    def __init__(self, assistant: Assistant, session: TrainingSession) -> None:
        super().__init__(id="train", can_focus=False)
        self._assistant = assistant
        self._session = session
        self._book = Phrasebook()

    def compose(self) -> ComposeResult:
        from assistant.understanding.weights import Sizes  # NumPy with it, which no start waits for

        run = self._session.run  # it may have begun before the pane: its choices are shown
        cell = run.request.cell if run else self._assistant.settings.cell
        cell = cell if cell in CELLS else CELLS[0]
        with Horizontal(id="recipe"):
            yield Static(self._say("cell"), classes="name", markup=False)
            yield Options([(name, name.upper()) for name in CELLS], cell, id="cell")
            yield Static(self._say("seed"), classes="name -second", markup=False)
            yield Field("0", text=str(run.request.seed or "") if run else "", id="seed")
        yield Static(self._say(f"about_{cell}"), id="cell-about", markup=False)
        with Horizontal(id="sizes"):
            yield Static(self._say("units"), classes="name", markup=False)
            bundled = (BUNDLED, self._say("units_bundled", n=Sizes().units))
            chosen = str(run.request.units or "") if run else BUNDLED
            yield Options([bundled, *((n, n) for n in UNITS)], chosen, id="units")
            yield Static(id="units-about", classes="name -second", markup=False)
        yield Static(id="changes", markup=False)
        with Horizontal(id="buttons"):
            yield Button(self._say("train"), "primary", id="start", compact=True)
            yield Button(self._say("stop"), "warning", id="stop", compact=True)
            yield Static(id="state", markup=False)
        yield ProgressBar(total=1.0, show_eta=False, show_percentage=True, id="progress")
        with Horizontal(id="plots"):
            with Vertical(classes="plot"):
                yield Static(id="loss-now", markup=False)
                yield Plot(id="loss")
            with Vertical(classes="plot -second"):
                yield Static(id="accuracy-now", markup=False)
                yield Plot(id="accuracy")
        yield Static(id="passes", markup=False)
        yield Static(id="scores", markup=False)
        yield Verdict(self._language, self._session)

    def on_mount(self) -> None:
        self._session.signal.subscribe(self, self.show_run)
        self.show_run(self._session.run)

    def on_unmount(self) -> None:
        self._session.signal.unsubscribe(self)  # which would keep it for ever
        self._book = Phrasebook()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    def show_book(self, book: Phrasebook) -> None:
        """Say what the next training will change."""
        self._book = book
        new = Counter(phrase.intent for phrase in book.unseen)
        parts: list[str | tuple[str, str]] = []
        if not book.own:
            parts.append((self._say("nothing_own"), DIM))
        elif not new:
            parts.append((self._say("nothing_new", own=book.own), DIM))
        else:
            parts.append((self._say("new", n=sum(new.values())), "bold $accent"))
            parts.append(("  " + self._say("of_own", own=book.own), DIM))
            shown = [f"{self._named(name)} {n}" for name, n in new.most_common(6)]
            rest = len(new) - len(shown)
            shown += [self._say("more", n=rest)] if rest > 0 else []
            parts.append("\n" + " · ".join(shown))
        if book.forgotten:
            parts.append(("\n" + self._say("forgotten", n=book.forgotten), DIM))
        self.query_one("#changes", Static).update(Content.assemble(*parts))

    @on(Options.Changed, "#cell")
    def _cell_chosen(self, message: Options.Changed) -> None:
        about = self._say(f"about_{message.value}")
        self.query_one("#cell-about", Static).update(about)

    @on(Options.Changed, "#units")
    def _units_chosen(self, message: Options.Changed) -> None:
        about = self._say("from_scratch") if message.value else ""
        self.query_one("#units-about", Static).update(about)

    @on(Button.Pressed, "#start")
    @on(Field.Submitted, "#seed")
    def start(self) -> None:
        seed = self.query_one("#seed", Field).text.strip()
        if seed and not (seed.isascii() and seed.isdigit() and len(seed) <= 9):
            self._state(self._say("bad_seed"), "$text-warning")
            self.query_one("#seed").focus()
            return
        cell = self.query_one("#cell", Options).value
        paths = self._assistant.paths
        home = paths.data if paths.cache == paths.data / "cache" else None
        units = self.query_one("#units", Options).value
        self._session.start(
            Request(
                home=home, cell=cell, seed=int(seed or 0),
                units=int(units) if units else None, from_scratch=bool(units),
            )
        )  # fmt: skip

    @on(Button.Pressed, "#stop")
    def stop(self) -> None:
        self._session.cancel()

    # The run

    def show_run(self, run: Run | None) -> None:
        """Everything this pane says of a run, from nothing: it may have begun before the pane."""
        going, over = run is not None and run.going, run is not None and not run.going
        self.set_class(going, "-going")
        self.set_class(over, "-over")
        self.query_one("#start", Button).display = not going
        self.query_one("#stop", Button).display = going
        self.query_one("#stop", Button).disabled = run is not None and not run.can_stop
        self.query_one("#cell", Options).disabled = going
        self.query_one("#units", Options).disabled = going
        self.query_one("#seed", Field).read_only = going
        if run is None:
            self._state("", "")
            return
        self._show_state(run)
        self.query_one("#progress", ProgressBar).update(progress=run.share)
        before = run.finished.before if run.finished else None
        level = before.held_out_accuracy if before else self._current_accuracy
        self.query_one("#loss", Plot).show(run.losses, share=run.share)
        self.query_one("#accuracy", Plot).show(
            run.accuracies, share=run.share, reference=level if run.accuracies else None
        )
        loss = f"{run.losses[-1]:.3f}" if run.losses else "–"
        accuracy = per_mille(run.accuracies[-1]) if run.accuracies else "–"
        was = f"  {self._say('was', before=per_mille(level))}" if level is not None else ""
        self._label("#loss-now", self._say("loss"), loss, "")
        self._label("#accuracy-now", self._say("accuracy"), accuracy, was)
        self.query_one("#passes", Static).update(self._passes(run))
        self.query_one("#scores", Static).update(self._scores(run))

    def _show_state(self, run: Run) -> None:
        match run.phase:
            case "starting":
                self._state(self._say("starting"), "")
            case "running" if run.progress is None:
                started = run.started
                n = started.examples if started else 0
                self._state(self._say("started", examples=f"{n:,}"), "")
            case "running":
                assert run.progress is not None
                at = run.progress
                left = "" if at.seconds_left is None else " · " + self._left(at.seconds_left)
                epoch = self._say("epoch", epoch=at.epoch, epochs=at.epochs)
                self._state(epoch + left, "")
            case "finishing":
                self._state(self._say("finishing"), "")
            case "stopped":
                self._state(self._say("stopped"), "$text-warning")
            case "failed":
                assert run.failed is not None
                words = f"✗ {run.failed.what}\n  {run.failed.remedy}\n  {self._say('old_stays')}"
                self._state(clean(words), "$text-error")
            case "finished":
                assert run.finished is not None
                took, version = self._clock(run.finished.seconds), run.finished.version
                if run.finished.refused:
                    words = say("models.finished_refused", self._language, took=took)
                    self._state(words, "$text-warning")
                else:
                    self._state(self._say("finished", version=version, took=took), "$text-success")

    def _passes(self, run: Run) -> Content:
        """The three steps of learning from one batch, and how much each layer is to change."""
        at = run.progress
        if at is None or not at.took or not at.gradients:
            return Content("")
        parts: list[str | tuple[str, str]] = []
        for name, seconds in zip(("forward", "loss", "backward"), at.took, strict=True):
            figure = f"{at.loss:.3f}" if name == "loss" else f"{1000 * seconds:.0f} ms"
            parts += [(" → ", DIM) if parts else "", self._say(f"pass_{name}"), (f" {figure}", DIM)]
        cell = run.request.cell.upper()
        most = max(at.gradients.values())
        layers = [
            Content.assemble(
                self._say(f"layer_{layer}", cell=cell),
                (f" {bar(length, most)}", "$accent"), (f" {length:.3f}", DIM),
            )
            for layer, length in at.gradients.items()
        ]  # fmt: skip
        width = 3 + max(layer.cell_length for layer in layers)
        columns = max(1, self.size.width // width)
        lines = [Content.assemble(*parts), Content.styled(self._say("gradient"), DIM)]
        for start in range(0, len(layers), columns):
            row = layers[start : start + columns]
            lines.append(Content("").join(cell.pad_right(width - cell.cell_length) for cell in row))
        return Content("\n").join(lines)

    def _scores(self, run: Run) -> Content:
        """Before and after, on examples it was not trained on and on the user's own."""
        if run.finished is None:
            return Content("")
        before, after = run.finished.before, run.finished.after
        rows = [
            ("", self._say("before"), self._say("after"), ""),
            (
                self._say("on_held_out", n=f"{after.held_out_rows:,}"),
                per_mille(before.held_out_accuracy) if before else "–",
                per_mille(after.held_out_accuracy),
                _points(before, after),
            ),
        ]
        if after.own_total:
            rows.append(
                (
                    self._say("on_own"),
                    self._say("of", right=before.own_right, total=before.own_total)
                    if before
                    else "–",
                    self._say("of", right=after.own_right, total=after.own_total),
                    _step(after.own_right - before.own_right if before else 0, ""),
                )
            )
        return Content("\n").join(_table(rows))

    @property
    def _current_accuracy(self) -> float | None:
        """What the model in use scored; read with the examples, so that no file is touched here."""
        return self._book.accuracy

    def _state(self, text: str, style: str) -> None:
        self.query_one("#state", Static).update(
            Content.styled(text, style) if style else Content(text)
        )
        self.query_one("#state").display = bool(text)

    def _label(self, where: str, name: str, value: str, after: str) -> None:
        self.query_one(where, Static).update(
            Content.assemble((name + " ", DIM), (value, "bold"), (after, DIM))
        )

    def _left(self, seconds: float) -> str:
        return self._say("left", time=self._clock(seconds))

    def _clock(self, seconds: float) -> str:
        minutes, rest = divmod(max(0, round(seconds)), 60)
        return f"{minutes}:{rest:02}"

    def _named(self, intent: str) -> str:
        return intent_label(intent, self._language)

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)


def bar(length: float, most: float) -> str:
    """A bar for a length beside the longest one."""
    share = length / most if most > 0 else 0.0
    return BARS[round(share * (len(BARS) - 1))]


def _table(rows: Sequence[tuple[str, str, str, str]]) -> list[Content]:
    """A line a row, the first one dim: a name, two figures, and the step from one to the other."""
    columns = [[Content(row[column]) for row in rows] for column in range(3)]
    widths = [max(cell.cell_length for cell in column) for column in columns]
    lines = []
    for number, (name, *figures) in enumerate(zip(*columns, strict=True)):
        line = name.pad_right(widths[0] - name.cell_length)
        for figure, width in zip(figures, widths[1:], strict=True):
            line += figure.pad_left(GAP + width - figure.cell_length)
        step = rows[number][3]
        colour = "$text-success" if step.startswith("▲") else "$text-warning"
        lines.append(line + Content.styled(f"  {step}", colour) if number else line.stylize(DIM))
    return lines


def _points(before: Scores | None, after: Scores) -> str:
    if before is None:
        return ""
    points = (after.held_out_accuracy - before.held_out_accuracy) * 100
    return _step(round(points, 1), ".1f")


def _step(by: float, form: str) -> str:
    return "" if not by else f"{'▲' if by > 0 else '▼'} {abs(by):{form}}"
