"""The to-do list: several things at once, ticked off by words or number, and taken back."""

import importlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.plugins.api import YES_OR_NO
from tests.intents.conftest import load_plugin_module
from tests.intents.own_kit import Plugin

package = load_plugin_module(bundled("intents") / "todo").__package__
several = importlib.import_module(f"{package}.several").several


@pytest.fixture
def todo(tmp_path: Path) -> Plugin:
    return Plugin("todo", tmp_path)


def put(todo: Plugin, *items: str) -> None:
    for item in items:
        todo.ask("todo.add", item=item)


def listed(todo: Plugin) -> str:
    return todo.ask("todo.list", "what do I have to do").text


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("milk", ["milk"]),
        ("milk, eggs and bread", ["milk", "eggs", "bread"]),
        ("milk, eggs, and bread", ["milk", "eggs", "bread"]),
        ("milk, almond butter, bread", ["milk", "almond butter", "bread"]),
        ("call mum, renew my passport", ["call mum", "renew my passport"]),
        ("milk and eggs", ["milk", "eggs"]),
        ("milk & eggs", ["milk", "eggs"]),
        ("milk and eggs and bread", ["milk", "eggs", "bread"]),
        ("mac and cheese", ["mac and cheese"]),
        ("cheese and Mac", ["cheese and Mac"]),
        ("eggs, mac and cheese", ["eggs", "mac and cheese"]),
        ("fish, mac and cheese", ["fish", "mac and cheese"]),
        ("call mum and dad", ["call mum and dad"]),
        ("wash and iron the shirts", ["wash and iron the shirts"]),
        ("milk\neggs;bread", ["milk", "eggs", "bread"]),
        ("milk, milk", ["milk"]),
        ("우유", ["우유"]),
        ("우유랑 달걀", ["우유", "달걀"]),
        ("세금 신고하기랑 병원 예약", ["세금 신고하기", "병원 예약"]),
        ("애기랑 산책", ["애기랑 산책"]),
        ("우유랑 달걀이랑 빵", ["우유", "달걀", "빵"]),
        ("우유, 달걀, 빵", ["우유", "달걀", "빵"]),
        ("우유와 달걀", ["우유", "달걀"]),
        ("빵과 우유", ["빵", "우유"]),
        ("빵하고 우유", ["빵", "우유"]),
        ("우유 그리고 달걀", ["우유", "달걀"]),
        ("사과 사기", ["사과 사기"]),
        ("사과랑 배", ["사과", "배"]),
        ("치과 예약", ["치과 예약"]),
        ("안과 예약", ["안과 예약"]),
        ("결과 보고서", ["결과 보고서"]),
        ("엄마랑 통화", ["엄마랑 통화"]),
        ("팀장님과 회의", ["팀장님과 회의"]),
        ("친구랑 영화 보기", ["친구랑 영화 보기"]),
        ("우유랑 달걀 사기", ["우유랑 달걀 사기"]),
        ("우유 계란 두부", ["우유", "계란", "두부"]),
        ("사과 휴지 샴푸 치약", ["사과", "휴지", "샴푸", "치약"]),
        ("우유 계란 두부, 딸기 케이크", ["우유", "계란", "두부", "딸기 케이크"]),
        ("우유 계란", ["우유 계란"]),
        ("바나나 우유 계란", ["바나나 우유 계란"]),
        ("계란 감자 과자", ["계란 감자 과자"]),
        ("우유 계란 두부 사기", ["우유 계란 두부 사기"]),
        ("엄마 생신 케이크 주문", ["엄마 생신 케이크 주문"]),
        ("강아지 사료 주문", ["강아지 사료 주문"]),
        ("여름 휴가 계획", ["여름 휴가 계획"]),
        ("김치 두부 찌개", ["김치 두부 찌개"]),
    ],
)
def test_several_things_or_one(words: str, things: list[str]) -> None:
    assert list(several(words)) == things


@example("각과 .")
@given(st.text() | st.text(alphabet="우유달걀과와랑하고엄마 ,;and.", max_size=30))
def test_no_thing_is_empty_or_made_up(words: str) -> None:
    whole = " ".join(unicodedata.normalize("NFC", words).split())
    for thing in several(words):
        assert thing and thing in whole


@given(st.lists(st.sampled_from(["milk", "eggs", "bread", "tea"]), min_size=3, unique=True))
def test_a_list_with_commas_gives_each_of_its_things(things: list[str]) -> None:
    assert list(several(", ".join(things[:-1]) + " and " + things[-1])) == things


