"""No text is dead: each is named somewhere, whole or by a pattern whose gaps hold known words."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

from bot.answering import lexicon
from bot.texts import load

CODE: Final = ("bot", "knowledge")
DEEP: Final = 2  # f"notice.{name}" with a name that is f"{kept}_later"


@cache
def named() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The words of the code (strings, numbers, members of enums), and its f-strings."""
    nodes = list(chain.from_iterable(ast.walk(tree) for tree in _trees()))
    words = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    members = (each for node in nodes if isinstance(node, ast.ClassDef) for each in node.body)
    words |= {
        target.id.lower()
        for member in members
        if isinstance(member, ast.Assign)
        for target in member.targets
        if isinstance(target, ast.Name)
    }
    words |= {word.removeprefix("/") for word in words} | set(lexicon.table("talk"))
    patterns = (_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr))
    return frozenset(words), tuple(patterns)


def _trees() -> Iterator[ast.Module]:
    for top in CODE:
        for path in Path(top).rglob("*.py"):
            yield ast.parse(path.read_text(encoding="utf-8"))


def _pattern(text: ast.JoinedStr) -> re.Pattern[str]:
    parts = (
        re.escape(part.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        else "(.+)"
        for part in text.values
    )
    return re.compile("".join(parts))


def is_named(key: str, deep: int = DEEP) -> bool:
    words, patterns = named()
    if key in words:
        return True
    found = (pattern.fullmatch(key) for pattern in patterns if deep)
    return any(
        match and all(gap != key and is_named(gap, deep - 1) for gap in match.groups())
        for match in found
    )


def test_every_text_is_named_by_the_code() -> None:
    assert [key for key in load().catalogues["nl"] if not is_named(key)] == []


@pytest.mark.parametrize("key", ["start.zomaar", "gap.end_zomaar", "count.article_zomaar"])
def test_a_text_that_nobody_names_would_be_found(key: str) -> None:
    assert not is_named(key)
