"""Gaps and feedback: clustered, counted, assigned, ended, told once; gone with the person."""

from dataclasses import replace

import pytest

from bot.answering.model import Language
from bot.state.feedback import Feedback, Given, Verdict
from bot.state.gaps import End, Gaps, Wish
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.records import Records
from knowledge.errors import SourceRefused
from tests.bot.state.clock import Clock

SAME = [
    ("Hoe verzekeren we vrijwilligers?", "Hoe kunnen wij onze vrijwilligers verzekeren?"),
    ("Wat mag een vrijwilliger onbelast krijgen?", "Wat mogen vrijwilligers onbelast krijgen?"),
    ("Is er subsidie voor een buurthuis?", "Welke subsidie is er voor een buurthuis?"),
    ("Hoe werft Lelystad statushouders?", "Hoe werft de gemeente Lelystad statushouders?"),
]
OTHERS = [
    ("Hoe verzekeren we vrijwilligers?", "Hoe bedanken we vrijwilligers?"),
    ("Is er subsidie voor een buurthuis?", "Wie beheert het buurthuis?"),
    ("Hoe werft Lelystad statushouders?", "Hoe werft Zeist jongeren?"),
    ("Wat kost een VOG?", "Wat kost een verzekering?"),
]


@pytest.fixture
def gaps(records: Records) -> Gaps:
    return Gaps(records)


@pytest.fixture
def feedback(records: Records) -> Feedback:
    return Feedback(records)


def wish(question: str, person: str = "telegram:1") -> Wish:
    return Wish(person, person, question, "nl")


def given(person: str = "telegram:1", answer_id: str = "A-1") -> Given:
    return Given(person, person, answer_id, "Wat kost de kanarie?", "nl")


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_in_other_words_is_one_gap(gaps: Gaps, one: str, other: str) -> None:
    assert gaps.keep(wish(one)) == gaps.keep(wish(other, "telegram:2"))

    (gap,) = gaps.gaps()
    assert gap.questions == (one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_question_is_another_gap(gaps: Gaps, one: str, other: str) -> None:
    assert gaps.keep(wish(one)) != gaps.keep(wish(other, "telegram:2"))


def test_who_asks_again_is_counted_once(gaps: Gaps) -> None:
    gaps.keep(wish("Wat kost een VOG?"))
    gaps.keep(wish("Wat kost een VOG?"))

    assert [gap.questions for gap in gaps.gaps()] == [("Wat kost een VOG?",)]


def test_what_most_people_ask_stands_first(gaps: Gaps) -> None:
    gaps.keep(wish("Wat kost een VOG?"))
    for person in ("telegram:2", "telegram:3"):
        gaps.keep(wish("Wie beheert het buurthuis?", person))

    assert gaps.gaps()[0].question == "Wie beheert het buurthuis?"


def test_everybody_who_asked_is_told_the_end_once(gaps: Gaps, records: Records) -> None:
    number = gaps.keep(wish("Wat kost een VOG?"))
    gaps.keep(wish("Wat kost een VOG?", "telegram:2"))
    gaps.assign(number, "redactie")

    assert gaps.end(number, End.ADDED, lambda language, asked: f"{language}: {asked}") == 2

    notices = Notices(records.people, records.identity)
    waiting = notices.waiting()
    assert [(each.chat, each.text) for each in waiting] == [
        ("telegram:1", "nl: Wat kost een VOG?"),
        ("telegram:2", "nl: Wat kost een VOG?"),
    ]
    for each in waiting:
        notices.sent(each.number)
    assert notices.waiting() == []
    assert gaps.gaps() == []
    assert [(gap.owner, gap.end) for gap in gaps.gaps(ended=True)] == [("redactie", End.ADDED)]
    with pytest.raises(SourceRefused, match="ended already"):
        gaps.end(number, End.OPEN, lambda *_: "")


@pytest.mark.parametrize("chosen", ["nl", "en", None])
@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_the_end_is_told_in_the_language_chosen_since_else_in_that_of_the_question(
    records: Records, spoken: Language, chosen: Language | None
) -> None:
    gaps, feedback = Gaps(records), Feedback(records)
    number = gaps.keep(Wish("telegram:1", "telegram:1", "Wat kost een VOG?", spoken))
    feedback.give(replace(given(), language=spoken), Verdict.WRONG)
    (line,) = feedback.lines()
    Languages(records).choose("telegram:1", chosen)

    gaps.end(number, End.ADDED, lambda language, _: language)
    feedback.close(line.number, changed=True, text=lambda language, _: language)

    waiting = Notices(records.people, records.identity).waiting()
    assert [each.text for each in waiting] == [chosen or spoken] * 2


def test_a_gap_that_ended_takes_no_more_questions(gaps: Gaps) -> None:
    number = gaps.keep(wish("Wat kost een VOG?"))
    gaps.end(number, End.OPEN, lambda *_: "")

    assert gaps.keep(wish("Wat kost een VOG?", "telegram:2")) != number


def test_of_one_answer_the_last_verdict_counts(feedback: Feedback) -> None:
    feedback.give(given(), Verdict.WRONG)
    feedback.give(given(), Verdict.OLD)

    (line,) = feedback.lines()
    assert (line.verdict, line.question) == (Verdict.OLD, "Wat kost de kanarie?")


def test_a_line_of_text_belongs_to_the_last_verdict(feedback: Feedback, clock: Clock) -> None:
    feedback.give(given(), Verdict.OLD)
    assert feedback.note("telegram:1", "Er is een nieuwe wet.")
    assert not feedback.note("telegram:2", "Van iemand anders.")

    (line,) = feedback.lines()
    assert line.note == "Er is een nieuwe wet."
    clock.now += 2 * 24 * 3600
    assert not feedback.note("telegram:1", "Te laat.")


@pytest.mark.parametrize("changed", [True, False])
def test_the_asker_is_told_when_something_changed_and_only_then(
    feedback: Feedback, records: Records, *, changed: bool
) -> None:
    feedback.give(given(), Verdict.WRONG)
    (line,) = feedback.lines()
    feedback.assign(line.number, "Ali")

    told = feedback.close(line.number, changed=changed, text=lambda _, asked: f"Over {asked}")

    assert told is changed
    texts = [each.text for each in Notices(records.people, records.identity).waiting()]
    assert texts == (["Over Wat kost de kanarie?"] if changed else [])
    assert feedback.lines() == []
    assert [(each.owner, each.changed) for each in feedback.lines(closed=True)] == [
        ("Ali", changed)
    ]


def test_what_is_handed_in_is_sealed_and_goes_with_the_person(
    gaps: Gaps, feedback: Feedback, records: Records
) -> None:
    gaps.keep(wish("Wat kost de kanarie?"))
    feedback.give(given(), Verdict.WRONG)
    assert b"kanarie" not in records.people.path.read_bytes()

    records.forget("telegram:1")

    assert gaps.gaps() == []
    assert feedback.lines() == []


@pytest.mark.parametrize("number", [0, 7])
def test_a_number_that_is_not_there_is_refused(
    gaps: Gaps, feedback: Feedback, number: int
) -> None:
    with pytest.raises(SourceRefused, match="there is none"):
        gaps.assign(number, "Ali")
    with pytest.raises(SourceRefused, match="there is none"):
        feedback.assign(number, "Ali")
