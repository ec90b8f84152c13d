"""What a reader may look up beside an answer: a passage, in its source or behind a link."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection
from typing import Final

from knowledge.library import Library
from knowledge.model import Passage, Source

_KEY_BYTES: Final = 12  # of 96 bits; two of a million passages meet once in 10¹⁷


class LibraryShelves:
    """The library as the conversation shows it: to each only what is searched, and so cited."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._keys: tuple[int, dict[str, str]] = (-1, {})

    def shelved(
        self, passage_id: str, collections: Collection[str] | None
    ) -> tuple[Source, Passage] | None:
        """Return a passage with its source; None when it is not in these collections.

        Of a summary and its original it gives the one that these collections are searched for.
        """
        source_id = passage_id.rpartition("#")[0]
        if source_id not in self._library.searched(collections):
            return None
        source = self._library.source(source_id)
        found = (passage for passage in source.passages if passage.id == passage_id)
        return next(((source, passage) for passage in found), None)

    def linked(self, key: str) -> str | None:
        """Return the id of the passage that a link names; None when there is none."""
        revision = self._library.revision
        if self._keys[0] != revision:
            passages = (p.id for source in self._library.sources() for p in source.passages)
            self._keys = revision, {self.link_key(each): each for each in passages}
        return self._keys[1].get(key)

    def link_key(self, passage_id: str) -> str:
        """Return what a link names a passage by: 16 letters that tell nothing."""
        digest = hashlib.sha256(passage_id.encode()).digest()[:_KEY_BYTES]
        return urlsafe_b64encode(digest).decode()
