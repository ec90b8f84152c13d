"""Numbers and addresses in a question that lead to one person; such a question is not searched.

Each is recognised in the spellings that people use, and proven where it can be: a BSN by its
11-test, an IBAN by ISO 13616 (mod 97). Nothing here remembers or logs what it is given.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from bot.answering import private_names


class PersonalData(StrEnum):
    """A kind of personal data; each has a text in every catalogue that says what was seen."""

    BSN = "bsn"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    BIRTH = "birth"
    ASKED = "asked"
    NAME = "name"


_BSN_LENGTH: Final = 9
_BSN_DIVISOR: Final = 11
_IBAN_DIVISOR: Final = 97
_DUTCH_IBAN: Final = re.compile(r"NL\d\d[A-Z]{4}\d{10}")
# Characters of an IBAN by country (ISO 13616, the single euro payments area and its neighbours).
_IBAN_LENGTHS: Final = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL",
        19: "MK SI",
        20: "AT BA EE LT LU XK",
        21: "CH HR LI LV",
        22: "BG DE GB GE IE ME RS",
        23: "AE GI IL",
        24: "AD CZ ES MD RO SA SE SK TN VG",
        25: "PT",
        26: "IS TR",
        27: "FR GR IT MC SM",
        28: "AL AZ BY CY DO GT HU LB PL",
        29: "BR UA",
        31: "MT SC",
    }.items()
    for country in countries.split()
}

# Nine digits in the groupings in which a BSN is written, with one separator throughout.
_BSN: Final = re.compile(
    r"(?<![\w€])(?<!€ )(?:\d{9}"
    r"|\d{3}(?P<a> ?[.\-/ ] ?)\d{3}(?P=a)\d{3}"
    r"|\d{4}(?P<b> ?[.\-/ ] ?)\d{2}(?P=b)\d{3}"
    r"|\d{2}(?P<c> ?[.\-/ ] ?)\d{2}(?P=c)\d{2}(?P=c)\d{3}"
    r"|\d(?P<d>[.\-/ ])(?:\d(?P=d)){7}\d)(?!\d)"
)
_BSN_CUE: Final = re.compile(
    r"\b(?:bsn|burgerservice ?nummer|sofi ?-?nummer|citizen service number)\W*"
    r"(?:(?:is|nummer|nr|number|van \w+)\W+){0,2}((?:\d[.\-/ ]?){7,8}\d)(?!\d)",
    re.IGNORECASE,
)
# What makes nine digits the number of an organisation.
_ORGANISATION: Final = re.compile(
    r"\b(?:rsin|kvk|fiscaal nummer|vat|btw)\W*(?:\w+\W+)?$", re.IGNORECASE
)
_CUE_REACH: Final = 30  # characters before a number in which a word says what it is

_IBAN_START: Final = re.compile(r"(?<![^\W_])[A-Za-z]{2}[ .\-]?\d(?=[ .\-]?\d)")
_SEPARATORS: Final = " .-/"

_EMAIL: Final = re.compile(
    r"(?<![^\s@<>()\[\],;:\"])[^\s@<>()\[\],;:\"]{1,64}"
    r"(?: ?@ ?| ?[\[(] ?(?:at|apenstaartje|@) ?[\])] ?)"
    r"(?:[^\W_](?:[\w-]*[^\W_])?(?:\.| ?[\[(] ?(?:dot|punt|\.) ?[\])] ?))+[^\W\d_][\w-]*[^\W_]"
    r"|[\w.+-]+ (?:at|apenstaartje) [\w-]+ (?:dot|punt) [a-z]{2,}\b",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?:"
    r"(?:\+|\b00)\d{1,3}[ .\-/]?(?:\(0\)[ .\-/]?)?(?:\(?\d\)?[ .\-/]{0,2}){7,11}\d"
    r"|\(?0[1-8]\)?(?:[ .\-/]{0,3}\(?\d\)?){8})(?![\d])"
)
# In capitals "2021 EN 2022" is no postcode.
_NO_POSTCODE: Final = r"(?!(?:EN|IN|OP|OF|DE|IK|WE|IS|AF|NA|KM)\b)"
_POSTCODE: Final = rf"(?<!\d)[1-9]\d{{3}}(?:[A-Za-z]{{2}}| {_NO_POSTCODE}[A-Z]{{2}})\b"
_HOUSE: Final = r"\d{1,5}(?: ?-? ?(?:[A-Za-z]\b|bis\b|hs\b|[IVX]+\b|\d{1,3}\b))?"
_STREET: Final = r"(?:straat|weg|laan|plein|kade|gracht|singel|hof|pad|dijk)"
_NUMBER: Final = r"(?!(?:19|20)\d\d\b)\d{1,5}"  # no year: "Wonen en Zorgpad 2020" is a plan
_ADDRESS: Final = re.compile(
    rf"{_POSTCODE}[\s,;:-]*(?:(?:huisnummer|huisnr|nummer|number|nr|no)\b[.:\s]*)?{_HOUSE}(?![\d%])"
    rf"|[^\W\d_]+ {_HOUSE}[\s,;]+(?:te |in )?{_POSTCODE}"
    rf"|\b(?i:woon|woont|wonen|woonde|lives?)\b[^.?!]{{0,20}}?[^\W\d_]+{_STREET} {_NUMBER}\b",
)
_MONTHS: Final = r"(?:jan|feb|maa?rt|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?"
_DATE: Final = (
    rf"(?:\d{{1,2}}(?:[-/. ]\d{{1,2}}[-/. ]|(?:st|nd|rd|th)?(?: of)? {_MONTHS},? )(?:19|20)?\d\d"
    rf"|{_MONTHS} \d{{1,2}},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b"
)
# Who asks about volunteering was born in one of these years; a report has another date. It is the
# first year that stands there: "Kees op 12 mei 2026 over de nota van 1999" is no birthday.
_BIRTHDAY: Final = rf"(?={_DATE})(?:(?!\b(?:19|20)\d\d)[^?!,;)])*?(?:19\d\d|20(?:0\d|1[0-4]))"
_BIRTH: Final = re.compile(
    rf"(?:\b(?:geboren|geboortedatum|geboortedag|geb|jarig|verjaart|born|date of birth|birthday"
    rf"|dob|d\.o\.b)\b"
    rf"[^?!]{{0,30}}?{_DATE}|{_DATE}[^.?!]{{0,12}}\b(?:geboren|born)\b)",
    re.IGNORECASE,
)


def found_in(text: str) -> PersonalData | None:
    """Return the first kind of number, address or date of one person in `text`; None: none.

    A question for somebody's private data is `ASKED`. Names are for `private_names`.
    """
    plain = _plain(text)
    tests = (
        (PersonalData.IBAN, _has_iban),
        (PersonalData.EMAIL, lambda given: _EMAIL.search(given) is not None),
        (PersonalData.BSN, _has_bsn),
        (PersonalData.PHONE, lambda given: _PHONE.search(given) is not None),
        (PersonalData.ADDRESS, lambda given: _ADDRESS.search(given) is not None),
        (PersonalData.BIRTH, _has_birth),
        (PersonalData.ASKED, private_names.asks_for_private_data),
    )
    return next((kind for kind, holds in tests if holds(plain)), None)


def is_bsn(number: str) -> bool:
    """Tell whether nine digits (eight: the first is 0) pass the 11-test of the BSN.

    >>> is_bsn("111222333"), is_bsn("111222334"), is_bsn("000000000")
    (True, False, False)
    """
    digits = [int(digit) for digit in number.zfill(_BSN_LENGTH)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
    return any(digits) and total % _BSN_DIVISOR == 0


def is_iban(number: str) -> bool:
    """Tell whether characters without separators are an IBAN: length and mod 97 are right.

    >>> is_iban("NL91ABNA0417164300"), is_iban("NL92ABNA0417164300")
    (True, False)
    """
    if len(number) != _IBAN_LENGTHS.get(number[:2]):
        return False
    moved = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return int(moved) % _IBAN_DIVISOR == 1


def _has_bsn(text: str) -> bool:
    """A BSN that is called one counts with a typing error too; a bare one has to pass the test."""
    if _BSN_CUE.search(text):
        return True
    return any(
        is_bsn(re.sub(r"\D", "", found[0]))
        for found in _BSN.finditer(text)
        if not _ORGANISATION.search(text[max(0, found.start() - _CUE_REACH) : found.start()])
    )


def _has_birth(text: str) -> bool:
    """A date that is called that of a birth, or that stands behind a first name."""
    return bool(_BIRTH.search(text)) or private_names.is_followed_by(text, _BIRTHDAY)


def _has_iban(text: str) -> bool:
    """Of the shape of a Dutch one it counts with a typing error too."""
    for start in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(start[0][:2].upper(), 0)
        number = _compact(text[start.start() :], length)
        if number and (is_iban(number) or _DUTCH_IBAN.fullmatch(number)):
            return True
    return False


def _compact(text: str, length: int) -> str:
    """Return the first `length` letters and digits, separators left out; "" when cut off."""
    kept: list[str] = []
    for sign in text:
        if len(kept) == length:
            break
        if sign.isascii() and sign.isalnum():
            kept.append(sign.upper())
        elif sign not in _SEPARATORS:
            return ""
    return "".join(kept) if len(kept) == length else ""


def _plain(text: str) -> str:
    """Return NFKC without format characters, dashes and spaces of one kind."""
    compatible = unicodedata.normalize("NFKC", text)
    signs = ("" if unicodedata.category(sign) == "Cf" else sign for sign in compatible)
    dashed = re.sub(r"[\u2010-\u2015\u2212]", "-", "".join(signs))
    return re.sub(r"[^\S\n]+", " ", dashed)
