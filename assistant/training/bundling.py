"""The third stage: the built-in intents, and what lies in `models/` at the end.

    python -m assistant.training.bundling --encoders DIR --data DIR

Trains every cell on the built-in phrases, from its encoder of the second stage, and beside them on
what it read there, so that what it learned of fine differences stays. What comes out is
both the bundled model and the encoder that trainings start from, so `models/` holds it once. The
first cell moves the embeddings of the pieces that occur; the others take them as they are.
"""

import argparse
import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors.numpy import save

from assistant.paths import user_paths
from assistant.plugins.library import find_plugins
from assistant.training.augmentation import city_values
from assistant.training.calibration import KEPT_OF_BUILT_IN
from assistant.training.corpus import Corpus, rows_of, split
from assistant.training.learning import learn
from assistant.training.pretraining import PARAPHRASES
from assistant.training.supervised import Beside, read_tasks
from assistant.training.trainer import Recipe
from assistant.understanding.bundle import Bundle, base_folder, write_bundle
from assistant.understanding.weights import GATES

EPOCHS = 14
RESEGMENTED = 0.2  # of the readings: better on odd wordings, and on Korean most of all
FEWER_BUCKETS = 4_096  # as good on the built-in phrases, and half the size


def built_in_corpus() -> Corpus:
    """What everyone's assistant knows at first."""
    with TemporaryDirectory() as nobody:
        return split(rows_of(find_plugins(user_paths(Path(nobody)))))


def take_over(bundle: Bundle) -> None:
    """Make a model's encoder and embedding those of `models/base`, and write its bundle anew."""
    manifest, base = bundle.manifest, base_folder()
    encoder = {name: bundle.weights[name] for name in manifest.shapes["encoder"]}
    (base / f"{manifest.cell}.safetensors").write_bytes(save(encoder))
    (base / "embedding.safetensors").write_bytes(save(bundle.embedding.arrays()))
    folder = base.parent / manifest.cell
    shutil.rmtree(folder, ignore_errors=True)
    write_bundle(folder, bundle)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the bundled models on the second stage.")
    parser.add_argument("--encoders", type=Path, required=True, help="where the second stage wrote")
    parser.add_argument("--data", type=Path, required=True, help="the labelled sets")
    parser.add_argument("--cells", nargs="+", default=["gru", "lstm", "rnn"], choices=sorted(GATES))
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpus, tasks = built_in_corpus(), read_tasks(options.data, PARAPHRASES)
    for cell in options.cells:
        shutil.copy(options.encoders / f"{cell}.safetensors", base_folder())
        *_, bundle = learn(
            corpus,
            cell=cell,
            extra_values=city_values(),
            keep_embedding=cell != "gru",
            buckets=FEWER_BUCKETS,
            beside=partial(Beside, tasks=tasks),
            recipe=Recipe(epochs=EPOCHS, resegmented=RESEGMENTED, keep=KEPT_OF_BUILT_IN),
        )
        assert isinstance(bundle, Bundle)
        take_over(bundle)
        print(cell, dict(bundle.manifest.metrics))


if __name__ == "__main__":
    main()
