"""Rows that only the holder of a key can find and read: the key is sent away and not kept.

A button in Telegram and a link that somebody shares hold such a key. What they stand for is found
by a hash of it and sealed with it (AES-256-GCM), so people.db alone tells nothing.
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES: Final = 16
_WRITTEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_NONCE: Final = bytes(12)  # each key seals one row only


def new_key() -> str:
    """Return a random key of 128 bits, as 22 letters of base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode().rstrip("=")


def is_key(text: str) -> bool:
    """Tell whether a text could be a key."""
    return _WRITTEN.fullmatch(text) is not None


def row_id(key: str, bound: Sequence[str] = ()) -> bytes:
    """Return by what a row is found: a hash of its key and of what it is bound to."""
    return hashlib.sha256(json.dumps(["row", key, *bound]).encode()).digest()


def seal(key: str, said: Any) -> bytes:
    """Return what can be written as JSON, unreadable without the key."""
    return AESGCM(_secret(key)).encrypt(_NONCE, json.dumps(said).encode(), None)


def unseal(key: str, sealed: bytes) -> Any:
    """Return what was sealed; None when the row was changed."""
    try:
        return json.loads(AESGCM(_secret(key)).decrypt(_NONCE, sealed, None))
    except (InvalidTag, ValueError):
        return None


def _secret(key: str) -> bytes:
    return hashlib.sha256(json.dumps(["seal", key]).encode()).digest()
