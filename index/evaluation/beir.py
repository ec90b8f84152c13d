"""Reads a folder in BEIR layout: documents, questions, and which document answers which question.

`corpus.jsonl` and `queries.jsonl` hold an object a line, `qrels/NAME.tsv` three columns: question,
document, score (above 0: relevant). What does not fit is refused before anything is measured.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from index.evaluation.json_lines import lines
from knowledge import rows
from knowledge.errors import SourceRefused
from knowledge.model import Block, BlockKind, Evidence, Metadata, Source, SourceKind
from knowledge.passages import split
from knowledge.readers.markdown_blocks import drafts_of

_CORPUS: Final = "corpus.jsonl"
_QUESTIONS: Final = "queries.jsonl"
_QRELS: Final = "qrels"
_COLUMNS: Final = 3
_SHOWN: Final = 3  # unknown ids named in one message


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents as sources, and the questions that are asked of them.

    `judgements` holds a question's relevant documents by id, with a score above 0; every question
    has one at least. `unanswerable` are questions that no document answers. `sha256` covers all
    files that were read.
    """

    name: str
    qrels: str
    documents: tuple[Source, ...]
    questions: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]
    unanswerable: Mapping[str, str]
    sha256: str
    by_id: Mapping[str, Source] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {each.id: each for each in self.documents})

    @property
    def key(self) -> str:
        """A name for the folder of its index: the same documents, the same folder."""
        ids = "\0".join(f"{each.id}\0{each.text}" for each in self.documents)
        return f"{self.name}-{hashlib.sha256(ids.encode()).hexdigest()[:12]}"

    @property
    def revision(self) -> int:
        """The same always: a question set does not change."""
        return 1

    def marks(self) -> dict[str, str]:
        """Return a mark of each document by id, which changes with anything in it."""
        return {each: rows.sha256(source) for each, source in self.by_id.items()}

    def searched(self) -> Set[str]:
        """Return the ids of all: no document displaces another."""
        return self.by_id.keys()

    def source(self, source_id: str) -> Source:
        """Return one document. Raises KeyError."""
        return self.by_id[source_id]


def read(folder: Path, qrels: str | None = None, unanswerable: Path | None = None) -> QuestionSet:
    """Return the question set of a folder; questions without a relevant document are left out.

    `qrels` names a file of judgements, needed where there are several and none is called `test`.
    Raises SourceRefused, in one line, for a folder of another layout, for ids that are missing,
    twice or unknown, and for judgements that leave nothing to ask.
    """
    _layout(folder)
    judged = _judgements_file(folder / _QRELS, qrels)
    texts = [each.read_bytes() for each in (folder / _CORPUS, folder / _QUESTIONS, judged)]
    documents = {each["_id"]: each for each in _objects(folder / _CORPUS)}
    asked = _questions(folder / _QUESTIONS)
    judgements = _judgements(judged, asked, documents)
    others: Mapping[str, str] = {}
    if unanswerable is not None:
        others = _questions(unanswerable)
        texts.append(unanswerable.read_bytes())
    return QuestionSet(
        name=folder.resolve().name,
        qrels=judged.stem,
        documents=tuple(_source(each) for each in documents.values()),
        questions={each: asked[each] for each in judgements},
        judgements=judgements,
        unanswerable=others,
        sha256=hashlib.sha256(b"\0".join(texts)).hexdigest(),
    )


def _layout(folder: Path) -> None:
    """Refuse a folder that lacks a part of the layout, naming all that it lacks."""
    parts = [(_CORPUS, Path.is_file), (_QUESTIONS, Path.is_file), (_QRELS, Path.is_dir)]
    missing = [name for name, is_there in parts if not is_there(folder / name)]
    if missing:
        raise SourceRefused(
            f"{folder}: not a folder in BEIR layout, it lacks {', '.join(missing)};"
            " name one with corpus.jsonl, queries.jsonl and qrels/NAME.tsv"
        )


def _judgements_file(folder: Path, name: str | None) -> Path:
    """Return the file of judgements that is named, or the only one, or `test`."""
    there = {path.stem: path for path in sorted(folder.glob("*.tsv"))}
    wanted = name or (next(iter(there)) if len(there) == 1 else "test")
    if wanted not in there:
        names = ", ".join(there) or "nothing"
        raise SourceRefused(f"{folder}: holds {names}; name one of them with --qrels")
    return there[wanted]


def _judgements(
    path: Path, asked: Mapping[str, str], documents: Mapping[str, Any]
) -> dict[str, dict[str, int]]:
    """Return the relevant documents by question, in the order of the file."""
    found: dict[str, dict[str, int]] = {}
    unknown: list[str] = []
    for number, line in lines(path):
        columns = line.split("\t")
        if number == 1 and not columns[-1].lstrip("-").isdigit():
            continue  # the names of the columns
        if len(columns) != _COLUMNS or not columns[-1].lstrip("-").isdigit():
            raise SourceRefused(f"{path}:{number}: needs question, document and score, with tabs")
        question, document, score = columns
        unknown += [f"question {question!r}"] * (question not in asked)
        unknown += [f"document {document!r}"] * (document not in documents)
        if int(score) > 0:
            found.setdefault(question, {})[document] = int(score)
    if unknown:
        shown = ", ".join(list(dict.fromkeys(unknown))[:_SHOWN])
        raise SourceRefused(
            f"{path}: names {len(set(unknown))} ids that corpus.jsonl or queries.jsonl does not"
            f" hold ({shown}); take all three from the same place"
        )
    if not found:
        raise SourceRefused(f"{path}: calls no document relevant; name other judgements, --qrels")
    return found


def _questions(path: Path) -> dict[str, str]:
    """Return the questions of a file by id."""
    return {each["_id"]: each["text"] for each in _objects(path)}


def _objects(path: Path) -> Iterator[dict[str, str]]:
    """Yield the objects of a file, each with `_id`, `title` and `text`; no id twice."""
    seen: set[str] = set()
    for number, line in lines(path):
        try:
            read = json.loads(line)
        except json.JSONDecodeError as error:
            raise SourceRefused(f"{path}:{number}: not JSON ({error.msg})") from None
        if not isinstance(read, dict) or not _is_whole(read):
            raise SourceRefused(f'{path}:{number}: needs "_id" and "text", both texts')
        if read["_id"] in seen:
            raise SourceRefused(f"{path}:{number}: the id {read['_id']!r} stands there twice")
        seen.add(read["_id"])
        yield {"_id": read["_id"], "title": str(read.get("title") or ""), "text": read["text"]}
    if not seen:
        raise SourceRefused(f"{path}: is empty; needs an object a line")


def _is_whole(read: Mapping[str, Any]) -> bool:
    """Tell whether an object has an id, and a text."""
    return (
        isinstance(read.get("_id"), str)
        and bool(read["_id"])
        and isinstance(read.get("text"), str)
    )


def _source(document: Mapping[str, str]) -> Source:
    """Return a document as a source, in passages as our own splitter makes them."""
    words = document["text"] if document["text"].strip() else document["title"]
    text, passages = split(document["_id"], [each.block for each in drafts_of(words.split("\n"))])
    if not passages and words.strip():
        # Headings alone make no passage; here they are all there is.
        text, passages = split(
            document["_id"], [Block(BlockKind.PARAGRAPH, " ".join(words.split()))]
        )
    known = Metadata(SourceKind.ARTICLE, document["title"], Evidence.RESEARCH)
    return Source(document["_id"], known, text, added="", passages=passages)
