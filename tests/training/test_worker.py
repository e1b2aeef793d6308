"""The training process, from the app's side of the pipe."""

import os
from contextlib import aclosing, suppress
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.paths import user_paths
from assistant.plugins.learned import read_learned
from assistant.training import worker
from assistant.training.comparison import Changed, Comparison, Tally, read_comparison
from assistant.training.worker import (
    Compared,
    EpochDone,
    Event,
    Failed,
    Finished,
    Progress,
    Request,
    Scores,
    Started,
    decode,
    encode,
    train,
)
from assistant.understanding.bundle import read_bundle
from assistant.understanding.versions import DEFAULT, Versions

EVENTS = [
    Started(10, 2, 3, 1),
    Progress(1, 3, 4, 30, 0.5, None),
    EpochDone(1, 3, 0.4, 0.9),
    Finished("gru-1", Scores(0.9, 10, 0, 1), Scores(0.95, 10, 1, 1), 3.0),
    Finished("gru-1", None, Scores(0.95, 10, 1, 1), 3.0, True, ("gru-0",)),
    Compared(
        Comparison(
            "a",
            "b",
            Tally(4, 3, 2),
            Tally(1, 1, 1),
            {"hello": Tally(4, 3, 2)},
            (Changed("안녕", "hello", "hello", "rain", False),),
        )
    ),
    Failed("It broke.", "Mend it."),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data set that trains in a moment."""
    folder = tmp_path / "data"
    folder.mkdir()
    lines = [
        f'{{"text": "{word} number {i}", "intent": "{word}", "lang": "en", "slots": []}}'
        for word in ("hello", "rain")
        for i in range(8)
    ]
    for name in ("train", "valid"):
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    return folder


async def all_events(request: Request) -> list[Event]:
    return [event async for event in train(request)]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_events_come_out_of_the_pipe_as_they_went_in(event: Event) -> None:
    assert decode(encode(event)) == event
    assert "\n" not in encode(event)


@pytest.mark.parametrize("line", ["", "hello", "[]", "{}", '{"event": "Progress"}', '{"event": 3}'])
def test_what_a_library_prints_is_no_event(line: str) -> None:
    with pytest.raises(ValueError):
        decode(line)


async def test_a_training_tells_its_progress_and_leaves_a_whole_model(
    data: Path, tmp_path: Path
) -> None:
    events = await all_events(Request(data=data, out=tmp_path / "model", epochs=2, seed=1))
    kinds = [type(event) for event in events]
    assert kinds[0] is Started
    assert kinds[-1] is Finished
    assert kinds.count(EpochDone) == 2
    assert Progress in kinds
    assert read_bundle(tmp_path / "model").manifest.labels == ("hello", "rain")


async def test_a_model_of_a_data_set_is_not_put_in_use(data: Path) -> None:
    events = await all_events(Request(data=data, epochs=1))
    assert isinstance(events[-1], Finished)
    versions = Versions(user_paths())
    assert versions.current().name == DEFAULT
    assert events[-1].version in {version.name for version in versions.all()}


async def test_what_the_user_taught_is_trained_put_in_use_and_can_be_undone(home: Path) -> None:
    """One epoch over all built-in phrases and one of the user's own."""
    with Assistant() as bot:
        bot.correct("put on some bossa nova", "music.play")
    events = await all_events(Request(epochs=1, use_anyway=True))
    assert isinstance(events[0], Started)
    assert events[0].own_phrases == 1
    compared, finished = events[-2:]
    assert isinstance(finished, Finished) and isinstance(compared, Compared)
    assert not finished.refused
    assert finished.before is not None
    assert finished.before.own_right == finished.after.own_total == 1
    assert compared.comparison == read_comparison(home / "models" / finished.version)
    assert (compared.comparison.before, compared.comparison.after) == (DEFAULT, finished.version)
    versions = Versions(user_paths())
    assert versions.current().name == finished.version
    assert "music.play" in versions.current().manifest.labels
    assert read_learned(home / "models" / finished.version) == {
        "music.play\tput on some bossa nova"
    }
    assert versions.undo().name == DEFAULT


async def test_what_cannot_be_trained_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text('{"text": "only one", "intent": "a"}')
    (event,) = await all_events(Request(data=tmp_path))
    assert isinstance(event, Failed)
    assert "fewer than two intents" in event.what
    assert event.remedy


async def test_a_child_that_dies_is_a_failure_that_names_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        worker, "child_environment", lambda: {**os.environ, "PYTHONPATH": "/nowhere"}
    )
    monkeypatch.setattr(worker, "__name__", "no_such_module")
    (event,) = await all_events(Request())
    assert isinstance(event, Failed)
    assert "no_such_module" in event.what


async def test_stopping_kills_the_child_and_keeps_the_old_model(data: Path, home: Path) -> None:
    async with aclosing(train(Request(data=data, epochs=500))) as events:  # type: ignore[type-var]
        async for event in events:
            if isinstance(event, Progress):
                break
    assert Versions(user_paths()).current().name == DEFAULT
    assert list((home / "models").glob("*")) == []


async def test_a_child_killed_from_outside_is_a_failure(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    children = []
    start = asyncio.create_subprocess_exec

    async def remember(*args: object, **options: object) -> asyncio.subprocess.Process:
        children.append(await start(*args, **options))  # type: ignore[arg-type]
        return children[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", remember)
    last: Event | None = None
    async for event in train(Request(data=data, epochs=500)):
        if isinstance(event, Progress):
            with suppress(ProcessLookupError):
                children[0].kill()
        last = event
    assert isinstance(last, Failed)
    assert "signal 9" in last.what
