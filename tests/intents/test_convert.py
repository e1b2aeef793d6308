"""Units: what is asked of them in both languages, and what they are in others."""

import importlib
import math
import tomllib
import unicodedata
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.api import Exchange
from tests.intents.own_kit import Plugin

INTENT = "convert.amount"


@pytest.fixture
def convert(tmp_path: Path) -> Plugin:
    return Plugin("convert", tmp_path)


package = Plugin("convert", Path()).module.__package__
units = importlib.import_module(f"{package}.units")
amounts = importlib.import_module(f"{package}.amounts")
question = importlib.import_module(f"{package}.question")
shown = importlib.import_module(f"{package}.shown")
TABLE = units.units()

ENGLISH = {
    "how many feet in 3 metres": "3 metres are about **9.84252 feet** (9 feet 10.1 inches).",
    "how many feet are there in 3 meters": "about **9.84252 feet**",
    "5 miles and 10 km to metres": "miles are **8,046.72 metres**.\n- 10 kilometres are **10,000",
    "200 minutes in hours": "**3.33333 hours** (3 hours 20 minutes).",
    "3m in feet": "3 metres are about **9.84252 feet**",
    "convert 5 miles to kilometres": "5 miles are **8.04672 kilometres**.",
    "what is 30 celsius in fahrenheit": "30°C is **86°F**.",
    "30 c in f": "30°C is **86°F**.",
    "30°C to F": "30°C is **86°F**.",
    "thirty degrees celsius in fahrenheit": "30°C is **86°F**.",
    "-40°F in celsius": "−40°F is **−40°C**.",
    "what's 98.6 F": "98.6°F is **37°C**.",
    "0 kelvin in celsius": "0 K is **−273.15°C**.",
    "how many cups in a litre": "1 litre is about **4.22675 cups**.",
    "metres to feet": "1 metre is about **3.28084 feet**",
    "5 foot 11 in cm": "5 feet 11 inches are **180.34 centimetres**.",
    "5'11\" in cm": "**180.34 centimetres**",
    "6ft 2in to cm": "6 feet 2 inches are **187.96 centimetres**.",
    "180 cm in feet": "**5.90551 feet** (5 feet 10.9 inches).",
    "5 in to cm": "5 inches are **12.7 centimetres**.",
    "how many cm in 5 in": "**12.7 centimetres**",
    "5 cm to in": "5 centimetres are about **1.9685 inches**.",
    "60 mph in km/h": "60 mph is **96.56064 km/h**.",
    "100 kph in mph": "100 km/h is about **62.1371 mph**.",
    "100 km per hour in miles per hour": "**62.1371 mph**",
    "1 hour 30 minutes in seconds": "1.5 hours are **5,400 seconds**.",
    "how many seconds in a day": "1 day is **86,400 seconds**.",
    "100 Mb in MB": "100 megabits are **12.5 megabytes**.",
    "100 mb in gb": "100 megabytes are **0.1 gigabytes**.",
    "10 oz in ml": "10 fluid ounces are about **295.735 millilitres**.",
    "10 oz in grams": "10 ounces are about **283.495 grams**.",
    "how many grams in three quarters of a pound": "0.75 pounds are about **340.194 grams**.",
    "a quarter of a pound in grams": "0.25 pounds are about **113.398 grams**.",
    "how many seconds are in a fortnight": "1 fortnight is **1,209,600 seconds**.",
    "half a cup in ml": "0.5 cups are about **118.294 millilitres**.",
    "1/2 cup in ml": "**118.294 millilitres**",
    "1 1/2 cups in ml": "1.5 cups are about **354.882 millilitres**.",
    "2½ cups to tablespoons": "2.5 cups are **40 tablespoons**.",
    "3 tbsp in tsp": "3 tablespoons are **9 teaspoons**.",
    "2 and a half pounds in kg": "2.5 pounds are about **1.13398 kilograms**.",
    "70 kilos in pounds": "70 kilograms are about **154.324 pounds**.",
    "10 kilos in miles": "10 kilometres are about **6.21371 miles**.",
    "30 mpg in l/100km": "30 mpg is about **7.84049 L/100 km**.",
    "500 kcal in kJ": "500 kilocalories are **2,092 kilojoules**.",
    "2 bar in psi": "2 bars are about **29.0075 psi**.",
    "180 degrees in radians": "180° is about **3.14159 radians**.",
    "1000 sq ft in m2": "1,000 square feet are **92.90304 square metres**.",
    "two dozen inches in feet": "24 inches are **2 feet**.",
    "1 light year in km": "about **9,460,730,472,581 kilometres**",
    "1e5 m in km": "100,000 metres are **100 kilometres**.",
}
KOREAN = {
    "섭씨 30도는 화씨로 몇 도야": "섭씨 30도는 **화씨 86도**예요.",
    "화씨 100도는 섭씨 몇 도예요?": "화씨 100도는 약 **섭씨 37.7778도**예요.",
    "37.5도는 화씨로?": "섭씨 37.5도는 **화씨 99.5도**예요.",
    "영하 10도는 화씨로 몇 도": "섭씨 −10도는 **화씨 14도**예요.",
    "33평은 몇 제곱미터": "33평은 약 **109.091제곱미터**예요.",
    "100제곱미터는 몇 평이야?": "100제곱미터는 **30.25평**이에요.",
    "70키로는 몇 파운드야": "70킬로그램은 약 **154.324파운드**예요.",
    "10 키로는 몇 마일": "10킬로미터는 약 **6.21371마일**이에요.",
    "180센치는 몇 피트야": "180센티미터는 약 **5.90551피트**예요. (5피트 10.9인치)",
    "3인치는 몇 센티야": "3인치는 **7.62센티미터**예요.",
    "시속 100킬로미터는 몇 마일이야": "시속 100킬로미터는 약 **시속 62.1371마일**이에요.",
    "초속 10미터는 시속 몇 킬로야": "초속 10미터는 **시속 36킬로미터**예요.",
    "리터당 12킬로는 갤런당 몇 마일": "리터당 12킬로미터는 **갤런당 28.22575마일**이에요.",
    "고기 한 근은 몇 그램이야": "1근은 **600그램**이에요.",
    "금 한 돈은 몇 그램": "1돈은 **3.75그램**이에요.",
    "1갤런은 몇 리터인가요": "1갤런은 약 **3.78541리터**예요.",
    "500ml는 몇 컵이야": "500밀리리터는 약 **2.11338컵**이에요.",
    "90초는 몇 분이야": "90초는 **1.5분**이에요. (1분 30초)",
    "세 시간은 몇 초야": "3시간은 **10,800초**예요.",
    "2주는 며칠이야": "2주는 **14일**이에요.",
    "5마일을 킬로미터로": "5마일은 **8.04672킬로미터**예요.",
    "1톤은 몇 kg": "1톤은 **1,000킬로그램**이에요.",
    "이십 센티미터는 몇 인치": "20센티미터는 약 **7.87402인치**예요.",
    "2기가는 몇 메가야": "2기가바이트는 **2,000메가바이트**예요.",
    "한 컵은 몇 미리": "1컵은 약 **236.588밀리리터**예요.",
    "반 컵은 몇 큰술": "0.5컵은 **8큰술**이에요.",
    "삼점오 킬로그램은 몇 파운드": "3.5킬로그램은 약 **7.71618파운드**예요.",
    "2헥타르는 몇 평": "2헥타르는 **6,050평**이에요.",
}


