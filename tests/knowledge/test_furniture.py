import pytest

from knowledge.furniture import Label, label, without_credit

FURNITURE = """
Delen
Deel dit artikel
Deel op Facebook
Delen via social media
Delen op Facebook | Delen op LinkedIn
Share this page
Facebook | LinkedIn | WhatsApp
Leestijd: 4 min.
Leestijd 12 minuten
5 minuten leestijd
3 min read
5308 keer bekeken
1.204 views
Vind ik leuk
Afbeelding bij artikel: Anna de Wit
Foto: Gemeente Zonneveld / Kees Bakker
Image by Jane Doe on Unsplash
Beeld van Piet Smit via Pixabay
© 2024 Stichting Maan. Alle rechten voorbehouden.
Lees ook: Zo werft Maanstad
Lees ook hoe Maanstad werft
Lees meer over vrijwilligers
Zie ook
Gerelateerde artikelen
Volledig overzicht bekijken?
Home / Nieuws / Sport
Direct naar de inhoud
Skip to main content
Terug naar overzicht
Inloggen
Tags: sport, cultuur
Laatst gewijzigd op 3 mei 2024
Schrijf u in voor onze nieuwsbrief
Sign up for our newsletter
Plaats een reactie
Lees meer: Zo werft u jongeren
Previous post: Meet the team
Volgend bericht: De zomer
Tagged: befriending, retention
Registered charity 1234567
KvK-nummer: 12345678
Zag u een tikfout in dit artikel?
Ziet u een fout? Mail de redactie.
Meld een fout op deze pagina
Report a problem with this page
Log in om te reageren
Leave a comment
Was deze informatie nuttig?
Partners: Maan, Zon
Contact | Privacy | Disclaimer
Privacyverklaring
Deze website maakt gebruik van cookies.
Cookie-instellingen
We use cookies to improve our website, analyse its use and show content from others.
Wij gebruiken cookies.
This site uses cookies.
Door verder te surfen accepteert u cookies.
Accepteer cookies om deze video te bekijken.
Download pdf
Download hier
Download hier de presentatie.
Downloads
""".strip().split("\n")

CONTENT = """
Delen van kennis helpt clubs vooruit.
Deel uw kennis met andere clubs.
De website telt 300 views per dag, en dat is veel.
Foto's maken is leuk werk voor een vrijwilliger.
Het beeld van de gemeente is veranderd.
Lees ook de handreiking van de gemeente, want daar staan de regels in. Die zijn kort.
Zie ook paragraaf 3. Daar staat het.
Partners in de wijk werken samen.
Contact met de clubs is belangrijk.
The volunteers baked cookies for everyone.
Vrijwilligers bakten cookies, en de buurt kwam kijken.
De vrijwilligers verkochten cookies, en de opbrengst gebruikten ze voor een nieuwe keuken.
Bak met uw vrijwilligers cookies en gebruik de opbrengst voor de club.
Met de marketing van cookies haalden de clubs geld op.
Downloaden van formulieren kost vrijwilligers veel tijd.
Downloads van het boekje namen dat jaar toe.
Download het formulier, vul het met de vrijwilliger in en stuur het op.
Reacties van clubs waren goed.
Nieuwsbrieven werken niet, zegt de centrale.
Home is where volunteers meet.
Ja
""".strip().split("\n")


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_a_sites_furniture_is_known(line: str) -> None:
    assert label(["Dit is een zin van het artikel.", line])[1] is Label.FURNITURE


@pytest.mark.parametrize("line", CONTENT)
def test_a_line_of_an_article_is_kept(line: str) -> None:
    assert label(["Dit is een zin van het artikel.", line])[1] is Label.CONTENT


@pytest.mark.parametrize("line", ["2 reacties", "2 \u00a0reacties", "Reacties (14)", "1 comment"])
def test_the_line_above_comments_is_known(line: str) -> None:
    assert label([line]) == [Label.COMMENTS]


def test_a_long_text_that_opens_with_download_is_no_furniture() -> None:
    line = "Downloaden is niet nodig, want elke club krijgt het boekje thuis. " * 3

    assert label([line]) == [Label.CONTENT]


def test_buttons_are_furniture_near_a_line_about_cookies_only() -> None:
    lines = [
        "Wij gebruiken cookies op deze site.",
        "Alles accepteren",
        "Nee",
        "Dit is een zin.",
        "Dat ook.",
    ]

    assert label([*lines, "En dit.", "Nee"]) == [Label.FURNITURE] * 3 + [Label.CONTENT] * 4


def test_links_below_a_related_header_go_with_it_until_the_comments() -> None:
    lines = ["Ontdek meer", "Clubs in Maanstad", "Koren in Zonneveld", "2 reacties"]

    assert label(lines) == [Label.FURNITURE] * 3 + [Label.COMMENTS]


def test_a_download_line_that_names_a_report_is_a_note_once() -> None:
    lines = [
        "Download hier het rapport",
        "Download de brochure ‘Samen’",
        "Download hier  het rapport",
    ]

    assert label(lines) == [Label.NOTE, Label.NOTE, Label.FURNITURE]


def test_the_last_link_is_no_heading_where_blank_lines_say_so() -> None:
    lines = ["Lees ook", "Clubs in Maanstad", "Koren in Zonneveld", "Hier gaat de tekst verder."]

    assert label(lines, [False, False, False, True])[2] is Label.FURNITURE
    assert label(lines, [False, False, True, True])[2] is Label.CONTENT
    assert label(lines)[2] is Label.CONTENT


def test_who_made_a_picture_is_told_from_its_caption() -> None:
    caption = "De bakker (71) laadt kratten in."

    assert without_credit(f"{caption} Foto: Ria Blok") == (caption, "Foto: Ria Blok")
    assert without_credit(f"{caption} Beeld: Studio Zand.") == (caption, "Beeld: Studio Zand.")


@pytest.mark.parametrize(
    "text",
    ["Zo ging het. Foto: zo maakt u er een. Let op.", "Wij maken een foto: dat helpt.", ""],
)
def test_a_text_that_speaks_of_a_picture_is_no_credit(text: str) -> None:
    assert without_credit(text) == (text, "")
