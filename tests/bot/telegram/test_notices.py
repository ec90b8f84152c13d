"""What people are told without asking comes, once, whatever became of the notices before it."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.state.notices import Notices
from bot.state.people import People
from bot.state.vault import Vault
from bot.telegram import sending, telling
from tests.bot.telegram.running import IDENTITY, Echo, running


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LOOK_SECONDS", 0.02)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with closing(People(tmp_path)) as people:
        yield people


def told(people: People, chat: str, text: str) -> None:
    with people.writing():
        Notices(people, IDENTITY).add(IDENTITY.pseudonym(chat), chat, text)


async def test_what_cannot_be_told_holds_up_nothing(
    emulator: Emulator, tmp_path: Path, people: People
) -> None:
    officer = emulator.person()
    who = IDENTITY.pseudonym("telegram:1")
    with people.writing() as connection:
        of_another_version = Vault(people.database, IDENTITY).seal(who, {"kookt": "1"}, "notice")
        connection.execute(
            "INSERT INTO notices (person, said, at) VALUES (?, ?, 1)", (who, of_another_version)
        )
    told(people, "telegram:geen nummer", "Voor niemand")
    told(people, f"telegram:{officer.id}", "U bent toegelaten")

    async with running(emulator, tmp_path, Echo()):
        assert (await officer.reply()).text == "U bent toegelaten"


async def test_what_is_told_in_an_outage_comes_after_it_once(
    emulator: Emulator, tmp_path: Path, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.0)
    emulator.plays(Fault("sendMessage", Trouble.SERVER_ERROR, times=3))
    officer = emulator.person()
    told(people, f"telegram:{officer.id}", "U bent toegelaten")

    async with running(emulator, tmp_path, Echo()):
        assert (await officer.reply()).text == "U bent toegelaten"
        officer.sends("Hoi")
        await officer.reply()

    assert [m.text for m in officer.messages if m.sender.is_bot] == [
        "U bent toegelaten",
        "Antwoord op Hoi",
    ]
    assert people.rows("SELECT * FROM notices") == []


async def test_a_database_that_refuses_for_a_while_delays_what_is_told(
    emulator: Emulator, tmp_path: Path, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        people.database.execute("ALTER TABLE notices RENAME TO away")
        while not any(each.name == telling.__name__ for each in caplog.records):  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)
        people.database.execute("ALTER TABLE away RENAME TO notices")
        told(people, f"telegram:{officer.id}", "U bent toegelaten")
        assert (await officer.reply()).text == "U bent toegelaten"
