"""The command line in this process, with a tiny model of random weights in a folder."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.support.float_folder import tiny_model

TEXT = "De gemeente Duinveen betaalt de clubs elk jaar in mei. De raad besluit over het bedrag."


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote to its two outputs."""

    status: int
    out: str
    err: str

    @property
    def printed(self) -> Any:
        """What was printed, as one JSON text."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """What was printed, as a JSON text a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line that says what is wrong; progress left out."""
        (line,) = [line for line in self.err.splitlines() if line.startswith("vrijwijzer: ")]
        return line


Command = Callable[..., Ran]


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that loads at once; what it finds means nothing."""
    place = tmp_path_factory.mktemp("tiny")
    return tiny_model(place)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of `vrijwijzer`; made by the first command."""
    return tmp_path / "data"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A process without settings of its own, in an empty folder."""
    for name in ("DATA", "CACHE", "LOG_LEVEL", "MODEL_QUERY_PROMPT", "MODEL_PASSAGE_PROMPT"):
        monkeypatch.delenv(f"VRIJWIJZER_{name}", raising=False)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return monkeypatch


@pytest.fixture
def vrijwijzer(
    settled: pytest.MonkeyPatch,
    model_folder: Path,
    data: Path,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Command]:
    """Run `vrijwijzer …` and return how it went."""
    settled.setenv("VRIJWIJZER_MODEL", str(model_folder))
    settled.setenv("VRIJWIJZER_DATA", str(data))
    # `add` lowers the priority of its process; this one has other tests to run.
    settled.setattr("os.nice", lambda _: 0)
    root, handlers, level = (
        logging.getLogger(),
        logging.getLogger().handlers[:],
        logging.root.level,
    )

    def run(*arguments: str | Path) -> Ran:
        if arguments[0] == "sources":
            data.mkdir(exist_ok=True)  # they look at a library, or begin one in an empty folder
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents to add, with some that are none."""
    made = tmp_path / "bronnen"
    (made / "oud").mkdir(parents=True)
    (made / ".verborgen").mkdir()
    furniture = "Delen op Facebook\n\nLeestijd: 3 minuten"
    text = (
        "De gemeente Duinveen betaalt de clubs elk jaar in mei. De raad besluit over het bedrag."
    )
    (made / "a.txt").write_text(f"Clubs\n\n{furniture}\n\n{text}\n", "utf-8")
    (made / "a.txt.toml").write_text('publisher = "Gemeente Duinveen"\n', "utf-8")
    (made / "b.md").write_text("# Koren\n\nEen koor zingt. Dat horen de buren graag.\n", "utf-8")
    (made / "oud" / "c.md").write_text("# Kerken\n\nEen kerk is op zondag open.\n", "utf-8")
    (made / "oud" / "leeg.md").write_text("", "utf-8")
    (made / "cijfers.xlsx").write_bytes(b"PK\x03\x04")
    (made / "zaal.jpg").write_bytes(b"\xff\xd8\xff")
    (made / ".verborgen" / "d.md").write_text("# Nee\n\nNiet lezen.\n", "utf-8")
    return made
