"""What the user taught, as files that a person can read."""

import threading
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.files import write_atomically
from assistant.plugins.examples import Example, SlotSpan, parse_example
from assistant.plugins.manifest import read_manifest
from assistant.plugins.mine import Mine, OwnPhrase
from assistant.problems import AssistantError


@pytest.fixture
def mine(tmp_path: Path) -> Mine:
    return Mine(tmp_path / "intents" / "mine")


def teach(mine: Mine, intent: str, *lines: str) -> None:
    for line in lines:
        mine.add(intent, parse_example(line))


def phrases(mine: Mine) -> list[tuple[str, str, str]]:
    return [(p.intent, p.language, p.example.text) for p in mine.phrases()]


def test_nothing_was_taught_at_first(mine: Mine) -> None:
    assert mine.phrases() == ()
    assert mine.replies() == {}
    assert not mine.folder.exists()


def test_a_phrase_is_kept_under_its_intent_and_the_language_it_is_written_in(mine: Mine) -> None:
    teach(mine, "music.play", "put on some [jazz](genre)", "[재즈](genre) 틀어줘")
    assert phrases(mine) == [
        ("music.play", "en", "put on some jazz"),
        ("music.play", "ko", "재즈 틀어줘"),
    ]
    assert Mine(mine.folder).phrases() == mine.phrases()


def test_the_files_are_a_plugin_like_any_other(mine: Mine) -> None:
    teach(mine, "music.play", "put on [jazz](genre)", "louder")
    plugin = read_manifest(mine.folder)
    assert plugin.id == "mine"
    assert plugin.intents[0].slots["genre"].type == "text"
    assert plugin.check() == ()
    file = mine.folder / "examples" / "music.play.en.txt"
    assert file.read_text() == "put on [jazz](genre)\nlouder\n"


def test_a_phrase_is_taught_only_once(mine: Mine) -> None:
    teach(mine, "music.play", "play", "louder", "Play ", "play")
    assert phrases(mine) == [("music.play", "en", "play"), ("music.play", "en", "louder")]


def test_teaching_a_phrase_again_replaces_its_slots(mine: Mine) -> None:
    teach(mine, "music.play", "play jazz", "play [jazz](genre)")
    (phrase,) = mine.phrases()
    assert phrase.example == parse_example("play [jazz](genre)")


def test_a_phrase_that_means_something_else_leaves_its_former_intent(mine: Mine) -> None:
    teach(mine, "weather.now", "put on some bossa nova", "how is it outside")
    teach(mine, "music.play", "Put on some  bossa nova")
    assert phrases(mine) == [
        ("weather.now", "en", "how is it outside"),
        ("music.play", "en", "Put on some bossa nova"),
    ]


def test_an_intent_whose_last_phrase_leaves_is_gone(mine: Mine) -> None:
    teach(mine, "weather.now", "bossa nova")
    teach(mine, "out_of_scope", "bossa nova")
    assert phrases(mine) == [("out_of_scope", "en", "bossa nova")]
    assert [intent.name for intent in read_manifest(mine.folder).intents] == ["out_of_scope"]
    assert [path.name for path in (mine.folder / "examples").iterdir()] == ["out_of_scope.en.txt"]


def own(intent: str, line: str, language: str = "en") -> OwnPhrase:
    return OwnPhrase(intent, language, parse_example(line))


def test_many_are_taught_at_once_as_one_by_one(tmp_path: Path) -> None:
    lessons = [
        own("music.play", "play"), own("music.stop", "stop"), own("music.stop", "Play"),
        own("music.play", "[재즈](genre) 틀어줘", "ko"), own("music.stop", "stop [it](what)"),
        own("music.play", "stop it"), own("music.play", "louder"),
    ]  # fmt: skip
    at_once, singly = Mine(tmp_path / "a"), Mine(tmp_path / "b")
    for lesson in lessons:
        singly.add(lesson.intent, lesson.example, lesson.language)
    kept = at_once.add_all(lessons)
    assert set(at_once.phrases()) == set(singly.phrases()) == set(kept)
    assert read_manifest(at_once.folder).check() == ()


def test_one_that_cannot_be_taught_keeps_all_of_them_out(mine: Mine) -> None:
    with pytest.raises(AssistantError):
        mine.add_all([own("music.play", "play"), OwnPhrase("Music", "en", Example("sing"))])
    assert not mine.folder.exists()
    assert mine.add_all([]) == ()
    assert not mine.folder.exists()


def test_phrases_that_change_places_are_all_kept(mine: Mine) -> None:
    mine.add_all([own("a", "one"), own("a", "two"), own("b", "three")])
    mine.add_all([own("b", "one"), own("a", "three"), own("b", "Two")])
    assert phrases(mine) == [("a", "en", "three"), ("b", "en", "one"), ("b", "en", "Two")]


