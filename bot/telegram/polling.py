"""What we want of python-telegram-bot's HTTP side: no words in its log, and polling that goes on.

Stock polling ends without a word when the token is revoked, and fetches the same batch for ever
when one update in it cannot be read.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from telegram import Update
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.logs import where

log = logging.getLogger(__name__)

_REFUSED: Final = (401, 404)
_OK: Final = 200


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

    def __init__(self, keep: Callable[[], Awaitable[None]], **settings: Any) -> None:
        """`keep` stores what was fetched; what it raises is raised instead of polling."""
        super().__init__(**settings)
        self._keep = keep

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
        code, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if code in _REFUSED:
            raise PollRefused(f"status {code}")
        return code, readable(payload) if code == _OK else payload


def readable(payload: bytes) -> bytes:
    """Return an answer to getUpdates, of each unreadable update only its number."""
    answer = QuietRequest.parse_json_payload(payload)
    updates = answer.get("result")
    if not isinstance(updates, list):
        return payload
    faults = [_fault(update) for update in updates]
    if not any(faults):
        return payload
    log.error("Telegram sent updates that cannot be read: %s", "; ".join(filter(None, faults)))
    answer["result"] = [
        {"update_id": update["update_id"]} if fault else update
        for update, fault in zip(updates, faults, strict=True)
    ]
    return json.dumps(answer).encode()


def _fault(update: dict[str, Any]) -> str | None:
    """Why an update cannot be read; None when it can."""
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 (whatever it is, polling must go on)
        return f"{update['update_id']}: {where(error)}"
    return None
