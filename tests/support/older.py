"""Data folders as earlier versions left them; the SQL is theirs, and is never renewed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from knowledge.library import Library
from tests.support.builders import article

TEXT: Final = "De gemeente bedankt haar vrijwilligers met een brief. De brief komt in mei."
WAITING: Final = {7: "Hoe bedankt u?", 8: "En wanneer?"}

_KNOWLEDGE: Final = """
CREATE TABLE "_sqlite_migrations" (
    "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE "sources" (
    "number" INTEGER PRIMARY KEY, "bundled" INTEGER, "checked_by_municipality" INTEGER,
    "id" TEXT NOT NULL, "parent" TEXT, "kind" TEXT NOT NULL, "title" TEXT NOT NULL,
    "title_key" TEXT, "evidence" TEXT, "publisher" TEXT, "authors" TEXT, "published" TEXT,
    "url" TEXT, "url_key" TEXT, "language" TEXT, "collection" TEXT, "municipalities" TEXT,
    "themes" TEXT, "contact_role" TEXT, "derived_from" TEXT, "text" TEXT NOT NULL, "page" TEXT,
    "sha256" TEXT, "added" TEXT);
CREATE UNIQUE INDEX "idx_sources_id" ON "sources" ("id");
CREATE INDEX "idx_sources_parent" ON "sources" ("parent");
CREATE INDEX "idx_sources_title_key" ON "sources" ("title_key");
CREATE INDEX "idx_sources_url_key" ON "sources" ("url_key");
CREATE TABLE "passages" (
    "number" INTEGER, "start" INTEGER, "stop" INTEGER, "id" TEXT PRIMARY KEY, "source_id" TEXT,
    "heading" TEXT, "sha256" TEXT);
CREATE UNIQUE INDEX "idx_passages_source_id_number" ON "passages" ("source_id", "number");
CREATE TABLE "sentences" (
    "passage" INTEGER, "number" INTEGER, "start" INTEGER, "stop" INTEGER, "block" INTEGER,
    "item" INTEGER, "list_id" INTEGER, "lead_start" INTEGER, "lead_stop" INTEGER,
    "source_id" TEXT, "kind" TEXT, "ground" TEXT, PRIMARY KEY ("source_id", "passage", "number"));
CREATE TABLE "state" ("key" TEXT PRIMARY KEY, "value" TEXT);
INSERT INTO _sqlite_migrations VALUES (1, 'knowledge', '0001-sources', '2026-11-01 00:00:00');
"""
_PEOPLE: Final = """
CREATE TABLE inbox (
    number INTEGER PRIMARY KEY, bot INTEGER NOT NULL, update_id INTEGER NOT NULL,
    chat TEXT NOT NULL, body TEXT, tries INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0, done_at REAL, UNIQUE (bot, update_id));
PRAGMA user_version = 1;
"""


def knowledge(folder: Path) -> str:
    """Make a knowledge.db of the first schema, with one source more than the package brings.

    Returns the id of that source.
    """
    path, now = folder / "knowledge.db", folder / "knowledge.now"
    library = Library(folder)
    library.add(library.prepare(article("Dank", TEXT)))
    library.close()
    path.rename(now)
    (folder / "knowledge.db-journal").unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_KNOWLEDGE)
        database.execute("ATTACH ? AS now", [str(now)])
        for table in ("sources", "passages", "sentences", "state"):
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA table_info({table})"))
            database.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM now.{table}"  # noqa: S608 (all are ours)
            )
        database.commit()
    now.unlink()
    return "dank"


def people(folder: Path) -> None:
    """Make a people.db of the first schema, in which WAITING has no answer yet."""
    with closing(sqlite3.connect(folder / "people.db")) as database:
        database.executescript(_PEOPLE)
        database.executemany(
            "INSERT INTO inbox (bot, update_id, chat, body) VALUES (1, ?, 'telegram:5', ?)",
            WAITING.items(),
        )
        database.commit()