class TestAdd:
    @pytest.mark.parametrize(
        ("text", "seen", "put"),
        [
            ("add eggs, bread and tea", "eggs", "eggs, bread, tea"),
            ("add eggs, bread and tea to my list please", "eggs", "eggs, bread, tea"),
            ("put call mum, pay rent and book flights on my list", "call mum",
             "call mum, pay rent, book flights"),
            ("I need to buy milk, eggs and flour", "buy milk", "buy milk, eggs, flour"),
            ("add eggs and bread", "eggs", "eggs, bread"),
            ("milk, please add it to my list", "milk", "milk"),
            ("add milk, can you?", "milk", "milk"),
            ("add eggs. and then, bread", "eggs", "eggs"),
            ("add milk to my list and eggs", "milk", "milk"),
            ("할 일에 달걀이랑 빵 추가해줘", "달걀", "달걀, 빵"),
            ("우유, 달걀, 빵 할 일에 넣어줘", "우유", "우유, 달걀, 빵"),
            ("할 일에 엄마랑 통화하기 추가해줘", "엄마", "엄마랑 통화하기"),
            ("우유, 할 일에 넣어줘", "우유", "우유"),
            ("우유 계란 두부 할 일에 추가", "우유 계란 두부", "우유, 계란, 두부"),
            ("엄마 생신 케이크 주문 추가", "엄마 생신 케이크 주문", "엄마 생신 케이크 주문"),
            ("우유 할 일에 추가해줘", "우유", "우유"),
        ],
    )  # fmt: skip
    def test_a_list_that_goes_on(self, todo: Plugin, text: str, seen: str, put: str) -> None:
        reply = todo.ask("todo.add", text, item=seen)
        assert reply.text.replace("**", "").partition(": ")[2] == put

    @pytest.mark.parametrize(
        ("answer", "things"),
        [
            ("add honey", "**honey**"),
            ("milk and eggs to my list, please", "**milk**, **eggs**"),
            ("두부 추가해 줘", "**두부**"),
            ("adder stones", "**adder stones**"),
        ],
    )
    def test_the_answer_to_what_is_put_there_without_its_verb(
        self, todo: Plugin, answer: str, things: str
    ) -> None:
        assert todo.ask("todo.add", "put something there", item=answer).text.endswith(things)

    def test_several_at_once_and_back_again(self, todo: Plugin) -> None:
        reply = todo.ask("todo.add", item="milk, eggs and bread")
        assert reply.text == "On your list: **milk**, **eggs**, **bread**"
        assert listed(todo) == "1. milk\n2. eggs\n3. bread"
        assert todo.undo(reply).text == "I took 3 items off again."
        assert listed(todo) == "Your list is empty."

    def test_in_korean(self, todo: Plugin) -> None:
        reply = todo.ask("todo.add", item="우유랑 달걀")
        assert reply.text == "목록에 넣었어요: **우유**, **달걀**"
        assert todo.undo(reply, "ko").text == "할 일 2개를 다시 뺐어요."

    def test_each_slot_that_was_seen_counts(self, todo: Plugin) -> None:
        todo.ask("todo.add", "add milk, eggs and bread", item=["milk", "eggs", "bread"])
        assert listed(todo) == "1. milk\n2. eggs\n3. bread"

    def test_what_is_there_is_not_put_there_twice(self, todo: Plugin) -> None:
        put(todo, "milk")
        assert todo.ask("todo.add", item="Milk").text == "On your list already: **Milk**"
        assert todo.ask("todo.add", item="milk, tea").text == "On your list: **tea**"
        assert listed(todo) == "1. milk\n2. tea"

    def test_without_a_thing_it_asks(self, todo: Plugin) -> None:
        for item in ({}, {"item": " , "}):
            reply = todo.ask("todo.add", "add to my list", **item)
            assert reply.asks == "item" and "?" in reply.text

    def test_markdown_and_a_megabyte_are_only_words(self, todo: Plugin) -> None:
        todo.ask("todo.add", item="[/] **x** " + "y" * 1_000_000)
        assert listed(todo).startswith(r"1. \[/\] \*\*x\*\* yyy") and len(listed(todo)) < 400


