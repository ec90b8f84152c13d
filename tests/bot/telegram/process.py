"""A bot in a process of its own, for tests that end it: `process URL TOKEN FOLDER [hang]`."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot import logs
from bot.reply import Incoming
from bot.state.limits import Budget
from bot.state.lock import held
from bot.state.records import Rules
from bot.telegram.application import Setup, run
from knowledge.errors import VrijwijzerError
from tests.bot.telegram.running import IDENTITY, WORDING, Echo

ROOM = Budget(a_minute=10_000, waiting=10_000, waiting_each=1_000)  # a flood is no subject here


def main(url: str, token: str, folder: str, *, hangs: bool) -> int:
    """Say on standard output what is heard; with `hangs`, never answer it."""

    def before(incoming: Incoming) -> None:
        sys.stdout.write(f"{incoming.text}\n")
        sys.stdout.flush()
        if hangs:
            time.sleep(60)

    logs.set_up("INFO", (token,))
    with ThreadPoolExecutor(1) as worker:
        try:
            with held(Path(folder)):
                echo, rules = Echo(before=before), Rules(budget=ROOM)
                run(Setup(token, echo, worker, Path(folder), WORDING, IDENTITY, rules, url))
        except VrijwijzerError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4], hangs="hang" in sys.argv[4:]))
