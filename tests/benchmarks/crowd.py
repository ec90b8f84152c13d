"""What a crowd costs one person: `python -m tests.benchmarks.crowd [flood] [backlog] [presses]`.

The bot is `vrijwijzer run` in a process of its own, against the emulator; each part prints what
came of it, and the exit status is 1 when an aim was missed. The machine may be busy: the flood is
told as a ratio, of times taken in turn in one run.
"""

import argparse
import asyncio
import os
import random
import sqlite3
import string
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from bot.demo.emulator import Emulator
from bot.demo.messages import Message
from bot.demo.people import Person
from bot.state.people import FILE
from bot.telegram.pace import BURST
from bot.texts import load

PATIENCE: Final = 600.0  # seconds until all is answered
QUESTIONS: Final = (
    "Hoe betrekken we sport en cultuur?",
    "Wat doet Utrecht voor vrijwilligers?",
    "Welke drie routes zijn er?",
    "Wat kost een vrijwilligersverzekering?",
    "Hoe werven we jongeren?",
)
MAX_RATIO: Final = 1.5  # of the p95 in a flood to that in quiet (issue 7)
ROUNDS: Final = 2  # of quiet and then flood, each with a bot of its own
ASKED_EACH: Final = 150  # questions of other people in quiet, and in flood, of a round
FLOODERS: Final = 20
A_SECOND: Final = 100  # questions of all flooders together


def main() -> int:
    """Play the parts that are named, by default all."""
    parts: dict[str, Callable[[], bool]] = {
        "flood": flood,
        "backlog": backlog,
        "presses": presses,
    }
    parser = argparse.ArgumentParser(prog="tests.benchmarks.crowd", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*parts], default=[*parts])
    chosen = parser.parse_args().parts
    met = [parts[name]() for name in chosen]
    return 0 if all(met) else 1


