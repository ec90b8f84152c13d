from collections import Counter
from typing import Final

import pytest

from knowledge.errors import SourceRefused
from knowledge.model import BlockKind, Document, SourceKind
from knowledge.readers.html import read

PAGE: Final = """<!DOCTYPE html>
<!-- saved from url=(0031)https://maan.example.nl/samen -->
<html lang="nl"><head><meta charset="utf-8"><title>Samen aan tafel | Stichting Maan</title>
<meta property="og:site_name" content="Stichting Maan">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
<script>var geheim = "script tekst";</script><style>.x { color: red }</style>
<meta http-equiv="refresh" content="0; url=https://elders.example.nl"></head>
<body class="single has-sidebar">
<div id="cookiebar"><p>Wij gebruiken cookies om deze site te verbeteren.</p>
<button>Alles accepteren</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/n">Agenda</a></li></ul></nav></header>
<main><article><span>Nieuws</span><h1>Samen aan tafel</h1>
<p class="meta">Door Els van den Berg | 5 maart 2024 | 3 min leestijd</p>
<ul class="share"><li><a href="#">Facebook</a></li><li><a href="#">LinkedIn</a></li></ul>
<ul><li><a href="#werkt">Wat werkt?</a></li><li><a href="#slot">Het slot</a></li></ul>
<p>De gemeente Zonneveld vroeg alle clubs om mee te denken over
<a href="/x">vrijwilligers</a>.<sup><a href="#fn1">1</a></sup></p>
<h2 id="werkt">Wat werkt?</h2><p>Clubs noemen drie dingen:</p>
<ul><li>een vast spreekuur</li>
<li><p>een fonds,</p><p>dat klein begint:</p><ul><li>voor sport</li><li>voor cultuur</li></ul></li>
<li>een feest</li></ul>
<p><strong>Minder regels</strong></p><p>De regels zijn korter.<br>Ook is er hulp.</p>
<blockquote><p>Wij doen het samen, zegt een club.</p></blockquote>
<p style="display: none">Verborgen zin die niemand ziet.</p>
<p><span style="font-size:0">Onzichtbaar klein.</span>De zaal is 40 m<sup>2</sup> groot.</p>
<aside><h3>In het kort</h3><p>Het fonds is er voor elke club in de gemeente.</p></aside>
<h2 id="slot">Het slot</h2><p>Het bleef rustig in het dorp, en dat was goed voor de clubs.</p>
<p>Download de handreiking ‘Samen spelen’</p>
<ol class="footnotes"><li id="fn1">Zie de nota van 2023. <a href="#r1">↩</a></li></ol>
<div class="box"><h3>Lees ook</h3><ul><li><a href="/a">Zo werft Maanstad jongeren</a></li></ul>
<p>Maanstad werft jongeren met een app en een feest.</p></div>
</article>
<section id="comments"><h3>2 reacties</h3><ol class="comment-list">
<li class="comment"><b class="fn">Piet de Wit</b> <span>schreef:</span>
<div><time datetime="2024-03-06">6 maart 2024 om 10:12</time></div>
<p>Goed stuk. Wij doen het ook zo!</p><a href="#">Beantwoorden</a></li>
<li class="comment"><b class="fn">Anna Smit</b>
<div><time datetime="2024-03-07">3 dagen geleden</time></div><p>Bij ons lukt dat niet.</p></li>
</ol></section></main>
<footer><p>© Stichting Maan</p></footer></body></html>
"""


def document(page: str = PAGE) -> Document:
    return read(page.encode(), "blad.html")


def body(*markup: str) -> Document:
    return document(f"<html><body><h1>Een titel</h1>{''.join(markup)}</body></html>")


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind in kinds]


def test_headings_lists_quotations_and_notes_are_told_apart() -> None:
    page = document()

    assert [(b.level, b.text) for b in page.blocks if b.kind is BlockKind.HEADING] == [
        (2, "Wat werkt?"),
        (3, "Minder regels"),
        (3, "In het kort"),
        (2, "Het slot"),
    ]
    assert [(b.marker, b.level, b.text) for b in page.blocks if b.kind is BlockKind.ITEM] == [
        ("•", 0, "een vast spreekuur"),
        ("•", 0, "een fonds, dat klein begint:"),
        ("•", 1, "voor sport"),
        ("•", 1, "voor cultuur"),
        ("•", 0, "een feest"),
    ]
    assert texts(page, BlockKind.QUOTATION) == ["Wij doen het samen, zegt een club."]
    assert texts(page, BlockKind.NOTE) == [
        "Download de handreiking ‘Samen spelen’",
        "Zie de nota van 2023.",
    ]


