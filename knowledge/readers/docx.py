"""A Word file (.docx) into a document: mammoth makes a page of it, which is read as a saved page.

A DOCX is a zip of XML; what is packed in it is measured before any of it is opened.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final
from xml.etree import ElementTree

import mammoth

from knowledge import furniture
from knowledge.errors import Refusal, SourceRefused
from knowledge.model import Block, BlockKind, Document
from knowledge.readers import docx_numbers, html, html_tree, pages
from knowledge.readers.html_blocks import parts_of

# What a DOCX may hold. One of 500 pages with pictures has 300 members and unpacks to 40 MB, most
# of it tenfold; the bombs that we know pack thousandfold.
MAX_MEMBERS: Final = 2000
MAX_UNPACKED: Final = 100_000_000
MAX_RATIO: Final = 100
# Bytes. Below it a ratio says nothing: a blank page of Word packs two-hundredfold.
_SMALL: Final = 1_000_000
_TEXT: Final = "word/document.xml"
_MACROS: Final = re.compile(r"vbaProject|vbaData", re.IGNORECASE)
# In UTF-8 and in UTF-16. Word writes none; expat would follow it.
_DOCTYPE: Final = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")
_NUMBER: Final = re.compile(f"{docx_numbers.OPEN}(.*?){docx_numbers.CLOSE} ?")
# Bytes. A type stands above the first element; comments may stand before it.
_DOCTYPE_WITHIN: Final = 65_536
_TITLE_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citaat'] => blockquote > p:fresh
"""


def read(content: bytes, name: str) -> Document:
    """Return the document in the bytes of a Word file; `name` says where they came from.

    Raises SourceRefused for what is none, holds macros, unpacks too large or has no text.
    """
    check(content, name)
    made = mammoth.convert_to_html(
        io.BytesIO(_with_numbers(content, name)),
        style_map=_TITLE_STYLES,
        convert_image=mammoth.images.img_element(lambda _: {}),
        include_embedded_style_map=False,
        external_file_access=False,
    ).value
    body = html_tree.parsed(f"<html><body>{made}</body></html>", name).find("body")
    parts = [replace(part, block=_marked(part.block)) for part in parts_of(body)]
    if parts and furniture.is_bare(parts[0].block.text):
        parts[0] = replace(parts[0], block=Block(BlockKind.HEADING, parts[0].block.text, level=1))
    return pages.document(html.page_of(parts, body, PurePath(name).stem), name)


def _with_numbers(content: bytes, name: str) -> bytes:
    """The file with the numbers that Word counts in its text."""
    try:
        return docx_numbers.numbered(content)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise SourceRefused(
            f"{name}: a broken Word file; open it and save it again", Refusal.BROKEN
        ) from error


def _marked(block: Block) -> Block:
    """The block with its number where it belongs: the marker of an item, else before the text."""
    match = _NUMBER.match(block.text)
    if match and block.kind is BlockKind.ITEM:
        return replace(block, marker=match[1], text=block.text[match.end() :])
    return replace(block, text=_NUMBER.sub(r"\1 ", block.text).strip())


def check(content: bytes, name: str) -> None:
    """Raise SourceRefused for a zip that is no plain Word file, or unpacks to more than one may.

    Sizes are read from the list of what is packed, before anything is opened.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _check_sizes(members, name)
            typed = any(_declares_type(packed, each) for each in members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise SourceRefused(
            f"{name}: a broken Word file; open it and save it again", Refusal.BROKEN
        ) from error
    if any(_MACROS.search(member.filename) for member in members):
        raise SourceRefused(
            f"{name}: a Word file with macros; save it as .docx without them", Refusal.MACROS
        )
    if typed:
        raise SourceRefused(f"{name}: declares a document type, as no Word file does")
    if _TEXT not in {member.filename for member in members}:
        raise SourceRefused(
            f"{name}: no Word file; give it the extension of what it is", Refusal.OTHER_KIND
        )


def _check_sizes(members: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Raise SourceRefused for more, or larger, members than a Word file has."""
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or any(_is_bomb(member) for member in members)
    ):
        raise SourceRefused(
            f"{name}: unpacks to far more than a text; it is not opened", Refusal.TOO_LONG
        )


def _declares_type(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member declares a document type, with which a text can be made to swell."""
    with packed.open(member) as file:
        return bool(_DOCTYPE.search(file.read(_DOCTYPE_WITHIN)))


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a member is packed as no text is."""
    return member.file_size > max(_SMALL, MAX_RATIO * member.compress_size)
