"""Follow-ups: what is filled in from the turn before, and what is left alone."""

import pytest

from bot.answering.understand import Kind, understand
from tests.bot.answering.turns import after, turn


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


def test_a_person_who_is_named_before_the_pronoun_is_meant_by_it() -> None:
    asked = after("Wie is Anna de Boer?", "En Jan de Wit, wat doet zij daar?")

    assert asked.understood.asked == "Jan de Wit, wat doet zij daar?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Werkt zij samen met Jan de Wit?", "Werkt Anna de Boer samen met Jan de Wit?"),
        ("Wat vindt zij van Piet Jansen?", "Wat vindt Anna de Boer van Piet Jansen?"),
    ],
)
def test_a_person_who_is_named_behind_the_pronoun_is_another(text: str, asked: str) -> None:
    assert after("Wie is Anna de Boer?", text).searched == asked


@pytest.mark.parametrize(
    "text",
    [
        "Dus je mag ze niet als middel inzetten?",
        "Je collega moet ze betalen?",
        "Een vereniging kan ze niet vinden?",
    ],
)
def test_what_somebody_may_do_with_them_is_about_no_person(text: str) -> None:
    assert "Anna" not in after("Wie is Anna de Boer?", text).understood.asked
