"""A people.db of a test's own, and a clock that stands still until it is set."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.identity import Identity
from bot.state.records import Records, Rules
from tests.bot.state.clock import Clock

IDENTITY = Identity(b"een geheim van tests, 32 bytes lang")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    records = Records(tmp_path, IDENTITY, Rules(), clock)
    yield records
    records.close()
