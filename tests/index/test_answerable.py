"""A question that the library answers is told from one that it does not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answerable import THRESHOLD, probability, signals
from index.calibration import Signals
from index.embedder import TransformerEmbedder
from index.hashing import HashingEmbedder
from index.offline_model import MODEL
from index.search import Index
from knowledge import readers
from knowledge.library import Library
from tests.support.shelf import Shelf

DEV = Path(__file__).parents[1] / "gold" / "answerable-dev.jsonl"
ARTICLES = Path(__file__).parents[3] / "shared" / "sources"

needs_articles = pytest.mark.skipif(
    not list(ARTICLES.glob("*.txt")), reason="the two articles are not beside the project"
)


class Judge:
    """A library with its index and the shipped model, asked whether it can answer."""

    def __init__(self, folder: Path, embedder: TransformerEmbedder) -> None:
        self.library = Library(folder)
        self.index = Index(folder, embedder)

    def judges(self, question: str) -> float:
        self.index.refresh(self.library)
        return probability(question, self.index.search(question), self.index)

    def close(self) -> None:
        self.index.close()
        self.library.close()


@pytest.fixture(scope="module")
def bundled(
    tmp_path_factory: pytest.TempPathFactory, embedder: TransformerEmbedder
) -> Iterator[Judge]:
    made = Judge(tmp_path_factory.mktemp("bundled"), embedder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def articles(
    tmp_path_factory: pytest.TempPathFactory, embedder: TransformerEmbedder
) -> Iterator[Judge]:
    made = Judge(tmp_path_factory.mktemp("articles"), embedder)
    for path in sorted(ARTICLES.glob("*.txt")):
        sources = made.library.prepare(readers.read(path))
        made.index.prepare(sources)
        made.library.add(sources)
    yield made
    made.close()


CLEAR = [
    ("Wat zijn de vijf uitdagingen die gemeenten zelf noemen?", True),
    ("Hoe betrekken we sport en cultuur?", True),
    ("How do we involve sport and culture?", True),
    ("Wat is horizontale samenhang?", True),
    ("Welke drie routes zijn er?", True),
    ("Hoe laat gaat de trein naar Den Haag?", False),
    ("Hoe hoog is de vrijwilligersvergoeding in 2024?", False),
    ("Wat doet de gemeente Groningen voor vrijwilligers?", False),
    ("vog aanvragen vrijwilliger", False),
    ("Hoe bak ik pannenkoeken?", False),
    ("What time does the train leave?", False),
]


@pytest.mark.parametrize(("question", "answerable"), CLEAR)
def test_clear_cases_are_clear_over_the_bundled_sources(
    bundled: Judge, question: str, *, answerable: bool
) -> None:
    assert (bundled.judges(question) >= THRESHOLD) is answerable


@needs_articles
@pytest.mark.parametrize(("question", "answerable"), CLEAR)
def test_clear_cases_are_clear_over_the_articles(
    articles: Judge, question: str, *, answerable: bool
) -> None:
    assert (articles.judges(question) >= THRESHOLD) is answerable


def test_most_of_the_labelled_questions_are_judged_right(bundled: Judge) -> None:
    labelled = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    asked = [each for each in labelled if not each["articles_only"]][::3]

    right = [
        (bundled.judges(each["question"]) >= THRESHOLD) is each["answerable"] for each in asked
    ]

    assert len(right) > 50
    assert sum(right) >= 0.85 * len(right)  # 0.91 of all when it was fitted


def test_a_missing_place_weighs_heavily(bundled: Judge) -> None:
    here = bundled.judges("Hoe bedankt Utrecht zijn vrijwilligers?")
    elsewhere = bundled.judges("Hoe bedankt Groningen zijn vrijwilligers?")

    assert here > THRESHOLD
    assert elsewhere < here / 3


def test_without_hits_nothing_is_answered(shelf: Shelf) -> None:
    shelf.index.refresh(shelf.library)

    assert probability("sport?", shelf.index.search("sport?"), shelf.index) == 0


@pytest.mark.parametrize("question", ["🙂", "wat is de", "", "sport " * 500])
def test_any_question_over_any_library_has_a_probability(shelf: Shelf, question: str) -> None:
    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.index.refresh(shelf.library)

    assert 0 <= probability(question, shelf.index.search(question), shelf.index) <= 1


@pytest.mark.parametrize("model", [f"{MODEL}@12 ''", f"a/{MODEL}@3"])
def test_the_fitted_model_needs_no_care(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, model: str
) -> None:
    class Named(HashingEmbedder):
        name = model

    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.embedder = Named()
    shelf.reopen()
    shelf.found("sport")
    caplog.clear()

    probability("sport?", shelf.index.search("sport?"), shelf.index)

    assert caplog.records == []


def test_of_another_model_the_words_decide_and_it_is_told_once(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    class Other(HashingEmbedder):
        name = "never-fitted-for@1"

    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.embedder = Other()
    shelf.reopen()
    shelf.found("sport")

    def judged(question: str) -> float:
        return probability(question, shelf.index.search(question), shelf.index)

    assert judged("sportclubs") > 0.5 > judged("zwembaden")
    told = [each.getMessage() for each in caplog.records if "calibrated" in each.getMessage()]
    assert len(told) == 1
    assert "never-fitted-for@1" in told[0]


def test_an_english_question_is_covered_by_the_dutch_for_its_words(shelf: Shelf) -> None:
    shelf.holds("Sport", "Nodig sportclubs vroeg uit en waardeer vrijwilligers.")
    shelf.index.refresh(shelf.library)

    def coverage(question: str) -> float:
        return signals(
            question, shelf.index.search(question, 10, "en"), shelf.index, "en"
        ).coverage

    assert coverage("sport and volunteers") == 1
    assert coverage("insurance of volunteers") < coverage("thanking volunteers for sport")


def test_words_that_only_ask_weigh_little(shelf: Shelf) -> None:
    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.index.refresh(shelf.library)

    def coverage(question: str) -> float:
        return signals(question, shelf.index.search(question), shelf.index).coverage

    assert coverage("leg sportclubs eigenlijk eens uit") > coverage("verzekering van sportclubs")


def test_signals_say_what_the_evidence_has(shelf: Shelf) -> None:
    shelf.holds("Sport", "Nodig sportclubs in Utrecht vroeg uit.")
    shelf.holds("Cultuur", "Het theater zoekt gastvrouwen.")
    shelf.index.refresh(shelf.library)

    def found(question: str) -> Signals:
        return signals(question, shelf.index.search(question), shelf.index)

    there, absent = found("sportclubs utrecht"), found("Hoeveel sportclubs telt Groningen?")

    assert (there.coverage, there.missing_names, there.kind) == (1, 0, 0)
    assert there.margin > 0
    assert absent.coverage < 0.5
    assert (absent.missing_names, absent.kind) == (1, -1)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel kringen waren er in Utrecht?", 1),
        ("Hoeveel wethouders zijn er in Utrecht?", -1),
        ("Wie is de adviseur van Utrecht?", 1),
        ("Wie is de wethouder van Utrecht?", -1),
        ("Welke gemeenten uit Utrecht deden mee?", -1),
        ("Waarom waren er kringen in Utrecht?", 0),
    ],
)
def test_the_thing_asked_for_must_stand_beside_what_it_is_asked_of(
    shelf: Shelf, question: str, kind: int
) -> None:
    shelf.holds("Kringen", "In Utrecht waren drie kringen. Ook een wethouder deed mee.")
    shelf.holds("Advies", "Adviseur Piet Dam van Utrecht werkt met de gemeente.")
    shelf.index.refresh(shelf.library)

    found = signals(question, shelf.index.search(question), shelf.index)

    assert found.kind == kind
    assert (found.coverage == 0) == (kind < 0)


def test_what_a_question_follows_on_asks_for_nothing(shelf: Shelf) -> None:
    shelf.holds("Kringen", "In Utrecht waren kringen, omdat gemeenten wilden leren.")
    shelf.index.refresh(shelf.library)
    whole = "Waarom waren die er (hoeveel kringen waren er in Utrecht)?"

    def kind(asks: str) -> float:
        hits = shelf.index.search(whole)
        return signals(whole, hits, shelf.index, "nl", asks).kind

    assert (kind(whole), kind("Waarom waren die er?")) == (-1, 0)


def test_another_form_and_a_compound_cover_a_word(shelf: Shelf) -> None:
    shelf.holds("Routes", "Het onderzoeksrapport beschrijft routes.")
    shelf.index.refresh(shelf.library)

    found = signals("rapport route", shelf.index.search("rapport route"), shelf.index)

    assert found.coverage == 1


def test_what_stands_before_the_question_counts_less(shelf: Shelf) -> None:
    shelf.holds("Kringen", "In een kring praten gemeenten over beleid.")
    shelf.index.refresh(shelf.library)

    def coverage(question: str) -> float:
        return signals(question, shelf.index.search(question), shelf.index).coverage

    asked = "Waarover praten gemeenten in een kring?"
    assert coverage(f"Mijn collega belt. {asked}") > coverage(f"Mijn collega belt {asked}")


def test_what_is_asked_of_a_place_that_no_source_names_is_not_covered_by_another_place(
    bundled: Judge,
) -> None:
    elsewhere = bundled.judges("Hoe waardeert de gemeente Groningen vrijwilligers?")
    own = bundled.judges("Hoe kunnen wij in Groningen vrijwilligers waarderen?")

    assert elsewhere < min(THRESHOLD, own)
