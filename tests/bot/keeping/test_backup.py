"""What is kept can be got back: all of it, or nothing with one clear line."""

import json
import os
import resource
import sqlite3
import tarfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from bot.keeping import backup
from bot.keeping.sealed import SealedReader, SealedWriter
from knowledge.errors import SourceRefused, Unavailable
from knowledge.library import Library
from tests.bot.keeping.conftest import PHRASE


def titles(folder: Path) -> set[str]:
    library = Library(folder)
    try:
        assert library.verify() == []
        return {source.metadata.title for source in library.sources()}
    finally:
        library.close()


def test_a_restored_folder_holds_what_was_kept(data: Path, kept: Path, tmp_path: Path) -> None:
    backup.restore(kept, tmp_path / "new", PHRASE)

    assert titles(tmp_path / "new") == titles(data)
    assert (tmp_path / "new" / "answer.key").read_bytes() == bytes(range(32))
    assert (tmp_path / "new" / "people.db").exists()


def test_what_is_restored_is_readable_by_its_owner_only(kept: Path, tmp_path: Path) -> None:
    backup.restore(kept, tmp_path / "new", PHRASE)

    for path in [tmp_path / "new", *(tmp_path / "new").iterdir()]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_backup_is_made_beside_a_bot_that_writes(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "people.db", isolation_level=None)) as running:
        running.execute("BEGIN IMMEDIATE")
        backup.make(data, tmp_path / "kept", PHRASE)
        running.execute("ROLLBACK")

    backup.verify(tmp_path / "kept", data, PHRASE)


def test_verifying_notes_the_day_and_leaves_no_copy(data: Path, kept: Path) -> None:
    manifest = backup.verify(kept, data, PHRASE)

    assert json.loads((data / backup.VERIFIED).read_text())["made"] == manifest.made
    assert not list(data.glob(".backup-*"))


def test_an_existing_file_is_never_overwritten(data: Path, kept: Path) -> None:
    before = kept.read_bytes()

    with pytest.raises(Unavailable, match="exists already"):
        backup.make(data, kept, PHRASE)

    assert kept.read_bytes() == before


def test_a_folder_that_holds_something_is_not_restored_into(data: Path, kept: Path) -> None:
    before = sorted(data.iterdir())

    with pytest.raises(Unavailable, match="not empty"):
        backup.restore(kept, data, PHRASE)

    assert sorted(data.iterdir()) == before


def test_a_wrong_passphrase_changes_nothing(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="another passphrase"):
        backup.restore(kept, tmp_path / "new", "een andere zin")

    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".vrijwijzer-restore-*"))


def test_a_half_written_backup_changes_nothing(kept: Path, tmp_path: Path) -> None:
    os.truncate(kept, kept.stat().st_size // 2)

    with pytest.raises(SourceRefused, match="damaged, or it ends too early"):
        backup.restore(kept, tmp_path / "new", PHRASE)

    assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_backup_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8" * 100)

    with pytest.raises(SourceRefused, match="no backup of VrijWijzer"):
        backup.restore(tmp_path / "photo.jpg", tmp_path / "new", PHRASE)


def test_a_full_disk_leaves_no_part_of_a_backup(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "kept"
    target.parent.mkdir()
    size = max(path.stat().st_size for path in data.iterdir())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The copies just fit; the backup, which holds them all and more, does not.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, before[1]))
    try:
        with pytest.raises(Unavailable, match="nothing was changed"):
            backup.make(data, target, PHRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(target.parent.iterdir()) == []
    assert not list(data.glob(".backup-*"))


def remade(kept: Path, to: Path, change: dict[str, bytes]) -> Path:
    """A backup with other files in it than were kept, sealed with the right passphrase."""
    with (
        kept.open("rb") as old,
        SealedReader(old, "kept", PHRASE) as content,
        tarfile.open(fileobj=content, mode="r|") as tar,
        to.open("wb") as new,
        SealedWriter(new, PHRASE, cost=4) as sealed,
        tarfile.open(fileobj=sealed, mode="w|") as copy,
    ):
        for member in tar:
            held = tar.extractfile(member)
            assert held is not None
            content_now = change.get(member.name, held.read())
            member.size = len(content_now)
            copy.addfile(member, BytesIO(content_now))
        for name in change.keys() - {"manifest.json", "knowledge.db", "people.db", "answer.key"}:
            added = tarfile.TarInfo(name)
            added.size = len(change[name])
            copy.addfile(added, BytesIO(change[name]))
    return to


def test_a_backup_of_a_newer_version_is_refused(kept: Path, tmp_path: Path) -> None:
    newer = b'{"format": 2, "version": "9.0", "made": "", "sha256": {}, "rows": {}}'

    with pytest.raises(SourceRefused, match=r"newer VrijWijzer \(9\.0\)"):
        backup.restore(
            remade(kept, tmp_path / "newer", {"manifest.json": newer}),
            tmp_path / "new",
            PHRASE,
        )


def test_a_database_of_a_newer_schema_is_refused(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "people.db", isolation_level=None)) as database:
        database.execute("PRAGMA user_version = 999")
    backup.make(data, tmp_path / "kept", PHRASE)

    with pytest.raises(SourceRefused, match="made by a newer VrijWijzer"):
        backup.restore(tmp_path / "kept", tmp_path / "new", PHRASE)

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../outside.key", "/tmp/outside.key", "run.lock"])  # noqa: S108
def test_a_file_that_is_not_ours_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceRefused, match="not ours"):
        backup.restore(remade(kept, tmp_path / "odd", {name: b"x"}), tmp_path / "new", PHRASE)

    assert not (tmp_path / "new").exists()


def test_a_text_that_was_changed_before_it_was_kept_is_noticed(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "knowledge.db", isolation_level=None)) as database:
        database.execute("UPDATE sources SET text = replace(text, 'boekenbon', 'bloemenbon')")
    backup.make(data, tmp_path / "kept", PHRASE)

    with pytest.raises(SourceRefused, match="not that which was stored"):
        backup.verify(tmp_path / "kept", data, PHRASE)


def test_a_folder_without_a_library_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no library here"):
        backup.make(tmp_path, tmp_path / "kept", PHRASE)


def test_what_is_amended_stands_in_the_folder_from_its_first_moment(
    kept: Path, tmp_path: Path
) -> None:
    def amend(draft: Path) -> None:
        assert not (tmp_path / "new").exists()
        (draft / "answer.key").write_bytes(bytes(32))

    backup.restore(kept, tmp_path / "new", PHRASE, amend)

    assert (tmp_path / "new" / "answer.key").read_bytes() == bytes(32)


def test_what_cannot_be_amended_is_not_restored(kept: Path, tmp_path: Path) -> None:
    def amend(draft: Path) -> None:
        raise Unavailable(f"{draft}: the disk refuses")

    with pytest.raises(Unavailable):
        backup.restore(kept, tmp_path / "new", PHRASE, amend)

    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".vrijwijzer-restore-*"))
