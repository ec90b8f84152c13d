"""How a draft reads: the source that it would become, its text, and what was left out of it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bot.answering.model import Language
from bot.labels import kind_key, maker, written_date
from bot.reply import Action, Button, Paragraph, Reply, Span
from bot.state.drafts import Draft, Stage
from bot.state.records import Records
from bot.texts import Texts
from knowledge.errors import Refusal, SourceRefused
from knowledge.model import Document, Source

_SHOWN: Final = 60  # lines that were left out; mostly they are less than twenty
# Of an address, what whoever sent it can do something about; the other texts are about files.
_OF_PAGES: Final = frozenset({Refusal.LOCKED, Refusal.SCAN, Refusal.TOO_LONG})


def summary(
    document: Document, sources: Sequence[Source], language: Language, texts: Texts
) -> str:
    """Return title, kind, publisher and date of a document, and the counts of what it makes."""
    get, known = partial(texts.get, language), document.metadata
    unknown, published = get("document.unknown"), known.published
    return get(
        "document.what",
        title=known.title,
        kind=get(f"kind.{kind_key(known)}", by=maker(known, language, texts)),
        publisher=known.publisher or unknown,
        date=written_date(published, language, texts) if published else unknown,
        passages=sum(len(source.passages) for source in sources),
        left_out=len(document.left_out),
        comments=len(document.comments),
    )


def proposers(draft: Draft, records: Records, language: Language, texts: Texts) -> Iterator[str]:
    """Yield of whom a proposal is, for who decides on it: whoever proposes was told so."""
    if draft.stage is Stage.PROPOSED:
        members = records.roles.members()
        of_it = (m.name for m in members if records.identity.pseudonym(m.person) == draft.person)
        for name in dict.fromkeys(of_it):
            yield texts.get(language, "draft.from", name=name)


def page(
    number: int, sources: Sequence[Source], at: int, language: Language, texts: Texts
) -> Reply:
    """Return passage `at` (0…) of what a draft would become, to turn over and to go back from."""
    passages = [(source, passage) for source in sources for passage in source.passages]
    at = min(at, len(passages) - 1)
    source, passage = passages[at]
    place = texts.get(language, "context.place", number=at + 1, count=len(passages))
    below = "\n".join(filter(None, (" › ".join(passage.heading), place)))
    head = (Span(source.metadata.title, bold=True), Span(f"\n{below}"))

    def to(label: str, passage: int) -> Button:
        return _to(texts.get(language, label), "text", number, passage)

    turning = [to("context.earlier", at - 1)] if at else []
    turning += [to("context.later", at + 1)] if at + 1 < len(passages) else []
    back = (_to(texts.get(language, "draft.back"), "show", number),)
    rows = (tuple(turning), back) if turning else (back,)
    return Reply((Paragraph(head), Paragraph((Span(passage.text),))), rows, replaces=True)


def left_out(draft: Draft, language: Language, texts: Texts) -> Reply:
    """Return the lines that are taken for furniture of a page, to look over and go back from."""
    whole = draft.document.left_out
    lines = [f"• {line}" for line in whole[:_SHOWN]]
    if whole[_SHOWN:]:
        lines.append(texts.get(language, "draft.more", count=len(whole) - _SHOWN))
    title = Span(texts.get(language, "draft.left_out"), bold=True)
    back = _to(texts.get(language, "draft.back"), "show", draft.number)
    said = (Paragraph((title,)), Paragraph((Span("\n".join(lines)),), folded=True))
    return Reply(said, ((back,),), replaces=True)


def _to(label: str, action: str, *about: int) -> Button:
    """A button that shows a draft, or a passage of it."""
    return Button(label, action=Action(f"document.{action}", tuple(map(str, about))))


def why_not(refused: SourceRefused, *, is_page: bool) -> str:
    """Return the name of the text that tells why something cannot be read."""
    if refused.why is not None and (not is_page or refused.why in _OF_PAGES):
        return f"refused_file.{refused.why}"
    return "document.unreadable_page" if is_page else "document.unreadable"
