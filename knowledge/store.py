"""knowledge.db, the truth: sources with their page as received, passages, sentences, a revision.

The only module of the package that knows SQLite (through sqlite-utils); rows never leave it. A
rollback journal, not WAL: SQLite before 3.51.3 can corrupt a WAL database that two connections
write. Every write is one BEGIN IMMEDIATE transaction, so that `add` works beside a running bot.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database, Migrations

from knowledge import rows
from knowledge.errors import Unavailable
from knowledge.keys import title_key, url_key
from knowledge.model import Source
from knowledge.rows import Entry

# Milliseconds. A writer is done in a few; who waited this long is told that the database is busy.
BUSY_TIMEOUT: Final = 5000

migrations = Migrations("knowledge")
_KNOWN: Final = frozenset({"0001-sources"})


@migrations(name="0001-sources")
def _sources(db: Database) -> None:
    """Sources, their passages and sentences, and single values."""
    integers = "number bundled checked_by_municipality"
    texts = (
        "id parent kind title title_key evidence publisher authors published url url_key language"
        " collection municipalities themes contact_role derived_from text page sha256 added"
    )
    sources = db.table("sources")
    sources.create(
        _columns(integers, texts), pk="number", not_null=["id", "kind", "title", "text"]
    )
    sources.create_index(["id"], unique=True)
    for column in ("parent", "title_key", "url_key"):
        sources.create_index([column])
    db.table("passages").create(
        _columns("number start stop", "id source_id heading sha256"), pk="id"
    )
    db.table("passages").create_index(["source_id", "number"], unique=True)
    db.table("sentences").create(
        _columns(
            "passage number start stop block item list_id lead_start lead_stop",
            "source_id kind ground",
        ),
        pk=("source_id", "passage", "number"),
    )
    db.table("state").create(_columns("", "key value"), pk="key")


def _columns(integers: str, texts: str) -> dict[str, type]:
    """Columns and their types."""
    return dict.fromkeys(integers.split(), int) | dict.fromkeys(texts.split(), str)


class Store:
    """One connection to knowledge.db, for the thread that made it.

    Each method raises Unavailable when the database is damaged, busy or out of reach.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the database and bring its schema up to date."""
        self._path = path
        with self._clearly():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = Database(path)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that has the right to write from its beginning; all or nothing."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    def revision(self) -> int:
        """Return a number that grows with every change of the sources; 0 for a new database."""
        return int(self.value("revision") or 0)

    def value(self, key: str) -> str | None:
        """Return a single value, None when it was never set."""
        found = self._rows("SELECT value FROM state WHERE key = ?", [key])
        return found[0]["value"] if found else None

    def set_value(self, key: str, value: str) -> None:
        """Keep a single value; within `writing`."""
        self._db.table("state").upsert({"key": key, "value": value}, pk="key")

    def put(self, source: Source, page: str, *, bundled: bool = False) -> bool:
        """Write a source, in the place of the one with its id; within `writing`.

        Returns False, and writes nothing, when it is there already just so.
        """
        row = rows.source_row(source, page, bundled=bundled)
        there = self._rows("SELECT number, sha256, page FROM sources WHERE id = ?", [source.id])
        if there and (there[0]["sha256"], there[0]["page"]) == (row["sha256"], page):
            return False
        if there:
            row["number"] = there[0]["number"]
            self._delete_rows(source.id)
        self._db.table("sources").insert(row)
        self._db.table("passages").insert_all(rows.passage_rows(source))
        self._db.table("sentences").insert_all(rows.sentence_rows(source))
        self._grow()
        return True

    def delete(self, source_id: str) -> None:
        """Delete a source; within `writing`. One that is not there is no fault."""
        self._delete_rows(source_id)
        self._grow()

    def sources(self) -> list[Source]:
        """Return all sources, in the order in which they first came."""
        return self._sources()

    def source(self, source_id: str) -> Source | None:
        """Return one source."""
        found = self._sources(source_id)
        return found[0] if found else None

    def page(self, source_id: str) -> str | None:
        """Return the page that a source was read from, as received; a comment's: its article's."""
        found = self._rows(
            "SELECT page FROM sources"
            " WHERE id = (SELECT coalesce(parent, id) FROM sources WHERE id = ?)",
            [source_id],
        )
        return found[0]["page"] if found else None

    def passage_sha256(self, passage_id: str) -> str | None:
        """Return the hash that a passage was stored with, or None when it is not there."""
        rows = self._rows("SELECT sha256 FROM passages WHERE id = ?", [passage_id])
        return str(rows[0]["sha256"]) if rows else None

    def entry(self, source_id: str) -> Entry | None:
        """Return what is known of one source."""
        found = self._entries("id = ?", source_id)
        return found[0] if found else None

    def entries_like(self, title: str, url: str | None) -> list[Entry]:
        """Return the entries with this title or at this address."""
        return self._entries(
            "title_key = ? OR url_key = ?", title_key(title), url_key(url) if url else None
        )

    def entries_below(self, parent: str) -> list[Entry]:
        """Return the comments on an article."""
        return self._entries("parent = ?", parent)

    def bundled_entries(self) -> list[Entry]:
        """Return the entries that came with the package."""
        return self._entries("bundled = 1")

    def _prepare(self) -> None:
        """Set what a connection needs; refuse a newer schema, bring an older one up to date."""
        with self._clearly():
            self._db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
            self._db.execute("PRAGMA journal_mode = TRUNCATE")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA secure_delete = ON")
            newer = {each.name for each in migrations.applied(self._db)} - _KNOWN
            pending = migrations.pending(self._db)
        if newer:
            raise Unavailable(
                f"{self._path}: made by a newer VrijWijzer ({', '.join(sorted(newer))});"
                " install that version, or name another data folder"
            )
        if pending:
            with self.writing():
                migrations.apply(self._db)

    def _grow(self) -> None:
        """Make the revision one higher."""
        self.set_value("revision", str(self.revision() + 1))

    def _delete_rows(self, source_id: str) -> None:
        """Delete what the tables hold of a source."""
        self._db.execute("DELETE FROM sentences WHERE source_id = ?", [source_id])
        self._db.execute("DELETE FROM passages WHERE source_id = ?", [source_id])
        self._db.execute("DELETE FROM sources WHERE id = ?", [source_id])

    def _sources(self, source_id: str | None = None) -> list[Source]:
        """One source, or all of them, read in one transaction."""
        own, theirs = ("id = ?", "source_id = ?") if source_id else (None, None)
        values = [source_id] if source_id else None
        with self._transaction("BEGIN"):
            passages = self._db.table("passages")
            sentences = self._db.table("sentences")
            return rows.sources(
                list(self._db.table("sources").rows_where(own, values, order_by="number")),
                list(passages.rows_where(theirs, values, order_by="source_id, number")),
                list(sentences.rows_where(theirs, values, order_by="source_id, passage, number")),
            )

    def _entries(self, where: str, *values: object) -> list[Entry]:
        """The entries that a condition holds for, in the order in which they first came."""
        with self._clearly():
            found = self._db.table("sources").rows_where(where, list(values), order_by="number")
            return [rows.entry(row) for row in found]

    def _rows(self, sql: str, values: Any = ()) -> list[dict[str, Any]]:
        """The rows that a query finds."""
        with self._clearly():
            return list(self._db.query(sql, values))

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        """What is read or written within, at one moment; rolled back when anything fails."""
        with self._clearly():
            self._db.execute(begin)
            try:
                yield
                self._db.commit()  # which fails, and leaves the transaction open, when it is busy
            finally:
                if self._db.conn.in_transaction:
                    self._db.rollback()

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        """Tell failures of the database and its file in one clear line."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise Unavailable(
                    f"{self._path}: another process is writing; try again"
                ) from error
            raise Unavailable(
                f"{self._path}: cannot be used ({error}); check its rights"
            ) from error
        except sqlite3.DatabaseError as error:
            raise Unavailable(
                f"{self._path}: damaged, or no database ({error}); put a backup in its place"
            ) from error
        except OSError as error:
            raise Unavailable(
                f"{self._path.parent}: no data can be kept here ({error.strerror}); name another"
            ) from error
