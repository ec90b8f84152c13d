"""Follow-ups that point at a list, a thing or a person that was named."""

from dataclasses import replace

import pytest

from bot.answering.understand import Kind, understand
from tests.bot.answering.turns import ROUTES, after, turn


@pytest.mark.parametrize(
    ("text", "place", "searched"),
    [
        ("leg de derde eens uit", 3, "Samen met de clubs"),
        ("en de tweede?", 2, "Van binnen naar buiten"),
        ("Wat houdt de eerste in?", 1, "Van plan naar praktijk"),
        ("Wat zeggen ze over het tweede punt?", 2, "Van binnen naar buiten"),
        ("vertel meer over de laatste", 3, "Samen met de clubs"),
        ("2", 2, "Van binnen naar buiten"),
        ("de eerste", 1, "Van plan naar praktijk"),
        ("nummer 3", 3, "Samen met de clubs"),
        ("Wie doet de tweede route?", 2, "Van binnen naar buiten"),
        ("What is the third one?", 3, "Samen met de clubs"),
        ("the second", 2, "Van binnen naar buiten"),
        ("hoe werkt route 2?", 2, "Van binnen naar buiten"),
        ("doe maar de laatste", 3, "Samen met de clubs"),
        ("punt 1 graag", 1, "Van plan naar praktijk"),
        ("waarom is de derde beter?", 3, "Samen met de clubs"),
    ],
)
def test_a_place_in_the_list_before_is_what_stands_there(
    text: str, place: int, searched: str
) -> None:
    question = understand(
        text, turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)
    )

    assert searched in question.searched
    assert ROUTES[place - 1].startswith(searched)


def test_what_is_asked_about_alone_is_the_answer() -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    assert understand("leg de derde eens uit", before).pointed == (ROUTES[2],)
    assert understand("2", before).pointed == (ROUTES[1],)
    assert understand("waarom is de derde beter?", before).pointed == ()


def test_an_item_is_set_beside_the_one_that_was_told_of() -> None:
    listed = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)
    third = understand("leg de derde eens uit", listed)
    told = replace(turn("Leg Samen met de clubs uit", ROUTES[2]), carried=listed.listed())

    asked = understand("Wat is het verschil met de eerste?", told)

    assert third.pointed == (ROUTES[2],)
    assert asked.kind is Kind.COMPARE
    assert asked.sides == ("Samen met de clubs", "Van plan naar praktijk")
    assert not understand("Is er verschil van mening over de eerste?", told).sides
    english = understand("What is the difference with the first one?", told)
    assert english.searched.startswith("What is the difference between")


@pytest.mark.parametrize(
    "text", ["Wat deed de derde kamer?", "leg de vierde eens uit", "wat gebeurde er in 2021?", "5"]
)
def test_what_is_no_place_in_the_list_is_not_taken_from_it(text: str) -> None:
    question = understand(
        text, turn("Welke drie routes zijn er?", "Er zijn er drie:", items=ROUTES)
    )

    assert not question.pointed


