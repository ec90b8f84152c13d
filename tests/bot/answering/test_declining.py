"""What a decline says: what is missing, where to look, and whether it is our subject at all."""

from collections.abc import Iterator

import pytest

from bot.answering.answerer import Answerer
from bot.answering.missing import gives_nothing, missing
from bot.answering.model import (
    Answered,
    Declined,
    DeclineReason,
    Missing,
    MissingKind,
    Understood,
)
from bot.answering.signposts import subject_of
from bot.card import card
from bot.declines import missing as said_of
from bot.terminal import plain
from bot.texts import load as load_texts
from index.embedder import Embedder
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source
from tests.support.library import LibraryBuilder

TEXTS = load_texts()
CLUBS = """
## Clubs en de gemeente

De gemeente Duinveen helpt sportclubs met het vinden van vrijwilligers. De coach van de gemeente
bezoekt elke club in de kantine. Ouders horen daar wat een trainer doet.

## Waardering

De gemeente bedankt vrijwilligers met een feest in het park.
"""


@pytest.fixture(scope="module")
def clubs(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[LibraryBuilder]:
    """A library of one article; not to be changed."""
    builder = LibraryBuilder(tmp_path_factory.mktemp("clubs"), embedder)
    builder.holds(article("Clubs in Duinveen", CLUBS))
    yield builder
    builder.advisor.close()


def what_is_missing(question: str, language: str = "nl") -> Missing | None:
    shelf = Shelf(source(article("Clubs in Duinveen", CLUBS)))
    hits = shelf.find(question, "nl").hits
    return missing(Understood(question), "en" if language == "en" else "nl", hits)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Hoe hoog is de vrijwilligersvergoeding?",
            "Ik vond geen bedrag bij “vrijwilligersvergoeding”.",
        ),
        ("Wat doet de gemeente Zandwijk voor clubs?", "Ik vond niets over “Zandwijk”."),
        (
            "Wat doen Zandwijk en Polderwijk voor clubs?",
            "Ik vond niets over “Zandwijk” en “Polderwijk”.",
        ),
        ("Wat doet Noord-Zandwijk voor clubs?", "Ik vond niets over “Noord-Zandwijk”."),
        ("Wie is Karin van der Smit?", "Ik vond niets over “Karin van der Smit”."),
        ("Wat doet Den Haag voor clubs?", "Ik vond niets over “Den Haag”."),
        ("Hoeveel trainers heeft een sportclub?", "Ik vond geen aantal bij “sportclub”."),
        ("Wanneer is het feest in het park?", "Ik vond geen datum of tijd bij “feest” en “park”."),
        (
            "Wie is de voorzitter van de sportclub?",
            "Ik vond geen naam bij “de voorzitter van de sportclub”.",
        ),
        ("Hoe regelt de gemeente een busje?", "Ik vond niets over “busje”."),
    ],
)
def test_what_is_missing_is_said_in_the_question_s_own_words(question: str, said: str) -> None:
    found = what_is_missing(question)

    assert found is not None
    assert said_of(found, "nl", TEXTS) == said


def test_when_every_word_is_there_nothing_is_called_missing() -> None:
    assert what_is_missing("Helpt de gemeente vrijwilligers in het park?") is None


def test_an_english_question_misses_names_and_kinds_and_no_dutch_words() -> None:
    assert what_is_missing("How does the council thank volunteers?", "en") is None
    assert what_is_missing("What does Zandwijk do for clubs?", "en") == Missing(
        MissingKind.SUBJECT, ("Zandwijk",)
    )


