"""What is wrong with a plugin's code, as far as it shows without running it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.files import read_text
from assistant.plugins.lines import line_with
from assistant.plugins.manifest import MANIFEST, IntentSpec, Plugin
from assistant.plugins.python_code import valid_python
from assistant.problems import AssistantError, Problem
from assistant.tables import did_you_mean

_USES = {"http": "network", "schedule": "notify", "notify": "notify", "open": "exec"}  # of ctx
_NOT_SLOTS = ("ctx", "slots")
_NOT_OURS = ("tests", "__pycache__", "venv", "node_modules")  # folders that are no plugin's code

Function = ast.FunctionDef | ast.AsyncFunctionDef


def check_code(plugin: Plugin) -> tuple[Problem, ...]:
    """Handlers that are missing or take what is no slot, and capabilities that are not declared."""
    found: list[Problem] = []
    trees: dict[Path, ast.Module] = {}
    for file in _files(plugin):
        try:
            trees[file] = _parsed(file)
        except AssistantError as error:
            found.append(error.problem)
    if plugin.module in trees:
        found += _handlers(plugin, trees)
    for file, tree in trees.items():
        found += _undeclared(plugin, file, tree)
    return tuple(found)


def _files(plugin: Plugin) -> list[Path]:
    if plugin.file is not None:
        return [plugin.file]
    return [
        file
        for file in sorted(plugin.folder.rglob("*.py"))
        if not any(
            part in _NOT_OURS or part.startswith(".")
            for part in file.relative_to(plugin.folder).parts
        )
    ]


def _parsed(file: Path) -> ast.Module:
    text = read_text(file)
    with valid_python(file):
        return ast.parse(text)


def _handlers(plugin: Plugin, trees: dict[Path, ast.Module]) -> Iterator[Problem]:
    tree = trees[plugin.module]
    functions = {node.name: node for node in tree.body if isinstance(node, Function)}
    bound = set(_bound(tree))
    for spec in plugin.intents:
        if spec.handler is None:
            continue
        if spec.handler in functions:
            yield from _parameters(functions[spec.handler], spec, plugin.module)
        elif spec.handler not in bound:
            line = line_with(plugin.source, f'"{spec.handler}"')
            yield Problem(
                f"There is no function {spec.handler!r} in {plugin.module.name}.",
                f"{plugin.source}, line {line}, intent {spec.name}",
                did_you_mean(spec.handler, functions) if functions else "Write it.",
            )


def _bound(tree: ast.Module) -> Iterator[str]:
    """The names that a module has by importing or assigning: what they are cannot be seen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _parameters(function: Function, spec: IntentSpec, file: Path) -> Iterator[Problem]:
    arguments = function.args
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if each.arg not in _NOT_SLOTS and each.arg not in spec.slots:
            yield Problem(
                f"{function.name} has a parameter {each.arg!r}, and {spec.name} no such slot.",
                f"{file}, line {each.lineno}",
                did_you_mean(each.arg, (*spec.slots, *_NOT_SLOTS)),
            )


def _undeclared(plugin: Plugin, file: Path, tree: ast.Module) -> Iterator[Problem]:
    told: set[str] = set()
    for capability, line in _used(ast.walk(tree)):
        if capability not in plugin.capabilities and capability not in told:
            told.add(capability)
            where = "@intent" if plugin.file else MANIFEST
            yield Problem(
                f"It uses the capability {capability!r} and does not declare it.",
                f"{file}, line {line}",
                f'Add it to {where}: capabilities = ["{capability}"].',
            )


def _used(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """The capabilities that `ctx.http` and its like need, with their lines."""
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id="ctx"), attr=name) if name in _USES:
                yield _USES[name], node.lineno
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="ctx"), attr="require"),
                args=[ast.Constant(value=str(capability))],
            ):
                yield capability, node.lineno
