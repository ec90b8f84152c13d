"""What an advisor sends is laid before a moderator, who decides, or nobody does."""

import time
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.proposals import farewells
from bot.shelves import LibraryShelves
from bot.state.drafts import Drafts
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import Role
from bot.state.terms import PROPOSAL_SECONDS
from knowledge.library import Library
from knowledge.net import Limits, Net
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import (
    ADVISOR,
    EN,
    NL,
    NOTE,
    TEXTS,
    with_role,
    words,
)
from tests.support.website import Answer, website


def test_an_advisor_proposes_and_hears_what_a_moderator_decides(
    conversation: Conversation, records: Records, library: Library
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)
    advisor.sends("koken.md", NOTE)
    assert NL["document.button_add"] not in [b.label for b in advisor.buttons]
    advisor.presses(NL["document.button_propose"])

    assert "Samen koken" in words(moderator.says("/documenten"))
    moderator.presses(NL["document.button_add"])

    assert library.source("samen-koken")
    told = [(n.chat, n.text) for n in Notices(records.people, records.identity).waiting()]
    assert told == [
        (ADVISOR, NL["document.waits"]),
        ("telegram:7", TEXTS.get("nl", "document.accepted", title="Samen koken")),
    ]


def test_a_moderator_reads_whose_proposal_it_is_and_all_of_its_text(
    conversation: Conversation, records: Records
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)
    long = "\n\n".join(f"## Deel {n}\n\n{'Polderwijk kookt elke week. ' * 40}" for n in (1, 2))
    advisor.sends("koken.md", f"# Samen koken\n\n{long}".encode())
    advisor.presses(NL["document.button_propose"])
    assert NL["draft.from"].format(name="Mo") in words(moderator.says("/documenten"))

    read = [words(moderator.presses(NL["document.button_text"]))]
    while NL["context.later"] in [button.label for button in moderator.buttons]:
        read.append(words(moderator.presses(NL["context.later"])))

    assert "Deel 1" in read[0]
    assert "Deel 2" in read[-1]
    assert sum(page.count("Polderwijk kookt elke week.") for page in read) == 80
    moderator.presses(NL["context.earlier"])
    assert "Samen koken" in words(moderator.presses(NL["draft.back"]))
    assert NL["document.button_add"] in [button.label for button in moderator.buttons]


def test_who_proposes_reads_before_it_that_a_moderator_sees_their_name(
    conversation: Conversation, records: Records
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)

    assert NL["document.named"] in words(advisor.sends("koken.md", NOTE))
    assert NL["document.named"] not in words(moderator.sends("eten.md", NOTE))


