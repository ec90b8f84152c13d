"""The door: who may ask, what a stranger reads, and how they come in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from bot.answering.model import DeclineReason, Language
from bot.conversation.desk import ANYBODY, Desk, Need, Serve, Visit, plain
from bot.reply import Paragraph, Reply, Span
from bot.state.entry import Request, is_typed_as_one
from bot.state.records import Records
from bot.state.roles import OPEN, Member, Role
from bot.state.telling import Telling, Words
from bot.texts import Texts
from knowledge.errors import NotAllowed

# Who looks after the sources that everybody sees: a role in a closed collection does not count.
# A role anywhere is enough to ask; the desk of the admins checks each collection itself.
_IN_OPEN: Final = frozenset({Role.ADVISOR, Role.MODERATOR})


class Door:
    """Keeps what people may not do from the desks, and greets strangers; serves /start for all.

    Rights are looked up at every message and press; a command or action whose desk does not say
    what it needs is for admins alone.
    """

    def __init__(self, records: Records, texts: Texts, welcome: Serve) -> None:
        """`welcome` greets who may ask."""
        self._records = records
        self._texts = texts
        self._welcome = welcome

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/start": self._start}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """It has no buttons."""
        return {}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Everybody may knock."""
        return {"/start": ANYBODY}

    def opens(self, visit: Visit, need: Need) -> bool:
        """Tell whether somebody may do this, here."""
        return not _is_overheard(visit, need) and self._may(visit, need)

    def _may(self, visit: Visit, need: Need) -> bool:
        """Tell whether somebody may do this, where nobody reads along."""
        incoming, role = visit.incoming, visit.role
        if need.role in _IN_OPEN:
            role = self._records.roles.of(incoming.person, chat=incoming.chat)
        return need.role is None or (role is not None and role >= need.role)

    def refusal(self, visit: Visit, need: Need) -> list[Reply] | None:
        """Return what somebody reads who may not do this, here; None when they may."""
        if _is_overheard(visit, need):
            return [plain(visit.language, "access.alone", self._texts)]
        if self._may(visit, need):
            return None
        if visit.role is None:
            return self._stranger(visit)
        return [plain(visit.language, f"declined.{DeclineReason.NOT_ALLOWED}", self._texts)]

    def _start(self, visit: Visit) -> list[Reply]:
        """Greet; "/start CODE", as a link with an invitation sends it, or the code lets in."""
        code = visit.about[0] if visit.about else ""
        if is_typed_as_one(code):
            return self._let_in(visit, code)
        return self._welcome(visit) if visit.role is not None else self._stranger(visit)

    def _stranger(self, visit: Visit) -> list[Reply]:
        """Give a stranger a code that an admin can let them in with."""
        incoming = visit.incoming
        if incoming.chat != incoming.person:
            return [plain(visit.language, "access.stranger_in_group", self._texts)]
        try:
            code = self._records.entry.ask(incoming.person, incoming.name, visit.language)
        except NotAllowed as error:
            return [self._refused(visit, error)]
        get = self._texts.get
        lines = [get(visit.language, f"access.{name}") for name in ("stranger", "code")]
        said = [Paragraph((Span(line),)) for line in lines]
        said.append(Paragraph((Span(code, bold=True),)))
        said.append(Paragraph((Span(get(visit.language, "access.invited")),)))
        return [Reply(tuple(said))]

    def _let_in(self, visit: Visit, code: str) -> list[Reply]:
        incoming = visit.incoming
        if incoming.chat != incoming.person:  # others read the code, and may be first
            return [plain(visit.language, "access.alone", self._texts)]
        try:
            made = self._records.entry.accept(code, incoming.person, incoming.name)
        except NotAllowed as error:
            return [self._refused(visit, error)]
        return [Reply((Paragraph((Span(granted(made, visit.language, self._texts)),)),))]

    def _refused(self, visit: Visit, error: NotAllowed) -> Reply:
        return plain(visit.language, f"refused.{error.why}", self._texts)


def _is_overheard(visit: Visit, need: Need) -> bool:
    """Tell whether others would read what is for a chat with the bot alone."""
    return need.alone and visit.incoming.chat != visit.incoming.person


def needs_of(desks: Sequence[Desk]) -> dict[str, Need]:
    """Return what each command and action needs; a later desk goes before."""
    return {name: need for desk in desks for name, need in desk.needs.items()}


def approved(
    records: Records, texts: Texts, code: str, role: Role = Role.OFFICER, collection: str = OPEN
) -> Member:
    """Let in who reads this code, and have them told; raises NotAllowed when nobody does."""
    with records.people.writing():
        asked = records.entry.waiting(code)
        made = records.entry.approve(code, role, collection)
        _tell(records, asked, lambda their: granted(made, their, texts))
    return made


def refused(records: Records, texts: Texts, code: str) -> Request:
    """Refuse who reads this code, and have them told; raises NotAllowed when nobody does."""
    with records.people.writing():
        asked = records.entry.refuse(code)
        _tell(records, asked, lambda their: texts.get(their, "refused.refused_today"))
    return asked


def _tell(records: Records, asked: Request, words: Words) -> None:
    """Have somebody who asked to be let in told what came of it."""
    person = records.identity.pseudonym(asked.person)
    Telling(records).tell(person, asked.person, words, asked.language)


def granted(made: Member, language: Language, texts: Texts) -> str:
    """Return what somebody reads who was let in."""
    role = made.role.word
    let_in = texts.get(
        language,
        "access.let_in",
        role=texts.get(language, f"role.{role}"),
        collection=made.collection,
        until=day(made.expires_at),
    )
    duties = f"duty.{role}" if made.collection == OPEN else f"duty.{role}_of_one"
    if duties not in texts.catalogues[language]:
        duties = "duty.officer"
    return f"{let_in} {texts.get(language, duties)}"


def day(moment: float) -> str:
    """Return the day of a moment (seconds UTC), as 31-12-2026."""
    return datetime.fromtimestamp(moment, UTC).strftime("%d-%m-%Y")