@pytest.mark.parametrize(("text", "said"), ENGLISH.items())
def test_english(convert: Plugin, text: str, said: str) -> None:
    assert said in convert.ask(INTENT, text, language="en").text


@pytest.mark.parametrize(("text", "said"), KOREAN.items())
def test_korean(convert: Plugin, text: str, said: str) -> None:
    assert convert.ask(INTENT, text, language="ko").text == said
    split = unicodedata.normalize("NFD", text)
    assert convert.ask(INTENT, split, language="ko").text == said


class TestSlots:
    def test_they_are_enough(self, convert: Plugin) -> None:
        slots = {"amount": "3", "source": "metres", "target": "feet"}
        assert "**9.84252 feet**" in convert.ask(INTENT, "three of those, in these", **slots).text

    @pytest.mark.parametrize(
        "slots",
        [
            {"source": "metres"},
            {"target": "metres", "amount": "10"},
            {"source": "square", "target": "feet"},
            {"source": "10 square", "target": "nonsense"},
        ],
    )
    def test_what_is_missing_or_cut_too_short_is_read_from_the_message(
        self, convert: Plugin, slots: dict[str, str]
    ) -> None:
        text = "how many square feet are 10 square metres"
        assert "**107.639 square feet**" in convert.ask(INTENT, text, **slots).text

    def test_words_that_only_the_network_understood_as_units(self, convert: Plugin) -> None:
        reply = convert.ask(INTENT, "3 m expressed using ft", source="m", target="ft", amount="3")
        assert "**9.84252 feet**" in reply.text

    def test_an_amount_alone_goes_on_with_the_units_of_before(self, convert: Plugin) -> None:
        slots = {"amount": "5", "source": "metres", "target": "feet"}
        assert convert.ask(INTENT, "and 5?", **slots).text.startswith("5 metres")
        slots = {"amount": "0.1", "source": "metres", "target": "millimetres"}
        assert (
            convert.ask(INTENT, "and 0.1?", **slots).text == "0.1 metres are **100 millimetres**."
        )


