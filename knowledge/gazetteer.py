"""Which municipalities a text names; the names are data beside this file (gemeenten.toml).

A municipality that merged counts as the one that it is part of now. A name that is also a word or
a surname ("Best", "Bergen", "Leiden") counts only behind a cue that says it is a place: one too
few is better than a municipality that the source does not speak of.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

# Words before a name that make it a place. "van" is none: "Jan van Buren".
_CUE: Final = re.compile(
    r"(?:\b(?:(?:[Gg]emeenten?|[Ss]tad|[Dd]orp|[Rr]aad|[Gg]emeenteraad|[Bb]urgemeester|[Ww]ethouder"
    r"|[Ii]nwoners|[Vv]rijwilligerscentrale|[Cc]ollege|[Mm]unicipality|[Cc]ity|[Tt]own|[Cc]ouncil)"
    r"(?: van| of)?|[Ii]n|[Tt]e|[Uu]it|[Nn]aar|[Rr]ond(?:om)?|[Nn]abij|[Tt]o|[Nn]ear|[Ff]rom) )$"
)
# Between two names of one enumeration: "Utrecht, Best en Ede".
_AND: Final = re.compile(r"(?:, (?:en |and )?| en | and | of | or )(?:[Dd]e [Gg]emeente )?$")
# "de provincie Utrecht" is no municipality.
_PROVINCE: Final = re.compile(r"\b[Pp]rovincies? (?:\w+ en )?$")
# What follows an ambiguous name makes it something else: "in Best Practices", "Leiden tot".
_GOES_ON: Final = re.compile(r" (?:[A-ZÀ-Þ]|practices?\b)")
# Characters. As far as a cue reaches.
_NEAR: Final = 40


@dataclass(frozen=True, slots=True)
class _Names:
    """The current municipality by each name, those that need a cue, and all in one expression."""

    current: dict[str, str]
    ambiguous: frozenset[str]
    pattern: re.Pattern[str]


def municipalities_in(text: str) -> tuple[str, ...]:
    """Return the current municipalities that the text names, in order, each once.

    >>> municipalities_in("Best lastig: bergen werk in Best, Weesp en bij Jan van Buren.")
    ('Best', 'Amsterdam')
    """
    names = _names()
    found: dict[str, None] = {}
    last_end = -1
    for match in names.pattern.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        behind_another = last_end >= 0 and bool(_AND.fullmatch(text[last_end : match.start()]))
        name = match[0]
        if _PROVINCE.search(before):
            continue
        if name in names.ambiguous:
            cued = behind_another or _CUE.search(before)
            if not cued or _GOES_ON.match(text, match.end()):
                continue
        found[names.current[name]] = None
        last_end = match.end()
    return tuple(found)


def current_name(name: str) -> str | None:
    """Return the municipality that `name` is now part of; None when it never was one.

    >>> current_name("Bussum"), current_name("Atlantis")
    ('Gooise Meren', None)
    """
    return _names().current.get(name)


def places() -> frozenset[str]:
    """Return the names of municipalities, of now and before, of provinces and of regions."""
    return frozenset((*_names().current, *data()["provinces"], *data()["regions"]["names"]))


def words_too() -> frozenset[str]:
    """Return the names of `places` that are rather words or first names: "Best", "Huizen"."""
    return frozenset(data()["ambiguous"]["words"])


@cache
def data() -> dict[str, Any]:
    """Return the data file, read when it is first needed."""
    text = resources.files("knowledge").joinpath("gemeenten.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _names() -> _Names:
    """The names, ready to be looked for."""
    current: dict[str, str] = {}
    for name in (name for province in data()["provinces"].values() for name in province):
        bare = re.sub(r" \(.*\)", "", name)
        # Two are called Bergen: which one is not said, so neither is chosen.
        current[name] = name
        current[bare] = bare
    current |= data()["points_on"]
    longest_first = sorted(current, key=len, reverse=True)
    words = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<![\w’'-])(?:{words})(?![\w-])")
    ambiguous = data()["ambiguous"]
    return _Names(current, frozenset((*ambiguous["names"], *ambiguous["words"])), pattern)
