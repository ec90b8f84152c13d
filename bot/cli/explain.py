"""`vrijwijzer ask --explain`: what was found for a question, and how it was judged.

It is found once more, which is exact: the same question and library give the same hits.
"""

from collections.abc import Sequence, Set
from dataclasses import asdict
from typing import Any

from bot.answering.model import Answered, Declined, DeclineReason, Exchange
from bot.answering.readers import fitting
from bot.answering.understand import Question
from bot.answering.why import Weighed
from bot.wiring import ReadingRoom
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


def explanations(
    room: ReadingRoom, exchange: Exchange, asked: Sequence[Question]
) -> list[dict[str, Any]]:
    """Return hits, ranks, scores, signals and judgement of each question of a message.

    Nothing where nothing was searched. `threshold`, `probability` and cosines as the index states
    them; ranks count from 1, null: not found by that side. `quoted` tells whether the answer
    quotes the passage. `evidence` holds the sentences that were considered, each with its fate.
    """
    answer = exchange.answer
    if isinstance(answer, Declined) and answer.reason in _NOT_SEARCHED:
        return []
    cited = answer.citations if isinstance(answer, Answered) else ()
    quoted = {each.passage_id for each in cited}
    return [_explained(room, each, quoted) for each in asked]


def _explained(room: ReadingRoom, asked: Question, quoted: Set[str]) -> dict[str, Any]:
    """Return how one question was searched and judged."""
    found = room.find(asked.searched, asked.language, asked.understood.asked)
    hits = [_hit(place, hit) for place, hit in enumerate(found.hits, start=1)]
    return {
        "searched": asked.searched,
        "probability": round(found.probability, _DIGITS),
        "threshold": answerable.THRESHOLD,
        "enough": found.enough,
        "calibrated": answerable.is_calibrated(room.index),
        "signals": _signals(room, asked, found.hits),
        "evidence": [_weighed(each) for each in room.answerer.explain(asked).weighed],
        "hits": [hit | {"quoted": hit["passage_id"] in quoted} for hit in hits],
    }


def table(explained: Sequence[dict[str, Any]]) -> str:
    """Return explanations as lines for a person."""
    return "\n\n".join(map(_table, explained)) or "Nothing was searched."


def _table(explained: dict[str, Any]) -> str:
    """Return one explanation as lines."""
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
    lines += ["", f"{'score':>6} {'fate':<9} evidence"]
    for each in explained["evidence"]:
        text = " ".join(each["text"].split())[:_PLACE]
        lines.append(f"{each['score']:>6.2f} {each['fate']:<9} {text}")
    return "\n".join(lines)


def _weighed(piece: Weighed) -> dict[str, Any]:
    """Return one sentence with its score and its fate."""
    return {
        "text": piece.text,
        "passage_id": piece.passage_id,
        "score": round(piece.score, _DIGITS),
        "fate": piece.fate.value,
    }


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


def _signals(room: ReadingRoom, asked: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """Return what the judgement was made from: of what may answer; nothing without that."""
    judged = fitting(asked.searched, hits)
    if not judged:
        return {}
    asks = asked.understood.asked
    found = asdict(answerable.signals(asked.searched, judged, room.index, asked.language, asks))
    room.index.forget()
    return {name: round(value, _DIGITS) for name, value in found.items()}


def _side(rank: int | None, score: float) -> str:
    """Return the rank that one side gave, with its score."""
    return f"{'–' if rank is None else rank:>4} ({score:6.3f})"
