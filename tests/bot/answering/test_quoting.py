"""A quote can be read alone: speech is whole, items are led in; words are weighed."""

import pytest

from bot.answering.evidence import candidates
from bot.answering.quotable import quotable
from bot.answering.speech import pairs
from bot.answering.understand import understand
from tests.bot.answering.shelf import Shelf, answered
from tests.support.builders import article, source

SPEECH = "De wethouder: ‘Wij vragen het de clubs. Zij weten het best.’ De zaal is op dinsdag open."
PLANS = """## Overleg

Het overleg leverde drie dingen op:

- een open dag voor sport en cultuur in mei;
- een plek voor sport en cultuur in de wijk;
- elf nieuwe leden."""


def quotes(text: str) -> list[str]:
    """What can be quoted of a text."""
    (hit,) = Shelf(source(article("Bron", text))).find("zaal", "nl").hits
    return [hit.source.text[each.start : each.end] for each in quotable(hit)]


def test_what_somebody_says_is_quoted_from_mark_to_mark() -> None:
    whole = "De wethouder: ‘Wij vragen het de clubs. Zij weten het best.’"

    assert quotes(SPEECH) == [whole, whole, "De zaal is op dinsdag open."]


def test_a_sentence_leans_through_one_that_points_back_itself() -> None:
    whole = "Goed beleid ziet de clubs. Het waardeert, helpt en leidt. Dit kost de raad geld."

    assert quotes(whole)[-1] == whole
    assert quotes("De zaal is oud. Het dak lekt.")[-1] == "Het dak lekt."


@pytest.mark.parametrize(
    ("adds", "stands_alone"),
    [
        ("Ook zijn veel wethouders betrokken.", True),
        ("Daarnaast is een open houding nodig.", True),
        ("Ook doelen we op de lange termijn.", False),
        ("Daarnaast zijn er clubs uit de wijk.", False),
    ],
)
def test_what_is_added_about_something_named_in_full_needs_nothing_before_it(
    adds: str, *, stands_alone: bool
) -> None:
    before = "Ambtenaren praten erover."

    assert quotes(f"{before} {adds}")[-1] == (adds if stands_alone else f"{before} {adds}")


def test_a_quote_begins_with_the_nearest_sentence_that_names_what_is_pointed_at() -> None:
    near = "De raad ziet dat dit geld scheelt. Dat heeft gevolgen."

    assert quotes(f"De clubs helpen. {near}")[-1] == near


def test_a_quote_brings_no_more_than_two_sentences_along() -> None:
    chain = "De raad koos. Dat was in mei. Dit gaf rust. Zij zag dat. Ook hier hielp het."

    assert quotes(chain) == [
        "De raad koos.",
        "De raad koos. Dat was in mei.",
        "De raad koos. Dat was in mei. Dit gaf rust.",
        "Dit gaf rust. Zij zag dat.",
        "Zij zag dat. Ook hier hielp het.",
    ]


def test_a_quote_does_not_begin_by_pointing_back_where_one_before_it_names_something() -> None:
    named = "De raad ziet dit beleid als hulp. Het waardeert de clubs. De raad noemt dit nieuw."
    chain = f"De gemeente koos. Dat was in mei. {named}"

    assert quotes(chain)[-1] == named


def test_a_definition_by_two_sides_has_both_however_long() -> None:
    long = "de samenwerking met sport, groen, zorg, cultuur, veiligheid en scholen " * 5
    text = f"Samenhang heeft twee kanten. Enerzijds is er {long}hier. Daarnaast telt het veld."

    first, *_ = answered("Wat is samenhang?", article("Bron", text)).citations[:2]
    said = " ".join(
        e.quote for e in answered("Wat is samenhang?", article("Bron", text)).citations
    )

    assert first.quote.startswith("Samenhang heeft twee kanten.")
    assert "Daarnaast telt het veld." in said


@pytest.mark.parametrize("word", ["daarom", "daardoor", "dus"])
def test_a_conclusion_brings_what_it_is_drawn_from(word: str) -> None:
    text = f"De clubs kennen de buurt. De focus lag {word} op de clubs."

    assert quotes(text)[-1] == text


