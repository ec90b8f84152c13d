"""Follow-ups: what is filled in from the turn before, and what is left alone."""

import pytest

from bot.answering.understand import Kind, understand
from tests.bot.answering.turns import ROUTES, after, turn


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Wat doet Utrecht voor vrijwilligers?",
            "En in Zeist?",
            "Wat doet Zeist voor vrijwilligers?",
        ),
        (
            "Wat doet Utrecht voor vrijwilligers?",
            "en bij zeist",
            "Wat doet Zeist voor vrijwilligers?",
        ),
        (
            "Wat doet Utrecht voor vrijwilligers?",
            "en zeist?",
            "Wat doet Zeist voor vrijwilligers?",
        ),
        ("Wat doet Utrecht voor vrijwilligers?", "Zeist?", "Wat doet Zeist voor vrijwilligers?"),
        (
            "Wat doet Utrecht voor vrijwilligers?",
            "en in den haag?",
            "Wat doet Den Haag voor vrijwilligers?",
        ),
        (
            "Wat doet Utrecht voor vrijwilligers?",
            "en wat doet Almere?",
            "Wat doet Almere voor vrijwilligers?",
        ),
        (
            "wat doet utrecht voor vrijwilligers",
            "en in Zeist?",
            "wat doet Zeist voor vrijwilligers",
        ),
        (
            "Hoe bedankt Almere vrijwilligers?",
            "hoe doet Zeist dat?",
            "Hoe bedankt Zeist vrijwilligers?",
        ),
        (
            "Hoe bedankt Almere vrijwilligers?",
            "Hoe zit dat in Ede?",
            "Hoe bedankt Ede vrijwilligers?",
        ),
        ("How does Almere thank volunteers?", "And in Zeist?", "How does Zeist thank volunteers?"),
        (
            "How does Almere thank volunteers?",
            "what about Zeist?",
            "How does Zeist thank volunteers?",
        ),
        ("Hoe bedank je vrijwilligers?", "en in Zeist?", "Hoe bedank je vrijwilligers in Zeist?"),
        (
            "Hoe bedankt Almere vrijwilligers?",
            "en bij de gemeente Ede?",
            "Hoe bedankt Ede vrijwilligers?",
        ),
        (
            "Wat doet Almere aan sport?",
            "geldt dat ook voor Amersfoort?",
            "Wat doet Amersfoort aan sport?",
        ),
        ("Wie gaat in Ede over sport?", "En in Almere dan?", "Wie gaat in Almere over sport?"),
    ],
)
def test_another_place_takes_the_place_of_the_one_before(
    before: str, text: str, searched: str
) -> None:
    question = after(before, text)

    assert question.searched == searched
    assert question.kind is understand(before).kind


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Wat is horizontale samenhang?",
            "en verticale samenhang?",
            "Wat is verticale samenhang?",
        ),
        ("Wat is horizontale samenhang?", "En verticale?", "Wat is verticale samenhang?"),
        ("Wat zijn regionale leerkringen?", "en lokale?", "Wat zijn lokale leerkringen?"),
        (
            "What is horizontal coherence?",
            "And vertical coherence?",
            "What is vertical coherence?",
        ),
        (
            "Hoe begeleid je jonge vrijwilligers?",
            "en oude vrijwilligers?",
            "Hoe begeleid je oude vrijwilligers?",
        ),
    ],
)
def test_a_thing_of_the_same_kind_takes_the_place_of_the_one_before(
    before: str, text: str, searched: str
) -> None:
    assert after(before, text).searched == searched


