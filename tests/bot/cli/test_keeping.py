"""`vrijwijzer backup`, `restore` and `doctor`, as an operator types them."""

import json
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from bot import settings
from bot.cli import main
from bot.state.roles import Role
from bot.wiring import open_records
from knowledge.library import Library


@pytest.fixture
def phrase(tmp_path: Path) -> str:
    """A file with a passphrase that only its owner can read."""
    file = tmp_path / "phrase"
    file.write_text("een lange zin om te onthouden\n")
    file.chmod(0o600)
    return str(file)


@pytest.fixture
def data(tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A data folder with what comes with the package, and a model that loads at once."""
    monkeypatch.setenv("VRIJWIJZER_MODEL", str(model_folder))
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    Library(folder).close()
    return str(folder)


def test_a_backup_is_made_and_read_back(
    tmp_path: Path, data: str, phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "kept")

    assert main(["backup", kept, "--data", data, "--passphrase-file", phrase]) == 0
    assert main(["backup", "--verify", kept, "--data", data, "--passphrase-file", phrase]) == 0

    made, verified = capsys.readouterr().out.splitlines()
    assert made == f"made: {kept}, 10 sources"
    assert verified.startswith(f"verified: {kept}, made 20")


@pytest.fixture
def poor(tmp_path: Path) -> Path:
    """A passphrase that is too short."""
    file = tmp_path / "poor"
    file.write_text("kort")
    file.chmod(0o600)
    return file


def test_a_short_passphrase_is_refused(
    poor: Path, data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = poor.with_name("kept")

    assert main(["backup", str(kept), "--data", data, "--passphrase-file", str(poor)]) == 2
    assert "at least 12 signs" in capsys.readouterr().err
    assert not kept.exists()


def test_a_passphrase_that_others_can_read_is_refused(
    poor: Path, data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    poor.chmod(0o644)
    kept = poor.with_name("kept")

    assert main(["backup", str(kept), "--data", data, "--passphrase-file", str(poor)]) == 2
    assert f"chmod 600 {poor}" in capsys.readouterr().err
    assert not kept.exists()


def test_without_a_keyboard_the_passphrase_must_stand_in_a_file(
    tmp_path: Path, data: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())

    assert main(["backup", str(tmp_path / "kept"), "--data", data]) == 2
    assert "--passphrase-file" in capsys.readouterr().err


def test_the_doctor_prints_a_line_a_finding_and_says_what_is_to_be_mended(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(data).chmod(0o755)

    assert main(["doctor", "--data", data]) == 1

    said = capsys.readouterr().out
    assert f"→ chmod 700 {data}" in said
    assert "ok    library" in said


def test_the_doctor_talks_to_machines_too(
    data: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["doctor", "--data", data, "--json"]) == 0

    findings = json.loads(capsys.readouterr().out)
    assert {"about", "level", "what", "remedy"} == set(findings[0])


def test_who_was_erased_since_is_erased_again_when_a_backup_is_put_back(
    tmp_path: Path, data: str, phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> str:
        assert main([*arguments, "--passphrase-file", phrase]) == 0
        return capsys.readouterr().out

    with closing(open_records(settings.load(Path(data)), Path(data))) as records:
        records.roles.grant("telegram:12", "Sanne", Role.OFFICER)
    kept, new = str(tmp_path / "kept"), str(tmp_path / "new")
    said("backup", kept, "--data", data)
    assert main(["privacy", "erase", "telegram:12", "--data", data]) == 0

    assert "erased again: 1 row of 1 person" in said(
        "restore", kept, "--data", new, "--erased", data
    )
    assert b"telegram:12" not in (tmp_path / "new" / "people.db").read_bytes()


def test_a_restore_that_was_not_told_who_was_erased_says_so(
    tmp_path: Path, data: str, phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, new = str(tmp_path / "kept"), str(tmp_path / "new")
    assert main(["backup", kept, "--data", data, "--passphrase-file", phrase]) == 0
    assert main(["restore", kept, "--data", new, "--passphrase-file", phrase]) == 0

    warning = capsys.readouterr().err
    assert "warning: whoever was erased after 20" in warning
    assert "--erased" in warning


def test_who_was_erased_under_another_secret_is_not_passed_over(
    tmp_path: Path, data: str, phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, new, other = str(tmp_path / "kept"), str(tmp_path / "new"), tmp_path / "other"
    with closing(open_records(settings.load(Path(data)), Path(data))):
        pass
    assert main(["backup", kept, "--data", data, "--passphrase-file", phrase]) == 0
    with closing(open_records(settings.load(other), other)) as records:
        records.forget("telegram:12")
    capsys.readouterr()

    command = ["restore", kept, "--data", new, "--erased", str(other), "--passphrase-file", phrase]
    assert main(command) == 2

    assert "another secret" in capsys.readouterr().err
    assert not Path(new).exists()
