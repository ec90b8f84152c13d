"""The desks of the conversation, joined with the tables that they keep, all in one thread."""

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bot.conversation import Manners
from bot.conversation.context import ContextDesk, Shelves
from bot.conversation.desk import Answers
from bot.conversation.group import GroupDesk
from bot.conversation.language import LanguageDesk
from bot.conversation.links import LinkDesk
from bot.conversation.offers import Cards
from bot.state import identity
from bot.state.identity import Identity
from bot.state.languages import Languages
from bot.state.links import Links
from bot.state.people import open_people
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Kept:
    """People.db as the conversation uses it, in its own thread."""

    database: Database
    identity: Identity

    @classmethod
    def open(cls, folder: Path) -> "Kept":
        """Open people.db in `folder`; raises Unavailable, SettingsError."""
        return cls(open_people(folder), identity.load(folder))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def manners(answers: Answers, shelves: Shelves, kept: Kept, texts: Texts) -> Manners:
    """Return all desks beside the one that informs."""
    links = Links(kept.database, kept.identity)
    languages = Languages(kept.database, kept.identity)
    cards = Cards(texts)
    context = ContextDesk(answers, shelves, cards, texts)
    return Manners(
        cards,
        (
            context,
            LanguageDesk(languages, texts),
            LinkDesk(answers, context, links, cards, texts),
            GroupDesk(answers, links, texts),
        ),
        languages.of,
    )