def test_thousands_take_as_few_writes_as_there_are_files(
    mine: Mine, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def counted(path: Path, data: bytes) -> None:
        written.append(path.name)
        write_atomically(path, data)

    monkeypatch.setattr("assistant.plugins.mine.write_atomically", counted)
    mine.add_all([own(f"a.i{n % 3}", f"phrase number {n}") for n in range(3000)])
    assert len(mine.phrases()) == 3000
    assert written == ["intent.toml", "a.i0.en.txt", "a.i1.en.txt", "a.i2.en.txt"]


def test_more_than_could_be_read_again_is_refused_and_what_was_there_stays(
    mine: Mine, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(mine, "music.play", "play")
    monkeypatch.setattr("assistant.plugins.mine.TEXT_LIMIT", 1000)
    with pytest.raises(AssistantError, match="larger"):
        mine.add_all([own("music.play", f"phrase number {n}") for n in range(100)])
    assert phrases(mine) == [("music.play", "en", "play")]


def test_many_can_be_forgotten_at_once(mine: Mine) -> None:
    teach(mine, "music.play", "play", "louder", "stop")
    mine.remove_all(mine.phrases()[:2])
    assert phrases(mine) == [("music.play", "en", "stop")]


def test_a_phrase_can_be_forgotten(mine: Mine) -> None:
    teach(mine, "music.play", "play", "louder")
    phrase = mine.phrases()[0]
    mine.remove(phrase)
    mine.remove(phrase)
    assert phrases(mine) == [("music.play", "en", "louder")]


def test_forgetting_where_nothing_was_taught_writes_nothing(mine: Mine) -> None:
    mine.remove(OwnPhrase("music.play", "en", Example("play")))
    assert not mine.folder.exists()


def test_a_phrase_can_be_replaced_in_its_place(mine: Mine) -> None:
    teach(mine, "music.play", "play", "loudr", "stop")
    old = mine.phrases()[1]
    mine.replace(old, OwnPhrase("music.play", "en", Example("louder")))
    assert [text for _, _, text in phrases(mine)] == ["play", "louder", "stop"]
    mine.replace(mine.phrases()[0], OwnPhrase("music.start", "en", Example("stop")))
    assert phrases(mine) == [("music.play", "en", "louder"), ("music.start", "en", "stop")]


def test_an_intent_may_have_a_canned_reply_in_each_language(mine: Mine) -> None:
    mine.set_reply("joke.tell", "ko", "안녕\n하세요")
    mine.set_reply("joke.tell", "en", "Knock knock.")
    assert mine.replies() == {"joke.tell": {"ko": "안녕\n하세요", "en": "Knock knock."}}
    mine.set_reply("joke.tell", "en", " ")
    assert mine.replies() == {"joke.tell": {"ko": "안녕\n하세요"}}
    mine.set_reply("joke.tell", "ko", "")
    assert read_manifest(mine.folder).intents == ()


def test_a_reply_outlives_the_phrases(mine: Mine) -> None:
    mine.set_reply("joke.tell", "en", "Knock knock.")
    teach(mine, "joke.tell", "a joke")
    mine.remove(mine.phrases()[0])
    assert mine.replies() == {"joke.tell": {"en": "Knock knock."}}


@pytest.mark.parametrize("name", ["", "Music", "../x", "a b", "음악", "a.", "con/x", "x" * 65])
def test_a_bad_intent_name_is_refused_with_what_a_good_one_looks_like(
    mine: Mine, name: str
) -> None:
    with pytest.raises(AssistantError) as caught:
        mine.add(name, Example("play"))
    assert "music.play" in caught.value.problem.remedy
    with pytest.raises(AssistantError):
        mine.set_reply(name, "en", "x")
    assert not mine.folder.exists()


@pytest.mark.parametrize("text", ["", "  \n\x00 ", "x" * 100_000, "[" * 50_000])
def test_what_is_no_phrase_is_refused(mine: Mine, text: str) -> None:
    with pytest.raises(AssistantError):
        mine.add("music.play", Example(text))
    with pytest.raises(AssistantError):
        mine.replace(
            OwnPhrase("a", "en", Example("a")), OwnPhrase("music.play", "en", Example(text))
        )
    assert not mine.folder.exists()


def test_a_slot_that_a_manifest_could_not_hold_is_refused(mine: Mine) -> None:
    mine.add("music.play", Example("play jazz", (SlotSpan(5, 9, "g" * 40),)))
    with pytest.raises(AssistantError):
        mine.add("music.play", Example("play pop", (SlotSpan(5, 8, "g" * 41),)))
    assert len(mine.phrases()) == 1


def test_an_unknown_language_is_refused(mine: Mine) -> None:
    with pytest.raises(AssistantError):
        mine.add("music.play", Example("joue"), "fr")
    with pytest.raises(AssistantError):
        mine.set_reply("music.play", "fr", "oui")


@pytest.mark.parametrize(
    "text",
    ["[/]", "# 1 hit", "[x](y)", "a\\b", "two\nlines", "😀", "\ud800", "\x1b[2J", "#", "\\#"],
)
def test_any_message_can_be_taught(mine: Mine, text: str) -> None:
    taught = mine.add("music.play", Example(text))
    assert mine.phrases() == (taught,)
    mine.add("music.play", taught.example)
    assert mine.phrases() == (taught,)
    mine.remove(taught)
    assert mine.phrases() == ()


def test_a_hand_written_manifest_and_comments_in_phrase_files_stay(mine: Mine) -> None:
    mine.folder.mkdir(parents=True)
    (mine.folder / "intent.toml").write_text(
        'schema = 1\nid = "mine"\nversion = "7"\napi = 1\n[[intent]]\nname = "music.play"\n'
        'description = { en = "music" }\n[intent.slots.genre]\ntype = "genre"\n'
        '[intent.examples]\nen = ["play", "sing"]\n'
    )
    (mine.folder / "examples").mkdir()
    file = mine.folder / "examples" / "music.play.en.txt"
    file.write_bytes(b"# mine\r\n\r\nhum\r\n[oops\r\n")
    teach(mine, "music.play", "whistle [jazz](genre)")
    teach(mine, "music.stop", "play")
    assert file.read_bytes() == b"# mine\r\n\r\nhum\r\n[oops\r\nwhistle [jazz](genre)\n"
    music, stop = tomllib.loads((mine.folder / "intent.toml").read_text())["intent"]
    assert music["description"] == {"en": "music"}
    assert music["slots"] == {"genre": {"type": "genre"}}
    assert music["examples"] == {"en": ["sing"]}
    assert stop == {"name": "music.stop"}


@pytest.mark.parametrize("broken", [b"][", b"\xff", b"schema = 99\n"])
def test_a_broken_manifest_is_told_and_not_overwritten(mine: Mine, broken: bytes) -> None:
    mine.folder.mkdir(parents=True)
    (mine.folder / "intent.toml").write_bytes(broken)
    with pytest.raises(AssistantError) as caught:
        mine.add("music.play", Example("play"))
    assert "intent.toml" in caught.value.problem.where
    with pytest.raises(AssistantError):
        mine.phrases()
    assert (mine.folder / "intent.toml").read_bytes() == broken


def test_a_file_that_is_no_text_is_told_and_not_overwritten(mine: Mine) -> None:
    teach(mine, "music.play", "play")
    file = mine.folder / "examples" / "music.play.en.txt"
    file.write_bytes(b"pl\xe4y\n")
    with pytest.raises(AssistantError):
        mine.add("music.play", Example("louder"))
    assert file.read_bytes() == b"pl\xe4y\n"


@pytest.mark.parametrize("writes", range(6))
def test_a_move_that_is_cut_short_loses_no_phrase(
    mine: Mine, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """Whichever write is the last one: the disk may be full after any of them."""
    teach(mine, "weather.now", "bossa nova", "how is it outside")
    teach(mine, "music.play", "sing")
    before = {text for _, _, text in phrases(mine)}
    left = writes

    def until_full(path: Path, data: bytes) -> None:
        nonlocal left
        if left == 0:
            raise AssistantError("The disk is full.", where=str(path), remedy="Make room.")
        left -= 1
        write_atomically(path, data)

    monkeypatch.setattr("assistant.plugins.mine.write_atomically", until_full)
    with suppress(AssistantError):
        mine.add_all([own("music.play", "bossa nova"), own("weather.now", "sing")])
    assert {text for _, _, text in phrases(mine)} == before
    assert (("music.play", "en", "bossa nova") in phrases(mine)) == (writes >= 1)


def test_two_windows_that_teach_at_once_both_succeed(mine: Mine) -> None:
    def window(number: int) -> None:
        for n in range(4):
            Mine(mine.folder).add(f"music.m{number}", Example(f"phrase {number} {n}"))

    threads = [threading.Thread(target=window, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mine.phrases()) == 12
    assert read_manifest(mine.folder).check() == ()


def test_a_window_that_holds_the_lock_for_long_is_told(
    mine: Mine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.files import locked

    monkeypatch.setattr("assistant.files.LOCK_WAIT", 0.0)
    with locked(mine.folder / ".lock"), pytest.raises(AssistantError) as caught:
        mine.add("music.play", Example("play"))
    assert "Close other windows" in caught.value.problem.remedy


@settings(max_examples=30)  # each writes files
@given(
    taught=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z 한"])), max_size=6
    )
)
def test_each_phrase_means_what_it_was_last_taught_to_mean(
    tmp_path_factory: pytest.TempPathFactory, taught: list[tuple[str, str]]
) -> None:
    mine = Mine(tmp_path_factory.mktemp("mine"))
    for intent, text in taught:
        mine.add(intent, Example(text))
    assert {p.example.text: p.intent for p in mine.phrases()} == {t: i for i, t in taught}
    assert len(mine.phrases()) == len({text for _, text in taught})