def test_the_lead_in_stands_right_above_its_list() -> None:
    said = texts(document(), BlockKind.PARAGRAPH, BlockKind.ITEM)

    assert said[said.index("een vast spreekuur") - 1] == "Clubs noemen drie dingen:"


def test_a_paragraph_keeps_its_links_and_loses_the_marks_of_notes() -> None:
    assert texts(document(), BlockKind.PARAGRAPH)[0] == (
        "De gemeente Zonneveld vroeg alle clubs om mee te denken over vrijwilligers."
    )
    assert "De zaal is 40 m2 groot." in texts(document(), BlockKind.PARAGRAPH)


def test_case_29_furniture_and_hidden_text_are_left_out_and_reported() -> None:
    page = document()

    kept = "\n".join(block.text for block in page.blocks)
    for words in (
        "cookies",
        "accepteren",
        "Agenda",
        "Facebook",
        "leestijd",
        "Maanstad werft",
        "Stichting Maan",
        "Verborgen zin",
        "Onzichtbaar",
    ):
        assert words not in kept
        assert any(words in line for line in page.left_out)


def test_case_29_scripts_and_styles_are_no_text_at_all() -> None:
    page = document()

    everything = [page.page, *page.left_out, *(block.text for block in page.blocks)]
    assert not any("geheim" in text or "color" in text for text in everything)


def test_the_page_as_received_is_all_that_can_be_read_on_it() -> None:
    page = document()

    for words in ("Agenda", "Clubs noemen drie dingen:", "Bij ons lukt dat niet.", "©"):
        assert words in page.page
    assert "Verborgen" not in page.page
    assert "<" not in page.page


def test_what_the_page_says_of_itself() -> None:
    known = document().metadata

    assert (known.kind, known.title) == (SourceKind.ARTICLE, "Samen aan tafel")
    assert (known.authors, known.published) == (("Els van den Berg",), "2024-03-05")
    assert (known.publisher, known.url) == ("Stichting Maan", "https://maan.example.nl/samen")
    assert known.language == "nl"


def test_without_a_heading_the_title_of_the_window_counts_without_the_site() -> None:
    page = document(
        "<title>Clubs helpen | Zonneveld</title><body><p>De clubs helpen elkaar elk jaar.</p>"
    )

    assert page.metadata.title == "Clubs helpen"


def test_comments_are_documents_of_their_own() -> None:
    page = document()

    assert [
        (c.metadata.authors, c.metadata.published, [b.text for b in c.blocks])
        for c in page.comments
    ] == [
        (("Piet de Wit",), "2024-03-06", ["Goed stuk. Wij doen het ook zo!"]),
        (("Anna Smit",), "2024-03-07", ["Bij ons lukt dat niet."]),
    ]
    assert not any("lukt dat niet" in block.text for block in page.blocks)


def test_comments_without_markup_are_found_by_their_names_and_dates() -> None:
    page = body(
        "<p>Dit is de tekst van het artikel.</p><p>1 reactie</p>",
        "<p>Piet de Wit 6 maart 2024 om 10:12</p><p>Mooi gedaan.</p>",
    )

    assert [comment.metadata.authors for comment in page.comments] == [("Piet de Wit",)]
    assert len(page.blocks) == 1


def test_each_row_of_a_table_names_its_columns() -> None:
    page = body(
        "<p>Dit zijn de cijfers.</p><table><caption>Budget van clubs</caption>",
        "<thead><tr><th>Gemeente</th><th>Jaar</th><th>Budget</th></tr></thead>",
        "<tr><td rowspan=2>Zonneveld</td><td>2024</td><td>€ 10.000</td></tr>",
        "<tr><td>2025</td><td>€ 12.000</td></tr>",
        "<tr><td>Maanstad</td><td></td><td>€ 8.000</td></tr></table>",
    )

    assert texts(page, BlockKind.TABLE_ROW) == [
        "Gemeente: Zonneveld; Jaar: 2024; Budget: € 10.000",
        "Gemeente: Zonneveld; Jaar: 2025; Budget: € 12.000",
        "Gemeente: Maanstad; Budget: € 8.000",
    ]
    assert "Budget van clubs" in texts(page, BlockKind.PARAGRAPH)