@pytest.mark.parametrize(
    ("before", "text", "about"),
    [
        ("Welke soorten samenhang zijn er?", "waarom is dat belangrijk?", "samenhang"),
        ("Welke soorten samenhang zijn er?", "Waarom?", "samenhang"),
        ("Wat is een leerkring?", "Zijn ze nog bezig?", "leerkring"),
        ("Wat is een leerkring?", "wie heeft dat bedacht?", "leerkring"),
        ("Wat is een leerkring?", "hoe werkt het?", "leerkring"),
        ("Wat is een leerkring?", "hoeveel daarvan?", "leerkring"),
        ("Wat is de tunnelvisie van gemeenten?", "hoe komt dat?", "tunnelvisie"),
        ("Hoeveel clubs deden mee aan het onderzoek?", "Wie heeft dat onderzoek gedaan?", "clubs"),
        ("Welke vier plekken zijn er?", "welke zitten er in de wijk?", "plekken"),
        ("Wat doet de centrale voor nieuwkomers?", "voor wie is dat bedoeld?", "nieuwkomers"),
        ("Wat doet de centrale voor nieuwkomers?", "hoeveel kost dat per jaar?", "nieuwkomers"),
        ("Hoe werkt de kledingbank?", "en voor jongeren?", "kledingbank"),
        ("Hoe werkt de kledingbank?", "en vrijwilligers met een beperking?", "kledingbank"),
        ("Hoe werkt de kledingbank?", "is het gratis?", "kledingbank"),
        ("Hoe werkt de kledingbank?", "sinds wanneer bestaat die?", "kledingbank"),
        ("What is a learning circle?", "Are they finished?", "learning circle"),
        ("What is a learning circle?", "why?", "learning circle"),
        ("What is a learning circle?", "who organised it?", "learning circle"),
        ("What is a learning circle?", "how does it work?", "learning circle"),
        ("Wat is een leerkring?", "And who pays for it?", "leerkring"),
        ("What is a learning circle?", "and who usually fills that role locally?", "learning"),
        ("Wat is een leerkring?", "en wie vervult die rol meestal bij gemeenten?", "leerkring"),
        ("Wat is een leerkring?", "en wat levert het vrijwilligers op", "leerkring"),
        ("Wat is een leerkring?", "scheelt het de clubs tijd?", "leerkring"),
        ("Wat is een leerkring?", "en wat moet zo’n groep daarvoor weten", "leerkring"),
        ("Wie kan hulp krijgen?", "Op welke manier helpt een club hen daarbij?", "wie kan hulp"),
        ("How do clubs treat plans?", "where does that work best?", "clubs treat plans"),
        ("Op welke plannen richten clubs zich?", "welke blijven achter?", "plannen"),
        ("Hoeveel clubs vulden de enquête in?", "Wie heeft dat uitgevoerd?", "enquête"),
        ("Is een verplichte cursus nuttig?", "Letten clubs daar genoeg op?", "cursus"),
        ("Wie krijgt hulp van Ede?", "Om welke groepen gaat het dan?", "hulp"),
        ("Wie leidt het?", "Wat zouden clubs het liefst met ze willen?", "wie leidt"),
        ("Hoeveel kringen zijn er?", "Komt er een vervolg of is het klaar?", "kringen"),
        ("Welke lagen zijn er?", "Waarom krijgt het in de raad weinig steun?", "lagen"),
        ("What are the challenges?", "Tell me about the one concerning money", "challenges"),
        (
            "Who runs the plan?",
            "And do clubs want more from them than just money?",
            "runs the plan",
        ),
    ],
)
def test_what_points_back_is_searched_with_what_it_is_about(
    before: str, text: str, about: str
) -> None:
    question = after(before, text)

    assert about in question.searched
    assert question.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Andere vraag: lukt het clubs om leden te vinden?",
        "Wat gebeurt er met het voor clubs bestemde geld?",
        "Heeft het nog zin leden te werven?",
        "Werken clubs met scholen en met hen aan cultuur?",
        "Wat houdt een keurmerk hier in?",
        "Vinden de onderzoeken dat clubs genoeg doen?",
    ],
)
def test_what_names_its_own_subject_stands_alone(text: str) -> None:
    asked = after("Wat zijn de zorgen van de raad?", text)

    assert "raad" not in asked.searched
    assert not asked.follows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What do those associations need?", "Verenigingen doen mee."),
        ("Who came up with these routes?", "Er zijn drie routes."),
        ("How did that municipality organise it?", "De gemeente betaalt."),
    ],
)
def test_an_english_noun_points_at_the_dutch_word_for_it_that_was_said(
    text: str, said: str
) -> None:
    question = after("Which policy fields take part in Ede?", text, said)

    assert question.follows
    assert "policy fields" in question.searched


@pytest.mark.parametrize(
    "text", ["What does this person think of clubs?", "Wat vindt deze persoon van clubs?"]
)
def test_this_person_is_the_one_who_was_named(text: str) -> None:
    question = after("Who is Anna Bos?", text, "Anna Bos is adviseur in Utrecht.")

    assert question.searched == text.replace("this person", "Anna Bos").replace(
        "deze persoon", "Anna Bos"
    )
