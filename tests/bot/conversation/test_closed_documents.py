"""A source of a closed collection is replaced by who moderates it there, and by nobody else."""

from dataclasses import replace

import pytest

from bot.conversation import Conversation
from bot.intake import Intake
from bot.reply import Action, Incoming
from bot.state.records import Records
from bot.state.roles import Role
from knowledge.library import Library
from tests.bot.conversation.chat import ADVISOR, NL, NOTE, QUESTION, Chat, with_role, words


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_a_role_in_a_closed_collection_moderates_nothing_that_is_open(
    conversation: Conversation, records: Records, role: Role
) -> None:
    records.roles.grant(ADVISOR, "Mo", role, "zeist")
    records.told.tell(ADVISOR)
    chat = Chat(conversation, ADVISOR)

    for command in ("/documenten", "/hiaten", "/titel Iets"):
        assert words(chat.says(command)) == NL["declined.not_allowed"]
    for action in ("document.add", "document.undo", "end_gap"):
        press = Incoming(ADVISOR, "", ADVISOR, Action(action, ("1", "added")))
        assert words(chat._hears(press)) == NL["declined.not_allowed"]
    assert words(chat.sends("koken.md", NOTE)) == NL["document.who"]
    assert words(chat.says(QUESTION["nl"])) != NL["declined.not_allowed"]
    assert records.moderators() == []
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    assert records.moderators() == [ADVISOR]
    assert words(chat.says("/documenten")) == NL["document.none"]


@pytest.mark.parametrize("case", [(None, True), (None, False), (Role.OFFICER, True)])
def test_a_closed_source_is_not_replaced_by_who_does_not_moderate_it(
    conversation: Conversation,
    records: Records,
    library: Library,
    intake: Intake,
    case: tuple[Role | None, bool],
) -> None:
    there, given = case
    hold_in_zeist(intake, given=given)
    chat = with_role(conversation, records, Role.MODERATOR)
    if there:
        records.roles.grant(ADVISOR, "Mo", there, "zeist")

    shown = chat.sends("koken.md", NOTE + b"\n\nHet eten is gratis.")
    assert words(shown) == NL["document.elsewhere"]
    assert records.people.rows("SELECT * FROM drafts") == []
    assert "gratis" not in library.source("samen-koken").text


def test_a_source_that_was_closed_since_it_was_shown_is_not_replaced(
    conversation: Conversation, records: Records, library: Library, intake: Intake
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE + b"\n\nHet eten is gratis.")
    hold_in_zeist(intake, given=True)

    assert words(chat.presses(NL["document.button_add"])) == NL["document.elsewhere"]
    assert "gratis" not in library.source("samen-koken").text


def test_who_moderates_both_renews_a_closed_source(
    conversation: Conversation, records: Records, library: Library, intake: Intake
) -> None:
    hold_in_zeist(intake, given=True)
    chat = with_role(conversation, records, Role.MODERATOR)
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR, "zeist")
    chat.sends("koken.md", NOTE + b"\n\nHet eten is gratis.")
    chat.presses(NL["document.button_add"])

    assert "gratis" in library.source("samen-koken").text
    assert library.source("samen-koken").metadata.collection == "zeist"


def hold_in_zeist(intake: Intake, *, given: bool) -> None:
    """Hold the note as a closed source, because a person said so or the file itself."""
    said = {"collection": "zeist"} if given else {}
    document = intake.described(intake.read("koken.md", NOTE), said, "koken.md")
    closed = replace(document.metadata, collection="zeist")
    intake.add(replace(document, metadata=closed))
