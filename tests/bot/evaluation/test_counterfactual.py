"""The source is changed and the question asked again: the answer must follow the source."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.asking import ask
from bot.evaluation.counterfactual import Tried, changed, deleted, edited, figures, spread, tried
from bot.evaluation.gold import Enough, GoldQuestion, Mark, Status
from bot.evaluation.places import resolve
from bot.evaluation.shelf import Shelf, shelf
from bot.evaluation.split import Split
from index.embedder import Embedder
from knowledge.model import Block, BlockKind, Document, Ground
from tests.support.builders import article, comment

SENTENCE = "In Voorbeeldstad haalt de klusbus op dinsdag de oude fietsen op."
VIEW = "Ik vind dat de klusbus ook op zaterdag moet rijden."
ARTICLE = f"""\
# De klusbus

{SENTENCE}

Een smid leert jongeren lassen in de werkplaats aan de haven.

1 reactie

Truus Appelboom 29-11-21 om 13:52

{VIEW}
"""
QUESTION = GoldQuestion(
    id="x1",
    question="Wanneer haalt de klusbus de oude fietsen op in Voorbeeldstad?",
    language="nl",
    kind="when",
    status=Status.ANSWERED,
    enough=Enough.ALL,
    gold=(Mark("de-klusbus", SENTENCE, SENTENCE),),
    supporting=(),
    prev=None,
    near=False,
    method_missing=False,
)


@pytest.fixture
def there(tmp_path: Path, embedder: Embedder) -> Iterator[Shelf]:
    path = tmp_path / "klusbus.txt"
    path.write_text(ARTICLE.replace("# ", ""), encoding="utf-8")
    with shelf([path], embedder, tmp_path / "cache") as made:
        yield made


def test_an_answer_follows_its_source_and_the_library_is_left_as_it_was(there: Shelf) -> None:
    library = there.room.library
    before = {each.id: each.text for each in library.searchable()}
    marked = resolve([QUESTION], library.searchable())
    asked = ask(there.room, marked, Split.ALL, lambda *_: None)
    told: list[tuple[int, int]] = []

    results = tried(there, asked.spread(5), lambda done, total: told.append((done, total)))

    assert results == [Tried("x1", edit_shown=True, deletion_respected=True)]
    assert told == [(1, 1)]
    assert {each.id: each.text for each in library.searchable()} == before


def test_what_a_reader_said_is_changed_under_the_article(there: Shelf) -> None:
    library = there.room.library
    before = {each.id: each.text for each in library.searchable()}
    asked_for = replace(
        QUESTION,
        question="Wat vindt Truus Appelboom van de klusbus?",
        kind="other",
        gold=(Mark("de-klusbus-reactie-1", VIEW, VIEW),),
    )
    asked = ask(
        there.room,
        resolve([asked_for], library.searchable()),
        Split.ALL,
        lambda *_: None,
    )

    results = tried(there, asked.spread(5), lambda *_: None)

    assert results == [Tried("x1", edit_shown=True, deletion_respected=True)]
    assert {each.id: each.text for each in library.searchable()} == before


def test_only_the_sentence_itself_changes() -> None:
    text = "Een club helpt. Twee clubs helpen meer. Een club helpt niet altijd."
    own = {"Twee clubs helpen meer."}

    assert only(changed(article("Een", text), own, edited)) == (
        "Een club helpt. Twee clubs helpen meer (herziene tekst). Een club helpt niet altijd."
    )
    assert only(changed(article("Een", text), own, deleted)) == (
        "Een club helpt. Een club helpt niet altijd."
    )


def test_a_block_of_which_nothing_is_left_goes() -> None:
    document = article("Een", "Een club helpt.\n\nTwee clubs helpen meer.")

    found = changed(document, {"Een club helpt."}, deleted)

    assert only(found) == "Twee clubs helpen meer."


def test_a_readers_comment_is_changed_under_its_article() -> None:
    under = comment("Reactie", "Een club helpt.")
    document = replace(article("Een", "Twee clubs helpen meer."), comments=(under,))

    found = changed(document, {"Een club helpt."}, edited)

    assert only(found.comments[0]) == "Een club helpt (herziene tekst)."


def test_a_sentence_that_goes_takes_its_ground_along() -> None:
    first, second = (Ground("Kop", "Een", word) for word in ("een", "twee"))
    block = Block(
        BlockKind.PARAGRAPH, "Een club helpt. Twee clubs helpen.", grounds=(first, second)
    )
    document = Document(article("Een", "").metadata, (block,), page="")

    found = changed(document, {"Een club helpt."}, deleted)

    assert found.blocks[0].grounds == (second,)


def test_the_probes_are_the_same_every_time_and_not_the_first_ones() -> None:
    ids = [f"a{n:03}" for n in range(50)]

    assert spread(ids, 5) == spread(list(reversed(ids)), 5)
    assert spread(ids, 5) != ids[:5]
    assert set(spread(ids, 99)) == set(ids)


def test_figures_are_shares_of_what_was_tried() -> None:
    found = figures([Tried("x", edit_shown=True, deletion_respected=False)])

    assert {name: each.value for name, each in found.items()} == {
        "edit_shown": 1,
        "deletion_respected": 0,
    }
    assert figures([]) == {}


def only(document: Document) -> str:
    """The text of the one block of a document."""
    (block,) = document.blocks
    return block.text
