"""A key per person, under which everything that a person said is kept.

The keys lie in people.db, each sealed under the secret that is not. Erasing a key makes all that
was kept under it unreadable at once, also in a copy of the file that nobody thought of.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlite_utils import Database

from bot.state.identity import Identity, Unreadable, sealed, unsealed

JSON: TypeAlias = "Mapping[str, JSON] | Sequence[JSON] | str | int | float | bool | None"


class Vault:
    """The table `person_keys` of people.db. People are given by their pseudonym.

    Its methods raise `sqlite3.Error` when the disk or the database refuses.
    """

    def __init__(self, database: Database, identity: Identity) -> None:
        self._database = database
        self._identity = identity

    def seal(self, person: str, said: JSON, about: str) -> bytes:
        """Return `said` under the person's key; made, inside `writing`, when there is none."""
        plain = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            key = self._key(person)
        except Unreadable:  # what was kept under it cannot be read any more either
            key = None
        return sealed(key or self._new_key(person), plain, f"{about}\x1f{person}")

    def unseal(self, person: str, made: bytes, about: str) -> JSON:
        """Return what was sealed; raises Unreadable when key or content is gone or changed."""
        key = self._key(person)
        if key is None:
            raise Unreadable(about)
        read: JSON = json.loads(unsealed(key, made, f"{about}\x1f{person}"))
        return read

    def _key(self, person: str) -> AESGCM | None:
        """The key of a person; None when there is none."""
        found = self._database.execute(
            "SELECT wrapped FROM person_keys WHERE person = ?", (person,)
        ).fetchone()
        return AESGCM(self._identity.unseal(found[0], person)) if found else None

    def _new_key(self, person: str) -> AESGCM:
        """A key that is made and kept for a person."""
        key = AESGCM.generate_key(256)
        self._database.conn.execute(
            "INSERT OR REPLACE INTO person_keys VALUES (?, ?)",
            (person, self._identity.seal(key, person)),
        )
        return AESGCM(key)
