"""No token and no words of people reach a log, at any level."""

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from knowledge.errors import TokenRefused
from tests.bot.telegram.running import Echo, running
from tests.support.quick import QUICK

TOKEN = "123456789:" + "AbC-_" * 7
QUIETED = ("", "httpx", "httpcore", "httpx2", "httpcore2", "telegram", "asyncio")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Put the loggers back: a set-up is for a whole process."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {n: logging.getLogger(n).level for n in QUIETED}
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def written(level: str = "DEBUG", secrets: tuple[str, ...] = ()) -> io.StringIO:
    stream = io.StringIO()
    logs.set_up(level, secrets, stream)
    return stream


def failing(message: str) -> None:
    raise ValueError(message)


def test_a_token_is_hidden_in_message_arguments_and_traceback() -> None:
    stream = written()
    try:
        failing(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("x").exception("with %s and {%s}", TOKEN, {"token": TOKEN})

    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count("<token>") == 3
    assert "ValueError" in stream.getvalue()


def test_a_secret_of_any_form_is_hidden() -> None:
    stream = written(secrets=("kort", ""))
    logging.getLogger("x").info("een kort woord")

    assert stream.getvalue().endswith("een <token> woord\n")


@given(st.text(), st.integers(100_000, 10**12), st.text())
def test_a_token_anywhere_in_a_line_is_hidden(before: str, number: int, after: str) -> None:
    token = f"{number}:{'x' * 35}"

    assert token not in logs.Redactor().redact(f"{before}{token}{after}")


@pytest.mark.parametrize("library", ["httpx", "httpcore", "httpx2", "httpcore2"])
def test_addresses_with_a_token_are_not_logged_at_all(library: str) -> None:
    stream = written()
    logging.getLogger(library).info("HTTP Request: POST https://example.nl/bot%s/getMe", TOKEN)

    assert stream.getvalue() == ""


def test_the_level_of_the_settings_counts_for_our_own_lines() -> None:
    stream = written("warning")
    logging.getLogger("bot").info("unheard")
    logging.getLogger("bot").warning("heard")

    assert "unheard" not in stream.getvalue()
    assert "WARNING bot: heard" in stream.getvalue()


def test_a_failure_is_told_by_its_kind_and_place_without_its_words() -> None:
    try:
        failing("kanarie")
    except ValueError as error:
        told = logs.where(error)

    assert told.startswith("ValueError at test_logs.py:")
    assert told.endswith("in failing")


async def test_a_day_of_trouble_leaves_no_token_and_no_question_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stream = written()
    logging.getLogger().addHandler(caplog.handler)  # what a handler without our filter would get
    with Emulator(clock=QUICK.now) as emulator:
        officer = emulator.person("Kanarienaam")
        async with running(emulator, tmp_path, Echo()):
            emulator.plays(Fault("getUpdates", Trouble.DROPPED_BEFORE))
            emulator.plays(Fault("sendChatAction", Trouble.BAD_GATEWAY))
            emulator.plays(Fault("sendMessage", Trouble.SERVER_ERROR))
            for question in ("kanarie een", "stuk kanarie", "kanarie twee"):
                officer.sends(question)
            await officer.replies(3)
            emulator.delivers("message", {"text": "kanarie drie", "date": "x"})
            officer.sends("Hoi")
            await officer.reply()
        await refused(emulator, tmp_path)

    for log in (stream.getvalue(), caplog.text):
        assert "the bot serves" in log
        assert emulator.token not in log
        assert emulator.token.split(":")[1] not in log
        assert "kanarie" not in log.lower()


async def refused(emulator: Emulator, folder: Path) -> None:
    emulator.plays(Fault("getMe", Trouble.REVOKED))
    with pytest.raises(TokenRefused):
        async with running(emulator, folder, Echo()) as bot:
            await asyncio.wait({bot})
