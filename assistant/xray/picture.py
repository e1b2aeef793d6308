"""A message as a network reads it, whole: as text, and as values for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from assistant.understanding.cells import Array
from assistant.understanding.model import Model
from assistant.understanding.understanding import IntentScore
from assistant.xray.deciding import Decided, decided
from assistant.xray.memory import Memory, memory_of
from assistant.xray.reading import Reading, Step, WayStep, endings, read
from assistant.xray.shades import SHADES, bar, fitted, grouped, named, scale_of, shaded, short

LABELS = 17  # cells of what a line is about
SHORTEST = 20  # cells of a message beside what reads it
COLUMN = (13, 22)  # cells of a piece, the gap included: at least, at most
RANKED_FROM = 0.005  # an intent less probable is not worth a line


@dataclass(frozen=True, slots=True)
class Look:
    """Everything there is to see of one message in one model."""

    reading: Reading
    endings: tuple[tuple[IntentScore, ...], ...]  # of each piece, if the message ended there
    memory: Memory
    decided: Decided


def look(model: Model, text: str) -> Look | None:
    """None for a text without pieces."""
    found = decided(model, text)
    if found is None:
        return None
    ids = [piece.id for piece in found.pieces]
    return Look(
        read(model, text), tuple(endings(model, text)), memory_of(model.encoder, ids), found
    )


def as_json(seen: Look) -> dict[str, object]:
    """The numbers of a Look; states and gates as their means, for a state has hundreds."""
    reading, memory, found = seen.reading, seen.memory, seen.decided
    return {
        "cell": reading.cell,
        "units": reading.units,
        "pieces": [
            {
                "text": step.piece.text,
                "start": step.piece.start,
                "end": step.piece.end,
                "tag": tag,
                "forward": _way(step.forward),
                "backward": _way(step.backward),
                "if_it_ended_here": [_score(score) for score in ranking],
                "left": _rounded(float(memory.left[t])),
                "gradient": {
                    "forward": _rounded(float(memory.forward[t])),
                    "backward": _rounded(float(memory.backward[t])),
                },
            }
            for t, (step, tag, ranking) in enumerate(
                zip(reading.steps, found.tags, seen.endings, strict=True)
            )
        ],
        "gradient_ratio": _rounded(memory.ratio),
        "decided": {
            "ranking": [_score(score) for score in found.understanding.ranking],
            "in_scope": found.scope.within,
            "scope": _rounded(found.scope.score),
            "scope_threshold": found.scope.threshold,
            "scope_parts": {
                part.name: {"value": _rounded(part.value), "weight": _rounded(part.weight)}
                for part in found.scope.parts
            },
            "temperature": found.temperature,
        },
    }


def _way(way: WayStep) -> dict[str, object]:
    return {
        "change": _rounded(way.change),
        "written": _rounded(way.written),
        "kept": _rounded(way.kept),
        "shown": _rounded(way.shown),
    }


def _score(score: IntentScore) -> dict[str, object]:
    return {"name": score.name, "confidence": _rounded(score.confidence)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def as_text(seen: Look, width: int) -> str:
    """The picture in characters; as many pieces beside each other as there is room for."""
    reading = seen.reading
    least, most = COLUMN
    column = min(max((width - LABELS) // len(reading.steps), least), most)
    groups = column - 3
    heat = grouped(reading.states, groups)
    scale = scale_of(heat)
    about = f"{reading.cell} · {reading.units} units each way"
    message = f"“{' '.join(reading.text.split())}”"
    room = width - len(about) - 2
    first = [fitted(message, room) + "  " + about]
    if room < SHORTEST:
        first = [fitted(message, width), about]
    lines = [*first, "─" * width]
    a_row = max((width - LABELS) // column, 1)
    for start in range(0, len(reading.steps), a_row):
        stretch = range(start, min(start + a_row, len(reading.steps)))
        lines += _stretch(seen, heat, scale, stretch, column)
        lines.append("")
    lines[-1] = "─" * width
    return "\n".join([line.rstrip() for line in [*lines, *_summary(seen, scale, width)]])


def _stretch(
    seen: Look,
    heat: Array,
    scale: float,
    stretch: range,
    column: int,
) -> list[str]:
    """The lines of some pieces beside each other."""
    steps = seen.reading.steps
    rows: list[tuple[str, list[str]]] = [
        ("", [steps[t].piece.text for t in stretch]),
        ("hidden →", [shaded(heat[t][0], scale) for t in stretch]),
        ("hidden ←", [shaded(heat[t][1], scale) for t in stretch]),
        ("changed → ←", [_both(steps[t], "change") for t in stretch]),
    ]
    for gate in ("written", "kept", "shown"):
        if getattr(steps[0].forward, gate) is not None:
            rows.append((f"{gate} → ←", [_both(steps[t], gate) for t in stretch]))
    for place in range(max(len(seen.endings[t]) for t in stretch)):
        label = ("if it ended", "here")[place] if place < 2 else ""
        rows.append((label, [_ranked(seen.endings[t], place, column) for t in stretch]))
    memory = seen.memory
    rows.append(("left at the end", [f"{memory.left[t]:.0%}" for t in stretch]))
    for label, gradient in (("gradient →", memory.forward), ("gradient ←", memory.backward)):
        rows.append(
            (label, [f"{bar(float(gradient[t]), 6)} {short(float(gradient[t]))}" for t in stretch])
        )
    return [
        fitted(label, LABELS) + "".join(fitted(cell, column - 1) + " " for cell in cells)
        for label, cells in rows
    ]


def _both(step: Step, what: str) -> str:
    ways = (getattr(step.forward, what), getattr(step.backward, what))
    if what == "change":
        return " ".join(short(value) for value in ways)
    return " ".join(f"{value:.0%}" for value in ways)


def _ranked(ranking: Sequence[IntentScore], place: int, column: int) -> str:
    if place >= len(ranking) or (place and ranking[place].confidence < RANKED_FROM):
        return ""
    share = f" {ranking[place].confidence * 100:.0f}"
    return named(ranking[place].name, column - 1 - len(share)) + share


def _summary(seen: Look, scale: float, width: int) -> list[str]:
    found = seen.decided
    best = found.understanding.ranking[0]
    side = "in scope" if found.scope.within else "out of scope"
    lines = [
        f"Decided: {best.name} {best.confidence:.0%}, {side} "
        f"({short(found.scope.score)}, at least {short(found.scope.threshold)} is in).",
        f"Left of the gradient at the first piece, of that at the last: {short(seen.memory.ratio)}",
        f"Shades: “{SHADES[0]}” -{short(scale)} or less   “{SHADES[2]}” 0   "
        f"“{SHADES[4]}” {short(scale)} or more",
    ]
    return [part for line in lines for part in wrap(line, width)]
