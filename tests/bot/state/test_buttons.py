"""A button does what it was made for: for whom it was made, where, and for as long as it may."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.reply import Action, Life
from bot.state.buttons import Buttons, Owner, Press
from bot.state.records import Records
from bot.state.terms import DAY_SECONDS, YEAR_SECONDS
from tests.bot.state.clock import Clock

SANNE, ALI = Owner("telegram:1", "telegram:1"), Owner("telegram:2", "telegram:2")
SHOW = Action("context", ("Hoe betrekken we kanaries?", "bron#1"))
CHANGE = Action("feedback", ("wrong",), Life.CHANGES)
STAY = Action("ask", ("Welke drie routes zijn er?",), Life.STAYS)


@pytest.fixture
def buttons(records: Records) -> Buttons:
    return Buttons(records.people, records.identity, clock=records.clock)


def test_a_button_does_for_its_owner_what_it_was_made_for(buttons: Buttons) -> None:
    keys = buttons.keep(SANNE, (SHOW, CHANGE))

    assert buttons.press(SANNE, keys[SHOW], 1) == Press(SHOW)
    assert buttons.press(SANNE, keys[CHANGE], 2) == Press(CHANGE)
    assert all(len(key.encode()) <= 64 for key in keys.values())


@pytest.mark.parametrize(
    "owner", [ALI, Owner(SANNE.person, ALI.chat), Owner(ALI.person, SANNE.chat)]
)
def test_in_another_chat_or_by_another_person_it_does_nothing(
    buttons: Buttons, owner: Owner
) -> None:
    key = buttons.keep(SANNE, (SHOW,))[SHOW]

    assert buttons.press(owner, key, 1) is None
    assert not buttons.known(owner, key)


def test_two_taps_in_a_row_are_one(buttons: Buttons, clock: Clock) -> None:
    key = buttons.keep(SANNE, (SHOW,))[SHOW]
    buttons.press(SANNE, key, 1)
    clock.now += 1

    assert buttons.press(SANNE, key, 2) == Press(SHOW, again=True)
    clock.now += 60
    assert buttons.press(SANNE, key, 3) == Press(SHOW)


def test_the_same_press_after_a_crash_counts_again(buttons: Buttons) -> None:
    key = buttons.keep(SANNE, (CHANGE,))[CHANGE]

    assert buttons.press(SANNE, key, 1) == buttons.press(SANNE, key, 1) == Press(CHANGE)


def test_what_changes_something_counts_once(buttons: Buttons, clock: Clock) -> None:
    key = buttons.keep(SANNE, (CHANGE,))[CHANGE]
    buttons.press(SANNE, key, 1)
    clock.now += 60

    assert buttons.press(SANNE, key, 2) is None
    assert not buttons.known(SANNE, key)
    assert buttons.press(SANNE, key, 3) is None
    assert buttons.press(SANNE, key, 1) == Press(CHANGE)


@pytest.mark.parametrize(
    ("action", "seconds"), [(SHOW, DAY_SECONDS), (CHANGE, DAY_SECONDS), (STAY, YEAR_SECONDS)]
)
def test_a_button_ends_in_its_time(
    buttons: Buttons, clock: Clock, action: Action, seconds: float
) -> None:
    key = buttons.keep(SANNE, (action, STAY))[action]
    clock.now += seconds - 1
    assert buttons.known(SANNE, key)
    clock.now += 1

    assert not buttons.known(SANNE, key)


def test_where_nothing_is_kept_no_button_shows_anything(records: Records) -> None:
    buttons = Buttons(records.people, records.identity, kept_seconds=0)

    assert set(buttons.keep(SANNE, (SHOW, CHANGE))) == {CHANGE}


def test_the_database_alone_tells_neither_the_person_nor_a_word(
    buttons: Buttons, tmp_path: Path
) -> None:
    buttons.keep(SANNE, (SHOW,))

    kept = (tmp_path / "people.db").read_bytes()
    assert b"kanaries" not in kept
    assert b"telegram:1" not in kept


def test_ten_thousand_made_up_presses_do_nothing(buttons: Buttons, tmp_path: Path) -> None:
    key = buttons.keep(SANNE, (SHOW, CHANGE))[SHOW][:22]
    dice = random.Random(7)  # noqa: S311 (no secret)
    before = _rows(tmp_path)

    for number in range(10_000):
        data = dice.choice(FORGERIES)(dice, key)
        if data not in (f"{key}.0", f"{key}.1"):
            assert not buttons.known(SANNE, data)
            assert buttons.press(SANNE, data, number) is None

    assert _rows(tmp_path) == before


def _signs(dice: random.Random, alphabet: str, most: int) -> str:
    return "".join(dice.choice(alphabet) for _ in range(dice.randint(0, most)))


FORGERIES: tuple[Callable[[random.Random, str], str], ...] = (
    lambda dice, key: _signs(dice, "abcXYZ019_-.:;' \"\n\0é😀\ud800", 64),
    lambda dice, key: f"{_signs(dice, 'abcXYZ019_-', 44)[:22]:A<22}.{dice.randint(-9, 120)}",
    lambda dice, key: f"{key}.{dice.choice(['2', '00', '01', '99', '-1', '٠', '', '0 ', '1e0'])}",
    lambda dice, key: f"{key[: dice.randint(0, 21)]}.0",
    lambda dice, key: f"{key[:-1]}{dice.choice('AQgw_')}.{dice.randint(2, 9)}",
    lambda dice, key: dice.choice(["", ".", "ask:0", key, f" {key}.0", f"{key}.0\n"]),
)


def _rows(folder: Path) -> list[tuple[object, ...]]:
    other = sqlite3.connect(folder / "people.db")
    rows = other.execute("SELECT * FROM buttons").fetchall()
    other.close()
    return rows
