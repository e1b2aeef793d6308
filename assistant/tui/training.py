"""The training of the app: one run at a time, which goes on while screens come and go.

The app owns one `TrainingSession`. It publishes every step on `signal`, to which a screen
subscribes while it is shown. `run` says at any moment how far it is, so that a screen opened in the
middle shows everything.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from textual.signal import Signal

from assistant.catalogue import say
from assistant.problems import AssistantError, Problem
from assistant.training.worker import (
    Compared,
    EpochDone,
    Event,
    Failed,
    Finished,
    Progress,
    Request,
    Started,
    train,
)
from assistant.tui.messages import ModelChanged

if TYPE_CHECKING:
    from textual.app import App
    from textual.worker import Worker

    from assistant.conversation.assistant import Assistant

Train = Callable[[Request], AsyncIterator[Event]]
# finishing: the new model is there; it can no longer be stopped
Phase = Literal["starting", "running", "finishing", "finished", "failed", "stopped"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """A training as far as it has come."""

    request: Request
    phase: Phase = "starting"
    started: Started | None = None
    progress: Progress | None = None
    losses: tuple[float, ...] = ()  # one a progress report
    accuracies: tuple[float, ...] = ()  # one an epoch, on held-out examples
    compared: Compared | None = None
    finished: Finished | None = None
    failed: Failed | None = None
    kept: bool = False  # of a worse model: the user said that the old one stays

    @property
    def asks(self) -> bool:
        """Whether the new model is worse, and the user has not said yet which one to use."""
        over = self.phase == "finished" and self.finished is not None
        return over and self.finished.refused and not self.kept  # type: ignore[union-attr]

    @property
    def going(self) -> bool:
        return self.phase in ("starting", "running", "finishing")

    @property
    def can_stop(self) -> bool:
        return self.phase in ("starting", "running")

    @property
    def share(self) -> float:
        """How much of it is over, 0 to 1."""
        if self.finished is not None:
            return 1.0
        at = self.progress
        if at is None:
            return 0.0
        return min(1.0, (at.epoch - 1 + at.step / max(at.steps, 1)) / max(at.epochs, 1))


def advanced(run: Run, event: Event) -> Run:
    """The run after `event`."""
    match event:
        case Started():
            return replace(run, phase="running", started=event)
        case Progress():
            return replace(run, phase="running", progress=event, losses=(*run.losses, event.loss))
        case EpochDone():
            accuracies = (*run.accuracies, event.held_out_accuracy)
            return replace(run, phase="running", accuracies=accuracies)
        case Compared():
            return replace(run, phase="finishing", compared=event)
        case Finished():
            return replace(run, phase="finishing", finished=event)
        case Failed():
            return replace(run, phase="failed", failed=event)
    raise TypeError(f"{event!r} is no event of a training")


class TrainingSession:
    """Runs one training at a time for the app."""

    def __init__(self, app: App[object], assistant: Assistant, train: Train = train) -> None:
        self.run: Run | None = None
        self.signal: Signal[Run] = Signal(app, "training")
        self._app = app
        self._assistant = assistant
        self._train = train
        self._worker: Worker[None] | None = None

    @property
    def going(self) -> bool:
        return self.run is not None and self.run.going

    def start(self, request: Request) -> None:
        """Begin, unless one is going already."""
        if self.going:
            return
        self._now(Run(request))
        self._worker = self._app.run_worker(
            self._consume(request), name="training", group="training", exit_on_error=False
        )

    def cancel(self) -> None:
        """Stop it and keep the old model."""
        if self.run is not None and self.run.can_stop and self._worker is not None:
            self._worker.cancel()
            self._now(replace(self.run, phase="stopped"))

    def use_anyway(self) -> None:
        """Put the new model in use although it is worse."""
        if self.run is not None and self.run.asks:
            self._app.run_worker(self._use(self.run), group="training", exit_on_error=False)

    def keep_old(self) -> None:
        """Leave the model before in use; the new one stays among the versions."""
        if self.run is not None and self.run.asks:
            self._now(replace(self.run, kept=True))

    async def _use(self, run: Run) -> None:
        assert run.finished is not None
        name = run.finished.version
        try:
            await asyncio.to_thread(self._assistant.versions.use, name)
        except AssistantError as error:
            self._now(advanced(run, _as_failed(error.problem)))
            return
        self._now(replace(run, finished=replace(run.finished, refused=False)))
        self._app.post_message(ModelChanged(name))

    async def _consume(self, request: Request) -> None:
        run = Run(request)
        try:
            async with aclosing(self._train(request)) as events:  # type: ignore[type-var]
                async for event in events:
                    run = advanced(run, event)
                    self._now(run)
            if run.finished is not None:
                run = replace(run, phase="finished")
            elif run.going:
                run = advanced(run, self._ended_early())
        except AssistantError as error:
            run = advanced(run, _as_failed(error.problem))
        except Exception:  # the person must learn that it ended, whatever ended it
            log.exception("the training ended")
            run = advanced(run, self._ended_early())
        self._now(run)
        if run.finished is not None and not run.finished.refused and run.phase == "finished":
            self._app.post_message(ModelChanged(run.finished.version))

    def _now(self, run: Run) -> None:
        self.run = run
        self.signal.publish(run)

    def _ended_early(self) -> Failed:
        language = self._assistant.settings.interface_language
        return Failed(
            say("studio.ended_early", language), say("studio.ended_early_remedy", language)
        )


def _as_failed(problem: Problem) -> Failed:
    return Failed(f"{problem.where}: {problem.what}", problem.remedy)
