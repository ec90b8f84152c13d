"""Exchanges to look at: invented sources, asked through the real answering, on a fixed day."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Exchange
from bot.answering.warn import warnings
from knowledge.model import Source
from knowledge.readers import markdown
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, case_note, comment, source

TODAY: Final = date(2026, 3, 31)

PLAN = source(
    article(
        "Clubplannen in vier stappen",
        "## Een clubplan\n\nEen gemeente en haar clubs maken samen een clubplan. Dat gaat in vier"
        " stappen:\n\n1. Nodig alle clubs uit voor een gesprek in de kantine.\n"
        "2. Kies samen twee doelen voor het jaar.\n"
        "3. Spreek af wie wat doet. Leg dat vast op één bladzijde.\n"
        "4. Vier in december wat er is gelukt.\n\nEen plan van vier bladzijden leest niemand.",
        publisher="Bureau Duin",
        published="2019-06-04",
        url="https://voorbeeld.nl/clubplan",
    ),
    "clubplan",
)
DIGEST = source(
    markdown.read(
        """---
kind: digest
title: "Samenvatting: wie de clubs van Duinveen betaalt"
publisher: VrijWijzer
published: 2025-11
derived_from:
  title: Clubs in Duinveen
  publisher: Bureau Duin
  url: https://voorbeeld.nl/clubs
---

## Geld voor sport en cultuur

Duinveen geeft haar sportclubs en koren geld.[^1]
Over dat geld beslist de raad in mei.[^2]

[^1]: "Betalen" | "De gemeente Duinveen" … "betaalt de clubs"
[^2]: "Betalen" | "De raad besluit" … "in mei"
""",
        "digest.md",
    ),
    "digest",
)
EXAMPLE = source(
    markdown.read(
        """---
kind: case_note
title: "Polderwijk: buddy's bij de sportclub"
publisher: VrijWijzer
municipality: Polderwijk
role: sportconsulent
derived_from:
  title: Het geluid van de kantine
---

Polderwijk koppelt elk nieuw lid van een sportclub aan een buddy.[^1]

[^1]: "" | "Elk nieuw lid" … "een buddy"
""",
        "buddy.md",
    ),
    "buddy",
)
NOTE = source(
    case_note(
        "Duinveen: dank met een diner",
        "De gemeente Duinveen bedankt vrijwilligers met een diner.",
        publisher="Gemeente Duinveen",
        published="2026-02",
        municipalities=("Duinveen",),
    ),
    "diner",
)
COMMENT = source(
    comment(
        "Reactie op Clubplannen in vier stappen",
        "Een clubplan kost een penningmeester veel te veel tijd.",
        publisher="Bureau Duin",
        authors=("J. Bos",),
        published="2026-01-09",
    ),
    "reactie",
)
ALL: Final = (PLAN, DIGEST, EXAMPLE, NOTE, COMMENT)


def asked(question: str, *sources: Source, answerable: bool = True) -> Exchange:
    """The exchange about a question, with the warnings of a fixed day."""
    shelf = Shelf(*sources, answerable=answerable)
    exchange, _ = Answerer(shelf, bytes(32)).answer(question)
    return on_the_day(exchange)


def on_the_day(exchange: Exchange) -> Exchange:
    """The exchange as it would be on TODAY."""
    answer = exchange.answer
    if not isinstance(answer, Answered):
        return exchange
    return replace(exchange, answer=replace(answer, warnings=warnings(answer.citations, TODAY)))
