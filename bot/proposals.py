"""Documents that waited too long for a moderator: whoever proposed one is told that it goes."""

from functools import partial

from bot.answering.model import Language
from bot.state.drafts import Drafts
from bot.state.records import Records
from bot.state.telling import Telling
from bot.state.terms import Farewells
from bot.texts import Texts


def farewells(records: Records, texts: Texts) -> Farewells:
    """Return what is done before the job of the terms deletes (`Records.retire`)."""
    drafts, telling = Drafts(records), Telling(records)

    def lapsed(title: str, language: Language) -> str:
        return texts.get(language, "document.lapsed", title=title)

    def tell(until: float) -> None:
        for draft in drafts.proposed_until(until):
            telling.tell(draft.person, draft.chat, partial(lapsed, draft.called), draft.language)

    return {"proposals": tell}
