"""All that people.db keeps of one person, opened: for the person, who has a right to it.

Rows come as they are stored, by table and column; what was sealed stands in its place opened. Of a
button and a link only the moments can be told: what they do is sealed with a key that was sent
away and not kept (`bot.state.seal`).
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from bot.state.erasure import CLEAR, TABLES, WAITING, ids_in_inbox
from bot.state.identity import Identity, Unreadable
from bot.state.people import People, clearly
from bot.state.vault import Vault

Row: TypeAlias = dict[str, Any]

# Keys, fingerprints and hashes: they say nothing of anybody, and `wrapped` would open the rest.
_UNTOLD: Final = frozenset({"wrapped", "code", "id", "sealed"})
# Where a pseudonym is kept on purpose after everything else went.
_ERASED: Final = ("erasures", "person")


class Own:
    """Reads what is kept of a person, for the thread that opened `people`."""

    def __init__(self, people: People, identity: Identity) -> None:
        self._people = people
        self._identity = identity
        vault = Vault(people.database, identity)

        def under_own_key(about: str) -> Callable[[Row], object]:
            return lambda row: vault.unseal(row["person"], row["said"], about)

        self._openers: Mapping[str, Callable[[Row], object]] = {
            "journal": under_own_key("journal"),
            "feedback": under_own_key("feedback"),
            "gap_asks": under_own_key("gap"),
            "notices": under_own_key("notice"),
            "requests": lambda row: json.loads(
                identity.unseal(row["said"], f"request{row['person']}")
            ),
            "drafts": lambda row: _draft(identity.unseal(row["sealed"], "draft")),
        }

    def everything(self, person: str) -> dict[str, list[Row]]:
        """Return all rows of a person ("telegram:12") by table; empty tables too."""
        pseudonym = self._identity.pseudonym(person)
        found: dict[str, list[Row]] = {}
        for table, columns in _columns().items():
            named = " OR ".join(f'"{column}" = ?' for column in columns)
            value = person if (table, columns[0]) in CLEAR else pseudonym
            rows = self._read(f'SELECT * FROM "{table}" WHERE {named}', *[value] * len(columns))  # noqa: S608 (names of ours)
            found[table] = [self._told(table, row) for row in rows]
        waiting = self._read(WAITING, *ids_in_inbox(person))
        found["inbox"] = [{**row, "body": json.loads(row["body"])} for row in waiting]
        return found

    def _told(self, table: str, row: Row) -> Row:
        """A row as it is told, what was sealed in it opened; None for what cannot be."""
        told = {column: value for column, value in row.items() if column not in _UNTOLD}
        if table in self._openers:
            try:
                told["said"] = self._openers[table](row)
            except Unreadable:
                told["said"] = None
        return told

    def _read(self, sql: str, *values: object) -> list[Row]:
        with clearly(self._people.path):
            cursor = self._people.database.execute(sql, values)
            names = [each[0] for each in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]


def _columns() -> dict[str, list[str]]:
    """The tables that hold something of a person, each with the columns that say whose it is."""
    found: dict[str, list[str]] = {}
    for table, column in (*CLEAR, *TABLES, _ERASED):
        found.setdefault(table, []).append(column)
    return found


def _draft(opened: bytes) -> Row:
    """A document as it was read, with the name and chat it came with, and what was said of it."""
    head, _, document = opened.partition(b"\n")
    known = dict(zip(("chat", "name", "said", "language"), json.loads(head), strict=False))
    return {**known, "document": json.loads(document)}
