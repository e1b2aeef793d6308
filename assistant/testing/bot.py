"""`assistant_bot`: an assistant in a world that a test makes up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from assistant.conversation.assistant import Assistant
from assistant.paths import user_paths
from assistant.plugins.api import Reply, Scheduled
from assistant.plugins.grants import grant
from assistant.plugins.manifest import Plugin, read_manifest, read_module
from assistant.problems import AssistantError
from assistant.settings import Settings, write_settings
from assistant.testing.host import FakeHost, Notification, Outside
from assistant.testing.places import take_over
from assistant.testing.web import FakeWeb

START = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday; where every test begins


class AssistantBot:
    """An assistant in a temporary home. It begins on Wednesday, 2026-11-25, at 10:00 (UTC).

    The built-in plugins are there, and the one under test, with all it declares granted. Nothing
    outside is touched: what would be is written down. `assistant_bot.web` is its network.
    """

    def __init__(self, home: Path, *, seed: Path | None = None, beside: Path = Path()) -> None:
        """`seed` is a folder that keeps what takes long to find out; paths given to `use` are
        taken from `beside`."""
        self.web = FakeWeb()  # what ctx.http() reaches
        self._paths = user_paths(home)
        self._seed = seed
        self._beside = beside
        self._now = START
        self._zone: tzinfo = UTC
        self._settings = Settings(first_start_done=True)
        self._outside = Outside(lambda: self._now, self.web.client)
        self._plugin: Plugin | None = None
        self._assistant: Assistant | None = None
        self._rang: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the conversation; the next message begins another."""
        if self._assistant is not None:
            self._assistant.close()
            if self._seed is not None:
                take_over(self._paths.cache, self._seed)
            self._assistant = None

    def say(self, text: str) -> Reply:
        """The reply to a message; `reply.understanding` says what it was taken to mean."""
        return self.assistant.reply(text)

    def use(self, plugin: Path | str, **config: object) -> None:
        """Test this plugin: a folder or a single file, from the test's folder on.

        `config` is what its user would write into config.toml under [plugins.<id>]. Raises
        AssistantError when it is no plugin.
        """
        self.close()
        place = (self._beside / plugin).absolute()
        found = read_module(place) if place.suffix == ".py" else read_manifest(place)
        if found is None:
            raise AssistantError(
                "Nothing in it is decorated with @intent.", where=str(place),
                remedy="Name a plugin: a folder with an intent.toml, or a file with @intent.",
            )  # fmt: skip
        self._plugin = found
        if config:
            self._write(replace(self._settings, plugins={found.id: config}))
        self.grant()

    def lives_in(self, city: str) -> None:
        """Make a city the user's home; the clock there shows what it showed before."""
        self._write(replace(self._settings, home_city=city))
        home = self.assistant.home
        if home is None:
            raise AssistantError(
                f"There is no city {city!r}.", where="lives_in", remedy="Name one such as Seoul."
            )
        self._zone = ZoneInfo(home.timezone)
        self._now = self._now.replace(tzinfo=self._zone)

    def at(self, moment: str | datetime) -> None:
        """Let it be a moment, such as "2026-11-25 10:00", where the user lives."""
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        self._move(moment if moment.tzinfo else moment.replace(tzinfo=self._zone))

    def wait(self, **length: float) -> None:
        """Let time pass: `wait(minutes=10)`, with the words of timedelta. What is due rings."""
        # In UTC: on a clock, an hour is another length where summer time begins or ends.
        self._move((self._now.astimezone(UTC) + timedelta(**length)).astimezone(self._now.tzinfo))

    def grant(self, *capabilities: str) -> None:
        """Let the plugin use capabilities, or all it declares. It may from the start."""
        self._allow(capabilities, allowed=True)

    def revoke(self, *capabilities: str) -> None:
        """Forbid the plugin capabilities, or all it declares: it has to ask the user."""
        self._allow(capabilities, allowed=False)

    def secret(self, name: str, value: str) -> None:
        """What `ctx.secret(name)` gives."""
        self._outside.secrets[name] = value

    @property
    def now(self) -> datetime:
        """What the clock shows; aware."""
        return self._now

    @property
    def rings(self) -> tuple[Scheduled, ...]:
        """What is still to ring, the next first."""
        pending = (each for s in self._outside.schedules.values() for each in s.pending())
        return tuple(sorted(pending, key=lambda scheduled: scheduled.at))

    @property
    def rang(self) -> tuple[str, ...]:
        """What has rung, in its words, the first first."""
        return tuple(self._rang)

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """What the desktop would have shown, the first first."""
        return tuple(self._outside.notifications)

    @property
    def opened(self) -> tuple[str, ...]:
        """What would have been opened, the first first."""
        return tuple(self._outside.opened)

    @property
    def plugin(self) -> Plugin:
        """The plugin under test. Raises AssistantError when there is none."""
        if self._plugin is None:
            raise AssistantError(
                "No plugin was found above the test.", where=str(self._beside),
                remedy="Put the test beside its intent.toml, or call assistant_bot.use(folder).",
            )  # fmt: skip
        return self._plugin

    @property
    def assistant(self) -> Assistant:
        """The assistant itself. Raises AssistantError when the plugin cannot be used beside the
        others."""
        if self._assistant is None:
            self._assistant = self._open()
        return self._assistant

    def _open(self) -> Assistant:
        if self._seed is not None:
            take_over(self._seed, self._paths.cache)
        place = [self._plugin.file or self._plugin.folder] if self._plugin else []
        assistant = Assistant(
            self._paths.data,
            clock=lambda: self._now,
            plugins=place,
            host=lambda plugin: FakeHost(plugin, self._outside),
        )
        for problem in assistant.library.problems:
            if self._plugin is not None and problem.where.startswith(str(self._plugin.source)):
                raise AssistantError(problem.what, where=problem.where, remedy=problem.remedy)
        return assistant

    def _allow(self, capabilities: tuple[str, ...], *, allowed: bool) -> None:
        plugin = self.plugin
        wanted = capabilities or plugin.capabilities
        grant(self._paths.data, plugin.id, wanted, allowed=allowed)

    def _write(self, settings: Settings) -> None:
        self.close()
        self._settings = settings
        write_settings(self._paths.settings, settings)

    def _move(self, to: datetime) -> None:
        due = [each for s in self._outside.schedules.values() for each in s.ring(to)]
        self._rang += [words for _, words in sorted(due)]
        self._now = to