def test_a_decline_says_what_is_missing_before_what_is_nearest(clubs: LibraryBuilder) -> None:
    exchange = clubs.exchange("Wat doet de gemeente Zandwijk voor sportclubs?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.reason is DeclineReason.NO_SOURCE
    card_text = plain(card(exchange, TEXTS))
    assert card_text.startswith("Ik vond niets over “Zandwijk”.")
    assert len(exchange.answer.nearest) <= 2
    before = card_text.index("geen zeker antwoord")
    assert card_text.index("Ik vond niets") < before < card_text.index("│")


@pytest.mark.parametrize(
    ("question", "host"),
    [
        ("Is een VOG gratis voor een trainer?", "justis.nl"),
        ("Hoe hoog mag de vrijwilligersvergoeding zijn?", "belastingdienst.nl"),
        ("Zijn vrijwilligers verzekerd?", "vng.nl"),
        ("Wie is aansprakelijk bij schade?", "vng.nl"),
        ("Mag ik vrijwilligerswerk doen met een bijstandsuitkering?", "rijksoverheid.nl"),
        ("Mag het met de WW?", "uwv.nl"),
        ("Wordt mijn AOW gekort?", "svb.nl"),
        ("Telt het mee voor de inburgering?", "inburgeren.nl"),
        ("Hoe vraag ik subsidie aan?", "oranjefonds.nl"),
        ("Waar staan vacatures?", "nlvoorelkaar.nl"),
        ("Wat mag ik bewaren volgens de AVG?", "autoriteitpersoonsgegevens.nl"),
        ("Waar kan een vrijwilliger klagen?", "nationaleombudsman.nl"),
        ("Zijn er cursussen voor bestuurders?", "nov.nl"),
        ("Moet een trainer een gedragsverklaring hebben?", "justis.nl"),
        ("Hoe doen we de screening van trainers?", "justis.nl"),
        ("Moet een club trainers screenen?", "justis.nl"),
        ("Hoeveel mag je een vrijwilliger geven per jaar?", "belastingdienst.nl"),
        ("Kunnen ze bonnetjes declareren?", "belastingdienst.nl"),
        ("Wie betaalt bij een ongeluk van een vrijwilliger?", "vng.nl"),
        ("Word ik gekort op mijn bijstand?", "rijksoverheid.nl"),
        ("Mag iemand die werkloos is helpen?", "uwv.nl"),
        ("Doet een inburgeringscursus ertoe?", "inburgeren.nl"),
        ("Hoe doe ik een subsidieaanvraag?", "oranjefonds.nl"),
        ("Waar vind ik vrijwilligerswerk?", "nlvoorelkaar.nl"),
        ("Mag ik de ledenlijst delen?", "autoriteitpersoonsgegevens.nl"),
        ("Welke scholing is er?", "nov.nl"),
        ("Do volunteers need a certificate of conduct?", "justis.nl"),
        ("Are volunteers insured?", "vng.nl"),
        ("Is the allowance taxed?", "belastingdienst.nl"),
        ("How much may a volunteer receive?", "belastingdienst.nl"),
        ("Are our volunteers paid?", "belastingdienst.nl"),
    ],
)
def test_what_lies_next_door_has_a_signpost(question: str, host: str) -> None:
    subject = subject_of(question)

    assert subject is not None
    signpost = subject.signpost("nl")
    assert signpost.url.startswith("https://")
    assert signpost.url.endswith(host)
    assert subject.signpost("en").name != signpost.name


@pytest.mark.parametrize(
    "question",
    [
        "Hoe betrekken we sport en cultuur?",
        "Hoe gaan gemeenten om met de tegenprestatie in de bijstand?",
        "Welke subsidie krijgt de vrijwilligerscentrale?",
        "Welke rol heeft inburgering in integraal beleid?",
        "Hoeveel kinderbijslag krijg ik?",
        "Wat is er lastig aan vrijwilligerswerk door mensen met een uitkering?",
        "Is de belasting van vrijwilligers te hoog?",
        "Waarom zijn sommige vrijwilligers ongelukkig?",
        "Op welke leerkringen wordt gelet?",
    ],
)
def test_our_own_subject_has_none(question: str) -> None:
    assert subject_of(question) is None


def test_a_signpost_is_one_line_and_one_button(clubs: LibraryBuilder) -> None:
    exchange = clubs.exchange("Heeft een trainer van een sportclub een VOG nodig?")

    assert isinstance(exchange.answer, Declined)
    reply = card(exchange, TEXTS)
    assert [b.url for row in reply.buttons for b in row] == ["https://www.justis.nl"]
    assert plain(reply).count("Justis (verklaring omtrent het gedrag)") == 2


def test_a_source_on_what_lies_next_door_is_answered_from(library: LibraryBuilder) -> None:
    library.holds(article("VOG", "Een trainer vraagt een VOG aan via de club. De club betaalt."))

    answer = library.exchange("Hoe vraagt een trainer een VOG aan?").answer

    assert isinstance(answer, Answered)


@pytest.mark.parametrize(
    "question",
    [
        "Wat is het weer morgen in Zeist?",
        "Vertel een grappige mop",
        "Hoe bak ik een appeltaart?",
        "Wie won de Champions League in 2019?",
        "Mijn huiswerk over de Tachtigjarige Oorlog, wie was Alva?",
        "What is the capital of Australia?",
        "Wat zegt het arbeidsrecht over ontslag op staande voet?",
    ],
)
def test_another_subject_is_told_to_be_one(clubs: LibraryBuilder, question: str) -> None:
    declined = clubs.declines(question)

    assert declined.reason is DeclineReason.OFF_TOPIC
    assert declined.nearest == ()


@pytest.mark.parametrize(
    "question",
    [
        "Wat doet Zandwijk voor vrijwilligers?",
        "Is een VOG verplicht?",
        "Hoe werft een museum jonge mensen?",
        "Wanneer is het feest in het park?",
        "Wat zeggen ze over het eerste punt?",
        "How do we recruit board members?",
        "How should we deal with people on benefits?",
        "Do you have anything on Rotterdam?",
    ],
)
def test_our_subject_is_never_called_another_one(clubs: LibraryBuilder, question: str) -> None:
    answer = clubs.exchange(question).answer

    assert not (isinstance(answer, Declined) and answer.reason is DeclineReason.OFF_TOPIC)


def test_a_line_on_nothing_that_is_asked_is_no_answer() -> None:
    told = source(article("Kringen", "De kring is nieuw en komt twee keer bijeen."))
    bot = Answerer(Shelf(told), b"key")

    answer = bot.answer("Hoe komen we aan nieuwe bestuursleden?")[0].answer

    assert isinstance(answer, Declined)
    assert answer.missing is not None
    assert isinstance(bot.answer("Hoe komt de kring bijeen?")[0].answer, Answered)


def test_an_answer_quotes_the_number_that_is_asked_for() -> None:
    told = source(article("Kringen", "De kring komt twee keer bijeen.\n\nDe kring is nieuw."))
    bot = Answerer(Shelf(told), b"key")

    answers = [
        bot.answer(each)[0].answer for each in ("Hoe vaak komt de kring?", "Wat kost een kring?")
    ]

    assert [isinstance(each, Answered) for each in answers] == [True, False]


def test_the_items_of_a_list_are_the_things_that_are_counted() -> None:
    asked = Understood("Welke drie clubs doen mee?")

    assert not gives_nothing(asked, ("de kring", "de schaakclub", "de roeiclub"))
    assert gives_nothing(asked, ("Er doen drie clubs mee.", "Dat is veel."))


def test_a_name_of_the_question_before_is_not_called_missing() -> None:
    hits = Shelf(source(article("Clubs in Duinveen", CLUBS))).find("Wie betaalt dat?", "nl").hits

    assert missing(Understood("Wie betaalt het busje?", "wat vindt Ada Vos"), "nl", hits) == (
        Missing(MissingKind.SUBJECT, ("busje",))
    )
