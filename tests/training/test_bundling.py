"""What lies in `models/` at the end."""

from pathlib import Path

import numpy as np
import pytest

from assistant.training import bundling
from assistant.understanding import bundle as bundles
from assistant.understanding.bundle import Bundle, read_base, read_base_encoder, read_bundle
from assistant.understanding.understanding import OUT_OF_SCOPE


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models" / "base"
    folder.mkdir(parents=True)
    (folder / "tokenizer.model").write_bytes(read_base().tokenizer.data)
    for module in (bundling, bundles):
        monkeypatch.setattr(module, "base_folder", lambda: folder)
    return folder


def test_a_model_that_is_taken_over_shares_everything_below_its_heads(
    base: Path, small_bundle: Bundle
) -> None:
    bundling.take_over(small_bundle)
    folder = base.parent / "gru"
    names = {file.name for file in folder.iterdir()}
    assert names == {"manifest.json", "classifier.safetensors"}
    again = read_bundle(folder)
    assert again.embedding.hash == small_bundle.embedding.hash
    assert np.array_equal(again.weights["projection"], small_bundle.weights["projection"])


def test_a_model_on_another_encoder_is_refused(base: Path, small_bundle: Bundle) -> None:
    bundling.take_over(small_bundle)
    other = dict(small_bundle.weights)
    other["projection"] = other["projection"] + np.float16(1)
    encoder = {name: other[name] for name in read_base_encoder("gru")}
    (base / "gru.safetensors").write_bytes(bundling.save(encoder))
    with pytest.raises(bundles.AssistantError, match="another encoder"):
        read_bundle(base.parent / "gru")


def test_the_built_in_corpus_is_nobody_s_own() -> None:
    corpus = bundling.built_in_corpus()
    assert OUT_OF_SCOPE in corpus.intents
    assert not any(row.own for row in corpus.train)
    assert corpus.held_out
