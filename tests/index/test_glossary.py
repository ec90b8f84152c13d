"""English words of a question are known in Dutch, in the forms that people type."""

import tomllib
from importlib.resources import files
from typing import Any, Final

import pytest

from index import dutch as dutch_words
from index.glossary import content, gloss, in_dutch, only_asks

LISTED: Final[dict[str, Any]] = tomllib.loads(
    files("index").joinpath("glossary.toml").read_text(encoding="utf-8")
)
WORDS: Final[dict[str, str]] = LISTED["words"]
LIGHT: Final[list[str]] = LISTED["light"].split()


@pytest.mark.parametrize(
    ("typed", "dutch"),
    [
        ("challenge", "uitdaging"),
        ("challenges", "uitdaging"),
        ("Policies", "beleid"),
        ("organised", "organiseren"),
        ("organizations", "organisatie"),
        ("neighbors", "buur"),
        ("recruiting", "werven"),
        ("planned", "plan"),
        ("financially", "financieel"),
        ("busier", "druk"),
        ("cheapest", "goedkoop"),
        ("safely", "veilig"),
        ("sharing money", "geld"),
        ("aldermen", "wethouder"),
        ("they took part", "deelnemen"),
        ("people dropped out", "afhaken"),
        ("they were taught", "lesgeven"),
        ("officers", "ambtenaar"),  # not more than one office
        ("careers", "loopbaan"),
        ("manner", "manier"),
    ],
)
def test_an_english_word_is_known_in_its_forms(typed: str, dutch: str) -> None:
    assert any(dutch in given for given in in_dutch(typed).values())


@pytest.mark.parametrize("word", ["liver", "meter", "liner", "sticker", "traders"])
def test_a_word_that_only_ends_like_a_form_has_no_dutch(word: str) -> None:
    assert in_dutch(word) == {}


def test_each_adjective_has_an_entry_or_names_nothing() -> None:
    adjectives = LISTED["adjectives"].split()

    assert [word for word in adjectives if word not in WORDS and word not in LIGHT] == []
    assert len(adjectives) == len(set(adjectives))


def test_two_words_that_belong_together_are_read_together() -> None:
    assert in_dutch("the board members") == {
        "board": ("bestuurslid", "bestuur", "bestuursfunctie"),
        "members": ("bestuurslid", "bestuur", "bestuursfunctie"),
    }


def test_a_name_and_an_unknown_word_have_no_dutch() -> None:
    assert in_dutch("Zeist xylophones") == {}


@pytest.mark.parametrize("word", ["happens", "getting", "everybody", "ve", "hardly"])
def test_a_word_that_names_nothing_has_no_dutch_and_is_not_looked_for(word: str) -> None:
    assert only_asks(word)
    assert in_dutch(word) == {}
    assert word not in content(f"who {word} funding")


def test_a_word_that_is_dutch_for_something_else_is_not_looked_for() -> None:
    assert "kind" not in content("what kind of club")


def test_every_entry_is_found_by_its_own_key() -> None:
    for english, given in WORDS.items():
        assert in_dutch(english)[english.split()[-1]] == tuple(dutch_words.words(given)), english


def test_entries_are_of_one_or_two_words_in_small_letters_with_dutch_that_is_looked_for() -> None:
    for english, given in WORDS.items():
        assert len(english.split()) <= 2, english
        assert dutch_words.words(english) == english.split(), english
        assert 1 <= len(given.split()) <= 5, english
        assert not any(map(dutch_words.is_stop_word, dutch_words.words(given))), english


def test_what_names_nothing_has_no_entry_and_stands_there_once() -> None:
    assert not set(LIGHT) & set(WORDS)
    assert len(LIGHT) == len(set(LIGHT))


def test_an_odd_form_leads_to_an_entry_and_is_none_itself() -> None:
    keys = {word for english in WORDS for word in english.split()} | set(LIGHT)
    for base, forms in LISTED["forms"].items():
        assert base in keys, base
        assert not set(forms.split()) & set(WORDS), base


def test_an_english_text_is_told_in_the_dutch_that_the_list_has() -> None:
    assert gloss("Do volunteers get a gift?") == ("vrijwilliger cadeau", 1.0)
    assert gloss("What kind of support do sport-clubs get?")[0] == "ondersteuning sport vereniging"
    assert gloss("volunteers at Xyzzy") == ("vrijwilliger Xyzzy", 0.5)
    assert gloss("What is that?") == ("", 0.0)
