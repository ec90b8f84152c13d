"""What answers best is said first, once, and whole: the order of lines, and lists."""

from dataclasses import replace

import pytest

from bot.answering.compose import compose
from bot.answering.evidence import candidates
from bot.answering.model import LabelKind
from bot.answering.quotable import Candidate
from bot.answering.understand import Wish, understand
from bot.answering.wishes import as_wished, to_the_point
from tests.bot.answering.shelf import Shelf, answered
from tests.bot.answering.turns import turn
from tests.support.builders import article, case_note, source

NOTE = case_note(
    "Zwembad en zangschool in één overleg",
    "## Wat we deden\n\n"
    "In Duinveen zaten zwemmen en zingen elk aan een eigen tafel. Sinds maart is er één overleg."
    " Het zwembad en de zangschool schuiven aan.\n\n"
    "## Wat het opleverde\n\n"
    "Het overleg leverde drie dingen op:\n\n"
    "- een gezamenlijke open dag;\n- één loket voor vrijwilligers;\n- elf nieuwe helpers.\n",
    municipalities=("Duinveen",),
)
CHOICES = """
Gemeenten noemen twee zorgen. Het gaat om:

- Er is te weinig geld voor de zaal.
- Jonge leden blijven weg uit de zaal.
"""


def evidence(question: str, text: str, *scores: float) -> list[Candidate]:
    """The candidates of a text, in its order, with these scores and all of the words."""
    shelf = Shelf(source(article("Bron", text)))
    found = candidates(understand(question), shelf.find(question, "nl").hits, shelf)
    found.sort(key=lambda each: each.core)
    scored = zip(found, scores, strict=True)
    made = [replace(each, score=score, share=score / 10) for each, score in scored]
    return sorted(made, key=lambda each: -each.score)


def lines(question: str, text: str, *scores: float) -> list[str]:
    """The lines of the answer when the sentences of the text have these scores."""
    draft = compose(understand(question), evidence(question, text, *scores))
    return [line.spans[0].text for line in draft.lines]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (5.7, ["De gemeente organiseert een markt.", "De zaal is oud."]),
        (4.7, ["De zaal is oud.", "De gemeente organiseert een markt."]),
        (2.0, ["De zaal is oud."]),
    ],
)
def test_an_action_leads_when_near_the_best_follows_when_less_near_and_else_is_left_out(
    score: float, said: list[str]
) -> None:
    text = "De zaal is oud.\n\nDe gemeente organiseert een markt."

    assert lines("Hoe vullen we de zaal?", text, 6.0, score) == said


def test_what_may_be_done_stands_before_a_worry_that_scores_better() -> None:
    text = "Leden werven is een probleem.\n\nNodig leden persoonlijk uit."

    said = lines("Hoe werven we leden?", text, 6.0, 4.0)

    assert said == ["Nodig leden persoonlijk uit.", "Leden werven is een probleem."]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (5.7, ["Dat is zo omdat de markt druk is.", "De zaal is leeg."]),
        (5.3, ["De zaal is leeg.", "Dat is zo omdat de markt druk is."]),
        (1.0, ["De zaal is leeg."]),
    ],
)
def test_a_reason_leads_only_when_it_scores_near_the_best(score: float, said: list[str]) -> None:
    text = "De zaal is leeg.\n\nDat is zo omdat de markt druk is."

    assert lines("Waarom is de zaal leeg?", text, 6.0, score) == said


def test_why_takes_what_follows_on_the_best_where_no_word_says_what_the_reason_is() -> None:
    text = "De positie van de zaal is wankel. De sport is belangrijker.\n\nDe markt is vol."

    assert lines("Waarom staat de zaal niet sterk?", text, 6.0, 1.0, 2.0) == [
        "De positie van de zaal is wankel. De sport is belangrijker."
    ]


def test_what_is_concluded_is_no_reason() -> None:
    text = "De zaal is leeg.\n\nDaardoor is de markt vol.\n\nDat komt door de regen."

    said = lines("Waarom is de zaal leeg?", text, 6.0, 5.8, 5.7)

    assert said[0] == "Dat komt door de regen."


def test_where_is_answered_by_the_list_of_the_places() -> None:
    text = "De hulp is druk.\n\nEr zijn twee plekken voor hulp:\n\n- De balie\n- De kantine\n"

    assert lines("Waar is hulp?", text, 6.0, 4.5, 1.0, 1.0) == [
        "Er zijn twee plekken voor hulp:",
        "De balie",
        "De kantine",
    ]


