"""Follow-ups: what is filled in from the turn before, and what is left alone."""

from dataclasses import replace

import pytest

from bot.answering.model import Understood
from bot.answering.understand import (
    Background,
    Kind,
    Offered,
    Question,
    Spoken,
    Turn,
    understand,
)
from bot.answering.understand import turn as remembered

ROUTES = (
    "Van plan naar praktijk: eerst een visie, dan beleid.",
    "Van binnen naar buiten: zoek steun bij andere afdelingen.",
    "Samen met de clubs: spreek doelen af met het veld.",
)


def turn(
    question: str,
    *said: str,
    items: tuple[str, ...] = (),
    offered: tuple[tuple[str, str], ...] = (),
) -> Turn:
    """The turn of a question that was answered by what was said, and then by a list."""
    asked = understand(question)
    spoken = [Spoken(text, None, "praktijk") for text in said]
    spoken += [Spoken(text, place, "praktijk") for place, text in enumerate(items)]
    ways = tuple(Offered(*each) for each in offered)
    return Turn(
        "A-1", asked.understood, asked.opening, asked.language, asked.kind, tuple(spoken), ways
    )


def after(question: str, text: str, *said: str) -> Question:
    return understand(text, turn(question, *said))


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


WAYS = (
    ("Met andere beleidsterreinen", "Hoe betrek je andere beleidsterreinen?"),
    ("Met clubs uit het veld", "Hoe maak je beleid met de clubs?"),
)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("1", 0),
        ("de tweede", 1),
        ("met andere beleidsterreinen", 0),
        ("ik bedoel met de clubs", 1),
    ],
)
def test_a_reply_to_a_question_back_takes_the_way_that_it_names(text: str, chosen: int) -> None:
    asked = understand(text, turn("Hoe werken we integraal?", offered=WAYS))

    assert asked.searched == WAYS[chosen][1]


def test_yes_to_the_only_way_takes_it() -> None:
    asked = understand("ja graag", turn("Hoe werken we integraal?", offered=WAYS[:1]))

    assert asked.searched == WAYS[0][1]


READERS = Background(readers=lambda: ("Karel Hoek", "Mia van Zand"))


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Wat vindt Karel Hoek van clubs?",
            "En wat vond de andere lezer?",
            "Wat vond Mia van Zand?",
        ),
        (
            "wat vindt karel hoek van clubs",
            "en de andere lezer?",
            "wat vindt Mia van Zand van clubs",
        ),
        (
            "Wat schrijft Van Zand over geld?",
            "wat zegt de andere reageerder?",
            "wat zegt Karel Hoek?",
        ),
    ],
)
def test_the_other_reader_is_the_one_who_remains(before: str, text: str, searched: str) -> None:
    assert understand(text, turn(before), READERS).searched == searched


def test_another_source_is_one_that_was_not_quoted() -> None:
    asked = understand("En een andere gemeente?", turn("Hoe dank je clubs?", "Met een boek."))

    assert asked.apart_from == ("praktijk",)


@pytest.mark.parametrize(
    "text",
    [
        "Wie zei dat?",
        "vertel daar meer over",
        "waarom?",
        "meer",
        "korter",
        "2",
        "in English please",
        "And what about the other one?",
        "hoe komt dat?",
        "de tweede",
        "Why do they think so?",
        "wat willen ze?",
    ],
)
def test_what_points_at_nothing_is_lost(text: str) -> None:
    assert understand(text).lost


@pytest.mark.parametrize(
    "text", ["En in Zeist?", "Wat is dat voor wet, de Wmo?", "hallo", "2021", "budget", "sport"]
)
def test_what_names_something_is_not_lost(text: str) -> None:
    assert not understand(text).lost


def test_a_follow_up_without_a_kind_asks_for_the_kind_before_it() -> None:
    assert (
        after("Wat is horizontale samenhang?", "En verticale samenhang?").kind is Kind.DEFINITION
    )


def test_a_follow_up_with_a_kind_of_its_own_keeps_it() -> None:
    assert after("Wie is Anna de Boer?", "wat zei zij over samenwerken?").kind is Kind.OTHER
    assert after("Wie is Anna de Boer?", "waarom?").kind is Kind.WHY


def test_a_follow_up_is_answered_in_its_own_language() -> None:
    assert after("Wat doet Utrecht voor vrijwilligers?", "And in Zeist?").language == "en"


def test_two_places_in_a_list_are_the_sides_of_a_comparison() -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    asked = understand("Wat is het verschil tussen de eerste en de derde?", before)

    assert asked.sides == ("Van plan naar praktijk", "Samen met de clubs")


@pytest.mark.parametrize("between", ["en de tweede?", "korter", "waarom is dat belangrijk?"])
def test_a_list_stays_at_hand_while_it_is_asked_about(between: str) -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    later = remembered(understand(between, before))

    assert understand("en de derde?", later).pointed == (ROUTES[2],)


