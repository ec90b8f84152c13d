"""`vrijwijzer ask --explain`: what was found for a question, and how it was judged.

It is found once more, which is exact: the same question and library give the same hits.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.answering.model import Answered, Declined, DeclineReason, Exchange
from bot.wiring import Advisor
from index import answerable
from index.search import Hit

_DIGITS = 4
_PLACE = 44  # characters of title and heading in the table

# What is said of an index without a fit for its model.
_CAREFUL = "never calibrated for this model, so careful: vrijwijzer index calibrate FILE"

# Declined before anything was searched, and so not searched here either.
_NOT_SEARCHED = (
    DeclineReason.NOT_A_QUESTION,
    DeclineReason.PERSONAL_DATA,
    DeclineReason.NOT_ALLOWED,
)


def explanation(advisor: Advisor, exchange: Exchange) -> dict[str, Any] | None:
    """Return hits, ranks, scores, signals and judgement; None where nothing was searched.

    `threshold`, `probability` and cosines as the index states them; ranks count from 1, null: not
    found by that side. `quoted` tells whether the answer quotes the passage.
    """
    answer = exchange.answer
    if isinstance(answer, Declined) and answer.reason in _NOT_SEARCHED:
        return None
    question = exchange.understood_as
    found = advisor.find(question, exchange.language)
    cited = answer.citations if isinstance(answer, Answered) else ()
    quoted = {each.passage_id for each in cited}
    hits = [_hit(place, hit) for place, hit in enumerate(found.hits, start=1)]
    return {
        "searched": question,
        "probability": round(found.probability, _DIGITS),
        "threshold": answerable.THRESHOLD,
        "enough": found.enough,
        "calibrated": answerable.is_calibrated(advisor.index),
        "signals": _signals(advisor, exchange, found.hits),
        "hits": [hit | {"quoted": hit["passage_id"] in quoted} for hit in hits],
    }


def table(explained: dict[str, Any] | None) -> str:
    """Return an explanation as lines for a person."""
    if explained is None:
        return "Nothing was searched."
    verdict = "may be answered" if explained["enough"] else "is declined"
    chance = f"probability {explained['probability']:.2f}, threshold {explained['threshold']:.2f}"
    lines = [
        f"searched: {explained['searched']}",
        f"{chance}: {verdict}" + ("" if explained["calibrated"] else f" ({_CAREFUL})"),
        "signals: " + ", ".join(f"{name} {value}" for name, value in explained["signals"].items()),
        "",
        f"{'':>3} {'score':>6} {'meaning':>13} {'words':>13} {'sentence':>8} quoted  passage",
    ]
    for hit in explained["hits"]:
        place = " › ".join((hit["title"], *hit["heading"]))[:_PLACE]
        lines.append(
            f"{hit['rank']:>3} {hit['score']:>6.2f}"
            f" {_side(hit['dense_rank'], hit['cosine'])}"
            f" {_side(hit['keyword_rank'], hit['keyword_score'])}"
            f" {hit['best_sentence']:>8.3f} {'yes' if hit['quoted'] else 'no':<6}"
            f"  {hit['passage_id'].rpartition('#')[2]:>2} {place}"
        )
    return "\n".join(lines)


def _hit(place: int, hit: Hit) -> dict[str, Any]:
    """Return one hit with what speaks for it."""
    return {
        "rank": place,
        "passage_id": hit.passage.id,
        "source_id": hit.source.id,
        "title": hit.source.metadata.title,
        "heading": list(hit.passage.heading),
        "score": round(hit.score, _DIGITS),
        "dense_rank": hit.dense_rank,
        "cosine": round(hit.cosine, _DIGITS),
        "keyword_rank": hit.keyword_rank,
        "keyword_score": round(hit.keyword_score, _DIGITS),
        "best_sentence": round(max(hit.sentence_scores, default=hit.cosine), _DIGITS),
    }


def _signals(advisor: Advisor, exchange: Exchange, hits: Sequence[Hit]) -> dict[str, float]:
    """Return what the judgement was made from; nothing without hits."""
    if not hits:
        return {}
    asked, language = exchange.understood_as, exchange.language
    found = asdict(answerable.signals(asked, hits, advisor.index, language))
    advisor.index.forget()
    return {name: round(value, _DIGITS) for name, value in found.items()}


def _side(rank: int | None, score: float) -> str:
    """Return the rank that one side gave, with its score."""
    return f"{'–' if rank is None else rank:>4} ({score:6.3f})"
