"""What was decided, what it is made of, and what to do where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static
from textual.worker import get_current_worker

from assistant.conversation.decision import (
    CLOSE,
    LIKELY,
    UNSURE_BELOW,
    Admit,
    Answer,
    AskWhich,
)
from assistant.problems import AssistantError
from assistant.tui.screens.xray_messages import DecisionDone, LookFailed, NeighboursDone
from assistant.tui.screens.xray_pane import XrayPane
from assistant.tui.text import clean, one_line, percent
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.xray.shades import bar, fitted, short

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.neighbours import Memorised, Neighbour
    from assistant.xray.deciding import Decided, Scope

RANKED = 3
SUM = 36  # cells of one part's calculation, with the margins
LONGEST = 70  # characters of a taught phrase

Part = str | tuple[str, str]


class DecidingPane(XrayPane):
    """Words and numbers, scrolled where they do not fit."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    DecidingPane {
        padding: 0 1;
        #deciding-scroll { height: 1fr; scrollbar-size-vertical: 1; }
        #deciding-scroll > Static { height: auto; margin-bottom: 1; }
        #deciding-do { height: 1; }
        #deciding-do > Static { width: 1fr; color: $foreground 70%; text-overflow: ellipsis;
            text-wrap: nowrap; }
    }
    """

    def __init__(self, assistant: Assistant, text: str, memorised: Memorised) -> None:
        super().__init__(assistant, text, id="deciding")
        self._memorised = memorised
        self.decided: DecisionDone | None = None
        self.neighbours: tuple[Neighbour, ...] | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="deciding-scroll"):
            yield Static(classes="xray--said", id="ranking", markup=False)
            yield Static(id="scope", markup=False)
            yield Static(id="taught", markup=False)
            yield Static(id="slots", markup=False)
        with Horizontal(id="deciding-do"):
            yield Button(self._say("teach"), id="teach", compact=True)
            yield Static(" " + self._say("teach_about"), markup=False)

    @work(thread=True, exclusive=True, group="xray-deciding")
    def read(self) -> None:
        from assistant.conversation.neighbours import candidates
        from assistant.xray.deciding import decided

        worker = get_current_worker()
        try:
            model = self._assistant.model
            found = decided(model, self._text)
            said = self._assistant.understand(self._text)
            self.post_message(DecisionDone(found, said))
            if found is None:
                return
            phrases = candidates(self._assistant.library.intents, found.understanding)
            near = self._memorised.nearest(
                model, found.understanding.text, phrases, lambda: worker.is_cancelled
            )
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))
            return
        if not worker.is_cancelled:
            self.post_message(NeighboursDone(near))

    def on_decision_done(self, message: DecisionDone) -> None:
        self.decided, self.neighbours = message, None
        self.draw()

    def on_neighbours_done(self, message: NeighboursDone) -> None:
        self.neighbours = message.neighbours
        self.draw()

    @on(Button.Pressed, "#teach")
    async def _teach(self) -> None:
        await self.screen.run_action("screen.teach")

    def move(self, by: int) -> bool:
        scroll = self.query_one("#deciding-scroll", VerticalScroll)
        before = scroll.scroll_y
        scroll.scroll_relative(y=by * 3, animate=False, force=True)
        return scroll.scroll_y != before

    @property
    def clashing(self) -> str:
        """The nearest taught phrase of another intent than the likeliest; else the nearest."""
        if not self.neighbours or self.decided is None:
            return ""
        best = self.decided.understanding.ranking[0].name
        others = (near for near in self.neighbours if near.phrase.intent != best)
        return next(others, self.neighbours[0]).phrase.text

    # Drawing

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        if self.decided is None:
            return
        found = self.decided.decided
        if found is None:
            self.query_one("#ranking", Static).update(self._say("nothing"))
            return
        for id, content in (
            ("ranking", self._ranking(found)), ("scope", self._scope(found.scope)),
            ("taught", self._taught()), ("slots", self._slots(found)),
        ):  # fmt: skip
            self.query_one(f"#{id}", Static).update(content)

    def _ranking(self, found: Decided) -> Content:
        ranking = found.understanding.ranking[:RANKED]
        name = min(max(len(score.name) for score in ranking), 28)
        parts: list[Part] = [(self._decision(found), "bold"), "\n"]
        for place, score in enumerate(ranking):
            share = f"{score.confidence:.4f}" if self.numbers else percent(score.confidence)
            drawn = f"{fitted(score.name, name)} {bar(score.confidence, 20)} {share}"
            parts.append((f"\n{drawn}", "$accent" if place == 0 else ""))
        settled = ranking[0].confidence
        values = {
            "sure": percent(settled), "before": percent(found.unsettled),
            "temperature": short(found.temperature),
        }  # fmt: skip
        parts += ["\n\n", (self._say("calibrated", **values), DIM)]
        limits = {"unsure": percent(UNSURE_BELOW), "close": percent(CLOSE),
                  "likely": percent(LIKELY)}  # fmt: skip
        parts += ["\n", (self._say("limits", **limits), DIM)]
        return Content.assemble(*parts)

    def _decision(self, found: Decided) -> str:
        assert self.decided is not None
        said = self.decided.understanding
        if said.requests:
            intents = ", ".join(each.ranking[0].name for each in said.requests)
            return self._say("decided_requests", intents=intents)
        if said.scope in (0.0, 1.0) and said.scope != found.understanding.scope:
            name = said.intent.name if said.intent else intent_label("out_of_scope", self._language)
            return self._say("decided_taught", intent=name)
        match found.decision:
            case Answer(intent):
                return self._say("decided_answer", intent=intent)
            case AskWhich(first, second):
                return self._say("decided_ask", first=first, second=second)
            case Admit(nearest):
                if nearest is None:
                    return self._say("decided_admit")
                return self._say("decided_admit_near", intent=nearest)

    def _scope(self, scope: Scope) -> Content:
        side = self._say("inside" if scope.within else "outside")
        values = {"score": short(scope.score), "threshold": short(scope.threshold)}
        parts: list[Part] = [(side, "bold"), " ", self._say("scope", **values)]
        room = min(max(self.size.width - SUM, 12), 31)
        for part in scope.parts:
            label = fitted(self._say(f"scope_{part.name}"), room)
            sum_ = f"{part.value:7.2f} × {part.weight:6.2f} = {part.worth:6.2f}"
            parts.append((f"\n  {label} {sum_}", ""))
        if scope.parts:
            total = sum(part.worth for part in scope.parts)
            parts.append((f"\n  {self._say('scope_sum', sum=f'{total:.2f}', **values)}", DIM))
        else:
            parts.append((f"\n  {self._say('scope_plain')}", DIM))
        return Content.assemble(*parts)

    def _taught(self) -> Content:
        parts: list[Part] = [(self._say("because"), "bold")]
        if self.neighbours is None:
            return Content.assemble(*parts, " …")
        if not self.neighbours:
            parts.append(("\n  " + self._say("no_neighbours"), DIM))
        for near in self.neighbours:
            own = self._say("own") if near.phrase.own else self._say("builtin")
            same = " =" if near.same else ""
            likeness = f"{near.likeness:.4f}" if self.numbers else short(near.likeness)
            intent = intent_label(near.phrase.intent, self._language)
            parts += [f"\n  {likeness:<5}{same} “{one_line(near.phrase.text, LONGEST)}” ",
                      (f"{intent}, {own}", DIM)]  # fmt: skip
        return Content.assemble(*parts)

    def _slots(self, found: Decided) -> Content:
        parts: list[Part] = [(self._say("slots"), "bold"), "\n  "]
        for piece, tag in zip(found.pieces, found.tags, strict=True):
            marked = tag != "O"
            parts += [(clean(piece.text), "bold" if marked else ""), " ",
                      (tag, "$accent" if marked else DIM), "   "]  # fmt: skip
        return Content.assemble(*parts)
