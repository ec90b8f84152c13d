"""Who has a role finds its commands in /help and in the menu, and nobody else does."""

import pytest

from bot.conversation import Conversation
from bot.state.records import Records
from bot.state.roles import OPEN, Role
from tests.bot.conversation.chat import ADVISOR, NL, Chat, words


@pytest.mark.parametrize(
    ("role", "collection", "duties"),
    [
        (Role.OFFICER, OPEN, ()),
        (Role.ADVISOR, OPEN, ()),
        (Role.MODERATOR, OPEN, ("documenten", "hiaten")),
        (Role.MODERATOR, "intern", ()),
        (Role.ADMIN, OPEN, ("documenten", "hiaten", "mensen")),
        (Role.ADMIN, "intern", ("mensen",)),
    ],
)
def test_help_and_the_menu_name_the_commands_of_one_s_role(
    conversation: Conversation,
    records: Records,
    role: Role,
    collection: str,
    duties: tuple[str, ...],
) -> None:
    records.roles.grant(ADVISOR, "Mo", role, collection)
    records.told.tell(ADVISOR)
    chat = Chat(conversation, ADVISOR)

    assert chat.says("/start").duties == duties
    helped = chat.says("/help")

    assert helped.duties == duties
    named = [name for name in ("documenten", "hiaten", "mensen") if f"/{name} – " in words(helped)]
    assert tuple(named) == duties
    assert (NL["help.duties"] in words(helped)) == bool(duties)


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
