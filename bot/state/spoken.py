"""Which language was spoken last in a chat: in memory alone, so until a restart."""

from collections import OrderedDict
from typing import Final

from bot.answering.model import Language

_MAX_CHATS: Final = 1_000  # the others' journal tells it


class Spoken:
    """The languages of the chats that were heard last."""

    def __init__(self) -> None:
        self._spoken: OrderedDict[str, Language] = OrderedDict()

    def of(self, chat: str) -> Language | None:
        """Return what was spoken last; None for a chat that was not heard."""
        return self._spoken.get(chat)

    def note(self, chat: str, language: Language) -> None:
        """Note what is spoken in a chat from now on."""
        self._spoken[chat] = language
        self._spoken.move_to_end(chat)
        if len(self._spoken) > _MAX_CHATS:
            self._spoken.popitem(last=False)

    def forget(self, chat: str) -> None:
        """Let go of what was noted of a chat."""
        self._spoken.pop(chat, None)
