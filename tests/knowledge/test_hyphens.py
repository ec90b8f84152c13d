import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.hyphens import joined, words_in


@pytest.mark.parametrize(
    ("before", "after", "running"),
    [
        ("ons vrijwilligers-", "werk telt", "ons vrijwilligerswerk telt"),
        ("ons vrijwilligers\u00ad", "werk telt", "ons vrijwilligerswerk telt"),
        ("de sport-", "en cultuurclubs", "de sport- en cultuurclubs"),
        ("de VNG-", "leden", "de VNG-leden"),
        ("per e-", "mail", "per e-mail"),
        ("in Oost-", "Gelre", "in Oost-Gelre"),
        ("een zee-", "eend", "een zee-eend"),
        ("zijn ge-", "interesseerd", "zijn geïnteresseerd"),
        ("in 2023-", "2024", "in 2023-2024"),
        ("dat is – zei ze –", "mooi", "dat is – zei ze – mooi"),
        ("een zin", "die doorgaat", "een zin die doorgaat"),
    ],
)
def test_lines_are_joined_as_they_are_read(before: str, after: str, running: str) -> None:
    assert joined(before, after) == running


LINE = st.text(alphabet="aeiouktEVN7- .–", min_size=1, max_size=20)


@given(LINE, LINE)
def test_joining_loses_and_adds_no_letter(before: str, after: str) -> None:
    plain = unicodedata.normalize("NFD", joined(before, after))

    letters = [letter for letter in plain if letter.isalnum()]
    assert letters == [letter for letter in before + after if letter.isalnum()]


def test_the_words_of_the_same_text_decide_where_they_can() -> None:
    known = words_in(["een sociaal-cultureel centrum", "het vrijwilligers-", "de zeearm"])

    assert joined("sociaal-", "cultureel werk", known) == "sociaal-cultureel werk"
    assert joined("de zee-", "arm", known) == "de zeearm"
    assert "vrijwilligers" not in known
