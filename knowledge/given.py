"""What a person says of a source where its page does not, checked; such fields are marked.

It comes from options of `add`, from `sources set`, or from a file beside the source: what is given
for `article.txt` stands in `article.txt.toml`, with the same keys.

=======================  ==========================================================
title, publisher, url    text; licence and role too
authors                  names, a ; between them (in a file: a list)
published                2026-03-31, 2026-03, 2026 or "31 maart 2026"
language                 nl or en
kind, evidence           a word of the table in docs/sources.md
collection               who may see it: letters, digits and hyphens
municipalities, themes   names, a ; between them (in a file: a list)
=======================  ==========================================================
"""

import difflib
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from knowledge import dates
from knowledge.errors import SourceRefused
from knowledge.gazetteer import current_name
from knowledge.keys import is_slug
from knowledge.model import Evidence, Metadata, SourceKind

EXTENSION: Final = ".toml"
_TEXTS: Final = ("title", "publisher", "url", "licence", "role", "published", "language")
_LISTS: Final = ("authors", "municipalities", "themes")
KEYS: Final = (*_TEXTS, *_LISTS, "kind", "evidence", "collection")
# What every source has; these cannot be emptied.
_NEEDED: Final = frozenset({"title", "language", "kind", "evidence", "collection"})
_FIELDS: Final = {"role": "contact_role"}

Said = Mapping[str, str | Sequence[str]]


def applied(known: Metadata, said: Said, name: str) -> Metadata:
    """Return the metadata with what was said, and those fields marked as given by a person.

    An empty value says that it is not known. Raises SourceRefused with all faults; `name` says
    where they were made.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for key, value in said.items():
        try:
            values[_FIELDS.get(key, key)] = _checked(key, value)
        except ValueError as error:
            faults.append(f"{name}: {error}")
    if faults:
        raise SourceRefused("\n".join(faults))
    if not values:
        return known
    own = known.own_title or (known.title if "title" in values else None)
    given = tuple(sorted({*known.given, *values}))
    return replace(known, **values, given=given, own_title=own)


def beside(path: Path) -> dict[str, str | list[str]]:
    """Return what the file beside `path` says (article.txt.toml); nothing without one.

    Raises SourceRefused when it cannot be read as TOML.
    """
    sidecar = path.with_name(path.name + EXTENSION)
    try:
        said = tomllib.loads(sidecar.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceRefused(
            f'{sidecar}: cannot be read ({error}); write lines as title = "…"'
        ) from error
    # A date or a year without quotation marks is what a person would write.
    return {
        key: [str(each) for each in value] if isinstance(value, list) else str(value)
        for key, value in said.items()
    }


def _checked(key: str, value: str | Sequence[str]) -> Any:
    """The value as the metadata holds it; raises ValueError with what is wrong."""
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KEYS)}"
        raise ValueError(f"unknown key {key!r}; {remedy}")
    parts = [_clean(each) for each in (value.split(";") if isinstance(value, str) else value)]
    parts = [part for part in parts if part]
    if not parts and key in _NEEDED:
        raise ValueError(f"{key} cannot be empty; every source has one")
    if key == "municipalities":
        return tuple(current_name(part) or part for part in parts)
    if key in _LISTS:
        return tuple(parts)
    return _one(key, _clean(value if isinstance(value, str) else "; ".join(value)))


def _one(key: str, text: str) -> Any:
    """The value of a key that holds one thing."""
    if not text:
        return None
    readers: dict[str, Callable[[str], Any]] = {
        "published": _date,
        "url": _address,
        "collection": _collection,
        "kind": lambda said: SourceKind(_choice(key, said, SourceKind)),
        "evidence": lambda said: Evidence(_choice(key, said, Evidence)),
        "language": lambda said: _choice(key, said, ("nl", "en")),
    }
    return readers.get(key, str)(text)


def _date(text: str) -> str:
    """An ISO date, month or year."""
    found = text if dates.is_iso(text) else dates.parse(text)
    if found is None:
        raise ValueError(f"published {text!r}: write a date (2026-03-31), a month or a year")
    return found


def _address(text: str) -> str:
    """An address that a reader can be sent to."""
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError(f"url {text!r}: write the whole address, from https://")
    return text


def _collection(text: str) -> str:
    """The name of a collection."""
    if not is_slug(text):
        raise ValueError(f"collection {text!r}: write lower-case letters, digits and hyphens")
    return text


def _choice(key: str, text: str, allowed: Sequence[str] | type[StrEnum]) -> str:
    """One of a few words."""
    if text not in tuple(allowed):
        raise ValueError(f"{key} is {text!r}; write one of {', '.join(allowed)}")
    return text


def _clean(text: str) -> str:
    """The text in NFC, with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
