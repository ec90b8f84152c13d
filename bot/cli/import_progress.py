"""How far an import is, on stderr: files, passages, rate, time remaining."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.cli.screen import unguarded


class ImportProgress:
    """One line at the foot of a terminal; nothing where stderr is no terminal."""

    def __init__(self, files: int) -> None:
        """Count up to `files`."""
        console = Console(file=unguarded(sys.stderr))
        self._progress = Progress(
            TextColumn("files"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("· {task.fields[passages]} passages · {task.fields[rate]}/s ·"),
            TimeElapsedColumn(),
            TextColumn("· remaining"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("", total=files, passages=0, rate="–")
        self._earlier = 0
        self._current = 0

    def __enter__(self) -> Self:
        """Begin to show."""
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away."""
        self._progress.stop()

    def embedding(self, done: int, _total: int) -> None:
        """Show that `done` passages of the present source are embedded."""
        self._current = done
        elapsed = self._progress.tasks[0].elapsed or 0
        count = self._earlier + done
        rate = f"{count / elapsed:.0f}" if elapsed else "–"
        self._progress.update(self._task, passages=count, rate=rate)

    def done(self) -> None:
        """Show that one more file is finished."""
        self._earlier += self._current
        self._current = 0
        self._progress.advance(self._task)

    def say(self, text: str) -> None:
        """Print a line of the outcome on stdout, above the progress."""
        self._aside(text, sys.stdout)

    def warn(self, text: str) -> None:
        """Print a line on stderr, above the progress."""
        self._aside(text, sys.stderr)

    def _aside(self, text: str, file: object) -> None:
        """Print without the progress line running through it."""
        shown = not self._progress.disable and self._progress.live.is_started
        if shown:
            self._progress.stop()
        print(text, file=file, flush=True)  # type: ignore[call-overload]  # any text stream
        if shown:
            self._progress.start()
