"""How faithfully the readers read: a labelled set of documents and of sentence boundaries, scored.

In a folder, `documents/NAME` stands beside `documents/NAME.labels`: a line a sentence, its label,
a tab and its words; ` | ` stands between the cells of a table row. `sentences.txt` holds a text a
line with ` | ` where a sentence ends. What is not labelled is not scored.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from knowledge import readers
from knowledge.errors import SourceRefused
from knowledge.model import Document
from knowledge.sentences import sentences

_LABELS: Final = ".labels"
_BREAK: Final = " | "
_REMARK: Final = "# "
# Words. Furniture of fewer may by chance be part of a sentence ("Delen", "2 reacties").
_TELLING: Final = 3


class Label(StrEnum):
    """What a sentence of a labelled document is."""

    CONTENT = "content"
    COMMENT = "comment"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Scores:
    """What was read rightly, of how much; `wrong` says of each fault where and what."""

    documents: int = 0
    content: int = 0
    content_kept: int = 0
    furniture: int = 0
    furniture_through: int = 0
    comments: int = 0
    comments_apart: int = 0
    boundaries: int = 0
    boundaries_found: int = 0
    boundaries_made_up: int = 0
    wrong: tuple[str, ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the figures of the contract (shares, 0-1), and the counts they come from."""
        right = 2 * self.boundaries_found
        either = right + self.boundaries_made_up + self.boundaries - self.boundaries_found
        return {
            "content_kept": _share(self.content_kept, self.content),
            "furniture_through": _share(self.furniture_through, self.furniture, of_none=0.0),
            "comments_apart": _share(self.comments_apart, self.comments),
            "sentence_f1": _share(right, either),
            "counts": {
                "documents": self.documents,
                "content": self.content,
                "furniture": self.furniture,
                "comments": self.comments,
                "boundaries": self.boundaries,
            },
            "wrong": list(self.wrong),
        }


def evaluate(folder: Path) -> Scores:
    """Return the scores of a labelled set.

    Raises SourceRefused when there is none in `folder`, or a line of labels is no label.
    """
    labelled = sorted((folder / "documents").glob(f"*{_LABELS}"))
    boundaries = folder / "sentences.txt"
    if not labelled and not boundaries.exists():
        raise SourceRefused(
            f"{folder}: no labelled set; documents/NAME{_LABELS} or sentences.txt must be there"
        )
    counts: dict[str, int] = {"documents": len(labelled)}
    wrong: list[str] = []
    for path in labelled:
        document = readers.read(path.with_name(path.name.removesuffix(_LABELS)))
        _add(counts, _scored(document, _labels(path), path.name.removesuffix(_LABELS), wrong))
    if boundaries.exists():
        _add(counts, _split(boundaries, wrong))
    return Scores(**counts, wrong=tuple(wrong))


def _labels(path: Path) -> list[tuple[Label, str]]:
    """The labelled sentences of one document."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        label, tab, words = line.partition("\t")
        if not tab or label not in tuple(Label):
            raise SourceRefused(
                f"{path}:{number}: write {', '.join(Label)}, a tab and the sentence"
            )
        found.append((Label(label), _plain(words)))
    return found


def _scored(
    document: Document, labels: Iterable[tuple[Label, str]], name: str, wrong: list[str]
) -> Iterator[tuple[str, int]]:
    """What to count for each label; notes what went wrong."""
    article = [_plain(document.metadata.title), *_texts(document)]
    comments = [text for each in document.comments for text in _texts(each)]
    for label, words in labels:
        match label:
            case Label.CONTENT:
                right = _holds(article, words)
                yield from (("content", 1), ("content_kept", int(right)))
                fault = "lost"
            case Label.COMMENT:
                right = _holds(comments, words) and not _holds(article, words)
                yield from (("comments", 1), ("comments_apart", int(right)))
                fault = "comment not told apart"
            case Label.FURNITURE:
                right = not _lets_through([*article, *comments], words)
                yield from (("furniture", 1), ("furniture_through", int(not right)))
                fault = "let through"
        if not right:
            wrong.append(f"{name}: {fault}: {words}")


def _split(path: Path, wrong: list[str]) -> Iterator[tuple[str, int]]:
    """What to count for the sentence boundaries within each text."""
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith(_REMARK):
            continue
        parts = line.split(_BREAK)
        text = " ".join(parts)
        ends = [
            sum(len(part) + 1 for part in parts[:number]) - 1 for number in range(1, len(parts))
        ]
        found = {end for _, end in sentences(text)[:-1]}
        yield from (
            ("boundaries", len(ends)),
            ("boundaries_found", len(found & set(ends))),
            ("boundaries_made_up", len(found - set(ends))),
        )
        if found != set(ends):
            wrong.append(f"{path.name}: {line}")


def _texts(document: Document) -> list[str]:
    """The words of each block."""
    return [_plain(block.text) for block in document.blocks]


def _holds(texts: Sequence[str], words: str) -> bool:
    """Whether the sentence stands in one block; of a table row each of its cells."""
    cells = words.split(_BREAK)
    return any(all(cell in text for cell in cells) for text in texts)


def _lets_through(texts: Sequence[str], words: str) -> bool:
    """Whether furniture is a block, a sentence of one, or long enough to be known within one."""
    if any(words == text or words in _sentences(text) for text in texts):
        return True
    return len(words.split()) >= _TELLING and any(words in text for text in texts)


def _sentences(text: str) -> list[str]:
    """The sentences of a block."""
    return [text[start:end] for start, end in sentences(text)]


def _plain(text: str) -> str:
    """The text in NFC with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _add(counts: dict[str, int], found: Iterable[tuple[str, int]]) -> None:
    """Count what was found."""
    for name, number in found:
        counts[name] = counts.get(name, 0) + number


def _share(part: int, whole: int, *, of_none: float = 1.0) -> float:
    """A share from 0 to 1; where there was nothing to get wrong, `of_none`."""
    return round(part / whole, 4) if whole else of_none
