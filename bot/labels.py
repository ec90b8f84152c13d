"""How a source is named to a reader: its kind, its date, and the counts of a whole library."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bot.texts import Texts
from knowledge.model import Metadata, SourceKind

_MONTHS_EN: Final = (
    "January February March April May June July August September October November December"
)


def kind_key(source: Metadata) -> str:
    """Return the catalogue's name of a source's kind: ours summed up is not a practitioner's."""
    if source.kind is SourceKind.CASE_NOTE and source.derived_from is not None:
        return "case_example"
    return source.kind.value


def written_date(published: str | None, language: str, texts: Texts) -> str:
    """Return "25-11-2021", "11-2021" or "2021" (English: "25 November 2021"), or "unknown"."""
    if published is None:
        return texts.get(language, "card.date_unknown")
    parts = [int(part) for part in published.split("-")]
    if language == "nl":
        return "-".join(f"{part:02d}" if part < 100 else str(part) for part in reversed(parts))  # noqa: PLR2004 (days and months, not years)
    months = _MONTHS_EN.split()
    words = [months[part - 1] if place == 1 else str(part) for place, part in enumerate(parts)]
    return " ".join(reversed(words))


def reference(source: Metadata, language: str, texts: Texts, imported: str | None = None) -> str:
    """Return "publisher · date · kind", of articles with what they are worth as evidence.

    A summary names who published the original. Of a source without a date it says when it was
    `imported` (ISO), where that is known.
    """
    original = source.derived_from
    who = (original.publisher if original else None) or source.publisher
    if source.kind is SourceKind.COMMENT or not who:
        who = ", ".join(source.authors)
    kind = texts.get(language, f"kind.{kind_key(source)}", by=maker(source, language, texts))
    if source.kind in {SourceKind.ARTICLE, SourceKind.DIGEST}:
        kind = f"{kind} ({texts.get(language, f'evidence.{source.evidence.value}')})"
    said = (who, _dated(source, imported, language, texts), kind)
    return " · ".join(part for part in said if part)


def _dated(source: Metadata, imported: str | None, language: str, texts: Texts) -> str:
    """Return the date of a source; without one, since when the library has it."""
    if source.published is None and imported:
        day = written_date(imported, language, texts)
        return texts.get(language, "import.date_unknown", date=day)
    return written_date(source.published, language, texts)


def maker(source: Metadata, language: str, texts: Texts) -> str:
    """Return who summed a document up."""
    return source.publisher or texts.get(language, "card.publisher_unknown")


def known(sources: Sequence[Metadata], language: str, texts: Texts) -> str:
    """Return what the library holds, to be read aloud: kinds counted, municipalities, years.

    "2 summaries and 8 practice examples, on 2 municipalities, from 2021 (some undated)".
    """
    counted = Counter(kind_key(source) for source in sources)
    order = ("article", "digest", "case_example", "case_note", "comment", "law")
    kinds = [_count(kind, counted[kind], language, texts) for kind in order if counted[kind]]
    said = ", ".join(kinds[:-1])
    said = texts.get(language, "count.and", first=said, last=kinds[-1]) if said else "".join(kinds)
    places = {place for source in sources for place in source.municipalities}
    if places:
        said += f", {_count('municipality', len(places), language, texts)}"
    years = _years([source.published for source in sources], language, texts)
    return f"{said}, {years}" if years else said


def _count(what: str, number: int, language: str, texts: Texts) -> str:
    form = "one" if number == 1 else "many"
    return texts.get(language, f"count.{what}_{form}", n=number)


def _years(dates: Iterable[str | None], language: str, texts: Texts) -> str:
    given = list(dates)
    years = sorted({published[:4] for published in given if published})
    unknown = given.count(None)
    if not years:
        return texts.get(language, "count.all_unknown") if unknown else ""
    if len(years) == 1:
        span = texts.get(language, "count.year_one", first=years[0])
    else:
        span = texts.get(language, "count.year_span", first=years[0], last=years[-1])
    return f"{span} {texts.get(language, 'count.and_unknown', n=unknown)}" if unknown else span
