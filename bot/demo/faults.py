"""The trouble that the emulator can play: what a bot meets in a bad hour, on command."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from bot.demo.refusals import Refused, conflict


class Trouble(Enum):
    """What goes wrong."""

    FLOOD = auto()  # 429; `seconds` is its retry_after
    SERVER_ERROR = auto()  # 500
    BAD_GATEWAY = auto()  # 502, with a page instead of JSON
    BLOCKED = auto()  # 403
    REVOKED = auto()  # 401, as after a new token at BotFather
    CONFLICT = auto()  # 409
    DROPPED_BEFORE = auto()  # the connection ends and nothing has happened
    DROPPED_AFTER = auto()  # the connection ends although it has happened
    SLOW = auto()  # the answer comes after `seconds`
    TWICE = auto()  # getUpdates: every update stands twice in the batch


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble for the next `times` calls of one method."""

    method: str
    trouble: Trouble
    times: int = 1
    seconds: float = 1

    def refusal(self) -> Refused | None:
        """Return what Telegram would say; None when it would say nothing."""
        wait = int(self.seconds)
        match self.trouble:
            case Trouble.FLOOD:
                refusal = Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
            case Trouble.SERVER_ERROR:
                refusal = Refused(500, "Internal Server Error")
            case Trouble.BAD_GATEWAY:
                refusal = Refused(502, "Bad Gateway")
            case Trouble.BLOCKED:
                refusal = Refused(403, "Forbidden: bot was blocked by the user")
            case Trouble.REVOKED:
                refusal = Refused(401, "Unauthorized")
            case Trouble.CONFLICT:
                refusal = conflict()
            case Trouble.DROPPED_BEFORE | Trouble.DROPPED_AFTER | Trouble.SLOW | Trouble.TWICE:
                return None
            case _:
                assert_never(self.trouble)
        return refusal


class Faults:
    """The faults that still have to be played, first come first served."""

    def __init__(self) -> None:
        self._left: list[tuple[Fault, int]] = []

    def add(self, fault: Fault) -> None:
        """Play this one too."""
        self._left.append((fault, fault.times))

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, and count it."""
        for place, (fault, times) in enumerate(self._left):
            if fault.method.lower() == method.lower():
                if times > 1:
                    self._left[place] = (fault, times - 1)
                else:
                    del self._left[place]
                return fault
        return None
