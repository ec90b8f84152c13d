"""The desk for links into the bot: a passage, an answer, and (one day) a scan.

A link may be forged, over, or erased; whoever follows it reads what can be done instead.
"""

from collections.abc import Collection, Mapping

from bot.answering.understand import Asked
from bot.conversation.context import ContextDesk
from bot.conversation.desk import ASKING, Need, Serve, Visit, plain
from bot.conversation.memory import Memory
from bot.conversation.replies import Replies
from bot.reply import START, Button, Paragraph, Reply, Span
from bot.state.links import Links
from bot.state.terms import DAY_SECONDS, LINK_SECONDS
from bot.texts import Texts


class LinkDesk:
    """Serves [Link naar dit antwoord] and `/start p_…`, `/start a_…`."""

    def __init__(
        self, replies: Replies, memory: Memory, context: ContextDesk, links: Links, texts: Texts
    ) -> None:
        self._replies = replies
        self._memory = memory
        self._context = context
        self._links = links
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
        found = self._memory.find(visit.incoming.person, visit.about[0])
        asked = found.turn.asked if found else None
        if asked is None:
            return [plain(visit.language, "error.expired", self._texts)]
        seen = None if visit.collections is None else sorted(visit.collections)
        key = self._links.make(visit.incoming.person, asked.to_json() | {"seen": seen})
        link = f"{START}a_{key}"
        days = round(LINK_SECONDS / DAY_SECONDS)
        said = self._texts.get(visit.language, "link.made", days=days)
        words = self._texts.get(visit.language, "link.open")
        question = Paragraph((Span(asked.searched, bold=True, link=link),))
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
        """The answer behind a link, below the question that somebody else asked.

        One that holds quotes ("meer") opens only for who may see all that the asker could.
        """
        try:
            kept = self._links.opened(key)
            asked = Asked.from_json(kept)
            if asked.holds_quotes and not _sees(visit.collections, kept["seen"]):
                return None
        except (KeyError, TypeError, ValueError):  # forged, over, or of an earlier version
            return None
        return self._replies.opened(visit, asked)


def _sees(mine: Collection[str] | None, theirs: Collection[str] | None) -> bool:
    """Tell whether one may see every collection that another could; None: all there are."""
    return mine is None or (theirs is not None and set(theirs) <= set(mine))
