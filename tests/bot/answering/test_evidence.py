"""Which hits may answer: a reader's comment only when it is asked for."""

from dataclasses import replace

import pytest

from bot.answering.evidence import candidates
from bot.answering.model import Declined
from bot.answering.understand import understand
from tests.bot.answering.shelf import Shelf, answered
from tests.support.builders import article, comment, source
from tests.support.library import LibraryBuilder

QUESTION = "Hoe bereiken we jong en oud met sport?"


def with_comment(library: LibraryBuilder, text: str) -> LibraryBuilder:
    note = comment("Reactie op ‘Samen bewegen’", text, authors=("Anna de Jong",))
    page = article("Samen bewegen", "Jong en oud samen bereikt u met een sportdag in de wijk.")
    library.holds(replace(page, comments=(note,)))
    return library


@pytest.fixture
def commented(library: LibraryBuilder) -> LibraryBuilder:
    return with_comment(
        library, "Jong en oud samen laten sporten lukt alleen met geld van de gemeente."
    )


def test_a_surname_that_is_a_word_does_not_hide_the_articles(commented: LibraryBuilder) -> None:
    assert any("sportdag" in quote for quote in commented.quotes(QUESTION))


def test_a_reader_who_is_named_is_quoted_alone(commented: LibraryBuilder) -> None:
    quotes = commented.quotes("Wat zegt Anna de Jong over jong en oud samen laten sporten?")

    assert quotes
    assert all("geld van de gemeente" in quote for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Wat vond Anna de Jong?",
        "Wat zei Anna de Jong in haar reactie op het artikel?",
        "What does Anna de Jong say?",
    ],
)
def test_who_asks_what_a_reader_says_and_of_nothing_is_told_it_from_the_start(
    library: LibraryBuilder, question: str
) -> None:
    with_comment(
        library,
        "Bedankt voor dit stuk. Met geld alleen komt u er niet. Vraag liever de jeugd zelf.",
    )

    quotes = library.quotes(question)

    assert quotes[0].startswith("Met geld alleen komt u er niet.")
    assert not any("Bedankt" in quote for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Zijn Anna de Jong en Bo Vos het met elkaar eens?",
        "Wat vinden Anna de Jong en Bo Vos?",
        "Do Anna de Jong and Bo Vos agree?",
    ],
)
def test_two_readers_who_are_named_each_say_their_own(
    library: LibraryBuilder, question: str
) -> None:
    notes = (
        comment("Reactie", "Met geld alleen komt u er niet.", authors=("Anna de Jong",)),
        comment("Reactie", "Geld is juist waar het aan ontbreekt.", authors=("Bo Vos",)),
    )
    library.holds(replace(article("Samen bewegen", "Sport bereikt jong en oud."), comments=notes))

    said = {
        each.label.name: each.text for each in library.answers(question).statements if each.label
    }

    assert said == {
        "Anna de Jong": "Met geld alleen komt u er niet.",
        "Bo Vos": "Geld is juist waar het aan ontbreekt.",
    }


@pytest.mark.parametrize(
    "question",
    ["Heeft Anna de Jong gelijk?", "Waar werkt Anna de Jong?", "Wat zegt Anna de Jong niet?"],
)
def test_what_a_reader_says_answers_nothing_else(commented: LibraryBuilder, question: str) -> None:
    exchange, _ = commented.advisor.answerer.answer(question)

    assert isinstance(exchange.answer, Declined)


def test_what_a_reader_alone_tells_is_not_answered_with_what_is_near(
    library: LibraryBuilder,
) -> None:
    with_comment(
        library,
        "Een sportclub wordt minder afhankelijk van subsidie door de kantine te verhuren.",
    )
    library.holds(article("Subsidie", "De gemeente geeft de sportclub subsidie voor elk lid."))

    answer = library.exchange("Hoe wordt een sportclub minder afhankelijk van subsidie?").answer

    assert isinstance(answer, Declined)
    assert answer.detail == "readers"
    assert [each.source.authors for each in answer.nearest] == [("Anna de Jong",)]
    assert library.quotes("Waarvoor geeft de gemeente de sportclub subsidie?")


@pytest.mark.parametrize(
    "question",
    ["Waarom helpt een leerkring een sportclub?", "Hoe helpt een leerkring een sportclub?"],
)
def test_a_reader_who_repeats_an_article_hides_it_not(
    library: LibraryBuilder, question: str
) -> None:
    note = comment(
        "Reactie",
        "Een leerkring helpt een sportclub omdat clubs in een leerkring van elkaar leren.",
        authors=("Anna de Jong",),
    )
    told = "Een leerkring helpt een sportclub, omdat bestuurders er van elkaar leren over werving."
    library.holds(replace(article("Leren", told), comments=(note,)))

    assert library.quotes(question) == [told]


def test_what_follows_on_a_place_is_about_that_place(library: LibraryBuilder) -> None:
    library.holds(
        article("Sport", "In Ede doet de school mee. Daarnaast helpt de bibliotheek met sport."),
        article("Zaal", "De zaal in Tiel is op dinsdag open voor sport."),
    )

    assert "bibliotheek" in library.quotes("Wie helpt in Ede met sport?")[0]


STUDY = article(
    "Onderzoek",
    "In 2024 deed bureau Zwier onderzoek naar het beleid voor clubs. Vijf bureaus wilden het"
    " onderzoek doen. Uit het onderzoek blijkt dat zij meer ruimte willen.",
)


def test_what_came_out_stands_before_who_did_it_where_that_is_asked() -> None:
    shelf = Shelf(source(STUDY))
    asked = understand("Wat zijn de uitkomsten van het onderzoek?")

    found = candidates(asked, shelf.find(asked.text, "nl").hits, shelf)

    assert found[0].own.startswith("Uit het onderzoek blijkt")


def test_who_did_it_is_quoted_where_that_is_asked() -> None:
    found = answered("Wie deed het onderzoek?", STUDY).citations

    assert any(each.quote.startswith("In 2024 deed bureau Zwier") for each in found)


def test_which_of_several_suits_is_told_by_what_that_depends_on() -> None:
    said = answered(
        "Welke route past het best bij onze club?",
        article(
            "Zalen",
            "De route langs de zaal past bij elke club van onze gemeente. "
            "Welke route bij een club past, hangt af van haar leden.",
        ),
    ).statements

    assert "hangt af van haar leden" in said[0].text
    assert "langs de zaal" not in said[0].text


def test_the_title_of_a_report_is_told_who_asks_it() -> None:
    told = "Het rapport van de club heet ‘De drijfveer is plezier’."
    said = answered(
        "Wat is de titel van het rapport?",
        article("Onderzoek", f"De zaal is op dinsdag open. {told}"),
    ).statements

    assert said[0].text == told


def test_the_title_of_a_report_defines_none_of_its_words() -> None:
    said = answered(
        "Wat is de drijfveer?",
        article(
            "Onderzoek",
            "Het rapport van de club heet ‘De drijfveer is plezier’. "
            "Download hier het rapport ‘De drijfveer is plezier’. "
            "Plezier is volgens de raad de reden (de drijfveer) waarom mensen helpen.",
        ),
    ).statements

    assert [each.text.split()[0] for each in said] == ["Plezier"]
