"""The answer card: an exchange as one message, its lines first, its proof folded below."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from bot import declines
from bot.answering.model import (
    Answered,
    AnswerWarning,
    Citation,
    Clarify,
    Declined,
    DeclineReason,
    Exchange,
    Reach,
    Unanswered,
    WarningCode,
)
from bot.answering.of_source import ITS_SOURCES
from bot.answering.understand import tidy
from bot.labels import maker, reference
from bot.lines import lines
from bot.reply import Action, Button, Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import SourceKind

_LABEL: Final = 20  # characters that a phone shows of a button, three to a row (TELEGRAM §6)
_BUTTONS_A_ROW: Final = 3
# What must be known before the lines are read; the other warnings stand below them.
_FIRST: Final = (WarningCode.OPINION, WarningCode.NO_METHOD, WarningCode.CONFLICT)
_MAX_BUTTONS: Final = 6


def card(exchange: Exchange, texts: Texts) -> Reply:
    """Return the message for an exchange, in the question's language."""
    match exchange.answer:
        case Answered():
            return _answered(exchange, exchange.answer, texts)
        case Declined():
            return declined(exchange, exchange.answer, texts)
        case Clarify():
            return _clarify(exchange.answer)


def _answered(exchange: Exchange, answer: Answered, texts: Texts) -> Reply:
    language = exchange.language
    rest = unanswered(exchange, answer, texts)
    apart = (paragraph for each in rest for paragraph in each.paragraphs)
    proofs = (proof(group, language, texts) for group in _by_passage(answer.citations))
    rows = (row for each in rest for row in each.buttons)
    return Reply(
        (*said(exchange, answer, texts), *apart, *proofs),
        (*_source_buttons(answer.citations, language, texts), *rows),
    )


def said(exchange: Exchange, answer: Answered, texts: Texts) -> Iterator[Paragraph]:
    """Yield what an answer says: its lines, and before and after them what a reader must know."""
    language = exchange.language
    notes = {each.code: _note(each, answer, language, texts) for each in answer.warnings}
    yield from _frame(exchange, texts)
    yield from (Paragraph((Span(notes[code], italic=True),)) for code in _FIRST if code in notes)
    yield from lines(answer, language, texts)
    after = [note for code, note in notes.items() if code not in _FIRST]
    if after:
        yield Paragraph((Span("\n".join(after), italic=True),))


def unanswered(exchange: Exchange, answer: Answered, texts: Texts) -> list[Reply]:
    """Return what is said to the questions of the message that have no answer of their own."""
    return [_unanswered(exchange, each, texts) for each in answer.unanswered]


def _unanswered(exchange: Exchange, one: Unanswered, texts: Texts) -> Reply:
    language = exchange.language
    asked = Paragraph((Span(one.question, bold=True),))
    match one.answer:
        case None:
            return Reply((asked, *_plain([texts.get(language, "part.above")])))
        case Declined():
            why = declines.lines(exchange, one.answer, texts)
            return Reply((asked, *_plain(why)), declines.buttons(one.answer, language, texts))
        case Clarify():
            back = _clarify(one.answer)
            return Reply((asked, *back.paragraphs), back.buttons)
        case _:
            assert_never(one.answer)


def _plain(lines: Iterable[str]) -> list[Paragraph]:
    return [Paragraph((Span(line),)) for line in lines]


def declined(exchange: Exchange, answer: Declined, texts: Texts) -> Reply:
    """Return the message for a decline: why, what to try, and the nearest passages, folded."""
    language = exchange.language
    said = (Paragraph((Span(line),)) for line in declines.lines(exchange, answer, texts))
    read = _read(exchange, texts) if answer.reason is DeclineReason.NO_SOURCE else ()
    paragraphs = [*_searched(exchange, texts), *read, *said]
    quoted = answer.detail == ITS_SOURCES
    if answer.nearest:
        above = texts.get(language, f"declined.{'quoted' if quoted else 'nearest'}")
        paragraphs.append(Paragraph((Span(above, italic=True),)))
        paragraphs += [proof(group, language, texts) for group in _by_passage(answer.nearest)]
    rows = _source_buttons(answer.nearest, language, texts) if quoted else ()
    rows += declines.buttons(answer, language, texts)
    forget = answer.reason is DeclineReason.PERSONAL_DATA
    return Reply(tuple(paragraphs), rows, forget=forget)


def _clarify(answer: Clarify) -> Reply:
    buttons = tuple(
        (Button(option.label, action=Action("ask", (option.question,))),)
        for option in answer.options
    )
    return Reply((Paragraph((Span(answer.question),)),), buttons)


def _frame(exchange: Exchange, texts: Texts) -> Iterator[Paragraph]:
    """Yield what stands first: how a question was read, and that the sources are Dutch."""
    yield from _searched(exchange, texts)
    yield from _read(exchange, texts)
    if exchange.note:
        yield Paragraph((Span(texts.get(exchange.language, f"understood.{exchange.note}")),))
    answer = exchange.answer
    if isinstance(answer, Answered) and answer.corrects is not None:
        yield Paragraph((Span(declines.correction(answer.corrects, exchange.language, texts)),))
    framing = texts.get(exchange.language, "answer.english")
    if framing:
        yield Paragraph((Span(framing, italic=True),))


