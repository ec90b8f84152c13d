"""Hostile text in questions, sources, titles, publishers and file names changes nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from telegram import InlineKeyboardButton

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Answered, Citation, Clarify, Declined, Exchange
from bot.card import card
from bot.telegram.render import Outgoing, render
from bot.texts import load as load_texts
from knowledge.model import Source
from knowledge.readers import read
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source
from tests.support.library import KEY
from tests.support.tdlib import refusal

SET: Final = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "injections.jsonl")
    .read_text("utf-8")
    .splitlines()
]
TEXTS: Final = load_texts()
ASKED: Final = "Wie kiest de vrijwilligers van de club?"
ANSWER: Final = "De club kiest haar vrijwilligers zelf."
OURS: Final = "https://voorbeeld.nl/clubs"
CLUBS: Final = source(
    article("Clubs", f"{ANSWER} De raad van Duinveen betaalt de zaal.", url=OURS), "clubs"
)


def of(where: str) -> pytest.MarkDecorator:
    """The texts that stand in that place, each a test."""
    chosen = [each for each in SET if each["where"] == where]
    return pytest.mark.parametrize(
        "text", [e["text"] for e in chosen], ids=[e["id"] for e in chosen]
    )


def asked(question: str, *sources: Source, answerable: bool = True) -> Exchange:
    return Answerer(Shelf(*sources, answerable=answerable), KEY).answer(question)[0]


def quoted(answer: Answer) -> tuple[Citation, ...]:
    match answer:
        case Answered():
            return answer.citations
        case Declined():
            return answer.nearest
        case Clarify():
            return ()


def sent(exchange: Exchange) -> list[Outgoing]:
    return render(card(exchange, TEXTS))


def addresses(messages: list[Outgoing]) -> Iterator[str]:
    """Every address that a reader can tap."""
    for message in messages:
        yield from (each.url for each in message.entities if each.url)
        rows = message.keyboard.inline_keyboard if message.keyboard else ()
        buttons: list[InlineKeyboardButton] = [button for row in rows for button in row]
        yield from (button.url for button in buttons if button.url)


def assert_harmless(exchange: Exchange, *sources: Source) -> None:
    """Quotes are slices, links are those of sources, Telegram takes it, and no secret is told."""
    stored = {each.id: each.text for each in sources}
    for each in quoted(exchange.answer):
        assert stored[each.source_id][each.start : each.end] == each.quote
    if isinstance(exchange.answer, Answered):
        quotes = {citation.quote for citation in exchange.answer.citations}
        assert {statement.text for statement in exchange.answer.statements} <= quotes
    messages = sent(exchange)
    assert messages
    for address in addresses(messages):
        assert address.startswith((OURS, "https://www.", "https://vng.nl"))
        assert "kwaad" not in address
    for message in messages:
        assert refusal(message.text, message.entities) is None
        assert KEY.hex() not in message.text
        assert "KEY" not in message.text


def test_there_are_enough_of_them_in_both_languages_and_every_place() -> None:
    assert len(SET) >= 60
    assert len({each["text"] for each in SET}) == len(SET)
    assert {each["language"] for each in SET} == {"nl", "en"}
    places = {each["where"] for each in SET}
    assert places == {"question", "source", "title", "publisher", "file_name"}


@of("question")
@pytest.mark.parametrize("answerable", [True, False])
@pytest.mark.parametrize("asks", ["", ASKED])
def test_a_question_gives_no_orders(text: str, asks: str, *, answerable: bool) -> None:
    exchange = asked(f"{text} {asks}", CLUBS, answerable=answerable)

    assert_harmless(exchange, CLUBS)
    assert not getattr(exchange.answer, "options", ())
    assert answerable or isinstance(exchange.answer, Declined | Clarify)


@of("source")
def test_a_source_gives_no_orders(text: str) -> None:
    planted = source(article("Gevonden", f"{text} De club viert feest.", url=OURS), "gevonden")
    honest = asked(ASKED, CLUBS).answer
    exchange = asked(ASKED, CLUBS, planted)

    assert_harmless(exchange, CLUBS, planted)
    assert isinstance(honest, Answered)
    assert isinstance(exchange.answer, Answered)
    assert exchange.confidence == asked(ASKED, CLUBS).confidence
    assert ANSWER in " ".join(citation.quote for citation in exchange.answer.citations)


@of("title")
def test_a_title_gives_no_orders(text: str) -> None:
    titled = replace(CLUBS, metadata=replace(CLUBS.metadata, title=text))

    exchange = asked(ASKED, titled)

    assert_harmless(exchange, titled)
    assert quoted(exchange.answer)[0].quote == quoted(asked(ASKED, CLUBS).answer)[0].quote


@of("publisher")
def test_a_publisher_gives_no_orders(text: str) -> None:
    published = replace(CLUBS, metadata=replace(CLUBS.metadata, publisher=text))

    exchange = asked(ASKED, published)

    assert_harmless(exchange, published)
    assert quoted(exchange.answer)[0].quote == quoted(asked(ASKED, CLUBS).answer)[0].quote


@of("file_name")
def test_a_file_name_gives_no_orders(text: str, tmp_path: Path) -> None:
    path = tmp_path / text
    path.write_text(f"# Clubs\n\n{ANSWER} De raad betaalt de zaal.\n", encoding="utf-8")
    found = source(read(path), "bestand")

    exchange = asked(ASKED, found)

    assert_harmless(exchange, found)
    assert ANSWER in quoted(exchange.answer)[0].quote
    assert [each.name for each in tmp_path.iterdir()] == [text]
