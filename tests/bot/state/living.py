"""Somebody who left something in every table that can hold something of a person."""

import json

from bot.reply import Action
from bot.state.buttons import Buttons, Owner
from bot.state.drafts import Drafts, Stage
from bot.state.feedback import Feedback, Given, Verdict
from bot.state.gaps import End, Gaps, Wish
from bot.state.inbox import Inbox, UpdateKey
from bot.state.journal import Kept
from bot.state.languages import Languages
from bot.state.links import Links
from bot.state.records import Records
from bot.state.roles import Role
from bot.state.sent import Sent, SentMessage
from knowledge.readers import markdown
from tests.bot.state.clock import Clock

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"
CANARY = "kanariegeel"


def lives(records: Records, inbox: Inbox, person: str, clock: Clock) -> None:
    """Leave something in every table that can hold something of a person."""
    number = int(person.partition(":")[2])
    records.entry.ask(person, f"{CANARY} {number}")
    records.roles.grant(person, f"{CANARY} {number}", Role.ADVISOR, "intern")
    records.consents.give(person)
    records.told.tell(person)
    for n in range(5):
        said = {"turn": {"text": f"{CANARY} {n}?"}, "answer": {"question": f"{CANARY} {n}?"}}
        records.journal.keep(person, Kept(f"A-{n}{number}", person, clock(), said))
    hands_in(records, person)
    message = {"message_id": 1, "from": {"id": number}, "text": f"{CANARY} in de rij"}
    inbox.store(UpdateKey(1, number), str(number), json.dumps({"message": message}))
    press = {"id": "7", "from": {"id": number}, "data": CANARY}
    group = json.dumps({"callback_query": press})
    inbox.store(UpdateKey(1, number + 100), "-100200", group)


def hands_in(records: Records, person: str) -> None:
    """Leave something in the tables of buttons, links, feedback and gaps."""
    owner = Owner(person, person)
    action = Action("ask", (CANARY,))
    Buttons(records.people, records.identity, clock=records.clock).keep(owner, (action,))
    Sent(records.people, records.identity, records.clock).note(owner, SentMessage(7, 6, "A-1"))
    Links(records).make(person, CANARY)
    Languages(records).choose(person, "en")
    feedback, gaps = Feedback(records), Gaps(records)
    for answer in ("A-open", "A-closed"):
        feedback.give(Given(person, person, f"{answer} {person}", CANARY, "nl"), Verdict.WRONG)
    feedback.close(feedback.lines()[-1].number, changed=False, text=lambda _, asked: asked)
    drafts = Drafts(records)
    document = markdown.read(f"# {CANARY}\n\n{CANARY}.", "a.md")
    drafts.keep(person, person, f"{CANARY}.pdf", document)
    proposed = drafts.keep(person, person, f"{CANARY}.txt", document)
    drafts.move(proposed, Stage.PROPOSED)
    gaps.keep(Wish(person, person, f"{CANARY} {person}", "nl"))
    number = gaps.keep(Wish(person, person, f"Iets heel anders: {CANARY}?", "nl"))
    gaps.end(number, End.OPEN, lambda _, asked: asked)
