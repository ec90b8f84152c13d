"""A sealed file gives back what went in, to who knows the passphrase, and notices all else."""

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.keeping.sealed import SealedReader, SealedWriter
from knowledge.errors import SourceRefused

PHRASE = "een lange zin om te onthouden"
CHEAP = 4  # log2 of scrypt's N


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, PHRASE, CHEAP) as writer:
        writer.write(content)
    return file.getvalue()


def opened(content: bytes, passphrase: str = PHRASE) -> bytes:
    return SealedReader(io.BytesIO(content), "kluis", passphrase).read()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_went_in_comes_out(size: int) -> None:
    content = bytes(n % 251 for n in range(size))

    assert opened(sealed(content)) == content


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(SourceRefused, match="kluis: made with another passphrase"):
        opened(sealed(b"geheim"), "een andere zin")


def test_nothing_of_the_content_can_be_read_in_the_file() -> None:
    assert b"Sanne" not in sealed(b"Sanne " * 100)


KEPT = sealed(b"0123456789" * 15_000)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, len(KEPT) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed_wherever_it_is(at: int, change: int) -> None:
    damaged = bytearray(KEPT)
    damaged[at] ^= change

    with pytest.raises(SourceRefused):
        opened(bytes(damaged))


@settings(deadline=None, max_examples=10)
@given(st.integers(0, len(KEPT) - 1))
@example(76)  # just the head
def test_a_file_that_ends_too_early_is_noticed(length: int) -> None:
    with pytest.raises(SourceRefused):
        opened(KEPT[:length])


def test_a_file_that_ends_between_two_chunks_is_noticed_too() -> None:
    head = len(sealed(b"")) - 16

    with pytest.raises(SourceRefused, match="ends too early"):
        opened(KEPT[: head + 65_536 + 16])
