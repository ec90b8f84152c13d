"""What answering needs of the library and its index, and what it gets from them."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answering.model import Language, Reach
from index.search import Hit
from knowledge.model import Metadata


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first, and whether that can answer it.

    `probability` is 0-1; `enough` tells whether it passes the threshold of the index;
    `reach` how much was searched; `readers` whether only their comments, which may not answer
    this question, pass it. `sides` is what was found for each side of a comparison by
    itself, `alone` what was found for what a follow-up asks by itself.
    """

    hits: Sequence[Hit]
    probability: float
    enough: bool
    embed_ms: int
    search_ms: int
    reach: Reach = Reach.WHOLE
    readers: bool = False
    sides: Mapping[str, "Found"] = field(default_factory=dict)
    alone: "Found | None" = None


class Finder(Protocol):
    """What answering needs of the library and its index."""

    @property
    def revision(self) -> int:
        """The revision of the library that is searched."""
        ...

    @property
    def made_with(self) -> str:
        """What the answers depend on beside the library: model and settings, as one text."""
        ...

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        """Return the hits for a question in that language, with their judgement.

        `asks` is the part of it that asks, where the rest is the question that it follows on.
        """
        ...

    def stems(self, word: str) -> list[str]:
        """Return the stem of a folded word of a question, and those of its parts."""
        ...

    def source_terms(self, text: str) -> frozenset[str]:
        """Return the same for all words of a text of a source."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...

    def within(self, collections: Collection[str] | None) -> "Finder":
        """Return a finder that knows no sources but those of these collections; None: all."""
        ...

    def names(self) -> Container[str]:
        """Return what holds the names in the sources, as `private_names.names_in` gives them."""
        ...

    def nearest(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one (folded) stands for, if any."""
        ...

    def knows(self, word: str) -> bool:
        """Tell whether a folded word stands in the library, in whatever form."""
        ...

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        ...

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        ...