class TestDone:
    def test_by_words_or_number(self, todo: Plugin) -> None:
        put(todo, "buy milk", "call the bank", "renew passport")
        assert todo.ask("todo.done", item="milk").text == "Done: **buy milk**. 2 items are left."
        assert "**renew passport**" in todo.ask("todo.done", item="2").text
        last = todo.ask("todo.done", item="calling the bank")
        assert last.text == "Done: **call the bank**. Nothing is left."

    def test_the_list_shows_below_what_was_done_today(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs", "tea")
        todo.ask("todo.done", item="eggs")
        todo.later(minutes=1)
        todo.ask("todo.done", item="milk")
        assert listed(todo) == "1. tea\n\nDone today:\n\n- ✓ milk\n- ✓ eggs"
        todo.later(days=1)
        assert listed(todo) == "1. tea"
        assert "오늘 마친" not in todo.ask("todo.list", "할 일 보여 줘").text

    def test_nothing_left_to_do(self, todo: Plugin) -> None:
        put(todo, "우유")
        assert (
            todo.ask("todo.done", item="우유").text == "마쳤어요: **우유**. 이제 남은 일이 없어요."
        )
        assert listed(todo).startswith("There is nothing left to do.\n\nDone today:")

    def test_it_can_be_taken_back(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs")
        reply = todo.ask("todo.done", item="milk")
        assert todo.undo(reply).text == "1 item is to do again."
        assert listed(todo) == "1. milk\n2. eggs"

    def test_several_at_once(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs", "tea")
        assert "**milk**, **eggs**" in todo.ask("todo.done", item="milk and eggs").text
        assert listed(todo).startswith("1. tea")

    def test_one_item_that_has_an_and_in_it(self, todo: Plugin) -> None:
        put(todo, "mac and cheese", "cheese")
        assert "**mac and cheese**. 1 item is" in todo.ask("todo.done", item="mac and cheese").text

    def test_several_that_fit_are_choices(self, todo: Plugin) -> None:
        put(todo, "call mum", "call the bank", "milk")
        reply = todo.ask("todo.done", item="call")
        assert reply.asks == "item"
        assert list(reply.choices.values()) == ["call mum", "call the bank", "All of these"]
        second = list(reply.choices)[1]
        assert "**call the bank**" in todo.ask("todo.done", item="2", chosen=second).text

    def test_without_words_it_asks_which(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs")
        reply = todo.ask("todo.done", "I did one of my tasks")
        assert reply.asks == "item" and reply.text == "What is done?" and len(reply.choices) == 3

    def test_a_fit_in_part_is_asked_about(self, todo: Plugin) -> None:
        put(todo, "renew passport")
        asked = todo.ask("todo.done", item="passport photo")
        assert asked.asks == YES_OR_NO and asked.text == "Is “renew passport” done?"
        assert todo.ask("todo.done", item="passport photo", confirmed=True).undo

    def test_everything(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs")
        asked = todo.ask("todo.done", item="everything")
        assert asked.asks == YES_OR_NO and asked.text == "Are all 2 items done?"
        assert todo.ask("todo.done", item="다", confirmed=True).text.startswith("마쳤어요")

    def test_what_is_not_there(self, todo: Plugin) -> None:
        assert todo.ask("todo.done", item="milk").text == "Your list is empty."
        put(todo, "tea")
        assert todo.ask("todo.done", item="milk").text == "“milk” is not on your list."
        assert todo.ask("todo.done", item="우유").text == "“우유”, 목록에 없어요."
        both = todo.ask("todo.done", item="tea and milk")
        assert both.text == "Done: **tea**. Nothing is left.\n\n“milk” is not on your list."


class TestRemove:
    def test_it_is_gone_and_back_again_in_its_place(self, todo: Plugin) -> None:
        put(todo, "milk", "eggs", "tea")
        reply = todo.ask("todo.remove", item="eggs")
        assert reply.text == "Off your list: **eggs**"
        assert listed(todo) == "1. milk\n2. tea"
        assert todo.undo(reply).text == "1 item is on the list again."
        assert listed(todo) == "1. milk\n2. eggs\n3. tea"

    def test_in_korean_with_particles(self, todo: Plugin) -> None:
        put(todo, "우유 사기", "은행 전화")
        assert todo.ask("todo.remove", item="우유는").text == "목록에서 뺐어요: **우유 사기**"

    @pytest.mark.parametrize("text", ["clear my to-do list", "할 일 전부 지워 줘", "목록 비워 줘"])
    def test_all_of_it_only_after_a_yes(self, todo: Plugin, text: str) -> None:
        put(todo, "milk", "eggs")
        asked = todo.ask("todo.remove", text)
        assert asked.asks == YES_OR_NO and listed(todo) == "1. milk\n2. eggs"
        done = todo.ask("todo.remove", text, confirmed=True)
        assert listed(todo) == "Your list is empty."
        todo.undo(done)
        assert listed(todo) == "1. milk\n2. eggs"


def test_a_damaged_file_is_told(todo: Plugin) -> None:
    put(todo, "milk")
    (todo.folder / "storage" / "todo.db").write_bytes(b"rubbish" * 1000)
    assert "damaged" in listed(todo)
    assert listed(todo) == "Your list is empty."


def test_two_instances_see_each_others_items(todo: Plugin, tmp_path: Path) -> None:
    other = Plugin("todo", tmp_path)
    put(todo, "milk")
    put(other, "eggs")
    assert listed(todo) == listed(other) == "1. milk\n2. eggs"


def test_a_number_in_the_message_names_an_item(todo: Plugin) -> None:
    put(todo, "milk", "eggs", "bread")
    assert todo.ask("todo.done", "tick off number 2").text == "Done: **eggs**. 2 items are left."
    assert todo.ask("todo.remove", "두 번째 거 빼 줘").text == "목록에서 뺐어요: **bread**"