def test_beside_the_best_stands_what_is_likely_to_be_to_the_point() -> None:
    text = "De markt is vol.\n\nDe zaal is leeg."

    assert len(lines("Is de markt vol?", text, 1.5, -0.2)) == 2
    assert len(lines("Is de markt vol?", text, 1.5, -0.8)) == 1
    assert len(lines("Is de markt vol?", text, 4.0, 0.5)) == 1


def test_a_question_of_a_source_is_not_quoted_beside_the_best() -> None:
    assert lines("Is de zaal vol?", "De zaal is vol.\n\nHoe komt dat?", 1.0, 0.9) == [
        "De zaal is vol."
    ]


def test_a_definition_takes_along_what_it_adds() -> None:
    text = "De zaal is een ruimte voor sport. Ook dansen hoort erbij. De kantine is klein."

    said = lines("Wat is de zaal?", text, 6.0, 0.0, 0.0)

    assert said == ["De zaal is een ruimte voor sport. Ook dansen hoort erbij."]


def test_a_definition_that_scores_far_below_does_not_stand_before_the_best() -> None:
    said = lines(
        "Wat is het advies over de zaal?",
        "Advies van de bond: open de zaal.\n\nDe zaal is een ruimte voor sport.",
        9.0,
        7.7,
    )

    assert said[0] == "Advies van de bond: open de zaal."


def test_of_a_list_that_is_not_asked_for_one_item_answers() -> None:
    said = lines("Is er genoeg geld voor de zaal?", CHOICES, 1.0, 1.0, 6.0, 5.8)

    assert said == ["Er is te weinig geld voor de zaal."]


def test_of_a_list_of_something_else_than_is_asked_one_item_answers() -> None:
    said = lines("Welke plannen zijn er voor de zaal?", CHOICES, 1.0, 1.0, 6.0, 5.8)

    assert said == ["Er is te weinig geld voor de zaal."]


def test_a_list_is_asked_for_when_what_introduces_it_is_about_as_near_as_its_items() -> None:
    said = lines("Welke zorgen zijn er?", CHOICES, 4.0, 1.0, 6.0, 5.8)

    assert said == [
        "Gemeenten noemen twee zorgen. Het gaat om:",
        "Er is te weinig geld voor de zaal.",
        "Jonge leden blijven weg uit de zaal.",
    ]


def test_a_list_that_nothing_introduces_is_asked_for_when_the_best_is_in_it() -> None:
    said = lines("Welke zorgen zijn er?", "## Zorgen\n\n- Geld\n- De huur\n", 6.0, 1.0)

    assert said == ["Geld", "De huur"]


def test_a_list_of_which_three_items_are_near_is_asked_for_though_another_line_is_best() -> None:
    text = "De zaal is dicht.\n\nDrie zorgen zijn er:\n\n- Geld\n- De huur\n- Het dak\n"

    assert len(lines("Welke zorgen zijn er?", text, 6.0, 4.0, 4.0, 4.0, 4.0)) == 4
    assert lines("Welke zorgen zijn er?", text, 6.0, 4.0, 4.0, 4.0, 1.0)[0] == "De zaal is dicht."


def test_a_list_of_as_many_items_as_are_asked_for_comes_whole_though_it_says_no_number() -> None:
    text = "De zaal is dicht.\n\nDit speelt er:\n\n- Geld\n- De huur\n"

    assert lines("Noem de twee zorgen", text, 6.0, 3.5, 1.0, 1.0)[1:] == ["Geld", "De huur"]
    assert lines("Noem de drie zorgen", text, 6.0, 3.5, 1.0, 1.0) == ["De zaal is dicht."]


def test_a_list_that_was_read_out_is_not_read_out_again() -> None:
    asked = understand("Welke zorgen zijn er?")
    found = evidence(
        "Welke zorgen zijn er?", "Dit speelt er:\n\n- Geld\n- De huur\n", 6.0, 1.0, 1.0
    )
    read_out = replace(asked, heard=("Dit speelt er:", "Geld", "De huur"))

    assert [line.spans[0].text for line in compose(asked, found).lines][1:] == ["Geld", "De huur"]
    assert len(compose(read_out, found).lines) < len(compose(asked, found).lines)


