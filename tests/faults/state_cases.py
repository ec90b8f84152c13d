"""What people.db promises, killed while updates are stored, begun, answered and wiped."""

import os
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.state.inbox import Inbox, UpdateKey
from tests.support.kills import Acknowledge

BOT: Final = 1
UPDATES: Final = range(40, 46)
WORDS: Final = "kanarievraag"
SENT: Final = "telegram"  # what has reached the chat, an update a line


class Answering:
    """Updates that come in, are acknowledged to Telegram, and are answered in order."""

    name = "answer"

    def begin(self, folder: Path) -> None:
        inbox = Inbox(folder)
        inbox.store(UpdateKey(BOT, 1), "telegram:5", "{}")
        inbox.finish(UpdateKey(BOT, 1))
        inbox.close()

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        """As the receiver and the handler do it; Telegram repeats what was not acknowledged."""
        with closing(Inbox(folder)) as inbox:
            inbox.count_broken_try()
            for number in UPDATES:
                inbox.store(UpdateKey(BOT, number), "telegram:5", f"{WORDS} {number}")
                acknowledge(f"{number}")
            for waiting in inbox.waiting(BOT):
                inbox.begin(waiting.key)
                inbox.end_try(waiting.key)
                if not inbox.sent(waiting.key):
                    _send(folder, waiting.key.update_id)
                    inbox.note_sent(waiting.key)
                inbox.finish(waiting.key)

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        sent = _sent(folder)
        with closing(Inbox(folder)) as inbox:
            waiting = {each.key.update_id for each in inbox.waiting(BOT)}
        stored = _stored(folder)
        faults = [
            f"{number} was acknowledged and is lost"
            for number in map(int, acknowledged)
            if number not in stored
        ]
        faults += [f"{n} is done and was not answered" for n in stored - waiting - {1} - {*sent}]
        faults += [f"{number} was answered twice" for number, n in sent.items() if n > 1]
        return [*faults, *_damaged(folder)]

    def completed(self, folder: Path) -> list[str]:
        sent = _sent(folder)
        with closing(Inbox(folder)) as inbox:
            faults = [f"{each.key.update_id} still waits" for each in inbox.waiting(BOT)]
        faults += [f"{number} was never answered" for number in {*UPDATES} - {*sent}]
        # A kill between sending and marking: the one gap that TRUST allows (I7).
        if sent.total() > len(UPDATES) + 1:
            faults.append(f"{sent.total()} answers to {len(UPDATES)} updates")
        if WORDS.encode() in b"".join(path.read_bytes() for path in folder.glob("people*")):
            faults.append("words stay in the file")
        return [*faults, *_damaged(folder)]


def _send(folder: Path, number: int) -> None:
    """A message that has left; what happens to this process cannot call it back."""
    place = os.open(folder / SENT, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(place, f"{number}\n".encode())
    os.close(place)


def _sent(folder: Path) -> Counter[int]:
    path = folder / SENT
    return Counter(map(int, path.read_text().split())) if path.exists() else Counter()


def _stored(folder: Path) -> set[int]:
    with closing(sqlite3.connect(folder / "people.db")) as database:
        return {number for (number,) in database.execute("SELECT update_id FROM inbox")}


def _damaged(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "people.db")) as database:
        told = database.execute("PRAGMA integrity_check").fetchall()
    return [] if told == [("ok",)] else [f"people.db: {told}"]
