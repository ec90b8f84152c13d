"""Questions and passages are analysed in one way, whatever signs they are written with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dutch


@pytest.mark.parametrize(
    "written",
    [
        "woningbouw",
        "Woningbouw",
        "woning\u200bbouw",
        "woning\u00adbouw",
        "WONINGBOUW",
        "ｗoningbouw",
        "\u202ewoningbouw\u202c",
    ],
)
def test_a_word_is_the_same_however_it_is_written(written: str) -> None:
    assert dutch.words(written) == ["woningbouw"]


def test_accents_are_off_composed_or_not() -> None:
    assert dutch.words("geïnteresseerd") == ["geinteresseerd"]
    assert dutch.words(unicodedata.normalize("NFD", "geïnteresseerd")) == ["geinteresseerd"]


def test_numbers_keep_what_joins_their_digits() -> None:
    assert dutch.words("artikel 2.1.1, 3:40 en € 1.250,50 in 2021.") == [
        *("artikel", "2.1.1", "3:40", "en", "1.250,50", "in", "2021")
    ]


def test_brackets_hyphens_and_apostrophes_part_words() -> None:
    assert dutch.words("vrijwilligers(organisaties) wijk-aanpak foto’s") == [
        *("vrijwilligers", "organisaties", "wijk", "aanpak", "foto")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("gemeenten", "gemeente"), ("woningen", "woning"), ("vrijwilligers", "vrijwilliger")],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert dutch.terms(one) == dutch.terms(other)


def test_what_carries_no_subject_is_left_out_in_both_languages() -> None:
    assert dutch.terms("Wat is de rol van het beleid?") == dutch.terms("What is the rol of beleid")


@pytest.mark.parametrize("question", ["", "🙂🙂", "wat is de", "?!…", "\u200b"])
def test_a_question_may_have_no_terms(question: str) -> None:
    assert dutch.terms(question) == []


def test_an_unknown_language_has_no_stop_words() -> None:
    with pytest.raises(KeyError):
        dutch.stop_words("fy")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How do we involve sport and culture?", True),
        ("Hoe betrekken we sport en cultuur?", False),
        ("vrijwilligers werven", False),
        ("🙂", False),
    ],
)
def test_english_is_told_from_dutch(text: str, *, english: bool) -> None:
    assert dutch.is_english(text) is english


def test_who_knows_the_language_says_so() -> None:
    assert dutch.is_english("volunteer policy in Zeist", "en")
    assert not dutch.is_english("How do we involve sport?", "nl")


@given(st.text(max_size=200))
def test_terms_of_sources_are_those_of_questions(text: str) -> None:
    assert dutch.source_terms(text) == dutch.terms(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert dutch.words(" ".join(dutch.words(text))) == dutch.words(text)


@given(st.text())
def test_terms_hold_no_sign_that_a_query_language_reads(text: str) -> None:
    assert not any(sign in term for term in dutch.terms(text) for sign in "\"'*()-+^ ")


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("werving", "werven"), ("leiding", "leiden"), ("training", "trainen"), ("zitting", "zitten")],
)
def test_a_short_noun_in_ing_has_the_stem_of_its_verb(noun: str, verb: str) -> None:
    assert dutch.stem(noun) == dutch.stem(verb)


@pytest.mark.parametrize("word", ["kring", "leerkring", "leerling", "koning", "woning", "ding"])
def test_a_word_in_ing_that_no_verb_stands_in_is_left_alone(word: str) -> None:
    assert dutch.stem(word) == word
