"""The far side of `sandbox`: reads each document in a fork of its own, within limits.

Run as `python -m knowledge.sandbox_child`. A request is a line of JSON and the bytes of a file; an
answer is a line with its length, then "+" and a document or "-" and why there is none.
"""

import contextlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from knowledge import codec
from knowledge.errors import Refusal, SourceRefused
from knowledge.formats import Format
from knowledge.model import Document

Reader = Callable[[bytes, str], Document]

# Bytes. A report of 500 pages takes 150 MB.
MEMORY: Final = 1 << 30
# Seconds of work, and by the clock. A report of 500 pages takes 20.
CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 90
# Characters. A book of 500 pages has 1.5 million.
MAX_CHARACTERS: Final = 5_000_000
_MODULES: Final = {Format.HTML: "html", Format.PDF: "pdf", Format.DOCX: "docx"}
_TOO_SLOW: Final = f"takes longer than {CPU_SECONDS} seconds to read; split it or save it as .txt"
_TOO_LARGE: Final = "takes more than 1 GB of memory to read; split it or save it as .txt"
_BROKEN: Final = "broken, or not what its name says; open it, save it again and add it again"
_TOO_LONG: Final = f"more than {MAX_CHARACTERS // 1_000_000} million characters; split it"
# What a parser has no business with. Files may be read: parsers import parts of themselves late.
_FORBIDDEN: Final = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill"),
    *("os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.chmod", "shutil."),
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer requests until there are no more."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints is no answer
    while head := requests.readline():
        request: dict[str, Any] = json.loads(head)
        content = requests.read(request["size"])
        reader = _reader(Format(request["form"]))
        answer = apart(reader, content, request["name"])
        answers.write(b"%d\n%s" % (len(answer), answer))
        answers.flush()


def apart(reader: Reader, content: bytes, name: str) -> bytes:
    """Return the answer that a fork of this process gives, or why it gave none."""
    near, far = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(near)
        with os.fdopen(far, "wb") as pipe:
            pipe.write(_within_limits(reader, content, name))
        os._exit(0)
    os.close(far)
    with os.fdopen(near, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    if status == 0 and answer:
        return answer
    slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGALRM)
    return b"-" + (_TOO_SLOW if slow else _BROKEN).encode()


def _within_limits(reader: Reader, content: bytes, name: str) -> bytes:
    """The answer of this process, which is limited from here on."""
    _limit()
    try:
        document = reader(content, name)
        if sum(len(block.text) for block in document.blocks) > MAX_CHARACTERS:
            return _refused(_TOO_LONG, Refusal.TOO_LONG)
        return b"+" + json.dumps(codec.plain(document)).encode()
    except SourceRefused as reason:
        return _refused(str(reason).removeprefix(f"{name}: "), reason.why)
    except MemoryError:
        return _refused(_TOO_LARGE, Refusal.TOO_LONG)
    except Exception:  # noqa: BLE001 - whatever a parser trips over, it is the file that is refused
        return _refused(_BROKEN, Refusal.BROKEN)


def _refused(reason: str, why: Refusal | None) -> bytes:
    """What is answered for a file that is refused."""
    return f"-{reason}\x1f{why or ''}".encode()


def _limit() -> None:
    """Limit memory, time and files of this process, and refuse it the network."""
    for what, most, at_last in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),  # first a signal that says why
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, at_last))
    signal.alarm(WALL_SECONDS)
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise PermissionError for the network, for other programs and for writing a file."""
    writes = event == "open" and bool((arguments[2] or 0) & _WRITING)
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _reader(form: Format) -> Reader:
    """The reader of a format, imported when it is first needed."""
    found: Reader = import_module(f"knowledge.readers.{_MODULES[form]}").read
    return found


if __name__ == "__main__":
    main()
