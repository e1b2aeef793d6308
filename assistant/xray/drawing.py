"""The picture of a message as an SVG: what stands in each cell side by side, or in one."""

import re
from collections.abc import Sequence
from html import escape

from assistant.understanding.cells import Array
from assistant.xray.picture import RANKED_FROM, Look
from assistant.xray.shades import grouped, named, scale_of, short

LEFT = 128  # pixels before the first piece
COLUMN = 132  # of a piece
SQUARE = 8  # of one group of units
ACROSS, DOWN = 14, 2  # squares of a state
LINE = 18
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COOL, WARM = (56, 132, 214), (232, 119, 54)  # below and above 0
PAPER = (250, 250, 248)


def as_svg(looks: Sequence[Look]) -> str:
    """A picture with one part for each Look of the same message. Raises ValueError for none."""
    if not looks:
        raise ValueError("there is nothing to draw")
    parts: list[str] = []
    y = 34.0
    message = " ".join(looks[0].reading.text.split())
    parts.append(_text(16, y, f"“{message}”", "title"))
    for seen in looks:
        y = _draw(parts, seen, y + 20)
    pieces = max(len(seen.reading.steps) for seen in looks)
    width, height = max(LEFT + COLUMN * pieces + 8, 640), y + 22
    parts.append(_legend(y + 6))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" '
        f'width="{width}" height="{height:.0f}" role="img">\n'
        f"<title>{_escaped(f'What a recurrent network makes of “{message}”')}</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect width="100%" height="100%" rx="6" fill="rgb{PAPER}"/>\n{body}\n</svg>\n'
    )


STYLE = (
    "text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#333}"
    ".title{font-size:16px;font-weight:bold}.cell{font-weight:bold}.dim{fill:#777}"
    ".best{font-weight:bold}"
)


def _draw(parts: list[str], seen: Look, y: float) -> float:
    """Append one part; returns where it ends."""
    reading, memory = seen.reading, seen.memory
    count = ACROSS * DOWN
    heat = grouped(reading.states, count)
    scale = scale_of(heat)
    tall = SQUARE * DOWN
    parts.append(_text(16, y + 12, reading.cell, "cell"))
    forward, backward = y + 24, y + 24 + tall + 6
    gradient, ended = backward + tall + 8, backward + tall + 8 + LINE
    parts += [
        _text(16, y + 24 + tall - 4, "hidden →"),
        _text(16, backward + tall - 4, "hidden ←"),
        _text(16, gradient + 11, "gradient →"),
        _text(16, ended + 12, "if it ended"),
        _text(16, ended + 12 + LINE, "here"),
    ]
    for t, step in enumerate(reading.steps):
        x = LEFT + t * COLUMN
        parts.append(_text(x, y + 12, step.piece.text, "cell"))
        parts += _heat(x, forward, heat[t][0], scale)
        parts += _heat(x, backward, heat[t][1], scale)
        size = float(memory.forward[t])
        long = 66 * min(size, 1.0)
        parts.append(
            f'<rect x="{x}" y="{gradient + 3}" width="66" height="8" fill="#e4e4e0"/>'
            f'<rect x="{x}" y="{gradient + 3}" width="{long:.1f}" height="8" fill="#555"/>'
        )
        parts.append(_text(x + 72, gradient + 11, short(size)))
        for place, score in enumerate(seen.endings[t][:2]):
            if place and score.confidence < RANKED_FROM:
                break
            words = f"{named(score.name, 12)} {score.confidence:.0%}"
            parts.append(_text(x, ended + 12 + place * LINE, words, "dim" if place else "best"))
    after = ended + 2 * LINE + 12
    best = seen.decided.understanding.ranking[0]
    side = "in scope" if seen.decided.scope.within else "out of scope"
    parts.append(
        _text(16, after, f"{best.name} {best.confidence:.0%}, {side}. Of the gradient at the last "
              f"piece, {short(memory.ratio)} is left at the first.")
    )  # fmt: skip
    return after + 10


def _heat(x: float, y: float, values: Array, scale: float) -> list[str]:
    return [
        f'<rect x="{x + n % ACROSS * SQUARE}" y="{y + n // ACROSS * SQUARE}" width="{SQUARE - 1}" '
        f'height="{SQUARE - 1}" fill="{_colour(value / scale)}"/>'
        for n, value in enumerate(values.tolist())
    ]


def _colour(share: float) -> str:
    """From COOL at -1 over a light grey to WARM at 1."""
    to = WARM if share > 0 else COOL
    size = min(abs(share), 1.0)
    middle = (226, 226, 222)
    mixed = (round(a + (b - a) * size) for a, b in zip(middle, to, strict=True))
    return f"#{''.join(f'{part:02x}' for part in mixed)}"


def _legend(y: float) -> str:
    squares = "".join(
        f'<rect x="{LEFT + n * 9}" y="{y}" width="8" height="8" fill="{_colour((n - 6) / 6)}"/>'
        for n in range(13)
    )
    words = "a group of units: below 0 … 0 … above 0"
    return squares + _text(LEFT + 126, y + 9, words, "dim")


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    """Without what XML forbids."""
    return escape(_FORBIDDEN.sub("", words))
