"""What is read once stays the same object until it changes, whoever changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.support.builders import article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    yield made
    made.close()


def added(library: Library, title: str, text: str = "Clubs vragen rond.") -> str:
    sources = library.prepare(article(title, text))
    library.add(sources, text)
    return sources[0].id


def test_a_source_that_did_not_change_is_the_same_object_after_another_came(
    library: Library,
) -> None:
    added(library, "Koren")
    before = library.sources()

    added(library, "Sportclubs")
    after = library.sources()

    assert [each.id for each in after] == [*(each.id for each in before), "sportclubs"]
    assert all(one is other for one, other in zip(before, after, strict=False))


def test_what_another_process_adds_changes_or_removes_is_read(
    library: Library, tmp_path: Path
) -> None:
    for title in ("Koren", "Sportclubs"):
        added(library, title)
    library.sources()

    other = Library(tmp_path)
    other.remove("sportclubs")
    added(other, "Koren", "Koren zoeken leden.\n\nClubs vragen rond.")
    added(other, "Bibliotheken")
    other.close()

    found = {each.id: each for each in library.sources()}
    assert "sportclubs" not in found
    assert "Koren zoeken leden." in found["koren"].text
    assert "bibliotheken" in found


def test_a_source_that_came_again_has_the_moment_at_which_it_did(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.preparing.now", lambda: "2026-03-31T12:00:00+00:00")
    added(library, "Koren")
    library.sources()

    library.remove("koren")
    monkeypatch.setattr("knowledge.preparing.now", lambda: "2026-04-01T12:00:00+00:00")
    added(library, "Koren")

    assert library.sources()[-1].added == "2026-04-01T12:00:00+00:00"
