"""Counts never tell of fewer than five people, nor of who did not agree."""

from hypothesis import given
from hypothesis import strategies as st

from bot.state.journal import Kept
from bot.state.records import Records
from bot.state.statistics import MIN_PEOPLE, Count, counted
from tests.bot.state.clock import Clock


def answer(status: str, *sources: str) -> Kept:
    said = {
        "question": "Kanarie?",
        "status": status,
        "reason": None,
        "language": "nl",
        "citations": [{"source": {"id": source}} for source in sources],
    }
    return Kept("A-1", "telegram:1", 0.0, {"answer": said})


def test_what_five_people_have_in_common_is_counted() -> None:
    kept = [(f"p{n}", answer("answered", "clubs", "clubs")) for n in range(5)]
    kept += [("p0", answer("answered")), ("p0", answer("declined"))]

    assert counted(kept) == [
        Count("language", "nl", 7, 5),
        Count("status", "answered", 6, 5),
        Count("source", "clubs", 5, 5),
    ]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("xyz")), max_size=40))
def test_nothing_is_told_of_fewer_than_five_people(asked: list[tuple[str, str]]) -> None:
    counts = counted((person, answer("answered", source)) for person, source in asked)

    assert all(each.people >= MIN_PEOPLE for each in counts)
    assert "Kanarie" not in repr(counts)


def test_who_did_not_agree_is_not_counted(records: Records, clock: Clock) -> None:
    for number in range(6):
        person = f"telegram:{number}"
        made = answer("answered")
        records.journal.keep(person, Kept("A-1", person, clock(), made.said))
        if number:
            records.consents.give(person)

    assert {each.people for each in counted(records.journal.agreed())} == {5}
    records.consents.withdraw("telegram:3")
    assert counted(records.journal.agreed()) == []


def test_what_an_earlier_version_kept_is_passed_over() -> None:
    odd = Kept("A-1", "telegram:1", 0.0, {"answer": None})

    assert counted([(f"p{n}", odd) for n in range(9)]) == []
