"""A backup: knowledge.db, people.db and the keys of a data folder, in one sealed file.

What can be made again (index.db, vectors.faiss, the model) is left out. A backup counts only after
it was read back: `verify` does so, and notes the day for the doctor.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final

from bot.keeping.sealed import SealedReader, SealedWriter
from bot.state import unsealed
from bot.state.people import open_people
from knowledge.errors import SourceRefused, Unavailable
from knowledge.library import Library

DATABASES: Final = ("knowledge.db", "people.db")
KEYS: Final = "*.key"
VERIFIED: Final = "backup-verified.json"  # in the data folder: which backup was read back, when

_MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_MAX_MANIFEST: Final = 1_000_000  # bytes
_SPARE: Final = 50_000_000  # bytes that stay free beside a copy


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, by which version, and each file's hash and rows.

    `made` is an ISO 8601 time in UTC; `sha256` and `rows` (a table: how many) go by file name.
    """

    format: int
    made: str
    version: str
    sha256: dict[str, str]
    rows: dict[str, dict[str, int]]


def make(folder: Path, target: Path, passphrase: str) -> Manifest:
    """Write a backup of the data folder to a new file `target`.

    Each database is copied at one moment, beside a running bot. Raises Unavailable when there is
    nothing to keep, `target` exists or cannot be written; then no part of it stays behind.
    """
    if not (folder / DATABASES[0]).exists():
        raise Unavailable(f"{folder}: no library here to keep; name its folder with --data")
    if target.exists():
        raise Unavailable(f"{target}: exists already; name a new file")
    with _clearly(target), unsealed.place(folder, unsealed.BACKUP) as copies:
        _copy(folder, copies)
        names = sorted(path.name for path in copies.iterdir())
        manifest = Manifest(
            format=_FORMAT,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            version=version("vrijwijzer"),
            sha256={name: _sha256(copies / name) for name in names},
            rows={name: _rows(copies / name) for name in names if name in DATABASES},
        )
        (copies / _MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        with (
            _whole(target) as file,
            SealedWriter(file, passphrase) as sealed,
            tarfile.open(fileobj=sealed, mode="w|") as tar,
        ):
            for name in (_MANIFEST, *names):
                tar.add(copies / name, arcname=name)
    return manifest


def verify(backup: Path, folder: Path, passphrase: str) -> Manifest:
    """Read a backup back, within the data folder, and note there that it is good.

    Raises SourceRefused that says what is wrong with it.
    """
    with _clearly(folder), unsealed.place(folder, unsealed.BACKUP) as place:
        manifest = unpack(backup, place, passphrase)
    noted = {
        "backup": backup.name,
        "made": manifest.made,
        "verified": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with _clearly(folder):
        (folder / VERIFIED).write_text(json.dumps(noted), encoding="utf-8")
    return manifest


def restore(
    backup: Path,
    folder: Path,
    passphrase: str,
    amend: Callable[[Path], None] = lambda _: None,
) -> Manifest:
    """Put a backup back as the data folder `folder`, which must be empty or not there.

    All or nothing: it is unpacked, checked and changed by `amend` (as by erasing who was erased
    since) beside it first. What is derived is not there yet.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unavailable(f"{folder}: not empty; restore into a new folder with --data")
    with _clearly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with unsealed.place(folder.parent, unsealed.RESTORE) as place:
            draft = place / folder.name
            draft.mkdir(mode=0o700)
            manifest = unpack(backup, draft, passphrase)
            amend(draft)
            draft.replace(folder)
    return manifest


def unpack(backup: Path, folder: Path, passphrase: str) -> Manifest:
    """Unpack a backup into an empty folder and check all of it: hashes, rows, every stored text.

    Raises SourceRefused for a wrong passphrase, a damaged or half-written file, a newer format.
    """
    with _clearly(backup), backup.open("rb") as file:
        try:
            with (
                SealedReader(file, str(backup), passphrase) as sealed,
                tarfile.open(fileobj=sealed, mode="r|") as tar,
            ):
                manifest = _unpacked(tar, folder, backup)
        except (tarfile.TarError, ValueError, TypeError, KeyError) as error:
            raise SourceRefused(f"{backup}: not readable ({error}); take another") from None
    for name, wanted in manifest.sha256.items():
        if not (folder / name).exists() or _sha256(folder / name) != wanted:
            raise SourceRefused(f"{backup}: {name} is not what was kept; take another backup")
    for name, counted in manifest.rows.items():
        if _rows(folder / name) != counted:
            raise SourceRefused(f"{backup}: {name} has other rows than were kept; take another")
    _open_all(folder, backup)
    return manifest


def _unpacked(tar: tarfile.TarFile, folder: Path, backup: Path) -> Manifest:
    """Write the files of the archive that its manifest names, and no others."""
    members = iter(tar)
    first = next(members, None)
    held = tar.extractfile(first) if first and first.name == _MANIFEST else None
    if held is None:
        raise SourceRefused(f"{backup}: no manifest; take another backup")
    known = json.loads(held.read(_MAX_MANIFEST))
    if known["format"] != _FORMAT:
        raise SourceRefused(
            f"{backup}: made by a newer VrijWijzer ({known['version']}); install that version"
        )
    manifest = Manifest(**known)
    for member in members:
        content = tar.extractfile(member)
        if member.name not in manifest.sha256 or content is None or not _is_ours(member.name):
            raise SourceRefused(f"{backup}: holds a file that is not ours; take another backup")
        if shutil.disk_usage(folder).free < member.size + _SPARE:
            raise Unavailable(f"{folder}: no room for {member.name}; make some, or name another")
        with _new(folder / member.name) as copy:
            shutil.copyfileobj(content, copy)
    return manifest


def _open_all(folder: Path, backup: Path) -> None:
    """Open both databases as the bot would, and check every text; a newer schema is refused."""
    try:
        library = Library(folder)
        try:
            faults = library.verify()
        finally:
            library.close()
        if (folder / "people.db").exists():
            open_people(folder).close()
    except Unavailable as error:
        raise SourceRefused(f"{backup}: {str(error).split(': ', 1)[-1]}") from None
    if faults:
        raise SourceRefused(f"{backup}: {faults[0]} (and {len(faults) - 1} more)")


def _copy(folder: Path, copies: Path) -> None:
    """Copy the databases, each at one moment, and the keys."""
    for name in DATABASES:
        if (folder / name).exists():
            with (
                closing(sqlite3.connect(f"file:{folder / name}?mode=ro", uri=True)) as ours,
                closing(sqlite3.connect(copies / name)) as copy,
            ):
                ours.backup(copy)
    for key in folder.glob(KEYS):
        shutil.copyfile(key, copies / key.name)


def _rows(database: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as ours:
        names = ours.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: ours.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (a name of the schema)
            for (name,) in names
        }


def _is_ours(name: str) -> bool:
    return name in DATABASES or (Path(name).name == name and Path(name).match(KEYS))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _new(path: Path) -> BinaryIO:
    """Open a new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """Give a file that becomes `target` when it is whole and on disk, else disappears."""
    draft = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        with _new(draft) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def _clearly(place: Path) -> Iterator[None]:
    """Tell failures of the disk and of SQLite in one clear line."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"{place}: {error.strerror or error}; nothing was changed") from None
    except sqlite3.Error as error:
        raise Unavailable(f"{place}: a database cannot be read ({error}); run doctor") from None
