"""`vrijwijzer ask`: one question, or a file of questions, answered from the library."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot import settings
from bot.answering.contract import as_json
from bot.answering.model import Exchange
from bot.answering.understand import Question, Turn
from bot.card import card
from bot.cli import screen
from bot.cli.explain import explanations, table
from bot.cli.progress import embedding
from bot.terminal import plain
from bot.texts import load as load_texts
from bot.wiring import ReadingRoom, assemble
from knowledge.errors import SettingsError, SourceRefused


def run(arguments: argparse.Namespace) -> int:
    """Answer, print, and return 0; also a decline is an answer."""
    if (arguments.question is None) == (arguments.questions is None):
        raise SettingsError("ask: give either a question or --questions FILE")
    if arguments.questions is not None and not arguments.json:
        raise SettingsError("ask: --questions needs --json")
    asked = list(_asked(arguments))
    chosen = settings.load(arguments.data)
    with screen.telling_of_new(chosen.data_folder):
        room = assemble(chosen).ready(embedding())
    try:
        for exchange, questions, question_id in _exchanges(room, asked):
            explained = explanations(room, exchange, questions) if arguments.explain else []
            if arguments.json:
                made = as_json(exchange, question_id)
                made |= {"explain": explained} if arguments.explain else {}
                print(json.dumps(made, ensure_ascii=False), flush=True)
            else:
                print(plain(card(exchange, load_texts())))
                if arguments.explain:
                    print(f"\n{table(explained)}")
    finally:
        room.close()
    return 0


def _exchanges(
    room: ReadingRoom, asked: list[dict[str, Any]]
) -> Iterator[tuple[Exchange, tuple[Question, ...], str | None]]:
    understood: dict[str, Turn] = {}
    for line in asked:
        previous = understood.get(line.get("prev") or "")
        exchange, turn = room.answerer.answer(line["question"], previous)
        if line["id"] is not None:
            understood[line["id"]] = turn
        yield exchange, room.answerer.understood(line["question"], previous), line["id"]


def _asked(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if arguments.questions is None:
        yield {"id": None, "question": arguments.question}
        return
    seen: set[str] = set()
    for number, line in enumerate(_lines(arguments.questions), start=1):
        if line.strip():
            yield _question(line, f"{arguments.questions}:{number}", seen)


def _question(line: str, where: str, seen: set[str]) -> dict[str, Any]:
    """Return the question of one line; `seen` holds the ids before it, for `prev`."""
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceRefused(f"{where}: not JSON ({error.msg}); write one object a line") from None
    if not isinstance(read, dict) or not all(
        isinstance(read.get(key), str) for key in ("id", "question")
    ):
        raise SourceRefused(f'{where}: needs "id" and "question", both texts')
    previous = read.get("prev")
    if previous is not None and (not isinstance(previous, str) or previous not in seen):
        raise SourceRefused(f'{where}: "prev" names {previous!r}, which no earlier line has as id')
    seen.add(read["id"])
    return read


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise SourceRefused(f"{path}: {error.strerror}; name a file of JSON lines") from None
    except UnicodeDecodeError:
        raise SourceRefused(f"{path}: not UTF-8 text; name a file of JSON lines") from None
