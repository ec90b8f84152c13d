"""The desk of the admins: who has a role, who asks to be let in, and invitations."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.conversation.access import approved, day, refused
from bot.conversation.desk import Need, Serve, Visit, plain, titled
from bot.reply import Action, Button, Life, Reply
from bot.state.records import Records
from bot.state.roles import OPEN, Member, Role, role_named
from bot.texts import Texts
from knowledge.errors import NotAllowed

_ADMIN: Final = Need(Role.ADMIN, alone=True)
_LISTED: Final = 30  # people with a button each; the command line lists them all
_TAIL: Final = 4  # signs of a code or a number that tell people of one name apart


class PeopleDesk:
    """Serves /mensen. An admin of `openbaar` manages everybody, of a collection only its own.

    Nobody gives or renews a role of their own: another admin does, or the command line.
    """

    def __init__(self, records: Records, texts: Texts) -> None:
        self._records = records
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/mensen": self._list}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {
            "people.list": self._list,
            "people.approve": self._approve,
            "people.refuse": self._refuse,
            "people.invite": self._invite,
            "people.show": self._show,
            "people.set": self._set,
            "people.renew": self._renew,
            "people.remove": self._ask_to_take,
            "people.take": self._take,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """All of it is for admins, in a chat with the bot alone."""
        return dict.fromkeys((*self.commands, *self.actions), _ADMIN)

    def _list(self, visit: Visit) -> list[Reply]:
        """Who waits and who has a role; a button for each, and for an invitation to each role."""
        managed = self._managed(visit)
        # Who is let in may ask in `openbaar`.
        waiting = self._records.entry.requests() if OPEN in managed else []
        members = [m for m in self._records.roles.members() if m.collection in managed]
        alike = shared_names(members)
        lines = [
            *(self._get(visit, "people.asks", name=each.name, code=each.code) for each in waiting),
            *(self._line(visit, member, alike) for member in members),
        ]
        buttons = [
            [self._button(visit, f"people.{what}", asked.name, asked.code) for what in _ANSWERS]
            for asked in waiting
        ]
        buttons += [[self._member_button(visit, member, alike)] for member in members[:_LISTED]]
        buttons += [
            [self._button(visit, "people.invite", self._role(visit, role), role.word, collection)]
            for collection in sorted(managed)
            for role in Role
        ]
        reply = titled(visit.language, "people.title", ["\n".join(lines)], self._texts)
        return [self._shown(visit, reply, buttons)]

    def _approve(self, visit: Visit) -> list[Reply]:
        (code,) = visit.about
        return self._done(visit, lambda: approved(self._records, self._texts, code), OPEN)

    def _refuse(self, visit: Visit) -> list[Reply]:
        (code,) = visit.about

        def refuse() -> str:
            asked = refused(self._records, self._texts, code)
            return self._get(visit, "people.refused", name=asked.name)

        return self._done(visit, refuse, OPEN)

    def _invite(self, visit: Visit) -> list[Reply]:
        word, collection = visit.about

        def invited() -> str:
            code = self._records.entry.invite(role_named(word), collection)
            return self._get(
                visit,
                "people.invitation",
                role=self._role(visit, role_named(word)),
                collection=collection,
                code=code,
            )

        # In a message of its own: the code is to be read after the list is used again.
        done = self._done(visit, invited, collection)
        return [replace(each, buttons=(), replaces=False) for each in done]

    def _show(self, visit: Visit) -> list[Reply]:
        """One member, with what can be done."""
        member = self._member(visit)
        if member is None:
            return [plain(visit.language, "refused.unknown_person", self._texts)]
        about = self._named(member)
        rows = [
            [self._button(visit, "people.set", self._role(visit, role), *about, role.word)]
            for role in Role
            if role is not member.role
        ]
        rows += [[self._button(visit, f"people.{what}", "", *about)] for what in _CHANGES]
        rows.append([self._back(visit)])
        reply = titled(visit.language, "people.one", self._about(visit, member), self._texts)
        return [self._shown(visit, reply, rows)]

    def _about(self, visit: Visit, member: Member) -> list[str]:
        """What a member may do, and whether that is the admin who reads it."""
        lines = [self._line(visit, member)]
        if member.person == visit.incoming.person:
            lines.append(self._get(visit, "taking.own"))
        return lines

    def _set(self, visit: Visit) -> list[Reply]:
        role = role_named(visit.about[-1])
        return self._change(visit, lambda member: self._granted(visit, member, role))

    def _renew(self, visit: Visit) -> list[Reply]:
        return self._change(visit, lambda member: self._granted(visit, member, member.role))

    def _granted(self, visit: Visit, member: Member, role: Role) -> Member:
        """Give a member a role anew; raises NotAllowed for the admin's own."""
        if member.person == visit.incoming.person:
            raise NotAllowed("own_role", "nobody gives themselves a role")
        return self._records.roles.grant(member.person, member.name, role, member.collection)

    def _ask_to_take(self, visit: Visit) -> list[Reply]:
        """Ask whether a role is to be taken away."""
        member = self._member(visit)
        if member is None:
            return [plain(visit.language, "refused.unknown_person", self._texts)]
        if member.collection not in self._managed(visit):
            return [plain(visit.language, "refused.other_collection", self._texts)]
        lines = self._about(visit, member)
        reply = titled(visit.language, "taking.sure", lines, self._texts)
        take = self._button(visit, "people.take", "", *self._named(member))
        return [self._shown(visit, reply, [[take], [self._back(visit)]])]

    def _take(self, visit: Visit) -> list[Reply]:
        def removed(member: Member) -> str:
            called = self._called(visit, member)
            self._records.roles.remove(member.person, member.collection)
            return self._get(visit, "people.removed", name=called)

        return self._change(visit, removed)

    def _change(self, visit: Visit, change: Callable[[Member], Member | str]) -> list[Reply]:
        """Change what a member may do."""
        member = self._member(visit)
        if member is None:
            return [plain(visit.language, "refused.unknown_person", self._texts)]

        return self._done(visit, lambda: change(member), member.collection)

    def _done(self, visit: Visit, act: Callable[[], Member | str], collection: str) -> list[Reply]:
        """Do it if this admin manages that collection, and say what was done or why not."""
        if collection not in self._managed(visit):
            return [plain(visit.language, "refused.other_collection", self._texts)]
        try:
            made = act()
        except NotAllowed as error:
            return [plain(visit.language, f"refused.{error.why}", self._texts)]
        said = made if isinstance(made, str) else self._line(visit, made)
        reply = titled(visit.language, "people.done", [said], self._texts)
        return [self._shown(visit, reply, [[self._back(visit)]])]

    def _back(self, visit: Visit) -> Button:
        label = self._get(visit, "people.back")
        return Button(label, action=Action("people.list", life=Life.STAYS))

    def _shown(self, visit: Visit, reply: Reply, rows: Sequence[Sequence[Button]]) -> Reply:
        """The reply with its buttons, in the place of the message whose button was pressed."""
        pressed = visit.incoming.action is not None
        return replace(reply, buttons=tuple(map(tuple, rows)), replaces=pressed)

    def _managed(self, visit: Visit) -> set[str]:
        """The collections whose people this admin manages."""
        roles, person = self._records.roles, visit.incoming.person
        everywhere = {OPEN, *(member.collection for member in roles.members())}
        if roles.of(person) is Role.ADMIN:
            return everywhere
        return {each for each in everywhere if roles.of(person, each) is Role.ADMIN}

    def _member(self, visit: Visit) -> Member | None:
        """The member that a button is about; people stand in buttons under a pseudonym."""
        known_as, collection = visit.about[:2]
        return next(
            (
                member
                for member in self._records.roles.members()
                if self._named(member) == (known_as, collection)
            ),
            None,
        )

    def _named(self, member: Member) -> tuple[str, str]:
        return self._records.identity.pseudonym(member.person), member.collection

    def _line(self, visit: Visit, member: Member, alike: frozenset[str] | None = None) -> str:
        """What a member may do; `alike`: names of several people, looked up when not given."""
        ended = member.expires_at <= self._records.clock()
        return self._get(
            visit,
            "people.ended" if ended else "people.member",
            name=self._called(visit, member, alike),
            role=self._role(visit, member.role),
            collection=member.collection,
            until=day(member.expires_at),
        )

    def _called(self, visit: Visit, member: Member, alike: frozenset[str] | None = None) -> str:
        """A member's name, with the end of their number when others are called so too."""
        if alike is None:
            alike = shared_names(self._records.roles.members())
        if member.name.casefold() not in alike:
            return member.name
        return self._get(visit, "namesake.name", name=member.name, tail=member.person[-_TAIL:])

    def _member_button(self, visit: Visit, member: Member, alike: frozenset[str]) -> Button:
        label = self._get(
            visit,
            "namesake.show_button",
            name=self._called(visit, member, alike),
            role=self._role(visit, member.role),
            collection=member.collection,
        )
        return Button(label, action=Action("people.show", self._named(member), Life.STAYS))

    def _role(self, visit: Visit, role: Role) -> str:
        return self._get(visit, f"role.{role.word}")

    def _button(self, visit: Visit, action: str, name: str, *about: str) -> Button:
        last = about[-1]  # of a role the collection, of a request the code
        label = self._get(
            visit, f"{action}_button", name=name, collection=last, tail=last[-_TAIL:]
        )
        return Button(label, action=Action(action, about, _LIVES.get(action, Life.CHANGES)))

    def _get(self, visit: Visit, text: str, /, **values: object) -> str:
        return self._texts.get(visit.language, text, **values)


_ANSWERS: Final = ("approve", "refuse")
_CHANGES: Final = ("renew", "remove")
# A list may be used again and again; what it may do is looked up at each press.
_LIVES: Final = {"people.invite": Life.STAYS}


def shared_names(members: Sequence[Member]) -> frozenset[str]:
    """Return the names, case folded, that more than one person has."""
    names = Counter(name for name, _ in {(m.name.casefold(), m.person) for m in members})
    return frozenset(name for name, people in names.items() if people > 1)
