"""What is said of a question that cannot be answered as it stands: why, and what instead."""

from collections.abc import Iterator
from typing import Final

from bot.answering.model import Declined, DeclineReason, Exchange, Missing, Premise
from bot.answering.personal_data import PersonalData
from bot.answering.understand import MAX_QUESTION
from bot.labels import reference
from bot.reply import Action, Button
from bot.texts import Texts
from knowledge.model import Metadata

DELETE: Final = Action("delete")  # takes the message that was replied to out of the chat


def lines(exchange: Exchange, answer: Declined, texts: Texts) -> Iterator[str]:
    """Yield the paragraphs of a decline, in the question's language."""
    if answer.reason is DeclineReason.PERSONAL_DATA:
        yield from _personal(exchange, answer, texts)
    elif answer.missing is not None:
        yield missing(answer.missing, exchange.language, texts)
        yield texts.get(exchange.language, "missing.next")
    else:
        yield from _plain(exchange, answer, texts)
    if answer.signpost is not None:
        name = answer.signpost.name
        yield texts.get(exchange.language, "signpost.look", name=name)


def about(source: Metadata, language: str, texts: Texts) -> str:
    """Return what is known of a source: its title, who published it and when, who wrote it."""
    authors = ", ".join(source.authors) or texts.get(language, "of_source.unknown")
    made = reference(source, language, texts)
    return texts.get(language, "of_source.known", title=source.title, made=made, authors=authors)


def missing(what: Missing, language: str, texts: Texts) -> str:
    """Return what was not found, in words: "Ik vond niets over “VOG”."."""
    *others, last = (f"“{word}”" for word in what.words)
    joined = texts.get(language, "missing.and", first=", ".join(others), last=last)
    words = joined if others else last
    return texts.get(language, f"missing.{what.kind.value}", words=words)


def correction(premise: Premise, language: str, texts: Texts) -> str:
    """Return what the question had wrong, in words."""
    return texts.get(
        language,
        f"premise.{premise.kind.value}",
        name=premise.name,
        asked=premise.asked,
        found=premise.found,
    )


def buttons(answer: Declined, language: str, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of a decline, one a row."""
    found: list[Button] = []
    if answer.instead:
        found.append(Button(answer.instead, action=Action("ask", (answer.instead,))))
    if answer.reason is DeclineReason.PERSONAL_DATA and answer.detail != PersonalData.ASKED:
        found.append(Button(texts.get(language, "personal.delete"), action=DELETE))
    if answer.signpost is not None:
        label = texts.get(language, "signpost.button", name=answer.signpost.name)
        found.append(Button(label, answer.signpost.url))
    return tuple((button,) for button in found)


def _personal(exchange: Exchange, answer: Declined, texts: Texts) -> Iterator[str]:
    language = exchange.language
    seen = f"personal.{answer.detail}" if answer.detail else "declined.personal_data"
    yield texts.get(language, seen)
    if answer.instead:
        yield texts.get(language, "personal.instead", question=answer.instead)
    if answer.detail != PersonalData.ASKED:
        yield texts.get(language, "personal.wiped")


def _plain(exchange: Exchange, answer: Declined, texts: Texts) -> Iterator[str]:
    language, name = exchange.language, answer.detail or answer.reason.value
    yield texts.get(
        language,
        f"declined.{name}",
        example=texts.get(language, "start.example_1"),
        length=len(exchange.question),
        limit=MAX_QUESTION,
    )
    if answer.about:
        yield from (about(each, language, texts) for each in answer.about)
    elif f"declined.{name}_next" in texts.catalogues[language]:
        yield texts.get(language, f"declined.{name}_next")
