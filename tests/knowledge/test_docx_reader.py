import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from docx.oxml import parse_xml

from knowledge.errors import SourceRefused
from knowledge.model import BlockKind, Document
from knowledge.readers.docx import MAX_MEMBERS, read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def nota() -> bytes:
    file = docx.Document()
    file.add_heading("Nota vrijwilligers", 0)
    file.add_paragraph("De raad stelt deze nota vast. Zij geldt vier jaar.")
    file.add_heading("Inleiding", 1)
    file.add_paragraph("Wij doen twee dingen:")
    file.add_paragraph("een spreekuur", style="List Bullet")
    file.add_paragraph("een fonds", style="List Bullet")
    file.add_paragraph().add_run("Vette kop").bold = True
    file.add_paragraph("Tekst onder de vette kop.")
    file.add_paragraph("Samen sterk, zegt de raad.", style="Quote")
    table = file.add_table(rows=2, cols=3)
    for number, row in enumerate((("Jaar", "Clubs", "Budget"), ("2024", "12", "€ 10.000"))):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.text = text
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return saved.getvalue()


def repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    return packed({**members, **changed})


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind is kind]


def test_headings_lists_quotations_and_tables_of_word_are_kept() -> None:
    document = read(nota(), "nota.docx")

    assert document.metadata.title == "Nota vrijwilligers"
    assert [(b.level, b.text) for b in document.blocks if b.kind is BlockKind.HEADING] == [
        (1, "Inleiding"),
        (2, "Vette kop"),
    ]
    assert texts(document, BlockKind.ITEM) == ["een spreekuur", "een fonds"]
    assert texts(document, BlockKind.QUOTATION) == ["Samen sterk, zegt de raad."]
    assert texts(document, BlockKind.TABLE_ROW) == ["Jaar: 2024; Clubs: 12; Budget: € 10.000"]
    assert document.left_out == ()


def numbering(*levels: str, restart: str = "") -> bytes:
    """Word's numbering.xml with list 7, and list 8 that goes on with it (or begins anew)."""
    made = "".join(f'<w:lvl w:ilvl="{n}">{level}</w:lvl>' for n, level in enumerate(levels))
    return (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="70">{made}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="70"/></w:num>'
        f'<w:num w:numId="8"><w:abstractNumId w:val="70"/>{restart}</w:num></w:numbering>'
    ).encode()


def level(form: str, text: str, start: int = 1) -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'


def letter(scheme: bytes, *paragraphs: tuple[str, int, str]) -> Document:
    """A Word file of paragraphs: list ("" for none), level and text."""
    body = "<w:p><w:r><w:t>Brief aan de raad</w:t></w:r></w:p>"
    for number, depth, text in paragraphs:
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        properties = f"<w:pPr>{place}</w:pPr>" if number else ""
        body += f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()
    changed = {"word/document.xml": document, "word/numbering.xml": scheme}
    return read(repacked(nota(), changed), "brief.docx")


def markers(document: Document) -> list[tuple[str, str]]:
    return [(block.marker, block.text) for block in document.blocks]


def test_a_list_of_word_keeps_its_numbers_and_goes_on_below_a_paragraph() -> None:
    scheme = numbering(level("decimal", "%1."), level("lowerLetter", "%2)"))

    document = letter(
        scheme,
        ("7", 0, "een feest;"),
        ("7", 1, "met eten;"),
        ("7", 1, "met muziek;"),
        ("", 0, "De raad wil ook dit."),
        ("7", 0, "een kaart;"),
        ("7", 1, "met een zegel."),
    )

    assert markers(document) == [
        ("1.", "een feest;"),
        ("a)", "met eten;"),
        ("b)", "met muziek;"),
        ("", "De raad wil ook dit."),
        ("2.", "een kaart;"),
        ("a)", "met een zegel."),
    ]


