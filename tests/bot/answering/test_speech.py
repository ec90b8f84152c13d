"""Who says it: a quotation has its speaker, and who asks for one person's words gets those."""

from collections.abc import Sequence

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered
from bot.answering.readers import fitting, of_named_readers
from bot.answering.speech import bare_end, is_begun, speaker, speaks_of_it
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
