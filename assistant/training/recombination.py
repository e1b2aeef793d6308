"""New sentences out of old ones, for a teacher to read: more words together than people wrote.

A student learns from what its teacher says of any text, so the text need not be true (Jiao et al.,
"TinyBERT", EMNLP 2020, and Tang et al., 2019, replace words likewise).
"""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

REPLACED = 0.3  # share of the words exchanged in a sentence


def recombine(sentences: Sequence[str], count: int, seed: int) -> list[str]:
    """`count` new sentences: with words exchanged, spliced from two halves, or cut out of one.

    Rare words are drawn more often than they occur: by the square root of their frequency.
    """
    chance = random.Random(seed)
    frequencies = Counter(word for sentence in sentences for word in sentence.split())
    vocabulary = [word for word, occurs in frequencies.items() if occurs >= 3] or [*frequencies]
    cumulative = list(accumulate(frequencies[word] ** 0.5 for word in vocabulary))

    def exchanged(words: list[str]) -> list[str]:
        drawn = chance.choices(vocabulary, cum_weights=cumulative, k=len(words))
        return [d if chance.random() < REPLACED else w for w, d in zip(words, drawn, strict=True)]

    def spliced(words: list[str]) -> list[str]:
        other = chance.choice(sentences).split()
        return words[: chance.randint(1, len(words))] + other[chance.randrange(len(other)) :]

    def cut(words: list[str]) -> list[str]:
        start = chance.randrange(len(words))
        return words[start : start + chance.randint(1, 6)]

    made: list[str] = []
    while len(made) < count:
        words = chance.choice(sentences).split()
        change = chance.choices((exchanged, spliced, cut), weights=(5, 3, 2))[0]
        made.append(" ".join(change(words)[:30]))
    return made