def test_the_sides_of_a_comparison_have_places_too() -> None:
    before = remembered(understand("Vergelijk Ede en Tiel"))

    assert understand("wat doet de tweede?", before).searched == "wat doet Tiel?"


def test_the_middle_of_a_list_is_a_place() -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    assert understand("de middelste graag", before).pointed == (ROUTES[1],)


def test_a_place_where_nothing_is_asks_what_is_meant() -> None:
    assert understand("4", turn("Welke drie routes zijn er?", items=ROUTES)).lost


@pytest.mark.parametrize(
    ("before", "text", "searched", "focus"),
    [
        (
            "Hoe helpt Ede ouderen?",
            "en hoe zit dat met jongeren?",
            "Jongeren (hoe helpt Ede ouderen)?",
            ("jongeren",),
        ),
        ("Hoe werkt de kledingbank?", "voor wie?", "voor wie (hoe werkt de kledingbank)?", ()),
        ("Vergelijk netwerker en regisseur", "en de aanjager?", "De aanjager", ("aanjager",)),
    ],
)
def test_what_a_fragment_newly_names_must_be_spoken_of(
    before: str, text: str, searched: str, focus: tuple[str, ...]
) -> None:
    asked = after(before, text)

    assert asked.searched.startswith(searched)
    assert asked.focus == focus


def test_another_year_is_asked_about_alike() -> None:
    before = "Hoeveel clubs deden mee in 2021?"

    assert after(before, "en in 2027?").searched == "Hoeveel clubs deden mee in 2027?"


def test_what_asks_for_another_kind_of_thing_is_not_put_in_its_place() -> None:
    asked = after("Wie doet er mee in Ede?", "en hoeveel in Tiel?")

    assert asked.searched == "Hoeveel in Tiel (wie doet er mee in Ede)?"
    assert asked.kind is Kind.HOW_MANY


def test_the_place_that_acts_is_meant_by_its_pronoun() -> None:
    asked = after("Wat doet Ede voor ouderen?", "en hoe betrekken ze scholen?")

    assert asked.searched == "Hoe betrekken Ede scholen?"


@pytest.mark.parametrize("text", ["nog iets over budget?", "wat zeggen ze over jongeren?"])
def test_what_says_what_it_is_about_stands_alone(text: str) -> None:
    assert after("Wat doet Ede voor ouderen?", text).searched == text


def test_a_follow_up_is_read_with_the_question_that_it_follows_on() -> None:
    assert after("wat vindt jan-piet de boer", "en waarom?").searched == (
        "Waarom (wat vindt jan-piet de boer)?"
    )


@pytest.mark.parametrize(
    "text", ["So what has to change at the club?", "Dus wat moet de club doen?"]
)
def test_what_follows_from_before_leans_on_it(text: str) -> None:
    assert after("Why do clubs close?", text).searched.endswith("(why do clubs close)?")


def test_the_first_word_of_the_question_before_is_no_name() -> None:
    assert after("Verandert het beleid?", "hoe komt dat?").searched.endswith(
        "(verandert het beleid)?"
    )


def test_a_chain_of_follow_ups_does_not_grow() -> None:
    before = turn("Hoe werkt de vrijwilligerscentrale?")
    for _ in range(12):
        asked = understand("en waarom?", before)
        before = Turn("A-2", asked.understood, asked.opening, asked.language, asked.kind)

    assert asked.searched == "Waarom (hoe werkt de vrijwilligerscentrale)?"


def test_more_of_a_follow_up_still_knows_what_it_follows_on() -> None:
    asked = after("Verandert het beleid?", "hoe komt dat?")
    more = understand("meer", Turn("A-2", asked.understood, asked.opening, "nl", asked.kind))

    assert (
        more.understood == asked.understood == Understood("hoe komt dat?", "verandert het beleid")
    )


def test_an_adverb_behind_a_pronoun_is_nothing_that_it_names() -> None:
    assert after("Wat doet de centrale?", "Is dat overal zo?").searched.endswith(
        "(wat doet de centrale)?"
    )


def test_a_turn_can_be_stored_as_json() -> None:
    before = turn("Welke routes?", "Er zijn er drie:", items=ROUTES, offered=WAYS)

    assert Turn.from_json(before.to_json()) == before


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("En wat is het verschil tussen Ede en Tiel?", ("Ede", "Tiel")),
        ("Wat is het verschil tussen de eerste en de tweede?", ()),
    ],
)
def test_what_was_compared_can_be_pointed_into_unless_it_is_a_list_of_before(
    text: str, sides: tuple[str, ...]
) -> None:
    before = replace(turn("Welke routes zijn er?", items=ROUTES), answer_id="A-1")
    asked = replace(understand(text, before), listed=ROUTES)

    assert remembered(asked).sides == sides


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
