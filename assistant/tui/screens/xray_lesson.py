"""One step of learning, slowly: forward pass, loss, backward pass, update and new prediction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.problems import AssistantError
from assistant.settings import CELLS
from assistant.tui.screens.xray_messages import IntentsDone, LessonDone, LookFailed, PiecesDone
from assistant.tui.screens.xray_pane import XrayPane
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.tui.widgets.rows import Rows
from assistant.xray.shades import bar, fitted, short

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.understanding.model import Model
    from assistant.xray.lesson import Lesson

STAGES = ("forward", "loss", "backward", "update")
NUMBER, LONG_NUMBER = 5, 8  # cells of a number
IN_USE = ""  # the model in use, among the cells
ORDER = (IN_USE, *sorted(CELLS, key=["rnn", "lstm", "gru"].index))

Part = str | tuple[str, str]


class LessonPane(XrayPane):
    """The intents at the left; what one step towards the chosen one does, at the right."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    LessonPane {
        padding: 0 1;
        #stages { height: 2; }
        #teaching { height: 1fr; }
        #intents { width: 26; height: 1fr; border-right: solid $foreground 15%; }
        #lesson-scroll { width: 1fr; height: 1fr; padding-left: 1; scrollbar-size-vertical: 1; }
        #lesson { height: auto; }
    }
    .-narrow LessonPane #intents { width: 20; }
    """

    def __init__(self, assistant: Assistant, text: str) -> None:
        super().__init__(assistant, text, id="lesson-pane")
        self.stage = 0  # of STAGES, that is shown last
        self.cell = IN_USE
        self.pieces: tuple[str, ...] = ()
        self.done: LessonDone | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="stages", markup=False)
        with Horizontal(id="teaching"):
            rows: Rows[str] = Rows(self._draw_intent, empty="…", id="intents")
            yield rows
            with VerticalScroll(id="lesson-scroll", can_focus=False):
                yield Static(classes="xray--said", id="lesson", markup=False)

    @work(thread=True, exclusive=True, group="xray-intents")
    def read(self) -> None:
        from assistant.understanding.tokenizer import clean

        try:
            model = self._assistant.model
            understanding = self._assistant.understand(self._text)
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))
            return
        names = tuple(piece.text for piece in model.tokenizer.pieces(clean(self._text)))
        self.post_message(PiecesDone(model.encoder.cell, names))
        # The assistant may know intents that this model has no place for.
        known = set(model.classifier.labels)
        ranking = (score.name for score in understanding.ranking)
        self.post_message(IntentsDone(tuple(name for name in ranking if name in known)))

    @work(thread=True, exclusive=True, group="xray-lesson")
    def _teach(self, cell: str, intent: str) -> None:
        from assistant.xray.lesson import one_step

        worker = get_current_worker()
        try:
            model = self._model(cell)
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))
            return
        known = intent in model.classifier.labels
        lesson = one_step(model, self._text, intent) if known else None
        if not worker.is_cancelled:
            self.post_message(LessonDone(cell or model.encoder.cell, intent, lesson))

    def _model(self, cell: str) -> Model:
        if cell == IN_USE:
            return self._assistant.model
        from assistant.paths import bundled
        from assistant.understanding.bundle import read_bundle

        return read_bundle(bundled("models") / cell).model()

    def on_pieces_done(self, message: PiecesDone) -> None:
        self.pieces = message.pieces

    def on_intents_done(self, message: IntentsDone) -> None:
        if not self.pieces:
            self.query_one("#lesson", Static).update(self._say("nothing"))
            return
        self.query_one("#intents", Rows).show(message.intents, cursor=0)

    @on(Rows.Highlighted, "#intents")
    def _chosen(self, message: Rows.Highlighted) -> None:
        message.stop()
        self.teach()

    def teach(self) -> None:
        """Take the step with the intent and the cell that are chosen now."""
        intent = self.query_one("#intents", Rows).current
        if intent is not None and self.pieces:
            self._teach(self.cell, intent)

    def next_cell(self) -> None:
        """The model in use, then the bundled one of each cell."""
        self.cell = ORDER[(ORDER.index(self.cell) + 1) % len(ORDER)]
        self.teach()

    def on_lesson_done(self, message: LessonDone) -> None:
        self.done = message
        self.draw()

    # Stepping

    def move(self, by: int) -> bool:
        to = min(max(self.stage + by, 0), len(STAGES) - 1)
        if to == self.stage:
            return False
        self.stage = to
        self.draw()
        return True

    def rewind(self) -> None:
        self.move(-self.stage)

    # Drawing

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        parts: list[Part] = []
        for number, stage in enumerate(STAGES):
            mark = "✓" if number < self.stage else "▶" if number == self.stage else "·"
            look = "bold $accent" if number == self.stage else "" if number < self.stage else DIM
            parts.append((f"{self._say(f'stage_{stage}')} {mark}   ", look))
        self.query_one("#stages", Static).update(Content.assemble(*parts))
        if self.done is None:
            return
        name = intent_label(self.done.intent, self._language)
        if self.done.lesson is None:
            said = self._say("lesson_unknown", cell=self.done.cell, intent=name)
            self.query_one("#lesson", Static).update(said)
            return
        lesson = self.done.lesson
        drawn: list[Part] = []
        for stage in STAGES[: self.stage + 1]:
            drawn += {
                "forward": self._forward, "loss": self._loss, "backward": self._backward,
                "update": self._update,
            }[stage](lesson, name)  # fmt: skip
        self.query_one("#lesson", Static).update(Content.assemble(*drawn))
        if STAGES[self.stage] != "backward":  # which is read from its beginning
            self.query_one("#lesson-scroll").scroll_end(animate=False)

    def _draw_intent(self, intent: str) -> tuple[Content, Content]:
        return Content(intent_label(intent, self._language)), Content("")

    def _forward(self, lesson: Lesson, name: str) -> list[Part]:
        assert self.done is not None
        bundled = self._say("bundled") if self.cell != IN_USE else self._say("used")
        words = self._say("lesson_forward", cell=f"{self.done.cell} ({bundled})", intent=name)
        return [(f"{words}\n", ""), *_probability(lesson.before)]

    def _loss(self, lesson: Lesson, _name: str) -> list[Part]:
        words = self._say("lesson_loss", p=f"{lesson.before:.4f}", loss=f"{lesson.loss:.4f}")
        return ["\n", (f"{words}\n", "")]

    def _backward(self, lesson: Lesson, _name: str) -> list[Part]:
        parts: list[Part] = ["\n", (self._say("lesson_backward") + "\n", "")]
        longest = max(float(lesson.forward.max()), float(lesson.backward.max()), 1e-30)
        name = min(max(map(cell_len, self.pieces), default=1), 12)
        number = LONG_NUMBER if self.numbers else NUMBER
        room = self.query_one("#lesson-scroll").scrollable_content_region.width - name - 2
        width = max(room // 2 - number - len("→   "), 1)
        for piece, ahead, back in zip(self.pieces, lesson.forward, lesson.backward, strict=True):
            bars = (f"{arrow} {bar(float(v) / longest, width)} {self._number(float(v))}"
                    for arrow, v in (("→", ahead), ("←", back)))  # fmt: skip
            parts += [f"{fitted(piece, name)} ", (" ".join(bars) + "\n", "$accent")]
        layers = "  ".join(
            f"{self._say(f'layer_{layer}')} {self._number(size).strip()}"
            for layer, size in lesson.layers.items()
        )
        return [*parts, (f"{self._say('lesson_layers')} {layers}\n", DIM)]

    def _update(self, lesson: Lesson, name: str) -> list[Part]:
        from assistant.xray.lesson import RATE

        words = self._say("lesson_update", rate=RATE, intent=name)
        gained = f"{lesson.gained * 100:+.2f}"
        forgotten = self._say("lesson_not_kept")
        return [
            "\n", (f"{words}\n", ""), *_probability(lesson.after),
            (f"{self._say('lesson_gained', points=gained)}\n", "bold"), (forgotten, DIM),
        ]  # fmt: skip

    def _number(self, value: float) -> str:
        return f"{value:<{LONG_NUMBER}.2e}" if self.numbers else f"{short(value):<{NUMBER}}"


def _probability(share: float) -> list[Part]:
    return [(bar(share, 24), "$accent"), f" {share * 100:.2f} %\n"]
