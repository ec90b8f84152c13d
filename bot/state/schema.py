"""The schema of people.db, in steps: each brings it one further, and none is ever changed.

PRAGMA user_version counts the steps that were taken. Ids of people and chats are pseudonyms
(`bot.state.identity`) in every table but `inbox` (until an update is handled) and `roles`; what a
person said is sealed (`bot.state.vault`). A table that holds something of a person stands in
`bot.state.erasure` too, and each has a term in `bot.state.terms`; tests hold that. A number that a
button, a notice or a command names is given once (AUTOINCREMENT): it never comes to name another.
"""

from typing import Final

STEPS: Final = (
    # `chat` is there to find the rows of a person who wants them erased.
    """
    CREATE TABLE IF NOT EXISTS inbox (
        number INTEGER PRIMARY KEY,
        bot INTEGER NOT NULL,
        update_id INTEGER NOT NULL,
        chat TEXT NOT NULL,
        body TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        sent INTEGER NOT NULL DEFAULT 0,
        done_at REAL,
        UNIQUE (bot, update_id)
    )
    """,
    "ALTER TABLE inbox ADD COLUMN stored_at REAL NOT NULL DEFAULT 0",
    "CREATE TABLE person_keys (person TEXT PRIMARY KEY, wrapped BLOB NOT NULL)",
    """
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL,
        chat TEXT NOT NULL,
        answer_id TEXT NOT NULL,
        asked_at REAL NOT NULL,
        said BLOB NOT NULL
    )
    """,
    "CREATE INDEX journal_by_person ON journal (person, chat)",
    "CREATE INDEX journal_by_time ON journal (asked_at)",
    # What a job deleted, and when it refused to; nothing of a person.
    """
    CREATE TABLE receipts (
        number INTEGER PRIMARY KEY,
        job TEXT NOT NULL,
        at REAL NOT NULL,
        deleted INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        refused TEXT
    )
    """,
    """
    CREATE TABLE roles (
        person TEXT NOT NULL,
        collection TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        granted_at REAL NOT NULL,
        expires_at REAL NOT NULL,
        PRIMARY KEY (person, collection)
    )
    """,
    # `code` is a fingerprint; so is that of a request, whose `said` is sealed.
    """
    CREATE TABLE invitations (
        code TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        collection TEXT NOT NULL,
        expires_at REAL NOT NULL,
        used_at REAL
    )
    """,
    """
    CREATE TABLE requests (
        person TEXT PRIMARY KEY, code TEXT NOT NULL, asked_at REAL NOT NULL, said BLOB NOT NULL
    )
    """,
    # Who agreed that their words are kept longer, to improve the answers.
    "CREATE TABLE consents (person TEXT PRIMARY KEY, given_at REAL NOT NULL)",
    # Who was told that an automated system answers, and what it does with words.
    "CREATE TABLE told (person TEXT PRIMARY KEY)",
    # Pseudonyms of who wanted to be forgotten, so that a restored backup forgets them again.
    "CREATE TABLE erasures (person TEXT PRIMARY KEY, erased_at REAL NOT NULL)",
    # `pressed` holds {number of the button: [update that pressed it, when]}.
    """
    CREATE TABLE buttons (
        id BLOB PRIMARY KEY,
        person TEXT NOT NULL,
        sealed BLOB NOT NULL,
        made_at REAL NOT NULL,
        ends_at REAL NOT NULL,
        pressed TEXT NOT NULL DEFAULT '{}'
    ) WITHOUT ROWID
    """,
    # Which message of ours answers which of a person (0: none, a press).
    """
    CREATE TABLE sent (
        chat TEXT NOT NULL,
        message INTEGER NOT NULL,
        question INTEGER NOT NULL,
        person TEXT NOT NULL,
        answer_id TEXT NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (chat, message)
    ) WITHOUT ROWID
    """,
    # A link that somebody made to give away.
    """
    CREATE TABLE links (
        id BLOB PRIMARY KEY,
        person TEXT NOT NULL,
        sealed BLOB NOT NULL,
        ends_at REAL NOT NULL
    ) WITHOUT ROWID
    """,
    # The language that a person chose.
    "CREATE TABLE languages (person TEXT PRIMARY KEY, language TEXT NOT NULL) WITHOUT ROWID",
    # `said`: question, the line that the person wrote, the chat to tell the end in, its language.
    """
    CREATE TABLE feedback (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL,
        answer_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        said BLOB NOT NULL,
        at REAL NOT NULL,
        owner TEXT,
        closed_at REAL,
        changed INTEGER,
        UNIQUE (person, answer_id)
    )
    """,
    # A gap is a cluster of questions, each sealed for whoever asked it.
    """
    CREATE TABLE gaps (
        number INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        owner TEXT,
        ended_as TEXT,
        ended_at REAL,
        note TEXT
    )
    """,
    """
    CREATE TABLE gap_asks (
        number INTEGER PRIMARY KEY,
        gap INTEGER NOT NULL REFERENCES gaps,
        person TEXT NOT NULL,
        said BLOB NOT NULL,
        at REAL NOT NULL,
        UNIQUE (gap, person)
    )
    """,
    # When something that comes round was last done.
    "CREATE TABLE rounds (name TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
    # A document that was sent. `asked`: what was said of it, in clear.
    """
    CREATE TABLE drafts (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL,
        is_file INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        asked TEXT NOT NULL,
        stage TEXT NOT NULL,
        source_id TEXT,
        at REAL NOT NULL
    )
    """,
    # What is to be said to a person who does not ask just now.
    """
    CREATE TABLE notices (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL,
        said BLOB,
        at REAL NOT NULL,
        sent_at REAL
    )
    """,
    "ALTER TABLE gaps DROP COLUMN note",  # which nothing ever wrote
    # A notice that was sent is gone: its row said only that there was one.
    "DELETE FROM notices WHERE sent_at IS NOT NULL",
    "ALTER TABLE notices DROP COLUMN sent_at",
    # Since when: what is kept has a term (`bot.state.terms`).
    "ALTER TABLE told ADD COLUMN at REAL NOT NULL DEFAULT 0",
    "ALTER TABLE languages ADD COLUMN at REAL NOT NULL DEFAULT 0",
    "UPDATE told SET at = CAST(strftime('%s', 'now') AS REAL)",
    "UPDATE languages SET at = CAST(strftime('%s', 'now') AS REAL)",
    # A draft holds what was read, not what is to be read again.
    "DELETE FROM drafts",
    "ALTER TABLE drafts DROP COLUMN is_file",
    # From here on numbers are given once. What is said of a draft is sealed with it.
    """
    CREATE TABLE new_drafts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        person TEXT NOT NULL,
        sealed BLOB NOT NULL,
        stage TEXT NOT NULL,
        source_id TEXT,
        at REAL NOT NULL
    )
    """,
    "INSERT INTO new_drafts SELECT number, person, sealed, stage, source_id, at FROM drafts",
    "DROP TABLE drafts",
    "ALTER TABLE new_drafts RENAME TO drafts",
    """
    CREATE TABLE new_feedback (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        person TEXT NOT NULL,
        answer_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        said BLOB NOT NULL,
        at REAL NOT NULL,
        owner TEXT,
        closed_at REAL,
        changed INTEGER,
        UNIQUE (person, answer_id)
    )
    """,
    "INSERT INTO new_feedback SELECT * FROM feedback",
    "DROP TABLE feedback",
    "ALTER TABLE new_feedback RENAME TO feedback",
    """
    CREATE TABLE new_gaps (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at REAL NOT NULL,
        owner TEXT,
        ended_as TEXT,
        ended_at REAL
    )
    """,
    "INSERT INTO new_gaps SELECT * FROM gaps",
    "DROP TABLE gaps",
    "ALTER TABLE new_gaps RENAME TO gaps",
    """
    CREATE TABLE new_notices (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        person TEXT NOT NULL,
        said BLOB,
        at REAL NOT NULL
    )
    """,
    "INSERT INTO new_notices SELECT * FROM notices",
    "DROP TABLE notices",
    "ALTER TABLE new_notices RENAME TO notices",
)
