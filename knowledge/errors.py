"""The errors that a person can meet, each with its exit status.

::

    VrijwijzerError          what · where · remedy
    ├ SourceRefused          a file, page or its front matter; all faults as file:line          1
    ├ ModelMissing           no embedding model; names the command that makes it                1
    ├ Unavailable            no answer can be made now; the user reads "try later"              1
    ├ NotAllowed             an invitation, a role or a person that the rules refuse            1
    ├ SettingsError          wrong or missing settings, all of them                             2
    ├ DataFolderInUse        another process writes in this data folder                        73
    ├ TokenInUse             another poller has this token                                     75
    └ TokenRefused           Telegram refuses the token                                        78

Not errors: an answer that declines, and a stale or damaged index (it is rebuilt).
"""

from enum import StrEnum
from typing import ClassVar


class VrijwijzerError(Exception):
    """One line that says what is wrong, where, and what to do."""

    exit_status: ClassVar[int] = 1


class Refusal(StrEnum):
    """Why a file is refused, where whoever sent it in a chat can do something about it.

    Each has a text in every catalogue.
    """

    LOCKED = "locked"  # with a password
    SCAN = "scan"  # pictures of text
    EMPTY = "empty"
    BROKEN = "broken"
    MACROS = "macros"
    TOO_LONG = "too_long"
    NO_TITLE = "no_title"
    OTHER_KIND = "other_kind"  # than its name says


class SourceRefused(VrijwijzerError):
    """A file, page or front matter that cannot become a source; `why`, where that is known."""

    def __init__(self, message: str, why: Refusal | None = None) -> None:
        super().__init__(message)
        self.why = why


class ModelMissing(VrijwijzerError):
    """There is no embedding model; the message names the way to get one."""


class Unavailable(VrijwijzerError):
    """No answer can be made now."""


class NotAllowed(VrijwijzerError):
    """What the rules about people refuse; `why` names the text that a person in the chat reads."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why


class SettingsError(VrijwijzerError):
    """Settings that are wrong or missing, all of them in one message."""

    exit_status: ClassVar[int] = 2


class DataFolderInUse(VrijwijzerError):
    """Another bot runs on this data folder."""

    exit_status: ClassVar[int] = 73


class TokenInUse(VrijwijzerError):
    """Another poller uses this token."""

    exit_status: ClassVar[int] = 75


class TokenRefused(VrijwijzerError):
    """Telegram refuses the token."""

    exit_status: ClassVar[int] = 78
