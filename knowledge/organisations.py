"""Which organisations there are: who publishes at which address, and what they are called.

The tables are data beside this file.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

from knowledge.keys import is_address

_WORD: Final = re.compile(r"\w+")


def publisher(url: str) -> str | None:
    """Return who publishes at the host of `url`, None when the table does not know it."""
    if not is_address(url):
        return None
    host = (urlsplit(url).hostname or "").casefold()
    parts = host.split(".")
    table: dict[str, str] = _data()["hosts"]
    found = (table.get(".".join(parts[number:])) for number in range(len(parts)))
    return next((name for name in found if name), None)


def is_named(text: str) -> bool:
    """Tell whether a text names an organisation, by its name or by a word for its kind.

    >>> is_named("het Rode Kruis"), is_named("Stichting Vooruit"), is_named("Anna Vos")
    (True, True, False)
    >>> is_named("Sportbedrijf Vooruit")
    True
    """
    spaced = _spaced(text)
    heads = tuple(f"{head} " for head in _data()["names"]["heads"].split())
    return any(name in spaced for name in _names()) or any(head in spaced for head in heads)


@cache
def _names() -> frozenset[str]:
    """The names and the words for kinds, as they stand in a spaced text."""
    data = _data()
    named = (*data["hosts"].values(), *data["names"]["written"], *data["names"]["kinds"].split())
    return frozenset(map(_spaced, named))


def _spaced(text: str) -> str:
    """Return the folded words of a text with one space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


@cache
def _data() -> dict[str, Any]:
    """The tables, read when they are first needed."""
    text = resources.files("knowledge").joinpath("organisations.toml").read_text("utf-8")
    return tomllib.loads(text)
