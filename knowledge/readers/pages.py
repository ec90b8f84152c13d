"""The blocks of a page, of whatever format, into a document: furniture and comments taken out.

Where a format knows its headings, tables and lists, they are believed; lines are judged as those
of a copied page are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge import comments, furniture, organisations
from knowledge.comments import Comment
from knowledge.errors import Refusal, SourceRefused
from knowledge.furniture import Label
from knowledge.keys import title_key
from knowledge.model import Block, BlockKind, Document, Metadata
from knowledge.readers.commenting import comment_document
from knowledge.readers.facts import Facts, article, facts_of

# These are what they are; a line that happens to read "Contact" is no button there.
_BELIEVED: Final = (BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.NOTE)
# Blocks. The names of the authors stand this near to the title.
_HEAD: Final = 4
_JOINING: Final = frozenset({"Door", "door", "By", "by", "en", "and"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a parser found in a file.

    `blocks` are those of the article, `left_out` what the file itself marks as something else,
    `commenting` the lines that it marks as readers' comments; `text` is all of it. `facts` is what
    it says of itself beside its text.
    """

    title: str
    blocks: tuple[Block, ...]
    text: str
    left_out: tuple[str, ...] = ()
    commenting: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)


def document(page: Page, name: str) -> Document:
    """Return the document that a page is; `name` says where it came from.

    Raises SourceRefused when there is no text below the title.
    """
    above, blocks = _around_title(page)
    labels = _labels(blocks)
    texts = [block.text for block in blocks]
    parts = comments.split(texts, labels)
    swept = [t for t, label in zip(texts, labels, strict=True) if label is Label.FURNITURE]
    content = [n for n in range(parts.article_end) if labels[n] is not Label.FURNITURE]
    names = [n for n in content[:_HEAD] if _names_only(texts[n], page.facts.authors)]
    content = [n for n in content if n not in names]
    found = facts_of(page.title, [texts[n] for n in content], [*swept, *page.left_out])
    unused = [n for place, n in enumerate(content) if place not in found.used]
    kept = _with_text_below(blocks, unused)
    if not any(blocks[n].kind is not BlockKind.HEADING for n in kept):
        raise SourceRefused(
            f"{name}: no text below the title; save the whole page and add it again", Refusal.EMPTY
        )
    metadata = article(page.title, _merged(page.facts, found), [texts[n] for n in kept])
    below = _marked(page.commenting)
    rest = [text for n, text in enumerate(page.commenting) if not any(n in c.lines for c in below)]
    made = _comments(parts.comments, texts, metadata)
    made += _comments(below, page.commenting, metadata)
    told = {*kept, *(n for each in parts.comments for n in each.lines)}
    left = [text for n, text in enumerate(texts) if n not in told]
    return Document(
        metadata=metadata,
        blocks=tuple(_noted(blocks[n], labels[n]) for n in kept),
        page=page.text,
        left_out=(*above, *left, *rest, *page.left_out),
        comments=tuple(made),
    )


def _around_title(page: Page) -> tuple[list[str], list[Block]]:
    """The bare lines above the title (the name of a section, say), and the blocks of the text."""
    key = title_key(page.title)
    own = [
        block.kind is BlockKind.HEADING and title_key(block.text) == key for block in page.blocks
    ]
    first = own.index(True) if True in own else 0
    if not all(furniture.is_bare(block.text) for block in page.blocks[:first]):
        first = 0
    kept = (block for n, block in enumerate(page.blocks) if n >= first and not own[n])
    blocks = [part for block in kept for part in _without_credit(block)]
    return [block.text for block in page.blocks[:first]], blocks


def _without_credit(block: Block) -> list[Block]:
    """The block, and who made the picture that it describes as one of its own."""
    said, credit = furniture.without_credit(block.text)
    if not credit or block.kind is not BlockKind.PARAGRAPH:
        return [block]
    return [replace(block, text=said), replace(block, text=credit)]


def _labels(blocks: Sequence[Block]) -> list[Label]:
    """What each block is; below "Lees ook" the bare lines up to the next heading are furniture."""
    labels = furniture.label([block.text for block in blocks])
    links = False
    for number, block in enumerate(blocks):
        above_links = furniture.heads_links(block.text)
        if block.kind in _BELIEVED and labels[number] is not Label.COMMENTS:
            labels[number] = Label.CONTENT
        links = above_links or (
            links and block.kind is not BlockKind.HEADING and furniture.is_bare(block.text)
        )
        if links:
            labels[number] = Label.FURNITURE
    return labels


def _with_text_below(blocks: Sequence[Block], numbers: Sequence[int]) -> list[int]:
    """The numbers without those of headings that nothing stands below."""
    kept: list[int] = []
    level = 0  # of the heading above which the next heading has nothing below it
    for number in reversed(numbers):
        block = blocks[number]
        if block.kind is not BlockKind.HEADING:
            level = 7
        elif block.level < level:
            level = block.level
        else:
            continue
        kept.append(number)
    return kept[::-1]


def _names_only(line: str, authors: Sequence[str]) -> bool:
    """Whether a line is the names of the authors, which the head of a page gives as well."""
    words = set(re.findall(r"\w+", line)) - _JOINING
    return bool(words) and words <= set(re.findall(r"\w+", " ".join(authors)))


def _marked(lines: Sequence[str]) -> tuple[Comment, ...]:
    """The comments in lines that the page itself marks as such."""
    labels = [
        Label.FURNITURE if label is Label.COMMENTS else label for label in furniture.label(lines)
    ]
    found = comments.split(["", *lines], [Label.COMMENTS, *labels]).comments
    return tuple(replace(each, lines=tuple(n - 1 for n in each.lines)) for each in found)


def _comments(found: Sequence[Comment], lines: Sequence[str], article: Metadata) -> list[Document]:
    """Comments as documents below the article."""
    return [
        comment_document(
            each.byline, [Block(BlockKind.PARAGRAPH, lines[n]) for n in each.lines], article
        )
        for each in found
    ]


def _merged(head: Facts, lines: Facts) -> Facts:
    """What is known: a by-line that people read comes before the head of a file."""
    return Facts(
        authors=lines.authors or head.authors,
        published=lines.published or head.published,
        url=head.url or lines.url,
        publisher=organisations.publisher(head.url or "") or lines.publisher or head.publisher,
    )


def _noted(block: Block, label: Label) -> Block:
    """The block; a line that names a download is a note."""
    return replace(block, kind=BlockKind.NOTE) if label is Label.NOTE else block
