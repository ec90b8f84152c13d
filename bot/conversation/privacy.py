"""The desk of one's own data: what is kept, to see it, to let it be kept longer, to erase it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.conversation.desk import ANYBODY, Need, Serve, Visit, titled
from bot.conversation.own import readable
from bot.reply import Action, Button, Enclosure, Paragraph, Reply, Span, errand_of
from bot.state.consent import CONSENT_DAYS
from bot.state.records import Records
from bot.state.roles import OPERATOR
from bot.state.terms import HOUR_SECONDS, OF_NOBODY
from bot.texts import Texts
from knowledge.errors import NotAllowed

_OWN: Final = Need(None, alone=True)
_DAY_HOURS: Final = 24
_DAYS_FROM: Final = 3  # a shorter time is told in hours, and so is one of no whole days
_FILE: Final = "mijngegevens.json"


class PrivacyDesk:
    """Serves /privacy, /mijngegevens and /vergeetmij, to strangers as well."""

    def __init__(self, records: Records, texts: Texts) -> None:
        self._records = records
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {
            "/privacy": self._privacy,
            "/mijngegevens": self._show,
            "/vergeetmij": self._ask_to_erase,
        }

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {
            "privacy.erase": self._erase,
            "privacy.leave": self._leave,
            "privacy.agree": self._agree,
            "privacy.withdraw": self._withdraw,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Everybody may read it; the rest concerns the person alone."""
        own = ("/mijngegevens", "/vergeetmij", *self.actions)
        return {"/privacy": ANYBODY, **dict.fromkeys(own, _OWN)}

    def introduced(self, visit: Visit, replies: Sequence[Reply]) -> list[Reply]:
        """Return the replies; below the first ever in a chat, what answers and what it keeps."""
        chat = visit.incoming.chat
        if not replies or self._records.told.is_told(chat):
            return list(replies)
        if (errand := errand_of(replies)) is not None:  # what comes of it is the first

            def introducing() -> Callable[[], list[Reply]]:
                made = errand()
                return lambda: self.introduced(visit, made())

            return [replace(replies[0], errand=introducing)]
        self._records.told.tell(chat)
        notice = self.notice(visit)
        if notice in replies[0].paragraphs:  # a welcome holds it
            return list(replies)
        first = replace(replies[0], paragraphs=(*replies[0].paragraphs, notice))
        return [first, *replies[1:]]

    def notice(self, visit: Visit) -> Paragraph:
        """Return what answers here, and what it does with words, under the settings in force."""
        # It is said once, so a stranger also reads what will hold for them later.
        # Looked up anew: an invitation may just have let them in.
        incoming = visit.incoming
        is_in = self._records.roles.of(incoming.person, chat=incoming.chat) is not None
        keeps = (self._keeps,) if is_in else ("request", f"{self._keeps}_later")
        names = ("system", "telegram", *keeps, "more")
        lines = [self._get(visit, f"notice.{name}") for name in names]
        return Paragraph((Span("\n".join(lines), italic=True),))

    @property
    def _keeps(self) -> str:
        """The text that says how long words are kept."""
        return "kept" if self._records.rules.keep_hours else "kept_not"

    def _privacy(self, visit: Visit) -> list[Reply]:
        """What holds under the settings of this moment: a screenful, and the rest folded."""
        names = ("system", "telegram", self._keeps, "access", "rights", "advice")
        said = [self._get(visit, f"privacy.{name}") for name in names]
        reply = titled(visit.language, "privacy.title", said, self._texts)
        more = ["more", "inbox", "names", "logs"]
        if visit.incoming.person != OPERATOR:  # who has none
            more.append("limits")
        lines = [*(self._get(visit, f"privacy.{name}") for name in more), *self._terms(visit)]
        folded = Paragraph((Span("\n".join(lines)),), folded=True)
        return [Reply((*reply.paragraphs, folded), self._consent_button(visit))]

    def _terms(self, visit: Visit) -> Iterator[str]:
        """How long each class stays that may hold something of a person."""
        yield self._get(visit, "kept.title")
        for term in self._records.terms:
            if term.lasts and term.name not in OF_NOBODY:
                lasts = self._lasting(visit, round(term.lasts / HOUR_SECONDS))
                yield f"• {self._get(visit, f'kept.{term.name}', term=lasts)}"

    def _lasting(self, visit: Visit, hours: int) -> str:
        """A length of time in words."""
        days, odd = divmod(hours, _DAY_HOURS)
        if odd or days < _DAYS_FROM:
            return self._get(visit, "kept.in_hours", count=hours)
        return self._get(visit, "kept.in_days", count=days)

    def _consent_button(self, visit: Visit) -> tuple[tuple[Button, ...], ...]:
        if not self._records.rules.keep_hours or visit.incoming.chat != visit.incoming.person:
            return ()
        agreed = self._records.consents.given(visit.incoming.person)
        name = "withdraw" if agreed else "agree"
        return ((Button(self._get(visit, f"consent.{name}"), action=Action(f"privacy.{name}")),),)

    def _agree(self, visit: Visit) -> list[Reply]:
        self._records.consents.give(visit.incoming.person)
        return [self._said(visit, "consent.agreed")]

    def _withdraw(self, visit: Visit) -> list[Reply]:
        self._records.consents.withdraw(visit.incoming.person)
        return [self._said(visit, "consent.withdrawn")]

    def _show(self, visit: Visit) -> list[Reply]:
        """All that is kept of the person: in words, and as a file for a computer."""
        kept = self._records.own.everything(visit.incoming.person)
        lines = list(readable(kept, visit.language, self._texts))
        filled = {table: rows for table, rows in kept.items() if rows}
        lines.append(self._get(visit, "own.json"))
        reply = titled(visit.language, "own.title", lines, self._texts)
        said = json.dumps(filled, ensure_ascii=False, indent=2)
        return [replace(reply, enclosed=Enclosure(_FILE, said.encode()))]

    def _ask_to_erase(self, visit: Visit) -> list[Reply]:
        """Say what goes, and ask; nothing goes before the press."""
        lose = ["erase.role"] if self._records.roles.find(visit.incoming.person) else []
        lines = [self._get(visit, name) for name in ("erase.what", *lose, "erase.telegram")]
        reply = titled(visit.language, "erase.title", lines, self._texts)
        buttons = (
            Button(self._get(visit, "erase.button"), action=Action("privacy.erase")),
            Button(self._get(visit, "erase.leave"), action=Action("privacy.leave")),
        )
        return [replace(reply, buttons=(buttons,))]

    def _leave(self, visit: Visit) -> list[Reply]:
        return [replace(self._said(visit, "erase.left"), replaces=True)]

    def _erase(self, visit: Visit) -> list[Reply]:
        try:
            self._records.forget(visit.incoming.person, in_chat=True)
        except NotAllowed as error:
            return [self._said(visit, f"refused.{error.why}")]
        self._records.told.seen(visit.incoming.chat)
        return [replace(self._said(visit, "erase.done"), duties=())]

    def _said(self, visit: Visit, name: str) -> Reply:
        return Reply((Paragraph((Span(self._get(visit, name)),)),))

    def _get(self, visit: Visit, name: str, **values: object) -> str:
        """A text, with what the settings say filled in."""
        budget = self._records.limits.budget
        access = self._texts.get(visit.language, f"access.is_{self._records.rules.access}")
        known = {
            "hours": self._records.rules.keep_hours,
            "days": CONSENT_DAYS,
            "access": access,
            "minute": budget.a_minute,
            "day": budget.a_day,
        }
        return self._texts.get(visit.language, name, **known, **values)
