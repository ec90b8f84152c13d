"""Columns, lists, tables and footnotes of a PDF are read as they are meant."""

from typing import Final

from knowledge.model import BlockKind
from tests.knowledge.paper import Paper, texts

LEFT: Final = (
    "Links staat de eerste kolom met een",
    "tekst die doorloopt tot het einde van",
    "deze kolom, waarna de tweede kolom",
    "begint met een nieuwe zin. De eerste",
    "kolom houdt hier op met een punt.",
)
RIGHT: Final = (
    "Rechts staat de tweede kolom met een",
    "andere tekst. Die is net zo lang als de",
    "eerste kolom en gaat verder over sport-",
    "en cultuurclubs, die samen optrekken",
    "met de wijken en met de gemeente.",
)


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Een titel over twee kolommen heen van de krant")
    paper.lines(50, 100, LEFT)
    paper.lines(300, 100, RIGHT)

    said = texts(paper.read(), BlockKind.PARAGRAPH)
    assert said == [
        f"{' '.join(LEFT)}",
        f"{' '.join(RIGHT)}",
    ]


def test_short_columns_are_known_by_sentences_that_run_on() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Een titel over twee kolommen heen van de krant")
    left = ["Vorig jaar stapten er veel mensen in.", "Dat zijn er dertien per dag. Voor veel"]
    paper.lines(50, 100, [*left, "ouderen is het de enige rit naar de", "markt."])
    right = ["De bus is op. Een nieuwe kost meer dan", "het dorp kan dragen. De raad beslist in"]
    paper.lines(300, 100, [*right, "juni.", "Stil."])

    said = " ".join(texts(paper.read(), *BlockKind))
    assert "de enige rit naar de markt." in said
    assert "De raad beslist in juni." in said


def test_words_in_two_columns_stay_the_rows_of_a_table() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Taken")
    paper.lines(50, 100, ["rijden", "koken", "bellen", "schenken", "tillen"])
    paper.lines(300, 100, ["ja", "nee", "in overleg", "alleen met pas", "nee"])

    assert len(texts(paper.read(), BlockKind.TABLE_ROW)) == 5


def test_items_keep_their_marker_and_go_on_where_they_hang() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Clubs")
    paper.lines(50, 100, ["Clubs noemen vier dingen die hen vooruit helpen in de gemeente:"])
    for top, mark in ((112, "1."), (124, "2."), (160, "3.")):
        paper.text(56, top, mark)
    paper.lines(72, 112, ["een vast spreekuur", "een fonds dat klein begint en elk jaar"])
    paper.lines(72, 136, ["een beetje groeit"])
    paper.text(72, 148, chr(149))
    paper.text(84, 148, "voor sport")
    paper.lines(72, 160, ["een feest"])

    document = paper.read()
    assert [(b.marker, b.level, b.text) for b in document.blocks if b.kind is BlockKind.ITEM] == [
        ("1.", 0, "een vast spreekuur"),
        ("2.", 0, "een fonds dat klein begint en elk jaar een beetje groeit"),
        ("•", 1, "voor sport"),
        ("3.", 0, "een feest"),
    ]


def test_rows_of_a_drawn_table_name_their_columns() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Cijfers")
    paper.lines(50, 90, ["De gemeenten gaven dit uit aan clubs en aan vrijwilligers."])
    paper.set_xy(50, 110)
    with paper.table(width=400) as table:
        for row in (("Gemeente", "Budget"), ("Zonneveld", "10.000"), ("Maanstad", "12.000")):
            table.row(row)

    assert texts(paper.read(), BlockKind.TABLE_ROW) == [
        "Gemeente: Zonneveld; Budget: 10.000",
        "Gemeente: Maanstad; Budget: 12.000",
    ]


def test_rows_of_aligned_figures_are_a_table_too() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Cijfers")
    paper.lines(50, 90, ["In elke wijk zijn er clubs, en elke club heeft leden die helpen."])
    for left, cells in ((50, ("Wijk", "Noord", "Zuid")), (200, ("Clubs", "12", "9"))):
        paper.lines(left, 120, cells)
    paper.lines(300, 120, ("Leden", "340", "210"))

    assert texts(paper.read(), BlockKind.TABLE_ROW) == [
        "Wijk: Noord; Clubs: 12; Leden: 340",
        "Wijk: Zuid; Clubs: 9; Leden: 210",
    ]


def test_a_footnote_is_a_note_and_its_mark_leaves_the_sentence() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Clubs")
    said = "De raad stelde in 2023 een nota vast over clubs."
    paper.lines(50, 100, [said])
    mark = 50 + paper.get_string_width(said)
    paper.set_font("Helvetica", size=6)
    paper.text(mark, 96, "1")
    paper.set_font("Helvetica", size=7)
    paper.lines(50, 700, ["1 Nota clubs 2023, vastgesteld op 3 mei."])

    document = paper.read()
    assert texts(document, BlockKind.NOTE) == ["Nota clubs 2023, vastgesteld op 3 mei."]
    assert texts(document, BlockKind.PARAGRAPH) == [said]


def test_a_table_of_contents_is_left_out() -> None:
    paper = Paper()
    paper.sheet()
    paper.heading(60, "Nota")
    paper.lines(50, 100, ["1. Inleiding ............ 3", "2. Slot ............ 9"])
    paper.lines(50, 160, ["De gemeente stelt deze nota vast, die vier jaar geldt."])

    document = paper.read()
    assert len(document.blocks) == 1
    assert "1. Inleiding ............ 3" in document.left_out
