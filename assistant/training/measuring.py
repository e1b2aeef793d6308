"""An evaluation as the command line shows it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from assistant.paths import user_paths
from assistant.training.data_sets import RowFile, read_test_rows
from assistant.training.evaluation import answers, figures
from assistant.training.report import Table, write_report
from assistant.training.templates import by_template
from assistant.understanding.bundle import read_bundle
from assistant.understanding.versions import Versions

PARTS = ("known_templates", "new_templates")


def measure(
    data: Path,
    model: Path | None,
    *,
    report: Path | None,
    apart: bool,
    as_json: bool,
    further: Mapping[str, tuple[object, Table]] | None = None,
) -> None:
    """Print the figures of a model (None: the one in use), and write the report if one is wanted.

    With `apart`, rows whose template the train split has are measured apart from the others.
    `further` is what else was measured: by name, as JSON and as a table for people.
    Raises AssistantError for a data set, model or report that cannot be read or written.
    """
    further = further or {}
    rows = read_test_rows(data)
    learned_from = (
        RowFile((data if data.is_dir() else data.parent) / "train.jsonl") if apart else ()
    )
    bundle = Versions(user_paths()).load()[0] if model is None else read_bundle(model)
    given = list(answers(bundle.model(), rows))
    found = asdict(figures(given))
    confusions = found.pop("confusions")
    parts = {}
    if apart:
        for name, some in zip(PARTS, by_template(given, learned_from), strict=True):
            parts[name] = asdict(figures(some)) if some else None
    if report is not None:
        write_report(report, bundle.name, data.name, given, [t for _, t in further.values()])
    if as_json:
        for measured in filter(None, parts.values()):
            del measured["confusions"]
        print(json.dumps(found | parts | {name: value for name, (value, _) in further.items()}))
        return
    for name, value in found.items():
        print(f"{name:17} {_figure(value)}")
    for expected, got, count in confusions[:10]:
        print(f"{count:5} × {expected} taken for {got}")
    for name, part in parts.items():
        rows_and_right = [part and part[key] for key in ("rows", "intent_accuracy")]
        print(f"{name}: {' rows, intent accuracy '.join(map(_figure, rows_and_right))}")
    for _, table in further.values():
        print("\n" + "\n".join(_lines(table)))


def _lines(table: Table) -> list[str]:
    """A table for the terminal."""
    cells = [table.columns, *(tuple(map(_figure, row)) for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        table.title,
        *("  ".join(map(str.rjust, row, widths)) for row in cells),
    ]


def _figure(value: object) -> str:
    if isinstance(value, dict):  # such as the percentiles of the latency
        return ", ".join(f"{name} {_figure(each)}" for name, each in value.items())
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
