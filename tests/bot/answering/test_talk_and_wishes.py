"""Words that ask no source: talk, replies to an answer, and what is asked of ourselves."""

import pytest

from bot.answering.understand import (
    Kind,
    Turn,
    Wish,
    small_talk,
    turn,
    understand,
)
from bot.answering.understand.talk import reply_of


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
        ("Wie heeft VrijWijzer gemaakt?", "bot"),
        ("Who built this bot?", "bot"),
        ("How does VrijWijzer work?", "bot"),
        ("Is VrijWijzer een mens?", "bot"),
        ("Wat kost VrijWijzer?", "bot"),
        ("Wat is VrijWijzer?", "bot"),
        ("VrijWijzer", "bot"),
        (", VrijWijzer", "bot"),
        ("VrijWijzer, wat kun je?", "bot"),
        ("vrijwijzer wie ben jij", "bot"),
        ("Kan ik de bot vertrouwen?", "bot"),
        ("Waarom geeft de bot geen antwoord?", "bot"),
        ("Welke bronnen gebruikt deze chatbot?", "bot"),
        ("Wie is de maker van deze bot?", "bot"),
        ("Wat doet de bot met mijn vraag?", "kept"),
        ("heeft een gemeente al een bot zoals VrijWijzer gebruikt voor werving?", None),
        ("Hoe zet een gemeente de bot in bij werving?", None),
        ("Wat doet de bot van de gemeente Utrecht?", None),
        ("VrijWijzer, hoe betrekken we sport en cultuur?", None),
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
    ("text", "searched"),
    [
        ("VrijWijzer, hoe betrekken we sport?", "hoe betrekken we sport?"),
        ("Hoi vrijwijzer wat doet Utrecht?", "wat doet Utrecht?"),
        ("Wat doet Utrecht, VrijWijzer?", "Wat doet Utrecht?"),
        ("Werft een gemeente met VrijWijzer?", "Werft een gemeente met VrijWijzer?"),
    ],
)
def test_the_name_of_who_is_asked_is_not_searched(text: str, searched: str) -> None:
    assert understand(text).searched == searched


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Wat kunnen we leren van Utrecht?", "wat doet Utrecht?"),
        ("Wat kun je leren van andere gemeenten?", "wat doen andere gemeenten?"),
        ("What can we learn from Zeist?", "what do they do in Zeist?"),
        ("wat kunnen we leren van utrecht", "wat doet utrecht"),
        ("Wat leren gemeenten van elkaar?", "Wat leren gemeenten van elkaar?"),
        ("Wat kunnen we leren van de proef?", "Wat kunnen we leren van de proef?"),
        ("What can we learn from the trial?", "What can we learn from the trial?"),
    ],
)
def test_what_can_be_learnt_from_others_is_what_they_do(text: str, searched: str) -> None:
    assert understand(text).searched == searched


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
        ("Waar letten clubs op? Graag een opsomming.", "Waar letten clubs op?"),
        ("Bij wie kan dat liggen? Noem ze allemaal.", "Bij wie kan dat liggen?"),
        ("wat komt daarbij kijken, kunt u dat opsommen", "wat komt daarbij kijken"),
        ("What do clubs need? Please list them.", "What do clubs need?"),
    ],
)
def test_who_asks_for_all_there_is_asks_for_a_list_of_it(text: str, searched: str) -> None:
    asked = understand(text)

    assert (asked.text, asked.searched, asked.kind) == (text, searched, Kind.LIST)


def test_words_that_only_ask_for_all_ask_on() -> None:
    before = remembered("Welke routes zijn er in Ede?")

    for text in ("Oké, noem ze allemaal.", "Top, geef ze", "Dank je, noem ze"):
        assert understand(text, before).searched.endswith("(welke routes zijn er in Ede)?")
    assert understand("Wat is beter, een lijst?").kind is not Kind.LIST


def test_two_sides_stay_two_sides_when_all_is_asked_for() -> None:
    asked = understand("Wat is het verschil tussen Ede en Tiel? Graag een lijstje.")

    assert (asked.kind, asked.sides) == (Kind.COMPARE, ("Ede", "Tiel"))
