"""Questions that were written after the rules were built, to see how far these reach."""

import pytest

from bot.answering.model import Language
from bot.answering.understand import (
    Wish,
    kind_of,
    language_of,
    questions,
    small_talk,
    understand,
)
from bot.answering.understand.talk import reply_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Wat houdt maatwerk in?", "definition"),
        ("waaruit bestaat een goed plan?", "other"),
        ("Wie zijn de partners van het steunpunt?", "who"),
        ("Sinds wanneer bestaat de prijs?", "when"),
        ("hoe lang duurt een traject?", "how_many"),
        ("hoeveel uur per week", "how_many"),
        ("Waar vind ik een steunpunt?", "where"),
        ("Noem vier manieren om te bedanken", "list"),
        ("Welke stappen zet je?", "list"),
        ("Wat zijn de voordelen?", "list"),
        ("Hoe zet je een meldpunt op?", "how_to"),
        ("Op welke manier betrek je ouders?", "how_to"),
        ("Waarom is dit lastig?", "why"),
        ("Wat is de reden van de daling?", "why"),
        ("Hoe komt het dat jongeren afhaken?", "why"),
        ("Mogen raadsleden meedoen?", "yes_no"),
        ("Bestaat er een landelijk register?", "yes_no"),
        ("Doen bedrijven ook mee aan de beurs?", "yes_no"),
        ("Krijgen vrijwilligers een cursus van de club?", "yes_no"),
        ("Is there a national day?", "yes_no"),
        ("Wat is beter, een prijs of een feest?", "compare"),
        ("Wat zijn de verschillen tussen Gouda en Delft?", "compare"),
        ("Vergelijk een stichting met een vereniging", "compare"),
        ("Is Gouda actiever dan Delft?", "compare"),
        ("What is the difference between a club and a foundation?", "compare"),
        ("How do you start a club?", "how_to"),
        ("Which steps are needed?", "list"),
        ("When was the law passed?", "when"),
        ("Who pays?", "who"),
        ("What does inclusion mean?", "definition"),
        ("How many members are there?", "how_many"),
        ("Why do people stop?", "why"),
        ("Where can I find help?", "where"),
        ("Wat kan een club doen om leden te houden?", "how_to"),
        ("Wat verstaan jullie onder maatwerk?", "definition"),
        ("hoe groot is de groep", "how_many"),
        ("Welke organisaties doen mee?", "list"),
        ("Wie beslist er?", "who"),
        ("Vanaf wanneer geldt de regeling?", "when"),
        ("Waarvoor dient een steunpunt?", "other"),
        ("Waar kun je terecht met klachten?", "where"),
        ("Hoe pak je leegloop aan?", "how_to"),
        ("Wat is het nut van een prijs?", "definition"),
        ("Waardoor haken mensen af?", "why"),
        ("Helpt een bonus?", "yes_no"),
        ("Worden vrijwilligers betaald?", "yes_no"),
        ("Scheelt het veel tussen stad en dorp?", "yes_no"),
        ("Welke gemeente is beter, Ede of Zwolle?", "compare"),
        ("wat is goedkoper: een feest of een kaart", "compare"),
        ("overeenkomsten tussen clubs en stichtingen", "compare"),
        ("Should we pay volunteers?", "yes_no"),
        ("How long does it take?", "how_many"),
        ("List the main risks", "list"),
        ("Give me three tips", "list"),
    ],
)
def test_the_kind_is_told(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Wat zijn de verschillen tussen Gouda en Delft?", ("Gouda", "Delft")),
        ("Vergelijk een stichting met een vereniging", ("stichting", "vereniging")),
        ("What is the difference between a club and a foundation?", ("club", "foundation")),
        ("verschil formele en informele inzet", ("formele inzet", "informele inzet")),
        ("Zet het beleid van Ede en Zwolle naast elkaar", ("Ede", "Zwolle")),
        ("Gouda vs Delft: wie doet meer?", ("Gouda", "Delft")),
        ("Doet Gouda meer aan sport dan Delft?", ("Gouda", "Delft")),
        (
            "Wat is het verschil tussen betaald en onbetaald werk?",
            ("betaald werk", "onbetaald werk"),
        ),
        ("compare Ede and Zwolle", ("Ede", "Zwolle")),
        ("Hoe denken raadsleden en wethouders over geld?", ("raadsleden", "wethouders")),
        ("Welke gemeente is beter, Ede of Zwolle?", ("Ede", "Zwolle")),
        ("overeenkomsten tussen clubs en stichtingen", ("clubs", "stichtingen")),
        ("Vergelijk Ede met Zwolle qua sport", ("Ede", "Zwolle")),
        (
            "Wat is het verschil tussen een vrijwilliger en een mantelzorger?",
            ("vrijwilliger", "mantelzorger"),
        ),
    ],
)
def test_the_sides_are_told(text: str, sides: tuple[str, ...]) -> None:
    assert understand(text).sides == sides


