"""What a button does, kept until it is pressed: its message holds a random key to a sealed row.

A row is bound to the person and the chat that the keyboard was sent to, so a forged key, a
stranger's or one from a forwarded message finds nothing. It holds all buttons of one message.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.reply import Action, Life
from bot.state import seal
from bot.state.identity import Identity
from bot.state.people import People
from bot.state.terms import DAY_SECONDS, YEAR_SECONDS

DOUBLE_TAP_SECONDS: Final = 3.0
_DATA: Final = re.compile(r"([A-Za-z0-9_-]{22})\.(0|[1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class Owner:
    """To whom a keyboard was sent, and where: opaque keys of a channel ("telegram:12")."""

    person: str
    chat: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button that still works; `again`: it was just pressed, so nothing is due."""

    action: Action
    again: bool = False


class Buttons:
    """The table `buttons` of people.db, for the thread that opened `people`."""

    def __init__(
        self,
        people: People,
        identity: Identity,
        kept_seconds: float = DAY_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`kept_seconds`: how long a button works that only shows something."""
        self._people = people
        self._identity = identity
        self._clock = clock
        self._lasts = {
            Life.SHOWS: kept_seconds,
            Life.CHANGES: DAY_SECONDS,
            Life.STAYS: YEAR_SECONDS,
        }

    def keep(self, owner: Owner, actions: Sequence[Action]) -> dict[Action, str]:
        """Return what the button of each action carries, at most 25 bytes.

        An action whose life is over at once is left out: then there is to be no button.
        """
        lasting = [action for action in actions if self._lasts[action.life] > 0]
        if not lasting:
            return {}
        key, now = seal.new_key(), self._clock()
        row = (
            seal.row_id(key, (owner.person, owner.chat)),
            self._identity.pseudonym(owner.person),
            seal.seal(key, [[a.name, a.life.value, *a.about] for a in lasting]),
            now,
            now + max(self._lasts[action.life] for action in lasting),
        )
        with self._people.writing() as connection:
            connection.execute(
                "INSERT INTO buttons (id, person, sealed, made_at, ends_at)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
        return {action: f"{key}.{number}" for number, action in enumerate(lasting)}

    def known(self, owner: Owner, data: str) -> bool:
        """Tell whether a press would do something, or just did; changes nothing."""
        found = self._found(owner, data)
        return found is not None and not (found.is_spent and not self._is_double(found))

    def press(self, owner: Owner, data: str, update: int) -> Press | None:
        """Return what a press does, and note it; None: the button has expired, or never was.

        The same `update` may come again, after a crash, and then does the same.
        """
        found = self._found(owner, data)
        if found is None:
            return None
        if found.last is not None and found.last[0] != update:
            if self._is_double(found):
                return Press(found.action, again=True)
            if found.is_spent:
                return None
        presses = found.presses | {found.number: (update, self._clock())}
        with self._people.writing() as connection:
            connection.execute(
                "UPDATE buttons SET pressed = ? WHERE id = ?", (json.dumps(presses), found.row)
            )
        return Press(found.action)

    def _is_double(self, found: "_Found") -> bool:
        """Whether the button was pressed a moment ago."""
        return found.last is not None and self._clock() - found.last[1] < DOUBLE_TAP_SECONDS

    def _found(self, owner: Owner, data: str) -> "_Found | None":
        """The button that a press carries the key of, while it works."""
        written = _DATA.fullmatch(data)
        if written is None:
            return None
        key, number = written[1], int(written[2])
        row = seal.row_id(key, (owner.person, owner.chat))
        rows = self._people.rows("SELECT sealed, made_at, pressed FROM buttons WHERE id = ?", row)
        kept = rows[0] if rows else (b"", 0, "{}")
        said: Any = seal.unseal(key, kept[0])
        if said is None or number >= len(said):
            return None
        name, life, *about = said[number]
        action = Action(name, tuple(about), Life(life))
        if self._clock() >= kept[1] + self._lasts[action.life]:
            return None
        presses = {n: (int(update), float(at)) for n, (update, at) in json.loads(kept[2]).items()}
        return _Found(row, str(number), action, presses)


@dataclass(frozen=True, slots=True)
class _Found:
    """A button, its row, and which update pressed each button of the row last, and when."""

    row: bytes
    number: str
    action: Action
    presses: dict[str, tuple[int, float]]

    @property
    def last(self) -> tuple[int, float] | None:
        """The last press of this button."""
        return self.presses.get(self.number)

    @property
    def is_spent(self) -> bool:
        """Whether it was pressed and works only once."""
        return self.action.life is Life.CHANGES and self.last is not None
