"""Opening what a message names, and never what it should not."""

import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.korean import language_of
from assistant.paths import bundled
from assistant.plugins.api import YES_OR_NO, NotGrantedError, Reply
from assistant.plugins.manifest import read_manifest
from assistant.understanding.understanding import Entity
from tests.desktop_kit import FIREFOX, HOSTILE, add_entry
from tests.intents.conftest import load_plugin_module
from tests.intents.context import NotingHost, context

FOLDER = bundled("intents") / "open"
PLUGIN = read_manifest(FOLDER, builtin=True)
EXEC = frozenset({"exec"})


@pytest.fixture
def me(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home on a Linux with Firefox and nothing else."""
    home = tmp_path / "me"
    (home / "Downloads").mkdir(parents=True)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_DOCUMENTS_DIR", "XDG_DESKTOP_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "shared"))
    add_entry(tmp_path / "shared", "firefox", FIREFOX)
    return home


@pytest.fixture
def host() -> NotingHost:
    return NotingHost()


def open_it(host: NotingHost, target: str, language: str = "en", **given: object) -> Reply:
    module: SimpleNamespace = load_plugin_module(FOLDER)  # type: ignore[assignment]
    ctx = context(language, capabilities=EXEC, host=host, **given)
    reply: Reply = module.open_it(ctx, target)
    return reply


@pytest.mark.parametrize("said", ["firefox", "Firefox app", "파이어폭스 웹 브라우저"])
def test_an_application(me: Path, host: NotingHost, said: str) -> None:
    assert open_it(host, said).text == "Opening Firefox Web Browser."
    assert len(host.opened) == 1


@pytest.mark.parametrize(
    "said",
    ["downloads", "my Downloads folder", "download", "다운로드", "다운로드 폴더", "내려받기"],
)
def test_a_folder_that_everybody_has(me: Path, host: NotingHost, said: str) -> None:
    assert open_it(host, said).text == "Opening Downloads."
    assert host.opened == [str(me / "Downloads")]


def test_a_folder_that_is_not_there_is_not_opened(me: Path, host: NotingHost) -> None:
    assert open_it(host, "documents").suggestions and not host.opened


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("github.com", "https://github.com"),
        ("news.ycombinator.com/item?id=1", "https://news.ycombinator.com/item?id=1"),
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("localhost:8000", "http://localhost:8000"),
        ("example.org:8443/x", "https://example.org:8443/x"),
        ("한글.한국", "https://xn--bj0bj06e.xn--3e0b707e"),
        ("“github.com”", "https://github.com"),
    ],
)
def test_a_web_address(me: Path, host: NotingHost, said: str, address: str) -> None:
    assert open_it(host, said).text.startswith("Opening")
    assert host.opened == [address]


def test_a_file_by_its_path_or_by_its_name(me: Path, host: NotingHost) -> None:
    report = me / "Downloads" / unicodedata.normalize("NFD", "보고서.pdf")
    report.write_text("x")
    plain = me / "notes.txt"
    plain.write_text("x")
    assert open_it(host, "보고서.PDF", "ko").text == f"{report.name}를 열게요."
    for said in (str(plain), "~/Downloads", "notes.txt"):
        open_it(host, said)
    assert host.opened == [str(report), str(plain), str(me / "Downloads"), str(plain)]


def test_a_file_that_is_not_there_is_no_web_site(me: Path, host: NotingHost) -> None:
    reply = open_it(host, "report.pdf")
    assert "no application, folder or file" in reply.text and not host.opened


@pytest.mark.parametrize("name", ["setup.sh", "game.desktop", "tool"])
def test_what_may_run_is_asked_about_each_time(me: Path, host: NotingHost, name: str) -> None:
    file = me / "Downloads" / name
    file.write_text("x")
    file.chmod(0o755)
    asked = open_it(host, name)
    assert asked.asks == YES_OR_NO and "may run as a program" in asked.text and not host.opened
    open_it(host, name, confirmed=True)
    assert host.opened == [str(file)]


def test_what_is_not_found_offers_to_search(me: Path, host: NotingHost) -> None:
    (offer,) = open_it(host, "youtube").suggestions
    assert (offer.label, offer.say) == ("Search the web for it", "search the web for youtube")
    (offer,) = open_it(host, "유튜브", "ko").suggestions
    assert offer.say == "유튜브 검색해줘"
    assert not host.opened


def test_the_grant_is_needed_only_once_something_is_found(me: Path, host: NotingHost) -> None:
    module = load_plugin_module(FOLDER)
    assert module.open_it(context(host=host), "nothing of the kind").suggestions
    (me / "run.sh").write_text("x")
    for target in ("firefox", "github.com", "run.sh"):
        with pytest.raises(NotGrantedError):
            module.open_it(context(host=host), target)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("target", HOSTILE, ids=lambda target: repr(target[:16]))
def test_dangerous_text_opens_nothing(
    me: Path, host: NotingHost, target: str, language: str
) -> None:
    reply = open_it(host, target, language)
    assert reply.text and not reply.asks and not host.opened


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "data:,x"])
def test_an_address_that_does_more_than_show_is_named(
    me: Path, host: NotingHost, target: str
) -> None:
    assert "I don't open" in open_it(host, target).text
    assert "열지 않아요" in open_it(host, target, "ko").text


MISSING = "I find no application, folder or file called “{}” here."
OPENING = "Opening Firefox Web Browser."


def ask(host: NotingHost, text: str, *marked: str, **given: object) -> Reply:
    """Of a message in which the network marked some words."""
    entities = tuple(Entity("target", text.index(raw), 0, raw, raw) for raw in marked)
    return open_it(host, marked[0], language_of(text), text=text, entities=entities, **given)


@pytest.mark.parametrize(
    ("text", "marked", "said"),
    [
        ("open firefox and thunderbird", ["firefox", "thunderbird"],
         [OPENING, MISSING.format("thunderbird")]),
        ("launch firefox, downloads and gimp please", ["firefox"],
         [OPENING, "Opening Downloads.", MISSING.format("gimp")]),
        ("open both vim and firefox", ["firefox"], [OPENING, MISSING.format("vim")]),
        ("open firefox and search and rescue.pdf", ["firefox"],
         [OPENING, "Opening search and rescue.pdf."]),
        ("파이어폭스랑 계산기 열어줘", ["파이어폭스"],
         ["Firefox Web Browser를 열게요.",
          "“계산기” 프로그램이나 폴더, 파일을 여기서 찾지 못했어요."]),
        ("파이어폭스 열고 다운로드도 열어줘", ["파이어폭스"],
         ["Firefox Web Browser를 열게요.", "Downloads를 열게요."]),
    ],
)  # fmt: skip
def test_each_of_several_is_opened_or_said_not_to_be_found(
    me: Path, host: NotingHost, text: str, marked: list[str], said: list[str]
) -> None:
    (me / "Downloads" / "search and rescue.pdf").write_text("x")
    reply = ask(host, text, *marked)
    assert reply.text.splitlines() == [f"- {line}" for line in said]
    missing = sum("찾지 못" in line or "I find no" in line for line in said)
    assert len(host.opened) == len(said) - missing and len(reply.suggestions) == missing


@pytest.mark.parametrize(
    ("text", "marked", "said"),
    [
        ("open search and rescue.pdf", ["search", "rescue.pdf"], "Opening search and rescue.pdf."),
        ("빵과 장미.pdf 열어줘", ["장미.pdf"], "빵과 장미.pdf를 열게요."),
        ("open firefox, please", ["firefox"], OPENING),
        ("hello, open firefox", ["firefox"], OPENING),
        ("open vim or firefox", ["vim", "firefox"], OPENING),
    ],
)
def test_what_is_one_thing_is_not_cut(
    me: Path, host: NotingHost, text: str, marked: list[str], said: str
) -> None:
    for name in ("search and rescue.pdf", "빵과 장미.pdf"):
        (me / "Downloads" / name).write_text("x")
    assert ask(host, text, *marked).text == said and len(host.opened) == 1


def test_of_several_nothing_is_opened_before_what_may_run_is_allowed(
    me: Path, host: NotingHost
) -> None:
    (me / "run.sh").write_text("x")
    asked = ask(host, "open firefox, run.sh and gimp", "firefox", "run.sh")
    assert asked.asks == YES_OR_NO and not host.opened
    assert "“run.sh” may run" in asked.text and "Firefox" in asked.text and "gimp" in asked.text
    ask(host, "open firefox, run.sh and gimp", "firefox", "run.sh", confirmed=True)
    assert len(host.opened) == 2


def test_one_that_fails_does_not_hide_the_others(me: Path) -> None:
    told = ask(NotingHost(broken=True), "open firefox and downloads", "firefox", "downloads").text
    assert told.count("I could not open") == 2 and "Nothing opens it." in told
    many = [f"x{number}.com" for number in range(9)]
    host = NotingHost()
    assert "up to 7" in ask(host, f"open {', '.join(many)}", *many).text and not host.opened


def test_the_words_are_shown_as_they_are(me: Path, host: NotingHost) -> None:
    assert r"\[x\](y)" in open_it(host, "[x](y) \n # *no*").text


def test_the_manifest_is_whole() -> None:
    assert PLUGIN.capabilities == EXEC and not PLUGIN.check()
    assert len(PLUGIN.tests) >= 6