def flood() -> bool:
    """Ask in quiet and beside a hundred questions a second of twenty others, in turn.

    Each takes most of a minute, the beginning of the flood included, when nobody can tell it from
    twenty people with a question each. A round begins without people: what a flood left to answer
    would make the next quiet loud.
    Each question is of a person of its own, who said hello before: so none waits for the pace of
    a chat, which would hide what the others cost. The time is the emulator's, from the arrival of
    a question to that of its answer; the emulator and all who write are another process than the
    bot, on the same machine.
    """
    rounds: list[Round] = []
    with TemporaryDirectory() as folder:
        for number in range(1, ROUNDS + 1):
            (Path(folder) / FILE).unlink(missing_ok=True)
            rounds.append(played(folder))
            say(f"round {number} of {ROUNDS}: {told(rounds[-1:], 50)}")
    quiet, beside = (percentile(times, 95) for times in pooled(rounds))
    held, busy = sum(each.held for each in rounds), sum(each.turned_away for each in rounds)
    say(
        f"flood, {A_SECOND} questions a second of {FLOODERS} people, who got"
        f" {sum(each.to_crowd for each in rounds)} answers: p95 {told(rounds, 95)},"
        f" ratio {beside / quiet:.2f} (aim {MAX_RATIO}); medians {told(rounds, 50)};"
        f" longest {told(rounds, 100)};"
        f" {ROUNDS * ASKED_EACH} questions each, {held} held by the pace of their chat,"
        f" {busy} turned away"
    )
    return beside <= MAX_RATIO * quiet and not held and not busy


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds until the answer to each question, and what else came of a round.

    `held`: people who met the pace of their chat; `turned_away`: who read that it is busy.
    """

    quiet: list[float]
    beside: list[float]
    held: int
    turned_away: int
    to_crowd: int


def played(folder: str) -> Round:
    """One round, by a bot with the data in a folder."""
    with Emulator() as emulator, bot(emulator, folder):
        crowd = [emulator.person(f"Druk {place}") for place in range(FLOODERS)]
        people = [emulator.person(f"Anders {place}") for place in range(2 * ASKED_EACH)]
        for person in people:
            asyncio.run(_answer(person, "Hoi"))
        quiet = asked(people[:ASKED_EACH])
        with asking(crowd):
            beside = asked(people[ASKED_EACH:])
        said = [from_bot(person) for person in people]
        held = sum(len(each) > BURST for each in said)
        busy = sum(each[-1].text == load().get("nl", "limit.queue") for each in said)
        return Round(quiet, beside, held, busy, sum(len(from_bot(each)) for each in crowd))


def backlog(people: int = 500, each: int = 20) -> bool:
    """Let 10,000 messages wait, too old for an answer but for those of every fifth person."""
    with TemporaryDirectory() as data, Emulator() as emulator:
        chats = [emulator.person(f"Persoon {number}") for number in range(people)]
        for number in range(each):
            for place, person in enumerate(chats):
                ago = 5 * 60 if place % 5 == 0 else 60 * 60
                person.sends(QUESTIONS[number % len(QUESTIONS)], seconds_ago=ago)
        began = time.monotonic()
        with bot(emulator, data):
            until(lambda: emulator.pending == 0 and not waiting(data))
            took = time.monotonic() - began
        got = [from_bot(person) for person in chats]
        calls = [call.method for call in emulator.calls]
    old = [len(sent) for place, sent in enumerate(got) if place % 5]
    recent = [len(sent) for place, sent in enumerate(got) if not place % 5]
    say(
        f"backlog: {people * each} waiting updates of {people} chats handled in {took:.0f} s;"
        f" old: {min(old)} to {max(old)} messages a chat; recent: {min(recent)} to {max(recent)};"
        f" {calls.count('sendMessage')} sent, {calls.count('editMessageText')} edited"
    )
    return set(old) == {1} and min(recent) > 0


def presses(count: int = 10_000, at_once: int = 50) -> bool:
    """Press buttons that were never made."""
    dice, signs = random.Random(7), string.printable + "éЖ漢😀"  # noqa: S311 (no secret)
    with TemporaryDirectory() as data, Emulator() as emulator, bot(emulator, data):
        person = emulator.person()
        message = asyncio.run(_answer(person, "/start"))
        before = person.messages
        known = [button.data or "" for button in message.buttons]
        words = 0
        for _ in range(count // at_once):
            some = [
                person.presses_late(message, forged(dice, signs, known)) for _ in range(at_once)
            ]
            words += sum(bool(asyncio.run(person.answered(press))) for press in some)
        same = person.messages == before
    say(
        f"presses: {count} forged, {words} told that the button has expired;"
        f" the chat as it was: {same}"
    )
    return same and words == count


def forged(dice: random.Random, signs: str, known: Sequence[str]) -> str:
    """A payload of 1 to 64 bytes: noise, or a real one with one sign changed."""
    if dice.random() < 0.5:
        real = list(dice.choice(known))
        place = dice.randrange(len(real))
        real[place] = dice.choice([each for each in string.ascii_letters if each != real[place]])
        return "".join(real)
    noise = "".join(dice.choice(signs) for _ in range(dice.randrange(1, 64)))
    return noise.encode()[:64].decode(errors="ignore") or "x"


@contextmanager
def bot(emulator: Emulator, folder: str) -> Iterator[None]:
    """A bot that runs, with its data in a folder."""
    environment = os.environ | {
        "TELEGRAM_BOT_TOKEN": emulator.token,
        "TELEGRAM_API_BASE_URL": emulator.api_base_url,
        "VRIJWIJZER_DATA": folder,
        "VRIJWIJZER_ACCESS": "open",
        "VRIJWIJZER_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", "from bot.cli import main; main(['run'])"]
    running = subprocess.Popen(command, env=environment)  # noqa: S603 (our own)
    try:
        until(lambda: any(call.method == "getUpdates" for call in emulator.calls))
        yield
    finally:
        running.kill()  # how it stops is measured elsewhere
        running.wait()


@contextmanager
def asking(crowd: Sequence[Person]) -> Iterator[None]:
    """Let the crowd ask, evenly, for as long as the block runs."""
    ended = threading.Event()

    def ask() -> None:
        began, number = time.monotonic(), 0
        while not ended.is_set():
            crowd[number % len(crowd)].sends(QUESTIONS[number % len(QUESTIONS)])
            number += 1
            ended.wait(max(0.0, began + number / A_SECOND - time.monotonic()))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def asked(people: Sequence[Person]) -> list[float]:
    """Seconds until the answer to the one question of each."""
    took: list[float] = []
    for number, person in enumerate(people):
        asyncio.run(_answer(person, QUESTIONS[number % len(QUESTIONS)]))
        took.append(person.waited)
        time.sleep(0.2)
    return took


def from_bot(person: Person) -> list[Message]:
    """What the bot said in the chat of a person."""
    return [message for message in person.messages if message.sender.is_bot]


async def _answer(person: Person, text: str) -> Message:
    person.sends(text)
    return await person.reply()


def waiting(data: str) -> int:
    """How many updates are stored and not done."""
    with closing(sqlite3.connect(Path(data) / FILE, timeout=60)) as connection:
        row = connection.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone()
    return int(row[0])


def pooled(rounds: Sequence[Round]) -> tuple[list[float], list[float]]:
    """The times in quiet and in the flood of all rounds."""
    return (
        [time for each in rounds for time in each.quiet],
        [time for each in rounds for time in each.beside],
    )


def percentile(times: Sequence[float], share: int) -> float:
    """The seconds that so many of a hundred do not exceed."""
    return float(np.percentile(times, share))


def told(rounds: Sequence[Round], share: int) -> str:
    """A percentile in quiet and in the flood, in words."""
    quiet, beside = (1000 * percentile(times, share) for times in pooled(rounds))
    return f"{quiet:.0f} ms in quiet and {beside:.0f} ms in the flood"


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the bot did not get there")
        time.sleep(0.2)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