def test_a_list_of_word_may_begin_anew_or_higher_and_be_counted_in_other_ways() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    scheme = numbering(level("upperRoman", "%1", 4), level("decimal", "%1.%2"), restart=restart)

    document = letter(
        scheme, ("7", 0, "vier;"), ("7", 1, "vier een;"), ("8", 0, "drie."), ("0", 0, "Geen.")
    )

    assert markers(document) == [
        ("IV", "vier;"),
        ("IV.1", "vier een;"),
        ("III", "drie."),
        ("", "Geen."),
    ]


def test_numbers_of_headings_and_articles_stand_before_their_text() -> None:
    file = docx.Document()
    file.add_heading("Verordening", 0)
    file.add_heading("Doel", 1)
    file.add_paragraph("De raad helpt clubs.")
    file.styles["Heading 1"].element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr xmlns:w="{WORD}"><w:numId w:val="7"/></w:numPr>')
    )
    saved = io.BytesIO()
    file.save(saved)
    scheme = {"word/numbering.xml": numbering(level("decimal", "Artikel %1"))}

    document = read(repacked(saved.getvalue(), scheme), "verordening.docx")

    assert texts(document, BlockKind.HEADING) == ["Artikel 1 Doel"]
    assert "\ue010" not in document.page


def test_a_number_that_would_fill_the_memory_is_written_in_digits() -> None:
    scheme = numbering(level("lowerRoman", "%1.", 2_000_000_000))

    assert markers(letter(scheme, ("7", 0, "ver."))) == [("2000000000.", "ver.")]


def test_footnotes_of_word_are_notes_and_their_marks_leave_the_text() -> None:
    with zipfile.ZipFile(io.BytesIO(nota())) as file:
        text = file.read("word/document.xml").decode()
        types = file.read("[Content_Types].xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    changed = {
        "word/document.xml": text.replace(
            "vier jaar.</w:t>",
            'vier jaar.</w:t><w:footnoteReference w:id="2"/>',
        ),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>Besluit van 3 mei.</w:t></w:r></w:p></w:footnote></w:footnotes>",
        "[Content_Types].xml": types.replace(
            "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{part}"/></Types>'
        ),
        "word/_rels/document.xml.rels": links.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    document = read(
        repacked(nota(), {name: each.encode() for name, each in changed.items()}), "nota.docx"
    )

    assert texts(document, BlockKind.NOTE) == ["Besluit van 3 mei."]
    assert "De raad stelt deze nota vast. Zij geldt vier jaar." in texts(
        document, BlockKind.PARAGRAPH
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"word/vbaProject.bin": b"Sub AutoOpen()"}, "a Word file with macros"),
        ({"word/media/bomb.xml": b"0" * 60_000_000}, "unpacks to far more than a text"),
        (
            {f"word/media/{number}.xml": b"x" for number in range(MAX_MEMBERS)},
            "unpacks to far more than a text",
        ),
        (
            {
                "word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
                b"<w:document/>"
            },
            "declares a document type",
        ),
    ],
    ids=["macros", "bomb", "members", "document type"],
)
def test_case_27_a_word_file_with_more_than_a_text_in_it_is_refused(
    changed: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(SourceRefused, match=rf"^nota\.docx: .*{reason}"):
        read(repacked(nota(), changed), "nota.docx")


def test_another_packed_file_and_a_broken_one_are_refused() -> None:
    with pytest.raises(SourceRefused, match="no Word file"):
        read(packed({"xl/workbook.xml": b"<a/>"}), "nota.docx")
    with pytest.raises(SourceRefused, match="a broken Word file"):
        read(nota()[:2000], "nota.docx")


def test_case_27_pictures_and_files_elsewhere_are_not_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(nota())) as file:
        links = file.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    outside = f'<Relationship Id="rId98" Type="{kind}" Target="../../../etc/passwd"/>'
    changed = {
        "word/_rels/document.xml.rels": links.replace(
            "</Relationships>", f"{outside}</Relationships>"
        ).encode(),
        "../../buiten.txt": b"niet hier",
    }

    document = read(repacked(nota(), changed), "nota.docx")

    assert "passwd" not in document.page
    assert document.metadata.title == "Nota vrijwilligers"
