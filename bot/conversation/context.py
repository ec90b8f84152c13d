"""The desk that shows what an answer stands in: its passages in their place, and further ones.

It answers presses in the message that was pressed, always with a way back, and the deep links
that open a passage or an answer.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from bot.answering.model import Answered, Exchange, Language
from bot.card import proof
from bot.conversation.desk import ASKING, Answers, Need, Serve, Visit, plain
from bot.conversation.offers import Cards, deeds
from bot.labels import reference
from bot.reply import START, Action, Button, Paragraph, Reply, Span
from bot.state.journal import Journal
from bot.state.seal import fingerprint
from bot.texts import Texts
from bot.why import why
from knowledge.model import Metadata, Passage, Source

_AROUND: Final = 600  # characters of the passages before and after
# Everything that a button shows can be typed as well.
_TYPED: Final = {"/waarom": "why", "/meer": "more", "/context": "context"}
_WHOLE: Final = 2_000  # characters of the passage itself


class Shelves(Protocol):
    """What this desk needs of the library."""

    def shelved(
        self, passage_id: str, collections: Collection[str] | None
    ) -> tuple[Source, Passage] | None:
        """Return a passage with its source; None when it is not in these collections."""
        ...

    def linked(self, key: str) -> str | None:
        """Return the id of the passage that a link names; None when there is none."""
        ...

    def link_key(self, passage_id: str) -> str:
        """Return what a link to a passage names it by."""
        ...


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quote in a passage; `words` is its fingerprint."""

    passage_id: str
    start: int
    end: int
    words: str

    @classmethod
    def read(cls, written: str) -> "_Mark":
        """Return what `offers.place` wrote."""
        passage_id, start, end, words = written.rsplit(" ", 3)
        return cls(passage_id, int(start), int(end), words)


