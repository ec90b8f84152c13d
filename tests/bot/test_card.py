"""The answer card: as it reads, and what of it is bold, folded, linked and pressed."""

from dataclasses import replace
from typing import Literal

import pytest

from bot.answering.model import (
    Answered,
    AnswerWarning,
    Clarify,
    Declined,
    DeclineReason,
    Exchange,
    Option,
    Reach,
    Timings,
    WarningCode,
)
from bot.card import card
from bot.reply import Action, Button, Reply
from bot.terminal import plain
from bot.texts import LANGUAGES
from bot.texts import load as load_texts
from knowledge.model import Source
from tests.bot.sample import COMMENT, DIGEST, EXAMPLE, NOTE, PLAN, asked
from tests.support.builders import article, source
from tests.support.snapshots import assert_as_kept

TEXTS = load_texts()


def shown(question: str, *sources: Source, answerable: bool = True) -> Reply:
    return card(asked(question, *sources, answerable=answerable), TEXTS)


def bold(reply: Reply) -> list[str]:
    return [s.text for p in reply.paragraphs if p.folded for s in p.spans if s.bold]


@pytest.mark.snapshot
@pytest.mark.parametrize(
    ("name", "question", "sources", "answerable"),
    [
        ("list", "Welke vier stappen zijn er?", (PLAN,), True),
        ("digest", "Wie geeft sportclubs geld?", (DIGEST,), True),
        ("example", "Wat doet Polderwijk met een buddy?", (EXAMPLE,), True),
        ("note", "How does Duinveen thank volunteers?", (NOTE,), True),
        ("comment", "Wat vindt Bos van een clubplan?", (COMMENT, PLAN), True),
        ("decline", "Wat doet Zandwijk voor vrijwilligers?", (NOTE, PLAN), False),
        ("decline-english", "What does Zandwijk do for volunteers?", (NOTE,), False),
        ("off-topic", "Hoe laat gaat de trein naar Den Haag?", (NOTE, PLAN), False),
        ("signpost", "Is een VOG gratis voor een buddy?", (NOTE, PLAN), False),
        ("personal-data", "Mag mevrouw De Vries uit Ede buddy worden?", (NOTE,), True),
        ("greeting", "Goedemorgen", (), True),
        ("too-long", "Hoe betalen we de clubs? " * 100, (), True),
    ],
)
def test_a_card_reads_as_a_person_has_found_right(
    *, name: str, question: str, sources: tuple[Source, ...], answerable: bool
) -> None:
    assert_as_kept(f"card-{name}", plain(shown(question, *sources, answerable=answerable)) + "\n")


