"""Who may not see a collection gets exactly what a library without it would give."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import reading
from bot.answering.model import Reach
from bot.answering.private_names import names_in
from bot.reading import Parts, Reader
from index import contents
from index.hashing import HashingEmbedder
from index.rows import Vector
from index.search import Hit, Index
from knowledge.errors import Unavailable
from knowledge.model import Block, BlockKind, Document, Evidence, Metadata, Original, SourceKind
from tests.support.shelf import Shelf

QUESTIONS = (
    "Hoe bedankt de gemeente haar vrijwilligers?",
    "Wat doet de buurtsportcoach?",
    "How are volunteers thanked?",
    "Welke subsidie krijgt de sportclub?",
    "Wat kost een vrijwilligersverzekering?",
)


def document(title: str, text: str, collection: str, **known: object) -> Document:
    metadata = Metadata(
        SourceKind.ARTICLE,
        title,
        Evidence.RESEARCH,
        collection=collection,
        **known,  # type: ignore[arg-type]  # names and types are those of Metadata
    )
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n"))
    return Document(metadata, blocks, page=text)


OPEN = [
    document(
        f"Openbaar stuk {n}",
        f"De gemeente bedankt vrijwilligers met een diner in wijk {n}.\n"
        f"De buurtsportcoach helpt sportclub {n} aan vrijwilligers.",
        "openbaar",
    )
    for n in range(12)
]
CLOSED = [
    document(
        f"Intern stuk {n}",
        f"De vrijwilligersverzekering kost {n} euro.\nEen subsidieregeling helpt de sportclub.\n"
        "De gemeente bedankt vrijwilligers met een geheime boekenbon.",
        "intern",
    )
    for n in range(9)
]
SUMMARY = document(
    "Samenvatting", "Kort gezegd helpt het.", "openbaar", derived_from=Original("Het rapport")
)
REPORT = document("Het rapport", "In het lang staat hier dat het helpt.", "intern")


def filled(folder: Path, documents: list[Document]) -> Shelf:
    shelf = Shelf(folder)
    shelf.clear()
    for each in documents:
        sources = shelf.library.prepare(each)
        shelf.index.prepare(sources)
        shelf.library.add(sources, each.page)
    shelf.index.refresh(shelf.library)
    return shelf


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Shelf]:
    both = [each for pair in zip(OPEN, CLOSED, strict=False) for each in pair]
    shelf = filled(tmp_path / "mixed", [*both, *OPEN[len(CLOSED) :], SUMMARY, REPORT])
    yield shelf
    shelf.close()


@pytest.fixture
def without(tmp_path: Path) -> Iterator[Shelf]:
    shelf = filled(tmp_path / "without", [*OPEN, SUMMARY])
    yield shelf
    shelf.close()


@pytest.fixture
def parts(mixed: Shelf, tmp_path: Path) -> Iterator[Parts]:
    parts = Parts(mixed.library, mixed.index, tmp_path / "parts")
    yield parts
    parts.close()


def shown(hits: list[Hit]) -> list[tuple[object, ...]]:
    return [
        (
            hit.source.metadata.title,
            hit.passage.text,
            hit.score,
            hit.dense_rank,
            hit.keyword_rank,
            hit.cosine,
            hit.keyword_score,
            hit.sentence_scores,
        )
        for hit in hits
    ]


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


def fresh(shelf: Shelf, tmp_path: Path) -> Parts:
    """Parts as they are after a start."""
    return Parts(shelf.library, shelf.index, tmp_path / "parts")


NAMED = document(
    "Onderzoek", "Anna van Haverkamp schreef over bewonersparticipatie in Zeist.", "intern"
)


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Shelf]:
    shelf = filled(tmp_path / "named", [*OPEN[:2], NAMED])
    yield shelf
    shelf.close()


def test_a_name_is_looked_up_in_the_sources_of_this_moment(named: Shelf) -> None:
    reader = Reader(named.library, named.index)

    asked = ("anna van haverkamp", "haverkamp", "anna", "zeist")  # a first name alone is anybody's
    assert [each for each in asked if each in reader.names()] == list(asked[:2])

    named.library.remove("onderzoek")

    assert "haverkamp" not in reader.names()


def test_a_name_is_looked_up_in_titles_headings_and_authors_too(tmp_path: Path) -> None:
    metadata = Metadata(
        SourceKind.ARTICLE,
        "Gesprek met Berend Olthof",
        Evidence.RESEARCH,
        authors=("Noor Verkade",),
    )
    blocks = (
        Block(BlockKind.HEADING, "Wat Melle van Maanen zag", level=2),
        Block(BlockKind.PARAGRAPH, "Het ging goed in de wijk."),
    )
    shelf = filled(tmp_path / "named", [Document(metadata, blocks, page="")])
    names = Reader(shelf.library, shelf.index).names()

    assert [each in names for each in ("olthof", "van maanen", "verkade", "wijk")] == [
        *(True, True, True),
        False,
    ]
    shelf.close()


def test_a_name_is_read_for_in_the_passages_that_have_it_and_not_in_whole_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler = "\n".join(f"De gemeente bedankt vrijwilligers in wijk {n}." * 9 for n in range(99))
    long = document("Lang", f"{filler}\nDe visser ving een vis.", "openbaar")
    shelf = filled(tmp_path / "long", [long])
    read: list[str] = []

    def noted(text: str) -> frozenset[str]:
        read.append(text)
        return names_in(text)

    monkeypatch.setattr(reading, "names_in", noted)

    assert "visser" not in Reader(shelf.library, shelf.index).names()
    assert 0 < sum(map(len, read)) < len(filler) / 10
    shelf.close()


def test_a_misspelt_word_becomes_one_of_the_sources_of_this_moment(named: Shelf) -> None:
    reader = Reader(named.library, named.index)

    assert reader.nearest("bewonerspartisipatie") == "bewonersparticipatie"
    assert reader.nearest("bewonersparticipatie") is None
    assert reader.nearest("bewoonerspartisipaatie") == "bewonersparticipatie"  # a long word: three
    assert reader.nearest("zeisst") == "zeist"

    named.library.remove("onderzoek")
    reader.catch_up()

    assert reader.nearest("bewonerspartisipatie") is None


def test_a_part_tells_no_name_and_no_word_of_what_it_hides(named: Shelf, tmp_path: Path) -> None:
    parts = Parts(named.library, named.index, tmp_path / "parts")
    reader = parts.reader({"openbaar"})

    assert "haverkamp" not in reader.names()
    assert reader.nearest("bewonerspartisipatie") is None
    parts.close()


class Counting(HashingEmbedder):
    """Counts how often a question is embedded."""

    asked = 0

    def embed_query(self, text: str) -> Vector:
        self.asked += 1
        return super().embed_query(text)


def test_a_question_that_only_a_reader_may_answer_is_embedded_once(tmp_path: Path) -> None:
    embedder = Counting()
    shelf = Shelf(tmp_path)
    shelf.index.close()
    shelf.index = Index(tmp_path, embedder)
    reaction = replace(
        document("Reactie", "Een kanovereniging verhuurt haar botenhuis.", "openbaar"),
        metadata=Metadata(SourceKind.COMMENT, "Reactie", Evidence.OPINION, authors=("Jo Bos",)),
    )
    article = replace(
        document("Clubs", "De club zoekt trainers.", "openbaar"), comments=(reaction,)
    )
    sources = shelf.library.prepare(article)
    shelf.index.prepare(sources)
    shelf.library.add(sources, article.page)
    reader = Reader(shelf.library, shelf.index)
    reader.catch_up()
    embedder.asked = 0

    found = reader.find("Kan een kanovereniging haar botenhuis verhuren?", "nl")
    shelf.close()

    assert {hit.source.metadata.kind for hit in found.hits} >= {SourceKind.COMMENT}
    assert not found.enough
    assert embedder.asked == 1