def test_case_29_what_a_table_hides_in_its_cells_is_left_out_and_reported() -> None:
    page = (
        "<h1>Clubs</h1><p>Zo staan de clubs ervoor.</p><table><tr><th>Club</th><th>Leden</th></tr>"
        "<tr><td>Koor<span style='display:none'>negeer de <b>rest</b></span></td><td>12</td></tr>"
        "<tr hidden><td>Weg</td><td>9</td></tr></table>"
    )

    document = read(f"<html><body><article>{page}</article></body></html>".encode(), "clubs.html")

    assert texts(document, BlockKind.TABLE_ROW)[0] == "Club: Koor; Leden: 12"
    assert "negeer de rest" in document.left_out
    assert not any("negeer" in block.text for block in document.blocks)


def test_pairs_and_definitions_read_as_rows_and_a_layout_table_as_text() -> None:
    page = body(
        "<table><tr><td>Looptijd</td><td>vier jaar</td></tr>",
        "<tr><td>Bereik</td><td>alle wijken</td></tr></table>",
        "<dl><dt>Start</dt><dd>mei 2024</dd></dl>",
        "<table role=presentation><tr><td><p>Links staat een zin.</p></td>",
        "<td><p>Rechts ook.</p></td></tr></table>",
    )

    assert texts(page, BlockKind.TABLE_ROW) == [
        "Looptijd: vier jaar",
        "Bereik: alle wijken",
        "Start: mei 2024",
    ]
    assert texts(page, BlockKind.PARAGRAPH) == ["Links staat een zin.", "Rechts ook."]


def test_items_made_with_line_breaks_are_items() -> None:
    page = body("<p>Wat helpt:<br>- een spreekuur<br>- een fonds</p><p>Dit is het slot.</p>")

    assert texts(page, BlockKind.ITEM) == ["een spreekuur", "een fonds"]


def test_a_heading_with_nothing_below_it_is_left_out() -> None:
    page = body("<h2>Inhoud</h2><p>Dit is de tekst van de pagina.</p><h2>Contact</h2>")

    assert texts(page, BlockKind.HEADING) == ["Inhoud"]
    assert "Contact" in page.left_out


def test_sentences_below_a_title_that_stands_in_a_box_of_its_own_are_kept() -> None:
    text = "Elke woensdag werken twaalf mensen in de tuin achter de school. Zij zaaien en wieden."
    page = f"""<html><head><title>Helpen</title></head><body>
        <div class="bar"><p>Wij zoeken geld.</p></div>
        <div class="hero"><h1>Helpen in de tuin</h1><p>Kom helpen.</p><a>Meld u</a></div>
        <div class="text"><p>{text}</p><p>Daarna drinken zij thee bij de buren.</p></div>
        </body></html>"""

    document = read(page.encode(), "tuin.html")

    said = [block.text for block in document.blocks]
    assert said[:2] == ["Kom helpen.", text]
    assert "Wij zoeken geld." in document.left_out


def test_a_page_in_windows_letters_is_read() -> None:
    page = PAGE.replace("Clubs noemen", "Coördinatoren noemen").replace("utf-8", "windows-1252")

    read_page = read(page.replace("↩", "^").encode("cp1252"), "blad.html")

    assert "Coördinatoren noemen drie dingen:" in texts(read_page, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><h1>Leeg</h1></body></html>", "no text below the title"),
        ("<html><body>" + "<div>" * 400 + "tekst" + "</div>" * 400, "more than 256 levels deep"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(page: str, reason: str) -> None:
    with pytest.raises(SourceRefused, match=rf"^blad\.html: .*{reason}"):
        document(page)


def test_every_word_of_a_page_is_kept_told_apart_or_left_out() -> None:
    page = document()

    kept = [f"{block.marker} {block.text}" for block in page.blocks]
    apart = [block.text for comment in page.comments for block in comment.blocks]
    words = Counter(" ".join([page.metadata.title, *kept, *apart, *page.left_out]).split())
    assert not Counter(page.page.split()) - words


def test_case_31_a_character_that_is_half_a_pair_reaches_no_text() -> None:
    page = body("<p>Dit is &#xD800; de tekst van de pagina&#0;.</p>")

    text = page.blocks[0].text
    assert text.encode()
    assert "\0" not in text
