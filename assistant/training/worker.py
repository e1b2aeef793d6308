"""The process that trains, and how the app talks to it: one JSON object a line on its stdout.

The app's side, `train`, imports neither torch nor the network. The child, `python -m
assistant.training.worker REQUEST`, writes the new model beside the old ones and makes it the
current one only when it is whole and no worse, so it may be killed at any moment.
"""

import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.problems import AssistantError
from assistant.training.comparison import Comparison, from_json

if TYPE_CHECKING:
    from assistant.training.corpus import Corpus
    from assistant.understanding.bundle import Bundle

LONGEST_LINE = 64 * 1024 * 1024  # bytes of an event; a comparison names many phrases


@dataclass(frozen=True)
class Request:
    """What to train, on every phrase of the plugins and the user, or on a data set's own."""

    home: Path | None = None  # None: where the platform keeps the user's files
    data: Path | None = None  # a folder of JSON lines; its model is not put in use
    train_file: str = "train.jsonl"  # of that folder
    out: Path | None = None  # where the model goes; None: among the user's models
    cell: str = "gru"
    seed: int = 0
    epochs: int | None = None  # None: as many as the recipe says
    from_scratch: bool = False
    units: int | None = None  # of the recurrent layer each way, from scratch; None: as bundled
    one_language: bool = False  # what the rows are in is all that matters
    keep: float | None = None  # share of in-scope rows kept; None: as the recipe says
    resegmented: float | None = None  # share of readings cut at random; None: likewise
    use_anyway: bool = False  # put the model in use even if it is worse than the one before


@dataclass(frozen=True)
class Scores:
    held_out_accuracy: float
    held_out_rows: int
    own_right: int  # of the user's own phrases
    own_total: int


@dataclass(frozen=True)
class Started:
    examples: int
    intents: int
    epochs: int
    own_phrases: int


@dataclass(frozen=True)
class Progress:
    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    seconds_left: float | None
    took: Sequence[float] = ()  # seconds: forward pass, loss, backward pass
    gradients: Mapping[str, float] = field(default_factory=dict)  # length by layer


@dataclass(frozen=True)
class EpochDone:
    epoch: int
    epochs: int
    loss: float
    held_out_accuracy: float


@dataclass(frozen=True)
class Compared:
    """Comes before Finished, where there is a model to compare with."""

    comparison: Comparison


@dataclass(frozen=True)
class Finished:
    version: str
    before: Scores | None  # None: there was no whole model before
    after: Scores
    seconds: float
    refused: bool = False  # it is worse, so the model before stays in use
    deleted: tuple[str, ...] = ()  # older models that made room


@dataclass(frozen=True)
class Failed:
    what: str
    remedy: str


Event = Started | Progress | EpochDone | Compared | Finished | Failed
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Started, Progress, EpochDone, Compared, Finished, Failed)
}


def encode(event: Event) -> str:
    """One line of JSON."""
    return json.dumps({"event": type(event).__name__, **asdict(event)})


