"""How sources are named and counted to a reader."""

import pytest

from bot.labels import kind_key, known, reference, written_date
from bot.texts import LANGUAGES
from bot.texts import load as load_texts
from knowledge.model import Evidence, Metadata, Source, SourceKind
from tests.bot.sample import ALL, COMMENT, DIGEST, EXAMPLE, NOTE, PLAN

TEXTS = load_texts()


@pytest.mark.parametrize(
    ("published", "language", "written"),
    [
        ("2021-11-25", "nl", "25-11-2021"),
        ("2021-03", "nl", "03-2021"),
        ("2021", "nl", "2021"),
        (None, "nl", "datum onbekend"),
        ("2021-11-05", "en", "5 November 2021"),
        ("2021-03", "en", "March 2021"),
        ("2021", "en", "2021"),
        (None, "en", "date unknown"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(
    published: str | None, language: str, written: str
) -> None:
    assert written_date(published, language, TEXTS) == written


@pytest.mark.parametrize(
    ("known_as", "said"),
    [
        (PLAN, "Bureau Duin · 04-06-2019 · artikel (onderzoek)"),
        (DIGEST, "Bureau Duin · 11-2025 · samenvatting door VrijWijzer (praktijk)"),
        (EXAMPLE, "VrijWijzer · datum onbekend · praktijkvoorbeeld, samengevat door VrijWijzer"),
        (NOTE, "Gemeente Duinveen · 02-2026 · praktijknotitie"),
        (COMMENT, "J. Bos · 09-01-2026 · reactie van een lezer"),
    ],
    ids=["article", "digest", "example", "note", "comment"],
)
def test_a_source_is_named_by_who_when_and_what(known_as: Source, said: str) -> None:
    assert reference(known_as.metadata, "nl", TEXTS) == said


def test_a_summed_up_case_is_not_called_a_practitioners_note() -> None:
    assert kind_key(EXAMPLE.metadata) == "case_example"
    assert kind_key(NOTE.metadata) == "case_note"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(SourceKind))
def test_every_kind_has_a_name_and_a_count(language: str, kind: SourceKind) -> None:
    source = Metadata(kind, "Bron", Evidence.RESEARCH)

    assert reference(source, language, TEXTS)
    assert known([source], language, TEXTS).startswith("1 ")
    assert known([source] * 2, language, TEXTS).startswith("2 ")


def test_a_library_is_told_in_one_line() -> None:
    held = [source.metadata for source in ALL]

    assert known(held, "nl", TEXTS) == (
        "1 artikel, 1 samenvatting, 1 praktijkvoorbeeld, 1 praktijknotitie en 1 reactie van een"
        " lezer, over 2 gemeenten, van 2019 tot en met 2026 (1 zonder datum)"
    )
    assert known(held, "en", TEXTS) == (
        "1 article, 1 summary, 1 practice example, 1 case note and 1 reader's comment,"
        " on 2 municipalities, from 2019 to 2026 (1 without a date)"
    )


def test_one_year_is_not_written_as_a_span_and_no_year_as_unknown() -> None:
    assert (
        known([NOTE.metadata] * 2, "nl", TEXTS) == "2 praktijknotities, over 1 gemeente, uit 2026"
    )
    assert known([EXAMPLE.metadata], "nl", TEXTS).endswith("over 1 gemeente, zonder datum")


def test_an_empty_library_is_told_in_no_words() -> None:
    assert known([], "nl", TEXTS) == ""
