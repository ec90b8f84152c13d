"""One question back when the answers would differ, and a quote against what is not so."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from bot.answering.model import MAX_OPTIONS, Answered, Clarify, Premise, PremiseKind
from bot.card import card
from bot.reply import Action
from bot.terminal import plain
from bot.texts import load as load_texts
from index.embedder import Embedder
from tests.support.builders import article
from tests.support.library import LibraryBuilder

TEXTS = load_texts()
BOTH_SENSES = """
## Wat integraal is

Integraal beleid heeft twee kanten. De gemeente werkt samen met andere beleidsterreinen, zoals
sport en cultuur. En de gemeente maakt het beleid samen met vrijwilligersorganisaties.
"""
DUINVEEN = """
## De centrale in Duinveen

In Duinveen is adviseur Pim van Galen verantwoordelijk voor het vrijwilligerswerk. De centrale in
Duinveen overlegt elke week met de gemeente.
"""
CENTRES = """
## De centrale in Zeist

In Zeist is adviseur Pim van Galen verantwoordelijk voor het vrijwilligerswerk. De centrale van
Zeist overlegt elke week met de gemeente.

## De centrale in Utrecht

De centrale van Utrecht schrijft elk jaar een brief aan de gemeente. Zij werkt samen met scholen.

## Routes naar samenwerking

Er zijn drie routes naar samenwerking met de gemeente:

1. Begin met een visie die de raad vaststelt.
2. Begin met een gesprek op elke afdeling.
3. Begin met een doel dat de buurt kiest.
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[LibraryBuilder]:
    """A library of two articles; not to be changed."""
    builder = LibraryBuilder(tmp_path_factory.mktemp("both"), embedder)
    builder.holds(article("Integraal beleid", BOTH_SENSES), article("Centrales", CENTRES))
    yield builder
    builder.advisor.close()


def asks_back(library: LibraryBuilder, question: str) -> Clarify:
    answer = library.exchange(question).answer
    assert isinstance(answer, Clarify), answer
    return answer


@pytest.mark.parametrize(
    "question", ["Hoe werken we integraal?", "integraal beleid maken hoe begin je"]
)
def test_integraal_in_two_senses_is_asked_about(both: LibraryBuilder, question: str) -> None:
    asked = asks_back(both, question)

    labels = [option.label for option in asked.options]
    assert labels == ["Met andere beleidsterreinen", "Met organisaties uit het veld"]


def test_in_english_it_is_asked_in_english(both: LibraryBuilder) -> None:
    asked = asks_back(both, "How do we make our policy integrated?")

    assert asked.question == "What do you mean by integrated?"


@pytest.mark.parametrize(
    "question",
    [
        "Wat is integraal beleid?",
        "Hoe werken we integraal met andere beleidsterreinen?",
        "Hoe maken we integraal beleid met vrijwilligersorganisaties?",
    ],
)
def test_a_question_that_tells_what_it_means_is_not_asked_about(
    both: LibraryBuilder, question: str
) -> None:
    assert not isinstance(both.exchange(question).answer, Clarify)


def test_who_asks_on_about_what_was_told_is_not_asked_what_that_means(
    both: LibraryBuilder,
) -> None:
    _, told = both.advisor.answerer.answer("Wat is integraal beleid?")

    asked = both.exchange("Hoe pak je dat aan?", told)

    assert "integraal" in asked.understood_as
    assert not isinstance(asked.answer, Clarify)


def test_where_the_sources_know_one_sense_nothing_is_asked(library: LibraryBuilder) -> None:
    library.holds(article("Integraal", "Integraal werken begint bij andere beleidsterreinen."))

    assert not isinstance(library.exchange("Hoe werken we integraal?").answer, Clarify)


def test_whose_centre_is_asked_when_several_are_known(both: LibraryBuilder) -> None:
    asked = asks_back(both, "Hoe loopt het met de centrale?")

    assert asked.question == "Welke gemeente bedoelt u?"
    assert {option.label for option in asked.options} == {
        "In Zeist",
        "In Utrecht",
        "In het algemeen",
    }
    questions = [option.question for option in asked.options]
    assert "Hoe loopt het met de centrale in Zeist?" in questions