def test_what_somebody_says_brings_the_sentence_that_names_the_speaker() -> None:
    text = "Anna Vos benadrukt het overleg. ‘Het is fijn.’ ‘De zaal helpt.’ De deur is dicht."

    assert quotes(text)[1:] == [
        "Anna Vos benadrukt het overleg. ‘Het is fijn.’",
        "Anna Vos benadrukt het overleg. ‘Het is fijn.’ ‘De zaal helpt.’",
        "De deur is dicht.",
    ]


def test_a_mark_without_its_other_half_ends_no_quote_and_is_else_left() -> None:
    assert quotes("De zaal is oud. De deur is open.’") == ["De zaal is oud.", "De deur is open."]
    assert quotes("De wethouder: ‘Wij vragen het. De zaal is open.") == [
        "De wethouder: ‘Wij vragen het.",
        "De zaal is open.",
    ]


@pytest.mark.parametrize(
    ("opens", "closes"), [("‘", "’"), ("“", "”"), ("„", "”"), ("‚", "’"), ("«", "»")]
)
def test_marks_of_every_make_open_and_close(opens: str, closes: str) -> None:
    assert pairs(f"Zij zei: {opens}Dat is zo.{closes}")
    assert not pairs(f"Zij zei: {opens}Dat is zo.")
    assert not pairs(f"Dat is zo.{closes}")


@pytest.mark.parametrize(
    "text", ["De foto’s van de duo’s.", "’s Avonds is het dicht.", "‘Ja’, zei zij."]
)
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert pairs(text)


def test_items_that_do_not_read_alone_stand_in_order_under_their_lead_in() -> None:
    answer = answered("Hoe helpt het overleg sport en cultuur in de wijk?", article("Bron", PLANS))

    texts = [each.text for each in answer.statements]
    items = [each for each in texts if each.endswith(";")]
    assert items
    assert items == sorted(items, key=PLANS.index)
    assert texts[texts.index(items[0]) - 1] == "Het overleg leverde drie dingen op:"


def test_a_quote_does_not_end_in_the_question_that_follows() -> None:
    answer = answered(
        "Wie huurt de zaal?", article("Bron", "De club huurt de zaal. Hoe pakt zij dit aan?")
    )

    assert answer.statements[0].text == "De club huurt de zaal."


def test_another_word_for_the_same_is_held_in_part_and_an_asking_word_hardly_matters() -> None:
    shelf = Shelf(source(article("Bron", "Zij krijgen een geschenk.\n\nDe zaal is open.")))

    def share(asked: str) -> float:
        question = understand(asked)
        found = candidates(question, shelf.find(asked, "nl").hits, shelf)
        return max(each.share for each in found if "geschenk" in each.own)

    assert share("rooster") == 0
    assert 0 < share("cadeautje") < share("geschenk") == 1
    assert share("welke geschenk precies") > share("rooster geschenk precies")


def test_a_how_to_takes_who_does_what_from_another_source() -> None:
    answer = answered(
        "Hoe betrekken we sport en cultuur?",
        article("Tafels", "In de stad zaten sport en cultuur elk aan een eigen tafel."),
        article(
            "Clubs",
            "Met een vroege uitnodiging, een vaste plek en een gul budget betrekt de gemeente elk"
            " jaar de clubs, van sport tot cultuur.",
        ),
    )

    assert any("vroege uitnodiging" in each.text for each in answer.statements)


@pytest.mark.parametrize(
    "halves",
    [
        "In sommige gevallen is de zaal open. In andere gevallen is er een loket.",
        "Vrijwel altijd is de zaal open. Andere plekken zijn dat veel minder vaak.",
    ],
)
def test_one_half_of_what_is_there_brings_the_other(halves: str) -> None:
    answer = answered("Is de zaal open?", article("Zaal", f"{halves} Het regent."))

    assert answer.statements[0].text == halves