def decode(line: str) -> Event:
    """The event of a line. Raises ValueError for a line that is none."""
    try:
        fields = json.loads(line)
        kind = _KINDS[fields.pop("event")]
        for name in ("before", "after"):
            if kind is Finished and fields[name] is not None:
                fields[name] = Scores(**fields[name])
        for name in {"took", "deleted"} & fields.keys():
            fields[name] = tuple(fields[name])
        if kind is Compared:
            fields["comparison"] = from_json(fields["comparison"])
        event: Event = kind(**fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an event of a training: {line[:200]!r}") from error
    return event


async def train(request: Request) -> AsyncIterator[Event]:
    """Train in a child process. The last event is Finished or Failed.

    Closing the iterator, or cancelling whoever awaits it, kills the child; the old model stays.
    """
    import asyncio

    from assistant.paths import user_paths
    from assistant.understanding.recovery import recover

    finished = False
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, json.dumps(asdict(request), default=str),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=child_environment(), limit=LONGEST_LINE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    complaints = asyncio.create_task(_last_words(process.stderr))
    try:
        async for line in process.stdout:
            try:
                event = decode(line.decode("utf-8", "replace"))
            except ValueError:
                continue  # a library that prints
            finished = isinstance(event, Finished | Failed)
            yield event
        code = await process.wait()
        if not finished:
            yield Failed(_epitaph(code, await complaints), "Train again. The model before is kept.")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        complaints.cancel()
        if not finished:  # whoever asked for it knows; the next start need not say it
            await asyncio.to_thread(recover, user_paths(request.home))


def child_environment() -> dict[str, str]:
    """One thread each: two on two busy cores were up to 100 times slower."""
    import os

    package_parent = str(Path(__file__).parents[2])
    return os.environ | {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join(
            filter(None, [package_parent, os.environ.get("PYTHONPATH", "")])
        ),
    }


async def _last_words(stream: Any) -> str:
    """Read a stream to its end, however much there is, and keep the last of it."""
    kept = b""
    while chunk := await stream.read(65_536):
        kept = (kept + chunk)[-2_000:]
    return kept.decode("utf-8", "replace")


def _epitaph(code: int, complaints: str) -> str:
    if code < 0:
        return f"The training was ended by signal {-code}."
    last = complaints.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"The training stopped ({last[0]})."


def main() -> None:
    """The child: REQUEST as JSON is the only argument."""
    import os

    request = json.loads(sys.argv[1])
    for name in ("home", "data", "out"):
        request[name] = Path(request[name]) if request[name] else None
    if hasattr(os, "nice"):
        os.nice(10)  # the chat goes first

    def tell(event: Event) -> None:
        print(encode(event), flush=True)

    from assistant.logfile import log_to
    from assistant.paths import user_paths

    log_to(user_paths(request["home"]).log)
    try:
        run(Request(**request), tell)
    except AssistantError as error:
        tell(Failed(f"{error.problem.where}: {error.problem.what}", error.problem.remedy))
    except BrokenPipeError:
        sys.exit(1)  # nobody listens any more
    except OSError as error:
        tell(
            Failed(
                f"The new model could not be stored ({error}).",
                "Free some disk space, or make the folder writable. The model before is kept.",
            )
        )
    except MemoryError:
        tell(Failed("There is not enough memory.", "Close other programs and train again."))


def run(request: Request, tell: Callable[[Event], None]) -> None:
    """Train here and now: everything from the phrases to the stored model.

    Raises AssistantError, and OSError when the model cannot be stored.
    """
    import torch

    from assistant.paths import user_paths
    from assistant.training.augmentation import city_values, listed_values
    from assistant.training.calibration import KEPT_OF_BUILT_IN
    from assistant.training.comparing import library_of
    from assistant.training.finishing import finish, judge_before
    from assistant.training.learning import bundled_heads, learn, refreshing
    from assistant.training.trainer import Recipe, Step
    from assistant.understanding.recovery import at_work

    torch.set_num_threads(1)
    began = time.monotonic()
    paths = user_paths(request.home)
    corpus = read_corpus(request)
    recipe = Recipe(seed=request.seed)
    heads, values = None, city_values()
    if request.data is None:
        recipe = replace(recipe, keep=KEPT_OF_BUILT_IN)
        values |= listed_values(library_of(paths))
        heads = None if request.from_scratch else bundled_heads(request.cell)
        if heads is not None:
            recipe = refreshing(recipe)
    if request.keep is not None:
        recipe = replace(recipe, keep=request.keep)
    if request.resegmented is not None:
        recipe = replace(recipe, resegmented=request.resegmented)
    if request.epochs is not None:
        recipe = replace(recipe, epochs=request.epochs, least_steps=0)
    epochs = recipe.epochs_for(len(corpus.train))
    own = sum(row.own and not row.negative for row in corpus.train)
    with at_work(paths.models, "training") if request.out is None else nullcontext():
        tell(Started(len(corpus.train), len(corpus.intents), epochs, own))
        before = judge_before(paths, corpus) if request.data is None else None
        loss, epoch = 0.0, 0
        for event in learn(
            corpus, cell=request.cell, recipe=recipe, from_scratch=request.from_scratch,
            units=request.units, one_language=request.one_language, heads=heads,
            extra_values=values, checkpoint_file=checkpoint_file(request),
        ):  # fmt: skip
            if isinstance(event, Step):
                loss, epoch, epochs = event.loss, event.epoch, event.epochs
                tell(
                    Progress(
                        epoch, event.epochs, event.step, event.steps, loss, event.seconds_left,
                        [round(seconds, 4) for seconds in event.took],
                        {layer: round(length, 5) for layer, length in event.gradients.items()},
                    )
                )  # fmt: skip
            elif isinstance(event, float):
                tell(EpochDone(epoch, epochs, loss, event))
            else:
                folder = stored(request, event, corpus)
                outcome = finish(
                    folder, event, corpus, before, paths, even_if_worse=request.use_anyway,
                    use=request.data is None and request.out is None,
                )  # fmt: skip
                was, now = both_scores(outcome.comparison)
                if before is not None:
                    tell(Compared(outcome.comparison))
                tell(
                    Finished(
                        folder.name, was if before is not None else None, now,
                        time.monotonic() - began, outcome.refused, outcome.deleted,
                    )
                )  # fmt: skip


def stored(request: Request, bundle: "Bundle", corpus: "Corpus") -> Path:
    """Write the model where the request wants it. Raises OSError when the disk refuses."""
    from assistant.paths import user_paths
    from assistant.training.finishing import store
    from assistant.understanding.bundle import write_bundle
    from assistant.understanding.versions import Versions

    versions = Versions(user_paths(request.home))
    name = versions.new_name(request.cell, bundle.manifest.trained)
    folder = request.out or versions.folder / name
    if request.data is None:
        store(folder, bundle, corpus)
    else:
        write_bundle(folder, bundle)
    return folder


def both_scores(comparison: Comparison) -> tuple[Scores, Scores]:
    """Of the model before and of the new one."""
    held_out, own = comparison.held_out, comparison.own
    return (
        Scores(held_out.share_before, held_out.rows, own.before, own.rows),
        Scores(held_out.share_after, held_out.rows, own.after, own.rows),
    )


def checkpoint_file(request: Request) -> Path | None:
    """Beside the model to be: a training on a data set may take hours, and goes on if cut off."""
    if request.data is None or request.out is None:
        return None
    return request.out.with_name(request.out.name + ".checkpoint")


def read_corpus(request: Request) -> "Corpus":
    """The phrases that the request names. Raises AssistantError when there is nothing to learn."""
    from assistant.paths import user_paths
    from assistant.training.comparing import everyones
    from assistant.training.data_sets import read_data_set

    if request.data is not None:
        corpus = read_data_set(request.data, request.train_file)
    else:
        corpus = everyones(user_paths(request.home))
    if len(corpus.intents) < 2:
        raise AssistantError(
            "There are fewer than two intents with examples.", where=str(request.data or "intents"),
            remedy="Add examples to at least two intents.",
        )  # fmt: skip
    return corpus


if __name__ == "__main__":
    main()
