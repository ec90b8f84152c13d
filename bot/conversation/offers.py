"""The buttons of an answer, two rows at most: its sources, and what can be done with it.

What a button does names the question as it was searched: so the way back from any view is to ask
that once more, and nothing of the answer has to be kept.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.answering.model import Answered, Citation, Declined, DeclineReason, Exchange, Language
from bot.card import card
from bot.reply import Action, Button, Life, Reply
from bot.state.seal import fingerprint
from bot.texts import Texts

Rows = tuple[tuple[Button, ...], ...]
_SOURCES: Final = 1  # rows


class Cards:
    """Makes the card of an exchange, with its buttons."""

    def __init__(self, texts: Texts, takes_gaps: Callable[[], bool] = lambda: False) -> None:
        """`takes_gaps`: whether somebody looks after the list of questions without an answer."""
        self._texts = texts
        self._takes_gaps = takes_gaps

    def card(self, exchange: Exchange, language: Language | None = None) -> Reply:
        """Return the message; `language` goes before that of the question."""
        if language is not None:
            exchange = replace(exchange, language=language)
        made = card(exchange, self._texts)
        match exchange.answer:
            case Answered():
                rows = (*made.buttons[:_SOURCES], self._deeds(exchange))
            case Declined() as declined if self._is_gap(declined):
                rows = (*made.buttons, (self._gap(exchange),))
            case _:
                rows = made.buttons
        return replace(made, buttons=rows, answer_id=exchange.answer_id)

    def menu(self, question: str, answer_id: str, language: Language) -> Rows:
        """Return the rows behind the last button, which take the place of the others."""

        def button(name: str, action: Action) -> Button:
            return Button(self._texts.get(language, f"button.{name}"), action=action)

        about = (answer_id, question)
        return (
            (
                button("why", Action("why", (question,))),
                button("link", Action("link", (question,))),
            ),
            (
                button("right", Action("feedback", ("right", *about), Life.CHANGES)),
                button("wrong", Action("feedback", ("wrong", *about), Life.CHANGES)),
                self.back(question, language),
            ),
        )

    def back(self, question: str, language: Language) -> Button:
        """Return the button that shows the answer again."""
        return Button(self._texts.get(language, "button.back"), action=Action("card", (question,)))

    def _deeds(self, exchange: Exchange) -> tuple[Button, ...]:
        """What can be done with an answer: look around it, see more, and the rest."""
        about, language = deeds(exchange), exchange.language
        return tuple(
            Button(self._texts.get(language, f"button.{name}"), action=Action(name, about[name]))
            for name in ("context", "more", "menu")
        )

    def _is_gap(self, declined: Declined) -> bool:
        return declined.reason is DeclineReason.NO_SOURCE and self._takes_gaps()

    def _gap(self, exchange: Exchange) -> Button:
        label = self._texts.get(exchange.language, "button.gap")
        return Button(label, action=Action("gap", (exchange.understood_as,)))


def place(citation: Citation) -> str:
    """Return where a quote stands, with a fingerprint of its words: "id 120 310 ab12cd34"."""
    return f"{citation.passage_id} {citation.start} {citation.end} {fingerprint(citation.quote)}"


def deeds(exchange: Exchange) -> dict[str, tuple[str, ...]]:
    """Return what the views of an answer are about, by the name of their action."""
    answer, question = exchange.answer, exchange.understood_as
    cited = answer.citations if isinstance(answer, Answered) else ()
    return {
        "context": (question, *(cited[0].passage_id for _ in cited[:1]), *map(place, cited)),
        "more": (question, *dict.fromkeys(citation.passage_id for citation in cited)),
        "menu": (question, exchange.answer_id),
        "why": (question,),
    }
