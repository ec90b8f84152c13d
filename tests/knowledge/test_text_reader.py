import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import SourceRefused
from knowledge.model import BlockKind, Document, Evidence, SourceKind
from knowledge.passages import split
from knowledge.readers.text import read

PAGE = """Ga naar de inhoud
Menu
Home > Nieuws > Vrijwilligers
Sport en cultuur samen aan tafel
Door Els van den Berg
Gepubliceerd op 12 mei 2023 | Leestijd: 3 minuten
Deel dit artikel
Facebook
LinkedIn
Foto: Kees Jansen

Zonneveld nodigde alle sportclubs en koren uit voor een gesprek. Het wierp vruchten af.

Waarom nu?
Veel clubs zoeken bestuursleden. Zij vinden die niet, want jongeren hebben minder tijd dan zij.

1. Begin klein

Nodig eerst drie clubs uit. Dan volgt de rest.

2. Blijf luisteren

Vraag elk jaar wat clubs nodig hebben. De gemeente deed drie dingen:

- een spreekuur op zaterdag
  voor alle clubs
- een fonds:
    - voor sport
    - voor cultuur
- een feest

Lees ook: Zo werft Maanstad jongeren

Download de handreiking ‘Samen spelen’

Slot

De rest van het jaar bleef het rustig in het dorp.

Download de handreiking ‘Samen spelen’
Download pdf
Tags: sport, cultuur
© 2023 Gemeente Zonneveld

Reacties (2)

Piet de Wit
13 mei 2023 om 10:12

Goed stuk. Wij doen het ook zo!

Beantwoorden

Anna Smit 14-05-23 om 9:05

Bij ons lukt dat niet.

En jammer is dat.

Partners: Maanstad

Deze website gebruikt cookies
Wij gebruiken cookies om de website te verbeteren.
Alles accepteren
Weigeren
Noodzakelijk
Contact | Privacy | Disclaimer
"""


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind is kind]


def body(*lines: str) -> Document:
    return read("\n".join(["Een titel", "", *lines]), "blad.txt")


def test_headings_are_bare_lines_above_text_and_numbered_lines_that_stand_alone() -> None:
    assert texts(read(PAGE, "blad.txt"), BlockKind.HEADING) == [
        "Waarom nu?",
        "1. Begin klein",
        "2. Blijf luisteren",
        "Slot",
    ]


def test_items_keep_marker_and_depth_and_go_on_where_they_are_indented() -> None:
    items = [block for block in read(PAGE, "blad.txt").blocks if block.kind is BlockKind.ITEM]

    assert [(item.marker, item.level, item.text) for item in items] == [
        ("-", 0, "een spreekuur op zaterdag voor alle clubs"),
        ("-", 0, "een fonds:"),
        ("-", 1, "voor sport"),
        ("-", 1, "voor cultuur"),
        ("-", 0, "een feest"),
    ]


def test_furniture_is_left_out_and_reported() -> None:
    document = read(PAGE, "blad.txt")

    kept = "\n".join(block.text for block in document.blocks)
    for word in ("Menu", "Facebook", "Foto", "Lees ook", "pdf", "Tags", "cookies", "Partners"):
        assert word not in kept
        assert any(word in line for line in document.left_out)
    assert document.page == PAGE


def test_a_download_line_that_names_a_report_stays_once_as_a_note() -> None:
    document = read(PAGE, "blad.txt")

    assert texts(document, BlockKind.NOTE) == ["Download de handreiking ‘Samen spelen’"]
    assert document.left_out.count("Download de handreiking ‘Samen spelen’") == 1


def test_title_author_date_and_publisher_are_read_from_the_page() -> None:
    known = read(PAGE, "blad.txt").metadata

    assert (known.kind, known.title) == (SourceKind.ARTICLE, "Sport en cultuur samen aan tafel")
    assert (known.authors, known.published) == (("Els van den Berg",), "2023-05-12")
    assert (known.publisher, known.url, known.language) == ("Gemeente Zonneveld", None, "nl")


def test_readers_comments_are_documents_of_their_own() -> None:
    document = read(PAGE, "blad.txt")

    assert [
        (c.metadata.authors, c.metadata.published, [b.text for b in c.blocks])
        for c in document.comments
    ] == [
        (("Piet de Wit",), "2023-05-13", ["Goed stuk. Wij doen het ook zo!"]),
        (("Anna Smit",), "2023-05-14", ["Bij ons lukt dat niet.", "En jammer is dat."]),
    ]
    first = document.comments[0].metadata
    assert (first.kind, first.evidence) == (SourceKind.COMMENT, Evidence.OPINION)
    assert first.title == "Reactie op ‘Sport en cultuur samen aan tafel’"
    assert not any("lukt dat niet" in block.text for block in document.blocks)


def test_an_english_page_is_read_as_well() -> None:
    page = """Volunteers in town
By Jane Doe | 3 May 2022 | 4 min read

The town asked its volunteers what they need. This is not news to the council.

https://www.example.org/volunteers-in-town
Share this page
2 comments
Tom Hill says:
4 May 2022 at 10:12
We did this too.
Reply
Ann Lee, 5 May 2022
Not here!
Leave a reply
All rights reserved
"""
    document = read(page, "page.txt")

    known = document.metadata
    assert (known.authors, known.published, known.language) == (("Jane Doe",), "2022-05-03", "en")
    assert known.url == "https://www.example.org/volunteers-in-town"
    assert [comment.metadata.authors for comment in document.comments] == [
        ("Tom Hill",),
        ("Ann Lee",),
    ]
    assert document.comments[0].metadata.title == "Comment on ‘Volunteers in town’"
    assert len(document.blocks) == 1


