"""Earlier versions of a source: not searched or cited, kept so that old answers still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Passage, Source


@dataclass(frozen=True, slots=True)
class Version:
    """What a source was until another text took its place; `number` counts from 1.

    `superseded` is the moment (UTC, ISO) at which that happened.
    """

    number: int
    superseded: str
    source: Source
    page: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage as an answer once cited it.

    `superseded` tells since when it is no longer the text of its source; None: it still is.
    """

    source: Source
    passage: Passage
    superseded: str | None


def is_other_text(one: Source, other: Source) -> bool:
    """Return whether an answer given from `one` would no longer open in `other`."""
    return one.text != other.text or _places(one) != _places(other)


def as_cited(
    passage_id: str, sha256: str, now: Source | None, earlier: Sequence[Version]
) -> Cited | None:
    """Return the passage with this id and hash: of the source now, else of its latest version."""
    if now and (passage := _passage(now, passage_id, sha256)):
        return Cited(now, passage, None)
    for version in sorted(earlier, key=lambda each: each.number, reverse=True):
        if passage := _passage(version.source, passage_id, sha256):
            return Cited(version.source, passage, version.superseded)
    return None


def _places(source: Source) -> list[tuple[str, int, int]]:
    """Where the passages stand."""
    return [(passage.id, passage.start, passage.end) for passage in source.passages]


def _passage(source: Source, passage_id: str, sha256: str) -> Passage | None:
    """The passage of a source with this id and hash."""
    found = (each for each in source.passages if each.id == passage_id)
    return next((each for each in found if each.sha256 == sha256), None)
