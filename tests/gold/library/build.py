"""Makes the PDF and Word documents of this set from the words below; run it after changing them.

    python tests/gold/library/build.py

What is furniture here (running heads, page numbers) is laid out by hand, as office programs do.
"""

from pathlib import Path
from typing import Any, Final

import docx
from fpdf import FPDF

DOCUMENTS: Final = Path(__file__).parent / "documents"
# fpdf2's own fonts know only Latin-1; a line of 12 point is 6 mm high.
FONT: Final = "Helvetica"
LINE: Final = 6


class Nota(FPDF):
    """A policy note with a running head and numbered pages."""

    def header(self) -> None:
        self.set_font(FONT, size=8)
        self.cell(
            0,
            8,
            "Gemeente Duinveen - Nota vrijwilligerswerk 2026-2030",
            new_y="NEXT",
            new_x="LMARGIN",
        )

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=8)
        self.cell(0, 8, f"Pagina {self.page_no()} van 3", align="C")

    def head(self, text: str, size: int = 16) -> None:
        self.ln(3)
        self.set_font(FONT, "B", size)
        self.cell(0, size / 2 + 2, text, new_y="NEXT", new_x="LMARGIN")

    def lines(self, *lines: str, size: int = 12) -> None:
        """Lines as they stand in the print, broken (and hyphenated) by hand."""
        self.set_font(FONT, size=size)
        for line in lines:
            self.cell(0, LINE, line, new_y="NEXT", new_x="LMARGIN")
        self.ln(3)


def nota() -> FPDF:
    """Three pages: headings, hyphens at line ends, a list, a table, a footnote."""
    page = Nota()
    page.set_title("Nota vrijwilligerswerk 2026-2030")
    page.set_author("Gemeente Duinveen")
    page.add_page()
    page.head("Nota vrijwilligerswerk 2026-2030", 22)
    page.lines("Vastgesteld door de raad op 12 mei 2026")
    page.head("1. Waar staan wij?")
    page.lines(
        "In Duinveen helpt ruim de helft van de inwoners mee als vrijwilliger. Dat is meer",
        "dan tien jaar geleden. Toch merken verenigingen daar weinig van, want het vrijwil-",
        "ligerswerk is losser geworden. Mensen kiezen een klus, geen club.",
    )
    page.lines(
        "De gemeente wil daarop aansluiten. Zij vraagt niet langer alleen wat clubs nodig",
        "hebben, maar ook wat helpers zoeken.1",
    )
    page.lines("1 Dit bleek uit de gesprekken van najaar 2025.", size=8)
    page.add_page()
    page.head("2. Wat gaan wij doen?")
    page.lines("Er komen drie dingen bij:")
    page.lines(
        "\x95 een klussenbord op de website;",
        "\x95 een vaste contactpersoon per wijk;",
        "\x95 een potje voor snelle kosten.",
    )
    page.lines(
        "Het klussenbord start in september. De contactpersonen werken vanuit het wijk-",
        "centrum. Het potje is er het hele jaar, zolang er geld in zit.",
    )
    page.add_page()
    page.head("3. Wat kost het?")
    page.set_font(FONT, size=11)
    with page.table(col_widths=(60, 40, 40), width=140, align="LEFT") as table:
        for cells in (
            ("Post", "2026", "2027"),
            ("Klussenbord", "12.000", "4.000"),
            ("Contactpersonen", "80.000", "82.000"),
        ):
            table.row(cells)
    page.ln(6)
    page.lines("Alle bedragen zijn in euro. Na twee jaar kijkt de raad of het werkt.")
    return page


def columns() -> FPDF:
    """One page in two columns, as a newsletter has it."""
    page = FPDF()
    page.set_title("Nieuwsbrief clubs")
    page.add_page()
    page.set_font(FONT, "B", 20)
    page.cell(0, 12, "Nieuwsbrief clubs", new_y="NEXT", new_x="LMARGIN")
    left = (
        ("B", "Zaal te huur"),
        ("", "Het dorpshuis heeft op dinsdag"),
        ("", "een zaal vrij. Clubs betalen de"),
        ("", "helft. Bel de beheerder voor een"),
        ("", "sleutel."),
        ("B", "Bardienst"),
        ("", "Wie schenkt er op zaterdag? Er"),
        ("", "zijn nog vier avonden open. Een"),
        ("", "cursus krijgt u van de gemeente."),
    )
    right = (
        ("B", "Dank"),
        ("", "Dertig mensen ruimden het strand"),
        ("", "op. Zij vonden twee fietsen en"),
        ("", "een fluit. De fluit is al terug bij"),
        ("", "haar eigenaar."),
        ("B", "Agenda"),
        ("", "Op 4 juni is er een avond over"),
        ("", "verzekeringen. Opgeven hoeft niet."),
    )
    for column, x in ((left, 15), (right, 112)):
        y = 40.0
        for style, line in column:
            y += 5 if style else 0
            page.set_font(FONT, style, 13 if style else 11)
            page.text(x, y, line)
            y += 7 if style else 5.5
    page.set_font(FONT, size=8)
    page.text(100, 285, "- 1 -")
    return page


def report() -> Any:
    """A Word document with headings, lists, a table, a header and a footer."""
    made = docx.Document()
    made.core_properties.title = "Verslag van de werkgroep"
    made.core_properties.author = "Noor de Haan"
    made.sections[0].header.paragraphs[0].text = "Werkgroep vrijwilligers Duinveen"
    made.sections[0].footer.paragraphs[0].text = "Vertrouwelijk tot 1 juli"
    made.add_heading("Verslag van de werkgroep", 0)
    made.add_paragraph("De werkgroep kwam drie keer bijeen. Elke keer was er soep.")
    made.add_heading("Wat ging goed", 1)
    made.add_paragraph("Iedereen kende elkaar al. Dat scheelde tijd:")
    for item in ("niemand stelde zich voor;", "de agenda bleef kort;", "besluiten vielen snel."):
        made.add_paragraph(item, style="List Bullet")
    made.add_heading("Wat kan beter", 1)
    made.add_paragraph("Jongeren ontbraken. Volgend jaar vraagt de werkgroep er twee.")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Avond", "Aanwezig"
    for avond, aanwezig in (("7 januari", "9"), ("4 maart", "11")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = avond, aanwezig
    made.add_paragraph("Het volgende overleg is op 3 september. Neem zelf een kom mee.")
    return made


def letter() -> Any:
    """A Word document without styles: bold lines are its headings, numbers are typed."""
    made = docx.Document()
    made.core_properties.title = "Brief aan de clubs"
    made.add_paragraph().add_run("Brief aan de clubs").bold = True
    made.add_paragraph("Beste besturen,")
    made.add_paragraph("Vanaf mei vraagt u een VOG aan zonder kosten. Dat gaat via de centrale.")
    made.add_paragraph().add_run("Zo vraagt u aan").bold = True
    for number, item in enumerate(("Meld uw club aan.", "Noem de taak.", "Wacht vier weken."), 1):
        made.add_paragraph(f"{number}. {item}")
    made.add_paragraph("Vragen? Mail ons. Wij antwoorden binnen drie dagen.")
    return made


def main() -> None:
    """Write the four documents."""
    nota().output(str(DOCUMENTS / "j-nota.pdf"))
    columns().output(str(DOCUMENTS / "k-kolommen.pdf"))
    report().save(str(DOCUMENTS / "l-verslag.docx"))
    letter().save(str(DOCUMENTS / "m-brief.docx"))


if __name__ == "__main__":
    main()