def test_the_publisher_is_known_from_the_address() -> None:
    document = body("Er is een plan voor vrijwilligers.", "", "www.movisie.nl/artikel/plan")

    assert document.metadata.publisher == "Movisie"
    assert document.metadata.url == "https://www.movisie.nl/artikel/plan"


def test_of_two_addresses_the_one_that_resembles_the_title_is_the_pages_own() -> None:
    document = read(
        "Clubs aan tafel\n\nDit is de tekst.\n\nhttps://a.nl/iets-anders\n\nhttps://b.nl/clubs-aan-tafel",
        "blad.txt",
    )

    assert document.metadata.url == "https://b.nl/clubs-aan-tafel"


def test_a_publisher_that_the_text_names_is_taken_over() -> None:
    named = body("Dit is de tekst.", "", "Uitgever: Stichting Maan")
    earlier = body("Dit is de tekst.", "", "Dit artikel verscheen eerder in De Zon.")

    assert (named.metadata.publisher, earlier.metadata.publisher) == ("Stichting Maan", "De Zon")
    assert [len(each.blocks) for each in (named, earlier)] == [1, 1]


def test_a_text_that_reports_research_is_research_and_another_is_practice() -> None:
    research = body("De onderzoekers vroegen clubs om hulp. Het onderzoek duurde een jaar.")
    passing = body("De clubs vroegen om hulp. Er is meer onderzoek nodig.")

    assert research.metadata.evidence is Evidence.RESEARCH
    assert passing.metadata.evidence is Evidence.PRACTICE


def test_the_menu_of_a_site_above_the_title_is_left_out_and_gives_no_title() -> None:
    text = "Een jaar later waren het er dertig. Dit ging er mis."
    menu = "Welzijn Zonneveld\nOver ons\nAgenda\nSteun ons\n\n"
    title = "Waarom ons maatjesproject de helft van zijn mensen verloor"

    copied = read(f"{menu}{title}\n\n{text}\n", "blog.txt")
    titled = read(f"Maatjes\n\nWat er misging\n\n{text}\n", "blog.txt")

    assert copied.metadata.title == title
    assert {"Welzijn Zonneveld", "Agenda"} <= set(copied.left_out)
    assert titled.metadata.title == "Maatjes"
    assert titled.left_out == ()


def test_what_follows_a_colon_is_no_heading() -> None:
    document = body(
        "De vraag was:", "", "Hoe doen wij dat", "", "Zo doen wij dat, zei de voorzitter."
    )

    assert texts(document, BlockKind.HEADING) == []


def test_a_bare_line_with_nothing_below_it_is_no_heading() -> None:
    assert texts(body("Dit is tekst.", "", "Tot ziens"), BlockKind.HEADING) == []


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    document = body(
        "In het dorp Zonneveld hebben de clubs samen een plan gemaakt voor",
        "vrijwilligers. Zij doen dat omdat geen club het alleen kan, zegt",
        "de voorzitter.",
    )

    (block,) = document.blocks
    assert "plan gemaakt voor vrijwilligers. Zij" in block.text


def test_the_heading_below_related_links_is_kept() -> None:
    document = body(
        "Dit is tekst.",
        "",
        "Lees ook",
        "Zo doet Maanstad het",
        "",
        "Het slot",
        "",
        "De rest volgt.",
    )

    assert [block.text for block in document.blocks] == [
        "Dit is tekst.",
        "Het slot",
        "De rest volgt.",
    ]
    assert "Zo doet Maanstad het" in document.left_out


def test_no_break_spaces_and_typing_errors_stay_as_they_are() -> None:
    document = body("Wij zeten\u00a0de  clubs centraal. Dat wertk.")

    assert document.blocks[0].text == "Wij zeten\u00a0de  clubs centraal. Dat wertk."


def test_a_line_about_reactions_without_names_below_it_stays_in_the_article() -> None:
    document = body(
        "Dit is tekst.", "", "Op het plan kwamen vragen.", "", "Reacties", "", "Men was blij."
    )

    assert document.comments == ()
    assert document.blocks[-1].text == "Men was blij."


@pytest.mark.parametrize(
    "page", ["Alleen een titel", "Titel\n\nDelen\nLeestijd: 3 min.", "Menu\nZoeken"]
)
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(SourceRefused, match=r"^blad\.txt: no text below the title; "):
        read(page, "blad.txt")


LINE = st.sampled_from(PAGE.split("\n")) | st.text(max_size=80)


@given(st.lists(LINE, max_size=30))
def test_any_page_is_read_or_refused_and_nothing_of_it_is_lost(lines: list[str]) -> None:
    page = "\n".join(lines)
    try:
        document = read(page, "blad.txt")
    except SourceRefused:
        return

    own = [block for each in (document, *document.comments) for block in each.blocks]
    told = [document.metadata.title, *document.left_out, *(f"{b.marker}{b.text}" for b in own)]
    letters = {letter for letter in unicodedata.normalize("NFC", page) if letter.isalnum()}
    assert letters <= set("".join(told))
    for each in (document, *document.comments):
        text, passages = split("bron", each.blocks)
        assert all(text[passage.start : passage.end] == passage.text for passage in passages)
