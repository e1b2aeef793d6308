"""The line of a mistake in a plugin's own file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.plugins.lines import with_line
from assistant.plugins.manifest import MANIFEST, read_manifest, read_module
from assistant.problems import AssistantError, Problem

MakePlugin = Callable[..., Path]  # see conftest.py

FIRST = '[[intent]]\nname = "music.play"\nreply = { en = "a" }\n'  # lines 5 to 7
SECOND = '[[intent]]\nname = "music.stop"\nreply = { en = "a" }\n'  # lines 8 to 10


@pytest.mark.parametrize(
    ("manifest", "line"),
    [
        ("descripton = 1\n", 5),
        ("capabilities = [\n  'network',\n  'nettwork',\n]\n", 7),
        ("timeout = 0\n", 5),
        (FIRST + "examples = { fr = ['a'] }\n", 8),
        (FIRST + SECOND + "handlr = 'f'\n", 11),
        (FIRST + "[intent.slots.size]\ntyp = 'city'\n" + SECOND, 9),
        (FIRST + "[intent.slots]\nsize = { type = 'choice' }\n" + SECOND, 9),
        (FIRST + "[intent.slots.size]\ntype = 'choice'\n" + SECOND, 9),
        (FIRST + SECOND + "[intent.slots.size.values]\nsmall = []\n", 12),
        (FIRST + FIRST, 8),
        (FIRST + "[[test]]\nsay = 'a'\nintent = 'a'\n[[test]]\nsay = 1\n", 12),
        (FIRST + "[[test]]\nsay = 'a'\nintent = 'a'\n\n[[test]]\nintent = 'a'\n", 12),
        (FIRST + "handler = 'f'\n", 7),
    ],
)
def test_a_mistake_in_a_manifest_is_found(
    make_plugin: MakePlugin, manifest: str, line: int
) -> None:
    folder = make_plugin(manifest)
    with pytest.raises(AssistantError) as error:
        read_manifest(folder)
    assert f"{MANIFEST}, line {line}" in with_line(error.value.problem, folder / MANIFEST).where


def test_the_mistake_of_a_single_file_is_at_its_decorator(tmp_path: Path) -> None:
    file = tmp_path / "art.py"
    file.write_text(
        "import assistant as a\n@a.intent('a.b')\ndef f(): ...\n\n@a.intent('NO')\ndef g(): ...\n"
    )
    with pytest.raises(AssistantError) as error:
        read_module(file)
    assert "art.py, line 5" in with_line(error.value.problem, file).where


def test_what_has_a_line_or_is_of_another_file_stays(tmp_path: Path) -> None:
    for where in (f"{tmp_path / MANIFEST}, line 3", "elsewhere, [[intent]] 1"):
        problem = Problem("What.", where, "Mend it.")
        assert with_line(problem, tmp_path / MANIFEST) is problem


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="[]a.= \n'\"{}1,"), place=st.text(alphabet="[]a 1,"))
def test_whatever_the_file_holds_some_line_of_it_is_told(
    tmp_path: Path, text: str, place: str
) -> None:
    file = tmp_path / MANIFEST
    file.write_text(text)
    problem = with_line(Problem("'a' is wrong.", f"{file}, {place}", "a"), file)
    number = int(problem.where.removeprefix(f"{file}, line ").split(",")[0])
    assert 1 <= number <= text.count("\n") + 1
