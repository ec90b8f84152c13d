"""`vrijwijzer add`: import saved articles and case notes, each whole or not at all.

Vectors are made before the source is written, in this process: a bot that runs on the same data
folder finds the new source the moment it is there, and does not wait for the model.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from bot import settings
from bot.cli.progress import embedding
from bot.cli.sources import as_json, passages
from bot.wiring import Advisor, assemble
from knowledge.errors import SourceRefused
from knowledge.model import Document, Source
from knowledge.readers import read

_NICENESS = 10  # a running bot on the same machine goes first


def run(arguments: argparse.Namespace) -> int:
    """Import every path; return 1 when one was refused, the others are imported all the same."""
    documents, refused = _read(arguments.paths)
    for reason in refused:
        print(f"vrijwijzer: {reason}", file=sys.stderr)
    added: list[dict[str, Any]] = []
    if documents:
        os.nice(_NICENESS)
        advisor = assemble(settings.load(arguments.data))
        try:
            for document in documents:
                for line in _add(advisor, document):
                    added.append(line)
                    if not arguments.json:
                        print(_row(line), flush=True)
        finally:
            advisor.close()
    if arguments.json:
        print(json.dumps(added, ensure_ascii=False, indent=2))
    return 1 if refused else 0


def _read(paths: list[Path]) -> tuple[list[Document], list[SourceRefused]]:
    documents: list[Document] = []
    refused: list[SourceRefused] = []
    for path in paths:
        try:
            documents.append(read(path))
        except SourceRefused as reason:
            refused.append(reason)
    return documents, refused


def _add(advisor: Advisor, document: Document) -> list[dict[str, Any]]:
    sources = advisor.library.prepare(document)
    advisor.index.prepare(sources, embedding())
    advisor.library.add(sources, document.page)
    return [_described(source, document) for source in sources]


def _described(source: Source, document: Document) -> dict[str, Any]:
    left_out = list(document.left_out) if source.parent is None else []
    return as_json(source) | {"left_out": left_out}


def _row(line: dict[str, Any]) -> str:
    left_out = f" · {len(line['left_out'])} lines left out" if line["left_out"] else ""
    who = line["publisher"] or ", ".join(line["authors"]) or "publisher unknown"
    return (
        f"{line['kind']:<9} {line['title']} · {who} · {line['published'] or 'date unknown'}"
        f" · {passages(line['passages'])}{left_out}\n          id: {line['id']}"
    )
