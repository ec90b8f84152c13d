"""Who a person is, for everything that is kept: a pseudonym that leads back to nobody.

A pseudonym is HMAC-SHA256 of the person's key in a channel ("telegram:12"), under a key that is
derived from one secret outside the database: the setting VRIJWIJZER_SECRET, or a file of its own
in the data folder. Whoever finds people.db alone can neither name a person nor read a word.
"""

import base64
import hmac
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.state.keyfile import key_in

FILE: Final = "people.key"
_PSEUDONYM_BYTES: Final = 15  # 24 letters; two of a million people meet once in 10²⁴
_NONCE_BYTES: Final = 12


class Unreadable(Exception):
    """What was sealed cannot be opened: by another key, changed, or moved to another row."""


class Identity:
    """Makes pseudonyms and seals, all under keys that are derived from one secret."""

    def __init__(self, secret: bytes) -> None:
        """`secret`: 32 bytes or more that nobody can guess."""
        self._names = _derived(secret, "names")
        self._seals = AESGCM(_derived(secret, "seals"))

    def pseudonym(self, known_as: str) -> str:
        """Return 24 letters for a person or a chat; the same for the same, for ever."""
        return _letters(_mac(self._names, known_as))

    def fingerprint(self, code: str) -> str:
        """Return what is stored of a code that is given out, so that the code itself is not."""
        return _letters(_mac(self._names, f"code\x1f{code}"))

    def seal(self, plain: bytes, about: str) -> bytes:
        """Return `plain` encrypted (AES-256-GCM) and bound to what it is about."""
        return sealed(self._seals, plain, about)

    def unseal(self, made: bytes, about: str) -> bytes:
        """Return what was sealed; raises Unreadable."""
        return unsealed(self._seals, made, about)


def load(folder: Path, secret: str | None = None) -> Identity:
    """Return the identity of a data folder; its key file is made at the first use.

    `secret` (the setting) goes before the file. Raises Unavailable, SettingsError.
    """
    return Identity(secret.encode() if secret else key_in(folder / FILE))


def sealed(key: AESGCM, plain: bytes, about: str) -> bytes:
    """Return a fresh nonce and the ciphertext; only the same key and `about` open it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, about.encode())


def unsealed(key: AESGCM, made: bytes, about: str) -> bytes:
    """Return what `sealed` was given; raises Unreadable."""
    try:
        return key.decrypt(made[:_NONCE_BYTES], made[_NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(about) from error


def _derived(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose (HMAC as a key derivation, RFC 5869 with one block)."""
    extracted = _mac(b"vrijwijzer people", secret)
    return _mac(extracted, purpose + "\x01")


def _mac(key: bytes, said: str | bytes) -> bytes:
    return hmac.new(key, said.encode() if isinstance(said, str) else said, sha256).digest()


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest[:_PSEUDONYM_BYTES]).decode().lower()