@pytest.mark.parametrize(
    ("text", "language", "before"),
    [
        ("what about budget", "en", None),
        ("subsidie?", "nl", None),
        ("budget?", "en", "en"),
        ("sport?", "en", "en"),
        ("Zeist?", "nl", "nl"),
        ("Thanks a lot", "en", None),
        ("bestuur vinden", "nl", None),
        ("recruiting board members", "en", None),
        ("Wmo", "nl", None),
        ("social return on investment", "en", None),
        ("Tell me about volunteer centres", "en", None),
        ("is dat verplicht", "nl", None),
        ("is it mandatory", "en", None),
        ("vrijwilligers in de zorg", "nl", "en"),
        ("more", "en", "en"),
        ("young people", "en", None),
        ("jongeren", "nl", "en"),
        ("What is een leerkring?", "en", None),
        ("best practices jeugdbeleid gemeente", "nl", None),
        ("how come", "en", None),
        ("en de kosten?", "nl", "en"),
        ("and the costs?", "en", "nl"),
        ("Utrecht", "nl", None),
        ("volunteer centre", "en", None),
        ("wethouder", "nl", None),
        ("why?", "en", "nl"),
    ],
)
def test_the_language_is_told(text: str, language: Language, before: Language | None) -> None:
    assert language_of(text, before) == language


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Goedenavond", "greeting"),
        ("dank je wel", "thanks"),
        ("Super bedankt!", "thanks"),
        ("dankjewel voor je hulp", "thanks"),
        ("tot ziens", "thanks"),
        ("ok duidelijk", "thanks"),
        ("wie heeft jou gemaakt?", "bot"),
        ("ben jij een mens?", "bot"),
        ("are you ChatGPT?", None),
        ("hoe werk je?", "bot"),
        ("what is your name?", "bot"),
        ("Kun je me helpen?", "bot"),
        ("hoe gaat het?", "greeting"),
        ("Hoi vrijwijzer", "greeting"),
        ("nee dank je", "no"),
        ("ja hoor", "yes"),
        ("yes please", "yes"),
        ("wat ben jij?", "bot"),
        ("hallo, ik heb een vraag", "greeting"),
        ("bent u een echt persoon?", "bot"),
        ("welke bronnen ken je?", None),
        ("Goedemiddag!", "greeting"),
        ("hoi hoi", "greeting"),
        ("bedankt voor de info", "thanks"),
        ("prima zo", "thanks"),
        ("wat kan je?", "bot"),
        ("ben je AI?", "bot"),
        ("nee", "no"),
        ("klopt", "yes"),
        ("Hoi, wie doet dit?", None),
    ],
)
def test_talk_is_told(text: str, talk: str | None) -> None:
    assert small_talk(text) == talk


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("vertel meer", "more"),
        ("Kun je daar meer over vertellen?", "more"),
        ("nog meer?", "more"),
        ("more please", "more"),
        ("wat nog meer?", "more"),
        ("kan het korter?", "shorter"),
        ("te lang", "shorter"),
        ("in één zin graag", "shorter"),
        ("samenvatten aub", "shorter"),
        ("in het Engels graag", "english"),
        ("can you answer in English?", "english"),
        ("English please", "english"),
        ("Kunt u dit vertalen naar het Engels?", "english"),
        ("schrijf een alinea", "own_text"),
        ("Schrijf hier een memo over", "own_text"),
        ("kun je een raadsvoorstel schrijven over samenhang?", "own_text"),
        ("Write a paragraph about this", "own_text"),
        ("maak een samenvatting voor de wethouder", "own_text"),
        ("de derde", "choice"),
        ("number 2", "choice"),
        ("2.", "choice"),
        ("antwoord in het Nederlands", "dutch"),
        ("Hoe schrijf je een beleidsplan?", None),
        ("meer vrijwilligers werven", None),
        ("kort verblijf", None),
        ("meer hierover", "more"),
        ("vertel er eens meer over", "more"),
        ("graag korter", "shorter"),
        ("maak het korter", "shorter"),
        ("in english", "english"),
        ("stel een mail op over samenhang", "own_text"),
        ("schrijf een speech voor de wethouder", "own_text"),
        ("derde", "choice"),
        ("optie 1", "choice"),
        ("meer geld voor clubs", None),
        ("kun je dat korter", "shorter"),
        ("can you make that shorter", "shorter"),
        ("en in het kort", "shorter"),
        ("kan het in 1 zin", "shorter"),
        ("kun je dat wat korter zeggen", "shorter"),
        ("in 2 zinnen graag", "shorter"),
        ("heb je nog meer voorbeelden", "more"),
        ("Is er nog een voorbeeld?", "more"),
        ("any other examples?", "more"),
        ("Heb je een voorbeeld van een beleidsplan?", None),
        ("Heb je ook voorbeelden?", None),
        ("Do you have any examples?", None),
        ("wat is er nog meer", "more"),
        ("noem er nog een paar", "more"),
        ("geef nog een paar voorbeelden", "more"),
        ("can you name a few more?", "more"),
        ("Noem een paar clubs", None),
        ("hoe lang duurt het", None),
    ],
)
def test_a_wish_is_told(text: str, wish: str | None) -> None:
    assert reply_of(text) == wish


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wat is een VOG? En wie betaalt hem?", 2),
        ("Hoe werf je jongeren en hoe houd je ze vast?", 2),
        ("Wie doet mee en waarom?", 1),
        ("Is dat zo? Echt?", 1),
        ("Hallo! Hoe werf je jongeren?", 1),
        ("Wat doet Ede? Wat doet Zwolle? Wat doet Delft?", 3),
        ("Wij zijn een kleine gemeente. Hoe begin je?", 1),
        ("What is a club and who pays for it?", 2),
        ("Hoe betrekken we sport en cultuur?", 1),
        ("Wat vinden jongeren en ouderen van het beleid?", 1),
        ("Leeft het of is het verouderd?", 1),
        ("Waar staat dat, en wanneer is het besloten?", 2),
        ("Hoe bedank je vrijwilligers? Alvast bedankt!", 1),
        ("Hoeveel clubs zijn er en wat kosten ze?", 2),
        ("Wat is een club? Waarom bestaat die?", 2),
        ("Wie wil er koffie en thee?", 1),
        ("How do you start and what does it cost?", 2),
    ],
)
def test_the_parts_are_told(text: str, parts: int) -> None:
    assert len(questions(text)) == parts


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("In het kort: wat is samenhang?", "wat is samenhang?"),
        ("Wat is samenhang, kort graag", "Wat is samenhang"),
        ("What is coherence? Briefly please", "What is coherence?"),
    ],
)
def test_a_question_may_ask_for_a_short_answer(text: str, searched: str) -> None:
    asked = understand(text)

    assert asked.searched == searched
    assert asked.wish is Wish.SHORTER
