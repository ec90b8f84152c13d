"""Who may decide on a document that was sent: who sent it, and who has a role where it goes."""

from collections.abc import Sequence

from bot.conversation.desk import Visit
from bot.intake import Intake
from bot.state.drafts import Draft, Drafts, Stage
from bot.state.records import Records
from bot.state.roles import OPEN, Role
from knowledge.model import Source


class Deciding:
    """Asks roles and drafts what a person may do."""

    def __init__(self, intake: Intake, drafts: Drafts, records: Records) -> None:
        self._intake = intake
        self._drafts = drafts
        self._records = records

    def may(self, visit: Visit, role: Role, collection: str = OPEN) -> bool:
        """Tell whether a person has this role, or a higher one, in a collection."""
        incoming = visit.incoming
        own = self._records.roles.of(incoming.person, collection, incoming.chat)
        return own is not None and own >= role

    def may_all(self, visit: Visit, role: Role, sources: Sequence[Source]) -> bool:
        """Tell whether a person has this role wherever these sources come, and are now."""
        comes = {source.metadata.collection for source in sources}
        now = {self._intake.there(source.id) for source in sources}
        return all(self.may(visit, role, each) for each in comes | now if each is not None)

    def decided(self, visit: Visit) -> Draft | None:
        """Return the draft that a press is about, if this person may decide on it."""
        draft = self._drafts.find(int(visit.about[0]))
        is_own = draft is not None and draft.person == self._records.identity.pseudonym(
            visit.incoming.person
        )
        return draft if is_own or self.may(visit, Role.MODERATOR) else None

    def changeable(self, visit: Visit) -> Draft | None:
        """Return that draft, if this person may change it; a proposed one: moderators."""
        draft = self.decided(visit)
        if draft is None or draft.stage is Stage.ADDED:
            return None
        may = draft.stage is Stage.SHOWN or self.may(visit, Role.MODERATOR)
        return draft if may else None
