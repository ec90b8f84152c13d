"""knowledge.db, the truth: sources with their page as received, passages, sentences, a revision.

The only module of the package that knows SQLite (through sqlite-utils); rows never leave it. A
rollback journal, not WAL: SQLite before 3.51.3 can corrupt a WAL database that two connections
write. A write is one BEGIN IMMEDIATE transaction, so that `add` works beside a running bot.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from knowledge import copies, rows
from knowledge.clearly import clearly
from knowledge.errors import Unavailable
from knowledge.keys import title_key, url_key
from knowledge.model import Source
from knowledge.rows import Entry
from knowledge.schema import KNOWN, migrations

# Milliseconds. A writer is done in a few; who waited this long is told that the database is busy.
BUSY_TIMEOUT: Final = 5000


class Store:
    """One connection to knowledge.db, for the thread that made it.

    Each method raises Unavailable when the database is damaged, busy or out of reach.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the database and bring its schema up to date."""
        self._path = path
        with clearly(self._path):
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
    def writing(self, patience: int | None = None) -> Iterator[None]:
        """One transaction that has the right to write from its beginning; all or nothing.

        It waits `patience` milliseconds at most for another writer, else BUSY_TIMEOUT.
        """
        self._wait_for_others(BUSY_TIMEOUT if patience is None else patience)
        try:
            with self._transaction("BEGIN IMMEDIATE"):
                yield
        finally:
            self._wait_for_others(BUSY_TIMEOUT)

    def revision(self) -> int:
        """Return a number that grows with every change of the sources; 0 for a new database."""
        with rows.readable(self._path):
            return int(self.value("revision") or 0)

    def names(self, key: str) -> list[str]:
        """Return a value that is a JSON list of names; empty when it was never set."""
        with rows.readable(self._path):
            return [str(each) for each in json.loads(self.value(key) or "[]")]

    def value(self, key: str) -> str | None:
        """Return a single value, None when it was never set."""
        found = self.rows("SELECT value FROM state WHERE key = ?", [key])
        return found[0]["value"] if found else None

    def set_value(self, key: str, value: str) -> None:
        """Keep a single value; within `writing`."""
        # Not by sqlite-utils: its upsert tries what SQLite can and passes over the error, so that
        # on a failing disk the transaction would be gone and the rest of it written by itself.
        self.run("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", [key, value])

    def put(self, source: Source, page: str, *, bundled: bool = False) -> bool:
        """Write a source, in the place of the one with its id; within `writing`.

        Returns False, and writes nothing, when it is there already just so.
        """
        row = rows.source_row(source, page, bundled=bundled)
        there = self.rows(
            "SELECT number, sha256, page, replaced_by FROM sources WHERE id = ?", [source.id]
        )
        if there and (there[0]["sha256"], there[0]["page"]) == (row["sha256"], page):
            return False
        if there:
            row |= {"number": there[0]["number"], "replaced_by": there[0]["replaced_by"]}
            self._delete_rows(source.id)
        self._insert("sources", [row])
        self._insert("passages", rows.passage_rows(source))
        self._insert("sentences", rows.sentence_rows(source))
        self._grow()
        return True

    def set_replaced(self, source_id: str, by: str | None) -> None:
        """Note which source took the place of another; within `writing`."""
        self.run("UPDATE sources SET replaced_by = ? WHERE id = ?", [by, source_id])
        self._grow()

    def delete(self, source_id: str) -> None:
        """Delete a source; within `writing`. One that is not there is no fault."""
        copies.drop(self._path)  # no copy outlives what is removed
        self._delete_rows(source_id)
        self._grow()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read within belongs to one moment, whoever writes meanwhile."""
        if self._db.conn.in_transaction:
            yield
            return
        with self._transaction("BEGIN"):
            yield

    def sources(self) -> list[Source]:
        """Return all sources, in the order in which they first came."""
        with self.reading():
            return self._read(None)

    def source(self, source_id: str) -> Source | None:
        """Return one source."""
        with self.reading():
            found = self._read(source_id)
        return found[0] if found else None

    def stamps(self) -> dict[str, tuple[str, str]]:
        """Return hash and moment of every source by id, in order: equal ones, equal sources."""
        found = self.rows("SELECT id, sha256, added FROM sources ORDER BY number")
        return {row["id"]: (row["sha256"], row["added"]) for row in found}

    def titles(self) -> list[tuple[str, str]]:
        """Return id and title of every source that is no comment."""
        return [(row["id"], row["title"]) for row in self.rows("SELECT id, title FROM sources")]

    def page(self, source_id: str) -> str | None:
        """Return the page that a source, or a comment's article, was read from, as received."""
        own = "SELECT coalesce(parent, id) FROM sources WHERE id = ?"
        found = self.rows(f"SELECT page FROM sources WHERE id = ({own})", [source_id])  # noqa: S608 (both are ours)
        return found[0]["page"] if found else None

    def passage_sha256(self, passage_id: str) -> str | None:
        """Return the hash that a passage was stored with, or None when it is not there."""
        found = self.rows("SELECT sha256 FROM passages WHERE id = ?", [passage_id])
        return str(found[0]["sha256"]) if found else None

    def hashes(self) -> dict[str, str]:
        """Return the hash that each source and each passage was stored with, by id."""
        sql = "SELECT id, sha256 FROM sources UNION ALL SELECT id, sha256 FROM passages"
        return {row["id"]: row["sha256"] for row in self.rows(sql)}

    def entry(self, source_id: str) -> Entry | None:
        """Return what is known of one source."""
        found = self._entries("id = ?", source_id)
        return found[0] if found else None

    def entries(self) -> list[Entry]:
        """Return what is known of all sources."""
        return self._entries("1")

    def entries_like(self, title: str, url: str | None) -> list[Entry]:
        """Return the entries whose page has this title, or that stand at this address."""
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
        with clearly(self._path):
            self._wait_for_others(BUSY_TIMEOUT)
            self._db.execute("PRAGMA journal_mode = TRUNCATE")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA secure_delete = ON")
            newer = {each.name for each in migrations.applied(self._db)} - KNOWN
            pending = migrations.pending(self._db)
        if newer:
            raise Unavailable(
                f"{self._path}: made by a newer VrijWijzer ({', '.join(sorted(newer))});"
                " install that version, or name another data folder"
            )
        if pending:
            with self.writing():
                self._change()
        else:
            with clearly(self._path):
                copies.expire(self._path)

    def _change(self) -> None:
        """Bring the tables up to date, within `writing`; what was there is copied first."""
        pending = migrations.pending(self._db)  # another process may have been first
        if pending and migrations.applied(self._db):
            copies.keep(self._path, pending[0].name)
        migrations.apply(self._db)
        self._hash_again()

    def _wait_for_others(self, milliseconds: int) -> None:
        """Wait so long for another writer from now on."""
        self._db.execute(f"PRAGMA busy_timeout = {milliseconds}")

    def _grow(self) -> None:
        """Make the revision one higher."""
        self.set_value("revision", str(self.revision() + 1))

    def _delete_rows(self, source_id: str) -> None:
        """Delete what the tables hold of a source."""
        self.run("DELETE FROM sentences WHERE source_id = ?", [source_id])
        self.run("DELETE FROM passages WHERE source_id = ?", [source_id])
        self.run("DELETE FROM sources WHERE id = ?", [source_id])

    def _hash_again(self) -> None:
        """Hash the sources that a migration left without one."""
        for source in self._read(None):
            values = [rows.sha256(source), source.id]
            self.run("UPDATE sources SET sha256 = ? WHERE id = ? AND sha256 = ''", values)

    def _insert(self, table: str, made: Iterable[Mapping[str, Any]]) -> None:
        """Put rows of equal columns into a table; in one go, without asking what it looks like."""
        found = list(made)
        if found:
            names = ", ".join(found[0])
            places = ", ".join(f":{name}" for name in found[0])
            sql = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 (all are ours)
            self._db.conn.executemany(sql, found)

    def _read(self, source_id: str | None) -> list[Source]:
        """One source, or all of them."""
        own, theirs = ("id = ?", "source_id = ?") if source_id else (None, None)
        values = [source_id] if source_id else None
        passages, sentences = self._db.table("passages"), self._db.table("sentences")
        with rows.readable(self._path):
            return rows.sources(
                list(self._db.table("sources").rows_where(own, values, order_by="number")),
                list(passages.rows_where(theirs, values, order_by="source_id, number")),
                list(sentences.rows_where(theirs, values, order_by="source_id, passage, number")),
            )

    def _entries(self, where: str, *values: object) -> list[Entry]:
        """The entries that a condition holds for, in the order in which they first came."""
        with clearly(self._path), rows.readable(self._path):
            found = self._db.table("sources").rows_where(where, list(values), order_by="number")
            return [rows.entry(row) for row in found]

    def rows(self, sql: str, values: Any = ()) -> list[dict[str, Any]]:
        """Return the rows that a query finds; for this store and its archive only."""
        with clearly(self._path):
            return list(self._db.query(sql, values))

    def run(self, sql: str, values: Any = ()) -> None:
        """Run a statement that changes something, within `writing`; for the archive too."""
        self._db.execute(sql, values)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        """What is read or written within, at one moment; rolled back when anything fails."""
        with clearly(self._path):
            self._db.execute(begin)
            try:
                yield
                self._db.commit()  # which fails, and leaves the transaction open, when it is busy
            finally:
                if self._db.conn.in_transaction:
                    self._db.rollback()
