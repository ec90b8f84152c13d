"""Lines that say who wrote something and when: above an article, and above a reader's comment."""

import re
from dataclasses import dataclass
from typing import Final

from knowledge import dates

# Characters. Three names, a date and all counters fit.
_LENGTH: Final = 160
_CAPITAL: Final = r"[A-ZÀ-Þ][\w'’.\-]*"
_PARTICLES: Final = r"(?:(?:van|de|der|den|ten|ter|te|el|la|von|(?:in )?['’]t) )*"
_NAME: Final = rf"{_CAPITAL}(?: {_PARTICLES}{_CAPITAL}){{0,4}}"
_NAMES: Final = rf"{_NAME}(?:(?:, | en | and | & ){_NAME})*"
_DATE: Final = f"(?i:{dates.DATE})"
_TIME: Final = r"(?i:,? ?(?:om |at |- )?\d{1,2}[:.]\d{2}(?: ?(?:uur|u|am|pm))?)"
_COUNTS: Final = (
    r"(?i:[\d.,]+ ?(?:x|keer|maal)? ?(?:bekeken|gelezen|gedeeld|weergaven|views?|reads?|shares?)"
    r"|[\d.,]+ ?(?:reacties?|comments?|likes?|vind-ik-leuks?)"
    r"|[\d]+ ?(?:min(?:\.|uten|utes?)?)(?: ?(?:leestijd|leeswerk|read))?"
    r"|(?:leestijd|reading time):? ?\d+ ?min(?:\.|uten|utes?)?)"
)
_BY: Final = r"(?i:(?:geschreven )?door|tekst|auteurs?|redactie|(?:written )?by|authors?|text)"
_ON: Final = (
    r"(?i:(?:gepubliceerd|geplaatst|verschenen|vastgesteld|uitgegeven|published|posted|adopted)"
    r"(?: door (?:het college|de (?:gemeente)?raad|het bestuur)[^,.\d]{0,40}?)?"
    r"(?: (?:op|on|in))?"
    r"|(?:publicatie)?datum|(?:publication )?date)"
)
_CHANGED: Final = (
    r"(?i:(?:laatst |last )?(?:gewijzigd|bijgewerkt|aangepast|updated|modified|reviewed)"
    r"(?::| op| on)?)"
)
_PORTRAIT: Final = r"(?i:profielfoto|profile (?:picture|photo)|avatar)"
_SEPARATOR: Final = r" ?[|·•,–—-]? ?"

_BYLINE: Final = re.compile(
    rf"(?:{_PORTRAIT}:? ?)?"
    rf"(?:(?P<by>{_BY})(?::| )? ?)?(?P<names>(?!{_ON}){_NAMES}(?!\w))?{_SEPARATOR}"
    rf"(?:{_ON}:? ?)?(?P<date>{_DATE})?(?:{_TIME})?"
    rf"(?:(?<=.)[.;]?{_SEPARATOR}{_CHANGED} {_DATE}(?:{_TIME})?\.?)?"
    rf"(?P<counts>(?:{_SEPARATOR}{_COUNTS})*)"
)
# "Posted on 8 June 2025 in Lessons learned": where it stands on the site says nothing of it.
_IN_CATEGORY: Final = re.compile(rf"^({_ON} {_DATE}) (?i:in) [^.,:;!?]{{2,40}}$")
_COMMENT: Final = re.compile(
    rf"(?P<names>{_NAME})(?: (?i:zegt|schreef|zei|says|said|wrote):?)?(?: (?i:op|on))?{_SEPARATOR}"
    rf"(?P<date>{_DATE})(?:{_TIME})?"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who and when, as far as the line says; `published` is an ISO date or month."""

    authors: tuple[str, ...] = ()
    published: str | None = None


def byline(line: str) -> Byline | None:
    """Return what a line above an article says of its author and date; None: it is no by-line.

    Portrait captions and counters that ran together with the name are read over. A name alone is
    not enough: it takes "door", a colon, a date or a counter to tell it from a heading.

    >>> byline("ProfielfotoAnna de Wit 25-11-2021 308 keer bekeken 2 reacties")
    Byline(authors=('Anna de Wit',), published='2021-11-25')
    """
    plain = _IN_CATEGORY.sub(r"\1", _plain(line))
    match = _BYLINE.fullmatch(plain) if len(line) <= _LENGTH else None
    if match is None:
        return None
    published = dates.parse(match["date"]) if match["date"] else None
    names = match["names"] if _is_named(match) else None
    if not names and (match["names"] or not published):
        return None
    return Byline(_people(names or ""), published)


def comment_head(line: str) -> Byline | None:
    """Return name and date of a line that opens a reader's comment; None when it is no such line.

    >>> comment_head("Anna de Wit 29-11-21 om 13:52")
    Byline(authors=('Anna de Wit',), published='2021-11-29')
    """
    match = _COMMENT.fullmatch(_plain(line)) if len(line) <= _LENGTH else None
    published = dates.parse(match["date"]) if match else None
    if match is None or published is None:
        return None
    return Byline((match["names"],), published)


def _plain(line: str) -> str:
    """The line with single ordinary spaces."""
    return " ".join(line.split())


def _is_named(match: re.Match[str]) -> bool:
    """Whether the capitals are a name: of one word after a colon, else of two and with more."""
    if not match["names"]:
        return False
    said = bool(match["by"]) and (":" in match[0] or " " in match["names"])
    return said or (" " in match["names"] and bool(match["date"] or match["counts"]))


def _people(names: str) -> tuple[str, ...]:
    """The names apart."""
    return tuple(name for name in re.split(r", | en | and | & ", names) if name)
