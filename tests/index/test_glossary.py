"""English words of a question are known in Dutch, in the forms that people type."""

import tomllib
from importlib.resources import files

import pytest

from index.glossary import in_dutch


@pytest.mark.parametrize(
    ("typed", "dutch"),
    [
        ("challenge", "uitdaging"),
        ("challenges", "uitdaging"),
        ("Policies", "beleid"),
        ("organised", "organiseren"),
        ("recruiting", "werven"),
        ("sharing money", "geld"),
        ("aldermen", "wethouder"),
        ("they took part", "deelnemen"),
    ],
)
def test_an_english_word_is_known_in_its_forms(typed: str, dutch: str) -> None:
    assert any(dutch in given for given in in_dutch(typed).values())


def test_two_words_that_belong_together_are_read_together() -> None:
    assert in_dutch("the board members") == {
        "board": ("bestuurslid", "bestuur", "bestuursfunctie"),
        "members": ("bestuurslid", "bestuur", "bestuursfunctie"),
    }


def test_a_name_and_an_unknown_word_have_no_dutch() -> None:
    assert in_dutch("Zeist xylophones") == {}


def test_every_entry_is_found_by_its_own_key() -> None:
    text = files("index").joinpath("glossary.toml").read_text(encoding="utf-8")

    for english in tomllib.loads(text)["words"]:
        assert english.split()[-1] in in_dutch(english)
