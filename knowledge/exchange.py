"""A library as files: sources.jsonl holds it exactly, a Markdown file a source is there to read.

Importing a sources.jsonl gives the same ids, texts, offsets, hashes and earlier versions. The
first line names the format; each further line is one source, an article before its comments.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from knowledge import codec
from knowledge.errors import SourceRefused
from knowledge.keys import is_slug
from knowledge.model import Metadata, Source
from knowledge.rows import sha256
from knowledge.versions import Version

FILE: Final = "sources.jsonl"
# The readable copies stand here; whoever imports the folder passes them over.
READABLE: Final = "markdown"
_HEADER: Final = {"format": "vrijwijzer-sources", "version": 1}


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the library keeps of one source: its page, what replaced it, earlier versions."""

    source: Source
    page: str
    replaced_by: str | None = None
    earlier: tuple[Version, ...] = ()


def record_of(source: Source) -> dict[str, Any]:
    """Return a source as JSON; passages without their text, which is a slice of the source's."""
    record: dict[str, Any] = codec.plain(source)
    for passage, made in zip(source.passages, record.get("passages", ()), strict=True):
        del made["text"]
        made["sha256"] = passage.sha256
    return record | {"sha256": sha256(source)}


def source_of(record: object) -> Source:
    """Return the source that `record_of` gave; raises ValueError when it is damaged."""
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError("a source must hold a text")  # noqa: TRY004 - one error for a whole file
    cut = [_with_text(each, record["text"]) for each in record.get("passages", ())]
    own = {key: value for key, value in record.items() if key != "sha256"}
    source = codec.built(Source, own | {"passages": [passage for passage, _ in cut]}, "source")
    pairs = zip(source.passages, cut, strict=True)
    wrong = [passage.id for passage, (_, told) in pairs if passage.sha256 != told]
    if wrong or sha256(source) != record.get("sha256"):
        where = f"passage {wrong[0]}" if wrong else "the source"
        raise ValueError(f"{where} does not have the hash that it was exported with")
    if not is_slug(source.id):
        raise ValueError(f"{source.id!r} is no id of a source")  # it becomes the name of a file
    return source


def write(shelf: Sequence[Kept], folder: Path) -> None:
    """Write sources.jsonl and the readable copies into `folder`, which may be there already."""
    readable = folder / READABLE
    try:
        readable.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(_HEADER), *(_line(each) for each in shelf)]
        (folder / FILE).write_text("\n".join(lines) + "\n", "utf-8")
        for each in shelf:
            (readable / f"{each.source.id}.md").write_text(markdown_of(each.source), "utf-8")
    except OSError as error:
        raise SourceRefused(
            f"{folder}: cannot be written ({error.strerror}); name another folder"
        ) from error


def read(path: Path) -> list[Kept]:
    """Return what a sources.jsonl holds; raises SourceRefused with every fault as file:line."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceRefused(f"{path}: cannot be read ({error}); export it again") from error
    faults: list[str] = []
    found: list[Kept] = []
    for number, line in enumerate(lines, start=1):
        try:
            if number == 1:
                _check_header(line)
            elif line:
                found.append(_kept(json.loads(line)))
        except (ValueError, RecursionError) as error:
            faults.append(f"{path}:{number}: {error}")
    if faults:
        raise SourceRefused("\n".join(faults))
    return found


def markdown_of(source: Source) -> str:
    """Return a source as Markdown with front matter, to read; its text stands as it is stored."""
    facts = "\n".join(_front_matter(source.metadata))
    return f"---\nid: {source.id}\n{facts}\n---\n\n# {source.metadata.title}\n\n{source.text}\n"


def _with_text(passage: object, text: str) -> tuple[dict[str, Any], object]:
    """The record of a passage with its text, and the hash that it was exported with."""
    if not isinstance(passage, dict):
        raise ValueError("a passage must hold fields")  # noqa: TRY004 - one error for a whole file
    start, end = passage.get("start"), passage.get("end")
    if not (isinstance(start, int) and isinstance(end, int)):
        raise ValueError("a passage must hold start and end")  # noqa: TRY004 - as above
    own = {key: value for key, value in passage.items() if key != "sha256"}
    return own | {"text": text[start:end]}, passage.get("sha256")


def _front_matter(known: Metadata) -> Iterator[str]:
    """A line for each thing known of a source; JSON is YAML."""
    for name, value in codec.plain(known).items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"


def _line(kept: Kept) -> str:
    """One source as a line of JSON."""
    content = {
        "source": record_of(kept.source),
        "page": kept.page,
        "replaced_by": kept.replaced_by,
        "earlier": [
            {
                "number": each.number,
                "superseded": each.superseded,
                "source": record_of(each.source),
                "page": each.page,
            }
            for each in kept.earlier
        ],
    }
    return json.dumps(content, ensure_ascii=False)


def _check_header(line: str) -> None:
    """Refuse a file of another kind, or of a later form."""
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if said != _HEADER:
        raise ValueError(f"no export of this version of VrijWijzer; expected {_HEADER}")


def _kept(content: dict[str, Any]) -> Kept:
    """One line of the file."""
    try:
        earlier = tuple(
            Version(each["number"], each["superseded"], source_of(each["source"]), each["page"])
            for each in content["earlier"]
        )
        return Kept(source_of(content["source"]), content["page"], content["replaced_by"], earlier)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a source as VrijWijzer exports it ({error})") from error
