"""What a page says of itself: who wrote and published it, when, where it stands, its language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge import organisations
from knowledge.bylines import byline
from knowledge.keys import is_address
from knowledge.model import Evidence, Metadata, SourceKind
from knowledge.sentences import sentences

# Lines. A by-line stands this near to the title.
_HEAD: Final = 8
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"“”‘’]+", re.IGNORECASE)
_PUBLISHED_BY: Final = re.compile(
    r"(?:uitgever|publisher|published by|uitgegeven door"
    r"|dit artikel (?:verscheen|is verschenen) (?:eerder )?(?:op|in|bij)):? (?P<name>.{2,60}?)\.?",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"(?:©|copyright) ?(?:\d{4} ?)?(?P<name>[A-ZÀ-Þ][\w&' -]{1,50})")
_ORGANISATION: Final = re.compile(
    r"(?:Gemeente|Provincie|Ministerie|Waterschap|Stichting|Vereniging|Municipality)\b"
)
_RESEARCH: Final = re.compile(
    r"\b(?:onderzoek(?:en|ers?|srapport|sresultaten|t|sters?)?|enquêtes?|research(?:ers?)?|surveys?"
    r"|stud(?:y|ies))\b",
    re.IGNORECASE,
)
# Times. Once is a passing word ("nader onderzoek is nodig"); who reports research says it again.
_RESEARCH_MENTIONS: Final = 2
_DUTCH: Final = re.compile(
    r"\b(?:de|het|een|en|van|voor|met|dat|die|niet|wordt|zijn|ook|naar|bij|aan|hoe)\b"
)
_ENGLISH: Final = re.compile(
    r"\b(?:the|a|and|of|for|with|that|which|not|is|are|also|to|by|how|this)\b"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the lines of a page say of it; `used` numbers the lines that said so and no more."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    used: frozenset[int] = frozenset()


def article(title: str, facts: Facts, texts: Sequence[str]) -> Metadata:
    """Return what is known of an article, with these texts below its title."""
    said = "\n".join(texts)
    return Metadata(
        kind=SourceKind.ARTICLE,
        title=title,
        evidence=evidence_of(SourceKind.ARTICLE, f"{title}\n{said}"),
        publisher=facts.publisher,
        authors=facts.authors,
        published=facts.published,
        url=facts.url,
        language=language_of(said),
    )


def facts_of(title: str, lines: Sequence[str], furniture: Sequence[str]) -> Facts:
    """Return what the lines below the title say, and the publisher from address or text."""
    facts = _address(title, lines)
    for number, line in enumerate(lines):
        plain = " ".join(line.split())
        if number < _HEAD and (found := byline(_opening(plain))):
            makers = [each for each in found.authors if _ORGANISATION.match(each)]
            facts = replace(
                facts,
                authors=facts.authors or tuple(a for a in found.authors if a not in makers),
                published=facts.published or found.published,
                publisher=facts.publisher or next(iter(makers), None),
                used=facts.used | ({number} if byline(plain.removesuffix(".")) else set()),
            )
        elif match := _PUBLISHED_BY.fullmatch(plain):
            facts = replace(facts, publisher=match["name"], used=facts.used | {number})
    known = organisations.publisher(facts.url) if facts.url else None
    copyright_lines = (_COPYRIGHT.match(" ".join(line.split())) for line in furniture)
    owner = next((match["name"].strip() for match in copyright_lines if match), None)
    return replace(facts, publisher=known or facts.publisher or owner)


def _opening(line: str) -> str:
    """What a line says first: more may stand behind "Gemeente X, vastgesteld op 3 mei 2025."."""
    first = next(iter(sentences(line)), (0, 0))
    return line[slice(*first)].removesuffix(".")


def evidence_of(kind: SourceKind, text: str) -> Evidence:
    """Return what a source of this kind is worth as evidence, unless it says so itself.

    A law is law, a comment opinion, a case note practice. An article or digest is research when it
    speaks of research at least twice ("onderzoek", "onderzoekers", "survey" …), else practice.
    """
    match kind:
        case SourceKind.LAW:
            return Evidence.LAW
        case SourceKind.COMMENT:
            return Evidence.OPINION
        case SourceKind.CASE_NOTE:
            return Evidence.PRACTICE
        case SourceKind.ARTICLE | SourceKind.DIGEST:
            mentions = len(_RESEARCH.findall(text))
            return Evidence.RESEARCH if mentions >= _RESEARCH_MENTIONS else Evidence.PRACTICE


def language_of(text: str) -> str:
    """Return "en" when the text has more English than Dutch function words, else "nl"."""
    folded = text.casefold()
    return "en" if len(_ENGLISH.findall(folded)) > len(_DUTCH.findall(folded)) else "nl"


def _address(title: str, lines: Sequence[str]) -> Facts:
    """The line that is only an address; of several, the one with most words of the title in it."""
    found = {
        number: line
        for number, line in enumerate(lines)
        if _ADDRESS.fullmatch(line) and is_address(_whole(line))
    }
    if not found:
        return Facts()
    words = set(re.findall(r"\w{3,}", title.casefold()))
    best = max(
        found.values(), key=lambda url: len(words & set(re.findall(r"\w{3,}", url.casefold())))
    )
    return Facts(url=_whole(best), used=frozenset(found))


def _whole(address: str) -> str:
    """An address with the scheme that people leave out."""
    return address if address.casefold().startswith("http") else f"https://{address}"
