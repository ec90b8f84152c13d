"""One file format each into a `Document`; `read` chooses by the name's extension."""

from pathlib import Path

from knowledge.errors import SourceRefused
from knowledge.model import Document
from knowledge.readers import decoding, markdown, text


def read(path: Path) -> Document:
    """Return the document in a .txt (a copied web page) or .md file.

    Raises SourceRefused with what is wrong, where, and what to do.
    """
    match path.suffix.casefold():
        case ".txt":
            return text.read(decoding.text_of(path), str(path))
        case ".md":
            return markdown.read(decoding.text_of(path), str(path))
        case _:
            decoding.text_of(path)  # a missing or empty file is the nearer reason
            raise SourceRefused(f"{path}: cannot read this kind of file; save it as .txt or .md")
