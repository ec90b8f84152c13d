"""What is asked on: where it stands to what was read, and what it asks by itself."""

from dataclasses import replace

import pytest

from bot.answering.evidence import candidates
from bot.answering.following import evidence, weighed
from bot.answering.model import Understood
from bot.answering.quotable import Candidate
from bot.answering.sides import found_for
from bot.answering.understand import Question, understand
from tests.bot.answering.shelf import Shelf
from tests.bot.answering.turns import turn
from tests.support.builders import article, source

CLUBS = "De club huurt de zaal. De huur is hoog. De markt is vol. Het dak lekt."


def scored(question: Question, text: str, *scores: float) -> list[Candidate]:
    """The sentences of a text, in their order, with these scores."""
    shelf = Shelf(source(article("Bron", text)))
    found = candidates(question, shelf.find(question.searched, "nl").hits, shelf)
    found.sort(key=lambda each: each.core)
    return [replace(each, score=score) for each, score in zip(found, scores, strict=True)]


def asked(text: str, *read: str) -> Question:
    """A question behind "Wat doet de club?", which was answered with what was read."""
    return understand(text, turn("Wat doet de club?", *read))


def told(question: Question, together: list[Candidate]) -> list[str]:
    return [each.own for each in weighed(question, together, together)]


def test_of_what_scores_the_same_the_source_that_was_read_comes_first() -> None:
    texts = ("Een feest werkt. Leden sparen.", "Een cadeau werkt. Leden bellen.")
    shelf = Shelf(*(source(article(f"Tekst {at}", text), text) for at, text in enumerate(texts)))
    for read, other in (texts, texts[::-1]):
        question = asked("Waarom is dat?", read)
        found = candidates(question, shelf.find(question.searched, "nl").hits, shelf)
        same = [replace(each, score=0.0) for each in found]

        places = [each in read for each in told(question, same)]

        assert places == sorted(places, reverse=True), (read, other)


@pytest.mark.parametrize("far", ["De markt is vol.", "Het dak lekt."])
def test_what_scores_much_better_comes_first_wherever_it_stands(far: str) -> None:
    question = asked("Hoe zit het dan met het dak?", "De club huurt de zaal.")
    scores = [4.0 if each == far else -4.0 for each in map("{}.".format, CLUBS[:-1].split(". "))]

    assert told(question, scored(question, CLUBS, *scores))[0] == far


def test_what_asks_by_itself_is_heard_beside_what_it_follows_on() -> None:
    question = asked("Waarom is dat?", "Het dak lekt.")
    together = scored(question, CLUBS, -1.0, -1.0, -1.0, -1.0)
    one, other = (
        [
            replace(each, score=2.0 if place == best else -2.0)
            for place, each in enumerate(together)
        ]
        for best in (0, 2)
    )

    assert weighed(question, together, one)[0].own == "De club huurt de zaal."
    assert weighed(question, together, other)[0].own == "De markt is vol."


def test_a_follow_up_is_looked_for_with_and_without_what_it_follows_on() -> None:
    shelf = Shelf(source(article("Bron", CLUBS)))
    question = asked("Waarom is dat?", "Het dak lekt.")
    found = found_for(shelf, question)

    assert found.alone is not None
    assert {each.own for each in evidence(question, found, shelf)} == {
        f"{each}." for each in CLUBS[:-1].split(". ")
    }


@pytest.mark.parametrize("question", ["Wat doet de markt?", "Andere vraag: lekt het dak?"])
def test_what_names_its_subject_or_begins_anew_is_looked_for_by_itself_alone(
    question: str,
) -> None:
    shelf = Shelf(source(article("Bron", CLUBS)))

    assert found_for(shelf, asked(question, "Het dak lekt.")).alone is None


def test_what_may_lean_is_looked_for_with_the_question_before_and_shown_as_it_is() -> None:
    question = asked(
        "Betalen de gemeenten de huur van het clubgebouw er ook mee?", "Het dak lekt."
    )

    assert question.understood.before == ""
    assert question.joined == Understood(question.text, "wat doet de club")


def test_who_asks_the_same_again_is_told_the_same() -> None:
    assert asked("Wat doet de club?", "Het dak lekt.") == understand("Wat doet de club?")


def test_where_nothing_was_read_what_is_asked_decides() -> None:
    shelf = Shelf(source(article("Bron", CLUBS)))
    question = understand("Wat doet de club?")
    found = found_for(shelf, question)

    assert evidence(question, found, shelf) == candidates(question, found.hits, shelf)
