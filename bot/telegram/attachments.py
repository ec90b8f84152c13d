"""A file that somebody sent: its name and size at once, its content only when it is asked for."""

import asyncio
from concurrent.futures import TimeoutError as TooSlow
from typing import Final

from telegram import Document, Message
from telegram.error import TelegramError

from bot.reply import Attachment
from knowledge.errors import Unavailable

FETCH_SECONDS: Final = 60.0


def attached(message: Message) -> Attachment | None:
    """Return the document of a message; None without one. Call it in the event loop."""
    document = message.document
    if document is None:
        return None
    loop = asyncio.get_running_loop()

    def read() -> bytes:
        fetching = asyncio.run_coroutine_threadsafe(_content(document), loop)
        try:
            return fetching.result(FETCH_SECONDS)
        except (TelegramError, TooSlow) as error:
            fetching.cancel()
            raise Unavailable("the file could not be fetched from Telegram") from error

    return Attachment(document.file_name or "", document.file_size or 0, read)


async def _content(document: Document) -> bytes:
    file = await document.get_file()
    return bytes(await file.download_as_bytearray())
