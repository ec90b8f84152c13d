"""Pseudonyms lead back to nobody, and a secret file is for its owner alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.identity import Identity, Unreadable, load
from bot.state.keyfile import key_in
from knowledge.errors import SettingsError, Unavailable


def test_a_pseudonym_is_the_same_for_the_same_and_under_the_same_secret_only() -> None:
    one, other = Identity(b"a" * 32), Identity(b"b" * 32)

    assert one.pseudonym("telegram:7") == Identity(b"a" * 32).pseudonym("telegram:7")
    assert one.pseudonym("telegram:7") != one.pseudonym("telegram:8")
    assert one.pseudonym("telegram:7") != other.pseudonym("telegram:7")
    assert "7" not in one.pseudonym("telegram:7") or len(one.pseudonym("telegram:7")) == 24


def test_what_is_sealed_opens_with_the_same_secret_about_the_same() -> None:
    made = Identity(b"a" * 32).seal(b"woorden", "rij 1")

    assert Identity(b"a" * 32).unseal(made, "rij 1") == b"woorden"
    for identity, about in ((Identity(b"b" * 32), "rij 1"), (Identity(b"a" * 32), "rij 2")):
        with pytest.raises(Unreadable):
            identity.unseal(made, about)


@pytest.mark.parametrize("damaged", [b"", b"kort", bytes(40)])
def test_what_is_damaged_is_unreadable(damaged: bytes) -> None:
    with pytest.raises(Unreadable):
        Identity(bytes(32)).unseal(damaged, "rij 1")


def test_the_same_words_are_never_sealed_alike() -> None:
    identity = Identity(bytes(32))

    assert len({identity.seal(b"ja", "rij") for _ in range(20)}) == 20


def test_the_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = load(tmp_path).pseudonym("telegram:7")

    assert load(tmp_path).pseudonym("telegram:7") == first
    assert (tmp_path / "people.key").stat().st_mode & 0o777 == 0o600


def test_the_setting_goes_before_the_file(tmp_path: Path) -> None:
    assert load(tmp_path, "s" * 32).pseudonym("x") == Identity(b"s" * 32).pseudonym("x")
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    key_in(tmp_path / "people.key")
    (tmp_path / "people.key").chmod(0o644)

    with pytest.raises(SettingsError, match=r"mode 0644\); chmod 600"):
        load(tmp_path)


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.key").touch(mode=0o600)

    with pytest.raises(SettingsError, match="holds no key of 32 bytes"):
        load(tmp_path)


def test_a_folder_without_room_for_a_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="make the data folder writable"):
        key_in(tmp_path / "nergens" / "people.key")


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from bot.state.keyfile import key_in;"
        "print(key_in(pathlib.Path(sys.argv[1])).hex())"
    )
    started = [
        subprocess.Popen(  # noqa: S603 (our own script)
            [sys.executable, "-c", script, tmp_path / "people.key"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    told = {process.communicate()[0] for process in started}

    assert len(told) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["people.key"]
