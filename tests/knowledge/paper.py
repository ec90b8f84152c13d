"""PDFs of lines at places that a test names."""

from collections.abc import Sequence

from fpdf import FPDF

from knowledge.model import Block, BlockKind, Document
from knowledge.readers.pdf import read


class Paper(FPDF):
    """A PDF of lines at places that the test names, in points from the top."""

    def __init__(self) -> None:
        super().__init__(unit="pt")
        self.set_auto_page_break(auto=False)

    def sheet(self, head: str = "", foot: str = "") -> None:
        self.add_page()
        self.set_font("Helvetica", size=8)
        self.text(50, 30, head)
        self.text(480, 820, foot)
        self.set_font("Helvetica", size=10)

    def lines(self, left: float, top: float, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            self.text(left, top + 12 * number, line)

    def heading(self, top: float, text: str, size: int = 20) -> None:
        self.set_font("Helvetica", "B", size)
        self.text(50, top, text)
        self.set_font("Helvetica", size=10)

    def read(self) -> Document:
        return read(bytes(self.output()), "nota.pdf")


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind in kinds]


def block(document: Document, opening: str) -> Block:
    return next(each for each in document.blocks if each.text.startswith(opening))
