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
        """Title, headings, and what the front matter of a case note names."""
        known = self.source.metadata
        return " ".join((known.title, *self.passage.heading, *known.municipalities, *known.themes))


def entry(source: Source, passage: Passage) -> Entry:
    """Return the entry of `passage`; its key is a sha256 over what is embedded and counted."""
    front = " — ".join((source.metadata.title, *passage.heading)) + "\n"
    shift = len(front) - passage.start
    spans = tuple((each.start + shift, each.end + shift) for each in passage.sentences)
    embedded = front + passage.text
    known = source.metadata
    facts = "\x1f".join((embedded, repr(spans), *known.municipalities, *known.themes))
    key = hashlib.sha256(facts.encode()).hexdigest()
    return Entry(passage, source, embedded, spans, key)


def entries(sources: Iterable[Source]) -> list[Entry]:
    """Return the entries of all passages of `sources`, in order."""
    return [entry(source, passage) for source in sources for passage in source.passages]
