"""The conversation: a message comes in, replies go out. It knows no channel.

The terminal, Telegram and the demo all talk through it. It keeps one thing: the last question of a
chat, in working memory, so that a person can ask on.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from bot.answering.model import Declined, DeclineReason, Exchange, Language
from bot.answering.understand import Question, language_of
from bot.card import card
from bot.labels import known, reference
from bot.reply import Button, Incoming, Paragraph, Reply, Span
from bot.texts import Texts
from knowledge.model import Metadata

KEPT_SECONDS: Final = 24 * 3600  # DESIGN §6, "One rule for keeping words"
_MAX_CHATS: Final = 5_000
_LISTED: Final = 20  # sources that /bronnen names before it counts the rest


class Answers(Protocol):
    """What the conversation needs: answers, and what the library holds."""

    def answer(self, text: str, previous: Question | None = None) -> tuple[Exchange, Question]:
        """Return the exchange, and the question as understood, for a later follow-up."""
        ...

    def known(self) -> Sequence[Metadata]:
        """Return the sources that can be cited now."""
        ...


class Conversation:
    """One conversation for all chats; call it from one thread."""

    def __init__(
        self, answers: Answers, texts: Texts, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._answers = answers
        self._texts = texts
        self._clock = clock
        self._last: OrderedDict[str, tuple[float, Question]] = OrderedDict()

    def receive(self, incoming: Incoming) -> list[Reply]:
        """Return the replies to a message, a command or something that is no text."""
        self._forget()
        text = incoming.text.strip()
        if not text:
            return [self._plain(self._language(incoming), "declined.no_text")]
        if text.startswith("/"):
            return [self._command(text, self._language(incoming))]
        exchange, question = self._answers.answer(text, self._previous(incoming.chat))
        if not _is_small_talk(exchange):
            self._remember(incoming.chat, question)
        return [card(exchange, self._texts)]

    def _command(self, text: str, language: Language) -> Reply:
        command = text.split(maxsplit=1)[0].split("@", maxsplit=1)[0].casefold()
        match command:
            case "/start":
                return self._start(language)
            case "/help":
                return self._help(language)
            case "/bronnen":
                return self._sources(language)
            case "/privacy":
                return self._privacy(language)
            case _:
                return self._plain(language, "error.unknown_command")

    def _start(self, language: Language) -> Reply:
        get = self._texts.get
        knows = get(language, "start.knows", knows=self._known(language))
        paragraphs = (
            Paragraph((Span(get(language, "start.title"), bold=True),)),
            Paragraph((Span(f"{get(language, 'start.what')} {knows}"),)),
            Paragraph((Span(get(language, "start.privacy")),)),
            Paragraph((Span(get(language, "start.advice")),)),
            Paragraph((Span(get(language, "start.ask")),)),
        )
        examples = (f"start.example_{number}" for number in (1, 2, 3))
        return Reply(paragraphs, tuple((Button(get(language, name)),) for name in examples))

    def _help(self, language: Language) -> Reply:
        example = self._texts.get(language, "start.example_1")
        lines = [
            self._texts.get(language, f"help.{name}", example=example)
            for name in ("ask", "answer", "none", "commands")
        ]
        return self._titled(language, "help.title", lines)

    def _privacy(self, language: Language) -> Reply:
        hours = KEPT_SECONDS // 3600
        lines = [
            self._texts.get(language, f"privacy.{name}", hours=hours)
            for name in ("system", "telegram", "kept", "logs", "advice")
        ]
        return self._titled(language, "privacy.title", lines)

    def _sources(self, language: Language) -> Reply:
        sources = self._answers.known()
        if not sources:
            return self._plain(language, "sources.none")
        title = Span(self._texts.get(language, "sources.title"), bold=True)
        counted = self._texts.get(language, "sources.knows", knows=self._known(language))
        paragraphs = [Paragraph((title,)), Paragraph((Span(counted),))]
        paragraphs += [self._listed(source, language) for source in sources[:_LISTED]]
        if len(sources) > _LISTED:
            more = self._texts.get(language, "sources.more", count=len(sources) - _LISTED)
            paragraphs.append(Paragraph((Span(more),)))
        return Reply(tuple(paragraphs))

    def _listed(self, source: Metadata, language: Language) -> Paragraph:
        said = f"\n{reference(source, language, self._texts)}"
        original = source.derived_from
        if original is not None:
            said += "\n" + self._texts.get(language, "sources.digest_of", title=original.title)
            if source.municipalities and not source.checked_by_municipality:
                said += "; " + self._texts.get(language, "sources.unchecked")
        url = source.url or (original.url if original else None)
        return Paragraph((Span(source.title, bold=True, link=url), Span(said)))

    def _titled(self, language: Language, title: str, lines: Sequence[str]) -> Reply:
        first = Paragraph((Span(self._texts.get(language, title), bold=True),))
        return Reply((first, *(Paragraph((Span(line),)) for line in lines)))

    def _plain(self, language: Language, name: str) -> Reply:
        return Reply((Paragraph((Span(self._texts.get(language, name)),)),))

    def _known(self, language: Language) -> str:
        return known(self._answers.known(), language, self._texts)

    def _language(self, incoming: Incoming) -> Language:
        """The language of the last question, else Dutch: officers' phones are often English."""
        previous = self._previous(incoming.chat)
        if previous is not None:
            return previous.language
        words = incoming.text.partition(" ")[2]
        return language_of(words) if words else "nl"

    def _previous(self, chat: str) -> Question | None:
        _, question = self._last.get(chat, (0.0, None))
        return question

    def _remember(self, chat: str, question: Question) -> None:
        self._last[chat] = (self._clock(), question)
        self._last.move_to_end(chat)

    def _forget(self) -> None:
        """Forget the questions that are too old, and the oldest of too many."""
        now = self._clock()
        while self._last:
            asked, _ = next(iter(self._last.values()))
            if len(self._last) <= _MAX_CHATS and now - asked < KEPT_SECONDS:
                break
            self._last.popitem(last=False)


def _is_small_talk(exchange: Exchange) -> bool:
    answer = exchange.answer
    return isinstance(answer, Declined) and answer.reason is DeclineReason.NOT_A_QUESTION
