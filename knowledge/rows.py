"""Sources as rows of knowledge.db and back; nothing here reads or writes."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from knowledge import codec
from knowledge.errors import Unavailable
from knowledge.keys import title_key, url_key
from knowledge.model import (
    BlockKind,
    Evidence,
    Ground,
    Metadata,
    Original,
    Passage,
    Sentence,
    Source,
    SourceKind,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A source without its text: enough to tell whether another is the same one."""

    id: str
    metadata: Metadata
    added: str
    parent: str | None
    bundled: bool
    replaced_by: str | None = None


def sha256(source: Source) -> str:
    """Return the hash of all that a source holds but the moment it was added."""
    content = codec.plain(source) | {"added": ""}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def source_row(source: Source, page: str, *, bundled: bool) -> dict[str, Any]:
    """Return the row of a source."""
    known = source.metadata
    return {
        "id": source.id,
        "parent": source.parent,
        "bundled": int(bundled),
        "kind": known.kind,
        "title": known.title,
        "title_key": title_key(known.own_title or known.title),
        "evidence": known.evidence,
        "publisher": known.publisher,
        "authors": json.dumps(known.authors, ensure_ascii=False),
        "published": known.published,
        "url": known.url,
        "url_key": url_key(known.url) if known.url else None,
        "language": known.language,
        "collection": known.collection,
        "municipalities": json.dumps(known.municipalities, ensure_ascii=False),
        "themes": json.dumps(known.themes, ensure_ascii=False),
        "contact_role": known.contact_role,
        "derived_from": _json(known.derived_from),
        "checked_by_municipality": int(known.checked_by_municipality),
        "licence": known.licence,
        "municipalities_named": json.dumps(known.municipalities_named, ensure_ascii=False),
        "themes_found": json.dumps(known.themes_found, ensure_ascii=False),
        "given": json.dumps(known.given),
        "own_title": known.own_title,
        "text": source.text,
        "page": page,
        "sha256": sha256(source),
        "added": source.added,
    }


def passage_rows(source: Source) -> Iterator[dict[str, Any]]:
    """Yield the rows of a source's passages."""
    for number, passage in enumerate(source.passages, start=1):
        yield {
            "id": passage.id,
            "source_id": source.id,
            "number": number,
            "start": passage.start,
            "stop": passage.end,
            "heading": json.dumps(passage.heading, ensure_ascii=False),
            "sha256": passage.sha256,
        }


def sentence_rows(source: Source) -> Iterator[dict[str, Any]]:
    """Yield the rows of the sentences in a source's passages."""
    for place, passage in enumerate(source.passages, start=1):
        for number, sentence in enumerate(passage.sentences, start=1):
            yield {
                "source_id": source.id,
                "passage": place,
                "number": number,
                "start": sentence.start,
                "stop": sentence.end,
                "block": sentence.block,
                "kind": sentence.kind,
                "item": sentence.item,
                "list_id": sentence.list_id,
                "lead_start": sentence.lead_in[0] if sentence.lead_in else None,
                "lead_stop": sentence.lead_in[1] if sentence.lead_in else None,
                "ground": _json(sentence.ground),
                "page": sentence.page,
            }


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Tell a value in the database `path` that is none of ours as the damage that it is.

    SQLite does not notice a changed letter. Raises Unavailable, without the value.
    """
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unavailable(
            f"{path}: damaged ({type(error).__name__} in a row); put a backup in its place"
        ) from error


def entry(row: Row) -> Entry:
    """Return the entry in a row of sources."""
    return Entry(
        id=row["id"],
        metadata=_metadata(row),
        added=row["added"],
        parent=row["parent"],
        bundled=bool(row["bundled"]),
        replaced_by=row["replaced_by"],
    )


def sources(
    found: Sequence[Row], passages: Sequence[Row], sentences: Sequence[Row]
) -> list[Source]:
    """Return the sources in their rows; passages and sentences ordered by source and number."""
    by_passage = {
        key: tuple(_sentence(row) for row in group)
        for key, group in groupby(sentences, key=lambda row: (row["source_id"], row["passage"]))
    }
    by_source = {
        key: list(group) for key, group in groupby(passages, key=lambda row: row["source_id"])
    }
    return [
        Source(
            id=row["id"],
            metadata=_metadata(row),
            text=row["text"],
            added=row["added"],
            parent=row["parent"],
            passages=tuple(
                _passage(each, row["text"], by_passage.get((row["id"], each["number"]), ()))
                for each in by_source.get(row["id"], ())
            ),
        )
        for row in found
    ]


def _metadata(row: Row) -> Metadata:
    """The metadata in a row of sources."""
    original = json.loads(row["derived_from"]) if row["derived_from"] else None
    return Metadata(
        kind=SourceKind(row["kind"]),
        title=row["title"],
        evidence=Evidence(row["evidence"]),
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        url=row["url"],
        language=row["language"],
        collection=row["collection"],
        municipalities=tuple(json.loads(row["municipalities"])),
        themes=tuple(json.loads(row["themes"])),
        contact_role=row["contact_role"],
        derived_from=Original(**original) if original else None,
        checked_by_municipality=bool(row["checked_by_municipality"]),
        licence=row["licence"],
        municipalities_named=tuple(json.loads(row["municipalities_named"])),
        themes_found=tuple(json.loads(row["themes_found"])),
        given=tuple(json.loads(row["given"])),
        own_title=row["own_title"],
    )


def _passage(row: Row, text: str, sentences: tuple[Sentence, ...]) -> Passage:
    """The passage in a row, cut from the text of its source."""
    return Passage(
        id=row["id"],
        source_id=row["source_id"],
        start=row["start"],
        end=row["stop"],
        text=text[row["start"] : row["stop"]],
        heading=tuple(json.loads(row["heading"])),
        sentences=sentences,
    )


def _sentence(row: Row) -> Sentence:
    """The sentence in a row."""
    lead_in = None if row["lead_start"] is None else (row["lead_start"], row["lead_stop"])
    return Sentence(
        start=row["start"],
        end=row["stop"],
        block=row["block"],
        kind=BlockKind(row["kind"]),
        item=row["item"],
        list_id=row["list_id"],
        lead_in=lead_in,
        ground=Ground(**json.loads(row["ground"])) if row["ground"] else None,
        page=row["page"],
    )


def _json(value: Original | Ground | None) -> str | None:
    """A small value as JSON."""
    return json.dumps(asdict(value), ensure_ascii=False) if value else None
