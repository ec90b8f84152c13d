"""The desk for groups: short, because others read along, with a link to the whole in private.

It remembers nothing of a group: each question there stands alone.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.model import Answered, Declined, Exchange
from bot.conversation.desk import ASKING, Answers, Need, Serve, Visit, plain
from bot.labels import reference
from bot.reply import START, Button, Paragraph, Reply, Span
from bot.state.links import Links
from bot.texts import Texts

_LENGTH: Final = 600  # characters of the lines; the first is always whole
_HELLO: Final = f"{START}groep"  # opens the private chat
_OWN: Final = {"/start", "/help", "/bronnen", "/taal", "/feedback", "/privacy"}


class GroupDesk:
    """Serves what is said to the bot in a group."""

    def __init__(self, answers: Answers, links: Links, texts: Texts) -> None:
        self._answers = answers
        self._links = links
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """It has none of its own: in a group every command comes to `group`."""
        return {}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for anything from a group."""
        return {"group": self._serve}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask here."""
        return {"group": ASKING}

    def _serve(self, visit: Visit) -> list[Reply]:
        text = visit.incoming.text.strip()
        if text.startswith("/"):
            name = text.split()[0].split("@", maxsplit=1)[0].casefold()
            return [self._private(visit)] if name in _OWN else []
        if not text:
            return [self._private(visit)]
        exchange, _ = self._answers.within(visit.collections).answer(text)
        match exchange.answer:
            case Answered():
                return [self._short(visit, exchange, exchange.answer)]
            case Declined(reason=reason, detail=detail):
                name = detail or reason.value
                example = self._texts.get(exchange.language, "start.example_1")
                length, limit = len(text), len(text)
                return [
                    plain(
                        exchange.language,
                        f"declined.{name}",
                        self._texts,
                        example=example,
                        length=length,
                        limit=limit,
                    )
                ]
            case _:
                return [self._private(visit)]

    def _short(self, visit: Visit, exchange: Exchange, answer: Answered) -> Reply:
        """The first lines with the names of their sources, and where the rest stands."""
        language = exchange.language
        lines: list[str] = []
        numbers: list[int] = []
        for statement in answer.statements:
            if lines and sum(map(len, lines)) + len(statement.text) > _LENGTH:
                break
            marks = "".join(f"[{number}]" for number in statement.citations)
            lines.append(f"{' '.join(statement.text.split())} {marks}")
            numbers += statement.citations
        paragraphs = [Paragraph((Span(line),)) for line in lines]
        paragraphs.append(self._sources(answer, sorted(set(numbers)), language))
        key = self._links.offer(visit.incoming.person, exchange.understood_as)
        more = Button(self._texts.get(language, "group.more"), f"{START}a_{key}")
        return Reply(tuple(paragraphs), ((more,),) if key else ())

    def _sources(self, answer: Answered, numbers: Sequence[int], language: str) -> Paragraph:
        """A line a source, linked to the first words that are quoted."""
        spans: list[Span] = []
        shown = [citation for citation in answer.citations if citation.number in numbers]
        for source_id in dict.fromkeys(citation.source_id for citation in shown):
            own = [citation for citation in shown if citation.source_id == source_id]
            marks = "".join(f"[{citation.number}]" for citation in own)
            spans += [
                Span(f"\n{marks} " if spans else f"{marks} "),
                Span(own[0].source.title, link=own[0].link),
                Span(f" · {reference(own[0].source, language, self._texts)}"),
            ]
        return Paragraph(tuple(spans))

    def _private(self, visit: Visit) -> Reply:
        """How to ask here, and the way to the private chat."""
        said = plain(visit.language, "group.how", self._texts)
        button = Button(self._texts.get(visit.language, "group.private"), _HELLO)
        return Reply(said.paragraphs, ((button,),))
