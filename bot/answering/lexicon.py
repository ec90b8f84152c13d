"""The words that tell what is asked and what a sentence holds. They are data: two files."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_FILES: Final = ("words.toml", "sentences.toml")  # of questions, and of the sentences of sources


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of the files. Raises KeyError for an unknown name.

    Raises ValueError when both files have a table of one name: one would hide the other.
    """
    tables: dict[str, dict[str, Any]] = {}
    for file in _FILES:
        text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
        own = tomllib.loads(text)
        if shared := tables.keys() & own.keys():
            raise ValueError(f"{file}: a table of this name is in another file: {shared}")
        tables |= own
    return tables[name]


@cache
def patterns(of: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Return the expressions of one entry, none for an entry that is not there."""
    return tuple(re.compile(pattern) for pattern in table(of).get(name, ()))


def holds(of: str, name: str, text: str) -> bool:
    """Tell whether one of the expressions of an entry is found in `text`."""
    for pattern in patterns(of, name):  # noqa: SIM110 - it runs for each sentence of each hit
        if pattern.search(text):
            return True
    return False


@dataclass(frozen=True, slots=True)
class States:
    """Two states that exclude each other, as words; `asking` are all that ask which it is."""

    one: frozenset[str]
    other: frozenset[str]
    asking: frozenset[str]

    @property
    def either(self) -> frozenset[str]:
        """The words of both states."""
        return self.one | self.other


@cache
def states(name: str) -> States:
    """Return one pair of opposites. Raises KeyError for an unknown name."""
    read = table("opposites")[name]
    asked, one, other = (frozenset(read[key].split()) for key in ("asked", "one", "other"))
    return States(one, other, asked | one | other)


@cache
def word_set(of: str, name: str) -> frozenset[str]:
    """Return an entry that is a text of words, as a set."""
    return frozenset(str(table(of)[name]).split())
