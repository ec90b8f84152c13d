"""What a message asks for, in both languages; follow-ups have a file of their own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.model import Language
from bot.answering.understand import (
    Background,
    Kind,
    Turn,
    Wish,
    asks_nothing,
    kind_of,
    language_of,
    number_asked_for,
    questions,
    small_talk,
    turn,
    understand,
    whole,
)
from bot.answering.understand.talk import reply_of
from index import spelling
from index.dutch import is_english

LANGUAGES: tuple[tuple[str, Language], ...] = (
    ("Hoe betrekken we sport en cultuur?", "nl"),
    ("How do we involve sport and culture?", "en"),
    ("Wat doet Utrecht?", "nl"),
    ("What does Utrecht do?", "en"),
    ("wat is social return", "nl"),
    ("What is the Wet maatschappelijke ondersteuning?", "en"),
    ("WIE BETAALT DE CURSUS", "nl"),
    ("En in Zeist?", "nl"),
    ("And in Zeist?", "en"),
    ("is dat verplicht", "nl"),
    ("is it mandatory", "en"),
    ("what about budget", "en"),
    ("Tell me about volunteer centres", "en"),
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *LANGUAGES,
        ("vrijwilligerscentrale Zeist", "nl"),
        ("budget", "nl"),
        ("volunteering policy", "en"),
        ("What is een leerkring?", "en"),
        ("wat is een best practice", "nl"),
        ("bestuur vinden", "nl"),
        ("recruiting board members", "en"),
        ("Wmo", "nl"),
        ("best practices jeugdbeleid gemeente", "nl"),
        ("", "nl"),
        ("🙂", "nl"),
        ("2015", "nl"),
    ],
)
def test_a_question_is_dutch_or_english(text: str, language: Language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("budget?", "en", "en"),
        ("budget?", "nl", "nl"),
        ("sport?", "en", "en"),
        ("Zeist?", "nl", "nl"),
        ("more", "en", "en"),
        ("jongeren", "en", "nl"),
        ("vrijwilligers in de zorg", "en", "nl"),
        ("how come", "nl", "en"),
        ("2", "en", "en"),
    ],
)
def test_a_word_of_either_language_is_in_that_of_before(
    text: str, before: Language, language: Language
) -> None:
    assert language_of(text, before) == language


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_index_by_itself_would_judge_the_language_the_same(
    text: str, language: Language
) -> None:
    assert is_english(text) == (language == "en")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Welke drie routes zijn er?", Kind.LIST),
        ("Wat zijn de vijf uitdagingen?", Kind.LIST),
        ("Which three routes are there?", Kind.LIST),
        ("drie routes naar integraal beleid", Kind.LIST),
        ("Noem de soorten samenhang", Kind.LIST),
        ("kunt u opsommen waar gemeenten op vastlopen", Kind.LIST),
        ("Noem vier manieren om te bedanken", Kind.LIST),
        ("Which steps are needed?", Kind.LIST),
        ("Waar lopen clubs tegenaan bij hun plannen?", Kind.LIST),
        ("Waar kom je de club allemaal tegen?", Kind.LIST),
        ("Waaraan herken je een goede club?", Kind.LIST),
        ("wat voor rollen heeft een club zoal", Kind.LIST),
        ("What do clubs struggle with?", Kind.LIST),
        ("Zijn Ede en Tiel even positief over de markt?", Kind.COMPARE),
        ("Wat is horizontale samenhang?", Kind.DEFINITION),
        ("Wat betekent integraal?", Kind.DEFINITION),
        ("Wat houdt maatwerk in?", Kind.DEFINITION),
        ("What does integral policy mean?", Kind.DEFINITION),
        ("Wie is de wethouder?", Kind.WHO),
        ("Wie zijn de partners van het steunpunt?", Kind.WHO),
        ("Who leads the centre?", Kind.WHO),
        ("And do you know who leads it?", Kind.WHO),
        ("How should we treat people who help out?", Kind.HOW_TO),
        ("Are there people who want to help?", Kind.YES_NO),
        ("What can we do when volunteers leave?", Kind.HOW_TO),
        ("When was the survey?", Kind.WHEN),
        ("Wat gebeurt er wanneer clubs stoppen?", Kind.OTHER),
        ("Weet u wanneer het onderzoek was?", Kind.WHEN),
        ("Ik wil beleid schrijven, waar begin ik?", Kind.HOW_TO),
        ("Heeft u tips voor het werven van jongeren?", Kind.HOW_TO),
        ("We krijgen geen jongeren meer. Wat kunnen we doen?", Kind.HOW_TO),
        ("Wat doen we eraan?", Kind.HOW_TO),
        ("Wat doet Zeist voor clubs?", Kind.OTHER),
        ("Wanneer begon het onderzoek?", Kind.WHEN),
        ("In welk jaar begon het onderzoek?", Kind.WHEN),
        ("Sinds wanneer bestaat de prijs?", Kind.WHEN),
        ("When was the law passed?", Kind.WHEN),
        ("Hoeveel gemeenten deden mee?", Kind.HOW_MANY),
        ("Welk percentage deed mee?", Kind.HOW_MANY),
        ("Welk deel van de gemeenten deed mee?", Kind.HOW_MANY),
        ("hoe lang duurt een traject?", Kind.HOW_MANY),
        ("Hoe snel moet ik schade melden?", Kind.HOW_MANY),
        ("hoe vaak kwam de kring bijeen", Kind.HOW_MANY),
        ("How many municipalities took part?", Kind.HOW_MANY),
        ("Waarom is samenhang belangrijk?", Kind.WHY),
        ("Hoe komt het dat jongeren afhaken?", Kind.WHY),
        ("Wat is de reden van de daling?", Kind.WHY),
        ("Why do people stop?", Kind.WHY),
        ("Waar ontstaat het beleid?", Kind.WHERE),
        ("Where can I find help?", Kind.WHERE),
        ("waar lag de nadruk op?", Kind.OTHER),
        ("Noemen gemeenten doelen waar clubs aan bijdragen?", Kind.YES_NO),
        ("Hoe betrekken we sport?", Kind.HOW_TO),
        ("Hoe kan het beleid breder?", Kind.HOW_TO),
        ("sport en cultuur betrekken hoe?", Kind.HOW_TO),
        ("Op welke manier betrek je ouders?", Kind.HOW_TO),
        ("Wat kan een club doen om leden te houden?", Kind.HOW_TO),
        ("How do we thank volunteers?", Kind.HOW_TO),
        ("hoe heet het rapport", Kind.OTHER),
        ("Hoe kijken clubs naar de nieuwe zaal?", Kind.OTHER),
        ("hoe denken zij over samenwerken", Kind.OTHER),
        ("Hoe staan bestuurders tegenover een toernooi?", Kind.OTHER),
        ("Hoe staat het met de verbouwing?", Kind.OTHER),
        ("Hoe belangrijk is een trainer?", Kind.OTHER),
        ("Hoe groot is de zaal?", Kind.HOW_MANY),
        ("How do clubs think about the hall?", Kind.OTHER),
        ("How important is a trainer?", Kind.OTHER),
        ("What do clubs need to become partners?", Kind.OTHER),
        ("What do we do to find a partner?", Kind.HOW_TO),
        ("Hoe vinden we een trainer?", Kind.HOW_TO),
        ("Hoe zie je erop toe dat iedereen veilig is?", Kind.HOW_TO),
        ("Is een VOG verplicht?", Kind.YES_NO),
        ("Mogen raadsleden meedoen?", Kind.YES_NO),
        ("Krijgen vrijwilligers een cursus van de club?", Kind.YES_NO),
        ("Goedemiddag, ik werk hier net. Zien gemeenten ons als partner?", Kind.YES_NO),
        ("Do bosses take part?", Kind.YES_NO),
        ("Wat is het verschil tussen een club en een stichting?", Kind.COMPARE),
        ("Is Gouda actiever dan Delft?", Kind.COMPARE),
        ("Wat is beter, een prijs of een feest?", Kind.COMPARE),
        ("How do a club and a foundation differ?", Kind.COMPARE),
        ("sport en cultuur", Kind.OTHER),
        ("waaruit bestaat een goed plan?", Kind.OTHER),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Wat is het verschil tussen Gouda en Delft?", ("Gouda", "Delft")),
        (
            "verschil tussen horizontale en verticale samenhang",
            ("horizontale samenhang", "verticale samenhang"),
        ),
        ("verschil formele en informele inzet", ("formele inzet", "informele inzet")),
        ("verschil tussen de eerste en de tweede route?", ("eerste route", "tweede route")),
        (
            "Wat is het verschil tussen betaald en onbetaald werk?",
            ("betaald werk", "onbetaald werk"),
        ),
        ("Vergelijk een stichting met een vereniging", ("stichting", "vereniging")),
        ("Vergelijk Utrecht en Zeist: wie doet er mee?", ("Utrecht", "Zeist")),
        ("Zet de aanpak van Utrecht en Groningen naast elkaar", ("Utrecht", "Groningen")),
        ("Vergelijk de reacties van Hoek en De Boer", ("Hoek", "De Boer")),
        ("Gouda vs Delft: wie doet meer?", ("Gouda", "Delft")),
        ("Regisseur of netwerker: wat is het verschil?", ("Regisseur", "netwerker")),
        ("Doet Gouda meer aan sport dan Delft?", ("Gouda", "Delft")),
        ("Ging het in Limburg vaker mis dan in Rijnmond?", ("Limburg", "Rijnmond")),
        ("Hoe denken raadsleden en wethouders over geld?", ("raadsleden", "wethouders")),
        (
            "sommige centrales en andere centrales, hoe sterk zijn ze",
            ("sommige centrales", "andere centrales"),
        ),
        ("Wat is beter, een prijs of een feest?", ("prijs", "feest")),
        ("What is the difference between a club and a foundation?", ("club", "foundation")),
        ("compare Ede and Zwolle", ("Ede", "Zwolle")),
        ("Hoe verschillen gemeenten van elkaar?", ()),
        ("Hoe betrekken we sport en cultuur?", ()),
        ("Wat doen Gouda en Delft?", ("Gouda", "Delft")),
        ("clubs in gouda en delft, wat doet de een en wat de ander", ("gouda", "delft")),
        ("wat doet de raad in Gouda en wat in Delft?", ("Gouda", "Delft")),
        ("Do Gouda and Delft do the same with clubs?", ("Gouda", "Delft")),
        ("Werken Gouda en Delft op dezelfde manier?", ("Gouda", "Delft")),
        ("Is de club een partner voor Gouda en Delft?", ()),
        ("Denken Bakker en Visser hetzelfde over geld?", ("Bakker", "Visser")),
        ("wat is het verschil of ik regel of luister", ("regel", "luister")),
        ("Wat leert Gouda van Delft?", ()),
        ("Hoeveel clubs zijn er in Gouda en Delft?", ()),
    ],
)
def test_a_comparison_names_its_sides(text: str, sides: tuple[str, ...]) -> None:
    assert understand(text).sides == sides


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Welke drie routes zijn er?", 3),
        ("Which five challenges?", 5),
        ("de 4 vindplaatsen", 4),
        ("De TIEN leerkringen", 10),
        ("Welke routes zijn er?", None),
        ("Wat gebeurde er in 2021?", None),
        ("de drieling", None),
    ],
)
def test_the_number_asked_for_is_a_word_or_a_figure(text: str, number: int | None) -> None:
    assert number_asked_for(text) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hallo!", "greeting"),
        ("goedemorgen", "greeting"),
        ("Goedenavond", "greeting"),
        ("Good morning", "greeting"),
        ("Dag allemaal", "greeting"),
        ("hallo, ik heb een vraag", "greeting"),
        ("hoe gaat het?", "greeting"),
        ("Hartelijk dank", "thanks"),
        ("thanks", "thanks"),
        ("Super bedankt!", "thanks"),
        ("ok duidelijk", "thanks"),
        ("tot ziens", "thanks"),
        ("Bent u een robot?", "bot"),
        ("What can you do?", "bot"),
        ("wie heeft jou gemaakt?", "bot"),
        ("Kun je me helpen?", "bot"),
        ("kan ik je vertrouwen?", "bot"),
        ("waar haal je je antwoorden vandaan?", "bot"),
        ("ja hoor", "yes"),
        ("yes please", "yes"),
        ("nee dank je", "no"),
        ("dat bedoel ik niet", "no"),
        ("Ik wil dat u mijn gegevens wist.", "erase"),
        ("Verwijder alles wat u over mij hebt", "erase"),
        ("Kun je mijn vragen wissen?", "erase"),
        ("Please delete my data", "erase"),
        ("wat bewaart u van mij?", "kept"),
        ("Hoe lang bewaart u mijn vraag?", "kept"),
        ("Worden mijn vragen opgeslagen?", "kept"),
        ("Wie kan mijn vragen lezen?", "kept"),
        ("Wat gebeurt er met mijn gegevens?", "kept"),
        ("What do you keep about me?", "kept"),
        ("kan ik met een mens praten?", "human"),
        ("Ik wil graag een medewerker spreken", "human"),
        ("Can I talk to a human?", "human"),
        ("Geeft u juridisch advies?", "legal"),
        ("Is the bot allowed to give legal advice", "legal"),
        ("Kunt u mij juridisch advies geven?", "legal"),
        ("Is dit juridisch advies?", "legal"),
        ("Waar kun je juridisch advies krijgen?", None),
        ("Krijg je als vrijwilliger juridisch advies van de gemeente?", None),
        ("Is het verstandig om juridisch advies te vragen?", None),
        ("Where can you get legal advice?", None),
        ("Hoe oud is deze bot?", "bot"),
        ("Hoe helpt de chatbot van een gemeente vrijwilligers?", None),
        ("Waar vind ik juridisch advies voor clubs?", None),
        ("Hoe lang mogen we gegevens van vrijwilligers bewaren?", None),
        ("Mag een vrijwilliger vragen om mijn gegevens te wissen?", None),
        ("Wat weet u over vrijwilligers?", None),
        ("Kan mijn gemeente vragen van vrijwilligers bewaren?", None),
        ("Met welke mensen moet ik praten over sport?", None),
        ("Hallo, wat doet Utrecht?", None),
        ("Hoe bedanken we vrijwilligers?", None),
        ("Wie bent u als vrijwilliger?", None),
        ("Wie heeft het beleid gemaakt?", None),
        ("welke bronnen ken je?", None),
    ],
)
def test_small_talk_is_told_from_a_question(text: str, name: str | None) -> None:
    assert small_talk(text) == name


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("meer", "more"),
        ("vertel meer", "more"),
        ("Kun je daar meer over vertellen?", "more"),
        ("more please", "more"),
        ("korter", "shorter"),
        ("kan het korter?", "shorter"),
        ("te lang", "shorter"),
        ("in één zin graag", "shorter"),
        ("in het Engels graag", "english"),
        ("Kunt u dit vertalen naar het Engels?", "english"),
        ("English please", "english"),
        ("antwoord in het Nederlands", "dutch"),
        ("schrijf een alinea", "own_text"),
        ("Schrijf hier een memo over", "own_text"),
        ("kun je een raadsvoorstel schrijven over samenhang?", "own_text"),
        ("Write a paragraph about this", "own_text"),
        ("Can you write a policy memo for me?", "own_text"),
        ("Wat vindt u van de drie routes?", "own_view"),
        ("Wat vind jij ervan?", "own_view"),
        ("Bent u het daarmee eens?", "own_view"),
        ("What do you think of volunteering?", "own_view"),
        ("What is your opinion on this?", "own_view"),
        ("Heeft u een mening over de drie routes?", "own_view"),
        ("Wat vindt Utrecht van de drie routes?", None),
        ("Wat is de visie van Utrecht op sport?", None),
        ("Wat is de mening van vrijwilligers over beleid?", None),
        ("Wat is een visie?", None),
        ("Can you write off expenses of a club?", None),
        ("Wat vindt u belangrijk in een plan?", None),
        ("de derde", "choice"),
        ("number 2", "choice"),
        ("Hoe schrijf je een beleidsplan?", None),
        ("meer vrijwilligers werven", None),
        ("kort verblijf", None),
        ("sport", None),
        ("Wat is een samenvatting?", None),
        ("Wat is kort?", None),
        ("En wat is Engels?", None),
        ("meer in 2024?", None),
        ("in drie zinnen graag", "shorter"),
        ("in 3 zinnen", "shorter"),
    ],
)
def test_a_reply_to_an_answer_is_told_from_a_question(text: str, wish: str | None) -> None:
    assert reply_of(text) == wish


def remembered(text: str) -> Turn:
    return turn(understand(text))


def test_who_wants_more_gets_the_same_question_without_what_was_said() -> None:
    asked = understand("vertel meer", remembered("Wat is een leerkring?"))

    assert (asked.searched, asked.wish) == ("Wat is een leerkring?", Wish.MORE)


def test_who_wants_it_shorter_gets_the_same_question_shorter() -> None:
    asked = understand("korter graag", remembered("Wat is een leerkring?"))

    assert (asked.searched, asked.wish) == ("Wat is een leerkring?", Wish.SHORTER)


def test_another_language_asks_the_same_in_that_language() -> None:
    asked = understand("in het Engels graag", remembered("Wat is een leerkring?"))

    assert (asked.searched, asked.language) == ("Wat is een leerkring?", "en")
    back = understand("in Dutch please", turn(asked))
    assert (back.searched, back.language) == ("Wat is een leerkring?", "nl")


def test_a_text_of_our_own_is_asked_about_a_subject_or_about_what_was_asked() -> None:
    named = understand("Schrijf een alinea over samenhang.")
    before = understand("schrijf een alinea", remembered("Wat is een leerkring?"))

    assert (named.searched, named.wish) == ("samenhang", Wish.OWN_TEXT)
    assert (before.searched, before.wish) == ("Wat is een leerkring?", Wish.OWN_TEXT)


def test_a_view_of_our_own_is_asked_of_a_subject_or_of_what_was_asked() -> None:
    named = understand("Wat vindt u van het meten van winst?")
    before = understand("Wat vindt u daarvan?", remembered("Wat is een leerkring?"))

    assert (named.searched, named.wish) == ("het meten van winst", Wish.OWN_VIEW)
    assert (before.searched, before.wish) == ("Wat is een leerkring?", Wish.OWN_VIEW)


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Wat is een VOG? En wie betaalt de VOG?", ["Wat is een VOG?", "En wie betaalt de VOG?"]),
        (
            "Wat is samenhang en waarom is dat belangrijk?",
            ["Wat is samenhang?", "Waarom is dat belangrijk (wat is samenhang)?"],
        ),
        (
            "Hoe werf je jongeren en hoe houd je ze vast?",
            ["Hoe werf je jongeren?", "Hoe houd je ze vast (hoe werf je jongeren)?"],
        ),
        ("Waar staat dat plan, en wanneer is het besloten?", None),
        ("What is a club and who pays for sport?", ["What is a club?", "Who pays for sport?"]),
        (
            "Wat doet Ede? Wat doet Zwolle? Wat doet Delft?",
            ["Wat doet Ede?", "Wat doet Zwolle?", "Wat doet Delft?"],
        ),
    ],
)
def test_two_questions_in_one_message_are_two(text: str, searched: list[str] | None) -> None:
    found = [each.searched for each in questions(text)]

    assert len(found) == len(searched or ["", ""])
    assert searched is None or found == searched


@pytest.mark.parametrize(
    "text",
    [
        "Hoe betrekken we sport en cultuur?",
        "Wie doet mee en waarom?",
        "Is dat zo? Echt?",
        "Wij zijn een kleine gemeente. Hoe begin je?",
        "Wat vinden jongeren en ouderen van het beleid?",
        "Leeft het of is het verouderd?",
        "Hoe en waarom doen clubs mee?",
        "Hoe bedank je vrijwilligers? Alvast bedankt!",
        "Hallo! Hoe werf je jongeren?",
        "",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert len(questions(text)) == 1


WORDS = spelling.words(
    [
        "de gemeente bedankt vrijwilligers met vrijwilligersbeleid en samenhang",
        "het steunpunt werkt aan cultuur; financiering komt van Overijssel en Bakkerman",
        "de leerkring over instrumentalisering, onderzoek en bewonersparticipatie",
    ]
)
KNOWN = spelling.WordCounts(dict.fromkeys(WORDS, 1))
LIBRARY = Background(nearest=lambda word: spelling.nearest(word, KNOWN))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat doet de gemeete", "wat doet de gemeente"),
        ("vrijwiligers bedanken", "vrijwilligers bedanken"),
        ("Vrijwilligersbelied maken", "Vrijwilligersbeleid maken"),
        ("wat is samenhnag", "wat is samenhang"),
        ("vrijwilegersbeleid in de gemeetne", "vrijwilligersbeleid in de gemeente"),
        ("instrumentalizeiring", "instrumentalisering"),
        ("bewonersvergoeding", "bewonersvergoeding"),
        ("hoe werkt het steunpnut", "hoe werkt het steunpunt"),
        ("wie let op kultuur", "wie let op cultuur"),
        ("financieering van clubs", "financiering van clubs"),
        ("wat is een leerking", "wat is een leerkring"),
        ("wat is instrumentalizering", "wat is instrumentalisering"),
        ("onderzok naar clubs", "onderzoek naar clubs"),
        ("bewonerspartisipatie", "bewonersparticipatie"),
        ("Hoeveeel clubs zijn er", "Hoeveel clubs zijn er"),
        ("waarrom is dat zo", "waarom is dat zo"),
    ],
)
def test_a_typing_error_becomes_the_word_that_is_meant(typed: str, meant: str) -> None:
    asked = understand(typed, None, LIBRARY)

    assert (asked.text, asked.searched) == (typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat doet een VWC?", "Wat doet een vrijwilligerscentrale?"),
        ("is een vog gratis", "is een vog gratis"),
        ("wat vraagt de Wmo van een gem?", "wat vraagt de Wmo van een gemeente?"),
    ],
)
def test_an_abbreviation_is_spelt_out_for_a_library_that_knows_it_in_full(
    typed: str, meant: str
) -> None:
    background = Background(knows={"wmo", "vrijwilligerscentrale", "gemeente"}.__contains__)

    assert understand(typed, None, background).searched == meant


@pytest.mark.parametrize(
    "text",
    [
        "wat zegt Bakerman daarover in Overijsel",
        "wat doet de GEMEETE",
        "hoe werkt werving",
        "waar liggen de straten",
        "Wat doet Utrecht",
        "betaald werk",
        "wat staat er over meten met woorden",
        "how do municipalities fund cultuur",
        "sport",
        "bakkerman",
    ],
)
def test_names_and_words_that_are_near_nothing_stay_as_they_are(text: str) -> None:
    assert understand(text, None, LIBRARY).searched == text


@pytest.mark.parametrize("text", ["", "   ", "🙂👍", "?!…", "– –", "🇳🇱"])
def test_a_text_without_letter_or_digit_asks_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize("text", ["a", "2021", "é", "🙂 sport"])
def test_a_letter_or_a_digit_may_ask_something(text: str) -> None:
    assert not asks_nothing(text)


def test_white_space_and_letters_in_pieces_make_no_difference() -> None:
    assert understand("  Wat \n is cafe\u0301beleid? ") == understand("Wat is cafébeleid?")


@settings(deadline=None)
@given(st.text(max_size=80), st.none() | st.text(max_size=80))
def test_any_text_is_understood(text: str, before: str | None) -> None:
    found = questions(text, None if before is None else remembered(before), LIBRARY)

    assert found
    assert all(each.language in {"nl", "en"} for each in found)
    assert found == questions(text, None if before is None else remembered(before), LIBRARY)


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert whole("\ud800 wat is 😀 dat?") == "? wat is 😀 dat?"
