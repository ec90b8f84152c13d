"""Dates as Dutch and English pages write them, read into ISO dates, months and years."""

import datetime
import re
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"

# A date on its own, without groups, to put into a larger pattern (case is ignored there).
DATE: Final = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    rf"|\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}, \d{{4}}|{_MONTH} \d{{4}})"
)

_NUMBERS: Final = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_WORDS: Final = re.compile(
    rf"(?:(\d{{1,2}}) )?({_MONTH}) (?:(\d{{1,2}}), )?(\d{{4}})", re.IGNORECASE
)
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(text: str) -> str | None:
    """Return the ISO date (or month: "2021-11") that `text` is, None when it is none.

    Day before month, as Dutch pages write it; a year of two digits lies in this century.

    >>> parse("25-11-21"), parse("3 mei 2022"), parse("May 3, 2022"), parse("mei 2022")
    ('2021-11-25', '2022-05-03', '2022-05-03', '2022-05')
    >>> parse("31-02-2022"), parse("vorig jaar")
    (None, None)
    """
    if match := _NUMBERS.fullmatch(text):
        first, month, last = (int(part) for part in match.groups())
        if len(match[1]) == len("2021"):
            return _iso(first, month, last)
        return _iso(2000 + last if len(match[3]) == len("21") else last, month, first)
    if match := _WORDS.fullmatch(text):
        month = _MONTHS[match[2].rstrip(".").casefold()]
        day = match[1] or match[3]
        if day is None:
            return f"{int(match[4]):04}-{month:02}"
        return _iso(int(match[4]), month, int(day))
    return None


def is_iso(text: str) -> bool:
    """Whether `text` is a date, month or year as the store keeps it: 2021-11-25, 2021-11, 2021."""
    match = _ISO.fullmatch(text)
    return bool(match and _iso(int(match[1]), int(match[2] or 1), int(match[3] or 1)))


def _iso(year: int, month: int, day: int) -> str | None:
    """The date in ISO form, None when the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
