import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.problems import AssistantError
from assistant.understanding.bundle import (
    Bundle,
    read_base,
    read_bundle,
    write_bundle,
)
from assistant.understanding.classifier import Calibration
from assistant.understanding.embedding import Embedding
from assistant.understanding.weights import in_bytes, whole

FILES = ["encoder.safetensors", "classifier.safetensors", "embedding.safetensors", "manifest.json"]


@pytest.fixture
def folder(tmp_path: Path, small_bundle: Bundle) -> Path:
    write_bundle(tmp_path / "model", small_bundle)
    return tmp_path / "model"


def test_what_is_read_is_what_was_written(folder: Path, small_bundle: Bundle) -> None:
    read = read_bundle(folder)
    assert read.manifest.labels == small_bundle.manifest.labels
    assert read.manifest.calibration == small_bundle.manifest.calibration
    text = "비 와?"
    assert read.model().understand(text).ranking == small_bundle.model().understand(text).ranking


def test_prototypes_and_what_weighs_them_are_kept(tmp_path: Path, small_bundle: Bundle) -> None:
    prototypes = np.eye(2, small_bundle.manifest.sizes.vector, dtype=np.float16)
    calibration = Calibration(1.5, 0.4, {"ko": 0.3}, (0.1, 0.2, 0.3))
    manifest = dataclasses.replace(small_bundle.manifest, calibration=calibration, prototypes=2)
    weights = {**small_bundle.weights, "prototypes": prototypes}
    bundle = dataclasses.replace(small_bundle, manifest=manifest, weights=weights)
    write_bundle(tmp_path / "with", bundle)
    model = read_bundle(tmp_path / "with").model()
    assert model.classifier.calibration == calibration
    assert model.classifier.likeness(3 * prototypes[1].astype(np.float32)) == pytest.approx(1)


@pytest.mark.parametrize("weights", [[1, 2], ["a", 1, 2], 7, [1, 2, 3, 4]])
def test_weights_of_another_shape_are_refused(folder: Path, weights: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["calibration"]["scope_weights"] = weights
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(AssistantError, match="manifest"):
        read_bundle(folder)


def test_what_slots_go_with_an_intent_is_kept(tmp_path: Path, small_bundle: Bundle) -> None:
    slots = {"greet": (), "weather": ("city", "date")}
    manifest = dataclasses.replace(small_bundle.manifest, slots=slots)
    write_bundle(tmp_path / "with", dataclasses.replace(small_bundle, manifest=manifest))
    read = read_bundle(tmp_path / "with")
    assert read.manifest.slots == slots
    assert not read.model().marks("greet", "city")


@pytest.mark.parametrize("slots", [["city"], 7, {"greet": 7}])
def test_slots_of_another_shape_are_refused(folder: Path, slots: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["slots"] = slots
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(AssistantError, match="manifest"):
        read_bundle(folder)


def test_a_bundle_of_before_prototypes_is_read(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["prototypes"], manifest["slots"], manifest["calibration"]["scope_weights"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    seen = read_bundle(folder).model().understand("hello")
    assert abs(sum(score.confidence for score in seen.ranking) - seen.scope) < 1e-5


def test_the_bundled_tokenizer_is_not_copied_unless_asked(
    tmp_path: Path, folder: Path, small_bundle: Bundle
) -> None:
    assert not (folder / "tokenizer.model").exists()
    write_bundle(tmp_path / "whole", small_bundle, carry_shared=True)
    assert (tmp_path / "whole" / "tokenizer.model").exists()
    assert read_bundle(tmp_path / "whole").tokenizer.hash == small_bundle.tokenizer.hash


def test_only_the_embeddings_that_differ_from_the_bundled_ones_are_stored(
    tmp_path: Path, small_bundle: Bundle
) -> None:
    base = read_base()
    vectors = base.embedding.whole()
    vectors[[3, 77]] += 1
    vectors[5] = 0.0
    embedding = Embedding.of(vectors)
    sizes = dataclasses.replace(small_bundle.manifest.sizes, embedding=embedding.shape[1])
    manifest = dataclasses.replace(small_bundle.manifest, sizes=sizes)
    weights = {
        name: np.zeros(shape, np.float16)
        for shapes in manifest.shapes.values()
        for name, shape in shapes.items()
    }
    bundle = Bundle("small", manifest, base.tokenizer, embedding, weights)
    write_bundle(tmp_path / "model", bundle)
    assert (tmp_path / "model" / "embedding.safetensors").stat().st_size < 2_000
    assert read_bundle(tmp_path / "model").embedding.hash == embedding.hash


@pytest.mark.parametrize("file", FILES)
def test_a_bundle_that_is_cut_short_is_refused_with_a_remedy(folder: Path, file: str) -> None:
    whole = (folder / file).read_bytes()
    for size in (0, 3, len(whole) // 2, len(whole) - 1):
        (folder / file).write_bytes(whole[:size])
        with pytest.raises(AssistantError) as refusal:
            read_bundle(folder)
        assert refusal.value.problem.remedy
        assert refusal.value.problem.where == str(folder)


@pytest.mark.parametrize("file", FILES)
def test_a_bundle_that_lacks_a_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(AssistantError):
        read_bundle(folder)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("schema", 99, "schema 99"),
        ("cell", "transformer", "transformer"),
        ("labels", ["one"], "not \\(1,"),
        ("labels", [], "names no intents"),
        ("tokenizer_hash", "0", "another tokenizer"),
        ("embedding_hash", "0", "another embedding"),
        ("sizes", {"pieces": 3}, "not"),
        ("calibration", {"nonsense": 1}, "manifest.json"),
        ("trained", "yesterday", "manifest.json"),
    ],
)
def test_a_bundle_that_does_not_fit_is_refused(
    folder: Path, key: str, value: object, reason: str
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {key: value}))
    with pytest.raises(AssistantError, match=reason):
        read_bundle(folder)


@pytest.mark.parametrize("content", ["[]", "null", "3", '"x"', "{}"])
def test_a_manifest_of_another_shape_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(AssistantError):
        read_bundle(folder)


def test_writing_that_fails_leaves_nothing_behind(tmp_path: Path, small_bundle: Bundle) -> None:
    broken = dataclasses.replace(
        small_bundle, weights={**small_bundle.weights, "bias": np.array([object()] * 3)}
    )
    with pytest.raises((TypeError, ValueError)):
        write_bundle(tmp_path / "model", broken)
    assert list(tmp_path.glob("*model*")) == []


def test_a_bundle_is_never_overwritten(folder: Path, small_bundle: Bundle) -> None:
    with pytest.raises(FileExistsError):
        write_bundle(folder, small_bundle)


@given(arrays(np.float16, (5, 3), elements=st.floats(-50, 50, width=16)))
def test_a_byte_holds_a_lexical_weight_to_half_a_step(lexical: np.ndarray) -> None:
    steps, scale = in_bytes(lexical)
    assert steps.dtype == np.int8
    off = np.abs(whole(steps, scale).astype(np.float32) - lexical.astype(np.float32))
    largest = np.abs(lexical.astype(np.float32)).max(axis=0)
    assert (off <= largest / 127 * 0.51 + largest * 2**-10 + 1e-4).all()
