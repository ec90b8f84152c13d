"""Which files an import is about, and by what each is known when the import is begun again."""

import hashlib
import importlib.metadata
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from knowledge import exchange, formats
from knowledge.archive import File
from knowledge.errors import SourceRefused
from knowledge.given import EXTENSION, beside
from knowledge.passages import SPLIT_VERSION

_WEB: Final = ("https://", "http://")
Said = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to import: an address, a file, or an export of a whole library."""

    name: str

    @property
    def is_address(self) -> bool:
        """Whether it stands on the web."""
        return self.name.casefold().startswith(_WEB)

    @property
    def is_export(self) -> bool:
        """Whether it is the sources.jsonl of `sources export`."""
        return Path(self.name).name == exchange.FILE

    def refuse_odd_name(self) -> None:
        """Raise SourceRefused for a name that cannot be printed on one line."""
        if not self.name.isprintable():
            raise SourceRefused(
                f"{self.name!a}: there are signs in this name that cannot be shown; rename it"
            )

    def size(self) -> int:
        """Return how many bytes the file has; 0 for an address, and for what cannot be read."""
        try:
            return 0 if self.is_address else Path(self.name).stat().st_size
        except (OSError, ValueError):
            return 0  # the reader says why

    def said(self) -> Said:
        """Return what the file beside it says; raises SourceRefused when that is no TOML."""
        return {} if self.is_address else beside(Path(self.name))

    def file(self, said: Mapping[str, object], *, keep_all: bool) -> File | None:
        """Return the hash of a file and of all that decides what it becomes; None: no such file.

        Another version of VrijWijzer may read it better, and reads it again.
        """
        if self.is_address:
            return None
        try:
            content = Path(self.name).read_bytes()
        except OSError:
            return None  # the reader says why
        version = importlib.metadata.version("vrijwijzer")
        rest = json.dumps([version, SPLIT_VERSION, keep_all, said], sort_keys=True)
        return File(
            sha256=hashlib.sha256(content + b"\0" + rest.encode()).hexdigest(),
            place=hashlib.sha256(str(Path(self.name).resolve()).encode()).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class PassedOver:
    """The files of a folder that are not read.

    `documents`: those that hold text, each with what to do; `others`: how many of which extension.
    """

    documents: tuple[str, ...] = ()
    others: Counter[str] = field(default_factory=Counter)


def jobs(names: Sequence[str]) -> tuple[list[Job], PassedOver]:
    """Return what to import, in order, and what is passed over.

    A folder stands for the files below it that can be read; hidden ones, and those that say
    something of the file beside them, are no sources. Raises SourceRefused when there is none.
    """
    found: list[Job] = []
    others: list[Path] = []
    for name in names:
        if Job(name).is_address or not Path(name).is_dir():
            found.append(Job(name))
            continue
        files = list(_files(Path(name)))
        readable = [path for path in files if _is_readable(path)]
        unread = [path for path in files if not _is_readable(path)]
        if not readable:
            whys = "".join(f"\n{why}" for why in _passed_over(unread).documents)
            raise SourceRefused(f"{name}: no file in this folder can be read; name another{whys}")
        found += [Job(str(path)) for path in readable]
        others += unread
    return found, _passed_over(others)


def _passed_over(paths: Sequence[Path]) -> PassedOver:
    """What is told of files that are not read."""
    whys = {path: formats.remedy(path.name) for path in paths}
    others = (path for path, why in whys.items() if not why)
    return PassedOver(
        tuple(f"{_shown(path)}: this is {why}" for path, why in whys.items() if why),
        Counter(path.suffix.casefold() or path.name for path in others),
    )


def _shown(path: Path) -> str:
    """The name of a file, on one line."""
    name = str(path)
    return name if name.isprintable() else ascii(name)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, in order of name; of an export only its sources.jsonl."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if exchange.FILE in files:
            folders[:] = [name for name in folders if name != exchange.READABLE]
        for name in sorted(files):
            path = Path(place) / name
            if not name.startswith(".") and not _is_sidecar(path):
                yield path


def _is_sidecar(path: Path) -> bool:
    """Whether the file only says something of the one beside it."""
    return path.suffix == EXTENSION and path.with_suffix("").exists()


def _is_readable(path: Path) -> bool:
    """Whether the extension is one that can become a source."""
    if path.name == exchange.FILE:
        return True
    try:
        formats.of_name(str(path))
    except SourceRefused:
        return False
    return True
