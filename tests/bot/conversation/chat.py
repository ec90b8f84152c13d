"""One person's chat with a conversation: says, sends, and presses what stands below."""

import re
from typing import Final

from bot.conversation import Conversation
from bot.reply import Attachment, Button, Incoming, Reply, settled
from bot.state.records import Records
from bot.state.roles import Role
from bot.texts import load as load_texts

TEXTS: Final = load_texts()
NL, EN = TEXTS.catalogues["nl"], TEXTS.catalogues["en"]

QUESTION: Final = {
    "nl": "Welke stappen heeft een clubplan?",
    "en": "Which steps does a clubplan have?",
}
NOTE: Final = b"# Samen koken\n\nPolderwijk kookt elke dinsdag met twintig vrijwilligers."
ADVISOR: Final = "telegram:9"  # somebody with a role


class Chat:
    """One person's chat, who presses what stands below the last message."""

    def __init__(self, conversation: Conversation, person: str = "telegram:1") -> None:
        self._conversation = conversation
        self._person = person
        self.shown = Reply(())

    def says(self, text: str, *, group: bool = False) -> Reply:
        chat = "telegram:-5" if group else self._person
        return self._hears(Incoming(chat, text, self._person, group=group))

    def sends(self, name: str, content: bytes, size: int | None = None) -> Reply:
        file = Attachment(name, len(content) if size is None else size, lambda: content)
        return self._hears(Incoming(self._person, "", self._person, file=file))

    def presses(self, label: str) -> Reply:
        (button,) = (b for b in self.buttons if b.label == label)
        return self._hears(Incoming(self._person, "", self._person, button.does))

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.shown.buttons for button in row]

    def _hears(self, incoming: Incoming) -> Reply:
        (self.shown,) = settled(self._conversation.receive(incoming))
        return self.shown


def with_role(
    conversation: Conversation, records: Records, role: Role, person: str = ADVISOR
) -> Chat:
    """The chat of somebody with a role, who was greeted before."""
    records.roles.grant(person, "Mo", role)
    records.told.tell(person)
    return Chat(conversation, person)


def words(reply: Reply) -> str:
    """What a reply says, paragraphs a blank line apart."""
    return "\n\n".join("".join(span.text for span in p.spans) for p in reply.paragraphs)


def without_keys(text: str) -> str:
    """Without what differs each time: keys of links, ids of answers, what depends on the day."""
    text = re.sub(r"(ingelezen op|imported on) [\d-]+( \w+ \d+)?", r"\1 …", text)
    text = re.sub(r"\bA-[a-z2-7]{6}\b", "A-…", text)
    text = re.sub(r"/start a_\S+", "/start a_…", text)
    return re.sub(r"\d+ (jaar oud|years old)", r"… \1", text)
