"""A new plugin to begin with: whole, small, and everything in it in use."""

from collections.abc import Mapping
from pathlib import Path

from assistant.files import write_atomically
from assistant.problems import AssistantError

_PHRASES = {
    "en": (
        "order [two](count) [large](size) {words}",
        "I'd like a [small](size) {words}",
        "one [big](size) {words} please",
        "get me [three](count) {words}",
        "can I have some {words}",
        "we'd like [four](count) {words}, all [large](size)",
        "I want to order {words}",
    ),
    "ko": (
        "{words} [큰](size) 걸로 [두](count) 개 주문해 줘",
        "{words} [작은](size) 거 하나 주세요",
        "[큰](size) {words} 주문할게",
        "{words} [3](count)개 시켜 줘",
        "{words} 주문해 줘",
        "{words} [네](count) 개 부탁해",
        "{words} 주문하고 싶어",
    ),
}

_MANIFEST = """\
schema = 1
id = "{name}"
version = "0.1.0"
api = 1
description = {{ en = "Orders {words}", ko = "{words} 주문" }}

[[intent]]
name = "{name}.order"
handler = "order"
description = {{ en = "ordering {words}", ko = "{words} 주문" }}
example = {{ en = "order two large {words}", ko = "{words} 큰 걸로 두 개 주문해 줘" }}

[intent.slots.count]
type = "number"

[intent.slots.size]
values = {{ small = ["little", "작은"], large = ["big", "큰"] }}
prompt = {{ en = "Small or large?", ko = "작은 거요, 큰 거요?" }}

[[test]]
say = "order two large {words}"
intent = "{name}.order"
slots = {{ count = "2", size = "large" }}
reply = "2 large {words}"

[[test]]
say = "{words} 큰 걸로 주문해 줘"
intent = "{name}.order"
slots = {{ size = "large" }}
reply = "{words} 큰 걸로 1개"
"""

_BODY = """\
    if ctx.language == "ko":
        kind = {{"small": "작은", "large": "큰"}}[size]
        return Reply(f"{words} {{kind}} 걸로 {{count}}개 준비할게요.")
    return Reply(f"{{count}} {{size}} {words}, right away.")
"""

_HANDLER = (
    '''\
"""Orders {words}."""

from assistant import Context, Reply


def order(ctx: Context, size: str, count: int = 1) -> Reply:
    """Take an order. The parameters are slots: without a default one is asked for."""
'''
    + _BODY
)

_SINGLE = (
    '''\
"""Orders {words}."""

from assistant import Context, Reply, intent


@intent(
    "{name}.order",
    en=[
{en}
    ],
    ko=[
{ko}
    ],
    description={{"en": "ordering {words}", "ko": "{words} 주문"}},
    slots={{
        "size": {{
            "values": {{"small": ["little", "작은"], "large": ["big", "큰"]}},
            "prompt": {{"en": "Small or large?", "ko": "작은 거요, 큰 거요?"}},
        }}
    }},
)
def order(ctx: Context, size: str, count: int = 1) -> Reply:
    """Take an order. The parameters are slots: without a default one is asked for."""
'''
    + _BODY
)

_TESTS = '''\
"""Run with: python -m pytest"""

from assistant.testing.bot import AssistantBot


def test_an_order_is_taken(assistant_bot: AssistantBot) -> None:
    reply = assistant_bot.say("order two large {words}")
    assert "2 large {words}" in reply.text


def test_the_size_is_asked_for(assistant_bot: AssistantBot) -> None:
    assert assistant_bot.say("order {words}").asks == "size"
    assert "1 small {words}" in assistant_bot.say("small").text


def test_it_speaks_korean(assistant_bot: AssistantBot) -> None:
    assert "{words} 큰 걸로 3개" in assistant_bot.say("{words} 큰 걸로 3개 주문해 줘").text
'''


def write_new(root: Path, name: str, *, single_file: bool = False) -> tuple[Path, ...]:
    """Write the plugin `name` into the folder `root`; its files, the one to begin with first.

    Raises AssistantError when something of that name is there already, or the disk refuses.
    """
    files = _single(name) if single_file else _folder(name)
    places = [root / name, root / f"{name}.py", *(root / file for file in files)]
    if taken := next((place for place in places if place.exists()), None):
        raise AssistantError(
            "It is there already.", where=str(taken), remedy="Give the new plugin another name."
        )
    for file, text in files.items():
        write_atomically(root / file, text.encode())
    return tuple(root / file for file in files)


def _folder(name: str) -> Mapping[str, str]:
    phrases = {
        f"{name}/examples/{name}.order.{language}.txt": "".join(
            f"{phrase}\n" for phrase in _phrases(name, language)
        )
        for language in _PHRASES
    }
    return {
        f"{name}/intent.toml": _filled(_MANIFEST, name),
        f"{name}/handler.py": _filled(_HANDLER, name),
        **phrases,
        f"{name}/tests/test_{name}.py": _filled(_TESTS, name),
    }


def _single(name: str) -> Mapping[str, str]:
    lists = {
        language: "\n".join(f'        "{phrase}",' for phrase in _phrases(name, language))
        for language in _PHRASES
    }
    return {
        f"{name}.py": _filled(_SINGLE, name, **lists),
        f"tests/test_{name}.py": _filled(_TESTS, name),
    }


def _phrases(name: str, language: str) -> list[str]:
    return [_filled(phrase, name) for phrase in _PHRASES[language]]


def _filled(text: str, name: str, **more: str) -> str:
    return text.format(name=name, words=name.replace("_", " "), **more)
