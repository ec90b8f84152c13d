"""A PDF is read as text: headings, running heads, paragraphs over pages, and what is refused."""

import zlib

import pytest
from fpdf.enums import AccessPermission, EncryptionMethod

from knowledge.errors import SourceRefused
from knowledge.model import BlockKind, Document
from knowledge.passages import split
from knowledge.readers import pdf_text
from knowledge.readers.pdf import read
from tests.knowledge.paper import Paper, texts


def report() -> Document:
    paper = Paper()
    paper.sheet("Nota vrijwilligers Zonneveld", "Pagina 1 van 3")
    paper.heading(90, "Samen aan zet")
    paper.lines(50, 120, ["De gemeente Zonneveld stelt deze nota vast voor de jaren tot 2028."])
    paper.heading(160, "1. Wat werkt?", 14)
    paper.lines(50, 185, ["Het beleid voor vrijwilligers werkt het beste als clubs, wijken en de"])
    paper.lines(50, 197, ["gemeente het samen maken, want dan past het bij elke plek"])
    paper.sheet("Nota vrijwilligers Zonneveld", "Pagina 2 van 3")
    paper.lines(50, 80, ["en bij elke buurt. Dat is de laatste zin van deze alinea."])
    paper.heading(120, "Rollen", 10)
    paper.lines(50, 135, ["De raad stelt vast, het college voert uit."])
    paper.sheet("Nota vrijwilligers Zonneveld", "Pagina 3 van 3")
    paper.heading(80, "2. Slot", 14)
    paper.lines(50, 110, ["Dit is het slot. Het is kort."])
    return paper.read()


