"""`vrijwijzer sources`: what the library holds, and all that is done to a single source."""

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from typing import Any, Final

from bot import settings
from bot.settings import Settings
from knowledge import exchange, freshness, given
from knowledge.errors import SourceRefused
from knowledge.library import Library, holds_library
from knowledge.model import Metadata, Source

_REPLACED_BY: Final = "replaced_by"


def run(arguments: argparse.Namespace) -> int:
    """Do one action; return 0, 1 when `verify` finds damage.

    Raises SourceRefused for an id that is not there or a value that cannot be.
    """
    wanted = settings.load(arguments.data)
    new = not holds_library(wanted.data_folder)
    library = open_library(wanted)
    try:
        match arguments.action:
            case "list":
                _list(library, json_wanted=arguments.json, new=new)
            case "show":
                _show(library, arguments)
            case "set":
                _set(library, source_of(library, arguments.id), arguments.values)
            case "remove":
                source = source_of(library, arguments.id)
                library.remove(source.id)
                print(f"removed: {source.metadata.title}")
            case "stale":
                _stale(library, json_wanted=arguments.json)
            case "export":
                kept = library.shelf()
                exchange.write(kept, arguments.folder)
                held = counted(len(kept), "source")
                print(f"exported: {held} to {arguments.folder / exchange.FILE}")
            case "verify":
                return _verify(library)
    finally:
        library.close()
    return 0


def open_library(wanted: Settings) -> Library:
    """Return the library of the data folder, which is made when it is not there."""
    folder = wanted.data_folder
    settings.make_data_folder(folder)
    return Library(folder)


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


def dated(published: str | None, added: str) -> str:
    """Return the date of a source, or that it is unknown and when it was imported."""
    return published or f"date unknown, imported {added[:10]}"


def counted(number: int, noun: str) -> str:
    """Return "1 passage" or "12 passages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def source_of(library: Library, source_id: str) -> Source:
    """Return the source with this id; raises SourceRefused when there is none."""
    try:
        return library.source(source_id)
    except KeyError:
        raise SourceRefused(
            f"no source has the id {source_id!r}; `vrijwijzer sources list` shows the ids"
        ) from None


def _list(library: Library, *, json_wanted: bool, new: bool) -> None:
    if new:  # perhaps the folder's name was a slip
        print("This folder held no library yet; a new one begins here.", file=sys.stderr)
    sources = library.sources()
    if json_wanted:
        print(json.dumps([as_json(source) for source in sources], ensure_ascii=False, indent=2))
        return
    searched = {source.id for source in library.searchable()}
    replaced = library.replaced()
    for source in sources:
        known = source.metadata
        who = _who(known)
        size = counted(len(source.passages), "passage")
        aside = ""
        if source.id not in searched:
            by = replaced.get(source.id) or replaced.get(source.parent or "")
            why = f"replaced by {by}" if by else "its original is here"
            aside = f" · not searched: {why}"
        print(
            f"{source.id}\n    {known.kind.value} · {known.title} · {who}"
            f" · {dated(known.published, source.added)} · {size}{aside}"
        )


def _who(known: Metadata) -> str:
    """Return who published a source; of a summary who published the original, and who made it."""
    maker = known.publisher or ", ".join(known.authors) or "publisher unknown"
    original = known.derived_from
    return (
        f"{original.publisher}, summed up by {maker}" if original and original.publisher else maker
    )


def _show(library: Library, arguments: argparse.Namespace) -> None:
    source = source_of(library, arguments.id)
    earlier = library.versions(source.id)
    if arguments.version is not None:
        found = [each for each in earlier if each.number == arguments.version]
        if not found:
            numbers = ", ".join(str(each.number) for each in earlier) or "none"
            raise SourceRefused(
                f"{source.id}: no earlier version {arguments.version}; there are: {numbers}"
            )
        source = found[0].source
    if arguments.text:
        sys.stdout.write(source.text)
        return
    known = source.metadata
    facts = as_json(source) | {
        "published": dated(known.published, source.added),
        "added": source.added,
        "language": known.language,
        "evidence": known.evidence.value,
        "licence": known.licence,
        "collection": known.collection,
        "municipalities": list(known.municipalities),
        "named in the text": list(known.municipalities_named),
        "themes": list(known.themes),
        "found in the text": list(known.themes_found),
        "given by a person": list(known.given),
        "replaced by": library.replaced().get(source.id),
        "earlier versions": [f"{each.number} (until {each.superseded})" for each in earlier],
    }
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        print(f"{name}: {shown if shown not in (None, '') else '–'}")


def _set(library: Library, source: Source, values: Sequence[str]) -> None:
    said: dict[str, str | Sequence[str]] = {}
    for each in values:
        key, equals, value = each.partition("=")
        if not equals:
            raise SourceRefused(f"{each!r}: write KEY=VALUE, as in published=2026-03-31")
        said[key] = value
    by = said.pop(_REPLACED_BY, None)
    known = given.applied(source.metadata, said, source.id)
    if by is not None:
        library.replace(source.id, source_of(library, str(by)).id if by else None)
    library.update(source.id, known)
    print(f"set: {', '.join(key.partition('=')[0] for key in values)} of {known.title}")


def _stale(library: Library, *, json_wanted: bool) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    found = freshness.stale(library.searchable(), library.cited(), today)
    if json_wanted:
        lines = [
            as_json(each.source) | {"years": each.years, "cited": each.cited} for each in found
        ]
        print(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    for each in found:
        known = each.source.metadata
        date = dated(known.published, each.source.added)
        age = "" if each.years is None else f" ({counted(each.years, 'year')})"
        print(
            f"{each.source.id}\n    {known.kind.value} · {date}{age}"
            f" · {counted(each.cited, 'answer')} · {known.title}"
        )


def _verify(library: Library) -> int:
    faults = library.verify()
    for fault in faults:
        print(fault)
    if not faults:
        held = counted(len(library.sources()), "source")
        print(f"sound: {held}, every text as it was stored")
    return 1 if faults else 0
