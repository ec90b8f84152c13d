"""Keys of 32 bytes in a file of their own, which its owner alone can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from knowledge.errors import SettingsError, Unavailable

_BYTES: Final = 32
_OTHERS: Final = 0o077


def key_in(path: Path) -> bytes:
    """Return the key in `path`, made there once and whole when it is missing.

    Raises Unavailable when the folder cannot be written, SettingsError for a file that others can
    read or that holds no key.
    """
    try:
        if not path.exists():
            with NamedTemporaryFile(dir=path.parent, prefix=path.name) as draft:
                draft.write(secrets.token_bytes(_BYTES))
                draft.flush()
                os.fsync(draft.fileno())
                # Unlike a rename, a link never replaces the key that another process just made.
                with suppress(FileExistsError):
                    os.link(draft.name, path)
        refuse_shared(path)
        key = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}; make the data folder writable") from None
    if len(key) != _BYTES:
        raise SettingsError(f"{path}: holds no key of {_BYTES} bytes; put its backup in its place")
    return key


def refuse_shared(path: Path) -> None:
    """Raise SettingsError when others than its owner have rights on a file that holds a secret."""
    mode = path.stat().st_mode & 0o777
    if mode & _OTHERS:
        raise SettingsError(
            f"{path}: holds a secret and others can read it (mode {mode:04o}); chmod 600 {path}"
        )
