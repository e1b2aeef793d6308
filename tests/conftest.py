"""What several tests stand on: a home of their own, and networks small enough to be quick."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

# Before NumPy is imported: two threads on two busy cores wait for each other most of the time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

from assistant.understanding.bundle import Bundle, Manifest, read_base
from assistant.understanding.embedding import Embedding
from assistant.understanding.tagger import tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import Sizes, halved

# How long an example takes says more of the machine's load than of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SMALL = Sizes(pieces=16_000, embedding=12, units=8, projected=10)
LABELS = ("greet", "out_of_scope", "weather")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Nobody's files but the test's own are touched."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ASSISTANT_HOME", str(folder))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    yield folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return read_base().tokenizer


@pytest.fixture
def small_bundle(tokenizer: Tokenizer) -> Bundle:
    """A whole model with random weights, too small to know anything."""
    chance = np.random.default_rng(0)
    manifest = Manifest(
        cell="gru",
        trained=datetime(2026, 11, 23, 12, tzinfo=UTC),
        sizes=SMALL,
        labels=LABELS,
        tags=tag_names(["city", "date"]),
        buckets=64,
        examples=3,
        metrics={"held_out_accuracy": 0.5},
    )
    weights = {
        name: chance.standard_normal(shape).astype(np.float16)
        for shapes in manifest.shapes.values()
        for name, shape in shapes.items()
    }
    embedding = Embedding.of(chance.standard_normal((SMALL.pieces, SMALL.embedding)))
    return Bundle("small", manifest, tokenizer, embedding, halved(weights))


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the bundled encoder makes of the built-in phrases, which takes seconds to find out."""
    from assistant import Assistant

    folder = tmp_path_factory.mktemp("rehearsed")
    with Assistant(folder) as bot:
        bot.load()
        bot.correct("say it once", "rehearsed.once")
    return folder / "cache" / "rehearsal.safetensors"


@pytest.fixture
def rehearsed(home: Path, rehearsal: Path) -> None:
    """A home in which the first phrase is taught as quickly as any other."""
    cache = home / "cache"
    cache.mkdir(parents=True)
    shutil.copy(rehearsal, cache / rehearsal.name)
