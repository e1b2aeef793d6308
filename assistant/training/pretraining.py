"""Teaching the bundled encoders both languages, once, by us.

    pip install '.[pretrain]'
    python -m assistant.training.pretraining --text DIR --work DIR --out models/base

A recurrent student learns to reproduce the sentence vectors of two public teachers (distillation,
Hinton et al., 2015; for sentence vectors Reimers and Gurevych, EMNLP 2020). Four stages, each
resumable and each leaving its result in the work folder: the texts, the tokenizer, the teachers'
vectors, and the student, one a cell. The first cell teaches the embedding; the others share it.

`--text` holds `en.txt.gz`, `ko.txt.gz`, `en-ko.tsv.gz` and `.source.gz` files that give each line's
source number; `--out` receives the tokenizer, the embedding and one file of weights a cell.
"""

import argparse
import gzip
import hashlib
import json
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import Tensor, nn
from torch.nn.functional import cosine_similarity

from assistant.training import teachers
from assistant.training.batches import batches, pad
from assistant.training.descent import descend
from assistant.training.network import EncoderNetwork
from assistant.understanding.tokenizer import Tokenizer, fold_accents
from assistant.understanding.weights import GATES, Sizes

FILM_REVIEWS = 21  # source number of the film reviews: most of the Korean text, and rude
EVALUATED = 22  # source number of MASSIVE, which the figures are measured on
CHUNK = 16_384  # sentences a file of targets
MINILM_LIMIT = 10 * CHUNK  # the slower teacher reads this many English sentences
BATCH = 256

log = logging.getLogger("pretraining")


@dataclass(frozen=True)
class Texts:
    english: list[str]
    korean: list[str]


def read_texts(folder: Path, seed: int = 7, reviews: int = 60_000) -> Texts:
    """All English, all Korean but most film reviews, both sides of the pairs; shuffled."""

    def lines(name: str) -> list[str]:
        return gzip.decompress((folder / name).read_bytes()).decode("utf-8").splitlines()

    def by_source(name: str, kind: str) -> list[tuple[str, int]]:
        sources = lines(f"{name}.source.gz")
        return list(zip(lines(f"{name}.{kind}.gz"), map(int, sources), strict=True))

    shuffle = random.Random(seed).shuffle
    korean = by_source("ko", "txt")
    films = [text for text, source in korean if source == FILM_REVIEWS]
    shuffle(films)
    rest = [text for text, source in korean if source != FILM_REVIEWS]
    pairs = [pair.split("\t") for pair, source in by_source("en-ko", "tsv") if source != EVALUATED]
    english = list(dict.fromkeys([*lines("en.txt.gz"), *(pair[0] for pair in pairs)]))
    both = list(dict.fromkeys([*rest, *films[:reviews], *(pair[1] for pair in pairs)]))
    shuffle(english)
    shuffle(both)
    return Texts(english, both)


def train_tokenizer(texts: Texts, path: Path) -> Tokenizer:
    """16,000 unigram pieces over both languages; every other character falls back to its bytes."""
    if not path.exists():
        from sentencepiece import SentencePieceTrainer

        sentences = [*texts.english[:250_000], *texts.korean]
        random.Random(0).shuffle(sentences)
        with path.with_suffix(".new").open("wb") as file:
            SentencePieceTrainer.train(
                sentence_iterator=(fold_accents(s) for s in sentences), model_writer=file,
                vocab_size=Sizes().pieces, model_type="unigram", character_coverage=0.9995,
                normalization_rule_name="nmt_nfkc_cf", byte_fallback=True,
                bos_id=-1, eos_id=-1, pad_id=-1, minloglevel=2,
            )  # fmt: skip
        path.with_suffix(".new").rename(path)
    return Tokenizer(path.read_bytes())


