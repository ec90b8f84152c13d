"""A reader's comment answers only when it is asked for; what it alone tells is shown as that."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.missing import missing
from bot.answering.model import (
    Declined,
    DeclineReason,
    Understood,
)
from bot.card import card
from bot.cli.explain import explanations
from bot.terminal import plain
from bot.texts import load as load_texts
from index.embedder import Embedder
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, comment, source
from tests.support.library import LibraryBuilder

TEXTS = load_texts()
QUESTION = "Hoe bereiken we jong en oud met sport?"
READER = "Een kanovereniging kan haar botenhuis verhuren."
CLUBS = "De gemeente Duinveen helpt sportclubs met het vinden van vrijwilligers."


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


def test_what_only_a_reader_says_is_shown_as_that_and_not_called_absent(
    tmp_path: Path, embedder: Embedder
) -> None:
    builder = LibraryBuilder(tmp_path, embedder)
    reader = comment("Reactie", READER, authors=("Jo Bos",))
    builder.holds(replace(article("Clubs in Duinveen", CLUBS), comments=(reader,)))
    exchange = builder.exchange("Kan een kanovereniging haar botenhuis verhuren?")
    (explained,) = explanations(
        builder.advisor, exchange, builder.advisor.answerer.understood(exchange.question)
    )
    builder.advisor.close()

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.reason is DeclineReason.NO_SOURCE
    assert [each.quote for each in exchange.answer.nearest] == [READER]
    assert plain(card(exchange, TEXTS)).startswith(TEXTS.get("nl", "declined.readers"))
    assert explained["signals"]["coverage"] < 1  # that of the article, by which it was judged


def test_in_english_a_reader_s_line_is_not_called_nothing_either() -> None:
    reader = source(comment("Reactie", READER, authors=("Jo Bos",)), "reactie")
    clubs = source(article("Clubs in Duinveen", CLUBS), "clubs")
    bot = Answerer(Shelf(reader, clubs, answerable=False), b"key")

    exchange, _ = bot.answer("Can a canoe club rent out its kanovereniging botenhuis?")

    assert isinstance(exchange.answer, Declined)
    assert [each.quote for each in exchange.answer.nearest] == [READER]
    assert plain(card(exchange, TEXTS)).startswith(TEXTS.get("en", "declined.readers"))


def test_a_name_that_an_author_bears_is_not_missing() -> None:
    reader = source(comment("Reactie", READER, authors=("Jo Bos",)), "reactie")
    hits = Shelf(reader).find("Herkent Jo Bos zich?", "nl").hits

    assert missing(Understood("Herkent Jo Bos zich?"), "nl", hits) is None
