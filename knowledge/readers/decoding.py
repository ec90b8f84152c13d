"""Bytes of a file into text, or one clear line why not."""

import codecs
import stat
from pathlib import Path
from typing import Final

from knowledge.errors import SourceRefused

# Bytes. The longest article we know is 0.2 MB of text.
MAX_SIZE: Final = 10_000_000
# A text has none; cp1252 reads almost any bytes, so this is what tells a picture from a letter.
_MAX_CONTROL_SHARE: Final = 0.01
_MARKS: Final = (
    # UTF-32 before UTF-16: its little-endian mark begins with the other's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_SIGNATURES: Final = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip, DOCX or other packed file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def text_of(path: Path) -> str:
    """Return the text of the file as it stands, its byte order mark taken off.

    UTF-8, UTF-16 and UTF-32 with their mark, UTF-8 without, else Windows-1252. Raises
    SourceRefused for what is missing, unreadable, too large, empty or no text.
    """
    content = _bytes_of(path)
    for signature, name in _SIGNATURES.items():
        if content.startswith(signature):
            raise SourceRefused(f"{path}: this is {name}, not text; save it as .txt or .md")
    text = _decoded(content)
    if text is None or _is_binary(text):
        raise SourceRefused(f"{path}: not readable as text; save it as UTF-8 (.txt or .md)")
    if not text.strip():
        raise SourceRefused(f"{path}: the file is empty; there is nothing to add")
    return text


def _bytes_of(path: Path) -> bytes:
    """The content of a file that is there, may be read and is not too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceRefused(f"{path}: this is a folder; name the files in it")
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise SourceRefused(f"{path}: this is no file; save what it gives as .txt or .md")
        if status.st_size > MAX_SIZE:
            raise SourceRefused(
                f"{path}: larger than {MAX_SIZE // 1_000_000} MB; split it into one file a source"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceRefused(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise SourceRefused(
            f"{path}: cannot be read ({error.strerror}); check its name and rights"
        ) from error


def _decoded(content: bytes) -> str | None:
    """The text in the encoding that its mark names, else in UTF-8, else in Windows-1252."""
    encodings = next(
        ([name] for mark, name in _MARKS if content.startswith(mark)), ["utf-8", "cp1252"]
    )
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_binary(text: str) -> bool:
    """Whether control characters say that this never was text."""
    control = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v")
    return "\0" in text or control > _MAX_CONTROL_SHARE * len(text)
