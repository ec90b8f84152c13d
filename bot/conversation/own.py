"""What is kept of a person, in words: a paragraph a table, a line for each thing they said."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeAlias

from bot.answering.model import Language
from bot.state.feedback import Verdict
from bot.state.own import Row
from bot.texts import Texts

_Get: TypeAlias = Callable[..., str]  # a text of the catalogue, in the person's language


def readable(kept: Mapping[str, list[Row]], language: Language, texts: Texts) -> Iterator[str]:
    """Yield a paragraph for each table that holds something of a person."""
    get = partial(texts.get, language)
    for table, rows in kept.items():
        if rows:
            heading = get(f"own.{table}", count=len(rows))
            yield "\n".join([heading, *_lines(table, rows, get)])


def _lines(table: str, rows: list[Row], get: _Get) -> list[str]:
    """A line a row; none for what holds numbers and keys only, of which the heading says all."""
    if table in _WORDS:
        return [_WORDS[table](row) for row in rows]
    if table in _PHRASES:
        return [_PHRASES[table](row, get) for row in rows]
    return []


def _role(row: Row, get: _Get) -> str:
    return get(
        "own.role",
        name=row["name"],
        role=get(f"role.{row['role']}"),
        collection=row["collection"],
        until=_moment(row["expires_at"]),
    )


def _verdict(row: Row, get: _Get) -> str:
    verdict, said = row["verdict"], _said(row)
    label = "own.right" if verdict == Verdict.RIGHT else f"feedback.reason_{verdict}"
    line = _at(row["at"], f"{get(label)}: “{said.get('question', '')}”")
    return f"{line} {said['note']}" if said.get("note") else line


def _turn(row: Row, get: _Get) -> str:
    answer: Any = _said(row).get("said", {}).get("answer") or {}
    quotes = get("own.quotes", count=len(answer.get("citations", ())))
    return _at(row["asked_at"], f"“{answer.get('question', '')}” {quotes}")


def _message(row: Row) -> str:
    """What waits in the inbox: a text, or what a button that was pressed carries."""
    body = row["body"]
    parts = (("message", "text"), ("edited_message", "text"), ("callback_query", "data"))
    said = [body[kind].get(words, "") for kind, words in parts if kind in body]
    return _at(row["stored_at"], f"“{''.join(said)}”")


def _saying(moment: str, name: str) -> Callable[[Row], str]:
    """A line of what was said: when, and what stands under a name."""
    return lambda row: _at(row[moment], f"“{_said(row).get(name, '')}”")


def _said(row: Row) -> Mapping[str, Any]:
    """What was sealed in a row; nothing when it cannot be opened any more."""
    return row["said"] or {}


def _at(at: float, words: str) -> str:
    return f"{_moment(at)}: {words}"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%d-%m-%Y %H:%M %Z")


_WORDS: Final[Mapping[str, Callable[[Row], str]]] = {
    "requests": _saying("asked_at", "name"),
    "gap_asks": _saying("at", "question"),
    "drafts": _saying("at", "name"),
    "notices": _saying("at", "text"),
    "inbox": _message,
    "consents": lambda row: _moment(row["given_at"]),
    "erasures": lambda row: _moment(row["erased_at"]),
}
_PHRASES: Final[Mapping[str, Callable[[Row, _Get], str]]] = {
    "roles": _role,
    "languages": lambda row, get: get(f"language.{row['language']}_button"),
    "journal": _turn,
    "feedback": _verdict,
}
