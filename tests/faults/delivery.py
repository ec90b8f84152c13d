"""Kills a bot at random moments while people ask, and looks at what each of them got.

The bot runs in a process of its own against the emulator; after each kill another one begins on
the same data folder. What must hold: every question is answered, in order in each chat, and none
twice but the one that was under way when the bot was killed: the last in its chat by then.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.demo.emulator import Emulator
from bot.demo.people import Person

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 300.0  # seconds until the last answer


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked and how often the bot is killed."""

    questions: int = 1000
    chats: int = 50
    kills: int = 50
    seed: int = 0


@dataclass(slots=True)
class Delivered:
    """What came of it: questions without an answer, repeats, chats out of order.

    Of the repeats, `stray` are those that no kill explains. `excused` are not missing: an excuse
    with a code stands in the place of the answer, after three tries that a kill cut off at work.
    """

    asked: int = 0
    killed: int = 0
    missing: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all was kept, and nothing sent twice but what a kill cut off."""
        return not self.missing and not self.disordered and not self.stray


def play(plan: Plan, folder: Path) -> Delivered:
    """Ask, kill and begin again, then wait for the last answer and look."""
    dice = random.Random(plan.seed)  # noqa: S311 (no secret)
    with Emulator() as emulator:
        people = [emulator.person(f"Persoon {number}") for number in range(plan.chats)]
        killed_at = sorted(dice.sample(range(plan.questions), plan.kills))
        bot, killed = _begun(emulator, folder), 0
        stood: list[list[int]] = []  # at each kill, the answers in each chat
        for number in range(plan.questions):
            dice.choice(people).sends(f"Vraag {number}")
            if number in killed_at:
                _until_begun(emulator, killed + 1)
                time.sleep(dice.uniform(0.0, 1.0))  # from its first call on to long at work
                os.kill(bot.pid, signal.SIGKILL)
                bot.wait()
                killed += 1
                stood.append([len(_answers(person)) for person in people])
                bot = _begun(emulator, folder)
        _until_answered(people, plan.questions)
        bot.send_signal(signal.SIGTERM)
        bot.wait()
        return _seen(people, stood)


def _begun(emulator: Emulator, folder: Path) -> "subprocess.Popen[bytes]":
    module = ("-m", "tests.bot.telegram.process")
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, *module, emulator.api_base_url, emulator.token, str(folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _until_begun(emulator: Emulator, bots: int) -> None:
    """Wait until so many bots have made their first call."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if sum(call.method == "getMe" for call in emulator.calls) >= bots:
            return
        time.sleep(0.02)


def _until_answered(people: list[Person], questions: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        heard = [{*_answers(person), *_excused(person)} for person in people]
        if sum(map(len, heard)) == questions:
            return
        time.sleep(0.1)


def _seen(people: list[Person], stood: list[list[int]]) -> Delivered:
    """What each person asked and got."""
    seen = Delivered(killed=len(stood))
    for place, person in enumerate(people):
        asked = [m.text for m in person.messages if not m.sender.is_bot]
        got = _answers(person)
        excused = _excused(person)
        first = list(dict.fromkeys(got))
        seen.asked += len(asked)
        seen.excused += excused
        seen.missing += [each for each in asked if each not in got and each not in excused]
        again = [text for at, text in enumerate(got) if text in got[:at]]
        seen.repeated += again
        kills = [counts[place] for counts in stood]
        seen.stray += [text for text in again if not _was_cut_off(got, text, kills)]
        if first != [question for question in asked if question in got]:
            seen.disordered.append(person.user.first_name)
    return seen


def _was_cut_off(got: list[str], text: str, stood: list[int]) -> bool:
    """Whether each copy but the last was the newest answer in its chat when the bot was killed.

    One that was on its way at that moment may have come just after it was counted.
    """
    places = [at for at, each in enumerate(got) if each == text]
    return all({at, at + 1} & set(stood) for at in places[:-1])


def _excused(person: Person) -> list[str]:
    """The questions below which an excuse stands, and no answer."""
    answered, asked = _answers(person), {m.id: m.text for m in person.messages}
    below = [asked[m.answers] for m in person.messages if m.sender.is_bot and m.answers in asked]
    return [question for question in below if question not in answered]


def _answers(person: Person) -> list[str]:
    """The questions that were answered, in the order of the answers."""
    sent = [m.text for m in person.messages if m.sender.is_bot]
    # Above an answer to what waited for over a minute stands when it was asked.
    parted = (text.rpartition("Antwoord op ") for text in sent)
    return [question for _, is_answer, question in parted if is_answer]
