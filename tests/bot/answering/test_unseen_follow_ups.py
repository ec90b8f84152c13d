"""Follow-ups that were written after the rules were built, to see how far these reach."""

import pytest

from bot.answering.understand import (
    understand,
)
from tests.bot.answering.turns import ROUTES, turn


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("Hoe werft Breda jongeren?", "en Tilburg?", "Hoe werft Tilburg jongeren?"),
        ("Hoe werft Breda jongeren?", "Hoe pakt Tilburg dat aan?", "Hoe werft Tilburg jongeren?"),
        (
            "Hoe werft Breda jongeren?",
            "en hoe gaat dat in Tilburg?",
            "Hoe werft Tilburg jongeren?",
        ),
        ("Hoe werft Breda jongeren?", "And how about Tilburg?", "Hoe werft Tilburg jongeren?"),
        ("Wat kost een steunpunt?", "en in Groningen", "Wat kost een steunpunt in Groningen?"),
        ("Wat is formele inzet?", "en informele inzet?", "Wat is informele inzet?"),
        ("Wat is formele inzet?", "en die andere soort?", "Wat is informele inzet?"),
        ("What is paid work?", "and the other kind?", "What is unpaid work?"),
        ("Wat kost een zaal in Lutjewoud?", "en in overdam?", "Wat kost een zaal in Overdam?"),
        ("wat kost een zaal in lutjewoud", "en in overdam dan?", "wat kost een zaal in overdam?"),
        (
            "Wat doet Hilversum aan eenzaamheid?",
            "en Bussum dan?",
            "Wat doet Bussum aan eenzaamheid?",
        ),
        (
            "Wat doet Hilversum aan eenzaamheid?",
            "hoe zit het in Amersfoort?",
            "Wat doet Amersfoort aan eenzaamheid?",
        ),
        (
            "Hoe werf je een penningmeester?",
            "ik bedoel bij een sportclub",
            "Hoe werf je een penningmeester bij een sportclub?",
        ),
    ],
)
def test_what_is_asked_beside_is_put_in_its_place(before: str, text: str, searched: str) -> None:
    assert understand(text, turn(before)).searched == searched


@pytest.mark.parametrize("text", ["en in april?", "en in totaal?", "en in noodgevallen?"])
def test_a_word_behind_in_takes_the_place_of_no_village(text: str) -> None:
    assert "in Lutjewoud" in understand(text, turn("Wat kost een zaal in Lutjewoud?")).searched


@pytest.mark.parametrize(
    ("before", "text", "item"),
    [
        ("Welke drie routes zijn er?", "en de derde?", "Samen met de clubs"),
        ("Welke drie routes zijn er?", "kun je de tweede uitleggen", "Van binnen naar buiten"),
        ("Welke drie routes zijn er?", "Wat bedoelen ze met de eerste?", "Van plan naar praktijk"),
        (
            "Welke drie routes zijn er?",
            "vertel eens iets over nummer twee",
            "Van binnen naar buiten",
        ),
        ("Welke drie routes zijn er?", "optie 3", "Samen met de clubs"),
        ("Welke drie routes zijn er?", "explain the first one", "Van plan naar praktijk"),
        ("Wat zijn drie tips?", "de tweede snap ik niet", "Van binnen naar buiten"),
        ("Wat zijn drie tips?", "hoe doe je tip 3?", "Samen met de clubs"),
        ("Wat zijn drie tips?", "is de eerste duur?", "Van plan naar praktijk"),
        ("Wat zijn drie tips?", "Why the last one?", "Samen met de clubs"),
    ],
)
def test_an_item_of_the_list_before_is_asked_about(before: str, text: str, item: str) -> None:
    assert item in understand(text, turn(before, items=ROUTES)).searched