def test_two_sentences_of_one_long_item_may_both_answer() -> None:
    long = " ".join(["De zaal is elke avond vol met leden van de club."] * 8)
    item = f"Er is te weinig geld voor de zaal. {long} De huur van de zaal stijgt."
    text = f"Dit speelt er:\n\n- {item}\n- De kantine is oud.\n"
    scores = [1.0, 6.0, *[1.0] * 8, 5.8, 5.9]

    said = lines("Is er genoeg geld voor de zaal?", text, *scores)

    assert "Er is te weinig geld voor de zaal." in said
    assert "De huur van de zaal stijgt." in said
    assert "De kantine is oud." not in said


def test_a_number_that_stands_in_the_lead_in_brings_the_list() -> None:
    said = lines("Hoeveel zorgen zijn er over de zaal?", CHOICES, 4.0, 1.0, 6.0, 5.8)

    assert said == [
        "Gemeenten noemen twee zorgen. Het gaat om:",
        "Er is te weinig geld voor de zaal.",
        "Jonge leden blijven weg uit de zaal.",
    ]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("De club heeft dertig leden.", True),
        ("De club heeft weinig leden.", True),
        ("De club heeft trouwe leden.", False),
        ("De club heeft leden die het rustig en prettig vinden.", False),
        ("Een lid van de club telt mee.", False),
    ],
)
def test_how_many_is_answered_by_a_quantity_alone(text: str, *, answers: bool) -> None:
    assert bool(lines("Hoeveel leden heeft de club?", text, 6.0)) is answers


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hoe vaak komt de club bijeen?", "De club komt maandelijks bijeen."),
        ("Hoe vaak komt de club bijeen?", "De club komt elk kwartaal bijeen."),
        ("Hoe vaak komt de club bijeen?", "De club komt nooit bijeen."),
        ("Hoe lang duurt de cursus?", "De cursus duurt een dagdeel."),
        ("Wat kost de cursus?", "De cursus is gratis."),
        ("How many members run the club?", "Twelve members run the club."),
        ("How many members run the club?", "Most members run the club."),
        ("How often does the club meet?", "The club meets weekly."),
    ],
)
def test_how_often_how_long_and_how_much_are_quantities_in_either_language(
    question: str, text: str
) -> None:
    assert lines(question, text, 6.0) == [text]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("De avond in de zaal is voorbij.", False),
        ("De avond leidde Ans de Wit.", True),
        ("De wethouder leidde de avond.", True),
        ("De avond leidt iedereen om de beurt.", True),
        ("Buurtclubs leidden de avond.", True),
    ],
)
def test_who_is_answered_by_somebody_alone(text: str, *, answers: bool) -> None:
    assert bool(lines("Wie leidde de avond?", text, 6.0)) is answers


def test_an_item_that_is_no_sentence_stands_under_its_lead_in() -> None:
    text = "Er zijn twee plekken voor hulp. Het gaat om:\n\n- De balie in de zaal\n- De kantine\n"

    assert lines("Waar is hulp?", text, 1.0, 1.0, 6.0, 1.0) == [
        "Er zijn twee plekken voor hulp.",
        "De balie in de zaal",
    ]


@pytest.mark.parametrize(
    ("item", "led_in"), [("Het werven van leden.", True), ("Er is te weinig geld.", False)]
)
def test_an_item_without_a_verb_tells_nothing_without_its_lead_in(
    item: str, *, led_in: bool
) -> None:
    text = f"Clubs noemen twee zorgen:\n\n- {item}\n- De zaal is oud.\n"

    said = lines("Is het moeilijk?", text, -3.0, 6.0, -3.0)

    assert said == (["Clubs noemen twee zorgen:", item] if led_in else [item])


def test_an_item_alone_below_its_lead_in_is_said_to_be_one_of_them() -> None:
    text = "Op drie plekken is hulp:\n\n- De balie in de zaal\n- De kantine\n- De markt\n"

    draft = compose(
        understand("Waar is hulp?"), evidence("Waar is hulp?", text, 1.0, 1.0, 6.0, 1.0)
    )

    marks = [(each.spans[0].text, each.label and each.label.kind) for each in draft.lines]
    assert marks == [
        ("Op drie plekken is hulp:", None),
        ("De kantine", LabelKind.ONE_OF),
    ]


def test_what_is_asked_by_its_verb_is_the_list_that_has_the_verb() -> None:
    answer = answered("Wat leverde het overleg tussen zwemmen en zingen in Duinveen op?", NOTE)

    assert [each.text for each in answer.statements] == [
        "Het overleg leverde drie dingen op:",
        "een gezamenlijke open dag;",
        "één loket voor vrijwilligers;",
        "elf nieuwe helpers.",
    ]


