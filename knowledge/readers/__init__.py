"""One file format each into a `Document`; `read` chooses by the name, and checks the first bytes.

Text and Markdown are read here; parsers of foreign formats run in a process apart (`sandbox`).
"""

from pathlib import Path
from typing import assert_never

from knowledge import formats, sandbox
from knowledge.formats import Format
from knowledge.model import Document
from knowledge.readers import decoding, markdown, text


def read(path: Path) -> Document:
    """Return the document in a .txt (a copied web page), .md, .html, .pdf or .docx file.

    Raises SourceRefused with what is wrong, where, and what to do.
    """
    content = decoding.content_of(path)
    return read_content(content, str(path), formats.of_name(str(path)))


def read_content(content: bytes, name: str, form: Format) -> Document:
    """Return the document in the bytes of a file or page; `name` says where they came from.

    Raises SourceRefused as `read` does.
    """
    formats.check(form, content, name)
    match form:
        case Format.TEXT:
            return text.read(decoding.text_in(content, name), name)
        case Format.MARKDOWN:
            return markdown.read(decoding.text_in(content, name), name)
        case Format.HTML | Format.PDF | Format.DOCX:
            return sandbox.read(form, content, name)
        case _:
            assert_never(form)
