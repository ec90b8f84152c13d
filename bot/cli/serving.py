"""What `run` and `demo` share: the Telegram face, joined with the library in one worker thread."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

from bot.cli.progress import embedding
from bot.settings import Settings
from bot.telegram.application import Setup
from bot.telegram.application import run as run_telegram
from bot.telegram.profile import Wording
from bot.texts import Texts
from bot.texts import load as load_texts
from bot.wiring import Advisor, assemble

_EVERY: Final = 10.0  # seconds between two looks whether the library has changed
_COMMANDS: Final = {
    "start": "start",
    "help": "help",
    "bronnen": "sources",
    "privacy": "privacy",
}


class Face:
    """The bot in Telegram (or in the demo), from opening the library to closing it."""

    def __init__(self, settings: Settings, *, at_once: bool = False) -> None:
        """Open the library and the model in the worker thread, which alone may use them.

        `at_once`: what is not indexed yet is indexed while the bot serves, between questions.
        """
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")

        def open_all() -> Advisor:
            advisor = assemble(settings)
            return advisor if at_once else advisor.ready(embedding())

        self._advisor = self._worker.submit(open_all).result()
        self._conversation = self._advisor.conversation()
        self._ended = Event()
        self._following = Thread(target=self._follow, name="follow", daemon=True)
        self._following.start()

    def _follow(self) -> None:
        """Keep the index up with the library, a slice between two questions."""
        while not self._ended.is_set():
            if self._worker.submit(self._advisor.catch_up).result():
                self._ended.wait(_EVERY)

    def serve(self, token: str, base_url: str, folder: Path) -> None:
        """Serve until stopped; `folder` keeps the inbox and is held by the caller."""
        run_telegram(
            Setup(
                token=token,
                conversation=self._conversation,
                worker=self._worker,
                folder=folder,
                wording=wording(load_texts()),
                base_url=base_url,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the library in its own thread."""
        self._ended.set()
        self._following.join()
        self._worker.submit(self._advisor.close).result()
        self._worker.shutdown()


def wording(texts: Texts) -> Wording:
    """Return what Telegram shows outside the answers, from the catalogues; Dutch by default."""
    by_code = {"": "nl", "nl": "nl", "en": "en"}
    return Wording(
        commands={
            code: [
                (name, texts.get(language, f"profile.command_{key}"))
                for name, key in _COMMANDS.items()
            ]
            for code, language in by_code.items()
        },
        descriptions={
            code: texts.get(language, "profile.description") for code, language in by_code.items()
        },
        expired=texts.get("nl", "error.expired"),
        failed=texts.get("nl", "error.unavailable", code="{code}"),
    )
