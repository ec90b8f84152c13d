"""What knowledge.db keeps beside the sources themselves, in tables of the same database.

Earlier versions (so that old answers still open), fingerprints (to see near-duplicates), the files
that were imported (so that an import goes on where it stopped), and how many answers leaned on a
source. Counts say nothing of who asked, or what.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from knowledge import exchange
from knowledge.duplicates import METHOD
from knowledge.model import Source
from knowledge.rows import sha256
from knowledge.versions import Version

TABLES: Final = (
    """CREATE TABLE versions (
        source_id TEXT, number INTEGER, parent TEXT, superseded TEXT NOT NULL,
        sha256 TEXT NOT NULL, record TEXT NOT NULL, page TEXT NOT NULL,
        PRIMARY KEY (source_id, number)
    )""",
    "CREATE INDEX versions_by_parent ON versions (parent)",
    "CREATE TABLE fingerprints (source_id TEXT PRIMARY KEY, method TEXT, hashes BLOB)",
    "CREATE TABLE files (sha256 TEXT PRIMARY KEY, place TEXT NOT NULL, source_id TEXT NOT NULL)",
    "CREATE INDEX files_by_source ON files (source_id)",
    "CREATE TABLE citings (source_id TEXT PRIMARY KEY, answers INTEGER NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was imported: a hash of what it holds, and one of where it stands."""

    sha256: str
    place: str


class Tables(Protocol):
    """What is needed of the store: its rows, and statements within its `writing`."""

    def rows(self, sql: str, values: Any = ()) -> list[dict[str, Any]]:
        """Return the rows that a query finds."""
        ...

    def run(self, sql: str, values: Any = ()) -> None:
        """Run a statement that changes something."""
        ...


class Archive:
    """The tables beside the sources; what changes them belongs within the store's `writing`."""

    def __init__(self, tables: Tables) -> None:
        """Work on the tables of one store."""
        self._tables = tables

    def keep(self, version: Version) -> None:
        """Keep an earlier version; one with its number that is there already stays."""
        source = version.source
        self._tables.run(
            "INSERT OR IGNORE INTO versions"
            " (source_id, number, parent, superseded, sha256, record, page)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                source.id,
                version.number,
                source.parent,
                version.superseded,
                sha256(source),
                json.dumps(exchange.record_of(source), ensure_ascii=False),
                version.page,
            ],
        )

    def supersede(self, source: Source, page: str, moment: str) -> None:
        """Keep a source as it is now, as the latest of its earlier versions."""
        sql = "SELECT max(number) AS last FROM versions WHERE source_id = ?"
        last = self._tables.rows(sql, [source.id])[0]["last"] or 0
        self.keep(Version(last + 1, moment, source, page))

    def versions(self, source_id: str) -> list[Version]:
        """Return the earlier versions of a source, the first one first.

        Raises ValueError when one is damaged.
        """
        sql = "SELECT * FROM versions WHERE source_id = ? ORDER BY number"
        return [
            Version(
                row["number"],
                row["superseded"],
                exchange.source_of(json.loads(row["record"])),
                row["page"],
            )
            for row in self._tables.rows(sql, [source_id])
        ]

    def archived(self) -> list[str]:
        """Return the ids of which there are earlier versions."""
        rows = self._tables.rows("SELECT DISTINCT source_id FROM versions ORDER BY source_id")
        return [row["source_id"] for row in rows]

    def archived_below(self, parent: str) -> list[str]:
        """Return the ids of the comments on an article of which there are earlier versions."""
        sql = "SELECT DISTINCT source_id FROM versions WHERE parent = ?"
        return [row["source_id"] for row in self._tables.rows(sql, [parent])]

    def replaced(self) -> dict[str, str]:
        """Return which source replaces which, while it is there, by the id of the replaced one."""
        rows = self._tables.rows(
            "SELECT id, replaced_by FROM sources"
            " WHERE replaced_by IN (SELECT id FROM sources) ORDER BY number"
        )
        return {row["id"]: row["replaced_by"] for row in rows}

    def comparable(self) -> set[str]:
        """Return the ids of the sources that can be near-duplicates: all but comments."""
        rows = self._tables.rows("SELECT id FROM sources WHERE parent IS NULL")
        return {row["id"] for row in rows}

    def fingerprints(self) -> dict[str, bytes]:
        """Return the fingerprints that were made as they are made now, by source."""
        sql = "SELECT source_id, hashes FROM fingerprints WHERE method = ?"
        return {row["source_id"]: row["hashes"] for row in self._tables.rows(sql, [METHOD])}

    def keep_fingerprints(self, made: Mapping[str, bytes]) -> None:
        """Keep fingerprints of sources."""
        for source_id, hashes in made.items():
            sql = (
                "INSERT OR REPLACE INTO fingerprints (source_id, method, hashes) VALUES (?, ?, ?)"
            )
            self._tables.run(sql, [source_id, METHOD, hashes])

    def imported(self, sha256: str) -> str | None:
        """Return the id of the source that a file with this hash became."""
        rows = self._tables.rows("SELECT source_id FROM files WHERE sha256 = ?", [sha256])
        return str(rows[0]["source_id"]) if rows else None

    def imported_from(self, place: str) -> str | None:
        """Return the id of the source that the file at a place became."""
        rows = self._tables.rows("SELECT source_id FROM files WHERE place = ?", [place])
        return str(rows[0]["source_id"]) if rows else None

    def keep_import(self, file: File, source_id: str) -> None:
        """Keep which source a file became; what an older file of that source was is forgotten."""
        self._tables.run(
            "DELETE FROM files WHERE source_id = ? OR place = ?", [source_id, file.place]
        )
        sql = "INSERT OR REPLACE INTO files (sha256, place, source_id) VALUES (?, ?, ?)"
        self._tables.run(sql, [file.sha256, file.place, source_id])

    def cited(self) -> dict[str, int]:
        """Return how many answers leaned on each source; 0 is left out."""
        rows = self._tables.rows("SELECT source_id, answers FROM citings")
        return {row["source_id"]: row["answers"] for row in rows}

    def count_cited(self, answers: Mapping[str, int]) -> None:
        """Count so many answers more for each source; one that is gone is passed over."""
        for source_id, count in answers.items():
            self._tables.run(
                "INSERT INTO citings (source_id, answers)"
                " SELECT id, ?2 FROM sources WHERE id = ?1"
                " ON CONFLICT (source_id) DO UPDATE SET answers = answers + ?2",
                [source_id, count],
            )

    def forget_text(self, source_id: str) -> None:
        """Forget what was derived of a text that is no longer that of its source."""
        self._tables.run("DELETE FROM fingerprints WHERE source_id = ?", [source_id])
        self._tables.run("DELETE FROM files WHERE source_id = ?", [source_id])

    def forget(self, source_id: str) -> None:
        """Forget all of a source, its earlier versions too, and those of comments below it."""
        self.forget_text(source_id)
        self._tables.run("DELETE FROM citings WHERE source_id = ?", [source_id])
        self._tables.run(
            "DELETE FROM versions WHERE source_id = ? OR parent = ?", [source_id, source_id]
        )
