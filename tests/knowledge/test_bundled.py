"""The texts that the product brings along: readable, plain, checkable and in our own words."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.model import Block, BlockKind, Document, Ground, SourceKind
from knowledge.readers import read
from knowledge.sentences import sentences

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "knowledge" / "bundled").glob("*.md"))
ARTICLES = ROOT.parent / "shared" / "sources"

LONGEST_SENTENCE = 25  # words
MEAN_SENTENCE = 14  # words, over a file
SHARED_RUN = 7  # words on end that are too many to have in common with the article
MOST_QUOTED = 4  # words that a ground may repeat on either side

every_file = pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
beside_the_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles summed up are not beside the project"
)


def written(document: Document) -> list[tuple[str, Ground | None]]:
    """The sentences of a document, each with its ground; headings hold none."""
    found: list[tuple[str, Ground | None]] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            continue
        spans = sentences(block.text)
        grounds = block.grounds or (None,) * len(spans)
        assert len(grounds) == len(spans), block.text
        found += [(block.text[a:b], ground) for (a, b), ground in zip(spans, grounds, strict=True)]
    return found


def grounds(document: Document) -> list[Ground]:
    return [ground for _, ground in written(document) if ground is not None]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of SHARED_RUN words in a text."""
    bare = words(text)
    return {tuple(bare[i : i + SHARED_RUN]) for i in range(len(bare) - SHARED_RUN + 1)}


def original(document: Document) -> Document:
    """The article, as imported, that a bundled document says it sums up."""
    derived = document.metadata.derived_from
    assert derived is not None
    articles = [read(path) for path in sorted(ARTICLES.glob("*_*.txt"))]
    (found,) = [article for article in articles if article.metadata.title == derived.title]
    return found


def under_headings(article: Document) -> dict[str, str]:
    """The text of an article by heading; "" for what stands before the first one."""
    found = {"": ""}
    heading = ""
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            heading = "" if block.text == article.metadata.title else block.text
        else:
            found[heading] = found.get(heading, "") + block.text + "\n"
    return found


def lists(document: Document) -> list[tuple[Block, int]]:
    """The paragraph before each list, with the number of items below it."""
    found: list[tuple[Block, int]] = []
    for before, block in pairwise(document.blocks):
        if block.kind is BlockKind.ITEM and before.kind is not BlockKind.ITEM:
            found.append((before, 1))
        elif block.kind is BlockKind.ITEM:
            lead_in, items = found.pop()
            found.append((lead_in, items + 1))
    return found


def test_there_are_two_digests_and_at_least_six_case_notes() -> None:
    kinds = [read(path).metadata.kind for path in BUNDLED]

    assert kinds.count(SourceKind.DIGEST) >= 2
    assert kinds.count(SourceKind.CASE_NOTE) >= 6
    assert set(kinds) == {SourceKind.DIGEST, SourceKind.CASE_NOTE}


def test_no_two_files_have_the_same_title_or_a_sentence_in_common() -> None:
    documents = [read(path) for path in BUNDLED]
    titles = [document.metadata.title for document in documents]
    lines = [line for document in documents for line, _ in written(document)]

    assert len(set(titles)) == len(titles)
    assert len(set(lines)) == len(lines)


def test_the_digests_hold_the_lists_that_officers_ask_for() -> None:
    digests = [read(path) for path in BUNDLED if path.stem.startswith("digest")]
    found = {lead_in.text: items for digest in digests for lead_in, items in lists(digest)}

    for word, items in [("vijf", 5), ("vier", 4), ("routes", 3), ("niveaus", 3), ("soorten", 2)]:
        matching = [count for lead_in, count in found.items() if word in words(lead_in)]
        assert matching == [items], word


@every_file
def test_a_file_says_what_it_sums_up(path: Path) -> None:
    metadata = read(path).metadata

    assert metadata.publisher == "VrijWijzer"
    assert metadata.themes
    assert metadata.derived_from is not None
    assert metadata.derived_from.publisher in {"Movisie", "Vereniging NOV"}
    assert metadata.published == metadata.derived_from.published
    assert not metadata.checked_by_municipality


@every_file
def test_a_case_note_about_a_municipality_names_it_in_its_title(path: Path) -> None:
    metadata = read(path).metadata

    for municipality in metadata.municipalities:
        assert metadata.title.startswith(f"{municipality}: ")
        assert metadata.kind is SourceKind.CASE_NOTE
        assert metadata.contact_role


@every_file
def test_the_sentences_are_short(path: Path) -> None:
    lengths = [len(line.split()) for line, _ in written(read(path))]

    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(lengths) / len(lengths) <= MEAN_SENTENCE


@every_file
def test_no_sentence_leans_on_the_one_before_it(path: Path) -> None:
    for line, _ in written(read(path)):
        assert not re.match(r"(Dit|Dat is|Deze|Die|Zij|Ze|Hij|Daarnaast|Daarom)\b", line), line


@every_file
def test_every_sentence_has_its_ground_and_no_mark_is_left_in_the_text(path: Path) -> None:
    for line, ground in written(read(path)):
        assert ground is not None, line
        assert line.endswith((".", ":", "?")), line
        assert "[^" not in line


@every_file
def test_a_ground_repeats_no_more_than_four_words_on_either_side(path: Path) -> None:
    for ground in grounds(read(path)):
        assert 2 <= len(ground.first.split()) <= MOST_QUOTED
        assert 2 <= len(ground.last.split()) <= MOST_QUOTED


@every_file
def test_every_footnote_is_used(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    defined = re.findall(r"^\[\^(\w+)\]:", page, re.MULTILINE)
    used = re.findall(r"\[\^(\w+)\](?!: \")", page)

    assert set(defined) == set(used)
    assert len(set(defined)) == len(defined)


@beside_the_articles
@every_file
def test_a_ground_is_found_in_the_original_under_its_heading(path: Path) -> None:
    document = read(path)
    sections = under_headings(original(document))
    whole = "\n".join(sections.values())

    for ground in grounds(document):
        assert ground.heading in sections, ground
        section = sections[ground.heading]
        assert whole.count(ground.first) == 1, ground
        assert ground.first in section, ground
        assert ground.last in section[section.index(ground.first) + len(ground.first) :], ground


@beside_the_articles
@every_file
def test_the_words_are_our_own(path: Path) -> None:
    document = read(path)
    theirs = runs(original(document).page)

    for line, _ in written(document):
        assert not runs(line) & theirs, line
