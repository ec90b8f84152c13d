"""From a question to an exchange: what asks nothing, answer ids, changed passages, summaries."""

import logging
import re
import sqlite3

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Citation, Declined, DeclineReason, WarningCode
from bot.answering.understand import MAX_QUESTION
from index.embedder import Embedder
from knowledge.model import Source
from knowledge.readers import markdown
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source
from tests.support.fragments import selected
from tests.support.library import KEY, LibraryBuilder, opened

ORIGINAL = "De gemeente Duinveen betaalt de clubs. De raad besluit daarover in mei. Zo is dat."
DIGEST = """---
kind: digest
title: "Samenvatting: hoe Duinveen clubs betaalt"
publisher: VrijWijzer
derived_from:
  title: Clubs in Duinveen
  publisher: Bureau Duin
  url: https://voorbeeld.nl/clubs
---

## Geld voor clubs

Duinveen geeft haar sportclubs geld.[^1]
Over het geld voor sportclubs beslist de raad in mei.[^2]

[^1]: "Betalen" | "De gemeente Duinveen" … "betaalt de clubs"
[^2]: "Betalen" | "De raad besluit" … "in mei"
"""


def summary(page: str = DIGEST) -> Source:
    return source(markdown.read(page, "digest.md"))


def cited(question: str, *sources: Source) -> tuple[Citation, ...]:
    exchange, _ = Answerer(Shelf(*sources), KEY).answer(question)
    assert isinstance(exchange.answer, Answered)
    return exchange.answer.citations


def shelf_of(text: str) -> Answerer:
    return Answerer(Shelf(source(article("Clubs", text))), KEY)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("", ""),
        ("  \n ", ""),
        ("🙂👍🇳🇱", ""),
        ("?!", ""),
        ("Hallo", "greeting"),
        ("dank u wel", "thanks"),
        ("Are you a robot?", "bot"),
        ("Hoe betalen we de clubs? " * 400, "too_long"),
        ("a" * (MAX_QUESTION + 1), "too_long"),
    ],
)
def test_what_asks_nothing_is_no_question(text: str, detail: str) -> None:
    exchange, _ = shelf_of(ORIGINAL).answer(text)

    assert exchange.answer == Declined(DeclineReason.NOT_A_QUESTION, detail)
    assert exchange.question == text
    assert exchange.confidence == 0.0


def test_the_longest_question_that_is_allowed_is_answered() -> None:
    question = "Wie betaalt de clubs? ".ljust(MAX_QUESTION, "a")

    exchange, _ = shelf_of(ORIGINAL).answer(question)

    assert isinstance(exchange.answer, Answered)


def test_the_confidence_is_what_the_index_judged() -> None:
    exchange, _ = shelf_of(ORIGINAL).answer("Wie betaalt de clubs?")

    assert exchange.confidence == 0.9