def test_to_a_how_to_a_case_note_tells_what_was_done_after_what_was_wrong() -> None:
    answer = answered("Hoe brengen we zwemmen en zingen samen?", NOTE)

    assert "één overleg" in answer.statements[0].text


def test_what_a_source_tells_of_its_own_municipality_need_not_name_it() -> None:
    shelf = Shelf(
        source(case_note("Bad", "Het zwembad is open.", municipalities=("Duinveen",)), "bad"),
        source(article("Zaal", "De zaal in Duinveen is dicht."), "zaal"),
    )
    question = understand("Wat is er open in Duinveen?")
    found = candidates(question, shelf.find(question.searched, "nl").hits, shelf)

    held = {each.own: each.share for each in found}
    assert held["Het zwembad is open."] == 1


def test_lead_ins_count_among_the_lines_and_none_stands_without_its_item() -> None:
    text = "\n\n".join(f"Dit is plan {n} voor de zaal:\n\n- de zaal {n}" for n in "abcd")

    said = lines("Waar is de zaal?", text, *(2.0, 6.0) * 4)

    assert said == [
        *("Dit is plan a voor de zaal:", "de zaal a"),
        *("Dit is plan b voor de zaal:", "de zaal b"),
    ]


def test_more_is_what_is_near_the_best_that_was_said() -> None:
    text = "De zaal is vol.\n\nDe zaal is duur.\n\nDe deur is dicht."
    asked = replace(
        understand("Wat is er met de zaal?"), wish=Wish.MORE, said=("De zaal is vol.",)
    )

    more = to_the_point(asked, evidence("Wat is er met de zaal?", text, 8.0, 5.0, 2.0))

    assert [each.own for each in more] == ["De zaal is duur."]


def test_to_a_how_to_what_is_advised_comes_beside_what_is_done() -> None:
    text = "De club organiseert een markt.\n\nDe zaal kan vroeger worden geopend."

    assert lines("Hoe vullen we de zaal?", text, 6.0, 3.5) == text.split("\n\n")
    assert lines("Hoe vullen we de zaal?", text, 6.0, 1.0) == text.split("\n\n")[:1]


def test_who_asks_who_says_that_hears_whose_words_were_read() -> None:
    said = "Anna Vos vindt het mooi."
    asked = understand("Wie zegt dat?", turn("Is het mooi?", said))

    assert asked.pointed == (said,)


def test_who_asks_on_is_not_told_what_was_just_heard_alone_where_more_is_near() -> None:
    asked = replace(understand("Vertel over de zaal"), heard=("De zaal is oud.",))
    text = "De zaal is oud.\n\nDe markt is vol."

    def said(score: float, heard: tuple[str, ...]) -> list[str]:
        found = evidence("Vertel over de zaal", text, 6.0, score)
        draft = compose(asked, found[:1])
        sent = as_wished(replace(asked, heard=heard), draft, found)
        return [line.spans[0].text for line in sent.lines]

    assert said(4.5, asked.heard) == ["De zaal is oud.", "De markt is vol."]
    assert said(3.5, asked.heard) == ["De zaal is oud."]
    assert said(4.5, ()) == ["De zaal is oud."]


def test_what_is_told_beside_what_was_heard_introduces_nothing_that_stays_out() -> None:
    text = "De zaal is oud.\n\nEr zijn twee dingen:\n\n- een markt;\n- een tuin."
    found = evidence("Vertel over de zaal", text, 6.0, 5.5, 3.0, 3.0)
    asked = replace(understand("Vertel over de zaal"), heard=("De zaal is oud.",))

    sent = as_wished(asked, compose(asked, found[:1]), found)

    assert [line.spans[0].text for line in sent.lines] == [
        "De zaal is oud.",
        "Er zijn twee dingen:",
        "een markt;",
        "een tuin.",
    ]


def test_where_nothing_is_told_beside_what_was_heard_there_still_is_no_method() -> None:
    text = "Er is te weinig geld voor de zaal.\n\nDe markt is vol."
    found = evidence("Hoe vullen we de zaal?", text, 6.0, 1.0)
    heard = ("Er is te weinig geld voor de zaal.",)
    asked = replace(understand("Hoe vullen we de zaal?"), heard=heard)

    assert as_wished(asked, compose(asked, found[:1]), found).no_method
