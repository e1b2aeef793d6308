"""The versions of the model: which there are, which is in use, the way back, and all else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.problems import AssistantError
from assistant.tui.messages import ModelChanged
from assistant.tui.screens.ask import AskScreen
from assistant.tui.screens.studio_compare import CompareScreen
from assistant.tui.screens.studio_messages import VersionsFailed, VersionsRead
from assistant.tui.text import clean
from assistant.tui.widgets.deeds import Deeds
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.learned import Changes
    from assistant.training.comparison import Comparison
    from assistant.understanding.versions import Version


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MEGABYTE = 1_000_000
ROOM = 5  # cells of a row that are not words: the marker, the scrollbar, what parts left from right
_GIVEN = re.compile(r"\w+-\d{8}-\d{6}(-\d+)?")  # a name that nobody chose


class VersionsPane(Vertical):
    """The versions in a list; Enter puts one in use."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    DEFAULT_CSS = """
    VersionsPane {
        padding: 1 2 0 2;
        #versions { height: auto; max-height: 1fr; min-height: 3; }
        #version-about { height: auto; margin-top: 1; padding-left: 2; color: $text-muted; }
        #versions-said { height: auto; color: $text-muted; margin-top: 1; padding-left: 2; }
        #versions-said.-problem { color: $text-warning; }
        #versions-buttons { height: 1; margin-top: 1; padding-left: 2; }
        Deeds { margin-top: 1; padding-left: 2; }
        Button { margin-right: 2; min-width: 8; }
    }
    .-narrow VersionsPane { padding: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+k", "compare", show=False, id="versions.compare"),
        Binding("ctrl+r", "rename", show=False, id="versions.rename"),
        Binding("ctrl+e", "export", show=False, id="versions.export"),
        Binding("ctrl+o", "import", show=False, id="versions.import"),
        Binding("delete", "delete", show=False, id="versions.delete"),
    ]
    KEYS = tuple(
        Key(shown, f"models.key_{name}", name)
        for shown, name in (
            ("^K", "compare"), ("^R", "rename"), ("^E", "export"), ("^O", "import"),
            ("Del", "delete"),
        )
    )  # fmt: skip

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(id="versions-pane")
        self._assistant = assistant
        self._busy = False
        self._names: list[str] = []  # of the versions in the list
        self._in_use = ""
        self._changes: Mapping[str, Changes] = {}
        self._worse: Mapping[str, str] = {}
        self._doomed = ""  # the version that Delete was pressed on once

    def compose(self) -> ComposeResult:
        rows: Rows[Version] = Rows(self._draw, id="versions")
        yield rows
        yield Static(id="version-about", markup=False)
        with Horizontal(id="versions-buttons"):
            yield Button(self._studio("use"), id="use", compact=True)
            yield Button(self._studio("undo_version"), id="undo-version", compact=True)
        yield Deeds(self.KEYS, self._language)
        yield Static(id="versions-said", markup=False)

    def on_mount(self) -> None:
        self.read()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @property
    def _current(self) -> Version | None:
        """The version under the cursor."""
        found: Version | None = self.query_one("#versions", Rows).current
        return found

    # In threads

    @work(thread=True, group="versions")
    def read(self, did: str = "") -> None:
        try:
            message: Message = self._read_all(did)
        except AssistantError as error:
            message = VersionsFailed(error.problem)
        self.post_message(message)

    def _read_all(self, did: str = "", *, now: bool = False) -> VersionsRead:
        from assistant.plugins.learned import changes
        from assistant.training.comparison import read_comparison

        versions = self._assistant.versions
        found = versions.all()
        compared = {v.name: read_comparison(v.folder) for v in found}
        worse = {name: each.before for name, each in compared.items() if each and each.worse}
        current = versions.current() if now else None
        return VersionsRead(found, current, changes(found), worse, did)

    @work(thread=True, group="versions")
    def _do(self, deed: Callable[[], object], done: str, switches: bool) -> None:
        try:
            told = deed()
            message: Message = self._read_all(told if isinstance(told, str) else done, now=switches)
        except AssistantError as error:
            message = VersionsFailed(error.problem)
        self.post_message(message)

    def _begin(self, deed: Callable[[], object], *, done: str = "", switches: bool = False) -> None:
        """Have it done unless something is being done; then say `done`, or the text it gives."""
        self._doomed = ""
        if not self._busy:
            self._busy = True
            self._said(self._say("working"))
            self._do(deed, done, switches)

    # What came of it

    def on_versions_read(self, message: VersionsRead) -> None:
        self._busy = False
        self._changes, self._worse = message.changes, message.worse
        rows: Rows[Version] = self.query_one("#versions", Rows)
        current = next((i for i, v in enumerate(message.versions) if v.current), 0)
        # After a training other versions stand in these rows: begin at the one in use again.
        before, self._names = self._names, [version.name for version in message.versions]
        stays = before == self._names and message.now is None
        self._in_use = self._names[current] if self._names else ""
        rows.show(message.versions, cursor=None if stays else current)
        rows.styles.height = max(len(message.versions), 1)
        if message.did:
            self._said(message.did)
        if message.now is not None:
            self._said(self._studio("in_use_now", name=message.now.name))
            self.app.post_message(ModelChanged(message.now.name))

    def on_versions_failed(self, message: VersionsFailed) -> None:
        self._busy = False
        self._said(said(message.problem, self._language), problem=True)

    @on(Rows.Highlighted, "#versions")
    def _highlighted(self) -> None:
        version = self._current
        about = Content("") if version is None else self._about(version)
        self.query_one("#version-about", Static).update(about)
        if version is None or version.name != self._doomed:
            self._doomed = ""

    # What one can do

    @on(Button.Pressed, "#use")
    @on(Rows.Chosen, "#versions")
    def use(self) -> None:
        version, versions = self._current, self._assistant.versions
        if version is None or self._busy:
            return
        if version.current:
            self._said(self._studio("used_already", name=version.name))
            return
        name = version.name
        self._begin(lambda: versions.use(name), switches=True)

    @on(Button.Pressed, "#undo-version")
    def undo(self) -> None:
        versions = self._assistant.versions
        self._begin(versions.undo, switches=True)

    @on(Deeds.Chosen)
    def _chosen(self, message: Deeds.Chosen) -> None:
        getattr(self, f"action_{message.deed}")()

    def action_compare(self) -> None:
        """Beside the one in use: what would change with the version under the cursor."""
        version = self._current
        if version is None:
            return
        if version.current:
            self._said(self._say("compare_same"))
            return
        before, after = self._in_use, version.name
        title = self._say("compare_title", before=before, after=after)
        self.app.push_screen(
            CompareScreen(self._language, title, lambda: self._compared(before, after))
        )

    def _compared(self, before: str, after: str) -> Comparison:
        """In a thread: as the training wrote it down, else made now, in some seconds."""
        from assistant.training.comparing import compare_models
        from assistant.training.comparison import read_comparison

        known = read_comparison(self._assistant.paths.models / after)
        if known is not None and known.before == before:
            return known
        return compare_models(self._assistant.paths, before, after)

    def action_rename(self) -> None:
        version, versions = self._current, self._assistant.versions
        if version is None:
            return
        old = version.name

        def named(new: str | None) -> None:
            if new is not None and new != old:
                done = self._say("renamed", name=new)
                self._begin(lambda: versions.rename(old, new), done=done)

        self._ask("rename", named, name=old, text=old)

    def action_export(self) -> None:
        from assistant.understanding.transfer import export_model

        version, versions = self._current, self._assistant.versions
        if version is None:
            return
        name = version.name

        def to(file: str | None) -> None:
            if file is not None:
                path = Path(file).expanduser().absolute()
                done = self._say("exported", name=path)
                self._begin(lambda: export_model(versions, name, path), done=done)

        self._ask("export", to, name=name, text=str(Path.home() / f"{name}.zip"))

    def action_import(self) -> None:
        from assistant.understanding.transfer import import_model

        versions = self._assistant.versions

        def taken(file: str | None) -> None:
            if file is not None:
                path = Path(file).expanduser().absolute()
                self._begin(lambda: self._say("imported", name=import_model(versions, path)))

        self._ask("import", taken)

    def action_delete(self) -> None:
        """Asks first: it cannot be undone."""
        version, versions = self._current, self._assistant.versions
        if version is None:
            return
        name = version.name
        if self._doomed != name and not (version.bundled or version.current):
            self._doomed = name
            self._said(self._say("delete_sure", name=name, size=megabytes(version.size)))
            return
        done = self._say("deleted", name=name)
        self._begin(lambda: versions.remove(name), done=done)

    def tell_deleted(self, names: tuple[str, ...]) -> None:
        """Say which versions a training deleted to make room."""
        self.read(self._say("made_room", name=", ".join(names)) if names else "")

    def _ask(
        self, what: str, answered: Callable[[str | None], None], *, text: str = "", name: str = ""
    ) -> None:
        self._doomed = ""
        title, label = self._say(f"{what}_title"), self._say(f"{what}_label", name=name)
        screen = AskScreen(self._language, title=title, label=label, text=text)
        self.app.push_screen(screen, answered)

    # Drawing

    def _draw(self, version: Version) -> tuple[Content, Content]:
        mark = ("● ", "$success") if version.current else "  "
        parts: list[Content | str | tuple[str, str]] = [
            mark,
            (f"{version.cell:<6}", "bold"),
            when(version.trained, self._language),
        ]
        if version.current:
            parts.append(("  " + self._studio("current"), "$success"))
        elif version.bundled:
            parts.append(("  " + self._studio("bundled"), DIM))
        if not version.bundled and not _GIVEN.fullmatch(version.name):
            parts.append("  " + clean(version.name))
        left = Content.assemble(*parts)
        accuracy = "" if version.accuracy is None else per_mille(version.accuracy)
        facts = [self._studio("counts", **_counts(version))]
        if change := self._changes.get(version.name):
            facts.append(f"+{change.added} −{change.removed}")
        right = Content(f"{accuracy:>7}")
        room = self.size.width - ROOM - left.cell_length
        for fact in facts:  # as many of them as there is room for; the rest is told under the list
            longer = Content.styled(f"{fact}  ", DIM) + right
            if longer.cell_length > room:
                break
            right = longer
        return left, right

    def _about(self, version: Version) -> Content:
        """All that is known of a version, under the list."""
        words = self._say(
            "about", name=clean(version.name), size=megabytes(version.size), **_counts(version)
        )
        parts: list[str | tuple[str, str]] = [words]
        if change := self._changes.get(version.name):
            learned = self._say("since", added=change.added, removed=change.removed)
            parts.append("\n" + learned)
        if worse := self._worse.get(version.name):
            parts.append(("\n" + self._say("was_worse", before=clean(worse)), "$text-warning"))
        return Content.assemble(*parts)

    def _said(self, text: str, *, problem: bool = False) -> None:
        below = self.query_one("#versions-said", Static)
        below.update(Content(clean(text)))
        below.set_class(problem, "-problem")

    def _say(self, key: str, **values: object) -> str:
        return say(f"models.{key}", self._language, **values)

    def _studio(self, key: str, **values: object) -> str:
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


def megabytes(size: int) -> str:
    """1234567 → "1.2 MB"."""
    return f"{size / MEGABYTE:.1f} MB"
