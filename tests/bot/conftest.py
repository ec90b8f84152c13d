"""A library of a test's own making."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedder import Embedder
from tests.support.library import LibraryBuilder


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[LibraryBuilder]:
    builder = LibraryBuilder(tmp_path, embedder)
    yield builder
    builder.advisor.close()
