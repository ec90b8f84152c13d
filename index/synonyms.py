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
    return of_stem(dutch.stem(word))


def of_stem(stem: str) -> tuple[str, ...]:
    """Return `others` of a word by its stem."""
    groups = _groups()
    # The stemmer leaves a letter too many of *rollen*.
    undoubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return groups.get(stem) or groups.get(undoubled, ())


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words that say the same as one of these folded words."""
    return stems_of_stems(dutch.stem(word) for word in words)


def stems_of_stems(those: Iterable[str]) -> frozenset[str]:
    """Return `stems` of words by their stems."""
    return frozenset(dutch.source_stem(other) for stem in those for other in of_stem(stem))


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Return what stands beside each stem in its groups, in order, without the stem itself."""
    listed = tomllib.loads(files("index").joinpath("synonyms.toml").read_text(encoding="utf-8"))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in listed["groups"]:
        words = group.split()
        for word in words:
            # The stemmer leaves the plural of *centrale* and *thema*.
            for form in (word, f"{word}s") if word[-1] in "aeo" else (word,):
                found[dutch.source_stem(form)].update(dict.fromkeys(words))
    return {
        stem: tuple(each for each in words if dutch.source_stem(each) != stem)
        for stem, words in found.items()
    }
