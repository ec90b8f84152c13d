"""A backup that is being written or put back, killed: whole or not there, and nothing changed."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.keeping import backup, sealed
from bot.state.inbox import Inbox, UpdateKey
from knowledge.library import Library
from tests.support.builders import article
from tests.support.kills import Acknowledge

COST = 4  # log2 of scrypt's N
PASSPHRASE = "drie kleine kleutertjes"  # noqa: S105 - of a test
TEXT = "De gemeente bedankt haar vrijwilligers met een brief."


class BackingUp:
    """A backup of a folder with a source and a question that waits."""

    name = "backup"

    def begin(self, folder: Path) -> None:
        with closing(Library(folder / "data")) as library:
            library.add(library.prepare(article("Dank", TEXT)))
        with closing(Inbox(folder / "data")) as inbox:
            inbox.store(UpdateKey(1, 7), "telegram:5", "{}")

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        _cheaply()
        if not (folder / "kept").exists():
            backup.make(folder / "data", folder / "kept", PASSPHRASE)
        acknowledge("kept")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        faults = _lacks(folder / "data")
        if (folder / "kept").exists():
            with TemporaryDirectory() as place:
                backup.unpack(folder / "kept", Path(place), PASSPHRASE)
                faults += _lacks(Path(place))
        elif acknowledged:
            faults.append("there is no backup")
        return faults

    def completed(self, folder: Path) -> list[str]:
        faults = self.survived(folder, ["kept"])
        if (folder / "kept").exists():
            backup.verify(folder / "kept", folder / "data", PASSPHRASE)
        left = [*(folder / "data").glob(".backup-*")]
        return [*faults, f"unsealed copies stay: {left}"] if left else faults


class Restoring(BackingUp):
    """A backup that is put back as a new data folder."""

    name = "restore"

    def begin(self, folder: Path) -> None:
        super().begin(folder)
        _cheaply()
        backup.make(folder / "data", folder / "kept", PASSPHRASE)

    def work(self, folder: Path, acknowledge: Acknowledge) -> None:
        if not (folder / "new").exists():
            backup.restore(folder / "kept", folder / "new", PASSPHRASE)
        acknowledge("restored")

    def survived(self, folder: Path, acknowledged: Sequence[str]) -> list[str]:
        if (folder / "new").exists():
            return _lacks(folder / "new")
        return ["there is no folder"] if acknowledged else []


def _cheaply() -> None:
    """Make the key in no time, in this process only: a passphrase of a test may be guessed."""
    sealed.SealedWriter.__init__.__defaults__ = (COST,)


def _lacks(folder: Path) -> list[str]:
    """What a data folder does not hold as it should."""
    with closing(Library(folder)) as library:
        faults = library.verify()
        if library.source("dank").text != TEXT:
            faults.append(f"{folder.name}: the source says something else")
    with closing(Inbox(folder)) as inbox:
        if [each.key.update_id for each in inbox.waiting(1)] != [7]:
            faults.append(f"{folder.name}: what waits is lost")
    return faults
