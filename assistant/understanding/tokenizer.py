"""Text → pieces, each with the characters it stands for.

SentencePiece (Kudo and Richardson, EMNLP 2018), a unigram model over both languages with case
folding and byte fallback, so that no character is unknown.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.files import storable

MAX_CHARACTERS = 4_000  # longer messages are read up to here
MAX_PIECES = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that the network reads as one."""

    id: int
    text: str  # as the tokenizer writes it: "▁tokyo"
    start: int  # characters of the cleaned text, spaces around left out
    end: int  # exclusive; equal to start for all but the last byte of a character


class Tokenizer:
    """A SentencePiece model. `data` is the serialized model; ValueError when it is not one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._processor  # noqa: B018  a broken model is to be found here, not at the first message

    @cached_property
    def _processor(self):  # type: ignore[no-untyped-def]
        from sentencepiece import SentencePieceProcessor

        try:
            return SentencePieceProcessor(model_proto=self.data)
        except (RuntimeError, OSError) as error:
            raise ValueError("not a SentencePiece model") from error

    @cached_property
    def size(self) -> int:
        return int(self._processor.get_piece_size())

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def vocabulary(self) -> list[str]:
        """All pieces, in the order of their ids."""
        return [str(self._processor.id_to_piece(id)) for id in range(self.size)]

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a cleaned text (see `clean`), at most MAX_PIECES of them."""
        return self._cut(text)

    def sample(self, text: str, alpha: float = 0.2) -> list[Piece]:
        """The text cut in another way, drawn at random (subword regularization, Kudo, ACL 2018).

        The lower `alpha`, the more even the chances of all ways. `seed_samples` makes them the same
        in every run.
        """
        return self._cut(text, enable_sampling=True, alpha=alpha, nbest_size=-1)

    def _cut(self, text: str, **how: bool | float) -> list[Piece]:
        encoded = self._processor.encode(
            fold_accents(text[:MAX_CHARACTERS]), return_type="offset_mapping", **how
        )
        return [
            Piece(id, piece, *_trim(text, start, end))
            for id, piece, (start, end) in zip(
                encoded["ids"][:MAX_PIECES], encoded["pieces"], encoded["offsets"], strict=False
            )
        ]


def seed_samples(seed: int) -> None:
    """Let `Tokenizer.sample` draw the same in every run, in a thread that has not drawn yet."""
    from sentencepiece import set_random_generator_seed

    set_random_generator_seed(seed)


def clean(text: str) -> str:
    """The text that is understood, shown and stored: NFC, no lone surrogates or controls.

    Some keyboards send decomposed Hangul; all spans count the characters of the composed text.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", storable(text))
    return "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in text)


def fold_accents(text: str) -> str:
    """Latin letters without their accents, character for character: "São" → "Sao"."""
    return text if text.isascii() else text.translate(_accents())


@cache
def _accents() -> dict[int, str]:
    latin = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in latin}
    return {code: base for code, base in bases.items() if base.isascii() and base.isalpha()}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
