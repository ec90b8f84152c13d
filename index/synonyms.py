"""Dutch words that stand in for each other, by the groups of `synonyms.toml`."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from index import dutch


def others(word: str) -> tuple[str, ...]:
    """Return the words that say the same as a folded word, in whatever form it is; none: ().

    >>> "geschenk" in others("cadeautjes")
    True
    """
    groups, stem = _groups(), dutch.stem(word)
    # The stemmer leaves the plural of *centrale* and *thema*, and a letter too many of *rollen*.
    forms = (
        stem,
        dutch.stem(word.removesuffix("s")),
        stem[:-1] if stem[-2:-1] == stem[-1:] else stem,
    )
    return next((groups[each] for each in forms if each in groups), ())


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words that say the same as one of these folded words."""
    return frozenset(dutch.source_stem(other) for word in words for other in others(word))


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Return what stands beside each stem in its groups, in order, without the stem itself."""
    listed = tomllib.loads(files("index").joinpath("synonyms.toml").read_text(encoding="utf-8"))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in listed["groups"]:
        words = group.split()
        for word in words:
            found[dutch.source_stem(word)].update(dict.fromkeys(words))
    return {
        stem: tuple(each for each in words if dutch.source_stem(each) != stem)
        for stem, words in found.items()
    }