def test_what_an_option_asks_is_not_asked_back_again(both: LibraryBuilder) -> None:
    for question in ("Hoe werken we integraal?", "Hoe loopt het met de centrale?"):
        for option in asks_back(both, question).options:
            assert not isinstance(both.exchange(option.question).answer, Clarify)


def test_where_one_centre_is_known_nothing_is_asked(library: LibraryBuilder) -> None:
    library.holds(article("De centrale", DUINVEEN))

    answer = library.exchange("Hoe loopt het met de centrale?").answer

    assert not isinstance(answer, Clarify)


def test_each_option_is_a_button_that_asks_its_question(both: LibraryBuilder) -> None:
    exchange = both.exchange("Hoe werken we integraal?")
    assert isinstance(exchange.answer, Clarify)

    reply = card(exchange, TEXTS)

    buttons = [button for row in reply.buttons for button in row]
    assert [button.action for button in buttons] == [
        Action("ask", (option.question,)) for option in exchange.answer.options
    ]


def senses() -> list[dict[str, Any]]:
    file = files("bot.answering").joinpath("senses.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return [*read["sense"], *read["local"]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_ambiguity_is_asked_about_in_plain_words(language: str) -> None:
    for each in senses():
        options = each.get("option", [])
        sentences = [each[language], *(part for option in options for part in option[language])]
        assert len(options) <= MAX_OPTIONS
        assert all(len(sentence.split()) <= 15 for sentence in sentences)
        assert each[language].endswith("?")


@pytest.mark.parametrize(
    "question",
    [
        "Wat doet adviseur Pim van Galen in Utrecht?",
        "Wie is Pim van Galen van de gemeente Utrecht?",
        "wat zegt adviseur pim van galen uit utrecht over clubs",
    ],
)
def test_a_person_in_the_wrong_municipality_is_corrected_with_a_quote(
    both: LibraryBuilder, question: str
) -> None:
    exchange = both.exchange(question)

    assert isinstance(exchange.answer, Answered)
    assert exchange.answer.corrects == Premise(
        PremiseKind.PLACE, "Utrecht", "Zeist", "Pim van Galen"
    )
    (citation,) = exchange.answer.citations
    assert citation.quote.startswith("In Zeist is adviseur Pim van Galen")
    assert "in Zeist, niet in" in " ".join(plain(card(exchange, TEXTS)).split())


@pytest.mark.parametrize(
    "question",
    [
        "Wat doet adviseur Pim van Galen in Zeist?",
        "Wat doet adviseur Pim van Galen?",
        "Wat zegt Pim van Galen over de centrale in Utrecht?",
        "Wat kan Utrecht leren van Pim van Galen?",
        "Wat is het verschil tussen Pim van Galen in Zeist en de centrale in Utrecht?",
    ],
)
def test_nothing_is_corrected_where_nothing_is_clearly_wrong(
    both: LibraryBuilder, question: str
) -> None:
    answer = both.exchange(question).answer

    assert not (isinstance(answer, Answered) and answer.corrects)


@pytest.mark.parametrize("question", ["Welke vier routes zijn er?", "What are the five routes?"])
def test_a_list_of_another_length_is_given_and_counted(
    both: LibraryBuilder, question: str
) -> None:
    answer = both.answers(question)

    assert answer.corrects is not None
    assert answer.corrects.kind is PremiseKind.NUMBER
    assert [citation.item for citation in answer.citations] == [None, 0, 1, 2]


@pytest.mark.parametrize("question", ["Welke drie routes zijn er?", "Noem twee routes"])
def test_the_right_number_or_some_of_a_list_is_not_corrected(
    both: LibraryBuilder, question: str
) -> None:
    answer = both.exchange(question).answer

    assert not (isinstance(answer, Answered) and answer.corrects)
