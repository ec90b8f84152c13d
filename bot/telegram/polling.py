"""What we want of python-telegram-bot's HTTP side: no words in its log, and polling that goes on.

Stock polling ends without a word when the token is revoked, and fetches the same batch for ever
when one update in it cannot be read.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from telegram import Update
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.logs import where

log = logging.getLogger(__name__)

_REFUSED: Final = (401, 404)
_OK: Final = 200
# A flood comes one by one, and a poll costs us more than what it brings. So what a flood goes on
# with is fetched together; another person's message may wait as long.
FLOOD_SECONDS: Final = 0.01


class QuietRequest(HTTPXRequest):
    """Calls Telegram; an unreadable answer, which may hold words of people, is not logged."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer. Raises TelegramError, without the answer, when it is not JSON."""
        try:
            return dict(json.loads(payload.decode("utf-8", "replace")))
        except (ValueError, TypeError):
            raise TelegramError("an answer of Telegram was not JSON") from None


class PollRefused(TelegramError):
    """Telegram refuses the token in a poll. Unlike InvalidToken it reaches the error callback."""


class PollingRequest(QuietRequest):
    """Fetches updates. Raises PollRefused at a 401 or 404; empties updates that are unreadable.

    A poll acknowledges what the one before it brought; so each begins with `keep`.
    """

    def __init__(
        self,
        keep: Callable[[], Awaitable[None]],
        lets_go: Callable[[Mapping[str, Any]], bool],
        **settings: Any,
    ) -> None:
        """`keep` stores what was fetched; what it raises is raised instead of polling.

        `lets_go` tells of which updates, as Telegram sent them, nothing is to come: they are
        emptied too, as reading them costs more than all that follows.
        """
        super().__init__(**settings)
        self._keep = keep
        self._lets_go = lets_go
        self._pause = 0.0  # before the next poll

    async def do_request(  # noqa: PLR0913, PLR0917 (the library's signature)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body, the body with readable updates only."""
        await self._keep()
        await asyncio.sleep(self._pause)
        code, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if code in _REFUSED:
            raise PollRefused(f"status {code}")
        return code, self._readable(payload) if code == _OK else payload

    def _readable(self, payload: bytes) -> bytes:
        """An answer to getUpdates, of each update that is not to be read only its number."""
        answer = QuietRequest.parse_json_payload(payload)
        updates = answer.get("result")
        if not isinstance(updates, list):
            return payload
        kept = [update if self._is_to_be_read(update) else _emptied(update) for update in updates]
        self._pause = 0.0 if kept == updates else FLOOD_SECONDS
        if kept == updates:
            return payload
        answer["result"] = kept
        return json.dumps(answer).encode()

    def _is_to_be_read(self, update: dict[str, Any]) -> bool:
        """Whether somebody may get an answer to it, and it can be read."""
        try:
            if self._lets_go(update):
                return False
            Update.de_json(update, None)
        except Exception as error:  # noqa: BLE001 (whatever it is, polling must go on)
            log.error("update %s cannot be read: %s", update["update_id"], where(error))  # noqa: TRY400 (no traceback)
            return False
        return True


def _emptied(update: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": update["update_id"]}
