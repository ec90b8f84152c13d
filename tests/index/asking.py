"""Two texts, and how a question is asked of the index at once."""

from index.search import Hit
from tests.support.shelf import Shelf

SPORT = "Nodig sportclubs vroeg uit. Zij kennen de buurt."
CULTURE = "Het theater zoekt gastvrouwen voor de avond."


def of(shelf: Shelf, question: str, language: str | None = None) -> list[Hit]:
    shelf.index.refresh(shelf.library)
    return shelf.index.search(question, language=language)
