import os
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.readers import decoding, read
from tests.support.disks import as_somebody

TEXT = "Één titel\r\n\r\nDe coördinator zei: ‘Samen.’ Dat is €5 waard.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_that_editors_save(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "blad.txt"
    path.write_bytes(TEXT.encode(encoding))

    assert decoding.text_in(path.read_bytes(), str(path)) == TEXT
    assert read(path).metadata.title == "Één titel"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n\t\n", "the file is empty"),
        (b"%PDF-1.7 ...", "this is a PDF"),
        (b"PK\x03\x04rest", "this is a zip, DOCX or other packed file"),
        (bytes(range(256)) * 4, "not readable as text"),
        (b"a\x00b\x00", "not readable as text"),
        (b"\x01\x02\x03 text \x81", "not readable as text"),
        (b"\xff\xfe\x00\xd8", "not readable as text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "blad.txt"
    path.write_bytes(content)

    with pytest.raises(SourceRefused) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: {reason}")
    assert "\n" not in str(refused.value)


def test_utf_16_without_its_mark_is_known_by_its_zeros() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decoding.text_in(TEXT.encode(encoding), "blad.txt") == TEXT


def test_case_31_a_broken_byte_or_a_zero_among_many_letters_harms_no_other_letter() -> None:
    text = TEXT * 10
    cut = text.encode()[:-1].replace("ö".encode(), b"\xc3", 1)

    assert decoding.text_in(cut, "blad.txt") == text[:-1].replace("ö", "\ufffd", 1)
    assert decoding.text_in(text.encode() + b"\0", "blad.txt") == text


def test_case_31_text_with_more_broken_than_one_in_a_hundred_is_refused() -> None:
    broken = ("é" * 50).encode() + b"\xff" * 10

    with pytest.raises(SourceRefused, match="not readable as text"):
        decoding.text_in(broken, "blad.txt")


def test_the_encoding_that_a_web_page_names_is_believed() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'

    assert decoding.text_in(page.encode("iso-8859-2"), "blad.html") == page


def test_a_missing_file_a_folder_and_an_unknown_extension_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "tabel.dat"
    table.write_text("a;b", "utf-8")

    for path, reason in [
        (tmp_path / "weg.txt", "no such file"),
        (tmp_path / "weg.pdf", "no such file"),
        (tmp_path, "this is a folder"),
        (table, "cannot read this kind of file; save it as .pdf, .docx"),
    ]:
        with pytest.raises(SourceRefused, match=reason):
            read(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blad.txt"
    with path.open("wb") as file:
        file.truncate(10_000_001)

    with pytest.raises(SourceRefused, match="larger than 10 MB"):
        read(path)


def test_a_name_that_is_too_long_is_refused_in_one_line() -> None:
    with pytest.raises(SourceRefused, match=r"a\.txt: cannot be read \(File name too long\)"):
        read(Path("a" * 300 + ".txt"))


def test_a_pipe_and_a_device_are_refused_unread(tmp_path: Path) -> None:
    pipe, device = tmp_path / "pijp.txt", tmp_path / "nul.txt"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")

    for path in (pipe, device):
        with pytest.raises(SourceRefused, match="this is no file"):
            read(path)


def test_a_file_in_a_folder_without_rights_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir(mode=0)

    with as_somebody(), pytest.raises(SourceRefused, match="cannot be read"):
        read(folder / "blad.txt")


def test_a_file_without_rights_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blad.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)

    with as_somebody(), pytest.raises(SourceRefused, match="cannot be read"):
        read(path)


def test_the_extension_may_be_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "BLAD.TXT"
    path.write_text(TEXT, "utf-8")

    assert read(path).metadata.title == "Één titel"
