"""index.db: terms and vectors of every passage. Derived from knowledge.db; may be deleted.

The only module of this package that knows SQLite. A rollback journal, and every write one short
`BEGIN IMMEDIATE` transaction, so that `add` and a running bot can share the file. Passages are
numbered here; the number is the row of their terms and their id in FAISS.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import sqlite_utils

from index import durable
from index.embedder import Vector, Vectors
from knowledge.errors import Unavailable

# Counted up when the tables change; an index.db with another number is set aside and made anew.
SCHEMA: Final = 1

# Half precision keeps cosines within 0.001 of float32 and halves the file.
STORED: Final = np.dtype("<f2")

# What a term weighs in title and headings, in the text, and as a part of a compound (of a count).
WEIGHTS: Final = "bm25(1.0, 1.0, 0.5)"

# Words joined by OR in one query of FTS5; more make it slower without finding more (TRUST F8).
MOST_TERMS: Final = 32

# Parameters in one statement; SQLite takes at least 999.
_CHUNK: Final = 900

# How long a write waits for another process, in milliseconds; a write takes far less.
WAIT_MS: Final = 10_000

_TABLES: Final = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL
    )""",
    "CREATE INDEX passages_by_key ON passages (key)",
    """CREATE TABLE vectors (
        key TEXT NOT NULL, embedder TEXT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (key, embedder)
    )""",
    """CREATE VIRTUAL TABLE terms USING fts5 (
        context, body, parts, tokenize = "unicode61 remove_diacritics 0 tokenchars '.,:/'"
    )""",
    "CREATE VIRTUAL TABLE counts USING fts5vocab (terms, col)",
    f"PRAGMA user_version = {SCHEMA}",
)


