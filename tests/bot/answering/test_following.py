"""What is asked on: where it stands to what was read, and what it asks by itself."""

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.evidence import candidates
from bot.answering.finder import Found
from bot.answering.following import evidence, weighed
from bot.answering.model import Answered, Language
from bot.answering.quotable import Candidate
from bot.answering.sides import found_for
from bot.answering.understand import Asked, Question, understand
from bot.answering.understand import turn as remembered
from bot.answering.wishes import to_the_point
from knowledge.model import SourceKind
from tests.bot.answering.shelf import Shelf
from tests.bot.answering.turns import turn
from tests.support.builders import article, comment, source


class Remembering(Shelf):
    """A shelf that remembers what it was asked."""

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        self.asked = (*getattr(self, "asked", ()), question)
        return super().find(question, language, asks)


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

    def score(place: int, best: int) -> float:
        alone = [replace(e, score=4.0 if n == best else -6.0) for n, e in enumerate(together)]
        found = {each.own: each.score for each in weighed(question, together, alone)}
        return found[together[place].own]

    assert score(0, best=0) > score(0, best=2)
    assert score(2, best=2) > score(2, best=0)


def test_a_follow_up_is_looked_for_with_and_without_what_it_follows_on() -> None:
    shelf = Remembering(source(article("Bron", CLUBS)))

    found_for(shelf, asked("Waarom is dat?", "Het dak lekt."))

    assert shelf.asked == ("Waarom is dat (wat doet de club)?", "Waarom is dat?")


@pytest.mark.parametrize(
    "question",
    [
        "Wat doet de markt?",
        "Wat is het verschil tussen een markt en een feest?",
        "Zijn er daken die lekken?",
        "Hoe krijg je erkenning voor het erfgoed?",
        "Andere vraag: lekt het dak van de club er nog?",
    ],
)
def test_what_names_its_subject_or_begins_anew_is_the_same_in_a_conversation(
    question: str,
) -> None:
    alone, later = understand(question), asked(question, "Het dak lekt.")

    assert later == replace(alone, text=later.text)


def test_what_may_lean_is_looked_for_both_ways_and_shown_with_the_question_before() -> None:
    shelf = Remembering(source(article("Bron", CLUBS)))
    before = turn("Wat doet de club?", "Het dak lekt.")
    question = "Betalen de gemeenten hun huur van het clubgebouw op tijd?"

    exchange, _ = Answerer(shelf, bytes(32)).answer(question, before)

    assert shelf.asked == (f"{question[:-1]} (wat doet de club)?", question)
    assert exchange.understood_as == f"{question[:-1]} (wat doet de club)?"


@pytest.mark.parametrize("able", [0, 1])
def test_what_may_lean_is_answered_as_soon_as_it_can_be_either_way(able: int) -> None:
    class Half(Remembering):
        def find(self, question: str, language: Language, asks: str = "") -> Found:
            found = super().find(question, language, asks)
            enough = len(self.asked) - 1 == able
            return replace(found, enough=enough, probability=0.9 if enough else 0.1)

    shelf = Half(source(article("Bron", CLUBS)))
    question = asked("Betalen de gemeenten hun huur van het clubgebouw op tijd?", "Het dak lekt.")

    assert found_for(shelf, question).enough


@pytest.mark.parametrize("again", ["Wat doet de club?", "wat doet de club"])
def test_who_asks_the_same_again_is_told_the_same(again: str) -> None:
    assert asked(again, "Het dak lekt.") == understand(again)


@pytest.mark.parametrize("wish", ["korter", "in het Engels", "meer"])
def test_less_or_more_of_an_answer_is_ranked_as_the_answer_was(wish: str) -> None:
    question = asked("Waarom is dat?", "Het dak lekt.")

    later = understand(wish, remembered(question))

    assert (later.read, later.after) == (question.read, question.after)
    assert later.read == ("Het dak lekt.",)


def test_where_nothing_was_read_what_is_asked_decides() -> None:
    shelf = Shelf(source(article("Bron", CLUBS)))
    question = understand("Wat doet de club?")
    found = found_for(shelf, question)

    assert evidence(question, found, shelf) == candidates(question, found.hits, shelf)


def test_only_who_points_back_hears_the_reader_who_was_asked_about_before() -> None:
    said = comment("Reactie", "De gemeente moet hun huur betalen.", authors=("Bo Vos",))
    reader = source(said, "reactie")
    shelf = Shelf(source(article("Bron", "De gemeente betaalt hun huur.")), reader)
    before = turn("Wat vindt Bo Vos?", "De gemeente moet hun huur betalen.")
    leaning = understand("Betaalt de gemeente hun huur op tijd?", before)
    pointing = understand("Waarom vindt hij dat?", before)

    for question, readers in ((leaning, False), (pointing, True)):
        found = evidence(question, found_for(shelf, question), shelf)
        assert {each.hit.source.metadata.kind is SourceKind.COMMENT for each in found} == {readers}


def test_what_was_just_read_is_not_said_again_beside_what_is_clearly_better() -> None:
    question = asked("Waarom is dat?", "Het dak lekt.")
    found = sorted(scored(question, CLUBS, 3.0, 0.0, 2.5, 0.0), key=lambda each: -each.score)

    assert "Het dak lekt." not in [each.own for each in to_the_point(question, found)]

    near = [replace(each, score=2.5) if each.own == "Het dak lekt." else each for each in found]
    assert "Het dak lekt." in [each.own for each in to_the_point(question, near)]


def test_whose_words_a_quote_gives_is_told_by_the_quote_from_its_start() -> None:
    said = "Vos: ‘Het dak lekt. De goot is oud.’"
    shelf = Shelf(source(article("Bron", said)))

    exchange, _ = Answerer(shelf, bytes(32)).answer(
        "Van wie komt die uitspraak?", turn("Lekt het dak?", said)
    )

    assert isinstance(exchange.answer, Answered)
    assert exchange.answer.statements[0].text.startswith("Vos:")


def test_what_follows_on_an_answer_holds_its_quotes_and_what_stands_alone_none() -> None:
    follows, alone = asked("Waarom is dat?", "Het dak lekt."), asked("Wat doet de markt?", "Dak.")

    assert [Asked(each.text, (each,)).holds_quotes for each in (follows, alone)] == [True, False]
