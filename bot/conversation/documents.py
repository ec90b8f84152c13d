"""The desk for documents and addresses that somebody sends: look first, then add, undo for a day.

Moderators and admins add; what an advisor sends is laid before a moderator; others hear who may.
What a document would replace in a closed collection asks the same role there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from bot.conversation.desk import ASKING, Need, Serve, Visit, plain, titled
from bot.labels import kind_key, maker, written_date
from bot.reply import Action, Attachment, Button, Life, Reply
from bot.state.drafts import Draft, Drafts, Stage
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import OPEN, Role
from bot.texts import Texts
from knowledge.errors import SourceRefused, Unavailable
from knowledge.formats import MAX_SIZE
from knowledge.model import Document, Source

_MODERATOR: Final = Need(Role.MODERATOR, alone=True)
_ADVISOR: Final = Need(Role.ADVISOR, alone=True)
# More takes the bot from other people for too long, and is for `vrijwijzer add`: some 20 s.
MAX_PASSAGES: Final = 300


class Takes(Protocol):
    """What reads documents and adds them to the library."""

    def read(self, name: str, content: bytes | None, said: Mapping[str, str]) -> Document:
        """Return a document; raises SourceRefused."""
        ...

    def prepared(self, document: Document) -> list[Source]:
        """Return the sources that it makes; writes nothing."""
        ...

    def add(self, document: Document) -> str:
        """Add it; return the id of the source."""
        ...

    def there(self, source_id: str) -> str | None:
        """Return the collection of a source that is there; None when it is not."""
        ...

    def remove(self, source_id: str) -> bool:
        """Take a source out again; False when that cannot be done."""
        ...


class DocumentDesk:
    """Serves files, addresses, and what is decided about them."""

    def __init__(self, intake: Takes, records: Records, texts: Texts) -> None:
        self._intake = intake
        self._drafts = Drafts(records)
        self._records = records
        self._notices = Notices(records.people, records.identity, records.clock)
        self._texts = texts
        self._changing: dict[str, int] = {}  # the draft that a person wants to change

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/titel": self._correct, "/datum": self._correct, "/documenten": self._list}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a file, an address and a press."""
        return {
            "file": self._receive,
            "document.add": self._add,
            "document.propose": self._propose,
            "document.change": self._change,
            "document.drop": self._drop,
            "document.undo": self._undo,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Who asks may send, and hears who may add."""
        own = ("/titel", "/datum", "document.propose", "document.change", "document.drop")
        others = ("/documenten", "document.add", "document.undo")
        return {
            "file": ASKING,
            **dict.fromkeys(own, _ADVISOR),
            **dict.fromkeys(others, _MODERATOR),
        }

    def _receive(self, visit: Visit) -> list[Reply]:
        """Read what was sent, and show what it would become."""
        incoming, file = visit.incoming, visit.incoming.file
        if not self._may(visit, Role.ADVISOR):
            return [self._say(visit, "who")]
        if file is not None and file.size > MAX_SIZE:
            return [self._say(visit, "too_large")]
        try:
            content = file.read() if isinstance(file, Attachment) else None
        except Unavailable:
            return [self._say(visit, "not_fetched")]
        name = file.name if file else incoming.text.strip()
        number = self._drafts.keep(incoming.person, incoming.chat, name, content)
        self._changing.pop(incoming.person, None)
        return [self._shown(visit, number)]

    def _shown(self, visit: Visit, number: int) -> Reply:
        """What a draft would become, and what can be done with it."""
        draft = self._drafts.find(number)
        if draft is None:
            return plain(visit.language, "error.expired", self._texts)
        try:
            document = self._intake.read(draft.name, draft.content, draft.said)
        except SourceRefused:
            self._drafts.drop(number)
            return self._say(visit, "unreadable")
        sources = self._intake.prepared(document)
        if not self._may_all(visit, Role.ADVISOR, sources):
            return self._say(visit, "elsewhere")
        passages = sum(len(source.passages) for source in sources)
        if passages > MAX_PASSAGES:
            self._drafts.drop(number)
            return self._say(visit, "too_large")
        shown = titled(
            visit.language, "document.title", self._lines(visit, document, passages), self._texts
        )
        may_add = self._may_all(visit, Role.MODERATOR, sources)
        return replace(shown, buttons=self._buttons(visit, number, may_add=may_add))

    def _lines(self, visit: Visit, document: Document, passages: int) -> list[str]:
        language, known = visit.language, document.metadata
        kind = self._texts.get(
            language, f"kind.{kind_key(known)}", by=maker(known, language, self._texts)
        )
        return [
            self._texts.get(
                language,
                "document.what",
                title=known.title,
                kind=kind,
                date=written_date(known.published, language, self._texts),
                passages=passages,
                left_out=len(document.left_out),
                comments=len(document.comments),
            ),
            self._texts.get(language, "document.public"),
        ]

    def _buttons(
        self, visit: Visit, number: int, *, may_add: bool
    ) -> tuple[tuple[Button, ...], ...]:
        first = self._button(visit, "add" if may_add else "propose", number)
        return (
            (first, self._button(visit, "drop", number)),
            (self._button(visit, "change", number),),
        )

    def _add(self, visit: Visit) -> list[Reply]:
        """Make a source of it, which counts from now on."""
        draft = self._decided(visit)
        if draft is None or draft.stage is Stage.ADDED:
            return [plain(visit.language, "error.expired", self._texts)]
        try:
            document = self._intake.read(draft.name, draft.content, draft.said)
            sources = self._intake.prepared(document)
            if not self._may_all(visit, Role.MODERATOR, sources):
                return [self._say(visit, "elsewhere")]
            was_there = self._intake.there(sources[0].id) is not None
            source_id = self._intake.add(document)
        except SourceRefused:
            return [replace(self._say(visit, "unreadable"), replaces=True)]
        self._drafts.move(draft.number, Stage.ADDED, None if was_there else source_id)
        if draft.stage is Stage.PROPOSED:
            self._tell(visit, draft, "accepted")
        if was_there:  # undoing would take its earlier versions too
            return [replace(self._say(visit, "renewed"), replaces=True)]
        added = self._say(visit, "added")
        undo = self._button(visit, "undo", draft.number)
        return [replace(added, buttons=((undo,),), replaces=True)]

    def _propose(self, visit: Visit) -> list[Reply]:
        """Lay it before the moderators."""
        draft = self._decided(visit)
        if draft is None or draft.stage is not Stage.SHOWN:
            return [plain(visit.language, "error.expired", self._texts)]
        self._drafts.move(draft.number, Stage.PROPOSED)
        text = self._texts.get("nl", "document.waits")
        with self._records.people.writing():
            for person in self._records.moderators():
                self._notices.add(self._records.identity.pseudonym(person), person, text)
        return [replace(self._say(visit, "proposed"), replaces=True)]

    def _change(self, visit: Visit) -> list[Reply]:
        """Tell how, and remember what /titel and /datum are about."""
        draft = self._changeable(visit)
        if draft is None:
            return [plain(visit.language, "error.expired", self._texts)]
        self._changing[visit.incoming.person] = draft.number
        return [self._say(visit, "how_to_change")]

    def _correct(self, visit: Visit) -> list[Reply]:
        """Take another title or date, typed behind the command, for the draft that is meant."""
        draft = self._meant(visit)
        command, _, value = visit.incoming.text.strip().partition(" ")
        if draft is None or not value.strip():
            return [self._say(visit, "how_to_change")]
        field = "title" if command.casefold().startswith("/titel") else "published"
        said = {**draft.said, field: value.strip()}
        try:
            self._intake.read(draft.name, draft.content, said)
        except SourceRefused:
            return [self._say(visit, "how_to_change")]
        self._drafts.say(draft.number, said)
        return [self._shown(visit, draft.number)]

    def _drop(self, visit: Visit) -> list[Reply]:
        draft = self._decided(visit)
        if draft is not None and draft.stage is not Stage.ADDED:
            self._drafts.drop(draft.number)
            if draft.stage is Stage.PROPOSED:
                self._tell(visit, draft, "rejected")
        return [replace(self._say(visit, "dropped"), replaces=True)]

    def _undo(self, visit: Visit) -> list[Reply]:
        """Take the source out again."""
        draft = self._decided(visit)
        if draft is None or draft.source_id is None:
            return [plain(visit.language, "error.expired", self._texts)]
        removed = self._intake.remove(draft.source_id)
        self._drafts.drop(draft.number)
        if not removed:
            return [plain(visit.language, "error.expired", self._texts)]
        return [replace(self._say(visit, "undone"), replaces=True)]

    def _list(self, visit: Visit) -> list[Reply]:
        """What waits for a moderator, a message each."""
        waiting = self._drafts.proposed()
        if not waiting:
            return [self._say(visit, "none")]
        return [self._shown(visit, draft.number) for draft in waiting]

    def _meant(self, visit: Visit) -> Draft | None:
        """The draft that this person chose to change, or else sent last."""
        person = visit.incoming.person
        number = self._changing.get(person)
        if number is None:
            return self._drafts.latest(person)
        return self._changeable(replace(visit, about=(str(number),)))

    def _changeable(self, visit: Visit) -> Draft | None:
        """The draft that a press is about, if this person may change it; proposed: moderators."""
        draft = self._decided(visit)
        if draft is None or draft.stage is Stage.ADDED:
            return None
        may = draft.stage is Stage.SHOWN or self._may(visit, Role.MODERATOR)
        return draft if may else None

    def _decided(self, visit: Visit) -> Draft | None:
        """The draft that a press is about, if this person may decide on it."""
        draft = self._drafts.find(int(visit.about[0]))
        is_own = draft is not None and draft.person == self._records.identity.pseudonym(
            visit.incoming.person
        )
        return draft if is_own or self._may(visit, Role.MODERATOR) else None

    def _may_all(self, visit: Visit, role: Role, sources: Sequence[Source]) -> bool:
        """Tell whether a person has this role wherever these sources come, and are now."""
        comes = {source.metadata.collection for source in sources}
        now = {self._intake.there(source.id) for source in sources}
        return all(self._may(visit, role, each) for each in comes | now if each is not None)

    def _may(self, visit: Visit, role: Role, collection: str = OPEN) -> bool:
        incoming = visit.incoming
        own = self._records.roles.of(incoming.person, collection, incoming.chat)
        return own is not None and own >= role

    def _tell(self, visit: Visit, draft: Draft, name: str) -> None:
        """Tell who proposed it what a moderator decided."""
        with self._records.people.writing():
            text = self._texts.get(visit.language, f"document.{name}")
            self._notices.add(draft.person, draft.chat, text)

    def _button(self, visit: Visit, name: str, number: int) -> Button:
        label = self._texts.get(visit.language, f"document.button_{name}")
        life = Life.SHOWS if name == "change" else Life.CHANGES
        return Button(label, action=Action(f"document.{name}", (str(number),), life))

    def _say(self, visit: Visit, name: str) -> Reply:
        return plain(visit.language, f"document.{name}", self._texts)
