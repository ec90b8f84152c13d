"""The library and its index as somebody reads them: everything, or some collections alone.

For a part of the library an index of its own is made: terms, their rarity, the mean of the
vectors and the splitting of compounds are then those of that part, so that a person gets exactly
what a library without the other sources gives, and nothing of them shows in any score.
"""

import logging
import shutil
import time
from collections import OrderedDict
from collections.abc import Collection, Container, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from bot.answering.finder import Found
from bot.answering.missing import tells_of_person
from bot.answering.model import Language, Reach
from bot.answering.private_names import names_in
from bot.answering.readers import asks_for_all, fitting, of_named_readers, set_aside
from bot.answering.speech import speaks_of_it
from index import answerable, dutch
from index.at_hand import Library as Indexed
from index.search import Hit, Index
from knowledge.errors import Unavailable
from knowledge.library import Library
from knowledge.model import Metadata, Passage
from knowledge.visible import Visible

log = logging.getLogger(__name__)

_HITS: Final = 10
_SLICES: Final = 3  # of embedding, some seconds each, that a question waits for
_PATIENCE: Final = 8.0  # seconds from when sources came, in which questions wait for their words
# Parts of the library that are kept ready; beyond it the longest unused goes.
_MAX_PARTS: Final = 8
# Log-odds: who asks what a reader says has read that reader, so it is likelier to be there; so is
# what somebody says who has a word of it. Of 1.2, 1.7 and 2.2 on the questions that name a reader,
# 1.7 answers two more rightly, 2.2 one more that nothing answers. Likewise who somebody is, where
# the whole name is there; one test asks that.
READER_ODDS: Final = 1.7


class _Read(Indexed, Protocol):
    """What is read of a library, or of the visible part of one."""

    def known(self) -> list[Metadata]: ...

    def page(self, source_id: str) -> str: ...

    def holds(self, passage: Passage) -> bool: ...


