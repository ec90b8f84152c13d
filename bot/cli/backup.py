"""`vrijwijzer backup` and `vrijwijzer restore`: keeping the data, and getting it back."""

import argparse
import getpass
import stat
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from bot import settings
from bot.cli.progress import embedding
from bot.cli.sources import counted
from bot.keeping import backup
from bot.settings import Settings
from bot.state.erasure import Erased
from bot.state.people import FILE as PEOPLE
from bot.wiring import assemble, open_records
from knowledge.errors import SettingsError, Unavailable

LEAST: Final = 12  # signs of a passphrase
_RETURNED: Final = (
    "warning: whoever was erased after {made} is back. Restore once more with --erased and the"
    " data folder of then, or erase them again: vrijwijzer privacy erase"
)
_PROBE: Final = "probe"  # under the same secret it has the same pseudonym
_NAMED_OTHERWISE: Final = (
    "{folder}: names people under another secret than the backup, so nobody could be erased again;"
    " restore with the VRIJWIJZER_SECRET of then; nothing was changed"
)
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def run(arguments: argparse.Namespace) -> int:
    """Make a backup, or verify one; return 0."""
    folder = settings.load(arguments.data).data_folder
    if arguments.verify:
        manifest = backup.verify(arguments.file, folder, passphrase(arguments))
        print(f"verified: {arguments.file}, made {manifest.made}, {_counted(manifest)}")
    else:
        manifest = backup.make(folder, arguments.file, passphrase(arguments, new=True))
        print(f"made: {arguments.file}, {_counted(manifest)}")
        print(f"Read it back with: vrijwijzer backup --verify {arguments.file}", file=sys.stderr)
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup back into a new data folder, without who was erased since, and index it."""
    chosen = settings.load(arguments.data)
    probe, erased = _erased(chosen, arguments.erased) if arguments.erased else ("", [])
    gone: list[int] = []

    def amend(draft: Path) -> None:
        if erased:
            with closing(open_records(chosen, draft)) as records:
                if records.identity.pseudonym(_PROBE) != probe:
                    raise SettingsError(_NAMED_OTHERWISE.format(folder=arguments.erased))
                gone.append(records.erasure.apply(erased))

    phrase = passphrase(arguments)
    manifest = backup.restore(arguments.file, chosen.data_folder, phrase, amend)
    print(f"restored: {chosen.data_folder}, as of {manifest.made}, {_counted(manifest)}")
    if erased:
        people = "1 person" if len(erased) == 1 else f"{len(erased)} people"
        print(f"erased again: {counted(sum(gone), 'row')} of {people}")
    if not arguments.erased:
        print(_RETURNED.format(made=manifest.made), file=sys.stderr)
    assemble(chosen).ready(embedding()).close()
    return 0


def _erased(chosen: Settings, folder: Path) -> tuple[str, list[Erased]]:
    """Return how the folder of which the backup is names a probe, and who was erased there."""
    if not (folder / PEOPLE).exists():
        raise Unavailable(f"{folder}: holds no {PEOPLE}, so nobody knows who was erased there")
    with closing(open_records(chosen, folder)) as records:
        return records.identity.pseudonym(_PROBE), records.erasure.erased()


def passphrase(arguments: argparse.Namespace, *, new: bool = False) -> str:
    """Return the passphrase, from the file that was named or from the person at the keyboard.

    Raises SettingsError for a file that others may read, and for a new one that is too short.
    """
    file: Path | None = arguments.passphrase_file
    said = _typed(new=new) if file is None else _read(file)
    if new and len(said) < LEAST:
        raise SettingsError(f"a passphrase has at least {LEAST} signs; nothing was written")
    return said


def _read(file: Path) -> str:
    try:
        if file.stat().st_mode & _OTHERS:
            raise SettingsError(f"{file}: others can read the passphrase; chmod 600 {file}")
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "no text"
        raise SettingsError(f"{file}: the passphrase cannot be read ({why})") from None


def _typed(*, new: bool) -> str:
    if not sys.stdin.isatty():
        raise SettingsError("no passphrase; name a file with --passphrase-file")
    said = getpass.getpass("Passphrase: ")
    if new and getpass.getpass("Once more: ") != said:
        raise SettingsError("the two passphrases differ; nothing was written")
    return said


def _counted(manifest: backup.Manifest) -> str:
    return counted(manifest.rows["knowledge.db"]["sources"], "source")
