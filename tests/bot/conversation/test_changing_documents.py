"""Title, publisher and date of a document are changed before it is added."""

import pytest

from bot.conversation import Conversation
from bot.conversation.changing import Changing
from bot.intake import Intake
from bot.state.drafts import Drafts
from bot.state.records import Records
from bot.state.roles import Role
from knowledge.library import Library
from tests.bot.conversation.chat import (
    ADVISOR,
    NL,
    NOTE,
    with_role,
    words,
)


@pytest.mark.parametrize("date", ["/datum 2024-05", "2024-05", "mei 2024"])
def test_title_publisher_and_date_can_be_changed_before_it_is_added(
    conversation: Conversation, records: Records, library: Library, date: str
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_change"])
    chat.says("/titel Koken in de polder")
    chat.says("/uitgever Gemeente Polderwijk")
    assert words(chat.says("/datum gisteren")) == NL["document.how_to_change"]
    assert "Datum: 05-2024" in words(chat.says(date))

    chat.presses(NL["document.button_add"])

    (known,) = [s.metadata for s in library.sources() if s.metadata.title.startswith("Koken")]
    assert (known.title, known.published) == ("Koken in de polder", "2024-05")
    assert known.publisher == "Gemeente Polderwijk"


def test_a_bare_date_is_a_question_before_and_after_it_is_asked_for(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)
    chat.sends("koken.md", NOTE)
    asked = words(chat.says("2024-05"))
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_change"])
    changed = words(chat.says("2024-05"))
    chat.presses(NL["document.button_add"])

    assert "Datum: 05-2024" not in asked
    assert "Datum: 05-2024" in changed
    assert words(chat.says("2024-05")) == asked


def test_who_is_told_how_to_change_may_give_a_bare_date(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)
    chat.sends("koken.md", NOTE)

    assert words(chat.says("/titel")) == NL["document.how_to_change"]
    assert "Datum: 05-2024" in words(chat.says("2024-05"))


def test_once_what_was_being_changed_is_gone_a_command_is_about_what_was_sent_last(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)
    chat.sends("koken.md", NOTE)
    other = chat.sends("tuin.md", b"# Samen tuinieren\n\nPolderwijk tuiniert elke vrijdag.")
    chat.presses(NL["document.button_change"])
    chat.shown = other
    chat.presses(NL["document.button_drop"])

    # What is said first may still be about the one that is gone.
    assert words(chat.says("/titel Tuin")) == NL["document.how_to_change"]
    assert "Titel: Koken in de polder" in words(chat.says("/titel Koken in de polder"))


def test_what_was_added_under_another_title_is_known_by_that_one(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE)
    chat.says("Titel: Koken in de buurt")
    chat.presses(NL["document.button_add"])

    known = words(chat.sends("kopie.md", NOTE))

    assert known == NL["document.known"].replace("{title}", "Koken in de buurt")


@pytest.mark.parametrize(("role", "hears"), [(Role.ADVISOR, True), (Role.OFFICER, False)])
def test_who_may_send_documents_hears_that_none_waits_for_a_title(
    conversation: Conversation, records: Records, role: Role, *, hears: bool
) -> None:
    chat = with_role(conversation, records, role)

    assert (words(chat.says("Titel: Iets")) == NL["document.nothing_waits"]) is hears


def test_what_somebody_changes_is_remembered_without_their_id_and_no_longer_than_it_is_there(
    intake: Intake, records: Records
) -> None:
    drafts = Drafts(records)
    changing = Changing(drafts, records)
    document = intake.read("koken.md", NOTE)
    first = drafts.keep(ADVISOR, ADVISOR, "koken.md", document)
    changing.choose(ADVISOR, first)
    held = str(vars(changing))
    records.forget(ADVISOR)
    changing.choose("telegram:7", drafts.keep("telegram:7", "telegram:7", "koken.md", document))

    assert ADVISOR not in held
    assert records.identity.pseudonym(ADVISOR) in held
    assert records.identity.pseudonym(ADVISOR) not in str(vars(changing))


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("Titel: Koken in de polder", "Titel: Koken in de polder"),
        ("titel : Koken in de polder", "Titel: Koken in de polder"),
        ("/titel Koken\nin de polder", "Titel: Koken in de polder"),
        ("Title: Cooking", "Titel: Cooking"),
        ("uitgever: Polderwijk", "Uitgever: Polderwijk"),
        ("datum 2026-04", "Datum: 04-2026"),
        (
            "Titel: Koken\nDatum: 2026-04",
            "Titel: Koken\nSoort: artikel\nUitgever: onbekend\nDatum: 04",
        ),
    ],
)
def test_who_pressed_to_change_a_document_may_just_say_what_it_is(
    conversation: Conversation, records: Records, says: str, shown: str
) -> None:
    chat = with_role(conversation, records, Role.ADVISOR)
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_change"])

    assert shown in words(chat.says(says))


def test_a_question_about_titles_is_a_question_while_a_document_is_changed(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADVISOR)
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_change"])

    assert NL["document.title"] not in words(chat.says("Titel van een clubplan?"))
