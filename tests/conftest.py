"""What every test may use: the real embedding model, and no network but this machine's own.

And what every test proves by the way: that no word or name of a person is logged, at DEBUG.
"""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from index.embedder import TransformerEmbedder, load
from tests.support.canary import listening

# A run tries the same examples as the one before, so that a change is what turns it red.
# make test ARGS=--hypothesis-profile=default looks for new ones.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

# Bytes: far more than a run needs at any moment, and what the machine itself needs beside it.
_ROOM = 2_000_000_000
_MEMORY = Path("/dev/shm")  # noqa: S108 (a disk in memory)

_HERE = frozenset({"127.0.0.1", "::1", "localhost", "", None})


def pytest_configure() -> None:
    """Keep what tests write in memory where there is room: databases wait for the disk else.

    They still ask for each write to be on disk; no test pulls the plug (`make faults`, likewise).
    """
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.fixture(scope="session")
def embedder() -> TransformerEmbedder:
    """The model that the product ships with, in the user's cache; made there at first use."""
    return load()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse what leaves this machine, so that no test comes to need it."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in _HERE:
            raise ConnectionRefusedError(f"a test may not connect to {address[0]}")
        connect(self, address)

    def guarded_resolve(host: Any, *rest: Any, **named: Any) -> Any:
        if (host.decode() if isinstance(host, bytes) else host) not in _HERE:
            raise ConnectionRefusedError(f"a test may not look up {host}")
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)


@pytest.fixture(autouse=True)
def no_words_in_logs() -> Iterator[None]:
    """Fail a test in which something that somebody said is logged."""
    with listening() as canary:
        yield
    assert canary.found() == []
