"""The desks of the conversation, joined with the tables that they keep, all in one thread."""

from bot.conversation import Manners
from bot.conversation.context import ContextDesk, Shelves
from bot.conversation.desk import Answers
from bot.conversation.documents import DocumentDesk
from bot.conversation.feedback import FeedbackDesk
from bot.conversation.gaps import GapDesk
from bot.conversation.group import GroupDesk
from bot.conversation.language import LanguageDesk
from bot.conversation.links import LinkDesk
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.conversation.replies import Replies
from bot.intake import Intake
from bot.state.feedback import Feedback
from bot.state.gaps import Gaps
from bot.state.languages import Languages
from bot.state.links import Links
from bot.state.records import Records
from bot.texts import Texts


def manners(
    answers: Answers, shelves: Shelves, intake: Intake, records: Records, texts: Texts
) -> Manners:
    """Return all desks beside the one that informs."""
    links = Links(records)
    languages = Languages(records)
    feedback, gaps = Feedback(records), Gaps(records)
    cards = Cards(texts, takes_gaps=lambda: bool(records.moderators()))
    memory = Memory(records)
    replies = Replies(answers, cards, memory, languages.of)
    context = ContextDesk(answers, replies, memory, shelves, cards)
    documents = DocumentDesk(intake, records, texts)
    return Manners(
        replies,
        (
            context,
            LanguageDesk(languages, texts),
            FeedbackDesk(feedback, memory, texts),
            GapDesk(gaps, texts),
            documents,
            LinkDesk(replies, memory, context, links, texts),
            GroupDesk(answers, links, texts),
        ),
        documents.meant,
    )
