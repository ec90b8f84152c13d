"""Who has a role finds its commands in /help and in the menu, and nobody else does."""

import pytest

from bot.conversation import Conversation
from bot.state.records import Records
from bot.state.roles import OPEN, Role
from tests.bot.conversation.chat import ADVISOR, NL, Chat, words

ALL = ("documenten", "hiaten", "mensen")


@pytest.mark.parametrize(
    ("role", "collection", "duties"),
    [
        (Role.OFFICER, OPEN, ()),
        (Role.ADVISOR, OPEN, ()),
        (Role.MODERATOR, OPEN, ("documenten", "hiaten")),
        (Role.ADVISOR, "intern", ()),
        (Role.MODERATOR, "intern", ()),
        (Role.ADMIN, OPEN, ("documenten", "hiaten", "mensen")),
        (Role.ADMIN, "intern", ("mensen",)),
    ],
)
def test_the_welcome_help_and_the_menu_say_what_one_s_role_may_do(
    conversation: Conversation,
    records: Records,
    role: Role,
    collection: str,
    duties: tuple[str, ...],
) -> None:
    sends = role >= Role.ADVISOR and collection == OPEN
    records.told.tell(ADVISOR)
    chat = Chat(conversation, ADVISOR)

    welcome = chat.says(records.entry.invite(role, collection))

    assert (welcome.duties or ()) == duties
    assert [name for name in ALL if f"/{name}" in words(welcome)] == list(duties)
    assert ("document sturen" in words(welcome)) == sends
    assert "/help" in words(welcome)

    assert chat.says("/start").duties == duties
    helped = chat.says("/help")

    assert helped.duties == duties
    named = [name for name in ALL if f"/{name} – " in words(helped)]
    assert tuple(named) == duties
    assert (NL["help.duties"] in words(helped)) == bool(duties or sends)
    assert (NL["duty.send"] in words(helped)) == sends


def test_a_group_is_told_of_no_duties(conversation: Conversation, records: Records) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.ADMIN)

    helped = Chat(conversation, ADVISOR).says("/help", group=True)

    assert helped.duties is None
    assert "/mensen" not in words(helped)


def test_who_is_erased_leaves_no_menu_of_their_own(
    conversation: Conversation, records: Records
) -> None:
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    chat = Chat(conversation, ADVISOR)
    chat.says("/vergeetmij")

    assert chat.presses(NL["erase.button"]).duties == ()


def test_the_menu_follows_a_role_from_the_next_message_on(
    conversation: Conversation, records: Records
) -> None:
    records.roles.grant("telegram:2", "Aaf", Role.ADMIN)
    records.roles.grant(ADVISOR, "Mo", Role.OFFICER)
    records.told.tell(ADVISOR)
    chat = Chat(conversation, ADVISOR)
    assert chat.says("Hallo").duties is None

    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    assert chat.says("Hallo").duties == ("documenten", "hiaten")
    assert chat.says("Hallo").duties is None

    records.roles.remove(ADVISOR)
    assert chat.says("Hallo").duties == ()
    assert chat.says("Hallo").duties is None
