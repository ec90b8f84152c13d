"""Small documents and sources for tests, written as Markdown."""

from dataclasses import replace
from typing import Any

from knowledge.model import Document, Evidence, Metadata, Source, SourceKind
from knowledge.passages import split
from knowledge.readers.markdown_blocks import drafts_of


def article(title: str, text: str, **known: Any) -> Document:
    """An article; `text` is Markdown (headings from "##"), `known` further fields of Metadata."""
    blocks = tuple(draft.block for draft in drafts_of(text.split("\n")))
    metadata = Metadata(SourceKind.ARTICLE, title, Evidence.RESEARCH)
    return Document(replace(metadata, **known), blocks, page=f"{title}\n\n{text}")


def case_note(title: str, text: str, **known: Any) -> Document:
    """A case note of practitioners themselves, without an original elsewhere."""
    return article(
        title, text, **{"kind": SourceKind.CASE_NOTE, "evidence": Evidence.PRACTICE, **known}
    )


def comment(title: str, text: str, **known: Any) -> Document:
    """A reader's comment, to be put under an article's `comments`."""
    return article(
        title, text, **{"kind": SourceKind.COMMENT, "evidence": Evidence.OPINION, **known}
    )


def source(document: Document, source_id: str = "bron") -> Source:
    """A document as the library would keep it, without a library."""
    text, passages = split(source_id, document.blocks)
    return Source(
        source_id, document.metadata, text, "2026-03-31T12:00:00+00:00", passages=passages
    )
