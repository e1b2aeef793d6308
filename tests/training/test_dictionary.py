from pathlib import Path

from assistant.training.dictionary import FILES, read_dictionary

ENTRY = (
    "00001740 29 v 02 hum 0 buzz 1 001 @ 00001740 v 0000 01 + 02 00 | "
    'sing with closed lips; be noisy; "she was humming all day"; "hum it"'
)
PERSON = '00001741 18 n 01 Nobody 0 000 | a painter of no name; "he met a painter of none"'


def test_definitions_and_example_sentences_are_read_and_names_are_not(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("  1 The licence | of it\n", encoding="ascii")
    (tmp_path / FILES[1]).write_text(f"{ENTRY}\n{PERSON}\n", encoding="ascii")
    assert read_dictionary(tmp_path) == [
        "she was humming all day",
        "hum, buzz: sing with closed lips",
        "he met a painter of none",
    ]
