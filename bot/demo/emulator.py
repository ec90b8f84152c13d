"""The emulator as a whole: start it, point a bot at it, play a person, read what broke a rule."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

from bot.demo.faults import Fault
from bot.demo.messages import Message
from bot.demo.people import Person
from bot.demo.server import Server
from bot.demo.world import Call, Phase, World
from knowledge.errors import SettingsError

TOKEN: Final = "7000000001:demo-token-for-the-emulator-only"  # noqa: S105 (opens nothing)


class Emulator:
    """A strict Bot API on loopback, in threads of its own; `with Emulator() as emulator: …`.

    Port 0 takes a free one. `clock` counts seconds and decides when a press is too late. Raises
    SettingsError when the port cannot be had.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = TOKEN
        self._host = host
        self._world = World(TOKEN, clock)
        try:
            self._server = Server(host, port, self._world)
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"port {port} on {host} cannot be used ({getattr(error, 'strerror', error)}); "
                "choose another port, or 0 for a free one"
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; calls that wait end."""
        self._world.updates.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def page_url(self) -> str:
        """The address of the chat page."""
        return f"http://{self._host}:{self._server.port}/"

    @property
    def api_base_url(self) -> str:
        """What to set as TELEGRAM_API_BASE_URL: without "/bot" and without a slash at the end."""
        return f"http://{self._host}:{self._server.port}"

    @property
    def violations(self) -> tuple[str, ...]:
        """Broken rules that Telegram would pass over in silence."""
        return self._world.violations

    def tells_of_joining(self, joined: Callable[[int, str, str], None]) -> None:
        """Have `joined` called with id, name and wanted role of who joins by the page."""
        self._world.tell_of_joining(
            lambda person, role: joined(person.id, person.first_name, role)
        )

    def stops(self) -> None:
        """Have the page say that the bot takes no more questions."""
        self._world.enter(Phase.STOPPING)

    @property
    def chats(self) -> list[list[Message]]:
        """The messages of each chat as they are now."""
        with self._world.changed:
            return [list(chat.messages.values()) for chat in self._world.chats.values()]

    @property
    def calls(self) -> list[Call]:
        """All calls until now, in order, polls included."""
        with self._world.changed:
            return list(self._world.calls)

    def person(
        self,
        name: str = "Sanne",
        language_code: str | None = "nl",
        username: str | None = None,
    ) -> Person:
        """Let somebody join and return their side of the chat."""
        return Person(self._world, self._world.person(name, language_code, username))

    @property
    def pending(self) -> int:
        """How many updates the bot has not taken in yet."""
        return self._world.updates.pending

    def group_named(self, title: str) -> int:
        """Return the id of a group; KeyError when there is none of that name."""
        with self._world.changed:
            groups = (chat.group for chat in self._world.chats.values() if chat.group)
            return {group.title: group.id for group in groups}[title]

    def plays(self, fault: Fault) -> None:
        """Let the next calls of a method meet trouble."""
        self._world.faults.add(fault)

    def delivers(self, kind: str, body: Any) -> int | None:
        """Queue any update, well-formed or not; None: the bot did not ask for this kind."""
        return self._world.updates.add(kind, body)

    def sends_to(self, webhook: str) -> None:
        """Have updates sent to an address where nobody listens, so that they wait."""
        self._world.webhook = webhook

    def skips_update_ids(self, distance: int) -> None:
        """Let update ids jump, as they do after a quiet week."""
        self._world.updates.jump(distance)
