"""The tables of index.db, as SQL that `index.store` runs."""

from typing import Final

# Counted up when the tables change; those of another number are dropped and made anew, but for the
# vectors: making those again takes hours.
SCHEMA: Final = 4

# What every schema has had: an index.db without these is somebody else's.
OURS: Final = frozenset({"passages", "vectors", "terms"})

# The same in every schema.
KEPT: Final = "vectors"

TABLES: Final = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # What the library said of a source when it was indexed; "" for one to be done again.
    "CREATE TABLE sources (id TEXT PRIMARY KEY, mark TEXT NOT NULL)",
    # A number is never given twice. What is not searched now keeps its vectors: it may be again.
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
        key TEXT NOT NULL, searched INTEGER NOT NULL
    )""",
    "CREATE INDEX passages_by_key ON passages (key)",
    "CREATE INDEX passages_by_source ON passages (source)",
    """CREATE TABLE IF NOT EXISTS vectors (
        key TEXT NOT NULL, embedder TEXT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (key, embedder)
    )""",
    """CREATE VIRTUAL TABLE terms USING fts5 (
        context, body, parts, spelt UNINDEXED,
        tokenize = "unicode61 remove_diacritics 0 tokenchars '.,:/'"
    )""",
    # In how many passages each term stands: FTS5 can tell too, but reads its whole index for it.
    "CREATE TABLE words (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID",
    # The same of words as they are written, for what a person mistypes.
    "CREATE TABLE spellings (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID",
    f"PRAGMA user_version = {SCHEMA}",
)
