"""The tables of index.db, as SQL that `index.store` runs."""

from typing import Final

# Counted up when the tables change; the tables of another number are dropped and made anew.
SCHEMA: Final = 2

# What every schema has had: an index.db without these is somebody else's.
OURS: Final = frozenset({"passages", "vectors", "terms"})

TABLES: Final = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL
    )""",
    "CREATE INDEX passages_by_key ON passages (key)",
    """CREATE TABLE vectors (
        key TEXT NOT NULL, embedder TEXT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (key, embedder)
    )""",
    # Keys of passages that are not searched now, and may be again.
    "CREATE TABLE resting (key TEXT PRIMARY KEY)",
    """CREATE VIRTUAL TABLE terms USING fts5 (
        context, body, parts, tokenize = "unicode61 remove_diacritics 0 tokenchars '.,:/'"
    )""",
    "CREATE VIRTUAL TABLE counts USING fts5vocab (terms, col)",
    f"PRAGMA user_version = {SCHEMA}",
)
