"""Which draft somebody is changing: the one they chose, else the one they sent last.

What was chosen is kept in memory, under pseudonyms, until the next choice of anybody finds the
draft gone.
"""

from bot.reply import Incoming
from bot.state.drafts import Draft, Drafts, Stage
from bot.state.identity import Identity
from knowledge import dates


class Changing:
    """What each person chose to change, for the thread that opened the drafts."""

    def __init__(self, drafts: Drafts, identity: Identity) -> None:
        self._drafts = drafts
        self._pseudonym = identity.pseudonym
        self._chosen: dict[str, int] = {}

    def choose(self, person: str, number: int) -> None:
        """Note that this person changes this draft; choices of which the draft is gone go."""
        self._chosen = {who: chosen for who, chosen in self._chosen.items() if self._open(chosen)}
        self._chosen[self._pseudonym(person)] = number

    def leave(self, person: str) -> None:
        """Note that this person changes nothing any more."""
        self._chosen.pop(self._pseudonym(person), None)

    def meant(self, person: str) -> Draft | None:
        """Return the draft that this person chose, None when it is gone; else the one sent last."""
        number = self._chosen.get(self._pseudonym(person))
        return self._drafts.latest(person) if number is None else self._open(number)

    def command(self, incoming: Incoming) -> str | None:
        """Return the command that a text stands for: of what was chosen, a bare date."""
        text = incoming.text.strip()
        number = self._chosen.get(self._pseudonym(incoming.person))
        is_date = dates.is_iso(text) or dates.parse(text) is not None
        return f"/datum {text}" if is_date and number and self._open(number) else None

    def _open(self, number: int) -> Draft | None:
        """The draft, unless it is gone or a source by now."""
        draft = self._drafts.find(number)
        return draft if draft and draft.stage is not Stage.ADDED else None
