"""The doctor's round: is everything that the bot needs sound, and what to do where it is not.

It changes nothing, opens no connection to anywhere, and finds what SQLite's own check cannot see:
a changed letter in a stored text (TRUST F4), by the hashes.
"""

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final, assert_never

from bot.keeping.backup import DATABASES, KEYS, VERIFIED
from bot.keeping.disks import LEAST_FREE, is_on_network
from bot.logs import TOKEN
from bot.settings import Settings
from bot.state import rounds
from bot.state.people import FILE as PEOPLE
from index import health, offline_model
from knowledge.errors import VrijwijzerError
from knowledge.library import Library

# A restore test is due weekly (TRUST §2); BIO2 8.13 asks one a year.
BACKUP_DAYS: Final = 8
# A bot that runs lets go every hour; words are kept for a day.
RETIRED_HOURS: Final = 24
_EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)  # no clock of a running bot is before this
_WAL_MENDED: Final = (3, 51, 3)  # TRUST F5
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Level(StrEnum):
    """How bad a finding is: all well, worth a look, or to be mended."""

    GOOD = "ok"
    WARNING = "look"
    BAD = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; `remedy` says what to do, "" when all is well."""

    about: str
    level: Level
    what: str
    remedy: str = ""


def examine(settings: Settings, now: datetime | None = None) -> Iterator[Finding]:
    """Yield a finding for everything looked at, in an order to read them in; `now` is in UTC."""
    folder = settings.data_folder
    if not folder.is_dir():
        yield Finding(
            "data folder",
            Level.BAD,
            f"{folder} is not there",
            "name it with --data, or begin one with: vrijwijzer add",
        )
        return
    at = now or datetime.now(UTC)
    rounds: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _disk(folder),
        lambda: _databases(folder),
        lambda: _library(folder),
        lambda: _model(settings),
        lambda: _judgement(settings),
        lambda: _clock(folder, at),
        lambda: _retention(folder, at),
        lambda: _secrets(folder),
        lambda: _token(settings),
        lambda: _backup(folder, at),
    )
    for look in rounds:
        yield from look()


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        less = f"{free / 1e6:.0f} MB free, less than {LEAST_FREE / 1e6:.0f} MB"
        yield Finding("disk", Level.WARNING, less, "make room before you import")
    else:
        yield Finding("disk", Level.GOOD, f"{free / 1e9:.1f} GB free")
    if is_on_network(folder):
        yield Finding(
            "disk",
            Level.BAD,
            f"{folder} is on a network file system, which breaks SQLite's locks",
            "move it to a disk of this machine and name that with --data",
        )


def _databases(folder: Path) -> Iterator[Finding]:
    for name in DATABASES:
        path = folder / name
        if not path.exists():
            continue
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
                (mode,) = database.execute("PRAGMA journal_mode").fetchone()
        except sqlite3.Error as error:
            said, mode = str(error), ""
        if said != "ok":
            yield Finding(name, Level.BAD, f"damaged ({said})", "restore the last backup")
        elif mode == "wal" and sqlite3.sqlite_version_info < _WAL_MENDED:
            yield Finding(
                name,
                Level.BAD,
                f"in WAL mode, which SQLite {sqlite3.sqlite_version} may corrupt",
                f"stop the bot, then: sqlite3 {path} 'PRAGMA journal_mode=TRUNCATE'",
            )
        else:
            yield Finding(name, Level.GOOD, "whole")


def _library(folder: Path) -> Iterator[Finding]:
    try:
        library = Library(folder)
        try:
            faults, number = library.verify(), len(library.sources())
            revision = library.revision
        finally:
            library.close()
    except VrijwijzerError as error:
        yield Finding("library", Level.BAD, str(error), "restore the last backup")
        return
    for fault in faults:
        what, _, remedy = fault.rpartition("; ")
        yield Finding("library", Level.BAD, what, remedy)
    if not faults:
        yield Finding("library", Level.GOOD, f"{number} sources, every text as it was stored")
    stale = health.faults(folder, revision)
    for fault in stale:
        yield Finding("index", Level.WARNING, fault, "nothing: it is made again at the next start")
    if not stale:
        yield Finding("index", Level.GOOD, "fits the library")


def _model(settings: Settings) -> Iterator[Finding]:
    packed = offline_model.packed()
    if settings.model is not None or packed is None:
        what = f"{settings.model or offline_model.HUB_MODEL} is loaded when the bot starts"
        yield Finding("model", Level.GOOD, what)
    elif offline_model.is_whole(offline_model.place(settings.cache_folder, packed)):
        yield Finding("model", Level.GOOD, "whole")
    else:
        what = f"not in {settings.cache_folder} yet, or damaged there"
        yield Finding("model", Level.WARNING, what, "nothing: it is made again at the next start")


def _judgement(settings: Settings) -> Iterator[Finding]:
    model = settings.model or offline_model.MODEL
    match health.judgement(settings.data_folder, model):
        case health.Judgement.OWN:
            yield Finding("judgement", Level.GOOD, f"fitted to this library, with {model}")
        case health.Judgement.SHIPPED:
            yield Finding("judgement", Level.GOOD, f"by the fit that ships for {model}")
        case health.Judgement.UNFITTED:
            yield Finding(
                "judgement",
                Level.WARNING,
                f"never fitted for {model}: the bot is careful and declines more",
                "label questions that it answers and others: vrijwijzer index calibrate FILE",
            )
        case never:
            assert_never(never)


def _clock(folder: Path, now: datetime) -> Iterator[Finding]:
    """A clock that runs behind would keep words too long, one ahead would erase too early."""
    paths = [folder / name for name in DATABASES if (folder / name).exists()]
    newest = max((path.stat().st_mtime for path in paths), default=0.0)
    if now < _EARLIEST or datetime.fromtimestamp(newest, UTC) > now + timedelta(days=1):
        what = f"the clock says {now:%Y-%m-%d %H:%M} UTC, before the last change of the data"
        yield Finding("clock", Level.BAD, what, "set the clock of this machine (timedatectl)")
    else:
        yield Finding("clock", Level.GOOD, f"{now:%Y-%m-%d %H:%M} UTC")


def _retention(folder: Path, now: datetime) -> Iterator[Finding]:
    """What is kept of people goes after its term only while something lets go of it."""
    path = folder / PEOPLE
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            last = rounds.last(database, rounds.RETENTION)
    except sqlite3.Error:  # damaged, or of before; the databases are looked at apart
        last = None
    hours = None if last is None else (now.timestamp() - last) / 3600
    if hours is not None and hours <= RETIRED_HOURS:
        yield Finding("retention", Level.GOOD, f"what is past its term was removed {_ago(hours)}")
        return
    age = "not yet" if hours is None else _ago(hours)
    yield Finding(
        "retention",
        Level.WARNING,
        f"what is old was last let go of: {age}",
        "a bot that runs does so every hour (else look at its log); without one:"
        " vrijwijzer privacy retain",
    )


def _ago(hours: float) -> str:
    return f"{hours:.0f} h ago" if hours >= 1 else "within the last hour"


def _secrets(folder: Path) -> Iterator[Finding]:
    private = [folder, folder / "people.db", *folder.glob(KEYS), Path(".env")]
    loose = [path for path in private if path.exists() and path.stat().st_mode & _OTHERS]
    for path in loose:
        mode = "700" if path.is_dir() else "600"
        what = f"{path.absolute()} can be read by others on this machine"
        yield Finding("secrets", Level.BAD, what, f"chmod {mode} {path.absolute()}")
    if not loose:
        yield Finding("secrets", Level.GOOD, "readable by their owner only")


def _token(settings: Settings) -> Iterator[Finding]:
    if settings.token is None:
        what = "TELEGRAM_BOT_TOKEN is not set, so `vrijwijzer run` cannot start"
        yield Finding("token", Level.WARNING, what, "ask @BotFather for one and put it in .env")
    elif not TOKEN.fullmatch(settings.token.get_secret_value()):
        what = "TELEGRAM_BOT_TOKEN does not look like a token (digits, a colon, 35 signs)"
        yield Finding("token", Level.BAD, what, "copy it again from @BotFather")
    else:
        yield Finding("token", Level.GOOD, "is set; Telegram says at `run` whether it is right")


def _backup(folder: Path, now: datetime) -> Iterator[Finding]:
    remedy = "vrijwijzer backup FILE, then vrijwijzer backup --verify FILE"
    try:
        noted = json.loads((folder / VERIFIED).read_text(encoding="utf-8"))
        made, name = datetime.fromisoformat(noted["made"]), str(noted["backup"])
    except FileNotFoundError:
        yield Finding("backup", Level.WARNING, "no backup was ever verified", remedy)
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield Finding("backup", Level.WARNING, f"{folder / VERIFIED} cannot be read", remedy)
        return
    days = (now - made).days
    what = f"the last one that was verified, {name}, is {days} days old"
    if days > BACKUP_DAYS:
        yield Finding("backup", Level.WARNING, what, remedy)
    else:
        yield Finding("backup", Level.GOOD, what)