def teach_targets(texts: Sequence[str], name: str, folder: Path, limit: int | None = None) -> None:
    """Write the teacher's vectors of the texts, a file a chunk, each beside a hash of its texts."""
    teacher: teachers.Teacher | None = None
    for number, chunk in _chunks(texts[:limit]):
        vectors_file = folder / f"{name}-{number:03d}.npy"
        hash_file = vectors_file.with_suffix(".sha256")
        if vectors_file.exists() and hash_file.read_text() == _hash(chunk):
            continue
        if teacher is None:
            minilm = name.startswith("minilm")
            teacher = teachers.minilm_teacher() if minilm else teachers.use_teacher()
        np.save(vectors_file, teacher(chunk).astype(np.float16))
        hash_file.write_text(_hash(chunk))
        log.info("%s: %d of %d chunks", name, number + 1, -(-len(texts[:limit]) // CHUNK))


def read_targets(texts: Sequence[str], name: str, folder: Path) -> NDArray[np.float16]:
    """The vectors of the first texts, as many as were taught. ValueError if they are of others."""
    parts = []
    for number, chunk in _chunks(texts):
        file = folder / f"{name}-{number:03d}.npy"
        if not file.exists():
            break
        vectors = np.load(file)
        if file.with_suffix(".sha256").read_text() != _hash(chunk[: len(vectors)]):
            raise ValueError(f"{file} holds the vectors of other texts; delete it")
        parts.append(vectors)
    return np.concatenate(parts)


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(texts), CHUNK):
        yield start // CHUNK, texts[start : start + CHUNK]


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@dataclass(frozen=True)
class Lesson:
    """What the student learns from: pieces, and what each teacher says of the sentence."""

    sentences: list[str]
    use: NDArray[np.float16]  # (n, 512)
    minilm: NDArray[np.float16]  # (m, 384), of the first m sentences


class Student(nn.Module):
    """An encoder with a linear head for each teacher; the heads are thrown away afterwards."""

    def __init__(self, encoder: EncoderNetwork) -> None:
        super().__init__()
        self.encoder = encoder
        self.to_use = nn.Linear(encoder.sizes.vector, teachers.USE_SIZE)
        self.to_minilm = nn.Linear(encoder.sizes.vector, teachers.MINILM_SIZE)

    def loss(
        self, ids: Tensor, lengths: Tensor, use: Tensor, minilm: Tensor, has: Tensor
    ) -> Tensor:
        """1 - cosine to each teacher; `has` (B,) is true where the second teacher was asked."""
        vector = self.encoder(ids, lengths).vector
        loss = (1 - cosine_similarity(self.to_use(vector), use)).mean()
        if has.any():
            loss = loss + (1 - cosine_similarity(self.to_minilm(vector[has]), minilm[has])).mean()
        return loss


def first_embedding(tokenizer: Tokenizer, size: int) -> NDArray[np.float32]:
    """The first teacher's vectors of the pieces' own text, centred, their `size` main components.

    Starting here instead of at random was worth 10 to 25 points of few-shot accuracy.
    """
    vectors = teachers.use_teacher()([piece.replace("▁", " ") for piece in tokenizer.vocabulary])
    vectors = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    components = vectors @ axes[:size].T
    return np.asarray(0.3 * components / components.std(), np.float32)


def distil(
    cell: str, lesson: Lesson, tokenizer: Tokenizer, embedding: NDArray[np.float32], work: Path,
    *, epochs: int, share_embedding: bool, rate: float = 2.5e-3, seed: int = 0,
) -> EncoderNetwork:  # fmt: skip
    """Teach one student; with `share_embedding` the embedding is another student's and stays."""
    torch.manual_seed(seed)
    encoder = EncoderNetwork(cell, Sizes(pieces=tokenizer.size, embedding=embedding.shape[1]))
    encoder.embedding.weight.data.copy_(torch.from_numpy(embedding))
    encoder.embedding.weight.requires_grad_(not share_embedding)
    student = Student(encoder)
    parameters = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    ids = [[piece.id for piece in tokenizer.pieces(text)] for text in lesson.sentences]
    steps = epochs * -(-len(ids) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
    checkpoint = work / f"student-{cell}.pt"
    step, running = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        parts: tuple[Any, ...] = (student, optimizer, schedule)
        for part, state in zip(parts, saved["states"], strict=True):
            part.load_state_dict(state)
        step = saved["step"]
        log.info("%s: resumed at step %d of %d", cell, step, steps)
    chance, lengths = np.random.default_rng(seed), [len(sentence) for sentence in ids]
    rows = [batch for _ in range(epochs) for batch in batches(lengths, BATCH, chance)][step:]
    from tqdm import tqdm

    for batch in tqdm(rows, initial=step, total=steps, desc=cell, mininterval=10):
        noisy = [
            tokenizer.sample(lesson.sentences[i]) if torch.rand(()) < 0.2 else ids[i] for i in batch
        ]
        has = batch < len(lesson.minilm)
        minilm = lesson.minilm[np.where(has, batch, 0)].astype(np.float32)
        loss = student.loss(
            *pad(noisy), torch.from_numpy(lesson.use[batch].astype(np.float32)),
            torch.from_numpy(minilm), torch.from_numpy(has),
        )  # fmt: skip
        descend(loss, parameters, optimizer, schedule)
        step += 1
        running += (loss.item() - running) / min(step, 200)
        if step % 200 == 0:
            log.info("%s: step %d of %d, loss %.4f", cell, step, steps, running)
        if step % 1000 == 0 or step == steps:
            states = [student.state_dict(), optimizer.state_dict(), schedule.state_dict()]
            torch.save({"states": states, "step": step}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").rename(checkpoint)
    return encoder


def save_shared(folder: Path, tokenizer: Tokenizer, embedding: NDArray[np.float32]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.model").write_bytes(tokenizer.data)
    halved = save({"embedding": embedding.astype(np.float16)})
    (folder / "embedding.safetensors").write_bytes(halved)


def save_encoder(folder: Path, encoder: EncoderNetwork) -> None:
    weights = {n: w.astype(np.float16) for n, w in encoder.export().items() if n != "embedding"}
    (folder / f"{encoder.cell}.safetensors").write_bytes(save(weights))


def main() -> None:
    parser = argparse.ArgumentParser(description="Pretrain the bundled encoders.")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cells", nargs="+", default=["gru", "lstm", "rnn"], choices=sorted(GATES))
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(options.work / "pretraining.log")],
    )  # fmt: skip
    torch.set_num_threads(1)

    texts = read_texts(options.text)
    (options.work / "texts.json").write_text(
        json.dumps({"english": len(texts.english), "korean": len(texts.korean)})
    )
    tokenizer = train_tokenizer(texts, options.work / "tokenizer.model")
    teach_targets(texts.english, "minilm-en", options.work, MINILM_LIMIT)
    teach_targets(texts.english, "use-en", options.work)
    teach_targets(texts.korean, "use-ko", options.work)
    lesson = Lesson(
        sentences=[*texts.english, *texts.korean],
        use=np.concatenate(
            [
                read_targets(texts.english, "use-en", options.work),
                read_targets(texts.korean, "use-ko", options.work),
            ]
        ),
        minilm=read_targets(texts.english[:MINILM_LIMIT], "minilm-en", options.work),
    )
    taught = options.work / "embedding.npy"
    for cell in options.cells:
        start = (
            np.load(taught) if taught.exists() else first_embedding(tokenizer, Sizes().embedding)
        )
        encoder = distil(
            cell, lesson, tokenizer, start, options.work,
            epochs=options.epochs, share_embedding=taught.exists(),
        )  # fmt: skip
        if not taught.exists():
            np.save(taught, encoder.export()["embedding"])
        save_shared(options.out, tokenizer, np.load(taught))
        save_encoder(options.out, encoder)


if __name__ == "__main__":
    main()
