"""`vrijwijzer add`: import files, folders, addresses and exports, each whole or not at all.

Vectors are made before a source is written, in this process: a bot that runs on the same data
folder finds the new source the moment it is there, and does not wait for the model. What was
imported before is passed over, so the same command goes on where it was stopped.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot import settings
from bot.cli.import_progress import ImportProgress
from bot.cli.import_report import Line, advice, row, totals
from bot.cli.importing import Job, Said, jobs
from bot.cli.sources import as_json, open_library, source_of
from bot.keeping import disks
from bot.settings import Settings
from bot.wiring import ReadingRoom, assemble
from knowledge import exchange, given, keeping
from knowledge.alphabets import mixed_words
from knowledge.archive import File
from knowledge.errors import SettingsError, SourceRefused
from knowledge.library import Library
from knowledge.model import Document, Source
from knowledge.net import Net
from knowledge.readers import read, url
from knowledge.versions import is_other_text

_NICENESS = 10  # a running bot on the same machine goes first
_OF_ONE = ("title", "published", "url", "authors", "replaces")
_OF_MANY = ("publisher", "licence", "collection", "kind")


def run(arguments: argparse.Namespace) -> int:
    """Import all that is named; return 1 when one was refused: the others are imported even so.

    Prints a line a source and then the totals, or with --json one array.
    """
    todo, passed_over = jobs(arguments.paths)
    _check_options(arguments, todo)
    lines: list[Line] = []
    counts: Counter[str] = Counter()
    work = _Import(arguments, settings.load(arguments.data))
    try:
        with ImportProgress(len(todo)) as progress:
            for job in todo:
                for found in _tried(work, job, progress, counts):
                    line = found | {"from": job.name}
                    lines.append(line)
                    counts[line["status"]] += 1
                    if not arguments.json:
                        progress.say(row(line))
                progress.done()
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        raise
    finally:
        work.close()
    if arguments.json:
        print(json.dumps(lines, ensure_ascii=False, indent=2))
    elif len(todo) != 1 or Path(arguments.paths[0]).is_dir():
        print("\n".join([*advice(lines), *totals(counts, passed_over)]))
    return 1 if counts["refused"] else 0


def _tried(
    work: "_Import", job: Job, progress: ImportProgress, counts: Counter[str]
) -> list[Line]:
    """The lines of one job; why it was refused goes to stderr."""
    try:
        return work.one(job, progress)
    except SourceRefused as reason:
        counts["refused"] += 1
        progress.warn(f"vrijwijzer: {reason}")
        return []


def _check_options(arguments: argparse.Namespace, todo: Sequence[Job]) -> None:
    """Refuse what can be true of one source only for more than one."""
    said = [name for name in _OF_ONE if getattr(arguments, name)]
    if said and (len(todo) != 1 or Path(arguments.paths[0]).is_dir()):
        options = ", ".join(
            f"--{name.removesuffix('s') if name == 'authors' else name}" for name in said
        )
        raise SettingsError(f"{options}: can be true of one source only; name one file")


class _Import:
    """One run: the library, and the model once the first source needs it."""

    def __init__(self, arguments: argparse.Namespace, wanted: Settings) -> None:
        self._arguments = arguments
        self._settings = wanted
        self._net = Net(only=wanted.hosts)
        self._opened: Library | None = None
        self._room: ReadingRoom | None = None

    def one(self, job: Job, progress: ImportProgress) -> list[Line]:
        """Import one file, address or export; returns a line for each source."""
        disks.refuse_full(self._settings.data_folder, job.size())
        if job.is_export:
            return self._restore(Path(job.name), progress)
        job.refuse_odd_name()
        options = self._options()
        said = job.said() | options
        file = job.file(said, keep_all=self._arguments.keep_all)
        # Nothing is made on disk for a file that is then refused.
        begun = self._opened or self._settings.data_folder.exists()
        there = self._library.imported_as(file.sha256) if file and begun else None
        if there:
            old = self._old()
            line = _line(self._library.source(there), "known")
            return [line | {"replaces": self._replace(old, there)}]
        document = self._document(job)
        if said:
            known = given.applied(document.metadata, said, job.name)
            document = replace(document, metadata=known)
        if self._arguments.keep_all:
            document = keeping.whole(document)
        return self._add(document, file, progress)

    def close(self) -> None:
        """Close what was opened."""
        if self._opened:
            self._opened.close()
        if self._room:
            self._room.close()

    @property
    def _library(self) -> Library:
        """The library, opened when it is first needed."""
        if self._opened is None:
            self._opened = open_library(self._settings)
        return self._opened

    def _add(self, document: Document, file: File | None, progress: ImportProgress) -> list[Line]:
        """Add one document with its comments."""
        old = self._old()
        sources = self._library.prepare(document, file.place if file else None)
        before = {each.id: self._there(each.id) for each in sources}
        self._embed(sources, progress)
        self._library.add(sources, document.page, file)
        replaces = self._replace(old, sources[0].id)
        lines = []
        for source in sources:
            line = _line(source, _status(before[source.id], source))
            if source.parent is None:
                line |= self._pointed_out(source)
                line |= {"left_out": list(document.left_out), "replaces": replaces}
            lines.append(line)
        return lines

    def _restore(self, path: Path, progress: ImportProgress) -> list[Line]:
        """Import an export, all of it or nothing."""
        kept = exchange.read(path)
        sources = [each.source for each in kept]
        before = {each.id: self._there(each.id) for each in sources}
        self._embed(sources, progress)
        self._library.restore(kept)
        return [_line(each, _status(before[each.id], each)) for each in sources]

    def _document(self, job: Job) -> Document:
        """The document in a file or at an address."""
        if not job.is_address:
            return read(Path(job.name))
        return url.read(job.name, self._net)

    def _embed(self, sources: Sequence[Source], progress: ImportProgress) -> None:
        """Make the vectors of sources, before anyone can find them."""
        if self._room is None:
            os.nice(_NICENESS)
            self._room = assemble(self._settings)
        self._room.index.prepare(sources, progress.embedding)

    def _pointed_out(self, source: Source) -> Line:
        """What a person should look at: near-duplicates, and what this source may replace."""
        alike = self._library.alike(source.id)
        earlier = [] if self._arguments.replaces else self._library.predecessors(source)
        return {
            "alike": [{"id": each.source_id, "share": round(each.share, 2)} for each in alike],
            "may_replace": [each.id for each in earlier],
            "mixed_letters": list(mixed_words(source.text)),
        }

    def _old(self) -> str | None:
        """The id of what the source is said to replace; refused before anything is added."""
        wanted = self._arguments.replaces
        return source_of(self._library, wanted).id if wanted else None

    def _replace(self, old: str | None, new: str) -> str | None:
        """Note what the source takes the place of; of itself, it is a new version anyway."""
        if old is None or old == new:
            return None
        self._library.replace(old, new)
        return old

    def _options(self) -> Said:
        """What the options say of the source."""
        names = (*(name for name in _OF_ONE if name != "replaces"), *_OF_MANY)
        found = {name: getattr(self._arguments, name) for name in names}
        return {name: value for name, value in found.items() if value is not None}

    def _there(self, source_id: str) -> Source | None:
        """The source as it is now."""
        try:
            return self._library.source(source_id)
        except KeyError:
            return None


def _status(before: Source | None, now: Source) -> str:
    """What became of a source."""
    if before is None:
        return "added"
    if is_other_text(before, now):
        return "renewed"
    return "unchanged" if before.metadata == now.metadata else "corrected"


def _line(source: Source, status: str) -> Line:
    """What is said of every source: what it is, and what became of it."""
    outcome: Line = {
        "status": status,
        "left_out": [],
        "alike": [],
        "may_replace": [],
        "mixed_letters": [],
        "replaces": None,
    }
    return as_json(source) | {"added": source.added} | outcome
