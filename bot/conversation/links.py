"""The desk for links into the bot: a passage, an answer, and (one day) a scan.

A link may be forged, over, or erased; whoever follows it reads what can be done instead.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import ContextDesk
from bot.conversation.desk import ASKING, Answers, Need, Serve, Visit, plain
from bot.conversation.offers import Cards
from bot.reply import START, Button, Paragraph, Reply, Span
from bot.state.links import Links
from bot.state.terms import DAY_SECONDS, LINK_SECONDS
from bot.texts import Texts


class LinkDesk:
    """Serves [Link naar dit antwoord] and `/start p_…`, `/start a_…`."""

    def __init__(
        self, answers: Answers, context: ContextDesk, links: Links, cards: Cards, texts: Texts
    ) -> None:
        self._answers = answers
        self._context = context
        self._links = links
        self._cards = cards
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """It has none of its own: /start comes here when a link gives it something to open."""
        return {}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press, and for a link that was followed."""
        return {"link": self._make, "open": self._open}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask."""
        return dict.fromkeys(self.actions, ASKING)

    def _make(self, visit: Visit) -> list[Reply]:
        """Give a link in a message of its own, to be sent on."""
        link = f"{START}a_{self._links.make(visit.incoming.person, visit.about[0])}"
        days = round(LINK_SECONDS / DAY_SECONDS)
        said = self._texts.get(visit.language, "link.made", days=days)
        words = self._texts.get(visit.language, "link.open")
        question = Paragraph((Span(visit.about[0], bold=True, link=link),))
        return [Reply((Paragraph((Span(said),)), question), ((Button(words, link),),))]

    def _open(self, visit: Visit) -> list[Reply]:
        kind, _, key = visit.about[0].partition("_")
        opened = None
        if kind == "a":
            opened = self._answer(key, visit)
        elif kind == "p":
            opened = self._context.passage(key, visit)
        elif kind == "s":
            return [plain(visit.language, "link.scan", self._texts)]
        return [opened or plain(visit.language, "link.stale", self._texts)]

    def _answer(self, key: str, visit: Visit) -> Reply | None:
        """The answer behind a link, below the question that somebody else asked."""
        question = self._links.question(key)
        if question is None:
            return None
        exchange, _ = self._answers.within(visit.collections).answer(question)
        made = self._cards.card(exchange, visit.language)
        title = Paragraph((Span(question, italic=True),))
        return replace(made, paragraphs=(title, *made.paragraphs))
