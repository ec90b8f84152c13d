"""What becomes of replies to an answer, of two questions at once, and of what is remembered."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Clarify, Declined
from bot.answering.understand import Turn
from bot.card import card
from bot.terminal import plain
from bot.texts import load as load_texts
from knowledge.model import Source
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source
from tests.support.library import KEY
from tests.support.memory import held

CIRCLES = source(
    article(
        "Leerkringen",
        "Een leerkring is een groep gemeenten. De leerkring komt twee keer bijeen. "
        "In elke leerkring zitten ambtenaren. De leerkring is afgerond.",
    ),
    "kringen",
)
PRIZES = source(article("Prijzen", "De vrijwilligersprijs kost vier euro."), "prijzen")


def answerer(*sources: Source) -> Answerer:
    return Answerer(Shelf(*(sources or (CIRCLES, PRIZES))), KEY)


def quotes(answer: object) -> list[str]:
    assert isinstance(answer, Answered)
    return [citation.quote for citation in answer.citations]


def test_two_questions_get_two_answers_in_one_exchange() -> None:
    exchange, _ = answerer().answer("Wat is een leerkring? En wat kost de vrijwilligersprijs?")

    assert isinstance(exchange.answer, Answered)
    assert {statement.part for statement in exchange.answer.statements} == {1, 2}
    second = [each.text for each in exchange.answer.statements if each.part == 2]
    assert "De vrijwilligersprijs kost vier euro." in second


def test_the_part_of_a_message_without_a_source_is_told() -> None:
    exchange, before = answerer().answer("Wat is een leerkring? En hoe zit dat met olifanten?")

    assert isinstance(exchange.answer, Answered)
    assert [each.part for each in exchange.answer.unanswered] == [2]
    assert "Olifanten (wat is een leerkring)?" in plain(card(exchange, load_texts()))
    assert before.question == "Wat is een leerkring?"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Hoe fokken gemeetnen kamelen?", False),  # mended, and yet a question of its own
        ("Hoe fokt men kamelen? En wat kost een olifant?", False),
        ("En in Zeist?", True),
    ],
)
def test_only_a_follow_up_without_a_source_leaves_the_subject_of_before(
    text: str, *, stands: bool
) -> None:
    _, before = answerer().answer("Wat is een leerkring?")

    exchange, after = Answerer(Shelf(CIRCLES, answerable=False), KEY).answer(text, before)

    assert isinstance(exchange.answer, Declined)
    assert after.stands is stands


def test_a_part_that_another_part_answers_points_to_it() -> None:
    exchange, _ = answerer(PRIZES).answer("Wat kost de prijs? En hoeveel kost de prijs?")

    assert isinstance(exchange.answer, Answered)
    assert len(exchange.answer.statements) == 1
    assert "Het antwoord hierop staat hierboven." in plain(card(exchange, load_texts()))


def test_a_follow_up_that_found_nothing_leaves_the_subject() -> None:
    bot = answerer()
    _, before = bot.answer("Wat is een leerkring?")

    declined, later = bot.answer("en hoe zit dat met olifanten?", before)
    thanked, later = bot.answer("dank je", later)

    assert isinstance(declined.answer, Declined)
    assert isinstance(thanked.answer, Declined)
    assert (
        bot.answer("wie zit erin?", later)[0].understood_as
        == "wie zit erin (wat is een leerkring)?"
    )


def test_more_says_what_was_not_said_yet_until_there_is_no_more() -> None:
    bot = answerer(CIRCLES)
    first, before = bot.answer("Wat is een leerkring?")

    said = quotes(first.answer)
    for _ in range(4):
        more, before = bot.answer("vertel meer", before)
        if isinstance(more.answer, Declined):
            break
        assert not set(quotes(more.answer)) & set(said)
        said += quotes(more.answer)

    assert isinstance(more.answer, Declined)
    assert more.answer.detail == "no_more"


def test_shorter_says_one_thing() -> None:
    bot = answerer(CIRCLES)
    _, before = bot.answer("Wat is een leerkring?")

    shorter, _ = bot.answer("korter", before)

    assert len(quotes(shorter.answer)) == 1


def test_the_same_is_said_with_an_english_frame() -> None:
    bot = answerer()
    dutch, before = bot.answer("Wat is een leerkring?")

    english, _ = bot.answer("in English please", before)

    assert english.language == "en"
    assert quotes(english.answer) == quotes(dutch.answer)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Schrijf een alinea over een leerkring", "Ik schrijf geen eigen tekst."),
        ("schrijf een alinea", "Ik schrijf geen eigen tekst."),
        ("Wat vindt u van een leerkring?", "Ik heb zelf geen mening."),
        ("wat vind jij daarvan", "Ik heb zelf geen mening."),
    ],
)
def test_who_asks_for_our_own_words_is_told_that_there_are_only_quotes(
    text: str, told: str
) -> None:
    bot = answerer()
    _, before = bot.answer("Wat is een leerkring?")

    exchange, _ = bot.answer(text, before)

    assert told in plain(card(exchange, load_texts()))
    assert quotes(exchange.answer)


def test_what_was_just_said_is_no_answer_to_when_it_was() -> None:
    told = "Drie gemeenten deden mee aan het onderzoek. Het onderzoek begon in 2021."
    bot = answerer(source(article("Onderzoek", told), "onderzoek"))
    exchange, before = bot.answer("Hoeveel gemeenten deden mee aan het onderzoek?")
    assert quotes(exchange.answer)[0].startswith("Drie gemeenten")

    exchange, _ = bot.answer("wanneer was dat", before)

    assert quotes(exchange.answer) == ["Het onderzoek begon in 2021."]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Wie zei dat?", "Waar gaat uw vraag over?"),
        ("tell me more", "What is your question about?"),
        ("Can you write a policy memo for me?", "What should it be about?"),
        ("Wat vindt u daarvan?", "Waarover wilt u dat weten?"),
    ],
)
def test_who_points_at_nothing_known_is_asked_for_the_subject(text: str, asks: str) -> None:
    exchange, _ = answerer().answer(text)

    assert isinstance(exchange.answer, Clarify)
    assert asks in plain(card(exchange, load_texts()))


@pytest.mark.parametrize(("text", "detail"), [("ja", "yes"), ("nee", "no"), ("dank u", "thanks")])
def test_what_asks_nothing_gets_a_short_reply(text: str, detail: str) -> None:
    bot = answerer()
    _, before = bot.answer("Wat is een leerkring?")

    exchange, _ = bot.answer(text, before)

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.detail == detail


def test_a_turn_remembers_what_was_said_and_can_be_stored() -> None:
    exchange, before = answerer().answer("Wat is een leerkring?")

    assert [each.text for each in before.spoken] == quotes(exchange.answer)
    assert before.answer_id == exchange.answer_id
    assert Turn.from_json(before.to_json()) == before


def test_another_wish_is_another_answer_with_an_id_of_its_own() -> None:
    bot = answerer()
    first, before = bot.answer("Wat is een leerkring?")

    assert bot.answer("korter", before)[0].answer_id != first.answer_id
    assert bot.answer("Wat is een leerkring?")[0].answer_id == first.answer_id


def test_nothing_of_a_question_stays_in_memory() -> None:
    odd = "suenmawz"[::-1]  # or the line itself would be found
    bot = answerer()

    _, before = bot.answer(f"Wat vindt Anna {odd.title()} van een {odd}kring? En wie {odd}t dat?")
    bot.answer(f"en in {odd.title()}?", before)
    bot.answer(f"wat vindt zij van {odd}beleid, leg de tweede {odd} uit", before)
    Answerer(Shelf(CIRCLES, answerable=False), KEY).answer(f"Hoe bak ik {odd}taart?")
    del before, _

    assert [each for each in held(odd) if len(each) < 90 and "{" not in each] == []


def test_what_is_asked_of_the_second_item_is_not_told_of_the_first() -> None:
    routes = (
        "Er zijn drie routes:\n\n"
        "- Van visie naar plan: het bestuur heeft een rol als regisseur.\n"
        "- Van binnen naar buiten: het bestuur is netwerker.\n"
        "- Samen werken: het bestuur heeft een rol als begeleider.\n"
    )
    bot = answerer(source(article("Routes", routes)))
    _, before = bot.answer("Welke drie routes zijn er?")

    answer = bot.answer("welke rol heeft het bestuur bij de tweede?", before)[0].answer

    assert "netwerker" in " ".join(quotes(answer))
    assert "regisseur" not in " ".join(quotes(answer))


@pytest.mark.parametrize(
    "asked",
    [
        "Wie schreef dat?",
        "Van wanneer is dat?",
        "en waar kan ik dat nalezen",
        "De bron?",
        "Who wrote this?",
        "Where can I read that?",
    ],
)
def test_who_asks_where_an_answer_comes_from_is_told_of_its_sources(asked: str) -> None:
    made = {"authors": ("Cor Vos",), "published": "2022-03-01", "publisher": "Zwier"}
    circles = article(
        "Leerkringen", "Een leerkring is een groep.", url="https://zwier.nl/kring", **made
    )
    asks = answerer(source(circles, "kringen"), PRIZES)
    _, before = asks.answer("Wat is een leerkring?")

    exchange, after = asks.answer(asked, before)

    reply = card(exchange, load_texts())
    shown = plain(reply)
    assert all(each in shown for each in ("“Leerkringen”", "Zwier", "2022", "Cor Vos"))
    assert "Een leerkring is een groep." in shown
    assert "Prijzen" not in shown
    (button,) = (button for row in reply.buttons for button in row)
    assert (button.url or "").startswith("https://zwier.nl/kring")
    assert after.question == before.question


@pytest.mark.parametrize(
    "asked", ["Wie zei dat?", "Waar staat dat voor?", "Wanneer was dat?", "Who can get that?"]
)
def test_who_said_a_thing_and_when_it_was_is_asked_of_the_texts(asked: str) -> None:
    _, before = answerer().answer("Wat is een leerkring?")

    exchange, _ = answerer().answer(asked, before)

    assert asked.rstrip("?") in exchange.understood_as
    assert "leerkring" in exchange.understood_as
