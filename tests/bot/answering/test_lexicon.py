"""The words that tell what is asked stand in their lists once each."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

# A pair of brackets without others in it, with alternatives.
ALTERNATIVES = re.compile(r"\((?:\?:)?([^()]*\|[^()]*)\)")


def lists(entry: Any) -> Iterator[list[str]]:
    """Every list: its items, the words of a text, the alternatives of an expression."""
    match entry:
        case str():
            yield entry.split()
        case dict():
            for each in entry.values():
                yield from lists(each)
        case list():
            yield [str(each) for each in entry]
            for each in entry:
                yield from (found.split("|") for found in ALTERNATIVES.findall(str(each)))


@pytest.mark.parametrize("name", ["words.toml", "sentences.toml"])
def test_no_list_of_words_says_anything_twice(name: str) -> None:
    tables = tomllib.loads(files("bot.answering").joinpath(name).read_text(encoding="utf-8"))
    tables.pop("abbreviations", None)  # what they stand for is no list

    twice = [
        (table, word)
        for table, entries in tables.items()
        for words in lists(entries)
        for word, times in Counter(words).items()
        if times > 1
    ]

    assert twice == []
