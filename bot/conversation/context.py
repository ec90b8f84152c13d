"""The desk that shows what an answer stands in: its passages in their place, why, and more.

It answers presses in the message that was pressed, always with a way back, and the deep links
that open a passage. Each press names the answer by its id, and so does who types the command.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Protocol, TypeAlias

from bot.answering.model import Language
from bot.conversation.desk import ASKING, Answers, Need, Serve, Visit, plain
from bot.conversation.memory import Mark, Memory, Remembered
from bot.conversation.offers import Cards
from bot.conversation.replies import Replies
from bot.labels import reference
from bot.reply import START, Action, Button, Paragraph, Reply, Span
from bot.why import why
from knowledge.model import Metadata, Passage, Source

_AROUND: Final = 600  # characters of the passages before and after
# Everything that a button shows can be typed as well.
_TYPED: Final = {"/waarom": "why", "/meer": "more", "/context": "context"}
_View: TypeAlias = Callable[[Visit, Remembered], list[Reply]]
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


class ContextDesk:
    """Serves [Toon in context], [Meer], [Opties], [Waarom] and the way back."""

    def __init__(
        self, answers: Answers, replies: Replies, memory: Memory, shelves: Shelves, cards: Cards
    ) -> None:
        self._answers = answers
        self._replies = replies
        self._memory = memory
        self._shelves = shelves
        self._cards = cards
        self._texts = cards.texts
        self._views: Mapping[str, _View] = {
            "context": self._context,
            "more": self._more,
            "menu": self._menu,
            "why": self._why,
            "card": self._card,
        }

    @property
    def commands(self) -> Mapping[str, Serve]:
        """The same views, typed: of the last answer in the chat, or of the one that is named."""
        return dict.fromkeys(_TYPED, self._typed)

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {name: partial(self._pressed, view) for name, view in self._views.items()}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask."""
        return dict.fromkeys((*self.commands, *self.actions), ASKING)

    def passage(self, key: str, visit: Visit) -> Reply | None:
        """Return the passage that a link opens; None for one that this person may not see."""
        passage_id = self._shelves.linked(key)
        shelved = passage_id and self._shelves.shelved(passage_id, visit.collections)
        return self._page(*shelved, (), visit.language) if shelved else None

    def _pressed(self, view: _View, visit: Visit) -> list[Reply]:
        """Show a view of the answer that a button names, in the language of that answer."""
        found = self._memory.find(visit.incoming.person, visit.about[0])
        if found is None:
            return [plain(visit.language, "error.expired", self._texts)]
        language = self._replies.language(visit.incoming, found.turn)
        return view(replace(visit, language=language), found)

    def _typed(self, visit: Visit) -> list[Reply]:
        """Serve a command as if its button below the answer had been pressed."""
        incoming, named = visit.incoming, visit.about[:1]
        if named:
            found = self._memory.find(incoming.person, _answer_id(named[0]))
        else:
            found = self._memory.last(incoming)
        if found is None:
            name = "again.forgotten" if named else "context.typed"
            return [plain(visit.language, name, self._texts)]
        view = _TYPED[incoming.text.split()[0].split("@")[0].casefold()]
        about = (found.turn.answer_id,)
        return self._views[view](replace(visit, about=about), found)

    def _card(self, visit: Visit, found: Remembered) -> list[Reply]:
        made = self._replies.again(visit, found.turn)
        if made is None:
            return [plain(visit.language, "error.expired", self._texts)]
        return [replace(made, replaces=True)]

    def _menu(self, visit: Visit, found: Remembered) -> list[Reply]:
        return [Reply((), self._cards.menu(found.turn.answer_id, visit.language), replaces=True)]

    def _why(self, visit: Visit, found: Remembered) -> list[Reply]:
        """Say what was considered for the answer, and what became of it."""
        asked, answers = found.turn.asked, self._answers.within(visit.collections)
        explained = [answers.explain(each) for each in (asked.questions if asked else ())]
        shown = why(found.turn.answer_id, explained, visit.language, self._texts)
        return [self._with_back(shown.paragraphs, visit)]

    def _more(self, visit: Visit, found: Remembered) -> list[Reply]:
        """Answer as if "meer" had been typed below the answer: with an answer of its own."""
        return [self._replies.more(visit, found.turn)]

    def _context(self, visit: Visit, found: Remembered) -> list[Reply]:
        """Show a passage in its place: the one that is named, else that of the first quote."""
        named = (*visit.about[1:], *(mark.passage_id for mark in found.marks))
        if not named:
            return [plain(visit.language, "context.typed", self._texts)]
        shelved = self._shelves.shelved(named[0], visit.collections)
        if shelved is None:
            gone = plain(visit.language, "context.gone", self._texts)
            return [self._with_back(gone.paragraphs, visit)]
        page = self._page(*shelved, found.marks, visit.language)
        rows = self._turning(visit, found.marks, *shelved)
        back = (self._cards.back(visit.about[0], visit.language),)
        return [replace(page, buttons=(*rows, back), replaces=True)]

    def _page(
        self, source: Source, passage: Passage, marks: Sequence[Mark], language: Language
    ) -> Reply:
        """The passage with what stands before and after it."""
        number = source.passages.index(passage)
        spans = _marked(source, passage, [m for m in marks if m.passage_id == passage.id])
        parts = [(passage, tuple(spans))]
        if number:
            before = source.passages[number - 1]
            parts.insert(0, (before, (Span(_ending(before.text)),)))
        if number + 1 < len(source.passages):
            after = source.passages[number + 1]
            parts.append((after, (Span(_beginning(after.text)),)))
        paragraphs = [
            self._heading(source.metadata, passage, number, len(source.passages), language),
            *_under_headings(parts, passage.heading),
        ]
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
        self, visit: Visit, marks: Sequence[Mark], source: Source, passage: Passage
    ) -> Iterator[tuple[Button, ...]]:
        """The buttons to earlier and later in the text, and to the next passage that is quoted."""

        def to(name: str, passage_id: str) -> Button:
            label = self._texts.get(visit.language, f"context.{name}")
            return Button(label, action=Action("context", (visit.about[0], passage_id)))

        number = source.passages.index(passage)
        row = [to("earlier", source.passages[number - 1].id)] if number else []
        if number + 1 < len(source.passages):
            row.append(to("later", source.passages[number + 1].id))
        if row:
            yield tuple(row)
        cited = list(dict.fromkeys(mark.passage_id for mark in marks))
        others = [each for each in cited if each != passage.id]
        if others:
            at = cited.index(passage.id) + 1 if passage.id in cited else 0
            yield (to("next", cited[at % len(cited)]),)

    def _with_back(self, paragraphs: tuple[Paragraph, ...], visit: Visit) -> Reply:
        back = self._cards.back(visit.about[0], visit.language)
        return Reply(paragraphs, ((back,),), replaces=True)


