"""A secret of a plugin is in no reply, history or log, also when an error has it in its words."""

import logging
from pathlib import Path

import pytest

from assistant.plugins.secrets import hidden, secrets_of, write_secret
from tests.conversation.scripted import Clock, Meaning, scripted

KEY = "k3y/with spaces"
MANIFEST = """
schema = 1
id = "sky"
version = "1"
api = 1
isolation = "{isolation}"

[[intent]]
name = "sky.now"
handler = "now"
"""


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_secret_stays_one(home: Path, caplog: pytest.LogCaptureFixture, isolation: str) -> None:
    folder = home / "intents" / "sky"
    folder.mkdir(parents=True)
    (folder / "intent.toml").write_text(MANIFEST.format(isolation=isolation))
    (folder / "handler.py").write_text(
        "from urllib.parse import urlencode\n\nfrom assistant import AssistantError\n\n\n"
        "def now(ctx):\n"
        "    url = 'https://sky.example/?' + urlencode({'key': ctx.secret('key')})\n"
        "    match ctx.text:\n"
        "        case 'raise':\n            print(ctx.secret('key'))\n"
        "            raise ValueError(url)\n"
        "        case 'tell':\n"
        "            raise AssistantError('No.', where='sky', remedy=f'Look at {url}.')\n"
        "    return f'I asked {url} with {ctx.secret(\"key\")}.'\n"
    )
    bot = scripted(Clock(), {text: Meaning("sky.now") for text in ("raise", "tell", "reply")})
    write_secret(bot.paths.data, "sky", "key", KEY)
    session = bot.history.start_session()
    with bot, caplog.at_level(logging.DEBUG):
        replies = [bot.reply(text, session=session) for text in ("raise", "tell", "reply")]
        kept = bot.history.turns(session)
    assert "ValueError: https://sky.example/?key=…" in replies[0].text
    assert "Look at https://sky.example/?key=…" in replies[1].text
    assert replies[2].text == "I asked https://sky.example/?key=… with …."
    shown = [*(f"{reply.text} {reply.details}" for reply in replies), caplog.text]
    for text in (*shown, *(turn.reply for turn in kept)):
        assert "k3y" not in text


def test_the_longest_is_hidden_first_and_what_is_too_short_not_at_all(tmp_path: Path) -> None:
    for name, value in (("a", "abcd"), ("b", "abcdef"), ("c", "a")):
        write_secret(tmp_path, "sky", name, value)
    secrets = secrets_of(tmp_path, "sky")
    assert secrets == ("abcdef", "abcd")
    assert hidden("a key abcd, abcdef", secrets) == "a key …, …"