class Damaged(Exception):
    """index.db cannot be read as ours; it is set aside and made anew, never shown to a person."""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage as index.db holds it; the last three are terms on end, spaces between."""

    id: str
    key: str
    context: str
    body: str
    parts: str


class IndexStore:
    """The open index.db of one data folder; belongs to the thread that opened it."""

    def __init__(self, path: Path, wait_ms: int = WAIT_MS) -> None:
        """Open or create the file; one that is damaged or of another schema is set aside.

        A write waits `wait_ms` at most for another process. Raises Unavailable out of reach.
        """
        self._path = path
        self._wait_ms = wait_ms
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except Damaged as fault:
            self.renew(str(fault))

    def close(self) -> None:
        """Close the connection."""
        self._db.conn.close()

    def renew(self, reason: str) -> None:
        """Set the file aside and begin an empty one."""
        self.close()
        # A journal that is left over would be played back into the new file.
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        durable.set_aside(self._path, reason)
        self._open()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; commit at the end, or undo everything when an error passes."""
        self._do("BEGIN IMMEDIATE")
        try:
            yield
            self._do("COMMIT")
        finally:
            if self._db.conn.in_transaction:
                self._db.conn.rollback()

    def facts(self) -> dict[str, str]:
        """Return what the index says of itself: analyser, library revision."""
        return dict(self._do("SELECT name, value FROM facts"))

    def note(self, facts: Mapping[str, str]) -> None:
        """Write `facts` over those of the same name (inside `writing`)."""
        self._do_many("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def numbered(self) -> dict[str, tuple[int, str]]:
        """Return number and key of every passage by its id."""
        rows = self._do("SELECT id, number, key FROM passages ORDER BY number")
        return {each: (number, key) for each, number, key in rows}

    def swap(self, gone: Sequence[int], rows: Iterable[Row]) -> None:
        """Take the passages `gone` out and put `rows` in, under new numbers (inside `writing`).

        Vectors that nothing uses any more go too. A number is never given twice.
        """
        before = list(self._in_chunks("SELECT key FROM passages WHERE number IN ({})", gone))
        for table, column in (("terms", "rowid"), ("passages", "number")):
            sql = f"DELETE FROM {table} WHERE {column} IN ({{}})"  # noqa: S608 - both names are ours
            list(self._in_chunks(sql, gone))
        for row in rows:
            self._do("INSERT INTO passages (id, key) VALUES (?, ?)", row.id, row.key)
            columns = row.context, row.body, row.parts
            self._do(
                "INSERT INTO terms (context, body, parts, rowid)"
                " SELECT ?, ?, ?, last_insert_rowid()",
                *columns,
            )
        self._do_many(
            "DELETE FROM vectors WHERE key = ?1"
            " AND NOT EXISTS (SELECT 1 FROM passages WHERE key = ?1)",
            before,
        )

    def lacking(self, keys: Collection[str], embedder: str) -> set[str]:
        """Return those of `keys` that have no vectors by `embedder` yet."""
        sql = "SELECT key FROM vectors WHERE embedder = ? AND key IN ({})"
        return set(keys) - {key for (key,) in self._in_chunks(sql, list(keys), embedder)}

    def keep(self, embedder: str, made: Mapping[str, Vectors]) -> None:
        """Store vectors by key: row 0 of the passage, then one a sentence. One transaction."""
        rows = [(key, embedder, each.astype(STORED).tobytes()) for key, each in made.items()]
        with self.writing():
            self._do_many("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def kept(self, key: str, embedder: str, dimension: int) -> Vectors:
        """Return float32 [rows, dimension] of one key, as given to `keep`."""
        found = self._do("SELECT rows FROM vectors WHERE key = ? AND embedder = ?", key, embedder)
        return _floats(b"".join(blob for (blob,) in found)).reshape(-1, dimension)

    def passage_vectors(
        self, numbers: Sequence[int], embedder: str, dimension: int
    ) -> dict[int, Vector]:
        """Return float32 [dimension] of those of `numbers` that have vectors."""
        sql = (
            "SELECT number, substr(rows, 1, ?), length(rows) FROM passages"
            " JOIN vectors USING (key) WHERE embedder = ? AND number IN ({})"
        )
        width = dimension * STORED.itemsize
        found = list(self._in_chunks(sql, numbers, width, embedder))
        if any(length == 0 or length % width for _, _, length in found):
            raise Damaged(f"holds vectors of another dimension than {dimension}")
        return {number: _floats(blob) for number, blob, _ in found}

    def sentence_vectors(
        self, numbers: Sequence[int], embedder: str, dimension: int
    ) -> dict[int, Vectors]:
        """Return float32 [sentences, dimension] of those of `numbers` that have vectors."""
        sql = (
            "SELECT number, rows FROM passages JOIN vectors USING (key)"
            " WHERE embedder = ? AND number IN ({})"
        )
        found = self._in_chunks(sql, numbers, embedder)
        return {number: _floats(blob).reshape(-1, dimension)[1:] for number, blob in found}

    def best(self, terms: Sequence[str], limit: int) -> dict[int, float]:
        """Return the score (BM25, above 0) of the best passages by number, best first.

        A passage needs one of `terms`; of those, the first 32 are asked. None: nothing is found.
        """
        if not terms:
            return {}
        asked = list(dict.fromkeys(terms))[:MOST_TERMS]
        query = " OR ".join(f'"{term}"' for term in asked)
        sql = (
            "SELECT rowid, -rank FROM terms WHERE terms MATCH ? AND rank MATCH ?"
            " ORDER BY rank, rowid LIMIT ?"
        )
        return dict(self._do(sql, query, WEIGHTS, limit))

    def vocabulary(self) -> dict[str, int]:
        """Return in how many passages each term stands in the text."""
        return dict(self._do("SELECT term, doc FROM counts WHERE col = 'body'"))

    def _open(self) -> None:
        """Connect, and fill an empty file. Raises Damaged for one that is not ours."""
        with _our_errors(self._path):
            self._db = sqlite_utils.Database(self._path)
        for setting in (
            f"busy_timeout = {self._wait_ms}",
            "journal_mode = TRUNCATE",
            "synchronous = FULL",
            "secure_delete = ON",
            "trusted_schema = OFF",
        ):
            self._do(f"PRAGMA {setting}")
        with self.writing():
            version = self._do("PRAGMA user_version")[0][0]
            if version == 0 and not self._do("SELECT 1 FROM sqlite_master"):
                for statement in _TABLES:
                    self._do(statement)
            elif version != SCHEMA:
                raise Damaged(f"is of schema {version}, not {SCHEMA}")

    def _in_chunks(self, sql: str, values: Sequence[Any], *first: Any) -> Iterator[Any]:
        """Yield the rows of `sql`, its {} filled with as many parameters as fit at a time."""
        for start in range(0, len(values), _CHUNK):
            some = values[start : start + _CHUNK]
            yield from self._do(sql.format(", ".join("?" * len(some))), *first, *some)

    def _do(self, sql: str, *parameters: Any) -> list[Any]:
        """Run one statement and return its rows."""
        with _our_errors(self._path):
            return self._db.execute(sql, parameters).fetchall()

    def _do_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once a row."""
        with _our_errors(self._path):
            self._db.conn.executemany(sql, rows)


def _floats(blob: bytes) -> Vectors:
    """Read stored vectors."""
    return np.frombuffer(blob, STORED).astype(np.float32)


@contextmanager
def _our_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours: in the way now (locked, full, read-only), or damaged."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        raise Unavailable(f"{path}: {fault}; free space or rights, then try again") from fault
    except sqlite3.DatabaseError as fault:
        raise Damaged(str(fault)) from fault
