"""Makes the second round of PDF documents of this set; run it after changing the words.

    python tests/gold/library/build_pages.py

A magazine with a box, and a report.
"""

from pathlib import Path
from typing import Final

from fpdf import FPDF

DOCUMENTS: Final = Path(__file__).parent / "documents"
FONT: Final = "Helvetica"


class Magazine(FPDF):
    """Two pages in two columns, with the name and the season above and a number below."""

    def header(self) -> None:
        self.set_font(FONT, size=8)
        self.text(15, 12, "MEEDOEN")
        self.text(165, 12, "lente 2026 | nr. 2")

    def footer(self) -> None:
        self.set_font(FONT, size=8)
        self.text(15 if self.page_no() % 2 else 190, 288, str(self.page_no() + 11))

    def column(self, x: float, y: float, *lines: str, pitch: float = 5.2) -> float:
        """Lines below each other; "#" begins a heading, "~" a new paragraph; returns the end."""
        for line in lines:
            if line.startswith("#"):
                y += 4
                self.set_font(FONT, "B", 12)
                self.text(x, y, line[1:])
                y += 1
            else:
                indent = 4 if line.startswith("~") else 0
                self.set_font(FONT, size=10)
                self.text(x + indent, y, line.removeprefix("~"))
            y += pitch
        return y


def magazine() -> FPDF:
    """A story over two pages: title and intro across, a box of tips, a quotation in large."""
    page = Magazine()
    page.set_title("Meedoen lente 2026")
    page.add_page()
    page.set_font(FONT, "B", 24)
    page.text(15, 32, "De buurtbus rijdt op liefde")
    page.set_font(FONT, "B", 11)
    page.text(
        15, 42, "Elf vrijwilligers houden een buslijn in leven die niemand anders wilde. Wat kan"
    )
    page.text(15, 47.5, "een gemeente van hen leren?")
    page.column(
        15, 62,
        "Om zeven uur draait Ger de sleutel om.", "Hij was kapper en rijdt nu drie keer per",
        "week. \x93Praten kon ik al\x94, zegt hij, \x93remmen", "heb ik geleerd.\x94",
        "~De lijn tussen Duinveen en Zandwijk", "verloor vier jaar geleden haar vervoer-",
        "der. Er reden te weinig mensen mee. Een", "groep bewoners vroeg of zij het zelf",
        "mochten doen.",
        "#Een bus is geen busje",
        "De provincie gaf een oude bus. De ge-", "meente betaalt de keuring en de kof-",
        "fie. Meer vroegen de chauffeurs niet.", "~Toch ging het bijna mis. In het eerste",
        "jaar viel de helft uit, omdat het rooster", "te laat kwam.",
    )  # fmt: skip
    end = page.column(
        112, 62,
        "Nu maakt Ans het rooster, zes weken", "vooruit. Wie niet kan, zoekt zelf een",
        "ander. Dat werkt, want iedereen kent", "elkaar.",
    )  # fmt: skip
    page.set_fill_color(230, 240, 230)
    page.rect(110, end + 2, 84, 58, style="DF")
    page.set_font(FONT, "B", 12)
    page.text(114, end + 10, "Drie tips van de chauffeurs")
    page.column(
        114, end + 18,
        "\x95 Maak het rooster zes weken vooruit.", "\x95 Laat nieuwe mensen twee keer mee-",
        "  rijden.", "\x95 Betaal de koffie.",
    )  # fmt: skip
    page.set_font(FONT, size=7)
    page.text(112, end + 70, "Ger (71) achter het stuur. Beeld: Studio Zand")
    page.add_page()
    page.set_font(FONT, "I", 18)
    page.text(30, 34, "\x93Praten kon ik al\x94")
    page.column(
        15, 52,
        "#Wat het oplevert",
        "Vorig jaar stapten er 4.812 mensen in.", "Dat zijn er dertien per dag. Voor veel",
        "ouderen is het de enige rit naar de", "markt.",
    )  # fmt: skip
    page.column(
        112, 52,
        "#En nu?",
        "De bus is op. Een nieuwe kost meer dan", "het dorp kan dragen. De raad beslist in",
        "juni.", "~Ger rijdt zolang door. \x93Stilstaan kan", "altijd nog.\x94",
    )  # fmt: skip
    return page


class Report(FPDF):
    """A cover, contents without dots, and a chapter, with a running head on all but the cover."""

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font(FONT, "I", 9)
            name = "Rapport evaluatie maatjesproject"
            self.cell(0, 8, name, align="R", new_y="NEXT", new_x="LMARGIN")

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FONT, size=9)
        self.cell(0, 8, f"{self.page_no()} | Onderzoeksbureau Helder")

    def row(self, *cells: tuple[str, int]) -> None:
        """Cells and their widths, on a line."""
        for text, width in cells:
            self.cell(width, 7, text)
        self.ln(7)

    def says(self, *texts: str, head: str = "") -> None:
        """A heading, and paragraphs below it; those that begin with "- " are items."""
        if head:
            self.set_font(FONT, "B", 15)
            self.cell(0, 14, head, new_y="NEXT", new_x="LMARGIN")
        self.set_font(FONT, size=11)
        for text in texts:
            if text.startswith("- "):
                self.cell(6, 6, "-")
            self.multi_cell(0, 6, text.removeprefix("- "), new_y="NEXT", new_x="LMARGIN")
            self.ln(1)


def evaluation() -> FPDF:
    """A report on three pages, with a table whose cells just stand aligned."""
    page = Report()
    page.add_page()
    page.set_y(90)
    page.set_font(FONT, "B", 26)
    page.cell(0, 14, "Evaluatie maatjesproject", align="C", new_y="NEXT", new_x="LMARGIN")
    page.set_font(FONT, size=13)
    page.cell(0, 10, "Eindrapport, november 2025", align="C")
    page.add_page()
    page.says(head="Inhoud")
    for text, number in (("1 Aanleiding", 3), ("2 Uitkomsten", 3), ("Bijlage: vragenlijst", 9)):
        page.row((text, 150), (str(number), 20))
    page.add_page()
    page.says(
        "De gemeente vroeg ons om na te gaan of het maatjesproject werkt. Wij spraken 34 koppels,"
        " de meeste twee keer. Een deel van hen stopte binnen een half jaar; ook die mensen hebben"
        " wij gebeld.",
        head="1 Aanleiding",
    )
    page.says(
        "Drie dingen vielen op:",
        "- koppels die elkaar wekelijks zien, blijven langer bij elkaar dan koppels die afspreken"
        " als het uitkomt en dat steeds verzetten;",
        "- een cursus vooraf maakt weinig verschil;",
        "- reiskosten zijn voor een op de vijf een drempel.",
        head="2 Uitkomsten",
    )
    page.ln(3)
    page.set_font(FONT, "B", 10)
    page.row(("Tabel 1. Koppels per wijk", 100))
    page.set_font(FONT, size=10)
    for wijk, begun, left in (("Wijk", "Gestart", "Na een jaar"), ("Noord", "20", "14")):
        page.row((wijk, 50), (begun, 40), (left, 40))
    page.row(("Zuid", 50), ("14", 40), ("5", 40))
    page.ln(3)
    page.says(
        "In Zuid zijn de afstanden groter.",
        "Dat verklaart een deel van het verschil, maar niet alles.",
    )
    return page


def main() -> None:
    """Write the two documents."""
    magazine().output(str(DOCUMENTS / "p-blad.pdf"))
    evaluation().output(str(DOCUMENTS / "u-evaluatie.pdf"))


if __name__ == "__main__":
    main()
