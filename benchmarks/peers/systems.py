"""The systems that are compared, each behind the same three calls.

Training writes a folder; another process loads it, so that memory and size are those of answering.
The peers' packages are extras (`pip install '.[peers]'`), imported when they are used.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.training.corpus import Row
from assistant.understanding.understanding import OUT_OF_SCOPE

# A message → its most probable intent, and how surely it is any of them.
Answering = Callable[[str], tuple[str, float]]


@dataclass(frozen=True)
class System:
    name: str
    train: Callable[[Path, str, Path], None]  # data set, train file, where the model goes
    load: Callable[[Path], Answering]


def train_ours(cell: str) -> Callable[[Path, str, Path], None]:
    def train(data: Path, train_file: str, out: Path) -> None:
        command = ["-m", "assistant", "train", "--data", str(data), "--train-file", train_file]
        subprocess.run(
            [sys.executable, *command, "--out", str(out / "model"), "--cell", cell],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    return train


def load_ours(folder: Path) -> Answering:
    from assistant.understanding.bundle import read_bundle

    model = read_bundle(folder / "model").model()

    def answer(text: str) -> tuple[str, float]:
        seen = model.understand(text)
        return (seen.ranking[0].name if seen.ranking else OUT_OF_SCOPE), seen.scope

    return answer


def train_tf_idf(data: Path, train_file: str, out: Path) -> None:
    """Words and pairs of words beside character n-grams: the strong form of it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
    )
    model = make_pipeline(features, LogisticRegression(C=30, max_iter=1000))
    rows = train_rows(data, train_file)
    model.fit([row.text for row in rows], [row.intent for row in rows])
    (out / "model.pickle").write_bytes(pickle.dumps(model))


def load_tf_idf(folder: Path) -> Answering:
    model = pickle.loads((folder / "model.pickle").read_bytes())
    return lambda text: most_probable(model.classes_, model.predict_proba([text])[0])


def train_minilm(data: Path, train_file: str, out: Path) -> None:
    """The heavyweight: 22 million parameters read the sentence, a linear layer decides."""
    from sklearn.linear_model import LogisticRegression

    from assistant.training.teachers import minilm_teacher

    rows = train_rows(data, train_file)
    vectors = minilm_teacher()([row.text for row in rows])
    model = LogisticRegression(C=30, max_iter=1000).fit(vectors, [row.intent for row in rows])
    (out / "model.pickle").write_bytes(pickle.dumps(model))


def load_minilm(folder: Path) -> Answering:
    import torch

    from assistant.training.teachers import minilm_teacher

    torch.set_num_threads(1)
    model, encode = pickle.loads((folder / "model.pickle").read_bytes()), minilm_teacher()
    return lambda text: most_probable(model.classes_, model.predict_proba(encode([text]))[0])


def train_fasttext(data: Path, train_file: str, out: Path) -> None:
    import fasttext  # type: ignore[import-not-found]

    rows = train_rows(data, train_file)
    labels = sorted({row.intent for row in rows})
    (out / "labels.pickle").write_bytes(pickle.dumps(labels))
    lines = [f"__label__{labels.index(row.intent)} {row.text.casefold()}" for row in rows]
    (out / "train.txt").write_text("\n".join(lines))
    model = fasttext.train_supervised(
        str(out / "train.txt"), epoch=50, lr=0.5, wordNgrams=2, minn=2, maxn=4, dim=100,
        bucket=100_000, thread=1, verbose=0,
    )  # fmt: skip
    (out / "train.txt").unlink()
    model.save_model(str(out / "model.bin"))


def load_fasttext(folder: Path) -> Answering:
    import fasttext

    labels = pickle.loads((folder / "labels.pickle").read_bytes())
    model = fasttext.load_model(str(folder / "model.bin"))

    def answer(text: str) -> tuple[str, float]:
        # Not `model.predict`: it fails with NumPy 2.
        found = model.f.predict(f"{text.casefold()}\n", len(labels), 0.0, "strict")
        names = [labels[int(label.removeprefix("__label__"))] for _, label in found]
        return most_probable(names, [probability for probability, _ in found])

    return answer


def train_padacioso(data: Path, train_file: str, out: Path) -> None:
    """It matches templates and learns nothing: the rows are its templates."""
    samples: dict[str, list[str]] = {}
    for row in train_rows(data, train_file):
        if row.intent != OUT_OF_SCOPE:
            samples.setdefault(row.intent, []).append(plain(row.text))
    (out / "samples.pickle").write_bytes(pickle.dumps(samples))


def load_padacioso(folder: Path) -> Answering:
    from padacioso import IntentContainer  # type: ignore[import-not-found]

    container = IntentContainer(n_workers=1)
    for intent, texts in pickle.loads((folder / "samples.pickle").read_bytes()).items():
        container.add_intent(intent, texts)

    def answer(text: str) -> tuple[str, float]:
        found = container.calc_intent(plain(text)) or {}
        return found.get("name") or OUT_OF_SCOPE, float(found.get("conf") or 0)

    return answer


def plain(text: str) -> str:
    """Without what the template language of padacioso gives a meaning."""
    return "".join(" " if letter in "()[]{}|*:<>\\" else letter for letter in text)


def most_probable(labels: Sequence[str], probabilities: Sequence[float]) -> tuple[str, float]:
    """The best intent; sure of the scope as far as nothing is said to be outside."""
    pairs = sorted(zip(probabilities, labels, strict=True), reverse=True)
    inside = [(p, label) for p, label in pairs if label != OUT_OF_SCOPE]
    return inside[0][1], float(inside[0][0])


def train_rows(data: Path, train_file: str) -> Sequence[Row]:
    """The rows that ours trains on too."""
    from assistant.training.data_sets import read_data_set

    return read_data_set(data, train_file).train


SYSTEMS = (
    *(System(f"ours, {cell}", train_ours(cell), load_ours) for cell in ("gru", "lstm", "rnn")),
    System("TF-IDF + logistic regression", train_tf_idf, load_tf_idf),
    System("fastText", train_fasttext, load_fasttext),
    System("padacioso", train_padacioso, load_padacioso),
    System("MiniLM-L6 + logistic regression", train_minilm, load_minilm),
)


def named(name: str) -> System:
    return next(system for system in SYSTEMS if system.name == name)
