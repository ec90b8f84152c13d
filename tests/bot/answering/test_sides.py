"""A comparison has a part a side, and says where it has nothing."""

from dataclasses import replace

import pytest

from bot.answering.compose import Draft, compared, compose
from bot.answering.evidence import candidates
from bot.answering.finder import Found
from bot.answering.model import Language
from bot.answering.readers import fitting
from bot.answering.sides import by_side, found_for
from bot.answering.understand import Kind, Question, side_asked, understand
from bot.answering.understand.kinds import sides_of
from knowledge.model import Document, Original, Source, SourceKind
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

UTRECHT = "De gemeente Utrecht bedankt vrijwilligers met een cadeau."
ZEIST = "In Zeist krijgen vrijwilligers een diner. Ook is er een feest."


def asked(*sides: str) -> Question:
    text = f"Vergelijk hoe {' en '.join(sides)} vrijwilligers bedanken"
    return replace(understand(text), kind=Kind.COMPARE, sides=sides)


def answered(question: Question, shelf: Shelf) -> Draft:
    """What is composed for a comparison over a shelf."""
    found = found_for(shelf, question)
    evidence = candidates(question, fitting(question.searched, found.hits), shelf)
    sides = by_side(question, found.sides, evidence, shelf)
    return compared(sides) if any(sides.values()) else compose(question, evidence)


def thanks(*sides: str) -> Draft:
    shelf = Shelf(
        source(article("Dank I", UTRECHT)),
        source(article("Dank II", ZEIST), "zeist"),
        source(article("Zaal", "De zaal is op dinsdag open."), "zaal"),
    )
    return answered(asked(*sides), shelf)


def test_each_side_has_its_own_quotes_under_its_name_in_the_order_asked() -> None:
    draft = thanks("Zeist", "Utrecht")

    said = [(each.label.name if each.label else "", each.spans[0].text) for each in draft.lines]
    assert [name for name, _ in said] == ["Zeist", "Utrecht"]
    assert "diner" in said[0][1]
    assert said[1] == ("Utrecht", UTRECHT)


def test_a_side_without_a_source_is_named_as_empty() -> None:
    draft = thanks("Utrecht", "Groningen")

    assert draft.empty_sides == ("Groningen",)
    assert {each.label.name for each in draft.lines if each.label} == {"Utrecht"}


def test_when_no_side_is_known_the_answer_is_an_ordinary_one() -> None:
    draft = thanks("Groningen", "Assen")

    assert draft.empty_sides == ()
    assert all(each.label is None for each in draft.lines)


def test_a_sentence_that_names_both_sides_compares_them_itself() -> None:
    both = "Bedanken lukt in Utrecht beter dan in Zeist."
    shelf = Shelf(
        source(article("Dank", both)),
        source(article("Zaal", "De zaal is op dinsdag open."), "zaal"),
    )

    draft = answered(asked("Utrecht", "Zeist"), shelf)

    assert [(line.spans[0].text, line.label) for line in draft.lines[:1]] == [(both, None)]


@pytest.mark.parametrize(("one", "two"), [("Noord", "Zuid"), ("Bureau Noord", "Bureau Zuid")])
def test_a_side_that_is_a_publisher_is_what_its_own_sources_say(one: str, two: str) -> None:
    shelf = Shelf(
        source(article("Stand", "Het beleid is vaak verouderd.", publisher="Bureau Noord"), "een"),
        source(article("Blik", "Het beleid leeft sterk.", publisher="Bureau Zuid"), "twee"),
    )
    question = understand(f"Hoe denken {one} en {two} over het beleid?")
    question = replace(question, kind=Kind.COMPARE, sides=(one, two))

    draft = answered(question, shelf)

    said = {line.label.name: line.spans[0].text for line in draft.lines if line.label}
    assert said == {one: "Het beleid is vaak verouderd.", two: "Het beleid leeft sterk."}


@pytest.mark.parametrize(
    ("text", "one", "kind"),
    [
        ("Vergelijk Ede en Tiel: welke clubs doen mee?", "Tiel: welke clubs doen mee?", Kind.LIST),
        (
            "Wat is het verschil tussen formele en informele zorg?",
            "Wat is informele zorg?",
            Kind.DEFINITION,
        ),
        ("Zet Ede en Tiel naast elkaar: wie helpt?", "Tiel : wie helpt?", Kind.WHO),
    ],
)
def test_each_side_is_asked_about_by_itself(text: str, one: str, kind: Kind) -> None:
    question = understand(text)

    own = side_asked(question, question.sides[1])

    assert (own.searched, own.kind, own.sides) == (one, kind, ())


class Counting(Shelf):
    """A shelf that remembers what it was asked."""

    def __init__(self, *sources: Source) -> None:
        super().__init__(*sources)
        self.asked: list[str] = []

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        self.asked.append(question)
        return super().find(question, language, asks)


def test_a_comparison_of_which_each_side_is_known_is_not_searched_as_a_whole() -> None:
    shelf = Counting(
        source(article("Dank I", UTRECHT)), source(article("Dank II", ZEIST), "zeist")
    )

    found = found_for(shelf, asked("Zeist", "Utrecht"))

    assert len(shelf.asked) == 2
    ids = [hit.passage.id for hit in found.hits]
    assert sorted(set(ids)) == sorted(ids)
    assert {hit.source.id for hit in found.hits} == {"zeist", "bron"}


