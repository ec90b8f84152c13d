"""An exchange as the JSON object of `vrijwijzer ask --json`: all keys, always."""

from typing import Any

from bot.answering.model import (
    Answered,
    AnswerWarning,
    Citation,
    Clarify,
    Declined,
    Exchange,
    Label,
    Statement,
    Unanswered,
)


def as_json(exchange: Exchange, question_id: str | None = None) -> dict[str, Any]:
    """Return the contract's object; `id` is the caller's own id for the question, or null."""
    answered = exchange.answer if isinstance(exchange.answer, Answered) else None
    declined = exchange.answer if isinstance(exchange.answer, Declined) else None
    clarify = exchange.answer if isinstance(exchange.answer, Clarify) else None
    timings = exchange.timings
    return {
        "id": question_id,
        "answer_id": exchange.answer_id,
        "question": exchange.question,
        "language": exchange.language,
        "status": "answered" if answered else "declined" if declined else "clarify",
        "reason": declined.reason.value if declined else None,
        "understood_as": exchange.understood_as,
        "statements": [_statement(s) for s in answered.statements] if answered else [],
        "citations": [_citation(c) for c in answered.citations] if answered else [],
        "empty_sides": list(answered.empty_sides) if answered else [],
        "unanswered": [_unanswered(u) for u in answered.unanswered] if answered else [],
        "nearest": [_citation(c) for c in declined.nearest] if declined else [],
        "clarify": _clarify(clarify),
        "signpost": _signpost(declined),
        "warnings": [_warning(w) for w in answered.warnings] if answered else [],
        "confidence": round(exchange.confidence, 4),
        "timings_ms": {
            "understand": timings.understand,
            "embed": timings.embed,
            "search": timings.search,
            "compose": timings.compose,
            "total": timings.total,
        },
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "part": statement.part,
        "label": _label(statement.label),
    }


def _label(label: Label | None) -> str | None:
    """Return the name of a side or source, or the code of what a line is."""
    return None if label is None else label.name or label.kind.value


def _citation(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "passage_id": citation.passage_id,
        "heading": list(citation.heading),
        "page": citation.page,
        "link": citation.link,
        "source": {
            "id": citation.source_id,
            "kind": source.kind.value,
            "evidence": source.evidence.value,
            "title": source.title,
            "publisher": source.publisher,
            "authors": list(source.authors),
            "published": source.published,
            "url": source.url,
        },
    }


def _clarify(clarify: Clarify | None) -> dict[str, Any] | None:
    if clarify is None:
        return None
    options = [{"label": o.label, "question": o.question} for o in clarify.options]
    return {"question": clarify.question, "options": options}


def _unanswered(unanswered: Unanswered) -> dict[str, Any]:
    """Return a question of the message; a null reason: the statements answer it too."""
    declined = unanswered.answer if isinstance(unanswered.answer, Declined) else None
    reason = "clarify" if isinstance(unanswered.answer, Clarify) else None
    return {
        "part": unanswered.part,
        "question": unanswered.question,
        "reason": declined.reason.value if declined else reason,
        "signpost": _signpost(declined),
    }


def _signpost(declined: Declined | None) -> dict[str, str] | None:
    if declined is None or declined.signpost is None:
        return None
    return {"name": declined.signpost.name, "url": declined.signpost.url}


def _warning(warning: AnswerWarning) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": warning.code.value}
    return plain if warning.years is None else plain | {"years": warning.years}
