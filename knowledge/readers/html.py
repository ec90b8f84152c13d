"""A saved web page (.html) into a document.

An extractor (trafilatura) says what the page is called and where on it the article stands; the
article itself is read from the tree, block by block, because an extractor drops short lines, the
lead-ins of lists and the heads of tables. What is furniture is judged as for every other format.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import trafilatura

from knowledge import furniture
from knowledge.keys import title_key
from knowledge.model import Block, BlockKind, Document
from knowledge.readers import decoding, html_tree, pages
from knowledge.readers.facts import Facts
from knowledge.readers.html_blocks import COMMENTS, CONTENT, HIDDEN, Part, parts_of
from knowledge.readers.html_tree import Element
from knowledge.readers.pages import Page

_LOWEST: Final = 6
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)"
)
# Characters. Browsers write it above everything else.
_SAVED_WITHIN: Final = 2000
# Share of an article's characters. A box of links under "Lees ook" holds less.
_MOST_IN_BOX: Final = 0.4
# Between the title of a page and the name of its site.
_SITE: Final = re.compile(r"\s+[|–—»·-]\s+")


def read(content: bytes, name: str) -> Document:
    """Return the document in the bytes of a saved page; `name` says where they came from.

    Raises SourceRefused when it is no web page, is nested too deep or has no text.
    """
    source = decoding.text_in(content, name)
    body = html_tree.parsed(source, name).find("body")
    head = _extracted(source)
    parts = parts_of(body)
    seen = [(part.within, part.block.text) for part in parts if part.zone == CONTENT]
    region = html_tree.region(body, head.text or "", seen)
    page = page_of(parts, region, head.title or "")
    return pages.document(replace(page, facts=_facts(head, source)), name)


def with_headings(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with bold lines above a text made headings, a level below the last one."""
    found: list[Part] = []
    level = 1
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if part.block.kind is BlockKind.HEADING:
            level = part.block.level
        plain = part.block.kind is BlockKind.PARAGRAPH and part.bold
        above = after is not None and not (after.bold or after.block.kind is BlockKind.HEADING)
        if plain and above and furniture.is_bare(part.block.text):
            head = Block(BlockKind.HEADING, part.block.text, min(level + 1, _LOWEST))
            found.append(replace(part, block=head))
        else:
            found.append(part)
    return found


def page_of(parts: Sequence[Part], region: Element, named: str = "") -> Page:
    """Return the page, with what stands in its article (`region`) told from all else.

    `named` is its title where no heading of level 1 is.
    """
    inside = [part.zone == CONTENT and _stands_in(part.within, region) for part in parts]
    content = with_headings([part for part, own in zip(parts, inside, strict=True) if own])
    title = _title(parts, content, named)
    lead = _lead(parts, inside, title)
    content = [parts[number] for number in lead] + content
    boxed = _in_boxes_of_links(content)
    left_out = [
        part
        for number, (part, own) in enumerate(zip(parts, inside, strict=True))
        if not own and number not in lead and part.zone != COMMENTS and part.block.text != title
    ]
    left_out += [content[number] for number in sorted(boxed)]
    return Page(
        title=title,
        blocks=tuple(part.block for n, part in enumerate(content) if n not in boxed),
        text="\n".join(part.block.text for part in parts if part.zone != HIDDEN),
        left_out=tuple(part.block.text for part in left_out),
        commenting=tuple(part.block.text for part in parts if part.zone == COMMENTS),
    )


def _lead(parts: Sequence[Part], inside: Sequence[bool], title: str) -> list[int]:
    """The numbers of the sentences right below a title that stands above the article's own box."""
    first = inside.index(True) if True in inside else 0
    heads = [
        n
        for n, part in enumerate(parts[:first])
        if (part.zone, part.block.kind, part.block.text) == (CONTENT, BlockKind.HEADING, title)
    ]
    if not heads:
        return []
    box = parts[heads[-1]].within.getparent()
    return [
        n
        for n in range(heads[-1] + 1, first)
        if parts[n].within.getparent() is box
        and (parts[n].zone, parts[n].block.kind) == (CONTENT, BlockKind.PARAGRAPH)
        and not furniture.is_bare(parts[n].block.text)
    ]


def _stands_in(element: Element, region: Element) -> bool:
    """Whether an element is a part of the page's article."""
    return element is region or any(each is region for each in element.iterancestors())


def _title(parts: Sequence[Part], content: Sequence[Part], named: str) -> str:
    """The first heading of level 1 in the article, else on the page; else as the head names it.

    A heading that says what the head says, without the name of the site, comes before that.
    """
    heads = [
        part.block
        for part in (*content, *parts)
        if part.zone == CONTENT and part.block.kind is BlockKind.HEADING
    ]
    plain = " ".join(named.split())
    alike = (head.text for head in heads if title_key(head.text) in title_key(plain))
    first = (head.text for head in heads if head.level == 1)
    lines = (part.block.text for part in content)
    return next(first, None) or next(alike, None) or _SITE.split(plain)[0] or next(lines, "")


def _in_boxes_of_links(content: Sequence[Part]) -> set[int]:
    """The numbers of the parts that stand in a box of their own under a line as "Lees ook"."""
    found: set[int] = set()
    seen: set[Element] = set()  # the elements around all parts so far
    most = _MOST_IN_BOX * sum(len(part.block.text) for part in content)
    for number, part in enumerate(content):
        if furniture.heads_links(part.block.text):
            box = part.within
            while box.getparent() is not None and box.getparent() not in seen:
                box = box.getparent()
            inside = [n for n in range(number, len(content)) if _stands_in(content[n].within, box)]
            if number and sum(len(content[n].block.text) for n in inside) <= most:
                found.update(inside)
        seen.update([part.within, *part.within.iterancestors()])
    return found


def _extracted(source: str) -> trafilatura.settings.Document:
    """What the extractor says of a page: its text, title, author, date, address and site."""
    found = trafilatura.bare_extraction(
        source,
        fast=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if isinstance(found, trafilatura.settings.Document):
        return found
    return trafilatura.extract_metadata(
        source, date_config={"extensive_search": False, "original_date": True}
    )


def _facts(head: trafilatura.settings.Document, source: str) -> Facts:
    """What the head of a page says of it."""
    saved = _SAVED_FROM.search(source[:_SAVED_WITHIN])
    site = head.sitename if head.sitename != head.hostname else None
    authors = tuple(name.strip() for name in (head.author or "").split(";") if name.strip())
    return Facts(
        authors=tuple(name for name in authors if name != site),
        published=head.date or None,
        url=head.url or (saved[1] if saved else None),
        publisher=site or None,
    )
