"""What is quoted for a question: libraries that a test fills, the real index and model."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answering.model import Declined
from bot.answering.understand import turn, understand
from index.embedder import Embedder
from knowledge.model import SourceKind
from tests.support.builders import article, case_note, comment
from tests.support.library import LibraryBuilder

STEPS = """
## Een clubplan in stappen

Een gemeente en haar clubs maken samen een clubplan. Dat gaat in vier stappen:

1. Nodig alle clubs uit voor een gesprek in de kantine.
2. Kies samen twee doelen voor het jaar.
3. Spreek af wie wat doet. Leg dat vast op één bladzijde.
4. Vier in december wat er is gelukt.

Een plan van vier bladzijden leest niemand.
"""
BUDDIES = """
## Buddy's bij de sportclub

Een buddy is een vrijwilliger die een nieuw lid de eerste maanden begeleidt. De sportclub koppelt
elk nieuw lid aan een buddy. Daardoor blijven nieuwe leden vaker lid.

## De subsidie

De gemeente Duinveen betaalde in 2024 de cursus van 38 buddy's. De subsidie is € 4.000 per jaar.
Wethouder Noor Haverkamp opende de cursus.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[LibraryBuilder]:
    """A library of two articles; not to be changed."""
    builder = LibraryBuilder(tmp_path_factory.mktemp("two"), embedder)
    builder.holds(article("Clubplannen", STEPS), article("Buddy's", BUDDIES))
    yield builder
    builder.advisor.close()


def test_a_list_that_is_asked_for_comes_whole_under_its_lead_in_and_in_order(
    two: LibraryBuilder,
) -> None:
    assert two.quotes("Wat zijn de vier stappen naar een clubplan?") == [
        "Een gemeente en haar clubs maken samen een clubplan. Dat gaat in vier stappen:",
        "Nodig alle clubs uit voor een gesprek in de kantine.",
        "Kies samen twee doelen voor het jaar.",
        "Spreek af wie wat doet. Leg dat vast op één bladzijde.",
        "Vier in december wat er is gelukt.",
    ]


def test_a_list_keeps_its_order_in_its_numbers(two: LibraryBuilder) -> None:
    answer = two.answers("Welke vier stappen zijn er?")

    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4, 5]
    assert [citation.item for citation in answer.citations] == [None, 0, 1, 2, 3]


def test_of_two_lists_the_one_of_the_number_asked_for_is_quoted(library: LibraryBuilder) -> None:
    library.holds(
        article(
            "Twee rijtjes",
            "## Steun\n\nDe gemeente geeft clubs steun op twee manieren:\n\n- geld\n- raad\n\n"
            "## Meer steun\n\nDe gemeente geeft buurten steun op drie manieren:\n\n"
            "- een zaal\n- een bus\n- een coach\n",
        )
    )

    assert len(library.quotes("Welke drie manieren van steun geeft de gemeente?")) == 1 + 3
    assert len(library.quotes("Welke twee manieren van steun geeft de gemeente?")) == 1 + 2


def test_a_number_of_something_else_brings_no_other_list(library: LibraryBuilder) -> None:
    library.holds(
        article(
            "Wijkcoaches",
            "## Taken\n\nDe wijkcoaches van Veldrade hebben deze taken:\n\n"
            "- luisteren naar bewoners\n- helpen bij plannen\n- klachten doorgeven\n\n"
            "## Sleutels\n\nDe wijkcoaches van Veldrade hebben sleutels van:\n\n"
            "- het kantoor\n- de schuur\n",
        )
    )

    assert "de schuur" not in library.quotes(
        "Welke taken hebben de twee wijkcoaches van Veldrade?"
    )


