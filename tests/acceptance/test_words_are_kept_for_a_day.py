"""What an officer asked is kept for a day: through a restart, and readable to nobody else."""

from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.demo.people import Person
from index.embedder import Embedder
from tests.support.library import Officer, at_work


@pytest.fixture
def sanne(emulator: Emulator) -> Person:
    return emulator.person("Sanne de Kanarie")


async def test_a_follow_up_survives_a_restart(
    emulator: Emulator, sanne: Person, data: Path, embedder: Embedder
) -> None:
    async with at_work(emulator, data, embedder):
        await Officer(sanne).asks("Wat doet Utrecht voor vrijwilligers?")
    stored = bytes_of(data)

    async with at_work(emulator, data, embedder):
        answer = await Officer(sanne).asks("En in Zeist?")

    assert "Wat doet Zeist voor vrijwilligers?" in answer.message.styled("italic")[0]
    for word in (b"Utrecht", b"Kanarie", str(sanne.id).encode()):
        assert word not in stored


def bytes_of(folder: Path) -> bytes:
    """All that the files about people hold."""
    return b"".join(path.read_bytes() for path in folder.glob("people.*"))
