"""A message's surface: hashed words, piece pairs and character n-grams.

They stand beside the encoder's vector in the classifier. The encoder knows what words mean; these
know which words were taught, and a few phrases an intent are enough for them (feature hashing,
Weinberger et al., ICML 2009).
"""

from itertools import pairwise
from zlib import crc32

from assistant.understanding.tokenizer import Piece, fold_accents

LONGEST_GRAM = 4
MAX_FEATURES = 2_000


def lexical_features(text: str, pieces: list[Piece], buckets: int) -> list[int]:
    """Bucket numbers, each once, of a cleaned text and its pieces."""
    words = fold_accents(text).casefold().split()
    found = {f"w {word}" for word in words}
    ids = [0, *(piece.id for piece in pieces), 0]
    found.update(f"p {a} {b}" for a, b in pairwise(ids))
    for word in words:
        framed = f"<{word[:40]}>"
        for size in range(2, LONGEST_GRAM + 1):
            found.update(framed[i : i + size] for i in range(len(framed) - size + 1))
        if len(found) > MAX_FEATURES:
            break
    return sorted({crc32(feature.encode()) % buckets for feature in found})
