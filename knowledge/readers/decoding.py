"""Bytes of a file into text, or one clear line why not."""

import codecs
import re
import stat
from pathlib import Path
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.formats import MAX_SIZE

# Share of characters. cp1252 reads almost any bytes: this tells a picture from a letter.
_MAX_DAMAGE: Final = 0.01
_MARKS: Final = (
    # UTF-32 before UTF-16: its little-endian mark begins with the other's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Bytes. Browsers look this far for the encoding that a page names (HTML 13.2.3.2).
_CHARSET_WITHIN: Final = 1024
# Bytes. Fewer say too little of whether every second one is zero.
_UTF_16_LENGTH: Final = 16
_UTF_16_SHARE: Final = 0.8
# Every control character but tab, line feed, carriage return, form feed and vertical tab.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


def content_of(path: Path) -> bytes:
    """Return the bytes of a file; raises SourceRefused when missing, closed, empty or large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceRefused(f"{path}: this is a folder; name the files in it")
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise SourceRefused(f"{path}: this is no file; save what it gives as a file")
        size = status.st_size
        content = path.read_bytes() if size <= MAX_SIZE else b""
    except FileNotFoundError as error:
        raise SourceRefused(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise SourceRefused(
            f"{path}: cannot be read ({error.strerror}); check its name and rights"
        ) from error
    if size > MAX_SIZE:
        raise SourceRefused(
            f"{path}: larger than {MAX_SIZE // 1_000_000} MB; split it into one file a source",
            Refusal.TOO_LONG,
        )
    if not content.strip():
        raise SourceRefused(f"{path}: the file is empty; there is nothing to add", Refusal.EMPTY)
    return content


def text_in(content: bytes, name: str) -> str:
    """Return the text in the bytes of a file as it stands, its byte order mark taken off.

    UTF-8, UTF-16 and UTF-32 with their mark, UTF-8 and UTF-16 without, else the encoding that a
    web page names, else Windows-1252. Up to one character in a hundred may be damaged: it becomes
    U+FFFD, or goes when it is a control character. Raises SourceRefused for what is no text.
    """
    text = _decoded(content)
    if text is None or _damage(text) > _MAX_DAMAGE * len(text):
        raise SourceRefused(
            f"{name}: not readable as text; save it as UTF-8 (.txt or .md)", Refusal.OTHER_KIND
        )
    if not text.strip():
        raise SourceRefused(f"{name}: the file is empty; there is nothing to add", Refusal.EMPTY)
    return _CONTROL.sub("", text)


def _decoded(content: bytes) -> str | None:
    """The text in the encoding that its mark names, else in the likeliest."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _in(encoding, content)
    if len(content) >= _UTF_16_LENGTH and content.count(0) > len(content) // 4:
        zeros = [content[first::2].count(0) for first in (0, 1)]
        if max(zeros) > _UTF_16_SHARE * len(content) / 2:
            return _in("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", content)
    return _in("utf-8", content) or _damaged_utf_8(content) or _as_named(content)


def _damaged_utf_8(content: bytes) -> str | None:
    """The text when it is UTF-8 with a few bytes gone: whole letters outnumber the broken."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return text if whole > broken else None


def _as_named(content: bytes) -> str | None:
    """The text in the encoding that a web page names, else in Windows-1252."""
    named = _CHARSET.search(content[:_CHARSET_WITHIN])
    encoding = named[1].decode("ascii").casefold() if named else "cp1252"
    if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8"):
        encoding = "cp1252"  # what browsers take these for where the bytes are not UTF-8
    return _in(encoding, content)


def _in(encoding: str, content: bytes) -> str | None:
    """The text in an encoding, None when the bytes are not in it."""
    try:
        return content.decode(encoding)
    except (LookupError, ValueError):
        return None


def _damage(text: str) -> int:
    """How many characters were lost, or never were text."""
    return text.count("\ufffd") + len(_CONTROL.findall(text))