class Reader:
    """Implements `Finder` over a library and an index; belongs to the thread that opened both."""

    def __init__(self, library: _Read, index: Index, part: str = "") -> None:
        """`part` names the part of the whole library that this one is."""
        self._part = part
        self._library = library
        self._index = index
        self._known: tuple[int, list[Metadata]] = (-1, [])
        self._behind_since: float | None = None  # by `time.monotonic`

    @property
    def revision(self) -> int:
        """The revision of the library."""
        return self._library.revision

    def catch_up(self) -> bool:
        """Do a slice of what is left to index, between two questions; True when all is done.

        What cannot be written now is tried again the next time: questions are asked of the rest.
        """
        try:
            done = self._index.advance(self._library)
        except Unavailable as fault:
            if not self._index.serves:
                raise
            log.warning("the index does not follow the library: %s", fault)
            return True
        if self._index.covers:
            self._behind_since = None
        return done

    def _follow(self) -> None:
        """Index until every source can be found, by its words at least, and what can wait no more.

        An answer from half a library would look like one from all of it. But nobody waits long
        for an import of thousands of sources: then the answer says that some are missing.
        """
        slices = 0
        while slices < _SLICES or self._waits():
            if Reader.catch_up(self):
                return
            slices += 1

    def _waits(self) -> bool:
        """Tell whether sources cannot be found that came a moment ago."""
        if self._index.covers:
            return False
        now = time.monotonic()
        if self._behind_since is None:
            self._behind_since = now
        return now - self._behind_since < _PATIENCE

    @property
    def _reach(self) -> Reach:
        """How much can be searched now."""
        if not self._index.covers:
            return Reach.PART
        return Reach.WORDS if self._index.keyword_only else Reach.WHOLE

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        """Return hits and judgement for a question, from the library as it is at this moment."""
        self._follow()
        index, began = self._index, time.perf_counter()
        try:
            if not index.keyword_only:
                index.vector(question, language)
            embedded = time.perf_counter()
            hits = index.search(question, _HITS, language)
            # By what may be quoted alone: a comment that is set aside must not make it answerable.
            may_answer = fitting(question, hits)
            probability = answerable.judged(question, may_answer, index, language, asks)
            if _is_of_somebody(question, hits, may_answer):
                probability = answerable.raised(probability, READER_ODDS)
            if asks_for_all(question, hits):
                probability = max(probability, answerable.THRESHOLD)
            enough = probability >= answerable.THRESHOLD
            aside = [] if enough else set_aside(question, hits)
            by_readers = answerable.judged(question, aside, index, language, asks)
        finally:
            index.forget()
        return Found(
            hits=hits,
            probability=probability,
            enough=enough,
            embed_ms=round((embedded - began) * 1000),
            search_ms=round((time.perf_counter() - embedded) * 1000),
            reach=self._reach,
            readers=by_readers >= answerable.THRESHOLD,
        )

    def known(self) -> Sequence[Metadata]:
        """Return what can be cited now; read again only when the library has changed."""
        revision = self._library.revision
        if self._known[0] != revision:
            self._known = revision, self._library.known()
        return self._known[1]

    @property
    def made_with(self) -> str:
        """What the answers depend on beside the library."""
        return f"{self._index.model} {answerable.THRESHOLD} {_HITS} {self._part}".rstrip()

    def stems(self, word: str) -> list[str]:
        """Return the stem of a folded word of a question, and those of its parts."""
        return self._index.stems(word)

    def source_terms(self, text: str) -> frozenset[str]:
        """Return the same for all words of a text of a source."""
        return self._index.source_terms(text)

    def nearest(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one (folded) stands for, if any."""
        return self._index.nearest(word)

    def knows(self, word: str) -> bool:
        """Tell whether a folded word stands in the library, in whatever form."""
        return self._index.knows(word)

    def names(self) -> Container[str]:
        """Return what looks a name up in the sources, as they are at this moment."""
        self._follow()
        return _Names(self._index)

    def page(self, source_id: str) -> str:
        """Return the page of a source as it was received."""
        return self._library.page(source_id)

    def unchanged(self, hit: Hit) -> bool:
        """Tell whether the stored passage still has the hash that it was stored with."""
        return self._library.holds(hit.passage)

    def within(self, collections: Collection[str] | None) -> "Reader":
        """Return itself: what a part shows is never more than that part."""
        del collections
        return self

    def close(self) -> None:
        """Close the index."""
        self._index.close()


def _is_of_somebody(question: str, hits: Sequence[Hit], may_answer: Sequence[Hit]) -> bool:
    """Tell whether it is asked what somebody says who speaks of it, or who somebody is."""
    spoken = bool(of_named_readers(question, hits)) or speaks_of_it(question, may_answer)
    return spoken or tells_of_person(question, may_answer)


class _Names:
    """The names in the sources of an index, as `names_in` gives them: looked up, not gathered."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __contains__(self, name: object) -> bool:
        words = dutch.content(str(name))
        return any(
            name in names_in(text)
            for entry in self._index.passages_holding(words)
            for text in (*entry.source.metadata.authors, entry.embedded)
        )


class Parts:
    """Readers of parts of the library, each with an index in a folder below `folder`.

    Like the whole index they stay on disk and follow the library, so that after a restart nobody
    waits for them to be made. Processes share them as they share the whole one.
    """

    def __init__(self, library: Library, index: Index, folder: Path) -> None:
        self._library = library
        self._index = index
        self._folder = folder
        self._readers: OrderedDict[frozenset[str], Reader] = OrderedDict()
        self._present: tuple[int, frozenset[str]] = (-1, frozenset())

    def hides(self, collections: Collection[str]) -> bool:
        """Tell whether there are sources beside those of these collections."""
        return not self._collections() <= frozenset(collections)

    def reader(self, collections: Collection[str]) -> Reader:
        """Return the reader of these collections."""
        wanted = self._collections() & frozenset(collections)
        if wanted not in self._readers:
            self._readers[wanted] = self._opened(wanted)
        self._readers.move_to_end(wanted)
        if len(self._readers) > _MAX_PARTS:
            self._drop(next(iter(self._readers)))
        return self._readers[wanted]

    def expect(self, views: Iterable[Collection[str]]) -> None:
        """Open what people will ask for, the most wanted first; delete what nobody sees."""
        hiding = [view for view in views if self.hides(view)][:_MAX_PARTS]
        wanted = {self._collections() & frozenset(view) for view in hiding}
        for part in self._readers.keys() - wanted:
            self._drop(part)
        for view in hiding:
            self.reader(view)
        opened = {self._place(part) for part in self._readers}
        for left in self._folder.glob("*"):
            if left not in opened:
                shutil.rmtree(left, ignore_errors=True)

    def catch_up(self) -> bool:
        """Do a slice of what is left to index in one part; True when all is done."""
        return all(reader.catch_up() for reader in self._readers.values())

    def close(self) -> None:
        """Close all indexes; their files stay."""
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    def _collections(self) -> frozenset[str]:
        """All that there are."""
        revision = self._library.revision
        if self._present[0] != revision:
            self._present = revision, self._library.collections()
        return self._present[1]

    def _opened(self, wanted: frozenset[str]) -> Reader:
        place = self._place(wanted)
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"{place}: {error.strerror}; make the data folder writable"
            ) from None
        return Reader(Visible(self._library, wanted), self._index.beside(place), place.name)

    def _drop(self, part: frozenset[str]) -> None:
        self._readers.pop(part).close()
        shutil.rmtree(self._place(part), ignore_errors=True)

    def _place(self, part: frozenset[str]) -> Path:
        """The folder of a part; collections are named by letters, digits and hyphens."""
        return self._folder / ("+".join(sorted(part)) or "none")
