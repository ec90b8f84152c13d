"""A question becomes hits, and the index follows the library wherever it goes."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.answerable import probability
from index.hashing import HashingEmbedder
from index.search import Hit, Index
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
from tests.support.memory import held
from tests.support.shelf import Shelf

SPORT = "Nodig sportclubs vroeg uit. Zij kennen de buurt."
CULTURE = "Het theater zoekt gastvrouwen voor de avond."


def of(shelf: Shelf, question: str) -> list[Hit]:
    shelf.index.refresh(shelf.library)
    return shelf.index.search(question)


def test_what_shares_words_with_the_question_comes_first(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    assert shelf.found("Hoe nodigen we sportclubs uit?")[0] == "Sport"
    assert shelf.found("Wie zoekt het theater?")[0] == "Cultuur"


def test_a_passage_is_found_by_its_title(shelf: Shelf) -> None:
    shelf.holds("Wandelen in Utrecht", "Elke week gaan er twintig mensen mee.")
    shelf.holds("Zwemmen", "Elke maand gaan er twaalf mensen mee.")

    assert shelf.found("Utrecht")[0] == "Wandelen in Utrecht"


def test_a_passage_is_found_by_its_author(shelf: Shelf) -> None:
    shelf.holds("Een", "Er is te weinig geld.", author="Jansma")
    shelf.holds("Twee", "Er is te weinig tijd.", author="Dijkman")

    by_word = [hit.source.metadata.title for hit in of(shelf, "Dijkman") if hit.keyword_rank]

    assert by_word == ["Twee"]


def test_a_compound_finds_its_parts_and_the_other_way_round(shelf: Shelf) -> None:
    shelf.holds("Parts", "Beleid maken voor vrijwilligers kost tijd.")
    shelf.holds("Compound", "Het vrijwilligersbeleid is verouderd.")
    shelf.holds("Neither", "De trein rijdt elk half uur.")

    assert shelf.found("vrijwilligersbeleid")[:2] == ["Compound", "Parts"]
    assert "Neither" in shelf.found("beleid")[2:]


def test_the_caller_says_which_language_a_question_is_in(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)
    shelf.holds("Trein", "De trein rijdt elk half uur.")
    shelf.index.refresh(shelf.library)

    def scores(language: str | None) -> list[float]:
        return [hit.score for hit in shelf.index.search("theater Zeist", language=language)]

    assert scores(None) == scores("nl") != scores("en")


def test_a_hit_carries_its_reasons(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    first, second = of(shelf, "sportclubs uitnodigen")

    assert (first.dense_rank, first.keyword_rank) == (1, 1)
    assert (second.dense_rank, second.keyword_rank) == (2, None)
    assert first.score > second.score
    assert first.keyword_score > second.keyword_score == 0
    assert -1 <= second.cosine < first.cosine <= 1
    assert len(first.sentence_scores) == len(first.passage.sentences) == 2
    assert first.sentence_scores[0] > first.sentence_scores[1]


@pytest.mark.parametrize("question", ["🙂", "wat is de", "", " ", "?!", "\u200b"])
def test_a_question_without_a_term_is_searched_by_meaning_alone(
    shelf: Shelf, question: str
) -> None:
    shelf.holds("Sport", SPORT)

    [hit] = of(shelf, question)

    assert hit.keyword_rank is None
    assert hit.dense_rank == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=st.text())
def test_any_question_finds_existing_passages_once_best_first(shelf: Shelf, question: str) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    hits = of(shelf, question)

    assert sorted(hit.source.metadata.title for hit in hits) == ["Cultuur", "Sport"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_an_empty_library_has_no_hits(shelf: Shelf) -> None:
    assert shelf.found("sport") == []
    assert shelf.index.search("sport") == []


def test_no_more_hits_than_asked_for(shelf: Shelf) -> None:
    for number in range(5):
        shelf.holds(f"Sport {number}", SPORT + f" Dit is nummer {number}.")
    shelf.index.refresh(shelf.library)

    assert len(shelf.index.search("sport", k=3)) == 3


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


def test_nothing_of_a_question_stays_in_memory(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.index.refresh(shelf.library)
    odd = "suenmawz"[::-1]  # or the line itself would be found

    for question in (f"xq{odd}beleid in Buurt{odd}", f"dank {odd}s"):
        hits = shelf.index.search(question)
        probability(question, hits, shelf.index)
    del question

    # A longer one is of this test or its code.
    assert [each for each in held(odd) if len(each) < 60] == []


def test_no_question_is_logged(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    shelf.holds("Sport", SPORT)

    with caplog.at_level(logging.DEBUG):
        shelf.found("geheimzinnig woord")

    assert "geheimzinnig" not in caplog.text
