"""`vrijwijzer sources`: what the library holds."""

import argparse
import json
import sys
from typing import Any

from bot import settings
from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.model import Source


def run(arguments: argparse.Namespace) -> int:
    """List, show or remove; return 0, or raise SourceRefused for an id that is not there."""
    folder = settings.load(arguments.data).data_folder
    settings.make_data_folder(folder)
    library = Library(folder)
    try:
        match arguments.action:
            case "list":
                _list(library, json_wanted=arguments.json)
            case "show":
                _show(_source(library, arguments.id), text_only=arguments.text)
            case "remove":
                source = _source(library, arguments.id)
                library.remove(source.id)
                print(f"removed: {source.metadata.title}")
    finally:
        library.close()
    return 0


def as_json(source: Source) -> dict[str, Any]:
    """Return the contract's object for one source."""
    known = source.metadata
    return {
        "id": source.id,
        "kind": known.kind.value,
        "title": known.title,
        "publisher": known.publisher,
        "authors": list(known.authors),
        "published": known.published,
        "url": known.url,
        "passages": len(source.passages),
        "parent": source.parent,
    }


def passages(number: int) -> str:
    """Return "1 passage" or "12 passages"."""
    return f"{number} passage" if number == 1 else f"{number} passages"


def _source(library: Library, source_id: str) -> Source:
    try:
        return library.source(source_id)
    except KeyError:
        raise SourceRefused(
            f"no source has the id {source_id!r}; `vrijwijzer sources list` shows the ids"
        ) from None


def _list(library: Library, *, json_wanted: bool) -> None:
    sources = library.sources()
    if json_wanted:
        print(json.dumps([as_json(source) for source in sources], ensure_ascii=False, indent=2))
        return
    searched = {source.id for source in library.searchable()}
    for source in sources:
        known = source.metadata
        who = known.publisher or ", ".join(known.authors) or "publisher unknown"
        displaced = "" if source.id in searched else " · not searched: its original is here"
        print(
            f"{source.id}\n    {known.kind.value} · {known.title} · {who}"
            f" · {known.published or 'date unknown'} · {passages(len(source.passages))}{displaced}"
        )


def _show(source: Source, *, text_only: bool) -> None:
    if text_only:
        sys.stdout.write(source.text)
        return
    for name, value in as_json(source).items():
        print(f"{name}: {value if value not in (None, []) else '–'}")