def _read(exchange: Exchange, texts: Texts) -> Iterator[Paragraph]:
    """Yield how a question was read, where that is not as it was typed."""
    if exchange.understood_as != tidy(exchange.question):
        yield Paragraph((Span(_understood(exchange, texts), italic=True),))


def _understood(exchange: Exchange, texts: Texts) -> str:
    """Return how a question was read, and what it follows on."""
    language, read = exchange.language, exchange.follows
    if read is None:
        return texts.get(language, "card.understood", question=exchange.understood_as)
    before = f"{read.before[0].upper()}{read.before[1:]}"
    return texts.get(language, "part.follows", question=read.asked, before=before)


def _searched(exchange: Exchange, texts: Texts) -> Iterator[Paragraph]:
    """Yield that not all was searched, while the index is being made or follows."""
    if exchange.reach is not Reach.WHOLE:
        said = texts.get(exchange.language, f"searching.{exchange.reach}")
        yield Paragraph((Span(said, italic=True),))


def _note(warning: AnswerWarning, answer: Answered, language: str, texts: Texts) -> str:
    sources = [citation.source for citation in answer.citations]
    readers = [source for source in sources if source.kind is SourceKind.COMMENT]
    summaries = [source for source in sources if source.derived_from is not None]
    return texts.get(
        language,
        f"warning.{warning.code.value}",
        who=", ".join(dict.fromkeys(name for source in readers for name in source.authors)),
        by=", ".join(dict.fromkeys(maker(source, language, texts) for source in summaries)),
        years=warning.years,
        year=warning.year,
    )


def _by_passage(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Group citations of one stretch of text, so that it is shown once."""
    groups: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.passage_id, citation.context_start), []).append(citation)
    return list(groups.values())


def proof(group: Sequence[Citation], language: str, texts: Texts) -> Paragraph:
    """Return the folded block of citations from one stretch: source, then the quotes in bold."""
    first = group[0]
    numbers = "".join(f"[{citation.number}]" for citation in group)
    spans = [
        Span(f"{numbers} "),
        Span(first.source.title, bold=True, link=first.link),
        Span(f" · {_reference(first, language, texts)}{_pages(group, language, texts)}\n"),
    ]
    if first.source.derived_from is not None:
        spans.append(Span(f"{_origin(first, language, texts)}\n", italic=True))
    elif first.heading and not _opens_at_the_words(first):
        under = texts.get(language, "card.under", heading=first.heading[-1])
        spans.append(Span(f"{under}\n", italic=True))
    spans += _marked(group)
    return Paragraph(tuple(spans), folded=True)


def _opens_at_the_words(citation: Citation) -> bool:
    """Tell whether the link leads to the quote itself, or at least to its page."""
    return citation.page is not None or ":~:text=" in (citation.link or "")


def _reference(citation: Citation, language: str, texts: Texts) -> str:
    """Return who published what is cited, when, and what it is."""
    return reference(citation.source, language, texts, citation.imported)


def _pages(group: Sequence[Citation], language: str, texts: Texts) -> str:
    """Return the pages of a PDF on which the quotes begin."""
    pages = sorted({citation.page for citation in group if citation.page is not None})
    if not pages:
        return ""
    return f", {texts.get(language, 'card.page', pages=', '.join(map(str, pages)))}"


def _origin(citation: Citation, language: str, texts: Texts) -> str:
    """Return where the original says it: of what this is a summary, and where to find that."""
    original = citation.source.derived_from
    if original is None:
        return ""
    said = texts.get(language, "sources.digest_of", title=original.title)
    parts = [said[:1].upper() + said[1:]]
    if citation.ground is not None and citation.ground.heading:
        parts.append(texts.get(language, "card.under", heading=citation.ground.heading))
    if original.url is None:
        parts.append(texts.get(language, "card.no_address"))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _marked(group: Sequence[Citation]) -> Iterator[Span]:
    """Yield the context with every quote of the group in bold, in the order of the text."""
    context, offset = group[0].context, group[0].context_start
    at = 0
    for citation in sorted(group, key=lambda c: c.start):
        start, end = max(at, citation.start - offset), citation.end - offset
        if start > at:
            yield Span(context[at:start])
        if end > start:
            yield Span(context[start:end], bold=True)
        at = max(at, end)
    if at < len(context):
        yield Span(context[at:])


def _source_buttons(
    citations: Sequence[Citation], language: str, texts: Texts
) -> tuple[tuple[Button, ...], ...]:
    """Return a button a source, to its first quoted words, at most two rows."""
    buttons: dict[str, Button] = {}
    for citation in citations:
        if citation.link is None or citation.source_id in buttons:
            continue
        name = citation.source.publisher or citation.source.title
        if citation.source.derived_from is not None:
            name = citation.source.derived_from.publisher or name
        label = texts.get(language, "card.source_button", number=citation.number, name=name)
        short = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
        buttons[citation.source_id] = Button(short, citation.link)
    row = list(buttons.values())[:_MAX_BUTTONS]
    return tuple(tuple(row[at : at + _BUTTONS_A_ROW]) for at in range(0, len(row), _BUTTONS_A_ROW))
