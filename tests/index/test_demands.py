"""Names, years and kinds of thing in a question are noticed, and missed in the evidence."""

import pytest

from index.demands import asked_places, is_place, missing, named, places


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wat doet Groningen?", {"groningen"}),
        ("vrijwilligersbeleid groningen", {"groningen"}),
        ("Groningen", {"groningen"}),
        ("beleid in den haag", {"den haag"}),
        ("wat gebeurt er in rijnmond", {"rijnmond"}),
        ("clubs in het groene hart", {"groene hart"}),
        ("Wat zegt Willem-Jan de Gast?", {"willem", "jan", "gast"}),
        ("Hebben vrijwilligers een VOG nodig?", {"vog"}),
        ("VOG verplicht?", {"vog"}),
        ("Wat veranderde er in 2024?", {"2024"}),
        ("Hoe betrekken we sport? Welke clubs doen mee?", set()),
        ("How do we involve sport?", set()),
        ("How do Dutch municipalities thank volunteers in the Netherlands?", set()),
        ("Which meetings were there on Monday in March?", set()),
        ("Wat kan de Gemeente doen, en wat het College van Zeist?", {"zeist"}),
        ("HOE BETREKKEN WE SPORT EN CULTUUR?", set()),
        ("WAT DOET GRONINGEN IN 2024?", {"groningen", "2024"}),
        ("VOG?", {"vog"}),
        ("de beste aanpak", set()),
        ("", set()),
    ],
)
def test_names_are_recognised(question: str, names: set[str]) -> None:
    assert named(question) >= names
    assert bool(named(question)) == bool(names)


def test_a_name_that_the_evidence_has_is_not_missing() -> None:
    assert missing("Wat doet Utrecht?", "Het Utrechtse beleid is nieuw.") == frozenset()
    assert missing("Wat doet Groningen?", "Het Utrechtse beleid is nieuw.") == {"groningen"}
    assert missing("Geldt de Wmo?", "Vanuit de WMO moet er een plan zijn.") == frozenset()


def test_a_place_that_is_a_word_too_counts_with_a_capital_only() -> None:
    assert "losser" not in named("Hoe komt een club volgens Hoes losser van de gemeente?")
    assert "losser" in named("Wat doet de gemeente Losser?")
    assert "zeist" in named("wat doet zeist met de VWC")


def test_a_place_is_asked_about_in_small_letters_where_names_have_no_capital() -> None:
    assert asked_places("waarom stopte zeist met de markt") == {"zeist"}
    assert asked_places("Waarom stopte den haag met de markt?") == {"den haag"}
    assert asked_places("Hoe komt een club volgens Hoes losser van de gemeente?") == frozenset()


@pytest.mark.parametrize(
    "question", ["waarom kampen clubs met een tekort", "what goes wrong at clubs", "lege huizen"]
)
def test_a_word_that_is_a_place_too_is_none_in_small_letters(question: str) -> None:
    assert named(question) == frozenset()


def test_a_name_behind_a_word_for_places_is_a_place_that_no_list_has() -> None:
    assert asked_places("Wat doet de gemeente Zandwijk voor clubs?") == {"zandwijk"}
    assert asked_places("What does the municipality of Zandwijk do?") == {"zandwijk"}
    assert asked_places("Wat doet de gemeente voor clubs?") == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huizen en clubs staan er. Kampen helpen kinderen.", set()),
        ("Clubs in Huizen helpen kinderen.", {"huizen"}),
        ("Zeist helpt clubs.", {"zeist"}),
        ("In Bussum en Gelderland.", {"bussum", "gelderland"}),
    ],
)
def test_a_word_at_the_start_of_a_sentence_is_no_place(text: str, found: set[str]) -> None:
    assert places(text) == found


def test_a_place_that_is_a_word_too_is_none_by_itself() -> None:
    assert [is_place(each) for each in ("Zeist", "zeist")] == [True, True]
    assert [is_place(each) for each in ("huizen", "Best")] == [False, False]
