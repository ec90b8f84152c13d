"""Parsers of foreign formats run in a process apart, with limits; here is its near side.

One child is started when it is first needed and then waits for more: importing the parsers takes a
second, and is done once. It forks for every document (see `sandbox_child`), so that no document
meets what another left behind. The child gets bytes and no settings, names or tokens.
"""

import atexit
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from knowledge import codec
from knowledge.errors import Refusal, SourceRefused
from knowledge.formats import Format
from knowledge.model import Document

# Seconds. How long a child that was told to stop may take; it only waits for work.
_PATIENCE: Final = 5


def read(form: Format, content: bytes, name: str) -> Document:
    """Return the document in the bytes of a file; `name` says in messages where they came from.

    Raises SourceRefused for what cannot be read: broken, locked, too large or too slow.
    """
    return _shared().read(form, content, name)


class Sandbox:
    """The child process; safe to use from several threads, one document at a time."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._child: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = Lock()

    def read(self, form: Format, content: bytes, name: str) -> Document:
        """Return the document in the bytes of a file; raises SourceRefused."""
        with self._one_at_a_time:
            try:
                answer = self._answer(form, content, name)
                if answer[:1] == b"-":
                    reason, _, why = answer[1:].decode().partition("\x1f")
                    raise SourceRefused(f"{name}: {reason}", Refusal(why) if why else None)
                return codec.built(Document, json.loads(answer[1:]))
            except (OSError, ValueError) as error:
                self.close()
                raise SourceRefused(
                    f"{name}: the reader stopped before it was done; add it again"
                ) from error

    def close(self) -> None:
        """Stop the child, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        with child:
            try:
                child.communicate(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()

    def _answer(self, form: Format, content: bytes, name: str) -> bytes:
        """What the child says of a file: "+" and a document, or "-", a reason, and its kind."""
        child = self._running()
        if child.stdin is None or child.stdout is None:
            raise OSError("no pipes")
        head = json.dumps({"form": form, "size": len(content), "name": Path(name).name})
        child.stdin.write(head.encode() + b"\n" + content)
        child.stdin.flush()
        size = int(child.stdout.readline())
        answer = child.stdout.read(size)
        if len(answer) < size:
            raise OSError("cut off")
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """The child; a new one when there is none, or it has ended."""
        if self._child is not None and self._child.poll() is not None:
            self.close()
        if self._child is None:
            path = ":".join(str(Path(each).resolve()) for each in sys.path)
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", "-m", "knowledge.sandbox_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": path},
            )
        return self._child


@cache
def _shared() -> Sandbox:
    """The one child of this process; it ends with it."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
