"""All of a page as content, for who does not want anything left out of it."""

from dataclasses import replace

from knowledge.model import Block, BlockKind, Document


def whole(document: Document) -> Document:
    """Return the document with every line that was left out as a paragraph where it stood.

    A line that is not found in the page as received (it may have been put together from several
    elements) comes at the end. Readers' comments stay sources of their own.
    """
    starts = _starts(document.page, [block.text for block in document.blocks])
    placed: list[tuple[int, int, Block]] = [
        (start, 1, block) for start, block in zip(starts, document.blocks, strict=True)
    ]
    position = 0
    for line in document.left_out:
        found = document.page.find(line, position)
        position = found + len(line) if found >= 0 else position
        start = found if found >= 0 else len(document.page)
        placed.append((start, 0, Block(BlockKind.PARAGRAPH, line)))
    ordered = sorted(placed, key=lambda each: each[:2])
    return replace(document, blocks=tuple(block for _, _, block in ordered), left_out=())


def _starts(page: str, texts: list[str]) -> list[int]:
    """Where each text begins in the page; one that is not found: where the last one ended."""
    found: list[int] = []
    position = 0
    for text in texts:
        start = page.find(text, position)
        found.append(start if start >= 0 else position)
        position = start + len(text) if start >= 0 else position
    return found
