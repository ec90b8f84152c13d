"""What `run` and `demo` share: the Telegram face, joined with the library in one worker thread."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self

from bot.cli.progress import embedding
from bot.conversation.information import DUTIES
from bot.following import Following
from bot.proposals import farewells
from bot.settings import Settings
from bot.state.records import Records
from bot.state.retention import Retention
from bot.state.roles import role_named
from bot.telegram.application import Setup
from bot.telegram.application import run as run_telegram
from bot.telegram.profile import Wording
from bot.texts import Texts
from bot.texts import load as load_texts
from bot.weekly import Weekly
from bot.wiring import ReadingRoom, assemble, open_records

_COMMANDS: Final = (
    *("start", "help", "bronnen", "taal", "feedback"),
    *("privacy", "mijngegevens", "vergeetmij"),
)
_GROUP_COMMANDS: Final = ("help",)
_DUTIES: Final = tuple(name.removeprefix("/") for name in DUTIES)


class Face:
    """The bot in Telegram (or in the demo), from opening the library to closing it."""

    def __init__(self, settings: Settings, folder: Path, *, at_once: bool = False) -> None:
        """Open all in the worker thread, which alone may use it.

        `folder` keeps people.db, and is held by the caller. `at_once`: what is not indexed yet is
        indexed while the bot serves, between questions.
        """
        self._folder = folder
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="room")

        def open_all() -> ReadingRoom:
            room = assemble(settings, folder)
            return room if at_once else room.ready(embedding())

        self._records = self._worker.submit(open_records, settings, folder).result()
        self._room = self._worker.submit(open_all).result()
        self._conversation = self._room.conversation(self._records)
        texts = load_texts()
        retention = Retention(self._records, farewells(self._records, texts))
        weekly = Weekly(self._records, texts)
        jobs = (retention.tick, weekly.tick, self._expect, self._room.catch_up)
        self._following = Following(self._worker, jobs)

    def _expect(self) -> None:
        """Have ready what people may see; a role that was just given is known here."""
        self._room.expect(self._records.roles.views())

    def access(self) -> str:
        """Return a line about who may ask, and what is to be done about it."""
        return self._worker.submit(access, self._records, self._folder).result()

    def lends(self, person: int, name: str, role: str) -> None:
        """Give somebody on the demo page the role that they try out; "" gives none."""
        if role:
            grant = self._records.roles.grant
            self._worker.submit(grant, f"telegram:{person}", name, role_named(role)).result()

    def serve(
        self, token: str, base_url: str, stopping: Callable[[], None] = lambda: None
    ) -> None:
        """Serve until a signal, which is said and calls `stopping`; then finish what is begun."""

        def said() -> None:
            print("Stopping: what was asked is answered first …", file=sys.stderr, flush=True)
            stopping()

        run_telegram(
            Setup(
                token=token,
                conversation=self._conversation,
                worker=self._worker,
                folder=self._folder,
                wording=wording(load_texts()),
                identity=self._records.identity,
                base_url=base_url,
                rules=self._records.rules,
                stopping=said,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close all in its own thread."""
        self._following.end()
        self._worker.submit(self._room.close).result()
        self._worker.submit(self._records.close).result()
        self._worker.shutdown()


def access(records: Records, folder: Path) -> str:
    """Return a line about who may ask, under the settings and roles of now."""
    if records.rules.access == "open":
        return "Access is open: everyone who finds the bot can ask it questions."
    if records.roles.admins():
        return "Access is by invitation: vrijwijzer people list"
    invite = f"vrijwijzer people invite --admin --data {folder}"
    return f"Nobody can let people in yet; begin with: {invite}"


def wording(texts: Texts) -> Wording:
    """Return what Telegram shows outside the answers, from the catalogues; Dutch by default."""
    by_code = {"": "nl", "nl": "nl", "en": "en"}

    def listed(names: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        return {
            code: [(name, texts.get(language, f"profile.command_{name}")) for name in names]
            for code, language in by_code.items()
        }

    def said(name: str) -> dict[str, str]:
        return {code: texts.get(language, name) for code, language in by_code.items()}

    return Wording(
        commands=listed(_COMMANDS),
        descriptions=said("profile.description"),
        expired=texts.get("nl", "error.expired"),
        failed=texts.get("nl", "error.unavailable", code="{code}"),
        asked_at=texts.get("nl", "late.asked_at", time="{time}"),
        too_late=texts.get("nl", "late.too_late"),
        ask_again=texts.get("nl", "late.ask_again"),
        leaving=texts.get("nl", "group.leaving", group="{group}"),
        group_commands=listed(_GROUP_COMMANDS),
        lines=said("profile.line"),
        busy=texts.get("nl", "limit.queue"),
        duties=listed(_DUTIES),
    )
