"""Who says it: a quotation has its speaker, and who asks for one person's words gets those."""

from collections.abc import Sequence

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Declined
from bot.answering.readers import fitting, of_named_readers
from bot.answering.speech import (
    asked_speaker,
    bare_end,
    is_begun,
    is_silent,
    speaker,
    speaks_of_it,
)
from bot.answering.understand import people
from index.search import Hit
from tests.bot.answering.shelf import Shelf, answered
from tests.support.builders import article, comment, source

MEETING = (
    "Anna Vos, werkzaam als adviseur bij gemeente Duinveen, nam deel aan het overleg."
    " Vos benadrukt het belang van de clubs. ‘Het is fijn om van anderen te horen.’"
    " ‘De buurt telt.’\n\n"
    "Het overleg is in Duinveen gehouden. Bert Kok zat het overleg voor."
)


def spoken(text: str) -> list[str]:
    """The speaker of each sentence."""
    (hit,) = Shelf(source(article("Bron", text))).find("overleg", "nl").hits
    return [speaker(hit, each) for each in hit.passage.sentences]


def test_a_quotation_has_the_speaker_who_was_named_last_in_its_paragraph() -> None:
    assert spoken(MEETING) == ["", "Anna Vos", "Anna Vos", "Anna Vos", "", ""]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Anna Vos en Rik van Deventer spraken met Klaas Post.", 3),
        ("Wat doet Sociaal Werk voor ouderen?", 0),
        ("Helpt het Rode Kruis de clubs in het Groene Hart?", 0),
        ("De Raad van State en de Nationale Ombudsman schreven aan Stichting Vooruit.", 0),
        ("Maatje Veerkracht begon met veerkracht van een maatje.", 0),
    ],
)
def test_who_is_written_as_a_person_is_not_always_one(text: str, named: int) -> None:
    assert len(people(text)) == named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Volgens Anna Vos helpt het.", "Anna Vos"),
        ("‘Het helpt’, zegt Anna Vos.", "Anna Vos"),
        ("Anna Vos: ‘Het helpt.", "Anna Vos"),
        ("Anna Vos helpt de club.", ""),
        ("De raad zegt dat het helpt.", ""),
        ("Vossen, zegt de boer, helpen niet. Anna Vos luistert.", ""),
    ],
)
def test_the_speaker_is_the_person_who_is_said_to_say_it(text: str, name: str) -> None:
    assert spoken(text)[0] == name


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt Anna Vos over het overleg?",
        "wat vond vos van het overleg",
        "Wat is de mening van Vos over het overleg?",
    ],
)
def test_who_asks_what_a_person_says_gets_that_and_not_who_it_is(question: str) -> None:
    said = " ".join(each.text for each in answered(question, article("Bron", MEETING)).statements)

    assert "Vos benadrukt" in said
    assert "‘Het is fijn" in said
    assert "werkzaam" not in said
    assert "gehouden" not in said


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de adviseur uit Duinveen over het overleg?",
        "Wat vond de deelnemer uit Duinveen van het overleg?",
        "What did the participant from Duinveen think of the meeting?",
    ],
)
def test_who_is_named_by_post_is_heard_too(question: str) -> None:
    said = " ".join(each.text for each in answered(question, article("Bron", MEETING)).statements)

    assert "‘Het is fijn" in said
    assert "werkzaam" not in said


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        ("Wat vindt Bert Kok van het overleg?", True),
        ("What does Bert Kok think of the meeting?", True),
        ("Wat is de mening van Bert Kok?", True),
        ("Wat vindt Anna Vos van het overleg?", False),
        ("Wie zat volgens het artikel het overleg met Bert Kok voor?", False),
        ("Wat zegt het artikel over Bert Kok?", False),
        ("Wat deed Bert Kok?", False),
        ("Waar vind ik Bert Kok?", False),
        ("Wie is volgens het artikel Bert Kok?", False),
        ("What does an adviser like Bert Kok do?", False),
    ],
)
def test_who_says_nothing_in_a_source_has_no_opinion_there(question: str, *, silent: bool) -> None:
    hits = Shelf(source(article("Bron", MEETING))).find("overleg", "nl").hits

    assert is_silent(question, hits) is silent


@pytest.mark.parametrize(
    "texts",
    [
        ["Anna Vos is adviseur in Duinveen. ‘Het overleg was prettig.’"],
        ["‘Het overleg was prettig’, zegt Anna Vos.", "Ook Anna Vos was bij het overleg."],
        ["Anna Vos pleit voor een prettig overleg."],
    ],
)
def test_who_says_something_in_one_source_is_silent_in_none(texts: list[str]) -> None:
    documents = [article(f"Bron {number}", text) for number, text in enumerate(texts)]

    said = answered("Wat vindt Anna Vos van het overleg?", *documents).statements

    assert "prettig" in " ".join(each.text for each in said)


def test_who_is_silent_is_given_no_opinion_of_others() -> None:
    shelf = Shelf(source(article("Bron", MEETING)))

    asked, _ = Answerer(shelf, b"key").answer("Wat vindt Bert Kok van het overleg?")

    assert isinstance(asked.answer, Declined)


