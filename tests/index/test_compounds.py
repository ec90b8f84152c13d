"""A compound is found by its parts, and a word that only looks like one is left whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dutch
from index.compounds import Compounds


def seen(**words: int) -> Compounds:
    """Compounds of a library in which these words stand in so many passages."""
    return Compounds({dutch.stem(word): count for word, count in words.items()})


def stems(*words: str) -> tuple[str, ...]:
    return tuple(dutch.stem(word) for word in words)


def test_policy_compounds_are_split_without_a_library() -> None:
    made = Compounds({})

    assert made.parts("vrijwilligerswerkbeleid") == stems("vrijwilliger", "werk", "beleid")
    assert made.parts("gemeenteraadsverkiezingen") == stems("gemeente", "raad", "verkiezing")


def test_a_compound_of_the_librarys_own_words_is_split() -> None:
    assert seen(vlinder=4, kast=3).parts("vlinderkast") == stems("vlinder", "kast")


@pytest.mark.parametrize("word", ["vlinderkast", "vlinderskast", "vlinderenkast"])
def test_parts_may_be_linked(word: str) -> None:
    assert seen(vlinder=4, kast=3).parts(word) == stems("vlinder", "kast")


def test_a_word_used_more_than_its_parts_stays_whole() -> None:
    assert seen(buiten=2, kans=2, buitenkans=9).parts("buitenkans") == ()


def test_a_part_seen_once_is_no_part() -> None:
    assert seen(vlinder=1, kast=3).parts("vlinderkast") == ()


@pytest.mark.parametrize("word", ["werk", "verzoek", "2021-2025", "samenwerking", ""])
def test_what_is_no_compound_has_no_parts(word: str) -> None:
    assert Compounds({}).parts(word) == ()


@given(st.text(alphabet="werkbeleidsn", max_size=40))
def test_every_split_has_two_parts_or_more(word: str) -> None:
    assert len(Compounds({}).parts(word)) != 1
