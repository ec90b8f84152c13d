"""The buttons of an answer: a row of sources, what parts without one have, and what can be done.

What a button does names the answer by its id: the journal keeps what it was made of. Only what
asks anew, or hands a question in, holds its words (sealed, `bot.state.buttons`).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.answering.model import Answered, Declined, DeclineReason, Exchange, Language
from bot.answering.understand import people
from bot.card import card, unanswered
from bot.reply import Action, Button, Life, Paragraph, Reply, Span
from bot.texts import Texts

Rows = tuple[tuple[Button, ...], ...]
_SOURCES: Final = 1  # rows


class Cards:
    """Makes the card of an exchange, with its buttons."""

    def __init__(self, texts: Texts, takes_gaps: Callable[[], bool] = lambda: False) -> None:
        """`takes_gaps`: whether somebody looks after the list of questions without an answer."""
        self.texts = texts
        self._takes_gaps = takes_gaps

    def card(self, exchange: Exchange, language: Language | None = None) -> Reply:
        """Return the message; `language` goes before that of the question."""
        if language is not None:
            exchange = replace(exchange, language=language)
        made = card(exchange, self.texts)
        match exchange.answer:
            case Answered() as answered:
                apart = [
                    row
                    for each in unanswered(exchange, answered, self.texts)
                    for row in each.buttons
                ]
                sources = made.buttons[: len(made.buttons) - len(apart)]
                rows = (*sources[:_SOURCES], *apart, self._deeds(exchange))
            case Declined() as declined if self._is_gap(declined):
                rows = (*made.buttons, (self._gap(exchange),))
            case _:
                rows = made.buttons
        return replace(made, buttons=rows, answer_id=exchange.answer_id)

    def changed(self, made: Reply, language: Language) -> Reply:
        """Return a card below a line that the sources gave another answer before."""
        said = Paragraph((Span(self.texts.get(language, "again.changed"), italic=True),))
        return replace(made, paragraphs=(said, *made.paragraphs))

    def menu(self, answer_id: str, language: Language) -> Rows:
        """Return the rows behind the last button, which take the place of the others."""

        def button(name: str, action: Action) -> Button:
            return Button(self.texts.get(language, f"button.{name}"), action=action)

        return (
            (
                button("why", Action("why", (answer_id,))),
                button("link", Action("link", (answer_id,))),
            ),
            (
                button("right", Action("feedback", ("right", answer_id), Life.CHANGES)),
                button("wrong", Action("feedback", ("wrong", answer_id), Life.CHANGES)),
                self.back(answer_id, language),
            ),
        )

    def back(self, answer_id: str, language: Language) -> Button:
        """Return the button that shows the answer again."""
        label = self.texts.get(language, "button.back")
        return Button(label, action=Action("card", (answer_id,)))

    def _deeds(self, exchange: Exchange) -> tuple[Button, ...]:
        """What can be done with an answer: look around it, see more, and the rest."""
        about, language = (exchange.answer_id,), exchange.language
        return tuple(
            Button(self.texts.get(language, f"button.{name}"), action=Action(name, about))
            for name in ("context", "more", "menu")
        )

    def _is_gap(self, declined: Declined) -> bool:
        """Tell whether a question may stand on the list: none that names a person does."""
        absent = declined.missing.words if declined.missing else ()
        names = any(people(each) for each in absent)
        return declined.reason is DeclineReason.NO_SOURCE and not names and self._takes_gaps()

    def _gap(self, exchange: Exchange) -> Button:
        label = self.texts.get(exchange.language, "button.gap")
        return Button(label, action=Action("gap", (exchange.understood_as,)))