def test_whom_only_a_reader_names_is_not_one_of_whom_the_sources_tell() -> None:
    thanks = comment("Reactie", "Dank voor het overleg Bert Kok.")
    shelf = Shelf(source(article("Bron", "Het overleg was druk.")), source(thanks, "reactie"))
    hits = shelf.find("overleg", "nl").hits

    assert not is_silent("Wat schrijft Bert Kok over het overleg?", hits)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Wethouder Jan Bos en adviseur Anna Vos spraken over de zaal."
            " Vos zegt: ‘De zaal is oud.’ Bos: ‘De zaal is mooi.’"
        ),
        (
            "Anna Vos sprak met de wethouder over de zaal. Vos zegt: ‘De zaal is oud.’"
            " De wethouder vindt de zaal mooi."
        ),
    ],
)
def test_the_words_of_one_are_not_those_of_another_who_has_the_post(text: str) -> None:
    (hit,) = Shelf(source(article("Bron", text))).find("zaal", "nl").hits
    said = [
        asked_speaker("Wat zegt de wethouder over de zaal?", hit, each)
        for each in hit.passage.sentences
    ]

    assert "Anna Vos" not in said


def test_who_asks_it_in_english_gets_that_too() -> None:
    question = "What does Vos think of the meeting?"

    said = " ".join(each.text for each in answered(question, article("Bron", MEETING)).statements)

    assert "Vos benadrukt" in said
    assert "werkzaam" not in said


def test_who_asks_who_a_person_is_gets_that() -> None:
    answer = answered("Wie is Anna Vos?", article("Bron", MEETING))

    assert "werkzaam als adviseur" in answer.statements[0].text


def test_the_opinion_of_who_speaks_in_a_source_is_not_looked_for_among_readers() -> None:
    sources = (
        source(article("Bron", MEETING), "bron"),
        source(comment("Jan Bos", "Mooi."), "lezer"),
    )
    hits = Shelf(*sources).find("mening", "nl").hits

    def ids(question: str) -> set[str]:
        return {hit.source.id for hit in fitting(question, hits)}

    assert ids("Wat is de mening van Anna Vos?") == {"bron"}
    assert ids("Wat is de mening over het overleg?") == {"lezer"}


@pytest.mark.parametrize(
    "question",
    [
        "wat zegt de bos over het overleg",
        "wat staat er volgens de bos in het plan",
        "Wat vindt De Bos van het overleg?",
        "what does de bos say about the meeting",
    ],
)
def test_a_reader_is_named_in_small_letters_where_it_is_asked_what_is_said(question: str) -> None:
    assert of_named_readers(question, hits_of_de_bos())


@pytest.mark.parametrize(
    "question", ["wat zegt het stuk over de bos", "wat vindt de gemeente van de bos en de hei"]
)
def test_a_word_that_is_a_surname_too_names_no_reader(question: str) -> None:
    assert not of_named_readers(question, hits_of_de_bos())


def hits_of_de_bos() -> Sequence[Hit]:
    reader = comment("Reactie", "Het overleg helpt.", authors=("Jan-Willem de Bos",))
    return Shelf(source(reader, "lezer")).find("Helpt het overleg?", "nl").hits


def test_a_sentence_is_speech_when_its_marks_hold_all_of_it() -> None:
    assert is_begun("‘Wij vragen het.")
    assert not is_begun("‘Samen’ is het woord.")
    assert not is_begun("Zij zegt: ‘Wij vragen het.’")


def test_a_mark_that_closes_what_is_quoted_stays() -> None:
    text = "Zij zegt: ‘Wij vragen het.’"

    assert bare_end(text, 0, len(text)) == len(text)


@pytest.mark.parametrize(
    ("question", "spoken_of"),
    [
        ("Wat vindt Anna Vos van het overleg?", True),
        ("Wat vindt Anna Vos van het minimumloon?", False),
        ("Wat vindt Anna Vos?", False),
        ("Wat is overleg?", False),
    ],
)
def test_somebody_speaks_of_it_who_has_a_word_of_what_is_asked(
    question: str, *, spoken_of: bool
) -> None:
    shelf = Shelf(source(article("Bron", "Anna Vos zegt: ‘Het overleg is nuttig.’")))

    assert speaks_of_it(question, shelf.find(question, "nl").hits) is spoken_of


def test_who_asks_on_what_another_person_says_is_told_that_and_nothing_falls_over() -> None:
    text = "Anna Vos zegt: ‘Het overleg is nuttig.’ Bert Kok zegt: ‘Het overleg duurt lang.’"
    answerer = Answerer(Shelf(source(article("Bron", text))), b"key")
    _, before = answerer.answer("Wat zegt Anna Vos over het overleg?")

    exchange, _ = answerer.answer("En wat zegt Bert Kok daarover?", before)

    assert isinstance(exchange.answer, Answered)
    assert [each.text for each in exchange.answer.statements] == [
        "Bert Kok zegt: ‘Het overleg duurt lang.’"
    ]