class TestAskingBack:
    def test_without_a_target_it_offers_likely_ones(self, convert: Plugin) -> None:
        reply = convert.ask(INTENT, "convert 3 metres")
        assert reply.asks == "target" and reply.text == "Into what?"
        assert reply.choices["foot"] == "feet" and "metre" not in reply.choices
        done = convert.ask(INTENT, "convert 3 metres", target="feet", chosen="foot")
        assert "3 metres are about **9.84252 feet**" in done.text

    def test_in_korean(self, convert: Plugin) -> None:
        reply = convert.ask(INTENT, "33평 변환해 줘")
        assert reply.asks == "target" and reply.choices["square_metre"] == "제곱미터"
        done = convert.ask(INTENT, "33평 변환해 줘", target="1", chosen="square_metre")
        assert done.text == "33평은 약 **109.091제곱미터**예요."

    def test_without_a_source_it_asks_and_takes_an_amount_with_it(self, convert: Plugin) -> None:
        assert convert.ask(INTENT, "convert to feet").asks == "source"
        done = convert.ask(INTENT, "convert to feet", source="3 metres")
        assert "3 metres are about **9.84252 feet**" in done.text

    def test_a_unit_it_does_not_know_is_named(self, convert: Plugin) -> None:
        reply = convert.ask(INTENT, "3 metres in *flurbs*", target="*flurbs*")
        assert reply.asks == "target" and r"the unit “\*flurbs\*”" in reply.text
        reply = convert.ask(INTENT, "3플럽은 몇 미터", source="플럽")
        assert reply.asks == "source" and "“플럽”, 모르는 단위예요" in reply.text

    def test_units_that_do_not_go_together(self, convert: Plugin) -> None:
        assert convert.ask(INTENT, "3 metres in kilograms").text == (
            "Metres are a length, kilograms a weight: one cannot become the other."
        )
        korean = convert.ask(INTENT, "3미터는 몇 킬로그램이야").text
        assert korean == "미터: 길이, 킬로그램: 무게. 서로 바꿀 수 없어요."


class TestLimits:
    def test_what_cannot_be(self, convert: Plugin) -> None:
        assert convert.ask(INTENT, "-300 C in F").text == "Nothing can be that cold."
        assert convert.ask(INTENT, "0 l/100km in mpg").text == "That has no end."
        assert "too much" in convert.ask(INTENT, "1e31 m in km").text

    @pytest.mark.parametrize(
        "text",
        ["1 km " * 200_000, "a " * 500 + "foot in metres", "9" * 1000 + " m in km", "[/]😀 m in ft",
         "km" * 500, "$" * 1000, "섭씨" * 300, "1 foot " * 100, "'\"°" * 200, "in " * 300,
         "1/0 cup in ml"],
    )  # fmt: skip
    def test_hostile_input_gets_a_reply(self, convert: Plugin, text: str) -> None:
        assert convert.ask(INTENT, text, amount=text, source=text, target=text).text

    @given(
        st.text(max_size=120)
        | st.lists(st.sampled_from(sorted(TABLE.folded)), max_size=6).map(" 3 ".join)
    )
    def test_whatever_is_typed_is_read(self, text: str) -> None:
        read = question.read(text).first
        assert read.amount is None or isinstance(read.amount, Fraction)


