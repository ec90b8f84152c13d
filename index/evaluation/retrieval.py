"""Asks a whole question set of the index and measures rankings, abstention and time.

Time is that of a question as the bot asks it: text to ranked and judged hits. The deep ranking
that recall@100 needs is made beside it, on no one's clock.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from index import answerable
from index.embedder import Embedder
from index.evaluation import abstention, measures
from index.evaluation.abstention import Judged
from index.evaluation.beir import QuestionSet
from index.evaluation.estimates import Estimate
from index.search import Index
from knowledge.model import Source

Progress = Callable[[int, int], None]

# Passages asked for a ranking of documents: a hundred documents of four passages.
DEEP: Final = 4 * measures.DEPTH
# Passages embedded anew for the rate: some six seconds on one core.
SAMPLE: Final = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its documents, best first; the judgement; how long it took."""

    documents: tuple[str, ...]
    probability: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one question set; `judged` is what the plot is drawn from."""

    figures: Mapping[str, Estimate]
    judged: tuple[Judged, ...]
    questions: int
    passages: int
    query_ms_p50: float
    query_ms_p95: float


def evaluate(asked_of: QuestionSet, index: Index, progress: Progress) -> Result:
    """Return what the index makes of a question set that it was refreshed with.

    `progress` is told how many questions are done, of how many.
    """
    ask(index, "Wat doen vrijwilligers?")  # what is loaded at first use is on no one's clock
    answers: dict[str, Asked] = {}
    others: list[Asked] = []
    total = len(asked_of.questions) + len(asked_of.unanswerable)
    for each, text in asked_of.questions.items():
        answers[each] = ask(index, text)
        progress(len(answers), total)
    for text in asked_of.unanswerable.values():
        others.append(ask(index, text))
        progress(len(answers) + len(others), total)
    rankings = {each: answer.documents for each, answer in answers.items()}
    judged = [
        Judged(answer.probability, _is_right(answer, asked_of.judgements[each]))
        for each, answer in answers.items()
    ] + [Judged(answer.probability, None) for answer in others]
    figures = measures.measured(asked_of.judgements, rankings)
    if others:
        figures |= abstention.measured(judged, answerable.THRESHOLD)
    times = [answer.milliseconds for answer in [*answers.values(), *others]]
    return Result(
        figures=figures,
        judged=tuple(judged),
        questions=len(answers),
        passages=sum(len(each.passages) for each in asked_of.documents),
        query_ms_p50=float(np.percentile(times, 50)),
        query_ms_p95=float(np.percentile(times, 95)),
    )


def ask(index: Index, text: str) -> Asked:
    """Return what the index says to one question."""
    began = time.perf_counter()
    hits = index.search(text)
    probability = answerable.probability(text, hits, index)
    took = time.perf_counter() - began
    deep = index.search(text, DEEP)
    documents = tuple(dict.fromkeys(hit.source.id for hit in deep))[: measures.DEPTH]
    return Asked(documents, probability, took * 1000)


def embedding_rate(embedder: Embedder, documents: Iterable[Source]) -> float:
    """Return how many passages are embedded a second, by a sample that is spread over them all."""
    texts = [passage.text for source in documents for passage in source.passages]
    some = texts[:: max(1, len(texts) // SAMPLE)][:SAMPLE]
    began = time.perf_counter()
    embedder.embed_passages(some)
    return len(some) / (time.perf_counter() - began)


def _is_right(answer: Asked, relevant: Iterable[str]) -> bool:
    """Tell whether the best document is a relevant one."""
    return bool(answer.documents) and answer.documents[0] in set(relevant)
