"""The desk that informs: what the bot is, how to ask, what it knows, what it keeps."""

from collections.abc import Mapping
from typing import Final

from bot.answering.model import Language
from bot.conversation.desk import Answers, Serve, Visit, plain, titled
from bot.labels import known, reference
from bot.reply import Action, Button, Life, Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import Metadata

_LISTED: Final = 20  # sources that /bronnen names before it counts the rest


class InformationDesk:
    """Serves /start, /help, /bronnen and /privacy."""

    def __init__(self, answers: Answers, texts: Texts, keep_hours: int) -> None:
        """`keep_hours`: how long a question is remembered, as /privacy says it."""
        self._answers = answers
        self._texts = texts
        self._keep_hours = keep_hours

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {
            "/start": self._start,
            "/help": self._help,
            "/bronnen": self._sources,
            "/privacy": self._privacy,
        }

    @property
    def actions(self) -> Mapping[str, Serve]:
        """It has no buttons but questions."""
        return {}

    def _start(self, visit: Visit) -> list[Reply]:
        language, get = visit.language, self._texts.get
        knows = get(language, "start.knows", knows=self._known(language))
        paragraphs = (
            Paragraph((Span(get(language, "start.title"), bold=True),)),
            Paragraph((Span(f"{get(language, 'start.what')} {knows}"),)),
            Paragraph((Span(get(language, "start.privacy")),)),
            Paragraph((Span(get(language, "start.advice")),)),
            Paragraph((Span(get(language, "start.ask")),)),
        )
        examples = (f"start.example_{number}" for number in (1, 2, 3))
        buttons = tuple((_example(get(language, name)),) for name in examples)
        return [Reply(paragraphs, buttons)]

    def _help(self, visit: Visit) -> list[Reply]:
        example = self._texts.get(visit.language, "start.example_1")
        lines = [
            self._texts.get(visit.language, f"help.{name}", example=example)
            for name in ("ask", "answer", "none", "commands")
        ]
        return [titled(visit.language, "help.title", lines, self._texts)]

    def _privacy(self, visit: Visit) -> list[Reply]:
        lines = [
            self._texts.get(visit.language, f"privacy.{name}", hours=self._keep_hours)
            for name in ("system", "telegram", "kept", "logs", "advice")
        ]
        return [titled(visit.language, "privacy.title", lines, self._texts)]

    def _sources(self, visit: Visit) -> list[Reply]:
        sources, language = self._answers.known(), visit.language
        if not sources:
            return [plain(language, "sources.none", self._texts)]
        title = Span(self._texts.get(language, "sources.title"), bold=True)
        counted = self._texts.get(language, "sources.knows", knows=self._known(language))
        paragraphs = [Paragraph((title,)), Paragraph((Span(counted),))]
        paragraphs += [self._listed(source, language) for source in sources[:_LISTED]]
        if len(sources) > _LISTED:
            more = self._texts.get(language, "sources.more", count=len(sources) - _LISTED)
            paragraphs.append(Paragraph((Span(more),)))
        return [Reply(tuple(paragraphs))]

    def _listed(self, source: Metadata, language: Language) -> Paragraph:
        said = f"\n{reference(source, language, self._texts)}"
        original = source.derived_from
        if original is not None:
            said += "\n" + self._texts.get(language, "sources.digest_of", title=original.title)
            if source.municipalities and not source.checked_by_municipality:
                said += "; " + self._texts.get(language, "sources.unchecked")
        url = source.url or (original.url if original else None)
        return Paragraph((Span(source.title, bold=True, link=url), Span(said)))

    def _known(self, language: Language) -> str:
        return known(self._answers.known(), language, self._texts)


def _example(question: str) -> Button:
    """A question of ours, which can be asked for as long as the message stands."""
    return Button(question, action=Action("ask", (question,), Life.STAYS))
