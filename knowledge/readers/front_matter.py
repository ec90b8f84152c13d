"""The YAML front matter of a Markdown source: its keys, checked, all faults in one message.

======================  ===========================================================
kind                    article, digest, case_note or law
title                   text
publisher               text
url                     a web address, https:// and all
authors                 a name or a list of names
published (or date)     2026-03-31, 2026-03 or 2026; a case note calls it date
language                nl or en
evidence                research, practice, opinion or law (else by kind)
municipality            a name or a list of names; municipalities is the same key
themes                  a word or a list of words
role                    the role of the contact, no name
derived_from            title, and where known publisher, url, published; a digest must have it
======================  ===========================================================
"""

import datetime
import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from knowledge import dates
from knowledge.errors import SourceRefused
from knowledge.keys import is_address
from knowledge.model import Evidence, Metadata, Original, SourceKind
from knowledge.readers.facts import evidence_of, language_of

_FENCE: Final = "---"
_KEYS: Final = (
    "kind",
    "title",
    "publisher",
    "authors",
    "published",
    "date",
    "url",
    "language",
    "evidence",
    "municipality",
    "municipalities",
    "themes",
    "role",
    "derived_from",
)
_ORIGINAL_KEYS: Final = ("title", "publisher", "url", "published")
# What a Dutch writer would try first.
_DUTCH: Final = {
    "soort": "kind",
    "titel": "title",
    "uitgever": "publisher",
    "auteur": "authors",
    "auteurs": "authors",
    "datum": "date",
    "adres": "url",
    "taal": "language",
    "bewijs": "evidence",
    "gemeente": "municipality",
    "gemeenten": "municipalities",
    "thema": "themes",
    "rol": "role",
    "bron": "derived_from",
}
_NO_ORIGINAL: Final = (
    "a digest sums up a document: add derived_from: with its title, and where known publisher,"
    " url and published; a text of your own is an article or a case_note"
)
_KINDS: Final = tuple(kind for kind in SourceKind if kind is not SourceKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line (from 1) of a file."""

    line: int
    what: str


def refuse(name: str, faults: list[Fault]) -> None:
    """Raise SourceRefused with all faults as "file:line: what", if there are any."""
    if faults:
        ordered = sorted(faults, key=lambda fault: fault.line)
        raise SourceRefused("\n".join(f"{name}:{fault.line}: {fault.what}" for fault in ordered))


def cut(lines: list[str], name: str) -> int:
    """Return the number of lines that the front matter takes, its fences included; 0: none."""
    if not lines or lines[0].strip() != _FENCE:
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FENCE:
            return number
    raise SourceRefused(
        f"{name}:1: the front matter is not closed; put a line --- below its last key"
    )


class FrontMatter:
    """The keys of one front matter; `faults` gathers what is wrong with them."""

    def __init__(self, lines: list[str], name: str) -> None:
        """Read the lines between the fences; raises SourceRefused when they are no mapping."""
        text = "\n".join(["", *lines])  # the fence was line 1, so marks count as in the file
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            values = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            line = mark.line + 1 if mark else 1
            raise SourceRefused(
                f"{name}:{line}: the front matter is no YAML: {problem}"
            ) from error
        if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
            raise SourceRefused(
                f"{name}:1: the front matter holds no keys; write kind: and title:"
            )
        self.faults: list[Fault] = []
        self._values: Mapping[object, object] = values
        self._lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
        self._check_keys(values, _KEYS)
        for key in ("kind", "title"):
            if key not in values:
                self._fault(key, f"{key} is missing; write {key}: …")

    def metadata(self, body: str) -> Metadata:
        """Return the metadata; `body` decides language and evidence where no key does."""
        kind = SourceKind(self._choice("kind", _KINDS) or SourceKind.ARTICLE)
        self._only_one("published", "date")
        self._only_one("municipality", "municipalities")
        return Metadata(
            kind=kind,
            title=self._text("title") or "",
            evidence=Evidence(
                self._choice("evidence", tuple(Evidence)) or evidence_of(kind, body)
            ),
            publisher=self._text("publisher"),
            authors=self._texts("authors"),
            published=self._date("published") or self._date("date"),
            url=self._address("url", self._text("url")),
            language=self._choice("language", ("nl", "en")) or language_of(body),
            municipalities=self._texts("municipality") or self._texts("municipalities"),
            themes=self._texts("themes"),
            contact_role=self._text("role"),
            derived_from=self._original(),
        )

    def _fault(self, key: str, what: str) -> None:
        """Note what is wrong on the line of `key`."""
        self.faults.append(Fault(self._lines.get(key, 1), what))

    def _check_keys(self, values: Mapping[object, object], known: Sequence[str]) -> None:
        """Note each key that is not one of `known`, with the one that was meant."""
        for key in values:
            if key in known:
                continue
            near = difflib.get_close_matches(str(key), known, n=1)
            meant = _DUTCH.get(str(key).casefold()) or (near[0] if near else "")
            remedy = (
                f"did you mean {meant!r}?" if meant in known else f"known are {', '.join(known)}"
            )
            self._fault(str(key), f"unknown key {str(key)!r}; {remedy}")

    def _only_one(self, one: str, other: str) -> None:
        """Note two keys that say the same."""
        if one in self._values and other in self._values:
            self._fault(other, f"{one} and {other} say the same; keep one")

    def _text(self, key: str) -> str | None:
        """The value of a key that holds one text."""
        value = self._values.get(key)
        if value is None:
            return None
        found = _as_text(value)
        if found is None:
            self._fault(key, f"{key} must be a text; put it between quotation marks")
        return found

    def _address(self, key: str, value: str | None, within: str = "") -> str | None:
        """A web address, noted when it is none."""
        if value is not None and not is_address(value):
            self._fault(key, f"{within}url is no web address; write https:// and the rest of it")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        """The value of a key that holds one text or a list of them."""
        value = self._values.get(key)
        if not isinstance(value, list):
            one = self._text(key)
            return (one,) if one else ()
        found = tuple(text for each in value if (text := _as_text(each)))
        if len(found) < len(value):
            self._fault(key, f"{key} must be a list of texts; put each between quotation marks")
        return found

    def _choice(self, key: str, allowed: Sequence[str]) -> str | None:
        """The value of a key that is one of a few words."""
        value = self._values.get(key)
        if value is None or value in allowed:
            return str(value) if value else None
        self._fault(key, f"{key} is {value!r}; write one of {', '.join(allowed)}")
        return None

    def _date(self, key: str) -> str | None:
        """The value of a key that holds a date, month or year."""
        return self._iso(key, self._values.get(key))

    def _iso(self, key: str, value: object) -> str | None:
        """A date, month or year as the store keeps it."""
        if value is None:
            return None
        text = str(value) if isinstance(value, (str, datetime.date)) or type(value) is int else ""
        if dates.is_iso(text):
            return text
        self._fault(key, f"{key} must be a date (2026-03-31), a month (2026-03) or a year (2026)")
        return None

    def _original(self) -> Original | None:
        """The document that this source sums up."""
        value = self._values.get("derived_from")
        if value is None:
            if self._values.get("kind") == SourceKind.DIGEST:
                self._fault("kind", _NO_ORIGINAL)
            return None
        title = _as_text(value.get("title")) if isinstance(value, dict) else None
        if not isinstance(value, dict) or title is None:
            self._fault("derived_from", "derived_from must hold a title, and where known a url")
            return None
        self._check_keys(value, _ORIGINAL_KEYS)
        found = {key: _as_text(value.get(key)) for key in ("publisher", "url")}
        for key, text in found.items():
            if text is None and value.get(key) is not None:
                self._fault("derived_from", f"derived_from: {key} must be a text")
        self._address("derived_from", found["url"], "derived_from: ")
        published = self._iso("derived_from", value.get("published"))
        return Original(title, found["publisher"], found["url"], published)


def _as_text(value: object) -> str | None:
    """The text in NFC, None when it is none or empty, or holds half a character."""
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        return None
    return unicodedata.normalize("NFC", value.strip()) or None
