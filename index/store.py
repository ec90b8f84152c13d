"""index.db: terms and vectors of every passage. Derived from knowledge.db; may be deleted.

The only module of this package that knows SQLite. A rollback journal, and every write one short
`BEGIN IMMEDIATE` transaction, so that `add` and a running bot can share the file. What is indexed
under which number is written by `index.catalogue`.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import sqlite_utils
from filelock import FileLock, Timeout

from index import durable
from index.rows import Vector, Vectors
from index.tables import KEPT, OURS, SCHEMA, TABLES
from knowledge.errors import Unavailable

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


class Damaged(Exception):
    """index.db cannot be read as ours, or was replaced; `renew` cures it, no person sees it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage that is searched comes from, and the key of what was indexed of it."""

    passage_id: str
    source_id: str
    key: str


class IndexStore:
    """The open index.db of one data folder; belongs to the thread that opened it."""

    def __init__(self, path: Path, wait_ms: int = WAIT_MS) -> None:
        """Open or create the file; one that is damaged or somebody else's is set aside.

        A write waits `wait_ms` at most for another process. Raises Unavailable out of reach.
        """
        self.path = path
        self._wait_ms = wait_ms
        self._seen = -1  # the data version when `changed_elsewhere` was asked last
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except Damaged as fault:
            self.renew(str(fault))

    def close(self) -> None:
        """Close the connection."""
        self._db.conn.close()

    def renew(self, reason: str) -> None:
        """Set the file aside and begin an empty one; open the new one that another process made.

        Raises Unavailable when another process is at it for longer than a write waits.
        """
        lock = FileLock(f"{self.path}.lock", timeout=self._wait_ms / 1000)
        try:
            with lock:
                ours = _identity(self.path) == self._file
                # Only now: the number of a file that is open is not given to another.
                self.close()
                if ours:
                    # A journal that is left over would be played back into the new file.
                    self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
                    durable.set_aside(self.path, reason)
                self._open()
        except Timeout as fault:
            raise Unavailable(f"{self.path}: another process renews it; try again") from fault

    @contextmanager
    def writing(self, lock: str = "IMMEDIATE") -> Iterator[None]:
        """Hold the write lock; commit at the end, or undo everything when an error passes."""
        self.run(f"BEGIN {lock}")
        try:
            yield
            self.run("COMMIT")
        finally:
            if self._db.conn.in_transaction:
                self._db.conn.rollback()

    def facts(self) -> dict[str, str]:
        """Return what the index says of itself: analyser, library revision."""
        return dict(self.run("SELECT name, value FROM facts"))

    def note(self, facts: Mapping[str, str]) -> None:
        """Write `facts` over those of the same name (inside `writing`)."""
        self.run_many("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def changed_elsewhere(self) -> bool:
        """Tell whether another connection wrote since this was asked last; True at first."""
        version = int(self.run("PRAGMA data_version")[0][0])
        changed, self._seen = version != self._seen, version
        return changed

    def marks(self) -> dict[str, str]:
        """Return the mark that each source had when it was indexed, by its id."""
        return dict(self.run("SELECT id, mark FROM sources"))

    def keys(self) -> dict[int, str]:
        """Return the key of every passage that is searched, by number."""
        return dict(self.run("SELECT number, key FROM passages WHERE searched ORDER BY number"))

    def places(self, numbers: Sequence[int]) -> dict[int, Place]:
        """Return the places of those of `numbers` that are searched."""
        sql = "SELECT number, id, source, key FROM passages WHERE searched AND number IN ({})"
        return {number: Place(*rest) for number, *rest in self.in_chunks(sql, numbers)}

    def words(self) -> dict[str, int]:
        """Return in how many passages each term stands in the text."""
        return dict(self.run("SELECT term, passages FROM words"))

    def spellings(self, words: Collection[str]) -> dict[str, int]:
        """Return those of `words` that sources write so, with in how many passages."""
        sql = "SELECT term, passages FROM spellings WHERE term IN ({})"
        return dict(self.in_chunks(sql, list(words)))

    def spellings_like(self, first: str, lengths: range) -> list[str]:
        """Return the words that sources write that begin with a letter and have such a length."""
        sql = (
            "SELECT term FROM spellings"
            " WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
        )
        found = self.run(sql, first, chr(ord(first) + 1), lengths.start, lengths.stop - 1)
        return [word for (word,) in found]

    def holding(self, terms: Sequence[str], limit: int) -> list[int]:
        """Return passages by number that hold all of `terms` whole, the best first."""
        query = " AND ".join(f'"{term}"' for term in terms[:MOST_TERMS])
        sql = "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rank, rowid LIMIT ?"
        return [number for (number,) in self.run(sql, f"{{context body}} : ({query})", limit)]

    def lacking(self, keys: Collection[str], embedder: str) -> set[str]:
        """Return those of `keys` that have no vectors by `embedder` yet."""
        sql = "SELECT key FROM vectors WHERE embedder = ? AND key IN ({})"
        return set(keys) - {key for (key,) in self.in_chunks(sql, list(keys), embedder)}

    def keep(self, embedder: str, made: Mapping[str, Vectors]) -> None:
        """Store vectors by key: row 0 of the passage, then one a sentence. One transaction."""
        rows = [(key, embedder, each.astype(STORED).tobytes()) for key, each in made.items()]
        with self.writing():
            self.run_many("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def kept(self, key: str, embedder: str, dimension: int) -> Vectors:
        """Return float32 [rows, dimension] of one key, as given to `keep`."""
        found = self.run("SELECT rows FROM vectors WHERE key = ? AND embedder = ?", key, embedder)
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
        found = list(self.in_chunks(sql, numbers, width, embedder))
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
        found = self.in_chunks(sql, numbers, embedder)
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
        return dict(self.run(sql, query, WEIGHTS, limit))

    def _open(self) -> None:
        """Connect, and fill an empty file. Raises Damaged for one that is not ours."""
        with _our_errors(self.path):
            self._db = sqlite_utils.Database(self.path)
        self._file = _identity(self.path)
        for setting in (
            f"busy_timeout = {self._wait_ms}",
            "journal_mode = TRUNCATE",
            "synchronous = FULL",
            "secure_delete = ON",
            "trusted_schema = OFF",
        ):
            self.run(f"PRAGMA {setting}")
        if self._schema() != SCHEMA:
            with self.writing("EXCLUSIVE"):
                self._make_tables()

    def _schema(self) -> int:
        """Return the number of the schema; 0 for none."""
        return int(self.run("PRAGMA user_version")[0][0])

    def _make_tables(self) -> None:
        """Make the tables, in place of those of another schema. Raises Damaged for another's."""
        if self._schema() == SCHEMA:
            return  # another process was first
        listed = self.run("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if listed and OURS.difference(name for name, _ in listed):
            raise Damaged("is a database of another kind")
        # The virtual tables first: they take the tables behind them along.
        for name, _ in sorted(
            listed, key=lambda row: not str(row[1]).startswith("CREATE VIRTUAL")
        ):
            if name != KEPT and not name.startswith("sqlite_"):
                self.run(f'DROP TABLE IF EXISTS "{name}"')
        for statement in TABLES:
            self.run(statement)

    def in_chunks(self, sql: str, values: Sequence[Any], *first: Any) -> Iterator[Any]:
        """Yield the rows of `sql`, its {} filled with as many parameters as fit at a time."""
        for start in range(0, len(values), _CHUNK):
            some = values[start : start + _CHUNK]
            yield from self.run(sql.format(", ".join("?" * len(some))), *first, *some)

    def run(self, sql: str, *parameters: Any) -> list[Any]:
        """Run one statement and return its rows; for this store and its catalogue only."""
        with _our_errors(self.path):
            return self._db.execute(sql, parameters).fetchall()

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once a row."""
        with _our_errors(self.path):
            self._db.conn.executemany(sql, rows)


def _floats(blob: bytes) -> Vectors:
    """Read stored vectors."""
    return np.frombuffer(blob, STORED).astype(np.float32)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that stands in its place later; None for no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _our_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours: in the way now (locked, full, read-only), or damaged."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_READONLY_DBMOVED:
            raise Damaged("was replaced by another process") from fault
        raise Unavailable(f"{path}: {fault}; free space or rights, then try again") from fault
    except sqlite3.DatabaseError as fault:
        raise Damaged(str(fault)) from fault
