"""Counting what answers lean on: real answers, a real library, and a writer in the way."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.leaning import BATCH
from index.hashing import HashingEmbedder
from knowledge.store import Store
from tests.support.builders import article
from tests.support.library import LibraryBuilder, opened

QUESTION = "Hoe betrekken we sportclubs?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[LibraryBuilder]:
    made = LibraryBuilder(tmp_path, HashingEmbedder())
    made.holds(
        article("Sportclubs betrekken", "Gemeenten betrekken sportclubs vroeg in het jaar.")
    )
    yield made
    made.advisor.close()


def cited(library: LibraryBuilder) -> dict[str, int]:
    return library.advisor.library.cited()


def test_answers_are_counted_some_at_a_time_and_the_revision_stays(
    library: LibraryBuilder,
) -> None:
    revision = library.advisor.library.revision

    for _ in range(BATCH - 1):
        library.answers(QUESTION)
    assert cited(library) == {}
    library.answers(QUESTION)

    assert cited(library) == {"sportclubs-betrekken": BATCH}
    assert library.advisor.library.revision == revision


def test_what_waits_is_written_when_the_library_is_closed(tmp_path: Path) -> None:
    library = LibraryBuilder(tmp_path, HashingEmbedder())
    library.holds(article("Sportclubs betrekken", "Gemeenten betrekken sportclubs vroeg."))
    library.answers(QUESTION)
    library.advisor.close()

    again = opened(tmp_path, HashingEmbedder())
    counted = again.library.cited()
    again.close()

    assert counted == {"sportclubs-betrekken": 1}


def test_a_decline_counts_for_nothing(library: LibraryBuilder) -> None:
    for _ in range(BATCH):
        library.declines("?!")
    library.advisor.close()

    assert cited_in(library.folder) == {}
    library.advisor = opened(library.folder, HashingEmbedder())


def test_a_busy_library_costs_one_line_in_the_log_and_no_answer_or_count(
    library: LibraryBuilder, caplog: pytest.LogCaptureFixture
) -> None:
    other = Store(library.folder / "knowledge.db")
    with caplog.at_level(logging.WARNING), other.writing():
        for _ in range(BATCH):
            library.answers(QUESTION)
    other.close()
    told = [record.name for record in caplog.records if record.name.startswith("bot.")]
    assert told == ["bot.leaning"]
    assert "another process is writing" in caplog.text
    assert QUESTION not in caplog.text

    for _ in range(BATCH):
        library.answers(QUESTION)

    assert cited(library) == {"sportclubs-betrekken": 2 * BATCH}


def cited_in(folder: Path) -> dict[str, int]:
    advisor = opened(folder, HashingEmbedder())
    found = advisor.library.cited()
    advisor.close()
    return found
