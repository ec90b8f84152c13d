"""The inbox keeps what came in until it is answered, through kills, and no longer."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state import people
from bot.state.identity import Identity
from bot.state.inbox import MARK, Inbox, UpdateKey, at_work
from bot.state.records import Rules
from bot.state.threaded import FaceState
from knowledge.errors import Unavailable

BOT = 7


def key(update_id: int) -> UpdateKey:
    return UpdateKey(BOT, update_id)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    inbox = Inbox(tmp_path)
    yield inbox
    inbox.close()


def bodies(inbox: Inbox) -> list[str]:
    return [waiting.body for waiting in inbox.waiting(BOT)]


def test_what_is_stored_waits_in_the_order_of_storing(inbox: Inbox) -> None:
    for update_id in (30, 10, 20):
        assert inbox.store(key(update_id), "1", f"body {update_id}")

    assert bodies(inbox) == ["body 30", "body 10", "body 20"]


def test_a_repeated_update_is_known_while_it_waits_and_after(inbox: Inbox) -> None:
    assert inbox.store(key(1), "1", "body")
    assert not inbox.store(key(1), "1", "body")
    inbox.finish(key(1))

    assert not inbox.store(key(1), "1", "body")
    assert bodies(inbox) == []


def test_the_same_number_of_another_bot_is_another_update(inbox: Inbox) -> None:
    inbox.store(key(1), "1", "ours")

    assert inbox.store(UpdateKey(8, 1), "1", "theirs")
    assert bodies(inbox) == ["ours"]


def test_a_batch_is_stored_whole_or_not_at_all(inbox: Inbox) -> None:
    inbox.store(key(1), "1", "body")

    assert inbox.store_all([(key(2), "1", "b"), (key(1), "1", "a")]) == [True, False]
    with pytest.raises(OverflowError):
        inbox.store_all([(key(3), "1", "c"), (key(2**70), "1", "d")])
    assert bodies(inbox) == ["body", "b"]


def test_a_try_counts_that_the_process_did_not_survive(inbox: Inbox) -> None:
    inbox.store(key(1), "1", "body")
    for _ in range(3):
        assert inbox.begin(key(1))
        inbox.count_broken_try()  # at the next start
    inbox.count_broken_try()

    assert inbox.tries(key(1)) == 3


def test_the_mark_of_what_is_done_counts_for_nothing(inbox: Inbox) -> None:
    for number in (1, 2):
        inbox.store(key(number), "1", "body")
    inbox.begin(key(1))
    inbox.finish(key(1))
    inbox.count_broken_try()

    assert inbox.tries(key(1)) is None
    assert inbox.tries(key(2)) == 0


@pytest.mark.parametrize("left", [b"", b"\0" * 64, b"7", b"\xff 1", b"7 1 1"])
def test_what_a_power_cut_left_of_the_mark_counts_for_nothing(
    inbox: Inbox, tmp_path: Path, left: bytes
) -> None:
    inbox.store(key(1), "1", "body")
    (tmp_path / MARK).write_bytes(left)
    inbox.count_broken_try()

    assert inbox.tries(key(1)) == 0


def test_nothing_begins_that_does_not_wait(inbox: Inbox, tmp_path: Path) -> None:
    inbox.store(key(1), "1", "body")
    inbox.finish(key(1))

    assert not inbox.begin(key(1))
    assert not inbox.begin(key(2))
    assert at_work(tmp_path) is None


def test_messages_sent_are_counted(inbox: Inbox) -> None:
    inbox.store(key(1), "1", "body")
    inbox.note_sent(key(1))
    inbox.note_sent(key(1))

    assert inbox.sent(key(1)) == 2
    assert inbox.sent(key(2)) == 0


def test_a_done_update_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    inbox.store(key(1), "1", "kanarie" * 2000)
    assert b"kanarie" in (tmp_path / "people.db").read_bytes()
    inbox.finish(key(1))
    inbox.close()

    assert all(b"kanarie" not in file.read_bytes() for file in tmp_path.iterdir())


def test_only_its_owner_may_read_the_file(inbox: Inbox, tmp_path: Path) -> None:
    assert (tmp_path / "people.db").stat().st_mode & 0o077 == 0


def test_what_was_stored_survives_a_kill(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from bot.state.inbox import *\n"
        "inbox = Inbox(Path(sys.argv[1])); key = UpdateKey(7, 1)\n"
        "inbox.store(key, '1', 'body'); inbox.begin(key)\n"
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
    )
    killed = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script, tmp_path], check=False
    )
    assert killed.returncode == -signal.SIGKILL

    inbox = Inbox(tmp_path)

    assert bodies(inbox) == ["body"]
    inbox.count_broken_try()
    assert inbox.tries(key(1)) == 1
    inbox.close()


async def test_the_database_is_used_in_a_thread_of_its_own(tmp_path: Path) -> None:
    state = FaceState(tmp_path, Identity(bytes(32)), Rules())
    assert await state.inbox.do(Inbox.store, key(1), "1", "body")
    name = await state.inbox.do(lambda _: threading.current_thread().name)
    state.close()

    assert name == "people_0"


async def test_a_database_that_refuses_is_an_error_of_ours(tmp_path: Path) -> None:
    state = FaceState(tmp_path, Identity(bytes(32)), Rules())
    other = sqlite3.connect(tmp_path / "people.db")
    other.execute("DROP TABLE inbox")

    with pytest.raises(Unavailable, match=r"people\.db"):
        await state.inbox.do(Inbox.store, key(1), "1", "body")

    other.close()
    state.close()


def test_a_failed_write_leaves_the_inbox_usable(inbox: Inbox) -> None:
    with pytest.raises(OverflowError):
        inbox.store(key(2**70), "1", "body")  # a number that SQLite cannot hold

    assert inbox.store(key(1), "1", "body")


def test_a_write_that_found_the_database_busy_at_its_end_leaves_the_inbox_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "BUSY_TIMEOUT_MS", 20)
    inbox = Inbox(tmp_path)
    inbox.store(key(1), "1", "body")
    reader = sqlite3.connect(tmp_path / "people.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM inbox").fetchall()  # while it reads, nobody can commit
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        inbox.store(key(2), "1", "body")

    reader.close()

    assert inbox.store(key(2), "1", "body")
    inbox.close()


def test_a_try_that_ended_does_not_count(inbox: Inbox) -> None:
    inbox.store(key(1), "1", "body")
    inbox.begin(key(1))
    inbox.end_try(key(1))
    inbox.count_broken_try()

    assert inbox.tries(key(1)) == 0


def test_the_age_of_what_waits_is_known(inbox: Inbox, tmp_path: Path) -> None:
    inbox.store(key(1), "1", "body")
    with sqlite3.connect(tmp_path / "people.db") as clock:
        clock.execute("UPDATE inbox SET stored_at = stored_at - 3600")
    clock.close()

    assert 3600 <= inbox.age(key(1)) < 3700
    assert inbox.age(key(2)) == 0