def test_nobody_else_reads_the_text_of_a_draft(
    conversation: Conversation, records: Records
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    advisor.sends("koken.md", NOTE)
    other = with_role(conversation, records, Role.ADVISOR, "telegram:8")
    other.shown = advisor.shown

    assert words(other.presses(NL["document.button_text"])) == NL["error.expired"]


def test_what_is_approved_is_what_was_shown_and_it_is_fetched_once(
    library: Library, records: Records, shelf: Shelf, tmp_path: Path
) -> None:
    page = "<h1>Samen koken</h1><p>Polderwijk kookt elke {day} met veel mensen.</p>"
    with website(tmp_path) as site:
        site.pages["/koken"] = Answer(page.format(day="dinsdag").encode())
        intake = Intake(library, Net(exemption=site.exemption, limits=Limits(pause=0)))
        answerer = Answerer(shelf, bytes(32))
        desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
        conversation = Conversation(answerer, TEXTS, records, desks)
        advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
        advisor.says("https://voorbeeld.nl/koken")
        advisor.presses(NL["document.button_propose"])
        site.pages["/koken"] = Answer(page.format(day="zondag").encode())

        moderator = with_role(conversation, records, Role.MODERATOR)
        moderator.says("/documenten")
        moderator.presses(NL["document.button_add"])

    assert "elke dinsdag" in library.source("samen-koken").text
    assert [path for _, path in site.asked].count("/koken") == 1


def proposed(conversation: Conversation, records: Records, *, says: str = "/taal auto") -> None:
    """An advisor has proposed a note, and there is a moderator."""
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    advisor.says(says)
    with_role(conversation, records, Role.MODERATOR)
    advisor.sends("koken.md", NOTE)
    advisor.presses(advisor.buttons[0].label)


def told_last(records: Records) -> tuple[str, str]:
    last = Notices(records.people, records.identity).waiting()[-1]
    return last.chat, last.text


@pytest.mark.parametrize(
    ("says", "language"), [("/taal auto", "nl"), ("/taal en", "en"), ("Hello, how are you?", "en")]
)
def test_a_proposal_waits_two_weeks_and_ends_with_a_word_in_their_language(
    conversation: Conversation, records: Records, says: str, language: str
) -> None:
    proposed(conversation, records, says=says)
    goodbye, now = farewells(records, TEXTS), time.time()

    for age, left in ((PROPOSAL_SECONDS - 60, 1), (PROPOSAL_SECONDS + 60, 0)):
        records.people.database.execute("UPDATE drafts SET at = ?", [now - age])
        assert len(Drafts(records).proposed()) == left
        records.retire(now, goodbye, forced=True)
        assert len(records.people.rows("SELECT * FROM drafts")) == left

    assert told_last(records) == (
        "telegram:7",
        TEXTS.get(language, "document.lapsed", title="Samen koken"),
    )


def test_a_clock_that_jumps_ahead_ends_no_proposal(
    conversation: Conversation, records: Records
) -> None:
    proposed(conversation, records)

    records.retire(time.time() + PROPOSAL_SECONDS + 60, farewells(records, TEXTS))

    assert len(Drafts(records).proposed()) == 1
    assert told_last(records) == (ADVISOR, NL["document.waits"])


def test_each_is_told_in_the_language_that_they_chose(
    conversation: Conversation, records: Records
) -> None:
    moderator = with_role(conversation, records, Role.MODERATOR)
    moderator.says("/taal en")
    proposed(conversation, records)
    assert told_last(records) == (ADVISOR, EN["document.waits"])

    moderator.says("/documenten")
    moderator.presses(EN["document.button_change"])
    moderator.says("Title: Koken in de buurt")
    moderator.presses(EN["document.button_drop"])

    rejected = TEXTS.get("nl", "document.rejected", title="Koken in de buurt")
    assert told_last(records) == ("telegram:7", rejected)


def test_a_title_of_a_whole_page_is_cut_in_what_is_told_of_it(
    conversation: Conversation, records: Records
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)
    advisor.sends("koken.md", f"# {'Samen koken ' * 500}\n\nPolderwijk kookt.".encode())
    advisor.presses(NL["document.button_propose"])
    moderator.says("/documenten")
    moderator.presses(NL["document.button_add"])

    _, told = told_last(records)

    assert "“Samen koken Samen" in told
    assert len(told) < 200


def test_a_moderator_changes_the_proposal_and_not_an_own_document(
    conversation: Conversation, records: Records, library: Library
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)
    advisor.sends("koken.md", NOTE)
    advisor.presses(NL["document.button_propose"])
    moderator.sends("eigen.md", b"# Eigen stuk\n\nDuinveen zwemt op maandag.")
    moderator.says("/documenten")
    moderator.presses(NL["document.button_change"])

    assert "Titel: Koken in de polder" in words(moderator.says("/titel Koken in de polder"))
    moderator.presses(NL["document.button_add"])
    (made,) = [s for s in library.sources() if s.metadata.title == "Koken in de polder"]
    assert made.text.startswith("Polderwijk kookt")
    assert words(moderator.says("/titel Te laat")) == NL["document.how_to_change"]


def test_a_button_of_a_proposal_that_is_gone_adds_nothing_that_came_after_it(
    conversation: Conversation, records: Records, library: Library
) -> None:
    advisor = with_role(conversation, records, Role.ADVISOR, "telegram:7")
    moderator = with_role(conversation, records, Role.MODERATOR)
    advisor.sends("koken.md", NOTE)
    shown = advisor.shown
    advisor.presses(NL["document.button_propose"])
    moderator.says("/documenten")
    advisor.shown = shown
    advisor.presses(NL["document.button_drop"])
    with_role(conversation, records, Role.ADVISOR, "telegram:8").sends(
        "tuin.md", b"# Samen tuinieren\n\nPolderwijk tuiniert elke vrijdag."
    )

    assert words(moderator.presses(NL["document.button_add"])) == NL["error.expired"]
    assert "samen-tuinieren" not in {source.id for source in library.sources()}
