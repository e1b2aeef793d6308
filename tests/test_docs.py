"""Everything that the documents show is run here, as it is written.

What stands behind the language of a code block says what to do with it:

- `file=PATH`: written to that place of a temporary home; a plugin's phrases are answered then.
- `console`: what follows `$` is run in the home's `intents` folder, and must print the lines below
  it; `…` stands for anything.
- `python`: run in one namespace for the page, as a doctest where it has `>>>`.
- `toml`: read as a manifest, its head added when it is only a part of one.
- other languages, and none: only to be read.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.catalogue import LANGUAGES
from assistant.paths import user_paths
from assistant.plugins.api import CAPABILITIES
from assistant.plugins.library import GROUP, find_plugins
from assistant.plugins.manifest import Plugin, read_manifest, read_module
from assistant.plugins.phrases import KINDS
from assistant.plugins.single_file import _TYPES
from assistant.plugins.slot_specs import CHOICE, FREE_TEXT
from assistant.tables import Table
from assistant.values import MODULES
from tools.api_reference import TARGET, reference

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
HEAD = 'schema = 1\nid = "page"\nversion = "1"\napi = 1\n'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the commands are those of a Unix shell")


@dataclass(frozen=True)
class Block:
    """A code block."""

    language: str
    file: str  # where it is to be written; "" for nowhere
    code: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w*)(?: file=(\S+))?\n(.*?)^```$", text, re.M | re.S):
        yield Block(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("rehearsed")
def test_all_that_a_page_shows_works(page: Path, home: Path, tmp_path: Path) -> None:
    (home / "intents").mkdir(parents=True)
    names: dict[str, object] = {}
    for block in blocks(page):
        place = f"{page.name}, line {block.line}"
        if block.file:
            written = home / block.file
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(block.code, encoding="utf-8")
            plugin = read_module(written) if written.suffix == ".py" else None
            if plugin is not None:
                answers_its_phrases(plugin)
        elif block.language == "console":
            run_console(block.code, home, tmp_path, place)
        elif block.language == "python":
            run_python(block.code, names, place)
        elif block.language == "toml":
            read_part(block.code, tmp_path / f"part-{block.line}")
    for plugin in find_plugins(user_paths()).plugins:
        if not plugin.builtin:
            answers_its_phrases(plugin)


def answers_its_phrases(plugin: Plugin) -> None:
    with Assistant() as bot:
        assert plugin.check() == ()
        for spec in plugin.intents:
            for example in (each for said in spec.examples.values() for each in said):
                reply = bot.reply(example.text)
                assert reply.understanding is not None and reply.understanding.intent is not None
                assert reply.understanding.intent.name == spec.name, example.text
                assert not reply.details, reply
                bot.reply("never mind")


def run_console(code: str, home: Path, tools: Path, place: str) -> None:
    for name, module in (("assistant", "-m assistant"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        (tools / name).chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "PYTEST_ADDOPTS": "-p assistant.testing -p no:cacheprovider",
    }  # fmt: skip
    for shown in re.split(r"^\$ ", code, flags=re.M)[1:]:
        command, _, expected = shown.partition("\n")
        done = subprocess.run(
            ["sh", "-c", command], cwd=home / "intents", env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        pattern = ".*".join(map(re.escape, expected.strip().split("…")))
        assert re.fullmatch(pattern, done.stdout.strip(), re.S), f"{place}: {done.stdout}"


def run_python(code: str, names: dict[str, object], place: str) -> None:
    if ">>>" not in code:
        exec(compile(code, place, "exec"), names)
        return
    example = doctest.DocTestParser().get_doctest(code, names, place, None, 0)
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(example, clear_globs=False).failed == 0, place


def read_part(code: str, folder: Path) -> Plugin:
    folder.mkdir()
    (folder / "handler.py").write_text("")
    intent = "" if "[[intent]]" in code else '[[intent]]\nname = "page.part"\n'
    whole = code if "schema" in code else HEAD + intent + code
    (folder / "intent.toml").write_text(whole, encoding="utf-8")
    plugin = read_manifest(folder)
    assert plugin.check() == ()
    return plugin


def test_a_block_that_is_wrong_is_noticed(home: Path, tmp_path: Path) -> None:
    (home / "intents").mkdir(parents=True)
    run_console("$ echo a b\na…\n", home, tmp_path, "page")
    with pytest.raises(AssertionError, match="page: a"):
        run_console("$ echo a\nb\n", home, tmp_path, "page")
    with pytest.raises(AssertionError):
        run_python(">>> 1 + 1\n3\n", {}, "page")


def rows(heading: str, page: str = "manifest.md") -> list[str]:
    """The first column of the first table under a heading, in its order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    part = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = part[part.index("| ---") :].split("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.M)


def test_the_keys_of_the_manifest_s_reference_are_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, tuple[str, ...]] = {}
    only = Table.only

    def noting(table: Table, keys: object) -> None:
        known[re.sub(r" \d+| \(.*?\)", "", table.place)] = tuple(keys)  # type: ignore[arg-type]
        only(table, known[re.sub(r" \d+| \(.*?\)", "", table.place)])

    monkeypatch.setattr(Table, "only", noting)
    first = next(block for block in blocks(ROOT / "docs" / "manifest.md"))
    read_part(first.code, tmp_path / "whole")
    for heading, place in (
        ("The plugin", ""),
        ("`[[intent]]`", "[[intent]]"),
        ("`[intent.slots.NAME]`", "[[intent]], slots, kind"),
        ("`[intent.examples]`", "[[intent]], examples"),
        ("`[[test]]`", "[[test]]"),
    ):
        assert set(rows(heading)) == set(known[place]), heading
    assert set(known["description"]) == set(LANGUAGES)
    assert set(rows("`[intent.examples]`")) == set(KINDS)


def test_the_capabilities_and_types_of_the_reference_are_those_there_are() -> None:
    assert set(rows("Capabilities")) == set(CAPABILITIES)
    text = (ROOT / "docs" / "manifest.md").read_text(encoding="utf-8")
    types = re.findall(r"^\| `(\w+)` \|", text.split("| type | ")[1].split("\n\n")[0], re.M)
    assert set(types) == {*MODULES, *_TYPES.values(), FREE_TEXT, CHOICE}


def test_the_api_reference_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), "python -m tools.api_reference"


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^):#]+)\)", page.read_text(encoding="utf-8")):
            if "/" in link or link.endswith((".md", ".svg")):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_package_of_the_tutorial_is_found_once_installed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pip leaves it: the package, and its metadata with the entry point, on the path."""
    page = {block.file: block.code for block in blocks(ROOT / "docs" / "tutorial.md")}
    project = tomllib.loads(page["package/pyproject.toml"])
    ((name, package),) = project["project"]["entry-points"][GROUP].items()
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [package]
    site = tmp_path / "site"
    for file, code in page.items():
        if file.startswith("intents/bakery/"):
            target = site / package / file.removeprefix("intents/bakery/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
    (site / package / "__init__.py").write_text("raise RuntimeError('imported')")
    info = site / f"{package}-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {package}\n")
    monkeypatch.syspath_prepend(str(site))
    library = find_plugins(user_paths())
    assert library.problems == ()
    assert next(p.folder for p in library.plugins if p.id == "bakery") == site / package
    shutil.rmtree(site)
