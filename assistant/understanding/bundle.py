"""A model as a folder: read, checked, written.

    manifest.json          what it is, for people and for the check below
    encoder.safetensors    the recurrent weights and the projection, float16; left out where it is
                           the bundled encoder of that cell (models/base)
    classifier.safetensors the intent layer and the slot layer, float16; the lexical weights in a
                           byte each, with a scale an intent
    tokenizer.model        left out where it is that of the bundled encoders (models/base)
    embedding.safetensors  likewise, in a byte a number, with a scale a piece; or only the rows that
                           differ from the bundled ones, by `ids`

The manifest holds the hashes of the tokenizer, of the encoder and of the whole embedding.

Nothing in it is executed when it is read. A folder that does not fit is refused with the reason.
"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from assistant.paths import bundled
from assistant.problems import AssistantError
from assistant.understanding.classifier import Calibration, Classifier
from assistant.understanding.embedding import Embedding
from assistant.understanding.model import Model
from assistant.understanding.tagger import Tagger, legal_transitions, tags_by_intent
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import (
    BUCKETS,
    GATES,
    Sizes,
    Weights,
    build_encoder,
    encoder_shapes,
    in_bytes,
    tagger_units,
    whole,
)

SCHEMA = 4


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself."""

    cell: str
    trained: datetime
    sizes: Sizes
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    buckets: int = BUCKETS
    calibration: Calibration = field(default_factory=Calibration)
    prototypes: int = 0
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)  # seen with each intent
    examples: int = 0
    examples_hash: str = ""  # of everything it was trained on; another hash means: retrain
    metrics: Mapping[str, float | int | None] = field(default_factory=dict)
    tokenizer_hash: str = ""
    embedding_hash: str = ""
    encoder_hash: str = ""

    @property
    def shapes(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """The arrays that each file of the bundle must hold."""
        classes, tags = len(self.labels), len(self.tags)
        prototypes = (self.prototypes, self.sizes.vector)
        units = tagger_units(tags)
        return {
            "encoder": encoder_shapes(self.cell, self.sizes),
            "classifier": {
                "dense": (classes, self.sizes.vector),
                "lexical": (self.buckets, classes),
                "bias": (classes,),
                **({"prototypes": prototypes} if self.prototypes else {}),
                "tagger.hidden": (units, 2 * self.sizes.units + self.sizes.embedding),
                "tagger.hidden_bias": (units,),
                "tagger.output": (tags, units),
                "tagger.output_bias": (tags,),
                "tagger.transitions": (tags, tags),
            },
        }


@dataclass(frozen=True)
class Bundle:
    """A model as its folder holds it; `model` puts it to work."""

    name: str
    manifest: Manifest
    tokenizer: Tokenizer
    embedding: Embedding
    weights: Weights  # everything else, by the names of Manifest.shapes

    def model(self) -> Model:
        def get(name: str) -> np.ndarray:
            return np.ascontiguousarray(self.weights[name], np.float32)

        manifest = self.manifest
        return Model(
            self.name,
            self.tokenizer,
            build_encoder(manifest.cell, self.embedding, self.weights),
            Classifier(
                manifest.labels, get("dense"), self.weights["lexical"], get("bias"),
                manifest.calibration,
                get("prototypes") if manifest.prototypes else np.zeros((0, 0), np.float32),
            ),
            Tagger(
                manifest.tags, get("tagger.hidden"), get("tagger.hidden_bias"),
                get("tagger.output"), get("tagger.output_bias"),
                np.where(legal_transitions(manifest.tags), get("tagger.transitions"), -np.inf),
                tags_by_intent(manifest.slots, manifest.tags),
            ),
        )  # fmt: skip


@dataclass(frozen=True)
class Base:
    """What every bundled encoder shares."""

    tokenizer: Tokenizer
    embedding: Embedding


def base_folder() -> Path:
    """Where the tokenizer, the embedding and the encoders before any intents lie."""
    return bundled("models") / "base"


def read_base() -> Base:
    """The bundled tokenizer and embedding."""
    folder = base_folder()
    return Base(_read_tokenizer(folder), _read_base_embedding())


def read_base_encoder(cell: str) -> Weights:
    """The pretrained weights of a cell, before any intents."""
    folder = base_folder()
    return _read_arrays(folder / f"{cell}.safetensors", folder)


def read_manifest(folder: Path) -> Manifest:
    """Raises AssistantError for one that is broken or of another version."""
    try:
        raw = json.loads(_read_bytes(folder / "manifest.json", folder))
        if raw["schema"] != SCHEMA:
            raise _refusal(
                folder, f"It has schema {raw['schema']}; this version reads schema {SCHEMA}.",
                "Update the assistant, or train anew: assistant train.",
            )  # fmt: skip
        manifest = Manifest(
            cell=raw["cell"],
            trained=datetime.fromisoformat(raw["trained"]),
            sizes=Sizes(**raw["sizes"]),
            labels=tuple(raw["labels"]),
            tags=tuple(raw["tags"]),
            buckets=int(raw["buckets"]),
            calibration=_calibration(raw["calibration"]),
            prototypes=int(raw.get("prototypes", 0)),
            slots={
                str(intent): tuple(map(str, names))
                for intent, names in raw.get("slots", {}).items()
            },
            examples=int(raw["examples"]),
            examples_hash=str(raw["examples_hash"]),
            metrics=dict(raw["metrics"]),
            tokenizer_hash=str(raw["tokenizer_hash"]),
            embedding_hash=str(raw["embedding_hash"]),
            encoder_hash=str(raw["encoder_hash"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refusal(folder, f"Its manifest.json cannot be read ({error}).") from error
    if manifest.cell not in GATES:
        raise _refusal(folder, f"It has a cell {manifest.cell!r}, which is none of {list(GATES)}.")
    if not manifest.labels or not manifest.tags or manifest.tags[0] != "O":
        raise _refusal(
            folder, "Its manifest.json names no intents, or tags that do not begin with O."
        )
    return manifest


def _calibration(raw: dict[str, Any]) -> Calibration:
    """Raises ValueError, KeyError or TypeError for what is none."""
    weights = raw.get("scope_weights")
    if weights is not None:
        bias, odds, likeness = map(float, weights)
        weights = (bias, odds, likeness)
    by_language = {
        str(language): float(t) for language, t in raw.get("scope_thresholds", {}).items()
    }
    return Calibration(
        float(raw["temperature"]), float(raw["scope_threshold"]), by_language, weights
    )


def read_bundle(folder: Path) -> Bundle:
    """Raises AssistantError, with a remedy, for a folder that is not whole."""
    manifest = read_manifest(folder)
    weights: dict[str, np.ndarray] = {}
    for file, shapes in manifest.shapes.items():
        if file == "encoder" and not (folder / "encoder.safetensors").exists():
            arrays = dict(read_base_encoder(manifest.cell))
        else:
            arrays = _read_arrays(folder / f"{file}.safetensors", folder)
        scale = arrays.pop("lexical.scale", None)
        for name, shape in shapes.items():
            if name not in arrays or arrays[name].shape != shape:
                found = arrays[name].shape if name in arrays else "missing"
                raise _refusal(folder, f"{file}.safetensors: {name} is {found}, not {shape}.")
        if scale is not None:
            if scale.shape != (len(manifest.labels),):
                raise _refusal(folder, f"{file}.safetensors: lexical.scale is {scale.shape}.")
            arrays["lexical"] = whole(arrays["lexical"], scale)
        weights |= arrays
    tokenizer = _read_tokenizer(folder)
    embedding = _read_embedding(folder)
    if tokenizer.hash != manifest.tokenizer_hash:
        raise _refusal(folder, "It was trained with another tokenizer.")
    if embedding.hash != manifest.embedding_hash:
        raise _refusal(folder, "It was trained with another embedding.")
    if _hash_arrays(weights, manifest.shapes["encoder"]) != manifest.encoder_hash:
        raise _refusal(folder, "It was trained with another encoder.")
    expected = (manifest.sizes.pieces, manifest.sizes.embedding)
    if embedding.shape != expected or tokenizer.size != manifest.sizes.pieces:
        raise _refusal(folder, f"Its embedding is {embedding.shape}, not {expected}.")
    return Bundle(folder.name, manifest, tokenizer, embedding, weights)


def write_bundle(folder: Path, bundle: Bundle, *, carry_shared: bool = False) -> None:
    """Write beside `folder`, then rename into place: it is there whole or not at all.

    The tokenizer, the encoder and the embedding are left out where they are the bundled ones,
    unless `carry_shared`. Raises OSError when the disk refuses, FileExistsError when `folder` is
    there.
    """
    from safetensors.numpy import save

    if folder.exists():
        raise FileExistsError(f"{folder} is there already")
    manifest = bundle.manifest
    halved = {
        file: {name: bundle.weights[name].astype(np.float16) for name in shapes}
        for file, shapes in manifest.shapes.items()
    }
    steps, scale = in_bytes(bundle.weights["lexical"])
    halved["classifier"] |= {"lexical": steps, "lexical.scale": scale}
    files = {f"{file}.safetensors": save(arrays) for file, arrays in halved.items()}
    encoder_hash = _hash_arrays(halved["encoder"], halved["encoder"])
    shared = None if carry_shared or not base_folder().is_dir() else read_base()
    if shared is not None and encoder_hash == _base_encoder_hash(manifest.cell):
        del files["encoder.safetensors"]
    if shared is None or shared.tokenizer.hash != bundle.tokenizer.hash:
        files["tokenizer.model"] = bundle.tokenizer.data
    embedding = bundle.embedding
    if shared is None or shared.embedding.shape != embedding.shape:
        files["embedding.safetensors"] = save(embedding.arrays())
    elif len(ids := embedding.differing(shared.embedding)):
        files["embedding.safetensors"] = save({"ids": ids, **embedding.rows(ids).arrays()})
    about = asdict(manifest) | {
        "schema": SCHEMA,
        "trained": manifest.trained.isoformat(),
        "tokenizer_hash": bundle.tokenizer.hash,
        "embedding_hash": embedding.hash,
        "encoder_hash": encoder_hash,
    }
    files["manifest.json"] = json.dumps(about, ensure_ascii=False, indent=1).encode()

    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.parent / f".{folder.name}-{uuid.uuid4().hex[:8]}"
    try:
        unfinished.mkdir()
        for name, data in files.items():
            with (unfinished / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def hash_array(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()


def _hash_arrays(arrays: Weights, names: Iterable[str]) -> str:
    return _hash_text("".join(hash_array(arrays[name]) for name in sorted(names)))


def _base_encoder_hash(cell: str) -> str:
    """Of the bundled encoder of a cell; nothing where that cannot be read."""
    try:
        weights = read_base_encoder(cell)
    except AssistantError:
        return ""
    return _hash_arrays(weights, weights)


def _hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_tokenizer(folder: Path) -> Tokenizer:
    if not (folder / "tokenizer.model").exists() and folder != base_folder():
        return _read_tokenizer(base_folder())
    try:
        return Tokenizer(_read_bytes(folder / "tokenizer.model", folder))
    except ValueError as error:
        raise _refusal(folder, "Its tokenizer.model is broken.") from error


def _read_embedding(folder: Path) -> Embedding:
    if not (folder / "embedding.safetensors").exists():
        return _read_base_embedding()
    arrays = _read_arrays(folder / "embedding.safetensors", folder)
    try:
        kept = Embedding.read(arrays)
        return _read_base_embedding().with_rows(arrays["ids"], kept) if "ids" in arrays else kept
    except (KeyError, IndexError, ValueError) as error:
        raise _refusal(folder, f"embedding.safetensors does not fit ({error}).") from error


def _read_base_embedding() -> Embedding:
    folder = base_folder()
    try:
        return Embedding.read(_read_arrays(folder / "embedding.safetensors", folder))
    except (KeyError, ValueError) as error:
        raise _refusal(folder, f"embedding.safetensors does not fit ({error}).") from error


def _read_arrays(file: Path, folder: Path) -> dict[str, np.ndarray]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load(_read_bytes(file, folder))
    except (SafetensorError, ValueError, KeyError) as error:
        raise _refusal(folder, f"{file.name} is broken or cut short ({error}).") from error


def _read_bytes(file: Path, folder: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _refusal(folder, f"{file.name} cannot be read ({error.strerror}).") from error


def _refusal(
    folder: Path, what: str, remedy: str = "Use another model (assistant models list), or train."
) -> AssistantError:
    return AssistantError(f"This model is not used. {what}", where=str(folder), remedy=remedy)
