"""Joins the Telegram face: builds python-telegram-bot's Application, runs it, and ends it well."""

import asyncio
import os
import re
import signal
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    Defaults,
    MessageHandler,
    MessageReactionHandler,
    Updater,
    filters,
)

from bot.state.identity import Identity
from bot.state.limits import Crowd, Gate
from bot.state.records import Rules
from bot.state.threaded import FaceState
from bot.telegram.ending import Ending, token_refused
from bot.telegram.fetched import DurableQueue
from bot.telegram.handlers import Handlers, Means
from bot.telegram.inbox import ChatOrder
from bot.telegram.late import Latecomers
from bot.telegram.pace import Clock, Limiter
from bot.telegram.polling import PollingRequest, QuietRequest
from bot.telegram.profile import Wording
from bot.telegram.service import AnyApplication, Service
from bot.telegram.turns import Converses, Turns

# A call that times out may have been carried out, so it gets time to answer.
TIMEOUTS: Final = {"read_timeout": 15.0, "write_timeout": 15.0, "connect_timeout": 10.0}
_TOKEN: Final = re.compile(r"(\d+):[\w-]+")
_LOOPBACK: Final = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the face is made of. `worker` has one thread, in which the conversation runs.

    `base_url` has no slash at the end; `folder` is the data folder. `stopping` is called once a
    signal asks for the end, before what is under way is finished. `clock` is the pace's.
    """

    token: str = field(repr=False)
    conversation: Converses
    worker: Executor
    folder: Path
    wording: Wording
    identity: Identity
    rules: Rules
    base_url: str = "https://api.telegram.org"
    stopping: Callable[[], None] = lambda: None
    clock: Clock = field(default_factory=Clock)


def run(setup: Setup) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is under way, for at most 20 s.

    The caller holds the folder (`bot.state.lock`). Raises TokenRefused, TokenInUse.
    """
    asyncio.run(_serve_until_signalled(setup))


async def serve(setup: Setup, stop: asyncio.Event) -> None:
    """Serve until `stop` is set, then finish what is under way, for at most 20 s.

    Waits for the network as long as it takes. Raises TokenRefused, TokenInUse.
    """
    found = _TOKEN.fullmatch(setup.token)
    if not found:
        raise token_refused()
    state = FaceState(setup.folder, setup.identity, setup.rules)
    try:
        gate = Gate(setup.rules.budget)
        turns = Turns(setup.conversation, setup.worker, state, setup.wording)
        late = Latecomers(turns, state, setup.wording)
        handlers = Handlers(Means(turns, late, state, setup.wording))
        bot_id = int(found[1])
        queue = DurableQueue(state.inbox, bot_id, gate)
        crowd = Crowd(setup.rules.budget)
        order = ChatOrder(state.inbox, bot_id, handlers, queue, crowd)
        application = _build(setup, queue, order)
        _add_handlers(application, handlers)
        updater = cast("Updater", application.updater)  # there is one: we poll
        service = Service(application, updater, queue, order, state.notices)
        await service.serve(setup.wording, Ending(stop))
    finally:
        state.close()


def _build(setup: Setup, queue: DurableQueue, order: ChatOrder) -> AnyApplication:
    """The library's Application, with our own parts where it has a place for them."""
    # The library's new form of RetryAfter; with the old one each 429 is a deprecation warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # A proxy of the network is for Telegram, not for a server on this machine.
    on_this_machine = urlsplit(setup.base_url).hostname in _LOOPBACK
    settings: dict[str, Any] = {**TIMEOUTS, "httpx_kwargs": {"trust_env": not on_this_machine}}
    return (
        ApplicationBuilder()
        .token(setup.token)
        .base_url(f"{setup.base_url}/bot")
        .base_file_url(f"{setup.base_url}/file/bot")
        .request(QuietRequest(**settings))
        .get_updates_request(PollingRequest(queue.keep, queue.lets_go, **settings))
        .rate_limiter(Limiter(setup.clock))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .update_queue(queue)
        .concurrent_updates(order)
        .build()
    )


def _add_handlers(application: AnyApplication, handlers: Handlers) -> None:
    # The inbox has let through only what is for us.
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, handlers.on_message))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, handlers.on_edit))
    application.add_handler(CallbackQueryHandler(handlers.on_press))
    application.add_handler(MessageReactionHandler(handlers.on_reaction))
    application.add_handler(
        ChatMemberHandler(handlers.on_member, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_error_handler(handlers.on_error)


async def _serve_until_signalled(setup: Setup) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked() -> None:
        if not stop.is_set():
            setup.stopping()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # where the platform has none, Ctrl-C still ends it
            loop.add_signal_handler(number, asked)
    await serve(setup, stop)
