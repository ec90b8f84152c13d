"""The only module that knows ir_measures: how good the rankings of a question set are.

It gives the same numbers as MTEB and trec_eval, so that ours can be laid beside those of others.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from index.evaluation.estimates import Estimate, mean

NAMES = ("ndcg@10", "recall@5", "recall@10", "recall@100", "mrr@10")

# Documents ranked for a question; the deepest measure needs no more.
DEPTH = 100

Judgements = Mapping[str, Mapping[str, int]]
Rankings = Mapping[str, Sequence[str]]


def measured(judgements: Judgements, rankings: Rankings) -> dict[str, Estimate]:
    """Return each of NAMES as its mean over the questions, 0 to 1.

    `rankings` holds documents by question, best first; of a question without any, all is 0.
    """
    ir_measures = _ir_measures()
    measures = _measures(ir_measures)
    values: dict[Any, list[float]] = {measure: [] for measure in measures.values()}
    # trec_eval orders by score and breaks ties its own way; falling numbers keep our order.
    run = {
        question: {document: float(-place) for place, document in enumerate(rankings[question])}
        for question in judgements
    }
    plain = {question: dict(relevant) for question, relevant in judgements.items()}
    for each in ir_measures.iter_calc(list(values), plain, run):
        values[each.measure].append(each.value)
    found = {name: mean(values[measure]) for name, measure in measures.items()}
    return {name: each for name, each in found.items() if each is not None}


def _measures(ir_measures: ModuleType) -> dict[str, Any]:
    """Return the measures by the names of our contract."""
    rank = ir_measures.R
    made = (ir_measures.nDCG @ 10, rank @ 5, rank @ 10, rank @ 100, ir_measures.RR @ 10)
    return dict(zip(NAMES, made, strict=True))


def _ir_measures() -> ModuleType:
    """Import it when something is measured: a bot that answers never does."""
    import ir_measures  # noqa: PLC0415 - the reason stands above

    return ir_measures
