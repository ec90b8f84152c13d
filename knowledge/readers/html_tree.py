"""The tree of a saved page: what is seen of it, what is furniture, where its article stands."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from lxml import etree

from knowledge.errors import SourceRefused

# lxml has no types of its own.
Element = Any


def _words_of(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# Never seen as text by who opens the page.
UNSEEN: Final = _words_of(
    """
    area audio base canvas col colgroup datalist embed head iframe input link map meta noscript
    object param picture script source style svg template title track video math
    """
)
# What stands within a line; anything else begins one.
INLINE: Final = _words_of(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s
    samp small span strike strong sub sup time tt u var wbr
    """
)
_HIDDEN_STYLE: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[a-z%]*)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:text-indent|left|top)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")
# Share of a page's characters. What holds more is no furniture, whatever its class says
# ("page-with-sidebar").
_MOST: Final = 0.4
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
# Share of its characters. More in links, and an aside or a list leads elsewhere.
_LINKS: Final = 0.6
# Characters. Shorter blocks stand in several places of a page.
_LONG: Final = 40


def parsed(text: str, name: str) -> Element:
    """Return the root of a page; raises SourceRefused for no page, or one nested too deep."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise SourceRefused(f"{name}: nested more than 256 levels deep; save it as .txt")
    body = root.find("body") if root is not None else None
    if body is None:
        raise SourceRefused(f"{name}: no web page; save it again, or name it .txt")
    return root


def is_hidden(element: Element) -> bool:
    """Whether who opens the page does not see this element."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def is_furniture(element: Element, characters: int) -> bool:
    """Whether an element is none of the article, by its tag, role or class.

    `characters` are those of the whole page.
    """
    data = _data()
    if element.tag in _WHOLE or is_notes(element):
        return False
    if element.tag in data["tags"] and not _holds_notes(element):
        return True
    if element.get("role", "") in data["roles"]:
        return True
    if element.tag == "aside" and _share_in_links(element) > _LINKS:
        return True
    named = names(element) & _words("words")
    return bool(named) and len("".join(element.itertext())) <= _MOST * characters


def is_notes(element: Element) -> bool:
    """Whether an element holds footnotes."""
    role = element.get("role", "")
    return role.startswith(("doc-footnote", "doc-endnote")) or bool(
        names(element) & _words("notes")
    )


def is_comments(element: Element) -> bool:
    """Whether an element holds readers' comments."""
    blocks = ("div", "section", "ol", "ul", "aside")
    return element.tag in blocks and bool(names(element) & _words("comments"))


def leads_elsewhere(element: Element) -> bool:
    """Whether a list is the contents of the page: links to places in it, and no more."""
    links = [link.get("href", "") for link in element.iter("a")]
    inside = len(links) > 1 and all(link.startswith("#") and len(link) > 1 for link in links)
    return inside and _share_in_links(element) > _LINKS


def names(element: Element) -> frozenset[str]:
    """The classes and the id of an element, whole and in words, in lower case."""
    whole = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    found: set[str] = {each.lower() for each in whole}
    for each in whole:
        found.update(word.lower() for word in _WORDS.findall(each))
    return frozenset(found)


def region(body: Element, extracted: str, blocks: Sequence[tuple[Element, str]]) -> Element:
    """Return the element that the article stands in.

    `extracted` is what an extractor took for the article, `blocks` the page's own blocks of text
    with their elements. It is the least element around all blocks that were extracted, widened to
    the article or main part of the page that it stands in.
    """
    plain = squeezed(extracted)
    held = [each for each, text in blocks if len(text) >= _LONG and squeezed(text) in plain]
    if not held:
        return body
    around = list(_up(held[0]))
    for element in held[1:]:
        others = set(_up(element))
        around = [each for each in around if each in others]
    for element in around:
        if element.tag in ("article", "main") or element.get("role") == "main":
            return element
    return around[0]


def item_of(element: Element) -> Element:
    """Return the item of a list that an element is, or stands in; None where it is in none."""
    while element is not None and element.tag != "li":
        element = element.getparent()
    return element


def said(element: Element) -> str:
    """Return what is seen of an element, with a space where a block begins or ends in it."""
    found = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN and not is_hidden(child):
            gap = "" if child.tag in INLINE else " "
            found += [gap, said(child), gap]
        found.append(child.tail or "")
    return "".join(found)


def squeezed(text: str) -> str:
    """The text without white space, to compare it however it was laid out."""
    return re.sub(r"\s+", "", text)


def _up(element: Element) -> Iterator[Element]:
    """The element and those around it, inmost first, up to the body."""
    yield element
    for each in element.iterancestors():
        if each.tag != "html":
            yield each


def _holds_notes(element: Element) -> bool:
    """Whether footnotes stand in an element."""
    return any(is_notes(each) for each in element.iter() if isinstance(each.tag, str))


def _share_in_links(element: Element) -> float:
    """Which share of its characters stands in links, 0-1."""
    links = sum(len(squeezed("".join(link.itertext()))) for link in element.iter("a"))
    return links / max(1, len(squeezed("".join(element.itertext()))))


@cache
def _words(key: str) -> frozenset[str]:
    """One list of words of the data file."""
    return _words_of(_data()[key])


@cache
def _data() -> dict[str, Any]:
    """What the data file says of elements, read when it is first needed."""
    text = resources.files("knowledge").joinpath("furniture.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text)["elements"]
    return found