def test_a_question_about_one_step_does_not_bring_the_whole_list(two: LibraryBuilder) -> None:
    quotes = two.quotes("Waar voeren we het gesprek met de clubs?")

    assert quotes[0] == "Nodig alle clubs uit voor een gesprek in de kantine."
    assert "Vier in december wat er is gelukt." not in quotes


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(two: LibraryBuilder) -> None:
    quote = two.quotes("Waarom blijven nieuwe leden vaker lid?")[0]

    assert "De sportclub koppelt elk nieuw lid aan een buddy. Daardoor blijven" in quote


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wat is een buddy?", "Een buddy is een vrijwilliger die"),
        ("Wie opende de cursus?", "Noor Haverkamp"),
        ("Hoeveel subsidie is er per jaar?", "€ 4.000"),
        ("In welk jaar betaalde Duinveen de cursus?", "2024"),
        ("What is a buddy?", "Een buddy is een vrijwilliger die"),
        ("Who opened the course?", "Noor Haverkamp"),
    ],
)
def test_what_is_quoted_is_the_kind_of_thing_asked_for(
    two: LibraryBuilder, question: str, words: str
) -> None:
    assert words in two.quotes(question)[0]


def test_an_answer_is_short(two: LibraryBuilder) -> None:
    for question in ("Hoe werken clubs en gemeente samen?", "sportclub", "Wat doet een club?"):
        assert len(two.quotes(question)) <= 5


def test_a_reader_is_quoted_only_when_readers_are_asked_for(library: LibraryBuilder) -> None:
    time = comment("Reactie", "Een buddy kost een club veel te veel tijd.", authors=("J. Bos",))
    enough = comment("Reactie", "Een buddy per team is genoeg.", authors=("A. de Wit",))
    library.holds(replace(article("Buddy's", BUDDIES), comments=(time, enough)))

    nobody = library.exchange("Hoeveel tijd kost een buddy een club?").answer
    readers = library.answers("Wat vinden lezers van een buddy?")
    one = library.answers("Wat vindt De Wit van een buddy?")

    assert isinstance(nobody, Declined)
    assert nobody.nearest[0].source.authors == ("J. Bos",)
    assert {c.source.kind for c in readers.citations} == {SourceKind.COMMENT}
    assert {c.source.authors for c in one.citations} == {("A. de Wit",)}


def test_the_municipality_that_is_named_is_quoted(library: LibraryBuilder) -> None:
    text = "De gemeente bedankt haar vrijwilligers met een {}."
    library.holds(
        case_note("Dank I", text.format("diner"), municipalities=("Duinveen",)),
        case_note("Dank II", text.format("boekenbon"), municipalities=("Polderwijk",)),
        article("Buddy's", BUDDIES),
        article("Clubplannen", STEPS),
    )

    assert "boekenbon" in library.quotes("Hoe bedankt Polderwijk vrijwilligers?")[0]
    assert "diner" in library.quotes("Hoe bedankt Duinveen vrijwilligers?")[0]


def test_a_follow_up_about_another_place_is_answered_for_that_place(
    library: LibraryBuilder,
) -> None:
    text = "De gemeente {} bedankt haar vrijwilligers met een {}."
    library.holds(
        case_note("Dank I", text.format("Duinveen", "diner"), municipalities=("Duinveen",)),
        case_note("Dank II", text.format("Polderwijk", "bon"), municipalities=("Polderwijk",)),
    )
    first = turn(understand("Hoe bedankt Duinveen vrijwilligers?"))

    exchange = library.exchange("En in Polderwijk?", first)

    assert exchange.understood_as == "Hoe bedankt Polderwijk vrijwilligers?"
    assert "Polderwijk" in exchange.answer.citations[0].quote  # type: ignore[union-attr]  # answered


def test_a_question_that_no_source_answers_is_declined_with_what_is_nearest(
    two: LibraryBuilder,
) -> None:
    declined = two.declines("Welke verzekering hebben buddy's?")

    assert declined.reason == "no_source"
    assert 1 <= len(declined.nearest) <= 2


def test_nothing_is_near_to_a_question_about_something_else(two: LibraryBuilder) -> None:
    declined = two.declines("Hoe laat gaat de trein naar Den Haag?")

    assert declined.reason == "off_topic"
    assert declined.nearest == ()


def test_an_empty_library_declines(library: LibraryBuilder) -> None:
    declined = library.declines("Hoe betrekken we sport en cultuur?")

    assert declined.reason == "no_source"
    assert declined.nearest == ()
