"""What kind of file this is: the name says it, and the first bytes must agree."""

from enum import StrEnum
from pathlib import PurePath
from typing import Final

from knowledge.errors import Refusal, SourceRefused


class Format(StrEnum):
    """The file formats that become a source."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"


# Bytes. The longest article we know is 0.2 MB of text, with its markup 1 MB.
_TEXT_SIZE: Final = 10_000_000
# Bytes. What Telegram lets a bot receive; a report with pictures takes 5 MB.
MAX_SIZE: Final = 20_000_000
_BY_EXTENSION: Final = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
}
_REMEDIES: Final = {
    ".doc": "an old Word file; save it as .docx",
    ".docm": "a Word file with macros; save it as .docx",
    ".dotm": "a Word file with macros; save it as .docx",
    ".dotx": "a Word template; save it as .docx",
    ".odt": "an OpenDocument file; save it as .docx or .pdf",
    ".rtf": "an RTF file; save it as .docx",
    ".mht": "a web archive; save the page as HTML",
    ".mhtml": "a web archive; save the page as HTML",
    ".pages": "an Apple Pages file; export it as .docx",
    ".ppt": "slides; save them as .pdf",
    ".pptx": "slides; save them as .pdf",
    ".odp": "slides; save them as .pdf",
    ".xls": "a spreadsheet; save the sheet that counts as .pdf",
    ".xlsx": "a spreadsheet; save the sheet that counts as .pdf",
    ".ods": "a spreadsheet; save the sheet that counts as .pdf",
    ".csv": "a spreadsheet; save it as .pdf",
    ".tsv": "a spreadsheet; save it as .pdf",
    ".eml": "an e-mail; save its text as .txt",
    ".msg": "an e-mail; save its text as .txt",
    ".epub": "an e-book; save it as .pdf",
    ".zip": "a packed folder; unpack it",
}
# Bytes. A PDF may open with some bytes of a mail program; readers look this far (ISO 32000-1 H).
_PDF_WITHIN: Final = 1024
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted Office file (MS-OFFCRYPTO 2.3.4.4).
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES: Final = {
    _ZIP: "a zip, DOCX or other packed file",
    _OLE: "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file",
    b"\x7fELF": "a program",
}
_HTML: Final = (b"<!doctype html", b"<html")


def of_name(name: str) -> Format:
    """Return the format that the extension of a file's name or path says.

    Raises SourceRefused, with what to do, for one that is not read.
    """
    extension = PurePath(name).suffix.casefold()
    if found := _BY_EXTENSION.get(extension):
        return found
    if known := remedy(name):
        raise SourceRefused(f"{name}: this is {known}")
    raise SourceRefused(
        f"{name}: cannot read this kind of file; save it as .pdf, .docx, .html, .txt or .md"
    )


def remedy(name: str) -> str | None:
    """Return what a file that holds text is, and what to do with it; None for any other file."""
    return _REMEDIES.get(PurePath(name).suffix.casefold())


def check(form: Format, content: bytes, name: str) -> None:
    """Raise SourceRefused when the bytes are too many for this format, or not of it."""
    most = MAX_SIZE if form in (Format.PDF, Format.DOCX) else _TEXT_SIZE
    if len(content) > most:
        raise SourceRefused(
            f"{name}: larger than {most // 1_000_000} MB; split it into one file a source",
            Refusal.TOO_LONG,
        )
    if form is Format.DOCX and content.startswith(_OLE) and _ENCRYPTED in content:
        raise SourceRefused(
            f"{name}: protected with a password; save it without and add it again", Refusal.LOCKED
        )
    if not content:
        raise SourceRefused(f"{name}: the file is empty; there is nothing to add", Refusal.EMPTY)
    found = _signature(content)
    wanted = {Format.PDF: "a PDF", Format.DOCX: _SIGNATURES[_ZIP]}.get(form)
    if found != wanted:
        what = found or ("a web page" if _is_page(content) else None)
        raise SourceRefused(
            f"{name}: this is {f'{what}, ' if what else ''}not {_named(form)};"
            " give it the extension of what it is, or save it again",
            Refusal.OTHER_KIND,
        )
    if form is Format.TEXT and _is_page(content):
        raise SourceRefused(
            f"{name}: this is a web page, not text; name it .html", Refusal.OTHER_KIND
        )


def _signature(content: bytes) -> str | None:
    """What the first bytes say that this is; None: text, or nothing that we know."""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            return what
    return "a PDF" if b"%PDF-" in content[:_PDF_WITHIN] else None


def _is_page(content: bytes) -> bool:
    """Whether a file opens as a web page does."""
    return content[:200].lstrip().lower().startswith(_HTML)


def _named(form: Format) -> str:
    """The format with its article, where it has one."""
    return f"a {form}" if form in (Format.PDF, Format.DOCX) else form
