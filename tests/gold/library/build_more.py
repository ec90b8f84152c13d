"""Makes the second round of Word documents of this set; run it after changing the words.

    python tests/gold/library/build_more.py

A council's letter with numbered decisions, and minutes.
"""

from pathlib import Path
from typing import Any, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

DOCUMENTS: Final = Path(__file__).parent / "documents"
_SCHEME: Final = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"""
_LIST: Final = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'


def council_letter() -> Any:
    """A letter to the council: letterhead, details in a table, decisions that Word numbers.

    One sentence was struck out while changes were tracked, one has a remark in the margin.
    """
    made = docx.Document()
    made.core_properties.title = ""
    section = made.sections[0]
    section.header.paragraphs[0].text = "Gemeente Duinveen - college van B&W"
    section.footer.paragraphs[0].text = "Postbus 12, 1234 AB Duinveen"
    numbering = made.part.numbering_part.element
    numbering.insert(0, parse_xml(_SCHEME))
    numbering.append(parse_xml(_LIST))
    made.add_paragraph("Raadsbrief waardering van vrijwilligers", style="Title")
    table = made.add_table(rows=0, cols=2)
    for name, value in (
        ("Datum", "3 maart 2026"),
        ("Ons kenmerk", "Z/26/0417"),
        ("Behandeld door", "Mevrouw E. Prins"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    made.add_paragraph("Geachte leden van de raad,")
    asked = made.add_paragraph(
        "In november vroeg u ons hoe wij vrijwilligers bedanken."
        " Met deze brief geven wij antwoord."
    )
    made.add_comment(asked.runs, text="Klopt november wel?", author="E. Prins", initials="EP")
    made.add_heading("Aanleiding", 1)
    struck = made.add_paragraph("Het oude compliment was een bos bloemen. ")
    struck._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="7" w:author="EP"><w:r><w:delText xml:space="preserve">'
            "Bijna niemand haalde die op. </w:delText></w:r></w:del>"
        )
    )
    struck.add_run("Clubs willen liever een avond samen.")
    _decide(made)
    return made


def _decide(made: Any) -> None:
    """The decisions, the remarks on them and the end of the letter."""
    made.add_heading("Besluit", 1)
    made.add_paragraph("Het college besluit:")
    for level, text in (
        (0, "in mei een feest te houden in het stadhuis;"),
        (0, "daarvoor ieder jaar € 15.000 te reserveren, waarvan:"),
        (1, "€ 9.000 voor eten en muziek;"),
        (1, "€ 6.000 voor vervoer van wie slecht ter been is;"),
        (0, "de bloemen af te schaffen per 1 juli 2026."),
    ):
        _numbered(made.add_paragraph(text), level)
    made.add_heading("Kanttekeningen", 1)
    made.add_paragraph().add_run("1.1 Niet iedereen houdt van een feest").bold = True
    made.add_paragraph(
        "Wie liever thuisblijft, krijgt een kaart. Zo blijft het gebaar voor iedereen gelijk."
    )
    made.add_paragraph().add_run("1.2 De zaal is klein").bold = True
    made.add_paragraph("Er passen 300 mensen in de hal. Daarom zijn er twee avonden.")
    made.add_paragraph("Met vriendelijke groet,")
    made.add_paragraph("namens het college,\nT. de Boer, burgemeester")
    made.add_paragraph("Bijlage: begroting van het feest")


def _numbered(paragraph: Any, level: int) -> None:
    """Give a paragraph a number of the list, without a style, as most letters have it."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
    )


def minutes() -> Any:
    """Minutes with numbers that are typed, a decision in bold, a list of actions in a table."""
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = "Pagina 1"
    made.add_heading("Notulen clusteroverleg vrijwilligerswerk", 0)
    made.add_paragraph("Aanwezig: mevrouw Bol, de heer Aksoy, Tim (stagiair)")
    made.add_paragraph("Afwezig met bericht: Joke")
    made.add_heading("1. Opening", 2)
    made.add_paragraph("Mevrouw Bol opent om 19.30 uur. Er zijn geen mededelingen.")
    made.add_heading("2. Stand van zaken meldpunt", 2)
    made.add_paragraph(
        "Het meldpunt kreeg in het eerste kwartaal 48 vragen. De meeste gingen over de VOG (zie"
        " bijlage). De heer Aksoy merkt op dat niemand terugbelt."
    )
    decided = made.add_paragraph()
    decided.add_run("Besluit: ").bold = True
    decided.add_run("elke vraag krijgt binnen drie werkdagen antwoord.")
    made.add_heading("3. Actielijst", 2)
    table = made.add_table(rows=0, cols=3)
    for row in (
        ("Actie", "Wie", "Wanneer"),
        ("Formulier korter maken", "Aksoy", "1 mei"),
        ("Clubs bellen", "Tim", "doorlopend"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_heading("4. Rondvraag", 2)
    made.add_paragraph("Tim vraagt of hij ook clubs buiten de gemeente mag bellen. Dat mag.")
    for item in ("parkeren bij de sporthal", "sleutelbeheer"):
        made.add_paragraph(item, style="List Bullet 2")
    made.add_paragraph("Volgend overleg: 12 juni 2026.")
    return made


def main() -> None:
    """Write the two documents."""
    council_letter().save(str(DOCUMENTS / "n-raadsbrief.docx"))
    minutes().save(str(DOCUMENTS / "v-notulen.docx"))


if __name__ == "__main__":
    main()
