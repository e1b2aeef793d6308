"""The versions of the model: which there are, which is in use, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.problems import AssistantError
from assistant.tui.messages import ModelChanged
from assistant.tui.screens.studio_messages import VersionsFailed, VersionsRead
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.understanding.versions import Version


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class VersionsPane(Vertical):
    """The versions in a list; Enter puts one in use."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    DEFAULT_CSS = """
    VersionsPane {
        padding: 1 2 0 2;
        #versions { height: auto; max-height: 1fr; min-height: 3; }
        #versions-said { height: auto; color: $text-muted; margin-top: 1; padding-left: 2; }
        #versions-said.-problem { color: $text-warning; }
        #versions-buttons { height: 1; margin-top: 1; padding-left: 2; }
        Button { margin-right: 2; min-width: 8; }
    }
    .-narrow VersionsPane { padding: 1 0 0 0; }
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(id="versions-pane")
        self._assistant = assistant
        self._busy = False
        self._names: list[str] = []  # of the versions in the list

    def compose(self) -> ComposeResult:
        rows: Rows[Version] = Rows(self._draw, id="versions")
        yield rows
        with Horizontal(id="versions-buttons"):
            yield Button(self._say("use"), id="use", compact=True)
            yield Button(self._say("undo_version"), id="undo-version", compact=True)
        yield Static(id="versions-said", markup=False)

    def on_mount(self) -> None:
        self.read()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @work(thread=True, group="versions")
    def read(self) -> None:
        try:
            message: Message = VersionsRead(self._assistant.versions.all())
        except AssistantError as error:
            message = VersionsFailed(error.problem)
        self.post_message(message)

    @work(thread=True, group="versions")
    def _switch(self, name: str | None) -> None:
        """Use a version, or without a name the one before."""
        versions = self._assistant.versions
        try:
            if name is None:
                versions.undo()
            else:
                versions.use(name)
            message: Message = VersionsRead(versions.all(), versions.current())
        except AssistantError as error:
            message = VersionsFailed(error.problem)
        self.post_message(message)

    def on_versions_read(self, message: VersionsRead) -> None:
        self._busy = False
        rows: Rows[Version] = self.query_one("#versions", Rows)
        current = next((i for i, v in enumerate(message.versions) if v.current), 0)
        # After a training other versions stand in these rows: begin at the one in use again.
        before, self._names = self._names, [version.name for version in message.versions]
        stays = before == self._names and message.now is None
        rows.show(message.versions, cursor=None if stays else current)
        rows.styles.height = max(len(message.versions), 1)
        if message.now is not None:
            self._said(self._say("in_use_now", name=message.now.name))
            self.app.post_message(ModelChanged(message.now.name))

    def on_versions_failed(self, message: VersionsFailed) -> None:
        self._busy = False
        self._said(said(message.problem, self._language), problem=True)

    @on(Button.Pressed, "#use")
    @on(Rows.Chosen, "#versions")
    def use(self) -> None:
        version = self.query_one("#versions", Rows).current
        if version is None or self._busy:
            return None
        if version.current:
            return self._said(self._say("used_already", name=version.name))
        self._busy = True
        self._switch(version.name)
        return None

    @on(Button.Pressed, "#undo-version")
    def undo(self) -> None:
        if not self._busy:
            self._busy = True
            self._switch(None)

    def _draw(self, version: Version) -> tuple[Content, Content]:
        mark = ("● ", "$success") if version.current else "  "
        parts: list[Content | str | tuple[str, str]] = [
            mark,
            (f"{version.cell:<6}", "bold"),
            when(version.trained, self._language),
        ]
        if version.current:
            parts.append(("  " + self._say("current"), "$success"))
        elif version.bundled:
            parts.append(("  " + self._say("bundled"), DIM))
        accuracy = "" if version.accuracy is None else per_mille(version.accuracy)
        counts = "" if self.size.width < 60 else self._say("counts", **_counts(version)) + "   "
        return Content.assemble(*parts), Content.assemble((counts, DIM), f"{accuracy:>7}")

    def _said(self, text: str, *, problem: bool = False) -> None:
        below = self.query_one("#versions-said", Static)
        below.update(Content(text))
        below.set_class(problem, "-problem")

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)


def when(moment: datetime, language: str) -> str:
    """A moment as short as it can be understood: 23 Nov 21:04, 11월 23일 21:04."""
    local = moment.astimezone()
    year = local.year if local.year != datetime.now().year else None
    if language == "ko":
        return (f"{year}년 " if year else "") + f"{local.month}월 {local.day}일 {local:%H:%M}"
    month = MONTHS[local.month - 1]
    return f"{local.day} {month} " + (f"{year} " if year else "") + f"{local:%H:%M}"


def per_mille(share: float) -> str:
    """0.9684 → "96.8 %"."""
    return f"{share * 100:.1f} %"


def _counts(version: Version) -> dict[str, object]:
    return {"examples": f"{version.examples:,}", "intents": version.intents}
