"""What a crowd costs one person: `python -m tests.benchmarks.crowd [flood] [backlog] [presses]`.

The bot is `vrijwijzer run` in a process of its own, against the emulator; each part prints what
came of it, and the exit status is 1 when an aim was missed. The machine may be busy: the flood is
told as a ratio, of times taken in turn in one run.
"""

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import string
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from bot.demo.emulator import Emulator
from bot.demo.messages import Message
from bot.demo.people import Person
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
BLOCKS: Final = 4  # of quiet, and as many of flood, in turn
ASKED_EACH: Final = 20  # questions of other people in a block
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

    Each question is of a person of its own, who said hello before: so none waits for the pace of
    a chat, which would hide what the others cost.
    """
    quiet: list[float] = []
    beside: list[float] = []
    with Emulator() as emulator, bot(emulator):
        crowd = [emulator.person(f"Druk {number}") for number in range(FLOODERS)]
        people = [emulator.person(f"Anders {number}") for number in range(2 * BLOCKS * ASKED_EACH)]
        for person in people:
            asyncio.run(_answer(person, "Hoi"))
        for block in range(BLOCKS):
            quiet += asked(people[2 * block :: 2 * BLOCKS])
            with asking(crowd):
                beside += asked(people[2 * block + 1 :: 2 * BLOCKS])
        said = [from_bot(person) for person in people]
    held = sum(len(each) > BURST for each in said)
    busy = sum(each[-1].text == load().get("nl", "limit.queue") for each in said)
    ratio = p95(beside) / p95(quiet)
    say(
        f"flood: p95 {1000 * p95(quiet):.0f} ms in quiet, {1000 * p95(beside):.0f} ms beside"
        f" {A_SECOND} questions a second of {FLOODERS} people"
        f" ({sum(len(from_bot(person)) for person in crowd)} answers to them):"
        f" ratio {ratio:.2f} (aim {MAX_RATIO}), {len(quiet)} and {len(beside)} questions,"
        f" {held} held by the pace of their chat, {busy} turned away"
    )
    return ratio <= MAX_RATIO and not held and not busy


def backlog(people: int = 500, each: int = 20) -> bool:
    """Let 10,000 messages wait, too old for an answer but for those of every fifth person."""
    with Emulator() as emulator:
        chats = [emulator.person(f"Persoon {number}") for number in range(people)]
        for number in range(each):
            for place, person in enumerate(chats):
                ago = 5 * 60 if place % 5 == 0 else 60 * 60
                person.sends(QUESTIONS[number % len(QUESTIONS)], seconds_ago=ago)
        began = time.monotonic()
        with bot(emulator) as data:
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
    with Emulator() as emulator, bot(emulator):
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
def bot(emulator: Emulator) -> Iterator[Path]:
    """Yield the data folder of a bot that runs."""
    with TemporaryDirectory() as folder:
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
            yield Path(folder)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


@contextmanager
def asking(crowd: Sequence[Person]) -> Iterator[None]:
    """Let the crowd ask, evenly, until the block ends."""
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
        began = time.monotonic()
        asyncio.run(_answer(person, QUESTIONS[number % len(QUESTIONS)]))
        took.append(time.monotonic() - began)
        time.sleep(0.2)
    return took


def from_bot(person: Person) -> list[Message]:
    """What the bot said in the chat of a person."""
    return [message for message in person.messages if message.sender.is_bot]


async def _answer(person: Person, text: str) -> Message:
    person.sends(text)
    return await person.reply()


def waiting(data: Path) -> int:
    """How many updates are stored and not done."""
    with closing(sqlite3.connect(data / "people.db", timeout=60)) as connection:
        row = connection.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone()
    return int(row[0])


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return float(np.percentile(times, 95))


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