def _answer_id(typed: str) -> str:
    """Return the id of an answer as it was made: "a-7F3K9Q" is "A-7f3k9q"."""
    return f"{typed[:2].upper()}{typed[2:].lower()}"


def _marked(source: Source, passage: Passage, marks: Sequence[Mark]) -> Iterator[Span]:
    """The words of a passage, the quotes in bold; a quote that has changed is not marked."""
    at, end = passage.start, passage.end
    for mark in sorted(marks, key=lambda each: each.start):
        if mark.start < at or source.text[mark.start : mark.end] != mark.words:
            continue
        yield Span(source.text[at : mark.start])
        yield Span(source.text[mark.start : mark.end], bold=True)
        at = mark.end
    yield Span(_beginning(source.text[at:end], _WHOLE))


def _under_headings(
    parts: Sequence[tuple[Passage, tuple[Span, ...]]], above: tuple[str, ...]
) -> Iterator[Paragraph]:
    """The parts of a page, each under its heading where that is not the one `above` it."""
    for passage, spans in parts:
        is_other = passage.heading and passage.heading != above
        title = (Span(" › ".join(passage.heading) + "\n", italic=True),) if is_other else ()
        above = passage.heading or above
        yield Paragraph((*title, *spans))


def _ending(text: str) -> str:
    """The last words of a text, whole ones."""
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]


def _beginning(text: str, length: int = _AROUND) -> str:
    """The first words of a text, whole ones."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"
