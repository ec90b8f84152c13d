"""The doctor finds what is wrong, says what to do, and leaves everything as it was."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.keeping import backup
from bot.keeping.disks import is_on_network
from bot.keeping.doctor import RETIRED_HOURS, Finding, Level, examine
from bot.settings import Settings
from bot.state.journal import Kept
from bot.state.people import open_people
from index import calibration, offline_model
from index.hashing import HashingEmbedder
from index.search import Index
from tests.support.library import opened, records_of

SANNE = "telegram:1000000007"
PHRASE = "een lange zin om te onthouden"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which all is well, made once."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    folder.mkdir(mode=0o700)
    opened(folder, HashingEmbedder()).ready().close()
    open_people(folder).close()
    for path in folder.iterdir():
        path.chmod(0o600)
    kept = folder.parent / "kept"
    backup.make(folder, kept, PHRASE)
    backup.verify(kept, folder, PHRASE)
    return folder


@pytest.fixture
def data(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder; no file .env of the machine is near."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(sound, tmp_path / "data"))


def findings(data: Path, now: datetime | None = None) -> list[Finding]:
    return list(examine(Settings(data=data, cache=offline_model.default_cache()), now))


def found(data: Path, about: str, now: datetime | None = None) -> Finding:
    """What is said of one thing: the worst of it."""
    order = list(Level)
    said = [each for each in findings(data, now) if each.about == about]
    return max(said, key=lambda each: order.index(each.level))


def test_a_sound_folder_needs_nothing(data: Path) -> None:
    assert [each for each in findings(data) if each.level is Level.BAD] == []
    assert {each.about for each in findings(data)} >= {"disk", "library", "index", "backup"}


def test_every_finding_that_is_not_good_has_a_remedy(data: Path) -> None:
    (data / "index.db").unlink()
    (data / backup.VERIFIED).write_text("{")
    (data / "people.db").chmod(0o644)

    poor = [each for each in findings(data) if each.level is not Level.GOOD]
    assert {each.about for each in poor} >= {"index", "backup", "secrets"}
    assert all(each.remedy for each in poor)


def test_what_is_old_and_is_not_let_go_of_is_found(data: Path) -> None:
    with closing(records_of(data)) as records:
        records.journal.keep(SANNE, Kept("A-1", SANNE, 1_000_000.0, {"turn": None}))
        records.retire(time.time(), {})  # which is refused, as it is all that there is
        never = found(data, "retention")
        records.retire(time.time(), {}, forced=True)
    now = datetime.now(UTC)

    assert never.level is Level.WARNING
    assert found(data, "retention", now + timedelta(hours=2)).level is Level.GOOD
    assert (
        found(data, "retention", now + timedelta(hours=RETIRED_HOURS + 1)).level is Level.WARNING
    )


def test_looking_changes_nothing(data: Path) -> None:
    before = {path.name: path.read_bytes() for path in data.iterdir()}

    findings(data)

    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_changed_letter_in_a_stored_text_is_found(data: Path) -> None:
    with closing(sqlite3.connect(data / "knowledge.db", isolation_level=None)) as database:
        database.execute("UPDATE sources SET text = replace(text, 'vrijwillig', 'vrijwelleg')")

    assert found(data, "library").level is Level.BAD


@pytest.mark.parametrize("name", ["knowledge.db", "people.db"])
def test_a_damaged_database_is_found(data: Path, name: str) -> None:
    with (data / name).open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(3000))

    assert found(data, name).level is Level.BAD
    assert "restore" in found(data, name).remedy


def test_an_index_that_is_behind_the_library_is_found(data: Path) -> None:
    advisor = opened(data, HashingEmbedder())
    advisor.library.remove(advisor.library.sources()[0].id)
    advisor.close()

    assert found(data, "index").what == "index.db is behind the library"


def test_a_secret_that_others_can_read_is_found(data: Path) -> None:
    (data / "answer.key").write_bytes(b"0" * 32)
    (data / "answer.key").chmod(0o640)

    assert found(data, "secrets").remedy == f"chmod 600 {data / 'answer.key'}"


def test_a_clock_that_runs_behind_is_found(data: Path) -> None:
    assert found(data, "clock", datetime.now(UTC) - timedelta(days=3)).level is Level.BAD


def test_a_backup_that_was_verified_long_ago_is_found(data: Path) -> None:
    later = datetime.now(UTC) + timedelta(days=9)

    assert found(data, "backup", later).level is Level.WARNING
    assert "9 days old" in found(data, "backup", later).what


def test_a_token_that_is_no_token_is_found_and_not_shown(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "geheim-maar-fout")
    said = found(data, "token")

    assert said.level is Level.BAD
    assert "geheim" not in said.what + said.remedy


def test_a_folder_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    (only,) = examine(Settings(data=tmp_path / "typo"))

    assert only.level is Level.BAD
    assert not (tmp_path / "typo").exists()


def mounts(tmp_path: Path, *lines: str) -> Path:
    table = tmp_path / "mountinfo"
    table.write_text("\n".join(lines))
    return table


def kinds(tmp_path: Path) -> Iterator[tuple[str, bool]]:
    """Folders, and whether they are on the network by the table below."""
    table = mounts(
        tmp_path,
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:40 / /mnt/share rw,relatime shared:2 - cifs //server/share rw",
        "41 40 8:2 / /mnt/share/local rw - ext4 /dev/sdb1 rw",
        r"42 22 0:41 / /mnt/our\040files rw - nfs4 server:/files rw",
        "no line of the table",
    )
    for folder in ("/srv", "/mnt/share/data", "/mnt/share/local/data", "/mnt/our files/data"):
        yield folder, is_on_network(Path(folder), table)


def test_a_network_file_system_is_known_by_the_nearest_mount(tmp_path: Path) -> None:
    assert dict(kinds(tmp_path)) == {
        "/srv": False,
        "/mnt/share/data": True,
        "/mnt/share/local/data": False,
        "/mnt/our files/data": True,
    }


def test_a_system_that_does_not_say_is_taken_to_be_local(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path, tmp_path / "nothing")


def test_the_doctor_says_by_which_fit_is_judged(data: Path) -> None:
    assert found(data, "judgement").what.startswith("by the fit that ships")

    other = Settings(data=data, cache=offline_model.default_cache(), model="BAAI/bge-m3")
    (unfitted,) = (each for each in examine(other) if each.about == "judgement")
    assert unfitted.level is Level.WARNING
    assert "index calibrate" in unfitted.remedy


def test_the_doctor_knows_a_fit_of_the_index_itself(data: Path) -> None:
    index = Index(data, HashingEmbedder())
    index.calibrate(replace(calibration.shipped(10), model="bge-m3"))
    index.close()

    own = Settings(data=data, cache=offline_model.default_cache(), model="BAAI/bge-m3")
    (fitted,) = (each for each in examine(own) if each.about == "judgement")
    assert (fitted.level, fitted.what[:22]) == (Level.GOOD, "fitted to this library")