class ContextDesk:
    """Serves [Toon in context], [Meer], [Opties], [Waarom] and the way back."""

    def __init__(
        self, answers: Answers, shelves: Shelves, cards: Cards, journal: Journal, texts: Texts
    ) -> None:
        self._answers = answers
        self._journal = journal
        self._shelves = shelves
        self._cards = cards
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """The same views, typed, of the last answer in the chat."""
        return {name: partial(self._typed, name) for name in _TYPED}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {
            "context": self._context,
            "more": self._more,
            "menu": self._menu,
            "why": self._why,
            "card": self._card,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask."""
        return dict.fromkeys((*self.commands, *self.actions), ASKING)

    def passage(self, key: str, visit: Visit) -> Reply | None:
        """Return the passage that a link opens; None for one that this person may not see."""
        passage_id = self._shelves.linked(key)
        shelved = passage_id and self._shelves.shelved(passage_id, visit.collections)
        return self._page(*shelved, (), visit.language) if shelved else None

    def _typed(self, command: str, visit: Visit) -> list[Reply]:
        """Serve a command as if its button below the last answer had been pressed."""
        incoming = visit.incoming
        kept = self._journal.latest(incoming.person, incoming.chat, limit=1)
        answer = kept[0].said.get("answer") if kept else None
        asked = answer.get("understood_as") if isinstance(answer, Mapping) else None
        exchange = self._exchange(replace(visit, about=(str(asked),))) if asked else None
        if exchange is None or not isinstance(exchange.answer, Answered):
            return [plain(visit.language, "context.typed", self._texts)]
        name = _TYPED[command]
        return self.actions[name](replace(visit, about=deeds(exchange)[name]))

    def _card(self, visit: Visit) -> list[Reply]:
        exchange = self._exchange(visit)
        return [replace(self._cards.card(exchange, visit.language), replaces=True)]

    def _menu(self, visit: Visit) -> list[Reply]:
        question, answer_id = visit.about
        return [Reply((), self._cards.menu(question, answer_id, visit.language), replaces=True)]

    def _why(self, visit: Visit) -> list[Reply]:
        """Say what was considered for the answer, and what became of it."""
        answers = self._answers.within(visit.collections)
        explanation = answers.explain(answers.understood(visit.about[0])[0])
        return [self._with_back(why(explanation, visit.language, self._texts).paragraphs, visit)]

    def _more(self, visit: Visit) -> list[Reply]:
        """Show what else comes near, as proof without an answer."""
        question, *shown = visit.about
        found = self._answers.within(visit.collections).further(question, shown)
        name = "more.title" if found else "more.none"
        title = Paragraph((Span(self._texts.get(visit.language, name), bold=bool(found)),))
        blocks = [proof([citation], visit.language, self._texts) for citation in found]
        return [self._with_back((title, *blocks), visit)]

    def _context(self, visit: Visit) -> list[Reply]:
        """Show a passage in its place; the about names the question, the passage, the quotes."""
        question, passage_id, *written = visit.about
        shelved = self._shelves.shelved(passage_id, visit.collections)
        if shelved is None:
            gone = plain(visit.language, "context.gone", self._texts)
            return [self._with_back(gone.paragraphs, visit)]
        marks = tuple(map(_Mark.read, written))
        page = self._page(*shelved, marks, visit.language)
        rows = self._turning(visit, *shelved)
        back = (self._cards.back(question, visit.language),)
        return [replace(page, buttons=(*rows, back), replaces=True)]

    def _page(
        self, source: Source, passage: Passage, marks: Sequence[_Mark], language: Language
    ) -> Reply:
        """The passage with what stands before and after it."""
        number = source.passages.index(passage)
        before = source.passages[number - 1].text if number else ""
        after = source.passages[number + 1].text if number + 1 < len(source.passages) else ""
        spans = _marked(source, passage, [m for m in marks if m.passage_id == passage.id])
        paragraphs = [
            self._heading(source.metadata, passage, number, len(source.passages), language)
        ]
        paragraphs += [Paragraph((Span(_ending(before)),))] if before else []
        paragraphs.append(Paragraph(tuple(spans)))
        paragraphs += [Paragraph((Span(_beginning(after)),))] if after else []
        link = f"{START}p_{self._shelves.link_key(passage.id)}"
        words = self._texts.get(language, "context.link")
        paragraphs.append(Paragraph((Span(words, link=link),)))
        return Reply(tuple(paragraphs))

    def _heading(
        self, source: Metadata, passage: Passage, number: int, count: int, language: Language
    ) -> Paragraph:
        lines = [reference(source, language, self._texts)]
        if passage.heading:
            lines.append(" › ".join(passage.heading))
        lines.append(self._texts.get(language, "context.place", number=number + 1, count=count))
        return Paragraph(
            (Span(source.title, bold=True, link=source.url), Span("\n" + "\n".join(lines)))
        )

    def _turning(
        self, visit: Visit, source: Source, passage: Passage
    ) -> Iterator[tuple[Button, ...]]:
        """The buttons to earlier and later in the text, and to the next passage that is quoted."""
        question, _, *written = visit.about

        def to(name: str, passage_id: str) -> Button:
            about = (question, passage_id, *written)
            label = self._texts.get(visit.language, f"context.{name}")
            return Button(label, action=Action("context", about))

        number = source.passages.index(passage)
        row = [to("earlier", source.passages[number - 1].id)] if number else []
        if number + 1 < len(source.passages):
            row.append(to("later", source.passages[number + 1].id))
        if row:
            yield tuple(row)
        cited = list(dict.fromkeys(_Mark.read(each).passage_id for each in written))
        others = [each for each in cited if each != passage.id]
        if others:
            at = cited.index(passage.id) + 1 if passage.id in cited else 0
            yield (to("next", cited[at % len(cited)]),)

    def _exchange(self, visit: Visit) -> Exchange:
        return self._answers.within(visit.collections).answer(visit.about[0])[0]

    def _with_back(self, paragraphs: tuple[Paragraph, ...], visit: Visit) -> Reply:
        back = self._cards.back(visit.about[0], visit.language)
        return Reply(paragraphs, ((back,),), replaces=True)


def _marked(source: Source, passage: Passage, marks: Sequence[_Mark]) -> Iterator[Span]:
    """The words of a passage, the quotes in bold; a quote that has changed is not marked."""
    at, end = passage.start, passage.end
    for mark in sorted(marks, key=lambda each: each.start):
        if mark.start < at or fingerprint(source.text[mark.start : mark.end]) != mark.words:
            continue
        yield Span(source.text[at : mark.start])
        yield Span(source.text[mark.start : mark.end], bold=True)
        at = mark.end
    yield Span(_beginning(source.text[at:end], _WHOLE))


def _ending(text: str) -> str:
    """The last words of a text, whole ones."""
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]


def _beginning(text: str, length: int = _AROUND) -> str:
    """The first words of a text, whole ones."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"