class TestTable:
    def test_both_files_say_nothing_that_is_not_read(self) -> None:
        folder = Path(units.__file__).parent
        table = tomllib.loads((folder / "units.toml").read_text())
        keys = {"is", "plus", "inverse", "en", "ko", "short", "shape"}
        for group in table.values():
            assert set(group) == {"en", "ko", "likely", "units"}
            assert set(group["likely"]) <= set(group["units"])
            for entry in group["units"].values():
                assert set(entry) <= keys and len(entry["en"]) > 1 and entry["ko"]
        money = tomllib.loads((folder / "currencies.toml").read_text())
        for code, entry in money.items():
            assert set(entry) <= {"en", "ko", "short", "cents"} and code in entry["short"]

    def test_every_unit_has_a_name_of_its_own(self) -> None:
        named = [(unit.quantity, unit.plural) for unit in TABLE.by_id.values()]
        assert len(set(named)) == len(named)
        korean = [(unit.quantity, unit.korean) for unit in TABLE.by_id.values()]
        assert len(set(korean) - {("temperature", "도")}) == len(korean)

    @pytest.mark.parametrize("unit", TABLE.by_id.values(), ids=lambda unit: unit.id)
    def test_every_wording_means_its_unit(self, unit: object) -> None:
        for wording in unit.wordings:  # type: ignore[attr-defined]
            assert unit in TABLE.called(wording)

    def test_every_unit_is_found_in_a_message(self) -> None:
        for unit in TABLE.by_id.values():
            for wording in (unit.plural, unit.korean):
                if "시속" in wording or "초속" in wording or "당 " in wording:
                    continue  # these stand around their amount
                first, *_ = question.mentions(f"3 {wording}")
                assert unit in first.units and first.amount == 3, wording

    @given(st.sampled_from(list(TABLE.by_id.values())), st.fractions(1, 10**6))
    def test_there_and_back_is_the_same(self, unit: object, amount: Fraction) -> None:
        assert unit.of_base(unit.base(amount)) == amount  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("3", 3), ("1,200.5", Fraction("1200.5")), (".5", Fraction(1, 2)), ("-3", -3), ("a", 1),
        ("half a", Fraction(1, 2)), ("1/2", Fraction(1, 2)), ("1 1/2", Fraction(3, 2)),
        ("2½", Fraction(5, 2)), ("two and a half", Fraction(5, 2)), ("a dozen", 12), ("5k", 5000),
        ("5만", 50000), ("백이십", 120), ("세", 3), ("반", Fraction(1, 2)), ("영하 10", -10),
        ("hundred", 100), ("1/0", None), ("", None), ("three two", None), ("x", None), ("½½", None),
    ],
)  # fmt: skip
def test_amounts(words: str, amount: Fraction | None) -> None:
    assert amounts.amount(words) == amount


@given(st.fractions(-(10**12), 10**12, max_denominator=10**9))
def test_an_amount_is_written_as_exactly_as_it_says(amount: Fraction) -> None:
    text, exact = shown.written(amount)
    digits, _, power = text.replace(",", "").replace("−", "-").partition(" × 10")
    plain = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    written = Fraction(digits) * Fraction(10) ** int(plain or 0)
    assert (written == amount) if exact else math.isclose(written, amount, rel_tol=1e-5)


