"""A reader's comment below an article as a document of its own."""

from collections.abc import Sequence

from knowledge.bylines import Byline
from knowledge.model import Block, Document, Metadata, SourceKind
from knowledge.readers.facts import evidence_of, language_of


def comment_document(by: Byline, blocks: Sequence[Block], article: Metadata) -> Document:
    """Return the comment as an opinion, with its writer, at the address of its article."""
    texts = [block.text for block in blocks]
    wording = "Comment on" if article.language == "en" else "Reactie op"
    metadata = Metadata(
        kind=SourceKind.COMMENT,
        title=f"{wording} ‘{article.title}’",
        evidence=evidence_of(SourceKind.COMMENT, ""),
        publisher=article.publisher,
        authors=by.authors,
        published=by.published,
        url=article.url,
        language=language_of("\n".join(texts)),
    )
    return Document(metadata, tuple(blocks), page="\n\n".join(texts))
