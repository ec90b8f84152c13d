"""Data folders that are made once: as after a first start, and with the two real articles."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.demo.emulator import Emulator
from bot.demo.entities import Entity
from bot.wiring import ReadingRoom
from index.embedder import Embedder
from tests.support import tdlib
from tests.support.library import Officer, at_work, opened
from tests.support.quick import QUICK

ARTICLES = Path(__file__).parents[3] / "shared" / "sources"


@pytest.fixture(scope="session")
def bundled_folder(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder as it is after the first start; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("bundled")
    opened(folder, embedder).ready().close()
    return folder


@pytest.fixture
def data(tmp_path: Path, bundled_folder: Path) -> Path:
    """A data folder of the test's own, as it is after the first start."""
    return Path(shutil.copytree(bundled_folder, tmp_path / "data"))


@pytest.fixture(scope="session")
def articles_folder(tmp_path_factory: pytest.TempPathFactory, bundled_folder: Path) -> Path:
    """A data folder to which the command added the two real articles; not to be changed."""
    if not ARTICLES.is_dir():
        pytest.skip("the real articles do not stand beside the project")
    folder = tmp_path_factory.mktemp("articles") / "data"
    shutil.copytree(bundled_folder, folder)
    paths = [str(path) for path in sorted(ARTICLES.glob("*.txt"))]
    with pytest.MonkeyPatch.context() as patch:
        # The command lowers the priority of its process; this one has other tests to run.
        patch.setattr("os.nice", lambda _: 0)
        assert main(["add", "--data", str(folder), *paths]) == 0
    return folder


@pytest.fixture(scope="session")
def articles(articles_folder: Path, embedder: Embedder) -> Iterator[ReadingRoom]:
    """The advisor of the two articles."""
    advisor = opened(articles_folder, embedder).ready()
    yield advisor
    advisor.close()


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(clock=QUICK.now) as emulator:
        yield emulator


@pytest.fixture
async def officer(emulator: Emulator, data: Path, embedder: Embedder) -> AsyncIterator[Officer]:
    """An officer in a chat with the real bot; at the end TDLib judges every message."""
    officer = Officer(emulator.person("Sanne"))
    async with at_work(emulator, data, embedder):
        yield officer
    assert emulator.violations == ()
    refused = {call.method for call in emulator.calls if call.refused}
    assert refused <= {"getUpdates"}  # the stop cuts off the poll that is under way
    for message in officer.heard:
        assert tdlib.accepts(message)
        for button in message.buttons:
            assert button.url is None or not tdlib.refusal("ab", [_link(button.url)])


def _link(url: str) -> Entity:
    return Entity("text_link", 0, 2, url)
