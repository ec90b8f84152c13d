"""What holds of every answer, whatever the sources and the question."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.choose import MAX_STATEMENTS
from bot.answering.compose import compose
from bot.answering.contract import as_json
from bot.answering.evidence import candidates
from bot.answering.model import Answered, Citation, Declined, Exchange
from bot.answering.understand import understand
from bot.answering.warn import warnings
from knowledge.model import Source
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

LAW = settings(deadline=None, max_examples=40)

KEYS = {
    *("id", "answer_id", "question", "language", "status", "reason", "understood_as"),
    *("statements", "citations", "nearest", "clarify", "signpost", "warnings", "empty_sides"),
    *("unanswered", "confidence", "timings_ms"),
}
CITATION_KEYS = {
    *("number", "quote", "start", "end", "passage_id", "heading", "page", "link", "source"),
}
SOURCE_KEYS = {
    *("id", "kind", "evidence", "title", "publisher", "authors", "published", "url"),
}

WORDS = ["gemeente", "club", "sport", "cultuur", "buurt", "subsidie", "wijkteam", "Duinveen"]
WORDS += ["is", "dat", "wie", "daarom", "drie", "omdat", "2024", "werkt", "kiest", "café"]
SENTENCE = st.builds(
    "{}{}".format,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(
        lambda words: " ".join(words).capitalize()
    ),
    st.sampled_from((".", "?", "!", ":", ".’")),
)
OPENINGS = ("", "Daarom ", "Dat ", "Ook ", "De belangrijkste ", "‘")
PARAGRAPH = st.lists(
    st.builds("{}{}".format, st.sampled_from(OPENINGS), SENTENCE), min_size=1, max_size=5
).map(" ".join)
ITEMS = st.lists(PARAGRAPH, min_size=1, max_size=4)
LISTED = st.builds(
    lambda lead_in, items: "\n".join([f"{lead_in} Dat zijn:", "", *(f"- {i}" for i in items)]),
    PARAGRAPH,
    ITEMS,
)
HEADED = st.builds("## {}\n\n{}".format, st.sampled_from(["Sport", "Cultuur"]), PARAGRAPH)
PAGE = st.lists(st.one_of(PARAGRAPH, LISTED, HEADED), min_size=1, max_size=5).map("\n\n".join)
QUESTION = st.builds(
    "{} {} sport".format,
    st.sampled_from(["Wat is", "Wie", "Welke drie", "Wat zijn de", "Hoe", "Why do", "", "En"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
)


def exchange(sources: list[Source], question: str, *, answerable: bool = True) -> Exchange:
    shelf = Shelf(*sources, answerable=answerable)
    return Answerer(shelf, bytes(32)).answer(question)[0]


def shelved(pages: list[str]) -> list[Source]:
    return [source(article(f"Bron {n}", page), f"bron-{n}") for n, page in enumerate(pages)]


def cited(found: Exchange) -> tuple[Citation, ...]:
    match found.answer:
        case Answered():
            return found.answer.citations
        case Declined():
            return found.answer.nearest
        case _:
            return ()


SOURCES = st.lists(PAGE, min_size=1, max_size=3).map(shelved)


@LAW
@given(sources=SOURCES, question=QUESTION, answerable=st.booleans())
def test_every_quotation_is_a_slice_of_whole_sentences_within_one_passage(
    *, sources: list[Source], question: str, answerable: bool
) -> None:
    by_id = {each.id: each for each in sources}

    for citation in cited(exchange(sources, question, answerable=answerable)):
        stored = by_id[citation.source_id]
        passage = next(p for p in stored.passages if p.id == citation.passage_id)
        assert stored.text[citation.start : citation.end] == citation.quote
        assert passage.start <= citation.start < citation.end <= passage.end
        assert citation.start in {sentence.start for sentence in passage.sentences}
        ends = [sentence.end for sentence in passage.sentences if sentence.end >= citation.end]
        assert stored.text[citation.end : min(ends)] in {"", "’"}


@LAW
@given(SOURCES, QUESTION)
def test_the_context_holds_the_quote_in_its_place(sources: list[Source], question: str) -> None:
    for citation in cited(exchange(sources, question)):
        first = citation.start - citation.context_start
        assert citation.context[first : first + len(citation.quote)] == citation.quote


@LAW
@given(SOURCES, QUESTION)
def test_numbers_run_from_one_and_every_statement_is_its_quote(
    sources: list[Source], question: str
) -> None:
    answer = exchange(sources, question).answer

    assume(isinstance(answer, Answered))  # not so when no source has a word that is asked about
    assert isinstance(answer, Answered)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {n for s in answer.statements for n in s.citations} == {
        c.number for c in answer.citations
    }
    for statement in answer.statements:
        assert statement.text == answer.citations[statement.citations[0] - 1].quote


@LAW
@given(SOURCES, QUESTION, st.randoms())
def test_no_answer_quotes_the_same_words_twice(
    sources: list[Source], question: str, random: Random
) -> None:
    asked = understand(question)
    shelf = Shelf(*sources)
    evidence = candidates(asked, shelf.find(question, "nl").hits, shelf)
    random.shuffle(evidence)

    draft = compose(asked, [replace(each, score=0.0) for each in evidence])

    spans = [span for line in draft.lines for span in line.spans]
    places = sorted((span.hit.source.id, span.start, span.end) for span in spans)
    for one, other in pairwise(places):
        assert one[0] != other[0] or one[2] <= other[1]


@LAW
@given(SOURCES, QUESTION)
def test_only_a_list_makes_an_answer_long(sources: list[Source], question: str) -> None:
    answer = exchange(sources, question).answer
    by_number = {each.number: each for each in getattr(answer, "citations", ())}
    said = [
        (each.part, by_number[each.citations[0]]) for each in getattr(answer, "statements", ())
    ]
    loose = Counter(part for part, citation in said if citation.item is None)

    assert max(loose.values(), default=0) <= MAX_STATEMENTS


@LAW
@given(sources=SOURCES, question=QUESTION | st.text(max_size=40), answerable=st.booleans())
def test_the_printed_object_has_all_keys_of_the_contract_and_is_json(
    *, sources: list[Source], question: str, answerable: bool
) -> None:
    printed = as_json(exchange(sources, question, answerable=answerable), "v1")

    assert set(printed) == KEYS
    assert json.loads(json.dumps(printed)) == printed
    assert set(printed["timings_ms"]) == {"understand", "embed", "search", "compose", "total"}
    for each in (*printed["citations"], *printed["nearest"]):
        assert set(each) == CITATION_KEYS
        assert set(each["source"]) == SOURCE_KEYS
    for each in printed["statements"]:
        assert set(each) == {"text", "citations", "part", "label"}
    assert printed["status"] in {"answered", "declined"}
    assert (printed["reason"] is None) == (printed["status"] == "answered")
    assert bool(printed["statements"]) == (printed["status"] == "answered")


@LAW
@given(SOURCES, QUESTION)
def test_the_same_question_gets_the_same_answer(sources: list[Source], question: str) -> None:
    one, other = exchange(sources, question), exchange(sources, question)

    assert (one.answer, one.answer_id) == (other.answer, other.answer_id)


@LAW
@given(st.lists(st.sampled_from(["2019", "2024-05", None]), max_size=4))
def test_no_warning_is_given_twice(dates: list[str | None]) -> None:
    citations = [
        citation
        for published in dates
        for citation in cited(
            exchange([source(article("Bron", "Zo is het.", published=published))], "Hoe is het?")
        )
    ]

    codes = [warning.code for warning in warnings(citations, date(2026, 3, 31))]

    assert len(codes) == len(set(codes))
