"""Who may not see a collection gets exactly what a library without it would give."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import reading
from bot.answering.model import Reach
from bot.reading import Parts, Reader
from index import contents
from knowledge.errors import Unavailable
from tests.bot.mixed_shelf import (
    OPEN,
    QUESTIONS,
    SUMMARY,
    document,
    filled,
    fresh,
    mixed,
    parts,
    shown,
)
from tests.support.shelf import Shelf

__all__ = ["mixed", "parts"]  # fixtures


@pytest.fixture
def without(tmp_path: Path) -> Iterator[Shelf]:
    shelf = filled(tmp_path / "without", [*OPEN, SUMMARY])
    yield shelf
    shelf.close()


def test_a_person_without_rights_gets_what_a_library_without_those_sources_gives(
    parts: Parts, without: Shelf
) -> None:
    reader, alone = parts.reader({"openbaar"}), Reader(without.library, without.index)

    for question in QUESTIONS:
        ours, theirs = reader.find(question, "nl"), alone.find(question, "nl")
        assert ours.hits
        assert shown(list(ours.hits)) == shown(list(theirs.hits))
        assert ours.probability == theirs.probability
    assert reader.known() == alone.known()


def test_a_person_with_rights_finds_what_is_closed(parts: Parts, mixed: Shelf) -> None:
    assert parts.hides({"openbaar"})
    assert not parts.hides({"openbaar", "intern"})
    found = parts.reader({"openbaar", "intern"}).find("Wat is de geheime boekenbon?", "nl")

    assert found.hits[0].source.metadata.collection == "intern"


def test_a_summary_counts_for_who_may_not_see_its_original(parts: Parts) -> None:
    titles = [known.title for known in parts.reader({"openbaar"}).known()]

    assert "Samenvatting" in titles
    assert "Het rapport" not in titles
    both = [known.title for known in parts.reader({"openbaar", "intern"}).known()]
    assert "Samenvatting" not in both


def test_who_may_see_nothing_finds_nothing(parts: Parts) -> None:
    reader = parts.reader(set())

    assert list(reader.find(QUESTIONS[0], "nl").hits) == []
    assert reader.known() == []


def test_what_is_removed_is_gone_from_every_part_at_the_next_question(
    parts: Parts, mixed: Shelf, tmp_path: Path
) -> None:
    reader = parts.reader({"intern"})
    for source in mixed.library.sources():
        if source.metadata.collection == "intern":
            mixed.library.remove(source.id)

    parts.reader({"openbaar"}).find(QUESTIONS[0], "nl")

    assert list(reader.find("Wat is de geheime boekenbon?", "nl").hits) == []


def test_no_vector_is_made_twice(mixed: Shelf, tmp_path: Path) -> None:
    embedded: list[str] = []
    original = mixed.embedder.embed_with_sentences

    def counted(texts: list[str], spans: list[tuple[tuple[int, int], ...]]) -> object:
        embedded.extend(texts)
        return original(texts, spans)

    mixed.embedder.embed_with_sentences = counted  # type: ignore[method-assign, assignment]  # counts
    parts = Parts(mixed.library, mixed.index, tmp_path / "parts")

    parts.reader({"openbaar"}).find(QUESTIONS[0], "nl")
    parts.close()

    assert embedded == []


@pytest.mark.parametrize("title", ["Openbaar stuk 0", "Openbaar stuk 11", "Samenvatting"])
def test_the_first_question_of_a_part_is_asked_of_all_of_it(
    mixed: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    monkeypatch.setattr(contents, "WRITTEN", 1)  # a source a slice: far more than three
    parts = fresh(mixed, tmp_path)

    hits = parts.reader({"openbaar"}).find(title, "nl").hits

    assert hits[0].source.metadata.title == title
    parts.close()


def test_a_source_that_is_added_is_found_at_the_next_question_whatever_else_came(
    mixed: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = fresh(mixed, tmp_path)
    parts.reader({"openbaar"}).find(QUESTIONS[0], "nl")
    monkeypatch.setattr(contents, "WRITTEN", 1)
    added = [
        document(f"Nieuw {n}", f"De gemeente plant wilgen in wijk {n}.", "openbaar")
        for n in range(8)
    ]
    for each in added:
        mixed.library.add(mixed.library.prepare(each), each.page)

    hits = parts.reader({"openbaar"}).find("Waar plant de gemeente wilgen?", "nl").hits

    assert {each.metadata.title for each in added} <= {hit.source.metadata.title for hit in hits}
    parts.close()


def test_nobody_waits_long_for_an_import_and_reads_that_sources_are_missing(
    mixed: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(mixed.library, mixed.index)
    assert reader.find(QUESTIONS[0], "nl").reach is Reach.WHOLE
    monkeypatch.setattr(contents, "WRITTEN", 1)
    monkeypatch.setattr(reading, "_PATIENCE", 0.0)
    for n in range(20):
        each = document(f"Nieuw {n}", f"De gemeente plant wilgen in wijk {n}.", "openbaar")
        mixed.library.add(mixed.library.prepare(each), each.page)

    assert reader.find("Waar plant de gemeente wilgen?", "nl").reach is Reach.PART
    assert "haverkamp" not in reader.names()
    assert not mixed.index.covers, "it did not wait for all of them"

    while not reader.catch_up():
        pass
    found = reader.find("Waar plant de gemeente wilgen?", "nl")
    assert found.reach is Reach.WHOLE
    assert found.hits[0].source.metadata.title.startswith("Nieuw")


def test_questions_wait_for_the_words_of_each_import_anew(
    mixed: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def imports(name: str) -> None:
        for n in range(20):
            each = document(f"{name} {n}", f"De {name} plant wilgen in wijk {n}.", "openbaar")
            mixed.library.add(mixed.library.prepare(each), each.page)

    reader = Reader(mixed.library, mixed.index)
    monkeypatch.setattr(contents, "WRITTEN", 1)
    with monkeypatch.context() as hasty:
        hasty.setattr(reading, "_PATIENCE", 0.0)
        imports("gemeente")
        assert reader.find("Waar plant de gemeente wilgen?", "nl").reach is Reach.PART
    while not reader.catch_up():  # as between two questions
        pass
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began + 3600)
    imports("provincie")

    assert reader.find("Waar plant de provincie wilgen?", "nl").reach is not Reach.PART


def test_a_part_stays_on_disk_so_that_nothing_is_made_again_at_the_next_start(
    mixed: Shelf, tmp_path: Path
) -> None:
    before = fresh(mixed, tmp_path)
    shown_before = shown(list(before.reader({"openbaar"}).find(QUESTIONS[0], "nl").hits))
    before.close()
    file = tmp_path / "parts" / "openbaar" / "index.db"
    written, mode = file.read_bytes(), file.parent.stat().st_mode & 0o777

    after = fresh(mixed, tmp_path)

    assert shown(list(after.reader({"openbaar"}).find(QUESTIONS[0], "nl").hits)) == shown_before
    assert file.read_bytes() == written
    assert mode == 0o700
    after.close()


def test_what_people_see_is_made_ready_and_what_nobody_sees_is_deleted(
    mixed: Shelf, tmp_path: Path
) -> None:
    before = fresh(mixed, tmp_path)
    before.reader({"intern"}).find(QUESTIONS[0], "nl")
    before.close()
    parts = fresh(mixed, tmp_path)

    parts.expect([{"openbaar"}, {"openbaar", "intern"}])
    while not parts.catch_up():
        pass

    assert {each.name for each in (tmp_path / "parts").iterdir()} == {"openbaar"}
    file = tmp_path / "parts" / "openbaar" / "index.db"
    written = file.read_bytes()
    assert parts.reader({"openbaar"}).find(QUESTIONS[0], "nl").hits
    assert file.read_bytes() == written, "it was ready"
    parts.close()


def test_not_more_than_eight_parts_are_kept(mixed: Shelf, tmp_path: Path) -> None:
    for n in range(9):
        each = document(f"Los {n}", f"Een los stuk {n}.", f"los-{n}")
        mixed.library.add(mixed.library.prepare(each), each.page)
    parts = fresh(mixed, tmp_path)

    parts.expect([{f"los-{n}"} for n in range(9)])

    assert {each.name for each in (tmp_path / "parts").iterdir()} == {f"los-{n}" for n in range(8)}
    parts.close()


def test_a_part_that_cannot_be_kept_is_told_in_one_line(mixed: Shelf, tmp_path: Path) -> None:
    (tmp_path / "parts").write_text("no folder")

    with pytest.raises(Unavailable, match="make the data folder writable"):
        fresh(mixed, tmp_path).reader({"openbaar"})
