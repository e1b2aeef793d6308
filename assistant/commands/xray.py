"""`assistant xray`: a message as the network reads it, as a picture in the terminal or a file."""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.problems import AssistantError
from assistant.settings import CELLS

if TYPE_CHECKING:
    from assistant.understanding.model import Model

NARROWEST = 40


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    xray = commands.add_parser("xray", help="show how the network reads a message")
    xray.add_argument("message")
    xray.add_argument(
        "--cells", nargs="+", choices=CELLS, metavar="CELL",
        help="the bundled model of each cell, such as --cells rnn lstm gru; else the one in use",
    )  # fmt: skip
    xray.add_argument("--svg", type=Path, metavar="FILE", help="draw it into a file instead")
    xray.add_argument("--json", action="store_true", help="print the numbers, an object a model")
    xray.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Raises AssistantError for a message without words and a file that cannot be written."""
    from assistant.xray.picture import as_json, as_text, look

    looks = []
    for model in models(options.cells):
        seen = look(model, options.message)
        if seen is None:
            raise AssistantError(
                "There is nothing to read in it.", where="the message",
                remedy='Write some words: assistant xray "What time is it?".',
            )  # fmt: skip
        looks.append(seen)
    if options.svg is not None:
        from assistant.files import write_atomically
        from assistant.xray.drawing import as_svg

        write_atomically(options.svg, as_svg(looks).encode())
    if options.json:
        for seen in looks:
            text = {"text": seen.reading.text}
            print(json.dumps(text | as_json(seen), ensure_ascii=False))
    elif options.svg is None:
        width = max(shutil.get_terminal_size().columns, NARROWEST)
        print("\n\n".join(as_text(seen, width) for seen in looks))
    return 0


def models(cells: Sequence[str] | None) -> "list[Model]":
    """The bundled models of the cells, or the one in use."""
    if cells is None:
        from assistant.conversation.assistant import Assistant

        with Assistant() as bot:
            return [bot.model]
    from assistant.paths import bundled
    from assistant.understanding.bundle import read_bundle

    return [read_bundle(bundled("models") / cell).model() for cell in cells]
