"""What a saved page carries that is not its text: share rows, reading times, cookie walls.

Judges lines of text, whatever format they came from. Furniture is only what furniture.toml names;
everything else is kept, because a sentence lost is worse than a button kept.
"""

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final


class Label(StrEnum):
    """What a line of a page is."""

    CONTENT = "content"
    NOTE = "note"
    FURNITURE = "furniture"
    COMMENTS = "comments"


_KEPT: Final = (Label.COMMENTS, Label.NOTE)
# Characters. Longer than any title or button in the pages we saw, shorter than a paragraph.
BARE_LENGTH: Final = 120
# Characters. A download line is one sentence; a longer one is text that speaks of downloading.
_DOWNLOAD_LENGTH: Final = 160
# Characters. No line of furniture that we know is longer, cookie texts aside.
_LINE_LENGTH: Final = 200
# Lines. The buttons of a cookie wall stand this near to a line that says "cookie".
_CONSENT_NEAR: Final = 3

_COOKIE: Final = re.compile(r"\bcookie", re.IGNORECASE)
# Different words of a site in a line; one alone may be about cookies that volunteers sell.
_SITE_WORDS: Final = 2
_DOWNLOAD: Final = re.compile(
    r"(?:klik hier (?:om|voor)\b.{0,40})?\bdownload(?:en|s)?\b", re.IGNORECASE
)


def label(lines: Sequence[str], alone: Sequence[bool] = ()) -> list[Label]:
    """Return what each line is, in order.

    NOTE is a download line that names a report (once; its repetition is furniture), COMMENTS the
    line above readers' comments ("2 reacties"). `alone` tells, where a page says so, which lines
    have a blank line on both sides.
    """
    plain = [" ".join(line.split()) for line in lines]
    found = [_label(line) for line in plain]
    _drop_consent(plain, found)
    _drop_related(plain, found, alone)
    notes: set[str] = set()
    for number, line in enumerate(plain):
        if found[number] is Label.NOTE and line.casefold() in notes:
            found[number] = Label.FURNITURE
        elif found[number] is Label.NOTE:
            notes.add(line.casefold())
    return found


def without_credit(text: str) -> tuple[str, str]:
    """Return a caption, and behind it who made the picture ("Foto: Ria Blok"); "" for nobody."""
    match = re.fullmatch(
        rf"(?P<said>.*[.!?…)][’”'\"]?) (?P<credit>{_pattern('words', 'credit').pattern})",
        " ".join(text.split()),
        re.IGNORECASE,
    )
    return (match["said"], match["credit"]) if match else (text, "")


def heads_links(line: str) -> bool:
    """Whether a line stands above links to other pages ("Lees ook"), and all below it is those."""
    return bool(_pattern("blocks", "related").fullmatch(" ".join(line.split())))


def is_bare(line: str) -> bool:
    """Whether a line is short and no sentence, as a heading, a link or a button is."""
    return 0 < len(line) <= BARE_LENGTH and line[-1] not in ".,;:!…"


def _label(line: str) -> Label:
    """What a line is by itself."""
    if _pattern("blocks", "comments").fullmatch(line):
        return Label.COMMENTS
    if _is_download(line):
        return Label.NOTE if _pattern("words", "a_work").search(line) else Label.FURNITURE
    if _is_cookie_wall(line):
        return Label.FURNITURE
    if len(line) > _LINE_LENGTH:
        return Label.CONTENT
    known = _pattern("blocks", "related").fullmatch(line) or _any_line().fullmatch(line)
    return Label.FURNITURE if known else Label.CONTENT


def _is_download(line: str) -> bool:
    """Whether the line offers a file; a sentence that tells of downloading does not."""
    if len(line) > _DOWNLOAD_LENGTH or not _DOWNLOAD.match(line):
        return False
    is_sentence = line.endswith((".", "!"))
    return not is_sentence or bool(_pattern("words", "an_offer").fullmatch(line))


def _is_cookie_wall(line: str) -> bool:
    """Whether the line speaks of a site's cookies, not of those with coffee."""
    if not _COOKIE.search(line):
        return False
    found = {word.casefold() for word in _pattern("words", "cookie_wall").findall(line)}
    to_visitor = _pattern("words", "to_visitor").search(line)
    return is_bare(line) or len(found) >= _SITE_WORDS or bool(found and to_visitor)


def _drop_consent(plain: Sequence[str], found: list[Label]) -> None:
    """Label the buttons near a line about cookies as furniture."""
    last = -_CONSENT_NEAR - 1
    for number, line in enumerate(plain):
        near = number - last <= _CONSENT_NEAR
        if _is_cookie_wall(line) or (near and _pattern("blocks", "consent").fullmatch(line)):
            found[number], last = Label.FURNITURE, number


def _drop_related(plain: Sequence[str], found: list[Label], alone: Sequence[bool]) -> None:
    """Label the links below "Lees ook" as furniture, up to the next paragraph.

    The last bare line before that paragraph is its heading, unless it is the only one, or a blank
    line parts it from the paragraph and none from the links.
    """
    end = 0
    for number, line in enumerate(plain):
        if number < end or not _pattern("blocks", "related").fullmatch(line):
            continue
        end = number + 1
        while end < len(plain) and is_bare(plain[end]) and found[end] not in _KEPT:
            end += 1
        goes_on = end < len(plain) and found[end] is Label.CONTENT
        heads = goes_on and end - number > 2  # noqa: PLR2004 - "Lees ook", a link, a heading
        if heads and alone and alone[end] and not alone[end - 1]:
            heads = False
        last = end - 1 if heads else end
        found[number + 1 : last] = [Label.FURNITURE] * (last - number - 1)


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    """One expression of the data file."""
    return re.compile(_data()[table][key], re.IGNORECASE)


@cache
def _any_line() -> re.Pattern[str]:
    """Any of the whole lines of the data file."""
    data = _data()
    lines = [f"(?:{line})" for kind in data["lines"].values() for line in kind]
    return re.compile("|".join(lines).replace("NETWORKS", data["networks"]), re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    """The data file, read when it is first needed."""
    text = resources.files("knowledge").joinpath("furniture.toml").read_text("utf-8")
    return tomllib.loads(text)