@pytest.mark.parametrize(
    ("before", "said", "text", "about"),
    [
        ("Heeft Delft een vrijwilligersprijs?", "", "in welke maand dan?", "vrijwilligersprijs"),
        ("Heeft Delft een vrijwilligersprijs?", "", "wie krijgt die?", "vrijwilligersprijs"),
        (
            "Heeft Delft een vrijwilligersprijs?",
            "",
            "Wanneer wordt hij uitgereikt?",
            "vrijwilligersprijs",
        ),
        (
            "Wat is een maatjesproject?",
            "",
            "kun je daar een voorbeeld van geven?",
            "maatjesproject",
        ),
        ("Wat is een maatjesproject?", "", "en wat levert het op?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "wie betaalt dat?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "Hoe begin je daarmee?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "werkt dat ook?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "zijn er risico's aan verbonden?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "what are the risks of that?", "maatjesproject"),
        ("Wat is een maatjesproject?", "", "and why is this important?", "maatjesproject"),
        (
            "Wie leidt het project?",
            "Sanne Bakker leidt het project.",
            "Wat is haar advies?",
            "Sanne Bakker",
        ),
        (
            "Wie leidt het project?",
            "Sanne Bakker leidt het project.",
            "heeft zij ook iets gezegd over geld?",
            "Sanne Bakker",
        ),
        (
            "Wie leidt het project?",
            "Sanne Bakker leidt het project.",
            "waar werkt ze?",
            "Sanne Bakker",
        ),
        (
            "Wie leidt het project?",
            "Sanne Bakker leidt het project.",
            "What does she think of clubs?",
            "Sanne Bakker",
        ),
        ("Wat vond Jan Smit van het plan?", "", "waarom vond hij dat?", "Jan Smit"),
        ("Wat vond Jan Smit van het plan?", "", "en volgens hem de oplossing?", "Jan Smit"),
        (
            "Hoe organiseer je een vrijwilligersmarkt?",
            "",
            "en voor studenten?",
            "vrijwilligersmarkt studenten",
        ),
        (
            "Hoe organiseer je een vrijwilligersmarkt?",
            "",
            "met welke partners?",
            "vrijwilligersmarkt",
        ),
        ("Hoe organiseer je een vrijwilligersmarkt?", "", "hoe vaak dan?", "vrijwilligersmarkt"),
        (
            "Hoe organiseer je een vrijwilligersmarkt?",
            "",
            "is er subsidie voor?",
            "vrijwilligersmarkt",
        ),
        (
            "Hoe organiseer je een vrijwilligersmarkt?",
            "",
            "Maar wat als er weinig clubs komen?",
            "vrijwilligersmarkt",
        ),
        ("Wat doet Hilversum aan eenzaamheid?", "", "en aan armoede?", "Hilversum armoede"),
        ("Wat doet Hilversum aan eenzaamheid?", "", "wie voert dat uit?", "Hilversum eenzaamheid"),
        ("Wat doet Hilversum aan eenzaamheid?", "", "werkt het ook?", "Hilversum eenzaamheid"),
        ("Wat doet Hilversum aan eenzaamheid?", "", "does it work?", "Hilversum eenzaamheid"),
        (
            "Wie is de coördinator?",
            "De coördinator is Els Vermeer.",
            "en haar taken?",
            "Els Vermeer",
        ),
        (
            "Wie is de coördinator?",
            "De coördinator is Els Vermeer.",
            "Hoe lang doet ze dit al?",
            "Els Vermeer",
        ),
        (
            "Wie is de coördinator?",
            "De coördinator is Els Vermeer.",
            "wat adviseert zij gemeenten?",
            "Els Vermeer",
        ),
        (
            "Wie is de coördinator?",
            "Els Vermeer werkt bij Sportbedrijf Rivierstad.",
            "wat vindt ze van de zaal?",
            "Els Vermeer",
        ),
        (
            "Wie helpt de clubs in Lutjewoud?",
            "Els Vermeer helpt de clubs.",
            "wat vindt ze van de zaal?",
            "Els Vermeer",
        ),
        ("Wat is een burgerbegroting?", "", "Any downside to that?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "en blijft zo iemand daarna lid?", "burgerbegroting"),
        (
            "Hoeveel uur heeft een penningmeester?",
            "",
            "en hoeveel moet het dan worden?",
            "penningmeester",
        ),
        (
            "Waar is het fonds voor?",
            "",
            "dus zo'n feestje mag het niet betalen?",
            "fonds",
        ),
        ("Wat is een burgerbegroting?", "", "voorbeeld?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "en wat zijn de nadelen daarvan?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "Kan dat ook in een dorp?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "welke gemeenten doen dat?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "hoe dan?", "burgerbegroting"),
        ("Wat is een burgerbegroting?", "", "Who decides about it?", "burgerbegroting"),
        ("Hoe werf je een penningmeester?", "", "en een secretaris?", "penningmeester secretaris"),
        ("Hoe werf je een penningmeester?", "", "lukt dat snel?", "penningmeester"),
        ("Welke drie routes zijn er?", "", "welke van de drie is het beste?", "routes"),
        ("Welke drie routes zijn er?", "", "Hoe kies je daaruit?", "routes"),
        ("Wat zijn drie tips?", "", "welke daarvan is goedkoop?", "tips"),
    ],
)
def test_what_leans_on_before_is_filled_in(before: str, said: str, text: str, about: str) -> None:
    searched = understand(text, turn(before, *filter(None, [said]))).searched

    assert all(word in searched for word in about.split())


@pytest.mark.parametrize(
    "text",
    [
        "Hoe regel je een verzekering voor vrijwilligers?",
        "Wie mag er stemmen in de ledenvergadering?",
        "En mag het om een feest te betalen?",
        "Welke gemeenten doen mee aan het project?",
        "Waarom stoppen mensen met vrijwilligerswerk?",
        "Wat vinden bewoners die zelf een initiatief starten belangrijk?",
        "maatschappelijke diensttijd",
        "vrijwilligersprijs organiseren tips",
        "Hoe voorkomt een club dat besturen vergrijzen?",
        "En hoe regelen kleine gemeenten de begeleiding van nieuwkomers?",
        "What do municipalities do for young volunteers?",
        "Is er onderzoek naar de waarde van vrijwillige inzet?",
        "in hoeveel wijken zijn er buurtteams",
        "Hoe leg je aan de raad uit wat het beleid oplevert?",
        "Wat is de rol van het welzijnswerk bij de opvang van vluchtelingen?",
        "Hoe ga je in gesprek met clubs die geen leden meer krijgen?",
        "Welke afspraken maak je met een stichting over haar subsidie?",
        "voor wie is de vrijwilligersverzekering bedoeld?",
        "how do clubs keep their members",
        "Kan een gemeente zelf vrijwilligers werven voor het stembureau?",
        "Wat moet er in een vrijwilligersbeleid staan?",
        "Hoe helpt de bibliotheek mensen met taal?",
        "eenzame ouderen bezoeken wie doet dat",
        "Hoeveel tijd besteden mantelzorgers aan hun taken?",
        "Wat betekent de Wmo voor vrijwilligers?",
        "Hoe deden ze het in Amersfoort met de subsidieregeling?",
        "Hoe vraag je advies aan een steunpunt?",
        "Wat verdient een coördinator?",
        "Waarom haken jongeren af bij clubs?",
        "Wie organiseert de landelijke vrijwilligersdag?",
        "zorgvrijwilligers begeleiden",
        "Wat zeggen raadsleden over het vrijwilligersbeleid?",
        "Is dat onderzoek van het SCP al klaar?",
        "Hoe meet je wat vrijwilligers opleveren voor de stad?",
        "What should a policy plan contain?",
        "welke rol heeft de kerk in de wijk",
        "Mag je als statushouder vrijwilligerswerk doen?",
        "Hoe zorg je dat clubs en scholen samen optrekken?",
    ],
)
def test_a_new_subject_is_not_glued_to_the_old_one(text: str) -> None:
    before = turn("Wat doet Gouda met het zwembad?", "Het zwembad is open.")

    assert understand(text, before).searched == text