@pytest.mark.parametrize("reach", [Reach.PART, Reach.WORDS])
@pytest.mark.parametrize("answerable", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_first_that_not_all_was_searched(
    *, answerable: bool, language: Literal["nl", "en"], reach: Reach
) -> None:
    exchange = asked("Wie geeft sportclubs geld?", DIGEST, answerable=answerable)

    first = card(replace(exchange, reach=reach, language=language), TEXTS).paragraphs[0]

    assert [span.text for span in first.spans] == [TEXTS.get(language, f"searching.{reach}")]
    assert first not in card(replace(exchange, language=language), TEXTS).paragraphs


def test_the_proof_is_folded_and_shows_each_quote_in_bold() -> None:
    exchange = asked("Welke vier stappen zijn er?", PLAN)
    assert isinstance(exchange.answer, Answered)

    reply = card(exchange, TEXTS)

    assert [p.folded for p in reply.paragraphs].count(True) == 1
    assert bold(reply)[1:] == [citation.quote for citation in exchange.answer.citations]


def test_the_passage_stands_whole_around_its_quotes() -> None:
    reply = shown("Welke vier stappen zijn er?", PLAN)

    proof = "".join(span.text for p in reply.paragraphs if p.folded for span in p.spans)
    assert PLAN.passages[-1].text in proof


def test_a_quote_from_a_pdf_names_its_page_and_opens_there() -> None:
    written = article("Nota", "De badmeester is er elke dag.", url="https://voorbeeld.nl/nota.pdf")
    (block,) = written.blocks
    nota = source(replace(written, blocks=(replace(block, pages=((0, 12),)),)))

    reply = shown("Wanneer is de badmeester er?", nota)

    proof = "".join(span.text for p in reply.paragraphs if p.folded for span in p.spans)
    assert ", blz. 12\n" in proof
    ((button,),) = reply.buttons
    assert button.url == "https://voorbeeld.nl/nota.pdf#page=12"


def test_of_a_long_passage_only_the_neighbours_of_the_quote_are_shown() -> None:
    sentences = [f"In straat {n} werkt een vrijwilliger aan het groen." for n in range(30)]
    sentences[20] = "De zwemclub betaalt haar badmeester zelf."
    long = source(article("Straten", " ".join(sentences)))

    reply = shown("Wie betaalt de badmeester van de zwemclub?", long)

    proof = "".join(span.text for p in reply.paragraphs if p.folded for span in p.spans)
    assert "straat 19" in proof
    assert "straat 21" in proof
    assert "straat 18" not in proof


def test_a_line_ends_in_the_numbers_of_its_citations() -> None:
    reply = shown("Welke vier stappen zijn er?", PLAN)

    first, items = ("".join(s.text for s in p.spans) for p in reply.paragraphs[:2])
    assert first.endswith(" [1]")
    assert [line[:2] + line[-4:] for line in items.split("\n")] == [
        f"•  [{number}]" for number in (2, 3, 4, 5)
    ]


def test_a_source_has_one_button_that_opens_it_at_its_first_quote() -> None:
    reply = shown("Welke vier stappen zijn er?", PLAN)

    ((button,),) = reply.buttons
    assert button.label == "Bron 1: Bureau Duin"
    assert (button.url or "").startswith("https://voorbeeld.nl/clubplan#:~:text=Een%20gemeente")


def test_buttons_stand_three_to_a_row_in_two_rows_at_most_and_are_short() -> None:
    sources = [
        source(
            article(
                f"De club {n}",
                f"De club betaalt zaal {n}.",
                publisher=f"Vereniging Nummer {n} in Duinveen",
                url=f"https://voorbeeld.nl/{n}",
            ),
            f"club-{n}",
        )
        for n in range(9)
    ]

    reply = shown("Wie betaalt de zaal?", *sources)

    assert 1 < len(reply.buttons) <= 2
    assert all(len(row) <= 3 for row in reply.buttons)
    assert all(len(button.label) <= 20 for row in reply.buttons for button in row)


def test_without_an_address_there_is_no_button() -> None:
    assert shown("Hoe bedankt Duinveen vrijwilligers?", NOTE).buttons == ()


def test_a_follow_up_says_how_it_was_read() -> None:
    exchange = Exchange(
        answer_id="A-7f3k2q",
        question="En in Zeist?",
        language="nl",
        understood_as="Wat doet Zeist?",
        answer=asked("Wat doet Polderwijk met een buddy?", EXAMPLE).answer,
        confidence=0.9,
        timings=Timings(),
    )

    assert card(exchange, TEXTS).paragraphs[0].spans[0].text == (
        "Ik heb uw vraag zo begrepen: “Wat doet Zeist?”"
    )


@pytest.mark.parametrize(
    "question", ["Wat  doet\nPolderwijk met een buddy?", "Wat doet cafe\u0301 Polderwijk?"]
)
def test_white_space_and_letters_in_pieces_are_no_reason_to_repeat_the_question(
    question: str,
) -> None:
    assert "begrepen" not in plain(shown(question, EXAMPLE))


def test_a_question_back_offers_its_options_as_buttons() -> None:
    answer = Clarify(
        "Welke gemeente bedoelt u?",
        (Option("Duinveen", "Wat doet Duinveen?"), Option("Polderwijk", "Wat doet Polderwijk?")),
    )
    exchange = Exchange("A-7f3k2q", "Wat?", "nl", "Wat?", answer, 0.5, Timings())

    reply = card(exchange, TEXTS)

    assert plain(reply).startswith("Welke gemeente bedoelt u?")
    assert reply.buttons == (
        (Button("Duinveen", action=Action("ask", ("Wat doet Duinveen?",))),),
        (Button("Polderwijk", action=Action("ask", ("Wat doet Polderwijk?",))),),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(DeclineReason))
def test_every_reason_to_decline_has_its_words(language: str, reason: DeclineReason) -> None:
    exchange = Exchange(
        "A-7f3k2q",
        "Wat?",
        "nl" if language == "nl" else "en",
        "Wat?",
        Declined(reason),
        0.0,
        Timings(),
    )

    said = plain(card(exchange, TEXTS))

    assert said
    assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(WarningCode))
def test_every_warning_has_its_words(language: str, code: WarningCode) -> None:
    answered = asked("Wat vindt Bos van een clubplan?", COMMENT)
    assert isinstance(answered.answer, Answered)
    years = 7 if code is WarningCode.OLD else None
    answer = Answered(
        answered.answer.statements, answered.answer.citations, (AnswerWarning(code, years),)
    )
    exchange = Exchange(
        "A-7f3k2q",
        "Wat?",
        "nl" if language == "nl" else "en",
        "Wat?",
        answer,
        0.9,
        Timings(),
    )

    said = plain(card(exchange, TEXTS))

    assert TEXTS.catalogues[language][f"warning.{code.value}"].split("{")[0][:20] in said
    assert "{" not in said


def test_a_decline_says_too_how_a_follow_up_was_read() -> None:
    declined = replace(
        asked("Hoe bedankt Duinveen vrijwilligers?", NOTE),
        question="En in Ede?",
        understood_as="Hoe bedankt Ede vrijwilligers?",
        answer=Declined(DeclineReason.NO_SOURCE, "elsewhere"),
    )

    assert plain(card(declined, TEXTS)).startswith(
        "Ik heb uw vraag zo begrepen: “Hoe bedankt Ede vrijwilligers?”"
    )


def test_brackets_that_somebody_typed_are_not_what_they_ask_on_about() -> None:
    typed = replace(
        asked("Hoe helpt de gemeente?", NOTE),
        question="Hoe helpt de gemente (in Zeist)?",
        understood_as="Hoe helpt de gemeente (in Zeist)?",
    )

    assert "“Hoe helpt de gemeente (in Zeist)?”" in plain(card(typed, TEXTS))
