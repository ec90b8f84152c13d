"""The index follows the library wherever it goes, and is made again when it is damaged."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from index.hashing import HashingEmbedder
from index.search import Index
from index.vectors import FILE
from knowledge.errors import Unavailable
from knowledge.model import (
    Block,
    BlockKind,
    Document,
    Evidence,
    Metadata,
    Original,
    Source,
    SourceKind,
)
from tests.index.asking import CULTURE, SPORT, of
from tests.support.shelf import Shelf


def test_what_is_added_removed_or_replaced_shows_after_a_refresh(shelf: Shelf) -> None:
    sport = shelf.holds("Sport", SPORT)
    assert shelf.found("sport") == ["Sport"]

    shelf.holds("Cultuur", CULTURE)
    assert sorted(shelf.found("sport")) == ["Cultuur", "Sport"]

    shelf.library.remove(sport)
    assert shelf.found("sportclubs") == ["Cultuur"]


def test_following_the_library_ends_where_starting_afresh_does(
    shelf: Shelf, tmp_path: Path
) -> None:
    for number in range(6):
        added = shelf.holds(f"Bron {number}", f"Vlinderkast {number}. {SPORT}", CULTURE)
        shelf.index.refresh(shelf.library)
        if number % 3 == 2:
            shelf.library.remove(added)
    followed = of(shelf, "vlinderkasten bij het theater")

    afresh = Index(tmp_path / "afresh", HashingEmbedder())
    afresh.refresh(shelf.library)
    made = afresh.search("vlinderkasten bij het theater")
    afresh.close()

    assert {hit.passage.id: round(hit.score, 6) for hit in followed} == {
        hit.passage.id: round(hit.score, 6) for hit in made
    }


def test_nothing_is_embedded_twice(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    told: list[tuple[int, int]] = []

    shelf.index.prepare(shelf.library.sources(), lambda done, of_all: told.append((done, of_all)))

    assert told == []


def test_a_summary_that_gave_way_to_its_original_is_not_embedded_again(shelf: Shelf) -> None:
    known = Metadata(
        SourceKind.DIGEST, "Kort", Evidence.PRACTICE, derived_from=Original("Sport", "Maan")
    )
    blocks = (Block(BlockKind.PARAGRAPH, "Sport is voor iedereen."),)
    shelf.library.add(shelf.library.prepare(Document(known, blocks, page="")))
    assert shelf.found("sport") == ["Kort"]
    original = shelf.holds("Sport", SPORT)
    assert shelf.found("sport") == ["Sport"]
    shelf.library.remove(original)
    told: list[tuple[int, int]] = []

    shelf.index.prepare(
        shelf.library.searchable(), lambda done, of_all: told.append((done, of_all))
    )

    assert shelf.found("sport") == ["Kort"]
    assert told == []


def test_progress_is_told_to_the_end(shelf: Shelf) -> None:
    shelf.holds("Sport", *(f"Alinea {number} gaat over sport." * 30 for number in range(40)))
    afresh = Index(shelf.folder / "afresh", HashingEmbedder())
    told: list[tuple[int, int]] = []

    afresh.prepare(shelf.library.sources(), lambda done, of_all: told.append((done, of_all)))
    afresh.close()

    assert told[-1] == (40, 40)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_after_a_restart_the_file_of_vectors_is_used_as_it_is(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.found("sport")
    written = (shelf.folder / FILE).stat().st_mtime_ns

    shelf.reopen()

    assert shelf.found("sport") == ["Sport"]
    assert (shelf.folder / FILE).stat().st_mtime_ns == written


@pytest.mark.parametrize("gone", ["index.db", FILE])
def test_whatever_is_deleted_is_made_again(shelf: Shelf, gone: str) -> None:
    shelf.holds("Sport", SPORT)
    shelf.found("sport")
    shelf.index.close()
    (shelf.folder / gone).unlink()
    shelf.index = Index(shelf.folder, shelf.embedder)

    assert shelf.found("sport") == ["Sport"]
    assert (shelf.folder / gone).exists()


@pytest.mark.parametrize("name", ["index.db", FILE])
def test_whatever_is_damaged_is_set_aside_with_one_line_and_made_again(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    shelf.holds("Sport", SPORT)
    shelf.found("sport")
    shelf.index.close()
    content = bytearray((shelf.folder / name).read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    content[:8] = b"damaged!"
    (shelf.folder / name).write_bytes(content)

    with caplog.at_level(logging.WARNING):
        shelf.index = Index(shelf.folder, shelf.embedder)
        assert shelf.found("sport") == ["Sport"]

    assert len([each for each in caplog.records if name in each.getMessage()]) == 1
    assert len(list(shelf.folder.glob(f"{name}.bad-*"))) == 1


def test_damage_that_a_question_meets_is_repaired_by_the_next_refresh(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.found("sport")
    path = shelf.folder / "index.db"
    content = path.read_bytes()
    counter = b"\xff\xff\xff\xff"  # of changes: it makes SQLite read the file again
    header = content[:24] + counter + content[28:4096]
    path.write_bytes(header + b"\xff" * (len(content) - 4096))

    with pytest.raises(Unavailable, match="made anew"):
        shelf.index.search("sportclubs")

    assert shelf.found("sport") == ["Sport"]


def test_another_model_gets_vectors_of_its_own(shelf: Shelf) -> None:
    class Renamed(HashingEmbedder):
        name = "hashing-renamed"

    shelf.holds("Sport", SPORT)
    shelf.found("sport")
    shelf.embedder = Renamed()
    shelf.reopen()

    assert shelf.found("sport") == ["Sport"]


def test_what_another_process_adds_is_found(
    shelf: Shelf, second_shelf: Callable[[], Shelf]
) -> None:
    shelf.holds("Sport", SPORT)
    shelf.found("sport")

    second_shelf().holds("Cultuur", CULTURE)

    assert shelf.found("theater")[0] == "Cultuur"


def test_what_another_process_takes_out_is_no_ghost(
    shelf: Shelf, second_shelf: Callable[[], Shelf]
) -> None:
    sport = shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)
    shelf.found("sport")
    other = second_shelf()
    other.library.remove(sport)
    other.found("sport")

    still = [hit.source.metadata.title for hit in shelf.index.search("sport")]

    assert still == ["Cultuur"]


def test_a_library_that_changes_while_it_is_indexed_is_indexed_as_it_ended(shelf: Shelf) -> None:
    class Restless:
        """The library, to which somebody adds a source between two looks."""

        def __init__(self) -> None:
            self.looks = 0

        @property
        def revision(self) -> int:
            return shelf.library.revision

        def searched(self) -> set[str]:
            return shelf.library.searched()

        def source(self, source_id: str) -> Source:
            return shelf.library.source(source_id)

        def marks(self) -> dict[str, str]:
            seen = shelf.library.marks()
            self.looks += 1
            if self.looks == 1:
                shelf.holds("Cultuur", CULTURE)
            return seen

    shelf.holds("Sport", SPORT)

    shelf.index.refresh(Restless())

    assert len(shelf.index.search("theater")) == 2