@pytest.mark.parametrize(
    ("before", "said", "text", "searched"),
    [
        (
            "Wie is Anna de Boer?",
            "",
            "wat zei zij over samenwerken?",
            "wat zei Anna de Boer over samenwerken?",
        ),
        (
            "Wie is Anna de Boer?",
            "",
            "Wat vindt ze van sport?",
            "Wat vindt Anna de Boer van sport?",
        ),
        (
            "wie is anna de boer",
            "Anna de Boer leidt de centrale.",
            "en wat vindt ze van sport?",
            "Wat vindt Anna de Boer van sport?",
        ),
        (
            "Wie gaat over sport?",
            "In Ede is adviseur Piet van Dalen dat.",
            "wat doet hij nog meer?",
            "wat doet Piet van Dalen nog meer?",
        ),
        (
            "Wie gaat over sport?",
            "In Ede is adviseur Piet van Dalen dat.",
            "wat is zijn taak?",
            "wat is zijn taak (Piet van Dalen)?",
        ),
        (
            "Who is Anna de Boer?",
            "",
            "what did she say about sport?",
            "what did Anna de Boer say about sport?",
        ),
        (
            "Herkent Anna de Boer zich in de uitkomsten?",
            "",
            "bij wie legt hij de schuld?",
            "bij wie legt Anna de Boer de schuld?",
        ),
        ("Who is Anna de Boer?", "", "What is her role?", "What is her role (Anna de Boer)?"),
        (
            "Wat zegt De Boer over sport?",
            "",
            "en wat zegt zij over cultuur?",
            "Wat zegt Boer over cultuur?",
        ),
        (
            "Wat zegt Anna de Boer over sport?",
            "",
            "Is zij wethouder?",
            "Is Anna de Boer wethouder?",
        ),
        (
            "Wat vindt Piet van Dam van geld?",
            "",
            "En hoe komen ze daar volgens hem vanaf?",
            "Hoe komen ze daar volgens Piet van Dam vanaf (wat vindt Piet van Dam van geld)?",
        ),
        (
            "Wie schreef het plan?",
            "Het plan is van Anna de Boer en Piet van Dalen.",
            "waar werkt hij?",
            "waar werkt Piet van Dalen?",
        ),
    ],
)
def test_the_person_named_last_is_meant(before: str, said: str, text: str, searched: str) -> None:
    question = understand(text, turn(before, *filter(None, [said])))

    assert question.searched == searched


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
    ],
)
def test_what_points_back_is_searched_with_what_it_is_about(
    before: str, text: str, about: str
) -> None:
    question = after(before, text)

    assert about in question.searched
    assert question.text == text


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


@pytest.mark.parametrize(
    "text",
    [
        "Hoeveel gemeenten deden mee aan het onderzoek?",
        "Wat vinden wethouders van de bezuinigingen die dit jaar worden ingevoerd?",
        "Welke drie routes zijn er?",
        "En hoeveel leden heeft de vereniging NOV?",
        "hoe ga je om met mensen die hulp nodig hebben",
        "Wat is het gevaar dat vrijwilligers worden ingezet als goedkope kracht?",
        "Waarom doen vrijwilligers hun werk?",
        "hoe heet het rapport",
        "in welke gebieden kwamen de leerkringen bijeen?",
        "sport en cultuur betrekken hoe?",
        "budget?",
        "social return",
        "Hoe voorkom je dat clubs betaalde banen verdringen?",
        "How does Utrecht thank its volunteers?",
        "What is a volunteer centre?",
        "Wat bedoelen ze met de tunnelvisie van gemeenten?",
        "Wie is Anna de Boer?",
        "Is een VOG verplicht voor vrijwilligers?",
        "And in Zeist, which policy fields take part?",
        "Hoe betrek je mensen in de wijk bij het beleid?",
        "And how do we thank our volunteers this year?",
        "And what about volunteers that help newcomers at school?",
        "who came up with these rules for coaches?",
    ],
)
@pytest.mark.parametrize("before", ["Wat doet Zwolle met het zwembad?", "Wie schreef het boek?"])
def test_a_question_that_stands_alone_is_searched_alone(before: str, text: str) -> None:
    assert after(before, text).searched == text


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("met andere afdelingen bedoel ik", "Hoe werken we integraal met andere afdelingen?"),
        ("Ik bedoel in de zorg", "Hoe werken we integraal in de zorg?"),
        ("nee, ik bedoel met de clubs", "Hoe werken we integraal met de clubs?"),
        ("I mean in Zeist", "Hoe werken we integraal in Zeist?"),
    ],
)
def test_what_was_meant_is_added(text: str, searched: str) -> None:
    assert after("Hoe werken we integraal?", text).searched.casefold() == searched.casefold()


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Voor de raad wil ik dit weten: wie deed het onderzoek naar clubs?",
            "en hoeveel deden er mee?",
            "Hoeveel deden er mee (wie deed het onderzoek naar clubs)?",
        ),
        (
            "Wat staat er in het plan?",
            "En welke doelen vallen af?",
            "Welke doelen vallen af (wat staat er in het plan)?",
        ),
        (
            "Welke rollen kan ik pakken?",
            "hoe weet ik welke bij ons past",
            "hoe weet ik welke bij ons past (welke rollen kan ik pakken)?",
        ),
        (
            "Is er geld voor beleid?",
            "Waar zouden ze dat extra geld dan aan uitgeven?",
            "Waar zouden ze dat extra geld dan aan uitgeven (is er geld voor beleid)?",
        ),
    ],
)
def test_a_choice_out_of_what_was_spoken_of_asks_on(before: str, text: str, searched: str) -> None:
    question = after(before, text, "Er is extra geld nodig.")

    assert question.searched == searched
    assert question.kind is not Kind.WHERE
