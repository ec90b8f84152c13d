"""Reads the lines of a text file of JSON objects, of whatever origin."""

from pathlib import Path

from knowledge.errors import SourceRefused


def lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, numbered from 1.

    Raises SourceRefused, in one line, for a file that is not there or not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceRefused(f"{path}: {error.strerror}; name a file that can be read") from None
    except UnicodeDecodeError:
        raise SourceRefused(f"{path}: not UTF-8 text") from None
    # Not splitlines(): a JSON text may hold U+2028, which is no line end here.
    split = text.replace("\r\n", "\n").split("\n")
    return [(number, line) for number, line in enumerate(split, start=1) if line.strip()]
