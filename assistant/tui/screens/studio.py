"""The Studio: what it was taught, training it, and the models that came of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static, Tab, Tabs

from assistant.catalogue import say
from assistant.tui.messages import ModelChanged
from assistant.tui.phrasebook import Change
from assistant.tui.screens.new_intent import NewIntent, NewIntentScreen
from assistant.tui.screens.studio_examples import ExamplesPane
from assistant.tui.screens.studio_health import (
    HealthPane,
    HealthRead,
    PhraseClashes,
    clash_in_words,
    shown_in,
)
from assistant.tui.screens.studio_inbox import InboxPane
from assistant.tui.screens.studio_keys import StudioKeys, keys_of
from assistant.tui.screens.studio_messages import (
    InboxRead,
    PhrasesFailed,
    PhrasesRead,
    VersionsRead,
)
from assistant.tui.screens.studio_train import TrainPane
from assistant.tui.screens.studio_versions import VersionsPane
from assistant.tui.screens.values import ValuesScreen
from assistant.tui.text import percent
from assistant.tui.training import Run, TrainingSession
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.mine import OwnPhrase

PANES = ("inbox", "examples", "health", "train", "versions-pane")
FIRST = "examples"  # shown at first: what is typed at once filters them


class StudioScreen(Screen[None]):
    """Tabs over the panes; each pane does its own reading, writing and drawing."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False, id="studio.back"),
        Binding("f6", "next_tab", show=False, priority=True, id="studio.next_tab"),
        Binding("f4", "inbox_tab", show=False, priority=True, id="studio.inbox_tab"),
        Binding("ctrl+t", "train", show=False, priority=True, id="studio.train"),
        Binding("ctrl+x", "stop", show=False, priority=True, id="studio.stop"),
        Binding("ctrl+z", "undo", show=False, id="studio.undo"),
        Binding("ctrl+n", "new_intent", show=False, priority=True, id="studio.new_intent"),
        Binding("ctrl+f", "filter", show=False, priority=True, id="studio.filter"),
        Binding("ctrl+e", "exchange", show=False, priority=True, id="studio.exchange"),
        Binding("ctrl+l", "values", show=False, priority=True, id="studio.values"),
        Binding("ctrl+b", "mark_slot", show=False, priority=True, id="studio.mark_slot"),
    ]
    DEFAULT_CSS = """
    StudioScreen {
        #top { height: 2; }
        #title { width: auto; padding: 0 2 0 1; text-style: bold; height: 2; }
        #top Tabs { width: 1fr; }
        #new { width: auto; padding: 0 1; color: $accent; height: 2; }
        ContentSwitcher { height: 1fr; }
        StudioKeys { border-top: solid $foreground 15%; height: 2; }
        &.-narrow #title, &.-narrow #new { display: none; }
    }
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__()
        self._assistant = assistant
        self._changed = False  # phrases were changed that the assistant has not read yet
        self._version = ""  # the model in use
        self.whole = False  # all panes are there, not only the first
        self._mounting = asyncio.Lock()

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(self._say("title"), id="title", markup=False)
            yield Tabs(
                *(
                    Tab(Content(self._say(f"tab_{pane.split('-')[0]}")), id=f"tab-{pane}")
                    for pane in PANES
                ),
                active=f"tab-{FIRST}",
            )
            yield Static(id="new", markup=False)
        with ContentSwitcher(initial=FIRST):
            yield ExamplesPane(self._assistant)
        yield StudioKeys((), id="keys")

    def on_mount(self) -> None:
        self.session.signal.subscribe(self, self._training_moved)
        self._keys_of(FIRST)

    async def _mount_others(self) -> None:
        """The panes that are not seen at first: to mount them takes as long as all before."""
        async with self._mounting:
            if self.whole:
                return
            switcher = self.query_one(ContentSwitcher)
            for pane in (
                InboxPane(self._assistant),
                HealthPane(self._assistant),
                TrainPane(self._assistant, self.session),
                VersionsPane(self._assistant),
            ):
                await switcher.add_content(pane)
            if not pane.is_attached:
                return  # the Studio was left meanwhile
            self.whole = True
            book = self._examples.book
            self.query_one(TrainPane).show_book(book)
            self._health.follow(PhrasesRead(book))

    def on_unmount(self) -> None:
        self.session.signal.unsubscribe(self)  # which would keep it for ever

    @property
    def session(self) -> TrainingSession:
        """The app's training, which outlives this screen."""
        session: TrainingSession = self.app.training  # type: ignore[attr-defined]
        return session

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @property
    def shown(self) -> str:
        """The pane that is shown, one of PANES."""
        return self.query_one(ContentSwitcher).current or FIRST

    @property
    def _examples(self) -> ExamplesPane:
        return self.query_one(ExamplesPane)

    @property
    def _inbox(self) -> InboxPane:
        return self.query_one(InboxPane)

    @property
    def _health(self) -> HealthPane:
        return self.query_one(HealthPane)

    def show_pane(self, pane: str) -> None:
        self.query_one(Tabs).active = f"tab-{pane}"

    @on(Tabs.TabActivated)
    async def _activated(self, message: Tabs.TabActivated) -> None:
        pane = (message.tab.id or "").removeprefix("tab-")
        if pane != self.shown:
            await self._mount_others()
            self._turn_to(pane)

    def _turn_to(self, pane: str) -> None:
        self.query_one(ContentSwitcher).current = pane
        first = {
            "inbox": "#inbox-items", "examples": "#filter", "health": "#findings",
            "train": "#start", "versions-pane": "#versions",
        }[pane]  # fmt: skip
        target = self.query_one("#stop" if pane == "train" and self.session.going else first)
        if not isinstance(self.focused, Tabs):
            target.focus()
        self._keys_of(pane)
        self.refresh_bindings()

    def _keys_of(self, pane: str) -> None:
        self.query_one(StudioKeys).show(*keys_of(pane, training=self.session.going))

    # What the panes report

    def on_inbox_read(self, message: InboxRead) -> None:
        self._name_tab("inbox", f"{len(message.items):,}" if message.items else "")
        if message.words:
            self._examples.read()

    def on_phrases_read(self, message: PhrasesRead) -> None:
        if message.change is not None or message.anew:
            self._changed = True
            if self.whole:
                self._inbox.read()
        book = message.book
        self._name_tab("examples", f"{book.total:,}")
        new = f"● {self._say('new_short', n=len(book.unseen))}" if book.unseen else ""
        self.query_one("#new", Static).update(new)
        if self.whole:
            self.query_one(TrainPane).show_book(book)
            self._health.follow(message)
        else:
            self.call_after_refresh(self._mount_others)

    def on_model_refreshed(self) -> None:
        if self.whole:
            self._health.look()

    def on_phrases_failed(self, _message: PhrasesFailed) -> None:
        self._name_tab("examples", "!")
        self.call_after_refresh(self._mount_others)

    def on_health_read(self, _message: HealthRead) -> None:
        self._name_tab("health", f"{self._health.count:,}" if self._health.count else "")

    def on_phrase_clashes(self, message: PhraseClashes) -> None:
        self._examples.warn(message.phrase, clash_in_words(message.finding, self._language))

    @on(Rows.Chosen, "#findings")
    def action_show_finding(self) -> None:
        finding = self._health.current
        if finding is not None:
            self._turn_to("examples")  # at once: the tab would take the focus later
            self.show_pane("examples")
            self._examples.show_phrase(*shown_in(finding))

    def on_versions_read(self, message: VersionsRead) -> None:
        self._name_tab("versions-pane", str(len(message.versions)))
        self._version = next((v.name for v in message.versions if v.current), self._version)
        if message.now is not None:
            self._examples.read()

    def _training_moved(self, run: Run) -> None:
        self._name_tab("train", percent(run.share) if run.going else "")
        if not run.going or run.started is None:
            self._keys_of(self.shown)
        if run.phase == "finished":
            self._changed = False
            if not self.whole:
                return
            self.query_one(VersionsPane).tell_deleted(run.finished.deleted if run.finished else ())
            self._examples.read()
            self._inbox.read()

    def _name_tab(self, pane: str, note: str) -> None:
        name = self._say(f"tab_{pane.split('-')[0]}")
        label = Content.assemble(name, (f" {note}" if note else "", DIM))
        self.query_one(f"#tab-{pane}", Tab).label = label

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "stop":
                return self.session.going
            case "remove_phrase":
                return self.shown in ("examples", "health")
            case "show_finding" | "move_phrase":
                return self.shown == "health"
            case "exchange" | "values" | "filter" | "submit":
                return self.shown == "examples"
            case "mark_slot":
                return self.shown in ("inbox", "examples")
            case "inbox":
                return self.shown == "inbox"
            case _:
                return super().check_action(action, parameters)

    def action_next_tab(self) -> None:
        # The pane follows its tab a moment later; pressed twice, F6 goes two tabs on.
        active = self.query_one(Tabs).active.removeprefix("tab-")
        self.show_pane(PANES[(PANES.index(active) + 1) % len(PANES)])

    def action_inbox_tab(self) -> None:
        self.show_pane("inbox")

    def action_inbox(self, what: str) -> None:
        self._inbox.act(what)

    def action_back(self) -> None:
        if self.shown == "inbox" and self._inbox.back():
            return
        if self.shown == "examples" and self._examples.back():
            return
        if self._changed:
            # The chat answers with the phrases as they are now.
            self.app.post_message(ModelChanged(self._version))
        self.dismiss(None)

    async def action_train(self) -> None:
        await self._mount_others()
        self.show_pane("train")
        self.query_one(TrainPane).start()

    def action_stop(self) -> None:
        self.session.cancel()

    def action_undo(self) -> None:
        match self.shown:
            case "inbox":
                self._inbox.undo()
            case "examples" | "health":
                self._examples.undo()
            case "versions-pane":
                self.query_one(VersionsPane).undo()

    def action_use_version(self) -> None:
        self.query_one(VersionsPane).use()

    def action_compare_versions(self) -> None:
        self.query_one(VersionsPane).action_compare()

    def action_submit(self) -> None:
        self._examples.submit()

    def action_remove_phrase(self) -> None:
        if self.shown == "examples":
            self._examples.remove_phrase()
        elif (change := self._health.removal()) is not None:
            self._examples.change(change)

    def action_move_phrase(self) -> None:
        if (change := self._health.move(self._examples.book)) is not None:
            self._examples.change(change)

    def action_mark_slot(self) -> None:
        if self.shown == "inbox":
            self._inbox.mark_slot()
        else:
            self._examples.mark_slot()

    def action_values(self) -> None:
        """What the slots of the intent shown may be, where it is the user's own."""
        entry = self._examples.intent
        if entry is None or not entry.slots:
            self._examples.say_below(self._say("no_slots_yet"))
            return
        if not entry.open:
            self._examples.say_below(say("values.not_yours", self._language))
            return

        def closed(changed: bool | None) -> None:
            if changed:
                self._examples.say_below(say("values.stored", self._language))
                self._examples.read(anew=True)

        mine = self._assistant.mine
        screen = ValuesScreen(self._language, mine, entry.name, entry.slots, entry.values)
        self.app.push_screen(screen, closed)

    def action_exchange(self) -> None:
        """Examples from a file, or into one."""
        from assistant.tui.screens.exchange import ExchangeScreen  # it reads many formats

        def closed(phrases: tuple[OwnPhrase, ...] | None) -> None:
            if phrases:
                there = {own for entry in self._examples.book.intents.values() for own in entry.own}
                added = tuple(phrase for phrase in phrases if phrase not in there)
                replaced = self._examples.book.replaced_by(added)
                self._examples.change(Change(replaced, added))

        self.app.push_screen(ExchangeScreen(self._assistant), closed)

    def action_filter(self) -> None:
        self._examples.remove_class("-detail")
        self.query_one("#filter").focus()

    def action_new_intent(self) -> None:
        if self.shown == "inbox":
            return self._inbox.new_intent()

        def made(new: NewIntent | None) -> None:
            if new is not None:
                self._examples.new_intent(new)

        self.show_pane("examples")
        taken = self._examples.book.intents
        self.app.push_screen(NewIntentScreen(self._language, taken=taken), made)
        return None

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)
