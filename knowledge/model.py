"""The values that travel: what a reader makes, what the store keeps, what a quote is cut from.

All frozen, without input or output. Offsets count characters (code points) in the stored text of a
source: NFC, lines ended by a line feed, page furniture and readers' comments taken out.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class SourceKind(StrEnum):
    """What a source is; the five words of the README."""

    ARTICLE = "article"
    DIGEST = "digest"
    CASE_NOTE = "case_note"
    COMMENT = "comment"
    LAW = "law"


class Evidence(StrEnum):
    """What a statement from this source is worth as evidence."""

    RESEARCH = "research"
    PRACTICE = "practice"
    OPINION = "opinion"
    LAW = "law"


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE_ROW = "table_row"
    QUOTATION = "quotation"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the original says what a sentence of ours sums up: a heading, first and last words."""

    heading: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Original:
    """The document that a digest or a praktijkvoorbeeld sums up."""

    title: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row, quotation or note, in the order of the page.

    `level` is 1-6 for a heading and the nesting depth (from 0) for an item; `marker` is what stood
    before an item ("1.", "•"). A row names its columns: "Gemeente: Utrecht; Budget: € 10.000".
    `grounds` holds one entry a sentence of `text`, or nothing. `pages`, of a PDF, holds pairs of a
    character of `text` (the first is 0) and the page (from 1) that stands from there on.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""
    grounds: tuple[Ground | None, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a source beside its text. `published` is an ISO date, month or year.

    `municipalities` and `themes` are what the source was filed under; `municipalities_named` and
    `themes_found` were found in its text. `given` names the fields that a person filled in, and
    `own_title` is then the title that the page itself has.
    """

    kind: SourceKind
    title: str
    evidence: Evidence
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str = "nl"
    collection: str = "openbaar"
    municipalities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    contact_role: str | None = None
    derived_from: Original | None = None
    checked_by_municipality: bool = False
    licence: str | None = None
    municipalities_named: tuple[str, ...] = ()
    themes_found: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    own_title: str | None = None

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who publishes the source, and who its original where it sums one up."""
        original = self.derived_from.publisher if self.derived_from else None
        return tuple(filter(None, (self.publisher, original)))


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of one file: blocks, readers' comments apart, and what it left out.

    `page` is the text as received: of a text file decoded and otherwise untouched, of any other
    all that can be read in it, a line a block. `left_out` holds the furniture, a line each. Each
    of `comments` is a document of kind `comment` without comments of its own.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    page: str
    left_out: tuple[str, ...] = ()
    comments: "tuple[Document, ...]" = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, `stored_text[start:end]`; a list item without its marker is one or more.

    `block` numbers the block it stands in within the source. For a list item, `item` is its place
    in its list (from 0), `list_id` the block number of the list's first item, and `lead_in` the
    span of the sentence that introduces the list. `page` (from 1) is where in a PDF it begins.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    item: int | None = None
    list_id: int | None = None
    lead_in: tuple[int, int] | None = None
    ground: Ground | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that stands on its own: `stored_text[start:end] == text`."""

    id: str
    source_id: str
    start: int
    end: int
    text: str
    heading: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def sha256(self) -> str:
        """The hash that a quote is checked against when it is sent."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """One source as the store keeps it. `id` is a unique slug; `parent` a comment's article."""

    id: str
    metadata: Metadata
    text: str
    added: str
    parent: str | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
