"""Names, years and kinds of thing in a question are noticed, and missed in the evidence."""

import pytest

from index.demands import kind_missing, missing, named


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wat doet Groningen?", {"groningen"}),
        ("vrijwilligersbeleid groningen", {"groningen"}),
        ("Groningen", {"groningen"}),
        ("beleid in den haag", {"den haag"}),
        ("Wat zegt Willem-Jan de Gast?", {"willem", "jan", "gast"}),
        ("Hebben vrijwilligers een VOG nodig?", {"vog"}),
        ("VOG verplicht?", {"vog"}),
        ("Wat veranderde er in 2024?", {"2024"}),
        ("Hoe betrekken we sport? Welke clubs doen mee?", set()),
        ("How do we involve sport?", set()),
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


@pytest.mark.parametrize(
    ("question", "evidence", "missed"),
    [
        ("Hoeveel gemeenten deden mee?", "Bijna één op de drie deed mee.", False),
        ("Hoeveel gemeenten deden mee?", "Veel gemeenten deden mee.", True),
        ("How many municipalities took part?", "Er waren 3 kringen.", False),
        ("Hoe hoog is de vergoeding?", "Er waren 3 kringen.", True),
        ("Hoe hoog is de vergoeding?", "Een vergoeding van € 200.", False),
        ("wat kost een training", "Trainingen zijn er in 2021.", True),
        ("Wanneer is dat?", "Dat is in juni.", False),
        ("Wanneer is dat?", "Dat is later.", True),
        ("Waarom is dat?", "Dat is later.", False),
    ],
)
def test_the_kind_of_thing_asked_for_must_be_there(
    question: str, evidence: str, *, missed: bool
) -> None:
    assert kind_missing(question, evidence) is missed
