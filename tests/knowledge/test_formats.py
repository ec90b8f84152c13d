from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.formats import Format, check, of_name
from knowledge.readers import read

PDF = b"%PDF-1.7 rest"
ZIP = b"PK\x03\x04rest"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("blad.txt", Format.TEXT),
        ("Blad.MD", Format.MARKDOWN),
        ("blad.htm", Format.HTML),
        ("map.docx/nota.PDF", Format.PDF),
        ("nota.docx", Format.DOCX),
    ],
)
def test_the_extension_names_the_format(name: str, form: Format) -> None:
    assert of_name(name) is form


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("nota.doc", "an old Word file; save it as .docx"),
        ("nota.docm", "a Word file with macros; save it as .docx"),
        ("nota.odt", "save it as .docx or .pdf"),
        ("blad.mht", "a web archive; save the page as HTML"),
        ("tabel.xlsx", "a spreadsheet; save the sheet that counts as .pdf"),
        ("zaal.jpg", "cannot read this kind of file"),
        ("nota", "cannot read this kind of file"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(name: str, remedy: str) -> None:
    with pytest.raises(SourceRefused, match=rf"^{name}: .*{remedy}"):
        of_name(name)


@pytest.mark.parametrize(
    ("form", "content", "reason"),
    [
        (Format.PDF, b"<html>", "this is a web page, not a PDF"),
        (Format.PDF, b"Beste", "this is not a PDF"),
        (Format.PDF, ZIP, "this is a zip, DOCX or other packed file, not a PDF"),
        (Format.DOCX, PDF, "this is a PDF, not a DOCX"),
        (Format.DOCX, OLE, "this is an old Office file, not a DOCX"),
        (Format.DOCX, LOCKED, "protected with a password"),
        (Format.DOCX, b"{\\rtf1", "this is an RTF file"),
        (Format.HTML, PDF, "this is a PDF, not HTML"),
        (Format.HTML, b"\x89PNG", "this is a picture, not HTML"),
        (Format.TEXT, b"  <!DOCTYPE HTML><html>", "this is a web page, not text"),
        (Format.MARKDOWN, ZIP, "packed file, not Markdown"),
    ],
)
def test_case_28_a_lying_extension_is_refused_before_anything_is_read(
    form: Format, content: bytes, reason: str
) -> None:
    with pytest.raises(SourceRefused, match=rf"^bron: .*{reason}"):
        check(form, content, "bron")


def test_a_pdf_may_open_with_some_bytes_of_a_mail() -> None:
    check(Format.PDF, b"\r\n--grens\r\n" + PDF, "nota.pdf")


@pytest.mark.parametrize(
    ("form", "most"), [(Format.HTML, 10), (Format.TEXT, 10), (Format.PDF, 20), (Format.DOCX, 20)]
)
def test_case_28_what_is_too_large_is_refused(form: Format, most: int) -> None:
    with pytest.raises(SourceRefused, match=f"larger than {most} MB"):
        check(form, b"x" * (most * 1_000_000 + 1), "bron")


@pytest.mark.parametrize("name", ["..", "blad\u202e.txt", "a b ; rm -rf $HOME.txt", "%2e%2e.txt"])
def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not path.exists():
        path.write_text("Een titel\n\nDe clubs helpen elkaar.\n", "utf-8")
        assert read(path).metadata.title == "Een titel"
    else:
        with pytest.raises(SourceRefused, match="this is a folder"):
            read(path)
