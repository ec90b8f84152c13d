"""Markdown (.md) into a document: our digests and case notes, and those of the people who run it.

Read: headings, paragraphs, lists, block quotations, footnotes. Emphasis, links and code lose their
marks. In a digest, or a case note with `derived_from`, a footnote behind each sentence says where
the original says it::

    Veel gemeenten kijken vooral naar zorg.[^1]

    [^1]: "Tunnelvisie" | "Daar zit dan" … "daarin werkzaam is"

that is: the heading there (empty above the first one), the first words and the last words.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.model import Block, BlockKind, Document, Ground, Metadata, SourceKind
from knowledge.readers import front_matter
from knowledge.readers.facts import article, facts_of
from knowledge.readers.front_matter import Fault, FrontMatter
from knowledge.readers.markdown_blocks import Draft, drafts_of
from knowledge.sentences import sentences

_FOOTNOTE: Final = re.compile(r"\[\^(?P<key>[\w-]+)\]:\s*(?P<text>.*)")
_GROUND: Final = re.compile(
    r'["“](?P<heading>[^"“”]*)["”]\s*\|\s*["“](?P<first>[^"“”]+)["”]\s*(?:…|\.{3})\s*["“](?P<last>[^"“”]+)["”]'
)
_MARK: Final = re.compile(r"\[\^([\w-]+)\]")


@dataclass(frozen=True, slots=True)
class _Footnote:
    """A footnote and the line it stands on; `ground` when it names a place in the original."""

    line: int
    text: str
    ground: Ground | None


def read(page: str, name: str) -> Document:
    """Return the document in a Markdown text; `name` is the file, for messages.

    Without front matter it is an article whose title is its first heading. Raises SourceRefused
    with every fault of front matter and footnotes as "file:line: what".
    """
    lines = page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = front_matter.cut(lines, name)
    body, footnotes = _without_footnotes(lines[head:], head)
    drafts = drafts_of(body, head)
    faults: list[Fault] = []
    used: list[Draft] = []
    if head:
        keys = FrontMatter(lines[1 : head - 1], name)
        metadata = keys.metadata("\n".join(draft.block.text for draft in drafts))
        faults += keys.faults
        if drafts and drafts[0].block == Block(BlockKind.HEADING, metadata.title, level=1):
            drafts = drafts[1:]
    else:
        metadata, drafts, used = _titled(drafts, name)
    if _is_grounded(metadata):
        blocks = [_grounded(draft, footnotes, faults) for draft in drafts]
    else:
        blocks = [replace(draft.block, text=_MARK.sub("", draft.block.text)) for draft in drafts]
        blocks += [Block(BlockKind.NOTE, note.text) for note in footnotes.values()]
    front_matter.refuse(name, faults)
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise SourceRefused(
            f"{name}: no text below the front matter or title; write what is to be found",
            Refusal.EMPTY,
        )
    return Document(metadata, tuple(blocks), page, tuple(each.block.text for each in used))


def _is_grounded(metadata: Metadata) -> bool:
    """Whether every sentence must name its place in the original."""
    sums_up = metadata.kind is SourceKind.CASE_NOTE and metadata.derived_from is not None
    return sums_up or metadata.kind is SourceKind.DIGEST


def _titled(drafts: Sequence[Draft], name: str) -> tuple[Metadata, list[Draft], list[Draft]]:
    """The metadata of a file without front matter, its text, and the lines that only told that."""
    for place, draft in enumerate(drafts):
        if draft.block.kind is BlockKind.HEADING:
            title = draft.block.text
            rest = [*drafts[:place], *drafts[place + 1 :]]
            facts = facts_of(title, [each.block.text for each in rest], ())
            text = [each for n, each in enumerate(rest) if n not in facts.used]
            metadata = article(title, facts, [each.block.text for each in text])
            return metadata, text, [rest[n] for n in sorted(facts.used)]
    raise SourceRefused(
        f"{name}: no title; open with a line such as '# Samen aan zet'", Refusal.NO_TITLE
    )


def _without_footnotes(
    lines: Sequence[str], first: int
) -> tuple[list[str], Mapping[str, _Footnote]]:
    """The lines with the footnotes blanked, and the footnotes by their key."""
    found: dict[str, _Footnote] = {}
    kept = list(lines)
    for number, line in enumerate(lines):
        if match := _FOOTNOTE.fullmatch(line.strip()):
            kept[number] = ""
            text = unicodedata.normalize("NFC", match["text"].strip())
            place = _GROUND.fullmatch(text)
            ground = Ground(place["heading"], place["first"], place["last"]) if place else None
            found[match["key"]] = _Footnote(first + number + 1, text, ground)
    return kept, found


def _grounded(draft: Draft, footnotes: Mapping[str, _Footnote], faults: list[Fault]) -> Block:
    """The block without its marks, with one ground a sentence; notes what is missing."""
    if draft.block.kind is BlockKind.HEADING:
        return draft.block
    text, marks = _marks_of(draft.block.text)
    grounds: list[Ground | None] = []
    for start, end in sentences(text):
        keys = [key for position, key in marks if start < position <= end]
        ground, fault = _ground(keys, footnotes)
        if fault:
            opening = " ".join(text[start:end].split()[:4])
            faults.append(Fault(draft.line, f"{opening!r}…: {fault}"))
        grounds.append(ground)
    return replace(draft.block, text=text, grounds=tuple(grounds))


def _marks_of(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without marks, and each mark's key with the offset that it stood at."""
    marks: list[tuple[int, str]] = []
    clean, last = "", 0
    for match in _MARK.finditer(text):
        clean += text[last : match.start()]
        marks.append((len(clean.rstrip()), match[1]))
        last = match.end()
    return clean + text[last:], marks


def _ground(
    keys: Sequence[str], footnotes: Mapping[str, _Footnote]
) -> tuple[Ground | None, str | None]:
    """The ground that the marks of one sentence name, or what is wrong with them."""
    if len(keys) != 1:
        return None, f"{len(keys)} footnotes where each sentence has one; put [^1] behind it"
    note = footnotes.get(keys[0])
    if note is None:
        return None, f"there is no footnote [^{keys[0]}]"
    if note.ground is None:
        form = '"heading" | "first words" … "last words"'
        return None, f"footnote [^{keys[0]}] on line {note.line} is not {form}"
    return note.ground, None
