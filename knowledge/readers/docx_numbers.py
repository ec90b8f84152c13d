"""The numbers that Word puts before paragraphs, written into them: "2.", "b.", "Artikel 3".

Word keeps numbers apart from the text and counts them when it shows it; a list goes on where a
paragraph parts it. mammoth gives list items without them. A council's second decision, quoted as
its first, would be a false quotation.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT: Final = "word/document.xml"
# Around a number, in the text of its paragraph, until its block is made; of no script.
OPEN: Final = "\ue010"
CLOSE: Final = "\ue011"
# Levels that a list has (ECMA-376 17.9.3), and steps from a style to what it is based on.
_LEVELS: Final = 9
_BASES: Final = 20
# No list that is lettered or in Roman figures is longer.
_LETTERED: Final = 500
_ROMAN: Final = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)

Element = ElementTree.Element


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: its first number, its form, and the text around it."""

    start: int
    form: str
    text: str


@dataclass(slots=True)
class _Count:
    """What a document's lists have come to, by list and level."""

    at: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The lists of a document by number, where one begins anew, and the list of each style."""

    lists: Mapping[str, str]
    levels: Mapping[str, Mapping[int, _Level]]
    restarts: Mapping[tuple[str, int], int]
    styles: Mapping[str, tuple[str, int]]


def numbered(content: bytes) -> bytes:
    """Return a Word file with the number of each paragraph at its beginning, in OPEN and CLOSE.

    The file was checked before (`docx.check`): plain XML, no larger than one may be.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        scheme = _scheme(packed)
        if not scheme.lists:
            return content
        body = _parsed(packed.read(_TEXT))
        count = _Count()
        for paragraph in body.iter(_tag("p")):
            number = _number(paragraph, scheme, count)
            if number and any(text.text for text in paragraph.iter(_tag("t"))):
                _put(paragraph, f"{OPEN}{number}{CLOSE}")
        return _repacked(packed, ElementTree.tostring(body, "utf-8"))


def _scheme(packed: zipfile.ZipFile) -> _Scheme:
    """How a file numbers its paragraphs."""
    names = set(packed.namelist())
    if "word/numbering.xml" not in names:
        return _Scheme({}, {}, {}, {})
    told = _parsed(packed.read("word/numbering.xml"))
    schemes = told.iter(_tag("abstractNum"))
    levels = {_value(each, "abstractNumId"): dict(_levels(each)) for each in schemes}
    lists: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    for each in told.iter(_tag("num")):
        number = _value(each, "numId")
        lists[number] = _said(each, "abstractNumId")
        for override in each.iter(_tag("lvlOverride")):
            start = _said(override, "startOverride")
            if start.isdigit():
                restarts[number, int(_value(override, "ilvl") or 0)] = int(start)
    styles = dict(_styles(packed)) if "word/styles.xml" in names else {}
    return _Scheme(lists, levels, restarts, styles)


def _levels(scheme: Element) -> Iterator[tuple[int, _Level]]:
    """The levels of a list."""
    for each in scheme.iter(_tag("lvl")):
        start = _said(each, "start")
        first = int(start) if start.isdigit() else 1
        text = _said(each, "lvlText")
        yield int(_value(each, "ilvl") or 0), _Level(first, _said(each, "numFmt"), text)


def _styles(packed: zipfile.ZipFile) -> Iterator[tuple[str, tuple[str, int]]]:
    """The list and the level of each style that has one, be it from the style it is based on."""
    told = {
        _value(each, "styleId"): each
        for each in _parsed(packed.read("word/styles.xml")).iter(_tag("style"))
    }
    for name, style in told.items():
        at: Element | None = style
        for _ in range(_BASES):
            found = None if at is None else at.find(f"{_tag('pPr')}/{_tag('numPr')}")
            if found is not None:
                yield name, (_said(found, "numId"), int(_said(found, "ilvl") or 0))
                break
            at = None if at is None else told.get(_said(at, "basedOn"))


def _number(paragraph: Element, scheme: _Scheme, count: _Count) -> str:
    """The number of a paragraph; "" for none, or a bullet."""
    place = _place(paragraph, scheme)
    levels = scheme.levels.get(scheme.lists.get(place[0], ""), {})
    level = levels.get(place[1])
    if level is None:
        return ""
    made = _counted(place, scheme, level, count)
    if level.form in ("bullet", "none", ""):
        return ""
    text = level.text
    for depth in range(place[1] + 1):
        form = levels[depth].form if depth in levels else "decimal"
        start = levels[depth].start if depth in levels else 1
        text = text.replace(f"%{depth + 1}", _written(made.get(depth, start), form))
    return " ".join(text.split())


def _place(paragraph: Element, scheme: _Scheme) -> tuple[str, int]:
    """The list and the level of a paragraph, its own or its style's; ("", 0) for none."""
    properties = paragraph.find(_tag("pPr"))
    if properties is None:
        return "", 0
    by_style = scheme.styles.get(_said(properties, "pStyle"), ("", 0))
    own = properties.find(_tag("numPr"))
    if own is None:
        return by_style
    level = _said(own, "ilvl")
    number = _said(own, "numId") or by_style[0]
    return number, min(int(level), _LEVELS - 1) if level.isdigit() else by_style[1]


def _counted(
    place: tuple[str, int], scheme: _Scheme, level: _Level, count: _Count
) -> dict[int, int]:
    """Count one paragraph; return what each level of its list has come to."""
    number, depth = place
    at = count.at.setdefault(scheme.lists[number], {})
    if place in scheme.restarts and place not in count.begun:
        at[depth] = scheme.restarts[place]
    else:
        at[depth] = at[depth] + 1 if depth in at else level.start
    count.begun.add(place)
    for deeper in [each for each in at if each > depth]:
        del at[deeper]
    return at


def _written(number: int, form: str) -> str:
    """A number in the form of its level; in digits where no letters are usual."""
    match form if number <= _LETTERED else "decimal":
        case "lowerLetter" | "upperLetter":
            # Word doubles the letter after z: aa, bb.
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            letters, left = "", number
            for value, sign in _ROMAN:
                letters, left = letters + sign * (left // value), left % value
            return letters if form == "lowerRoman" else letters.upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _put(paragraph: Element, number: str) -> None:
    """Write a number before the text of a paragraph, behind its properties."""
    run = ElementTree.Element(_tag("r"))
    ElementTree.SubElement(run, _tag("t")).text = number
    first = 1 if len(paragraph) and paragraph[0].tag == _tag("pPr") else 0
    paragraph.insert(first, run)


def _repacked(packed: zipfile.ZipFile, body: bytes) -> bytes:
    """The file with another text."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in packed.namelist():
            target.writestr(name, body if name == _TEXT else packed.read(name))
    return made.getvalue()


def _parsed(xml: bytes) -> Element:
    """The root of a part; the file declares no document type, so nothing swells or is fetched."""
    return ElementTree.fromstring(xml)  # noqa: S314 (checked before, in a process apart)


def _tag(name: str) -> str:
    """The name of an element of Word's."""
    return f"{{{_WORD}}}{name}"


def _value(element: Element, name: str) -> str:
    """An attribute of Word's; "" for none."""
    return element.get(_tag(name), "")


def _said(element: Element, name: str) -> str:
    """The value of an element within; "" for none."""
    found = element.find(_tag(name))
    return "" if found is None else _value(found, "val")
