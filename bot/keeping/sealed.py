"""A file that only a passphrase opens, written and read as a stream.

The key comes from the passphrase by scrypt (RFC 7914). What is written is cut into chunks, each
sealed with AES-256-GCM under a counter, the last one marked: the STREAM construction (Hoang,
Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption, 2015). So a chunk that was changed,
moved or left out is noticed, and so is a file that ends too early.
"""

import hashlib
import hmac
import io
import os
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from knowledge.errors import SourceRefused

_MAGIC: Final = b"VrijWijzer backup 1\n"
_SALT: Final = 16  # bytes
_PREFIX: Final = 7  # bytes of a nonce that are the file's own; 4 count, 1 marks the last chunk
_CHECK: Final = 32  # bytes that tell a wrong passphrase from a damaged file
_CHUNK: Final = 64 * 1024  # bytes
_TAG: Final = 16  # bytes that AES-GCM adds
# Cost of a guess as log2 of scrypt's N: 128 MB and some tenths of a second (OWASP Password Storage
# Cheat Sheet). It stands in the head, so that it can be raised.
COST: Final = 17
_MOST: Final = 20  # what a file may ask of the machine that reads it: 1 GB


class SealedWriter(io.RawIOBase):
    """Writes to `file` what only the passphrase opens; `close` writes the last chunk."""

    def __init__(self, file: BinaryIO, passphrase: str, cost: int = COST) -> None:
        """Write the head; `file` stays the caller's to close. `cost`: of a guess, 10-20."""
        head = _MAGIC + bytes([cost]) + os.urandom(_SALT + _PREFIX)
        self._cipher, check = _keys(head, passphrase)
        self._file, self._prefix = file, head[-_PREFIX:]
        self._waiting, self._count = bytearray(), 0
        file.write(head + check)

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: object) -> int:
        """Seal bytes; returns how many were taken: all of them."""
        given = memoryview(data).cast("B")  # type: ignore[arg-type]  # io.RawIOBase says less
        self._waiting += given
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(given)

    def close(self) -> None:
        """Write what is left as the last chunk; once."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._count, last=last)
        self._file.write(self._cipher.encrypt(nonce, chunk, None))
        self._count += 1


class SealedReader(io.RawIOBase):
    """Reads what a SealedWriter wrote.

    Raises SourceRefused when the passphrase is another, the file damaged, or its end missing.
    """

    def __init__(self, file: BinaryIO, name: str, passphrase: str) -> None:
        """Read the head of `file`, which messages call `name`."""
        head = file.read(len(_MAGIC) + 1 + _SALT + _PREFIX)
        check = file.read(_CHECK)
        if (
            head[: len(_MAGIC)] != _MAGIC
            or len(check) < _CHECK
            or not 1 <= head[len(_MAGIC)] <= _MOST
        ):
            raise SourceRefused(f"{name}: no backup of VrijWijzer, or one of a newer version")
        self._cipher, wanted = _keys(head, passphrase)
        if not hmac.compare_digest(check, wanted):
            raise SourceRefused(f"{name}: made with another passphrase; nothing was changed")
        self._file, self._name, self._prefix = file, name, head[-_PREFIX:]
        self._count = 0
        self._next = file.read(_CHUNK + _TAG)
        if not self._next:  # even an empty backup has a last chunk
            raise self._cut_off()
        self._opened = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` as far as a chunk goes; 0 at the end."""
        if not self._opened and self._next:
            self._opened = self._open()
        into = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # io.RawIOBase says less
        some = self._opened[: len(into)]
        into[: len(some)] = some
        self._opened = self._opened[len(some) :]
        return len(some)

    def _open(self) -> bytes:
        sealed, self._next = self._next, self._file.read(_CHUNK + _TAG)
        nonce = _nonce(self._prefix, self._count, last=not self._next)
        self._count += 1
        try:
            return self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag:
            raise self._cut_off() from None

    def _cut_off(self) -> SourceRefused:
        return SourceRefused(f"{self._name}: damaged, or it ends too early; take another backup")


def _nonce(prefix: bytes, count: int, *, last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([last])


def _keys(head: bytes, passphrase: str) -> tuple[AESGCM, bytes]:
    """Return the cipher, and the check of the head, which a second key makes."""
    cost, salt = head[len(_MAGIC)], head[len(_MAGIC) + 1 : -_PREFIX]
    made = Scrypt(salt=salt, length=64, n=2**cost, r=8, p=1).derive(passphrase.encode())
    return AESGCM(made[:32]), hmac.new(made[32:], head, hashlib.sha256).digest()
