"""`vrijwijzer run` and `vrijwijzer demo` in processes of their own, from their start to Ctrl-C."""

import asyncio
import json
import os
import signal
import sys
import urllib.request
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import pytest

from bot.demo.emulator import Emulator
from bot.texts import load as load_texts
from tests.support.float_folder import tiny_model
from tests.support.library import Officer

NL = load_texts().catalogues["nl"]
SERVES_WITHIN = 60  # seconds; the libraries load in ten on a quiet machine


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that loads at once; what it finds means nothing."""
    return tiny_model(tmp_path)


async def started(data: Path, model: Path, *arguments: str, **environment: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"),
        *arguments,
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "VRIJWIJZER_DATA": str(data),
            "VRIJWIJZER_MODEL": str(model),
            **environment,
        },
        stdout=PIPE,
        stderr=PIPE,
    )


async def ended(process: Process, number: signal.Signals) -> tuple[int | None, str, str]:
    """The exit status after a signal, and what was written to standard error and output."""
    process.send_signal(number)
    printed, errors = await asyncio.wait_for(process.communicate(), SERVES_WITHIN)
    return process.returncode, errors.decode(), printed.decode()


def called(address: str, content: dict[str, object] | None = None) -> Any:
    """What the demo's page gets from its server."""
    body = None if content is None else json.dumps(content).encode()
    with urllib.request.urlopen(urllib.request.Request(address, body)) as answer:  # noqa: S310 (our own server)
        return json.loads(answer.read())


async def test_the_bot_runs_with_a_token_lets_in_who_is_invited_and_logs_no_word(
    tmp_path: Path, model: Path
) -> None:
    data = tmp_path / "data"
    with Emulator() as emulator:
        environment = {
            "TELEGRAM_BOT_TOKEN": emulator.token,
            "TELEGRAM_API_BASE_URL": emulator.api_base_url,
            "VRIJWIJZER_LOG_LEVEL": "DEBUG",
        }
        bot = await started(data, model, "run", **environment)
        officer = Officer(emulator.person("Kanarievogel"))
        officer.person.sends("Hoeveel kost een zwaluwstaartje?")
        (refusal,) = await officer.person.replies(1, patience=SERVES_WITHIN)
        inviting = await started(data, model, "people", "invite", "--admin")
        code = (await inviting.communicate())[0].decode().strip()
        let_in = await officer.asks(code)
        welcome = await officer.asks("/start")
        await officer.asks("Hoeveel kost een zwaluwstaartje?")

        status, log, printed = await ended(bot, signal.SIGTERM)

    assert refusal.text.startswith(NL["access.stranger"])
    assert let_in.text.startswith("U bent toegelaten als beheerder")
    assert welcome.text.startswith(NL["start.title"])
    assert status == 0
    assert "Nobody can let people in yet; begin with: vrijwijzer people invite --admin" in log
    assert "was handled in" in log
    secret = (emulator.token, emulator.token.split(":")[1], code, code.replace("-", ""))
    for word in ("zwaluwstaart", "Kanarievogel", *secret):
        assert word not in log + printed
    for path in (tmp_path / "data").rglob("*"):
        written = path.read_bytes() if path.is_file() else b""
        assert b"zwaluwstaart" not in written, path
        assert emulator.token.split(":")[1].encode() not in written, path


async def test_the_demo_answers_in_its_page_until_it_is_stopped(
    tmp_path: Path, model: Path
) -> None:
    demo = await started(tmp_path / "data", model, "demo", "--port", "0")
    assert demo.stdout is not None
    line = (await asyncio.wait_for(demo.stdout.readline(), SERVES_WITHIN)).decode()
    address = line.split(" at ")[1].split(" ")[0]

    chat = await asyncio.to_thread(called, f"{address}chat/join", {"name": "Sanne"})
    said = {"chat": chat["chat"], "text": "Goedemorgen"}
    await asyncio.to_thread(called, f"{address}chat/say", said)
    answers: list[str] = []
    seen = ""
    while not answers:
        state = await asyncio.to_thread(
            called, f"{address}chat/state?chat={chat['chat']}&seen={seen}"
        )
        seen = state["revision"]
        answers = [message["text"] for message in state["messages"] if not message["own"]]
    status, log, _ = await ended(demo, signal.SIGINT)

    assert answers[0].startswith("Dag. Waar gaat uw vraag over?")
    assert state["violations"] == []
    assert status == 0
    assert "Traceback" not in log
