"""The desk that informs: what the bot is, how to ask, what it knows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from bot.answering.model import Language
from bot.conversation.desk import ANYBODY, ASKING, Answers, Need, Serve, Visit, plain, titled
from bot.labels import known, reference
from bot.reply import Action, Button, Life, Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import Metadata

# Commands that only some may use, who find them in /help and in the menu.
DUTIES: Final = ("/documenten", "/hiaten", "/mensen")
_SENDS: Final = "/titel"  # who may say how a document is called may send one
_LISTED: Final = 20  # sources that /bronnen names before it counts the rest


class InformationDesk:
    """Serves /help and /bronnen, and greets who may ask."""

    def __init__(
        self,
        answers: Answers,
        texts: Texts,
        notice: Callable[[Visit], Paragraph],
        may: Callable[[Visit, str], bool],
    ) -> None:
        """`notice`: what answers, and what it keeps; `may`: whether somebody may use a command."""
        self._notice = notice
        self._may = may
        self._answers = answers
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {
            "/help": self._help,
            "/bronnen": self._sources,
        }

    @property
    def actions(self) -> Mapping[str, Serve]:
        """It has no buttons but questions."""
        return {}

    @property
    def needs(self) -> Mapping[str, Need]:
        """The manual is for everybody; what is known only for who may ask."""
        return {"/help": ANYBODY, "/bronnen": ASKING}

    def welcome(self, visit: Visit) -> list[Reply]:
        """Greet somebody who may ask."""
        language, get = visit.language, self._texts.get
        knows = get(language, "start.knows", knows=self._known(visit))
        paragraphs = (
            Paragraph((Span(get(language, "start.title"), bold=True),)),
            Paragraph((Span(f"{get(language, 'start.what')} {knows}"),)),
            self._notice(visit),
            Paragraph((Span(get(language, "start.advice")),)),
            Paragraph((Span(get(language, "start.ask")),)),
        )
        examples = (f"start.example_{number}" for number in (1, 2, 3))
        buttons = tuple((_example(get(language, name)),) for name in examples)
        return [Reply(paragraphs, buttons, duties=self.duties(visit))]

    def _help(self, visit: Visit) -> list[Reply]:
        if visit.role is None:
            names = ("what", "how", "commands")
            said = [self._texts.get(visit.language, f"entrance.{name}") for name in names]
            return [titled(visit.language, "help.title", said, self._texts)]
        example = self._texts.get(visit.language, "start.example_1")
        lines = [
            self._texts.get(visit.language, f"help.{name}", example=example)
            for name in ("ask", "answer", "none", "commands")
        ]
        duties = self.duties(visit)
        get = partial(self._texts.get, visit.language)
        more = [get("duty.send")] if self._may(visit, _SENDS) else []
        more += (f"/{name} – {get(f'profile.command_{name}')}" for name in duties)
        if more:
            lines.append("\n".join((get("help.duties"), *more)))
        return [replace(titled(visit.language, "help.title", lines, self._texts), duties=duties)]

    def duties(self, visit: Visit) -> tuple[str, ...]:
        """The commands beside the usual ones that somebody may use here, without their slash."""
        return tuple(name.removeprefix("/") for name in DUTIES if self._may(visit, name))

    def _sources(self, visit: Visit) -> list[Reply]:
        sources = self._answers.within(visit.collections).known()
        language = visit.language
        if not sources:
            return [plain(language, "sources.none", self._texts)]
        title = Span(self._texts.get(language, "sources.title"), bold=True)
        counted = self._texts.get(language, "sources.knows", knows=self._known(visit))
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

    def _known(self, visit: Visit) -> str:
        sources = self._answers.within(visit.collections).known()
        return known(sources, visit.language, self._texts)


def _example(question: str) -> Button:
    """A question of ours, which can be asked for as long as the message stands."""
    return Button(question, action=Action("ask", (question,), Life.STAYS))
