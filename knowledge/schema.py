"""The tables of knowledge.db and how an older database becomes one of today."""

from typing import Final

from sqlite_utils import Database, Migrations

from knowledge import archive

migrations = Migrations("knowledge")
# What this version has applied; a database with more was made by a newer one.
KNOWN: Final = frozenset({"0001-sources", "0002-pages", "0003-life", "0004-lookups"})


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


@migrations(name="0002-pages")
def _pages(db: Database) -> None:
    """The page of a PDF that a sentence begins on."""
    db.table("sentences").add_column("page", int)


@migrations(name="0003-life")
def _life(db: Database) -> None:
    """What a person gave, what replaced a source, and the tables of the archive."""
    for name in ("licence", "own_title", "replaced_by"):
        db.table("sources").add_column(name, str)
    for name in ("municipalities_named", "themes_found", "given"):
        db.table("sources").add_column(name, str, not_null_default="[]")
    # The hash covers more than it did; `_hash_again` makes it anew.
    db.execute("UPDATE sources SET sha256 = ''")
    for statement in archive.TABLES:
        db.execute(statement)


@migrations(name="0004-lookups")
def _lookups(db: Database) -> None:
    """What is looked up of all sources with each import, without reading texts and pages."""
    # The columns behind `text` and `page` stand on other leaves of the file: a table that is read
    # for them is read whole.
    db.execute("CREATE INDEX sources_by_stamp ON sources (number, id, sha256, added)")
    db.execute("CREATE INDEX sources_by_title ON sources (title, id)")
    db.execute("CREATE INDEX sources_bundled ON sources (number) WHERE bundled = 1")
    db.execute(
        "CREATE INDEX sources_by_replaced ON sources (replaced_by, number, id)"
        " WHERE replaced_by IS NOT NULL"
    )


def _columns(integers: str, texts: str) -> dict[str, type]:
    """Columns and their types."""
    return dict.fromkeys(integers.split(), int) | dict.fromkeys(texts.split(), str)
