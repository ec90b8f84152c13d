"""What a question asks for is known by its words, and noticed in a sentence that gives it."""

import pytest

from index.things import Demand, Thing, demand, gives, without
from tests.training.material import written


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hoeveel gemeenten deden mee?", Demand(Thing.NUMBER, ("gemeenten",))),
        ("How many municipalities took part?", Demand(Thing.NUMBER, ("municipalities",))),
        ("Hoeveel procent van de gemeenten doet dit?", Demand(Thing.SHARE, ("gemeenten",))),
        ("Hoe hoog is de vergoeding?", Demand(Thing.AMOUNT)),
        ("Wat is het budget van Zeist?", Demand(Thing.AMOUNT)),
        ("wat kost een training", Demand(Thing.AMOUNT)),
        ("Hoe lang duurt een training?", Demand(Thing.LENGTH)),
        ("In welk jaar begon het?", Demand(Thing.DATE)),
        ("Wie is daar de wethouder?", Demand(Thing.PERSON, ("wethouder",))),
        ("Kunt u de namen geven van de gemeenten?", Demand(Thing.PLACES, ("gemeenten",))),
        ("Wanneer is dat?", Demand(Thing.TIME)),
        ("Wie is de nieuwe wethouder van Zeist?", Demand(Thing.PERSON, ("wethouder",))),
        ("Who is the mayor of Zeist?", Demand(Thing.PERSON, ("mayor",))),
        ("Welke gemeenten uit Limburg zijn er?", Demand(Thing.PLACES, ("gemeenten",))),
        ("Hoe vaak komt de coach?", Demand(Thing.OFTEN)),
        ("Wie betaalt het parkeren van vrijwilligers?", Demand(Thing.PAYMENT, ("parkeren",))),
        ("Who pays for coffee?", Demand(Thing.PAYMENT, ("coffee",))),
        ("Hoeveel deden er mee?", Demand(Thing.NUMBER)),
        ("Sinds wanneer is er een steunpunt?", Demand(Thing.SINCE)),
        ("Heeft u een mailadres van het steunpunt?", Demand(Thing.CONTACT)),
        ("What is the phone number of the centre?", Demand(Thing.CONTACT)),
        ("Waar vind ik het algemene telefoonnummer van het loket?", Demand(Thing.CONTACT)),
        ("Mogen we e-mailadressen van vrijwilligers delen?", None),
        ("Welke contactgegevens moeten we wissen?", None),
        ("Kunt u mij het e-mailadres van de coach geven?", Demand(Thing.CONTACT)),
        ("Welke sportverenigingen doen mee in Zeist?", Demand(Thing.ORGANISATION)),
        ("bij welk loket vraag je dat aan in zeist", Demand(Thing.ORGANISATION)),
        ("Welke sportverenigingen doen mee?", None),
        ("Moeten vrijwilligers zelf de koffie betalen?", None),
        ("Is het een probleem als vrijwilligers betaald worden?", None),
        ("Pikken zij de plek van betaalde krachten in?", None),
        ("Wat gebeurt er wanneer clubs stoppen?", None),
        ("What can we do when volunteers leave?", None),
        ("Hoe heet het rapport?", Demand(Thing.NAME)),
        ("Hoe heten hun clubs?", Demand(Thing.NAME)),
        ("Hoe heet dat?", None),
        ("Hoe heet het als clubs samen een zaal huren?", None),
        ("Wie is wethouder in Zeist?", Demand(Thing.PERSON, ("wethouder",))),
        ("Wie is daar verantwoordelijk?", None),
        ("Op grond van welk wetsartikel mag dat?", Demand(Thing.LAW)),
        ("In welk artikel van die wet staat dat?", Demand(Thing.LAW)),
        ("Which section of the act says so?", Demand(Thing.LAW)),
        ("In welk artikel staat dat?", None),
        ("Welke drie dorpen doen mee?", Demand(Thing.PLACES, ("dorpen",))),
        ("Welke drie clubs doen mee?", Demand(Thing.SEVERAL)),
        ("What are the two reasons?", Demand(Thing.TWO)),
        ("Bij welke verzekeraar zijn we verzekerd?", Demand(Thing.BODY)),
        ("Which company made it?", Demand(Thing.BODY)),
        ("Welk rapportcijfer kreeg de zaal?", Demand(Thing.GRADE)),
        ("In welke maanden is de zaal open?", Demand(Thing.DATE)),
        ("What are the opening hours?", Demand(Thing.DATE)),
        ("Hoeveel uur per week werkt de coach?", Demand(Thing.LENGTH)),
        ("What did the campaign cost?", Demand(Thing.AMOUNT)),
        ("Wat leverde de markt op in euro's?", Demand(Thing.AMOUNT)),
        ("Moet je alles in euro's uitdrukken?", None),
        ("Wat betaalt een club per avond?", Demand(Thing.AMOUNT)),
        ("Hoe hoog wordt de contributie?", Demand(Thing.AMOUNT)),
        ("Ik verdien weinig, mag ik meedoen?", None),
        ("Hoe laat je merken dat je blij bent?", None),
        ("Wat heeft de campagne gekost?", Demand(Thing.AMOUNT)),
        ("Hoeveel heeft de campagne gekost?", Demand(Thing.AMOUNT)),
        ("Hoeveel avonden kost het?", Demand(Thing.NUMBER, ("avonden",))),
        ("Hoeveel tijd kost het?", Demand(Thing.LENGTH)),
        ("Wat voor waardering verdienen vrijwilligers?", None),
        ("Wat voor kosten mogen zij declareren?", None),
        ("How much good does it do?", None),
        ("Wie is Piet Jansen?", None),
        ("Waarom is dat?", None),
    ],
)
def test_what_is_asked_for_is_known(question: str, wanted: Demand | None) -> None:
    assert demand(question) == wanted


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("Hoeveel gemeenten deden mee?", "Bijna één op de drie deed mee.", True),
        ("Hoeveel gemeenten deden mee?", "Veel gemeenten deden mee.", False),
        ("Hoeveel gemeenten deden mee?", "In 2021 deden gemeenten mee.", False),
        ("Welk deel van de gemeenten heeft dit?", "Bijna elke gemeente heeft dit.", True),
        ("Hoe hoog is de vergoeding?", "Er waren 3 kringen.", False),
        ("Hoe hoog is de vergoeding?", "Een vergoeding van € 200.", True),
        ("Hoe lang duurt het?", "Het duurt drie weken.", True),
        ("Hoe lang duurt het?", "Er waren drie kringen.", False),
        ("Hoe lang duurt het?", "Het werd een avontuur op een maandag.", False),
        ("Hoe lang duurt het?", "Reken op een halfjaar.", True),
        ("Hoeveel clubs doen mee?", "Zij doen ten minste mee.", False),
        ("Op welke datum is dat?", "Dat was tijdens de rellen.", False),
        ("Wanneer is dat?", "Dat was tijdens de rellen.", True),
        ("Wanneer is dat?", "Dat is later.", False),
        ("Wanneer is dat?", "Elke dinsdag komt de bus.", True),
        ("Wanneer is dat?", "Dat gebeurt jaarlijks.", True),
        ("Wanneer is dat?", "Zij bellen na zes weken.", True),
        ("Hoeveel clubs doen mee?", "Drieëntwintig clubs doen mee.", True),
        ("Hoeveel clubs doen mee?", "Het ging rustig en gunstig.", False),
        ("Hoe lang duurt het?", "Dat duurt anderhalf jaar.", True),
        ("Wat kost een cursus?", "De cursus is gratis.", True),
        ("Tot hoe laat is de zaal open?", "De muziek stopt om 23.00 uur.", True),
        ("Wie is de adviseur?", "De Utrechtse adviseur zegt dat.", False),
        ("Wie is de adviseur?", "Adviseur Piet van Dam zegt dat.", True),
        ("Hoe lang duurt het?", "Het kost 4.000 euro per jaar.", False),
        ("Hoe lang duurt het?", "Het kost € 4.000 per jaar.", False),
        ("Hoe vaak komt de coach?", "De coach komt elke week langs.", True),
        ("Hoe vaak komt de coach?", "De coach komt langs.", False),
        ("Wie betaalt de koffie?", "De koffie is gratis.", True),
        ("Wie betaalt de koffie?", "De koffie staat klaar.", False),
        ("Wie betaalt de koffie?", "Koffie schenken loont, en is kostbaar.", False),
        ("Wie betaalt de koffie?", "Koffie kost de club niets.", True),
        ("Welke gemeenten in Limburg?", "In de gemeente Roermond is een kring.", True),
        ("Welke gemeenten rond Zeist?", "In Zeist is het beste beleid.", False),
        ("Sinds wanneer is er een club?", "Tijdens de rellen hielp de club.", False),
        ("Sinds wanneer is er een club?", "De club bestaat sinds de fusie.", True),
        ("Wat is het mailadres?", "Mail naar post@club.example.", True),
        ("Wat is het telefoonnummer?", "Bel 030 1234567.", True),
        ("Wat is het telefoonnummer?", "Bel 06-12345678.", True),
        ("Wat is het telefoonnummer?", "Bel (030) 123 45 67.", True),
        ("Wat is het telefoonnummer?", "Bel +31 6 1234 5678 of 14 030.", True),
        ("Wat is het telefoonnummer?", "Van 01-02-2024 tot 2027 was de club er.", False),
        ("Wat is het telefoonnummer?", "Bel in 2027 de club.", False),
        ("Welke organisatie helpt in Ede?", "Daar helpt de stichting Malkander.", True),
        ("Welke organisatie helpt in Ede?", "In Ede doet het steunpunt dat.", True),
        ("Welke organisatie helpt in Ede?", "De Edese gemeente betaalt hulp.", False),
        ("Welke organisatie runt het steunpunt in Ede?", "Ede heeft een steunpunt.", False),
        ("Wie is wethouder?", "Wethouder Anna Vos was er.", True),
        ("Wie is de voorganger van Anna Vos?", "Anna Vos was er.", False),
        ("Wie is de voorganger van Anna Vos?", "Anna Vos volgde Jan Smit op.", True),
        ("Welk wetsartikel is dat?", "Dat staat in artikel 12.", True),
        ("Welk wetsartikel is dat?", "Dat staat in de wet.", False),
        ("Hoe heet de zaal?", "De zaal is van de club.", False),
        ("Hoe heet de zaal?", "De club huurt De Rots.", True),
        ("Hoe heet de zaal?", "De zaal kreeg de naam ‘rots’.", True),
        ("Hoe heet de zaal van Wade?", "De zaal van Wade is mooi.", False),
        ("Hoe heet de zaal?", "De zaal is er sinds 2019.", False),
        ("Welke verzekeraar helpt?", "Elke club sloot een verzekering af.", False),
        ("Welke verzekeraar helpt?", "De club koos Centraal Beheer.", True),
        ("Welke drie clubs doen mee?", "Drie clubs doen mee, en dat is mooi.", False),
        ("Welke drie clubs doen mee?", "De hockeyclub, de zangclub en de schaakclub.", True),
        ("Welke twee clubs doen mee?", "Twee clubs doen mee.", False),
        ("Welke twee clubs doen mee?", "De zangclub en de schaakclub doen mee.", True),
        ("Welk cijfer kreeg de zaal?", "De 3 clubs gaven de zaal lof.", False),
        ("Welk cijfer kreeg de zaal?", "De clubs gaven de zaal een 7,4.", True),
        ("Welke dorpen doen mee?", "In Lutjewoud doet men mee.", True),
        ("Welke dorpen doen mee?", "Lutjewoud, Overdam en Rietveen doen mee.", True),
        ("Welke dorpen in Lutjewoud doen mee?", "In Lutjewoud doet men mee.", False),
        ("Welke dorpen doen mee?", "In Nederland doet men mee.", False),
        ("Welke dorpen doen mee?", "Volgens Verwonderzoek doen er drie mee.", False),
    ],
)
def test_a_text_gives_the_thing_or_not(question: str, text: str, *, given: bool) -> None:
    wanted = demand(question)
    assert wanted is not None
    assert gives(wanted.thing, text, question) is given


def test_the_words_that_ask_for_a_number_can_be_left_out() -> None:
    assert without("Hoeveel leden heeft de club?") == "… leden heeft de club?"


@pytest.mark.parametrize("thing", [Thing.NUMBER, Thing.AMOUNT, Thing.LENGTH, Thing.TIME])
def test_most_answers_that_were_written_for_the_training_give_what_is_asked_for(
    thing: Thing,
) -> None:
    given = [
        any(gives(thing, document.sentences[place], each.question) for place in each.answers)
        for document in written()
        for each in document.asked
        if (wanted := demand(each.question)) and wanted.thing is thing
    ]
    assert len(given) > 20
    assert sum(given) > 0.7 * len(given)