def test_little_confidence_is_left_where_a_check_declines() -> None:
    exchange, _ = shelf_of(ORIGINAL).answer("Wat kosten de clubs?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.confidence == 0.1


def test_a_question_that_cannot_be_answered_is_declined_with_one_or_two_nearest() -> None:
    shelf = Shelf(source(article("Clubs", ORIGINAL)), answerable=False)

    exchange, _ = Answerer(shelf, KEY).answer("Wat kosten de clubs?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.reason is DeclineReason.NO_SOURCE
    assert [citation.number for citation in exchange.answer.nearest] == [1]


def test_what_has_none_of_the_question_s_words_is_not_shown_as_nearest() -> None:
    shelf = Shelf(source(article("Clubs", ORIGINAL)), answerable=False)

    exchange, _ = Answerer(shelf, KEY).answer("Hoe laat gaat de trein?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.nearest == ()


def test_to_an_english_question_the_nearest_is_shown_though_its_words_are_dutch() -> None:
    shelf = Shelf(source(article("Clubs", ORIGINAL)), answerable=False)

    exchange, _ = Answerer(shelf, KEY).answer("Which orchards and meadows do clubs harvest?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.nearest


def test_the_same_question_of_the_same_library_has_the_same_id(library: LibraryBuilder) -> None:
    library.holds(article("Clubs", ORIGINAL))

    one = library.exchange("Wie betaalt de clubs?").answer_id

    assert re.fullmatch(r"A-[a-z2-7]{6}", one)
    assert library.exchange("  Wie betaalt\nde clubs? ").answer_id == one
    assert library.exchange("Wie betaalt de raad?").answer_id != one


def test_another_key_or_another_library_gives_another_id(library: LibraryBuilder) -> None:
    library.holds(article("Clubs", ORIGINAL))
    before = library.exchange("Wie betaalt de clubs?").answer_id

    keyed = Answerer(library.advisor, b"another key").answer("Wie betaalt de clubs?")[0]
    library.holds(article("Buurten", "De buurten betalen zelf."))

    assert keyed.answer_id != before
    assert library.exchange("Wie betaalt de clubs?").answer_id != before


def test_a_passage_that_was_changed_behind_our_back_is_not_quoted_and_the_log_counts_it(
    library: LibraryBuilder, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    (clubs,) = library.holds(article("Clubs", ORIGINAL))
    library.holds(article("Buurten", "De buurt betaalt haar eigen zaal."))
    assert library.answers("Wie betaalt de clubs?")
    tampered = ORIGINAL.replace("Duinveen", "Zandwijk")
    with sqlite3.connect(library.folder / "knowledge.db") as database:
        database.execute("UPDATE sources SET text = ? WHERE id = ?", (tampered, clubs.id))
    database.close()

    again = opened(library.folder, embedder)
    with caplog.at_level(logging.ERROR):
        exchange, _ = again.answerer.answer("Wie betaalt de clubs?")
    again.close()

    quoted = getattr(exchange.answer, "citations", ()) or getattr(exchange.answer, "nearest", ())
    assert all("Zandwijk" not in citation.quote for citation in quoted)
    assert "the stored passage has changed" in caplog.text
    assert "clubs" not in caplog.text


def test_the_link_of_a_summary_opens_the_original_at_the_words_it_sums_up() -> None:
    (citation, *_) = cited("Wanneer beslist de raad over het geld?", summary())

    assert citation.quote == "Over het geld voor sportclubs beslist de raad in mei."
    assert citation.link is not None
    assert citation.link.startswith("https://voorbeeld.nl/clubs#:~:text=")
    assert selected(ORIGINAL, citation.link) == "De raad besluit daarover in mei"


def test_a_summary_is_told_to_be_one() -> None:
    exchange, _ = Answerer(Shelf(summary()), KEY).answer("Krijgen sportclubs geld van Duinveen?")

    assert isinstance(exchange.answer, Answered)
    assert WarningCode.DIGEST in [warning.code for warning in exchange.answer.warnings]


def test_the_original_takes_the_place_of_its_summary(library: LibraryBuilder) -> None:
    library.holds(markdown.read(DIGEST, "digest.md"))
    library.holds(article("Clubs in Duinveen", ORIGINAL, publisher="Bureau Duin"))

    answer = library.answers("Wie betaalt de clubs in Duinveen?")

    assert {citation.source.title for citation in answer.citations} == {"Clubs in Duinveen"}


def test_without_an_address_of_the_original_a_summary_has_no_link() -> None:
    page = DIGEST.replace("  url: https://voorbeeld.nl/clubs\n", "")

    citations = cited("Krijgen sportclubs geld van Duinveen?", summary(page))

    assert {citation.link for citation in citations} == {None}


def test_an_article_is_linked_at_the_quoted_words() -> None:
    clubs = source(article("Clubs", ORIGINAL, url="https://voorbeeld.nl/origineel"))

    (citation, *_) = cited("Wanneer besluit de raad?", clubs)

    assert citation.link is not None
    assert selected(ORIGINAL, citation.link) == citation.quote


@pytest.mark.parametrize(
    "question",
    [
        "Wat is het verschil tussen de aanpak van Quist en die van Utrecht?",
        "Doet Quist meer voor clubs dan Utrecht?",
        "Werkt Anna Quist bij de gemeente Zeist?",
        "Wat zegt Quist over clubs in Utrecht?",
        "Hoeveel clubs heeft Quist?",
    ],
)
def test_no_word_of_a_question_stays_among_the_expressions_that_python_remembers(
    question: str,
) -> None:
    told = article("Clubs", "In Utrecht helpt Anna Quist de clubs. In Zeist zijn clubs.")
    answerer = Answerer(Shelf(source(told)), b"key")
    re.purge()

    _, turn = answerer.answer(question)
    answerer.answer("En in Zeist?", turn)

    remembered: dict[tuple[object, ...], object] = vars(re)["_cache"]
    assert remembered
    assert not [key for key in remembered if "quist" in str(key).casefold()]
