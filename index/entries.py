"""What the index holds of one passage: what is embedded, what is counted, and the key of both.

A passage is found better when its title and headings are read with it, so they are put in front.
The key changes when any of this changes; equal keys mean equal vectors, whatever the source.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import Passage, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage with its source, as it is embedded and counted.

    `embedded` is the context line and the text of the passage; `spans` are its sentences in
    `embedded`, one a sentence of the passage, in order.
    """

    passage: Passage
    source: Source
    embedded: str
    spans: tuple[tuple[int, int], ...]
    key: str

    @property
    def context(self) -> str:
        """Title, authors, headings, and what the front matter of a case note names."""
        known = self.source.metadata
        named = (*known.authors, *known.municipalities, *known.themes)
        return " ".join((known.title, *self.passage.heading, *named))


def entry(source: Source, passage: Passage) -> Entry:
    """Return the entry of `passage`; its key is a sha256 over what is embedded and counted."""
    front = " — ".join(filter(None, (source.metadata.title, *passage.heading)))
    front += "\n" if front else ""
    shift = len(front) - passage.start
    spans = tuple((each.start + shift, each.end + shift) for each in passage.sentences)
    embedded = front + passage.text
    known = source.metadata
    counted = (*known.authors, *known.municipalities, *known.themes)
    facts = "\x1f".join((embedded, repr(spans), *counted))
    return Entry(passage, source, embedded, spans, hashlib.sha256(facts.encode()).hexdigest())


def entries(sources: Iterable[Source]) -> list[Entry]:
    """Return the entries of all passages of `sources`, in order."""
    return [entry(source, passage) for source in sources for passage in source.passages]
