"""Gold questions: what is asked, and which sentences answer it. The form is in tests/gold.

A file is read whole or refused; nothing is asked before that.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from bot.evaluation.split import Split
from knowledge.errors import SourceRefused

_TEXTS: Final = ("id", "question", "language", "kind", "status", "enough")
_SHOWN: Final = 3  # faults named in one message


class Status(StrEnum):
    """How a question should end."""

    ANSWERED = "answered"
    DECLINED = "declined"
    CLARIFY = "clarify"


class Enough(StrEnum):
    """How much of the gold an answer needs."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a source: from its first words up to its last; `source` is a name for it."""

    source: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question with its gold; `supporting` may stand beside, `prev` is what it follows on."""

    id: str
    question: str
    language: str
    kind: str
    status: Status
    enough: Enough
    gold: tuple[Mark, ...]
    supporting: tuple[Mark, ...]
    prev: str | None
    near: bool
    method_missing: bool


def read(path: Path) -> list[GoldQuestion]:
    """Return the questions of a file, in order.

    Raises SourceRefused that names the first faults with their lines.
    """
    faults: list[str] = []
    found: dict[str, GoldQuestion] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            one = _question(json.loads(line), found)
            found[one.id] = one
        except ValueError as fault:
            faults.append(f"{path}:{number}: {fault}")
    if faults:
        more = f" (and {len(faults) - _SHOWN} more)" if len(faults) > _SHOWN else ""
        raise SourceRefused("; ".join(faults[:_SHOWN]) + more)
    if not found:
        raise SourceRefused(f"{path}: holds no question; write a JSON object a line")
    return list(found.values())


def needed(questions: list[GoldQuestion], split: Split) -> list[GoldQuestion]:
    """Return the questions of a part, and those that they follow on, in order."""
    wanted: set[str] = set()
    for each in reversed(questions):
        if (split.holds(each.id) or each.id in wanted) and each.prev is not None:
            wanted.add(each.prev)
    return [each for each in questions if split.holds(each.id) or each.id in wanted]


def _question(read: Any, earlier: Collection[str]) -> GoldQuestion:
    """Return the question of one line; `earlier` are the ids before it. Raises ValueError."""
    if not isinstance(read, dict):
        raise ValueError("needs an object")  # noqa: TRY004 - all faults of a line are ValueError
    missing = [name for name in _TEXTS if not isinstance(read.get(name), str)]
    if missing:
        raise ValueError(f"needs texts for {', '.join(missing)}")
    one = GoldQuestion(
        **{name: read[name] for name in ("id", "question", "language", "kind")},
        status=Status(read["status"]),
        enough=Enough(read["enough"]),
        gold=_marks(read, "gold"),
        supporting=_marks(read, "supporting"),
        prev=read.get("prev"),
        near=bool(read.get("near")),
        method_missing=bool(read.get("method_missing")),
    )
    if one.id in earlier:
        raise ValueError(f"the id {one.id!r} stands there twice")
    if one.prev is not None and one.prev not in earlier:
        raise ValueError(f'"prev" names {one.prev!r}, which no earlier line has as id')
    if bool(one.gold) != (one.status is Status.ANSWERED):
        raise ValueError("a question has gold when its status is answered, and only then")
    return one


def _marks(read: dict[str, Any], name: str) -> tuple[Mark, ...]:
    """Return the places under one key; a `text` is its own first and last words."""
    try:
        return tuple(_mark(**each) for each in read.get(name) or [])
    except TypeError:
        raise ValueError(f'{name} needs "source" and "text", or "first" and "last"') from None


def _mark(source: str, text: str = "", first: str = "", last: str = "") -> Mark:
    """Return a place; raises TypeError when neither its text nor its ends are there."""
    if not (text or (first and last)):
        raise TypeError("no words")
    return Mark(source, first or text, last or text)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    except OSError as error:
        raise SourceRefused(f"{path}: {error.strerror}; name a file of JSON lines") from None
    except UnicodeDecodeError:
        raise SourceRefused(f"{path}: not UTF-8 text; name a file of JSON lines") from None
