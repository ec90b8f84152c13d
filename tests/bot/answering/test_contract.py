"""The JSON object of an exchange: DESIGN's contract, for each way in which a question can end."""

import pytest

from bot.answering.contract import as_json
from bot.answering.model import (
    Answer,
    Answered,
    AnswerWarning,
    Citation,
    Clarify,
    Declined,
    DeclineReason,
    Exchange,
    Option,
    Signpost,
    Statement,
    Timings,
    WarningCode,
)
from knowledge.model import Evidence, Metadata, SourceKind

KNOWN = Metadata(
    SourceKind.ARTICLE,
    "Samen aan zet",
    Evidence.RESEARCH,
    publisher="Bureau Duin",
    authors=("N. Haverkamp",),
    published="2021-11-25",
    url="https://voorbeeld.nl/zet",
)
CITATION = Citation(
    1,
    "Zo is het.",
    5,
    15,
    "zet#0",
    ("Sport",),
    "https://voorbeeld.nl/zet#:~:text=Zo",
    "zet",
    KNOWN,
    "Kop. Zo is het.",
    0,
)
PRINTED_CITATION = {
    "number": 1,
    "quote": "Zo is het.",
    "start": 5,
    "end": 15,
    "passage_id": "zet#0",
    "heading": ["Sport"],
    "page": None,
    "link": "https://voorbeeld.nl/zet#:~:text=Zo",
    "source": {
        "id": "zet",
        "kind": "article",
        "evidence": "research",
        "title": "Samen aan zet",
        "publisher": "Bureau Duin",
        "authors": ["N. Haverkamp"],
        "published": "2021-11-25",
        "url": "https://voorbeeld.nl/zet",
    },
}


def printed(answer: Answer) -> dict[str, object]:
    timings = Timings(understand=1, embed=12, search=2, compose=3, total=19)
    exchange = Exchange("A-7f3k2q", "En zo?", "nl", "Is het zo?", answer, 0.93456, timings)
    return as_json(exchange, "h001")


def test_an_answer_is_printed_as_the_design_shows() -> None:
    answer = Answered(
        (Statement("Zo is het.", (1,)),), (CITATION,), (AnswerWarning(WarningCode.OLD, 5),)
    )

    assert printed(answer) == {
        "id": "h001",
        "answer_id": "A-7f3k2q",
        "question": "En zo?",
        "language": "nl",
        "status": "answered",
        "reason": None,
        "understood_as": "Is het zo?",
        "statements": [{"text": "Zo is het.", "citations": [1], "part": 1, "label": None}],
        "citations": [PRINTED_CITATION],
        "nearest": [],
        "clarify": None,
        "empty_sides": [],
        "unanswered": [],
        "signpost": None,
        "warnings": [{"code": "old", "years": 5}],
        "confidence": 0.9346,
        "timings_ms": {"understand": 1, "embed": 12, "search": 2, "compose": 3, "total": 19},
    }


def test_a_decline_has_a_reason_what_is_nearest_and_where_to_look() -> None:
    found = printed(
        Declined(
            DeclineReason.NO_SOURCE,
            nearest=(CITATION,),
            signpost=Signpost("Bureau Duin", "https://voorbeeld.nl"),
        )
    )

    assert (found["status"], found["reason"]) == ("declined", "no_source")
    assert found["nearest"] == [PRINTED_CITATION]
    assert found["signpost"] == {"name": "Bureau Duin", "url": "https://voorbeeld.nl"}
    assert found["statements"] == found["citations"] == found["warnings"] == []


def test_a_question_back_has_its_options() -> None:
    found = printed(Clarify("Welke gemeente?", (Option("Duinveen", "Wat doet Duinveen?"),)))

    assert (found["status"], found["reason"]) == ("clarify", None)
    assert found["clarify"] == {
        "question": "Welke gemeente?",
        "options": [{"label": "Duinveen", "question": "Wat doet Duinveen?"}],
    }


def test_only_the_warning_of_age_has_years() -> None:
    warnings = (AnswerWarning(WarningCode.DIGEST), AnswerWarning(WarningCode.DATE_UNKNOWN))
    answer = Answered((Statement("Zo is het.", (1,)),), (CITATION,), warnings)

    assert printed(answer)["warnings"] == [{"code": "digest"}, {"code": "date_unknown"}]


def test_the_words_for_reasons_and_warnings_are_those_of_the_design() -> None:
    assert set(DeclineReason) == {
        *("no_source", "off_topic", "personal_data", "not_a_question", "not_allowed")
    }
    assert set(WarningCode) == {
        *("opinion", "digest", "old", "date_unknown", "conflict", "no_method")
    }


@pytest.mark.parametrize("numbers", [(2,), (1, 2), ()], ids=["unknown", "one unknown", "none"])
def test_a_statement_cannot_cite_what_is_not_there(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="citation"):
        Answered((Statement("Zo is het.", numbers),), (CITATION,))


def test_an_answer_without_a_statement_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs statements"):
        Answered((), ())


def test_a_quote_that_is_no_slice_cannot_be_cited() -> None:
    with pytest.raises(ValueError, match="not a slice"):
        Citation(1, "Zo is het.", 5, 14, "zet#0", (), None, "zet", KNOWN, "", 0)


def test_a_question_back_asks_something_with_at_most_four_options() -> None:
    option = Option("Duinveen", "Wat doet Duinveen?")

    for question, options in (("", ()), ("Welke gemeente?", (option,) * 5)):
        with pytest.raises(ValueError, match="at most four"):
            Clarify(question, options)