def test_headings_are_known_by_their_letters_and_the_title_is_the_largest() -> None:
    document = report()

    assert document.metadata.title == "Samen aan zet"
    assert [(b.level, b.text) for b in document.blocks if b.kind is BlockKind.HEADING] == [
        (2, "1. Wat werkt?"),
        (3, "Rollen"),
        (2, "2. Slot"),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    document = report()

    assert not any("Zonneveld" in text and "Nota" in text for text in texts(document, *BlockKind))
    assert [line for line in document.left_out if "Pagina" in line] == [
        "Pagina 1 van 3",
        "Pagina 2 van 3",
        "Pagina 3 van 3",
    ]
    assert document.left_out.count("Nota vrijwilligers Zonneveld") == 3


def test_what_a_browser_prints_around_a_single_page_is_left_out_and_its_address_kept() -> None:
    paper = Paper()
    paper.sheet("22-11-2026 08:10    De sleutel | Welzijn Zonneveld", "1/1")
    paper.text(50, 820, "https://www.zonneveld.example/sleutel")
    paper.heading(80, "De sleutel")
    paper.lines(
        50, 110, ["Op 1-4-2026 kregen tien clubs een sleutel.", "Hij hangt in het kastje."]
    )

    document = paper.read()

    assert texts(document, *BlockKind) == [
        "Op 1-4-2026 kregen tien clubs een sleutel. Hij hangt in het kastje."
    ]
    assert document.metadata.url == "https://www.zonneveld.example/sleutel"
    assert document.metadata.published is None
    assert "1/1" in document.left_out


def test_a_running_head_that_the_cover_lacks_is_left_out() -> None:
    paper = Paper()
    for number in range(3):
        paper.sheet("Rapport maatjes" if number else "", "Zonneveld")
        paper.heading(100, f"Deel {number + 1}")
        paper.lines(50, 140, [f"Dit is een zin op pagina {number + 1} van het rapport."])

    document = paper.read()

    assert "Rapport maatjes" not in texts(document, *BlockKind)
    assert document.left_out.count("Rapport maatjes") == 2


def test_contents_without_dots_are_left_out() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Evaluatie", 26)
    paper.heading(100, "Inhoud")
    for number, line in enumerate(("1 Aanleiding", "2 Uitkomsten", "Bijlage")):
        paper.lines(50, 130 + 12 * number, [line])
        paper.lines(400, 130 + 12 * number, [str(number + 3)])
    paper.heading(200, "1 Aanleiding")
    paper.lines(50, 230, ["De gemeente vroeg het ons op 3 mei."])

    document = paper.read()

    assert texts(document, *BlockKind) == ["1 Aanleiding", "De gemeente vroeg het ons op 3 mei."]
    assert "Bijlage: 5" in document.left_out


def test_the_first_line_of_a_page_stays_when_its_letters_are_those_of_the_text() -> None:
    paper = Paper()
    paper.sheet()
    paper.lines(50, 40, ["Deze pagina begint hoog, met een gewone zin."])
    paper.lines(50, 200, ["En gaat lager verder met een tweede zin."])
    paper.lines(50, 815, ["1/1"])

    assert len(texts(paper.read(), BlockKind.PARAGRAPH)) == 2


@pytest.mark.parametrize(("more", "items"), [(0, ["de taal;", "de wijk;"]), (400, [])])
def test_bullets_that_are_drawn_make_a_list_and_the_dots_of_a_picture_none(
    more: int, items: list[str]
) -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Clubs")
    paper.lines(50, 100, ["Wij letten op twee dingen:"])
    paper.lines(70, 124, ["de taal;", "de wijk;"])
    for number in range(2):
        paper.ellipse(59, 119 + 12 * number, 4, 4, style="F")
    for number in range(more):
        paper.ellipse(300 + number % 20, 300 + number // 20, 4, 4, style="F")

    document = paper.read()

    assert texts(document, BlockKind.ITEM) == items
    assert all(b.marker == "•" for b in document.blocks if b.kind is BlockKind.ITEM)


def test_a_paragraph_goes_on_over_the_page_and_each_sentence_knows_its_page() -> None:
    document = report()
    text, passages = split("nota", document.blocks)

    pages = {text[s.start : s.end]: s.page for each in passages for s in each.sentences}
    assert pages["Dat is de laatste zin van deze alinea."] == 2
    assert next(page for said, page in pages.items() if said.endswith("bij elke buurt.")) == 1
    assert pages["Dit is het slot."] == 3


def test_words_broken_at_a_line_end_are_joined_and_real_hyphens_kept() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Clubs")
    paper.lines(
        50,
        100,
        [
            "Het beleid voor vrijwilligers gaat over meer dan alleen het vrijwilligers-",
            "werk in de wijken, want ook de sport- en cultuurclubs doen mee, en de sport-",
            "en spelclubs. Elke club heeft een eigen VNG-lid, en elk sociaal-cultureel",
            "centrum heeft dat ook. Zo'n sociaal-",
            "cultureel centrum kost geld.",
        ],
    )

    said = texts(paper.read(), BlockKind.PARAGRAPH)[0]
    assert "alleen het vrijwilligerswerk in de wijken" in said
    assert "en de sport- en spelclubs." in said
    assert said.endswith("Zo'n sociaal-cultureel centrum kost geld.")


def test_case_26_a_scan_without_text_is_refused() -> None:
    paper = Paper()
    paper.sheet(foot="3")

    with pytest.raises(SourceRefused, match=r"^nota\.pdf: a scan without text"):
        paper.read()


def test_case_26_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    locked, restricted = Paper(), Paper()
    for paper in (locked, restricted):
        paper.sheet()
        paper.lines(50, 100, ["De gemeente stelt deze nota vast, die vier jaar geldt."])
    locked.set_encryption("baas", "geheim", EncryptionMethod.RC4)
    restricted.set_encryption("baas", "", EncryptionMethod.RC4, AccessPermission.none())

    with pytest.raises(SourceRefused, match="protected with a password"):
        locked.read()
    assert len(restricted.read().blocks) == 1


def test_case_26_a_pdf_that_is_cut_off_or_too_long_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SourceRefused, match="a broken PDF"):
        read(b"%PDF-1.7\n1 0 obj << /Type /Catalog", "nota.pdf")

    paper = Paper()
    for _ in range(pdf_text.MAX_PAGES + 1):
        paper.add_page()
    with pytest.raises(SourceRefused, match="501 pages, and 500 are read"):
        paper.read()


def test_case_26_a_bomb_in_a_stream_costs_no_more_than_a_refusal() -> None:
    packed = zlib.compress(zlib.compress(b" " * 50_000_000))
    stream = (
        b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream endobj\n"
        % (len(packed), packed)
    )
    bomb = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 99 99]>>endobj\n"
        + stream
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )

    with pytest.raises(SourceRefused, match="a scan without text"):
        read(bomb, "nota.pdf")