def test_a_compound_is_named_by_its_head() -> None:
    text = "- Brede samenhang is er tussen domeinen.\n- Smalle samenhang is er in de wijk.\n"
    shelf = Shelf(source(article("Samenhang", text)))
    question = understand("Wat is het verschil tussen brede en smalle beleidssamenhang?")

    draft = answered(question, shelf)

    assert [each.label and each.label.name for each in draft.lines] == [
        "brede beleidssamenhang",
        "smalle beleidssamenhang",
    ]


def test_one_thing_asked_of_two_places_is_told_of_each() -> None:
    shelf = Shelf(source(article("Dank I", UTRECHT)), source(article("Dank II", ZEIST), "zeist"))

    draft = answered(understand("Wat doen Utrecht en Zeist voor vrijwilligers?"), shelf)

    assert [each.label and each.label.name for each in draft.lines] == ["Utrecht", "Zeist"]


def test_a_comparison_without_two_names_may_quote_two_items_of_a_list() -> None:
    text = "## Rollen\n\n- Wie netwerkt, zoekt clubs op.\n- Wie regisseert, leidt clubs.\n"
    shelf = Shelf(source(article("Rollen", text)))

    draft = answered(
        understand("Wat verschilt er als ik netwerkt of regisseert met clubs?"), shelf
    )

    assert len(draft.lines) == 2


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Wat is het verschil tussen Ede en Tiel in hoe ze werken?", ("Ede", "Tiel")),
        ("What is the difference between Ede and Tiel in how they work?", ("Ede", "Tiel")),
        ("Vergelijk de aanpak van Ede en Tiel", ("Ede", "Tiel")),
        (
            "Wat is het verschil tussen hulp in de zorg en hulp in de sport?",
            ("hulp in de zorg", "hulp in de sport"),
        ),
        ("Verschil tussen een club als gast en als gastheer?", ("gast", "gastheer")),
        ("Zijn Ede en Tiel even positief over de markt?", ("Ede", "Tiel")),
    ],
)
def test_what_they_are_compared_in_is_no_side(text: str, sides: tuple[str, ...]) -> None:
    assert sides_of(text) == sides


def test_a_role_is_named_by_the_verb_of_who_has_it() -> None:
    text = "- De adviseur is regisseur van een visie.\n- De adviseur is netwerker in de club.\n"
    shelf = Shelf(source(article("Rollen", text)))

    draft = answered(understand("Wat is het verschil of ik regisseer of netwerk?"), shelf)

    assert [each.label and each.label.name for each in draft.lines] == ["regisseer", "netwerk"]


def test_the_sides_of_an_english_question_are_found_by_their_dutch() -> None:
    text = "- Wie vrijwilliger is, krijgt een feest.\n- Een gemeente geeft een cadeau.\n"
    shelf = Shelf(source(article("Dank", text)))

    draft = answered(
        understand("What is the difference between volunteers and municipalities?"), shelf
    )

    assert [each.label and each.label.name for each in draft.lines] == [
        "volunteers",
        "municipalities",
    ]


def test_a_side_need_not_be_called_by_what_both_share() -> None:
    short = "Korte hulp is een klus van hooguit een dag."
    long = "Lange hulp is een vaste taak van minstens een half jaar."
    shelf = Shelf(source(article("Hulp", f"{short} {long}")))

    draft = answered(
        understand("Wat is het verschil tussen korte en lange hulp in het buurtwerk?"), shelf
    )

    said = [line.spans[0].text for line in draft.lines if line.label]
    assert said == [short, long]


def test_a_side_is_named_by_its_noun_where_no_source_has_its_verb() -> None:
    vision = "De regisseur schrijft een visie en maakt daarvan een plan."
    club = "De netwerker zoekt een club en laat die vertellen."
    shelf = Shelf(source(article("Routes", f"- {vision}\n- {club}\n")))

    draft = answered(
        understand("Wat is het verschil tussen starten bij een visie en starten bij een club?"),
        shelf,
    )

    assert [line.spans[0].text for line in draft.lines if line.label] == [vision, club]
    assert not draft.empty_sides


def test_a_side_that_published_the_original_is_what_its_digest_says() -> None:
    def digest(title: str, text: str, of: str) -> Document:
        made = article(title, text, publisher="VrijWijzer")
        known = replace(
            made.metadata, kind=SourceKind.DIGEST, derived_from=Original(title, publisher=of)
        )
        return replace(made, metadata=known)

    shelf = Shelf(
        source(digest("Stand", "Het beleid is vaak verouderd.", "Bureau Noord"), "een"),
        source(digest("Blik", "Het beleid leeft sterk.", "Bureau Zuid"), "twee"),
    )
    question = understand("Hoe denken Noord en Zuid over het beleid?")
    question = replace(question, kind=Kind.COMPARE, sides=("Noord", "Zuid"))

    draft = answered(question, shelf)

    said = {line.label.name: line.spans[0].text for line in draft.lines if line.label}
    assert said == {"Noord": "Het beleid is vaak verouderd.", "Zuid": "Het beleid leeft sterk."}
