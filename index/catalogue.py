"""Writes which passages are searched, under which number, with which terms, into index.db.

A source is put whole, in the place of what was indexed of it before; what stayed the same keeps
its number, and with it its place in FAISS. All of it belongs inside the store's `writing`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index import dutch, spelling
from index.compounds import Compounds
from index.entries import Entry, entry
from index.store import IndexStore
from knowledge.model import Source

# Sources whose words are counted in one slice before the first is written: some two seconds.
AHEAD: Final = 200

# Ends the mark of a source that is there and not searched, as a summary beside its original.
RESTS: Final = " rests"

# Pages of terms that one slice of tidying writes: 0.1 s (0.3 s on a busy machine) at 100,000
# passages, where all of it takes 10 s.
TIDIED: Final = 64

# The fact of index.db that says that FTS5 still holds words of what is gone: tidying is to begin,
# or to go on.
UNTIDY: Final = "untidy"
_BEGIN, _GO_ON = "begin", "go on"


@dataclass(frozen=True, slots=True)
class Row:
    """One passage; the last four are terms and words on end, spaces between."""

    id: str
    key: str
    context: str = ""
    body: str = ""
    parts: str = ""
    spelt: str = ""

    @property
    def counted(self) -> tuple[str, str, str, str]:
        """What stands in the table of terms."""
        return self.context, self.body, self.parts, self.spelt


@dataclass(frozen=True, slots=True)
class Put:
    """A source as it is indexed from now on. One that is not `searched` only keeps its vectors."""

    source_id: str
    mark: str
    searched: bool
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Change:
    """What writing changed: numbers that are searched no more, keys by new number, and words.

    `words` counts stems and `spelt` words as they are written, by passages more or fewer.
    """

    gone: list[int] = field(default_factory=list)
    new: dict[int, str] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    spelt: Counter[str] = field(default_factory=Counter)


def put(source: Source, mark: str, compounds: Compounds, *, searched: bool) -> Put:
    """Return a source as it is to be indexed, compounds split as `compounds` does."""
    made = [entry(source, passage) for passage in source.passages]
    rows = (_row(each, compounds) if searched else Row(each.passage.id, each.key) for each in made)
    return Put(source.id, mark, searched, tuple(rows))


def first_of(
    todo: Mapping[str, str],
    source_of: Callable[[str], Source | None],
    compounds: Compounds,
    most: int,
) -> tuple[list[Put], list[str]]:
    """Return what one transaction puts in and takes out of what is to be done, in its order.

    `todo` holds the mark of each source, "" for one that is gone; it stops at `most` passages.
    """
    puts: list[Put] = []
    gone: list[str] = []
    passages = 0
    for source_id, mark in todo.items():
        source = source_of(source_id) if mark else None
        if source is None:
            gone.append(source_id)
        else:
            puts.append(put(source, mark, compounds, searched=not mark.endswith(RESTS)))
            passages += len(source.passages)
        if passages >= most:
            break
    return puts, gone


def write(store: IndexStore, puts: Sequence[Put], gone: Sequence[str] = ()) -> Change:
    """Put sources, and take those with the ids `gone` out; vectors that nothing needs go too.

    Terms of what stayed the same are written too, if they differ, after `all_again`. Of what is
    gone no byte stays: FTS5 keeps deleted words until it is optimised (TRUST F11), which is left
    to `tidy`, and done only where somebody took a source out.
    """
    change = Change()
    before: list[str] = []
    for source_id in gone:
        _take_out(store, list(_held(store, source_id).values()), change, before)
        store.run("DELETE FROM sources WHERE id = ?", source_id)
    for put in puts:
        _put(store, put, change, before)
    _count(store, "words", change.words)
    _count(store, "spellings", change.spelt)
    store.run_many(
        "DELETE FROM vectors WHERE key = ?1"
        " AND NOT EXISTS (SELECT 1 FROM passages WHERE key = ?1)",
        [(key,) for key in before],
    )
    if gone:
        store.note({UNTIDY: _BEGIN})
    return change


def tidy(store: IndexStore) -> bool:
    """Do a slice of what takes the words of what is gone out of FTS5; True when none is left."""
    state = store.facts().get(UNTIDY)
    if not state:
        return True
    with store.writing():
        # Below 0 it begins anew, with all that was written.
        merged = _merge(store, -TIDIED if state == _BEGIN else TIDIED)
        store.note({UNTIDY: _GO_ON if merged else ""})
    return not merged


def _merge(store: IndexStore, pages: int) -> bool:
    """Merge terms by the given number of pages; tell whether there was anything to merge."""
    count = "SELECT total_changes()"
    before = store.run(count)[0][0]
    store.run("INSERT INTO terms (terms, rank) VALUES ('merge', ?)", pages)
    return bool(store.run(count)[0][0] - before > 1)  # one is the command itself


def count_ahead(sources: Iterable[Source | None], words: Counter[str]) -> None:
    """Add to `words` in how many passages each stem stands, as writing the sources will."""
    for source in sources:
        for passage in source.passages if source else ():
            words.update(set(dutch.source_terms(passage.text)))


def all_again(store: IndexStore) -> None:
    """Have the terms of every source made anew."""
    store.run("UPDATE sources SET mark = ''")


def _row(one: Entry, compounds: Compounds) -> Row:
    """Return what FTS5 counts of a passage."""
    words = dutch.content(one.passage.text)
    spelt = (*one.passage.heading, *one.source.metadata.municipalities, one.passage.text)
    return Row(
        id=one.passage.id,
        key=one.key,
        context=" ".join(dutch.source_terms(one.context)),
        body=" ".join(dutch.source_stem(word) for word in words),
        parts=" ".join(part for word in words for part in compounds.source_parts(word)),
        spelt=" ".join(sorted(spelling.words(spelt))),
    )


_Held = tuple[int, str, bool]
_TERMS: Final = "SELECT context, body, parts, spelt FROM terms WHERE rowid = ?"


def _held(store: IndexStore, source_id: str) -> dict[str, _Held]:
    """Return number, key and whether it is searched, of each passage of a source by its id."""
    sql = "SELECT id, number, key, searched FROM passages WHERE source = ?"
    return {each: (number, key, bool(now)) for each, number, key, now in store.run(sql, source_id)}


def _put(store: IndexStore, put: Put, change: Change, before: list[str]) -> None:
    """Bring one source from what it was to what it is."""
    held = _held(store, put.source_id)
    anew = ("",) in store.run("SELECT mark FROM sources WHERE id = ?", put.source_id)
    stays = {
        row.id: held[row.id][0]
        for row in put.rows
        if row.id in held and held[row.id][1:] == (row.key, put.searched)
    }
    _take_out(store, [each for name, each in held.items() if name not in stays], change, before)
    for row in put.rows:
        number = stays.get(row.id)
        if number is None:
            sql = "INSERT INTO passages (id, source, key, searched) VALUES (?, ?, ?, ?)"
            store.run(sql, row.id, put.source_id, row.key, put.searched)
            number = int(store.run("SELECT last_insert_rowid()")[0][0])
            if put.searched:
                change.new[number] = row.key
        elif not anew or row.counted in store.run(_TERMS, number):
            continue
        elif put.searched:
            _take_terms_out(store, number, change)
        if put.searched:
            _put_terms(store, number, row, change)
    store.run("INSERT OR REPLACE INTO sources VALUES (?, ?)", put.source_id, put.mark)


def _take_out(store: IndexStore, held: Sequence[_Held], change: Change, before: list[str]) -> None:
    """Take passages out; `before` gets their keys."""
    for number, key, searched in held:
        if searched:
            _take_terms_out(store, number, change)
            change.gone.append(number)
        store.run("DELETE FROM passages WHERE number = ?", number)
        before.append(key)


def _put_terms(store: IndexStore, number: int, row: Row, change: Change) -> None:
    sql = "INSERT INTO terms (rowid, context, body, parts, spelt) VALUES (?, ?, ?, ?, ?)"
    store.run(sql, number, *row.counted)
    change.words.update(set(row.body.split()))
    change.spelt.update(row.spelt.split())


def _take_terms_out(store: IndexStore, number: int, change: Change) -> None:
    for body, spelt in store.run("SELECT body, spelt FROM terms WHERE rowid = ?", number):
        change.words.subtract(set(body.split()))
        change.spelt.subtract(spelt.split())
    store.run("DELETE FROM terms WHERE rowid = ?", number)


def _count(store: IndexStore, table: str, words: Counter[str]) -> None:
    """Count words of a table up and down; one that stands nowhere any more leaves no trace."""
    changed = [(word, count) for word, count in words.items() if count]
    store.run_many(
        f"INSERT INTO {table} VALUES (?, ?)"  # noqa: S608 - the table is ours
        " ON CONFLICT (term) DO UPDATE SET passages = passages + excluded.passages",
        changed,
    )
    fewer = [(word,) for word, count in changed if count < 0]
    sql = f"DELETE FROM {table} WHERE term = ? AND passages <= 0"  # noqa: S608 - the same
    store.run_many(sql, fewer)
