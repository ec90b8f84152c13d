"""The desk for documents and addresses that somebody sends: look first, then add, undo for a day.

Moderators and admins add; what an advisor sends is laid before a moderator; others hear who may.
What a document would replace in a closed collection asks the same role there. It is fetched and
read once, in an errand, and kept as it was read: what is approved is what was shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from bot.conversation.changing import COMMANDS, Changing, said_of
from bot.conversation.deciding import Deciding
from bot.conversation.desk import ASKING, Need, Serve, Visit, plain, titled
from bot.conversation.drafted import left_out, page, proposers, summary, why_not
from bot.intake import Intake, Novelty
from bot.reply import Action, Button, Life, Reply
from bot.state.drafts import Draft, Drafts, Stage
from bot.state.records import Records
from bot.state.roles import Role
from bot.state.telling import Telling
from bot.texts import Texts
from knowledge.errors import SourceRefused, Unavailable
from knowledge.formats import MAX_SIZE
from knowledge.model import Document

_MODERATOR: Final = Need(Role.MODERATOR, alone=True)
_ADVISOR: Final = Need(Role.ADVISOR, alone=True)
_OWN: Final = ("propose", "change", "drop", "left_out", "text", "show")  # of one's own draft
# More is for `vrijwijzer add`: to index these takes some 20 s, between the questions of others.
MAX_PASSAGES: Final = 300


class DocumentDesk:
    """Serves files, addresses, and what is decided about them."""

    def __init__(self, intake: Intake, records: Records, texts: Texts) -> None:
        self._intake = intake
        self._drafts = Drafts(records)
        self._records = records
        self._telling = Telling(records)
        self._texts = texts
        self._deciding = Deciding(intake, self._drafts, records)
        self._changing = Changing(self._drafts, records)
        self.meant = self._changing.command

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {**dict.fromkeys(COMMANDS, self._correct), "/documenten": self._list}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a file, an address and a press."""
        return {
            "file": self._receive,
            "document.add": self._add,
            "document.propose": self._propose,
            "document.change": self._change,
            "document.drop": self._drop,
            "document.left_out": self._left_out,
            "document.text": self._text,
            "document.show": self._show,
            "document.undo": self._undo,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Who asks may send, and hears who may add."""
        own = (
            *COMMANDS,
            *(f"document.{name}" for name in _OWN),
        )
        others = ("/documenten", "document.add", "document.undo")
        return {
            "file": ASKING,
            **dict.fromkeys(own, _ADVISOR),
            **dict.fromkeys(others, _MODERATOR),
        }

    def _receive(self, visit: Visit) -> list[Reply]:
        """Have read what was sent, by who may send it."""
        file = visit.incoming.file
        if not self._deciding.may(visit, Role.ADVISOR):
            return [self._say(visit, "who")]
        if file is not None and file.size > MAX_SIZE:
            return [self._say(visit, "too_large")]
        return [Reply((), errand=partial(self._fetched, visit))]

    def _fetched(self, visit: Visit) -> Callable[[], list[Reply]]:
        """Read what was sent, in the thread of an errand; return what is to be done with it."""
        file = visit.incoming.file
        name = file.name if file else visit.incoming.text.strip()
        try:
            document = self._intake.read(name, file.read() if file else None)
        except Unavailable:
            return lambda: [self._say(visit, "not_fetched")]
        except SourceRefused as refused:
            why = why_not(refused, is_page=file is None)
            return lambda: [plain(visit.language, why, self._texts)]
        return lambda: [self._looked_at(visit, name, document)]

    def _looked_at(self, visit: Visit, name: str, document: Document) -> Reply:
        """Keep what was read as a draft, unless it is known, too long or somebody else's."""
        sources = self._intake.prepared(document)
        if not self._deciding.may_all(visit, Role.ADVISOR, sources):
            return self._say(visit, "elsewhere")
        if sum(len(source.passages) for source in sources) > MAX_PASSAGES:
            return self._say(visit, "too_large")
        if self._intake.novelty(sources[0]) is Novelty.KNOWN:
            return self._say(visit, "known", title=sources[0].metadata.title)
        who = visit.incoming
        number = self._drafts.keep(who.person, who.chat, name, document, visit.language)
        self._changing.leave(visit.incoming.person)
        return self._shown(visit, number)

    def _shown(self, visit: Visit, number: int) -> Reply:
        """What a draft would become, and what can be done with it."""
        draft = self._drafts.find(number)
        if draft is None:
            return plain(visit.language, "error.expired", self._texts)
        document = self._document(draft)
        sources = self._intake.prepared(document)
        if not self._deciding.may_all(visit, Role.ADVISOR, sources):
            return self._say(visit, "elsewhere")
        is_new = self._intake.novelty(sources[0]) is Novelty.NEW
        first = "add" if self._deciding.may_all(visit, Role.MODERATOR, sources) else "propose"
        notes = ["public"] if is_new else ["renews", "public"]
        notes += ["named"] if first == "propose" else []
        lines = [
            summary(document, sources, visit.language, self._texts),
            *proposers(draft, self._records, visit.language, self._texts),
            *(self._texts.get(visit.language, f"document.{name}") for name in notes),
        ]
        shown = titled(visit.language, "document.title", lines, self._texts)
        looks = ("text", "left_out") if document.left_out else ("text",)
        rows = (
            tuple(self._button(visit, name, number) for name in names)
            for names in ((first, "drop"), looks, ("change",))
        )
        return replace(shown, buttons=tuple(rows))

    def _document(self, draft: Draft) -> Document:
        """The document of a draft, with what a person said of it (which was checked then)."""
        return self._intake.described(draft.document, draft.said, draft.name)

    def _add(self, visit: Visit) -> list[Reply]:
        """Make a source of it, which counts from now on."""
        draft = self._deciding.decided(visit)
        if draft is None or draft.stage is Stage.ADDED:
            return [plain(visit.language, "error.expired", self._texts)]
        document = self._document(draft)
        sources = self._intake.prepared(document)
        if not self._deciding.may_all(visit, Role.MODERATOR, sources):
            return [self._say(visit, "elsewhere")]
        was_there = self._intake.novelty(sources[0]) is not Novelty.NEW
        source_id = self._intake.add(document)
        self._drafts.move(draft.number, Stage.ADDED, None if was_there else source_id)
        if draft.stage is Stage.PROPOSED:
            self._tell(draft, "accepted")
        if was_there:  # undoing would take its earlier versions too
            return [replace(self._say(visit, "renewed"), replaces=True)]
        added = self._say(visit, "added")
        undo = self._button(visit, "undo", draft.number)
        return [replace(added, buttons=((undo,),), replaces=True)]

    def _propose(self, visit: Visit) -> list[Reply]:
        """Lay it before the moderators."""
        draft = self._deciding.decided(visit)
        if draft is None or draft.stage is not Stage.SHOWN:
            return [plain(visit.language, "error.expired", self._texts)]
        self._drafts.move(draft.number, Stage.PROPOSED)
        self._telling.tell_moderators(lambda their: self._texts.get(their, "document.waits"))
        return [replace(self._say(visit, "proposed"), replaces=True)]

    def _change(self, visit: Visit) -> list[Reply]:
        """Tell how, and remember what a new title, publisher or date is for."""
        draft = self._deciding.changeable(visit)
        if draft is None:
            return [plain(visit.language, "error.expired", self._texts)]
        self._changing.choose(visit.incoming.person, draft.number)
        return [self._say(visit, "how_to_change")]

    def _show(self, visit: Visit) -> list[Reply]:
        """Show again what a draft would become, in the place of its text."""
        draft = self._deciding.decided(visit)
        if draft is None:
            return [plain(visit.language, "error.expired", self._texts)]
        return [replace(self._shown(visit, draft.number), replaces=True)]

    def _text(self, visit: Visit) -> list[Reply]:
        """Show a passage of what a draft would become, with buttons to the ones beside it."""
        draft = self._deciding.decided(visit)
        if draft is None:
            return [plain(visit.language, "error.expired", self._texts)]
        sources = self._intake.prepared(self._document(draft))
        if not self._deciding.may_all(visit, Role.ADVISOR, sources):
            return [self._say(visit, "elsewhere")]
        at = int(visit.about[1]) if visit.about[1:] else 0
        return [page(draft.number, sources, at, visit.language, self._texts)]

    def _left_out(self, visit: Visit) -> list[Reply]:
        """Show what of the document would be no part of the source."""
        draft = self._deciding.decided(visit)
        if draft is None:
            return [plain(visit.language, "error.expired", self._texts)]
        return [left_out(draft, visit.language, self._texts)]

    def _correct(self, visit: Visit) -> list[Reply]:
        """Take what is typed, behind a command or without, for the draft that is meant."""
        person, now = visit.incoming.person, said_of(visit.incoming.text)
        draft = self._changing.meant(person)
        draft = draft and self._deciding.changeable(replace(visit, about=(str(draft.number),)))
        if draft is None:
            self._changing.leave(person)  # the next command is about what was sent last
            is_another = self._drafts.latest(person) is not None
            return [self._say(visit, "how_to_change" if is_another else "nothing_waits")]
        self._changing.choose(person, draft.number)
        if not now:
            return [self._say(visit, "how_to_change")]
        said = {**draft.said, **now}
        try:
            self._intake.described(draft.document, said, draft.name)
        except SourceRefused:
            return [self._say(visit, "how_to_change")]
        self._drafts.say(draft.number, said)
        return [self._shown(visit, draft.number)]

    def _drop(self, visit: Visit) -> list[Reply]:
        draft = self._deciding.decided(visit)
        if draft is not None and draft.stage is not Stage.ADDED:
            self._drafts.drop(draft.number)
            if draft.stage is Stage.PROPOSED:
                self._tell(draft, "rejected")
        return [replace(self._say(visit, "dropped"), replaces=True)]

    def _undo(self, visit: Visit) -> list[Reply]:
        """Take the source out again."""
        draft = self._deciding.decided(visit)
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

    def _tell(self, draft: Draft, name: str) -> None:
        """Tell who proposed it what a moderator decided."""
        self._telling.tell(
            draft.person,
            draft.chat,
            lambda their: self._texts.get(their, f"document.{name}", title=draft.called),
            draft.language,
        )

    def _button(self, visit: Visit, name: str, number: int) -> Button:
        label = self._texts.get(visit.language, f"document.button_{name}")
        life = Life.SHOWS if name in {"change", "left_out", "text", "show"} else Life.CHANGES
        return Button(label, action=Action(f"document.{name}", (str(number),), life))

    def _say(self, visit: Visit, name: str, **values: object) -> Reply:
        return plain(visit.language, f"document.{name}", self._texts, **values)
