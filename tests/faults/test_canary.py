"""No planted token, name or word of a question in anything that the commands log."""

import io
import logging
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command
from tests.support.canary import listening

TOKEN = "123456789:" + "Kanarie-geheim_" * 3
NAME, WORD = "Kanarievogel", "zwaluwstaartje"
NOTE = "# Praktijknotitie\n\nDe gemeente bedankt haar vrijwilligers met een feest.\n"


def test_a_session_at_debug_logs_no_token_name_or_question(
    vrijwijzer: Command,
    settled: pytest.MonkeyPatch,
    data: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)  # what a handler without our filter would get
    settled.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    settled.setenv("VRIJWIJZER_LOG_LEVEL", "DEBUG")
    (tmp_path / "dank.md").write_text(NOTE, "utf-8")
    (tmp_path / "zin").write_text("drie kleine kleutertjes", "utf-8")
    (tmp_path / "zin").chmod(0o600)
    question = f"Hoe bedankt {NAME} een {WORD}?"
    said = []

    said.append(vrijwijzer("add", tmp_path / "dank.md"))
    said.append(vrijwijzer("ask", "--json", question))
    settled.setattr("sys.stdin", io.StringIO(f"{question}\nen waarom?\n/privacy\n"))
    said.append(vrijwijzer("chat"))
    kept = ("--passphrase-file", tmp_path / "zin", tmp_path / "kopie")
    said.append(vrijwijzer("backup", *kept))
    said.append(vrijwijzer("doctor"))

    assert [each.status for each in said[:4]] == [0, 0, 0, 0]
    told = caplog.text + "".join(each.err for each in said)
    written = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    for planted in (TOKEN, TOKEN.split(":")[1], NAME, WORD):
        assert planted not in told
        assert planted.encode() not in written
    assert TOKEN not in "".join(each.out for each in said)


def test_what_is_listened_with_in_every_test_hears_a_word_a_name_and_a_traceback() -> None:
    log = logging.getLogger("bot.somewhere")
    with listening() as canary:
        canary.hear(f"Hoe bedankt {NAME} een {WORD}?")
        canary.hear(NAME)
        log.debug("vraag: hoe bedankt %s, en meer", NAME)
        log.info("van %s", NAME)
        try:
            int(f"{NAME} een {WORD}")
        except ValueError:
            log.exception("mis")
        log.info("answered A-1 in %d ms", 7)

    assert len(canary.found()) == 3