@pytest.mark.parametrize(
    ("text", "earlier", "reply"),
    [
        ("and in inches?", ["how many feet in 3 metres"], "3 metres are about **118.11 inches**."),
        ("in cm", ["and in inches?", "3 metres in feet"], "3 metres are **300 centimetres**."),
        ("2 miles in km", ["3 metres in feet"], "2 miles are **3.218688 kilometres**."),
        ("and in inches?", [], "From which unit?"),
    ],
)  # fmt: skip
def test_another_unit_of_what_was_just_converted(
    convert: Plugin, text: str, earlier: list[str], reply: str
) -> None:
    before = tuple(Exchange(said, INTENT, 1.0, {}, (INTENT,), "…") for said in earlier)
    ctx = replace(convert.context(text), intent=INTENT, previous=before)
    assert convert.module.amount(ctx, {}).text == reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "convert 5 miles to km and metres",
            ["5 miles are **8.04672 kilometres**.", "5 miles are **8,046.72 metres**."],
        ),
        (
            "convert 5 miles and 10 miles to km",
            ["5 miles are **8.04672 kilometres**.", "10 miles are **16.09344 kilometres**."],
        ),
        (
            "what are 5, 10 and 15 feet in cm",
            [f"{feet} feet are **{cm} centimetres**." for feet, cm in
             ((5, "152.4"), (10, "304.8"), (15, "457.2"))],
        ),
        (
            "5 miles and 10 pounds to km and kilos",
            ["5 miles are **8.04672 kilometres**.", "10 pounds are about **4.53592 kilograms**."],
        ),
        (
            "3 inches and 5 feet in cm",
            ["3 inches are **7.62 centimetres**.", "5 feet are **152.4 centimetres**."],
        ),
        (
            "convert 5 miles to km and litres",
            ["5 miles are **8.04672 kilometres**.",
             "Miles are a length, litres a volume: one cannot become the other."],
        ),
        (
            "5마일은 몇 킬로고 몇 미터야",
            ["5마일은 **8.04672킬로미터**예요.", "5마일은 **8,046.72미터**예요."],
        ),
        (
            "5마일을 킬로미터랑 미터로 바꿔줘",
            ["5마일은 **8.04672킬로미터**예요.", "5마일은 **8,046.72미터**예요."],
        ),
        (
            "5마일이랑 10마일은 몇 킬로야",
            ["5마일은 **8.04672킬로미터**예요.", "10마일은 **16.09344킬로미터**예요."],
        ),
        (
            "화씨 50도랑 59도는 섭씨로 몇 도야",
            ["화씨 50도는 **섭씨 10도**예요.", "화씨 59도는 **섭씨 15도**예요."],
        ),
    ],
)  # fmt: skip
def test_several_are_told_a_line_each(convert: Plugin, text: str, said: list[str]) -> None:
    assert convert.ask(INTENT, text).text.splitlines() == [f"- {line}" for line in said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 feet and 3 inches in cm", "5 feet 3 inches are **160.02 centimetres**."),
        ("5 miles and 3 feet to metres", "5.00057 miles are about **8,047.63 metres**."),
        ("180 cm in feet and inches", "**5.90551 feet** (5 feet 10.9 inches)."),
        ("a hundred and five miles in km", "105 miles are about **168.981 kilometres**."),
        ("1시간 30분은 몇 초야", "1.5시간은 **5,400초**예요."),
    ],
)
def test_one_amount_of_two_units_is_one(convert: Plugin, text: str, said: str) -> None:
    told = convert.ask(INTENT, text).text
    assert told.endswith(said) and not told.startswith("-")


def test_several_where_something_was_missing(convert: Plugin) -> None:
    text = "convert 4 yards and 3 metres"
    assert convert.ask(INTENT, text).asks == "target"
    told = convert.ask(INTENT, text, target="feet", chosen="foot").text
    assert told.count("- ") == 2 and "4 yards are **12 feet**" in told
    told = convert.ask(INTENT, "and 5 and 6?", amount=["5", "6"], source="yards", target="feet")
    assert told.text == "- 5 yards are **15 feet**.\n- 6 yards are **18 feet**."
    many = ", ".join(map(str, range(2, 20)))
    assert "up to 12" in convert.ask(INTENT, f"{many} and 1 m in km").text
