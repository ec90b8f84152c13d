"""Who is not let in gets no answer; who is, gets what their role allows; rights are looked up."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation, Manners, Visit
from bot.conversation.desk import Need
from bot.conversation.memory import Memory
from bot.conversation.offers import Cards
from bot.conversation.replies import Replies
from bot.reply import Action, Incoming, Paragraph, Reply, Span
from bot.state.identity import Identity
from bot.state.limits import Budget, Limits
from bot.state.notices import Notices
from bot.state.records import Records, Rules
from bot.state.roles import OPEN, OPERATOR, Role
from bot.terminal import plain
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.bot.sample import ALL
from tests.bot.state.clock import DAY, Clock
from tests.support.builders import case_note, source

TEXTS = load_texts()
NL = TEXTS.catalogues["nl"]
CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")
CLOSED = source(
    case_note(
        "Polderwijk: wat niet naar buiten mag",
        "De gemeente Polderwijk bedankt vrijwilligers met een boekenbon.",
        collection="intern",
    ),
    "geheim",
)


class Person:
    """Somebody in a chat alone with the bot, or in a group."""

    def __init__(self, conversation: Conversation, key: str, name: str) -> None:
        self._conversation = conversation
        self.key, self.name = key, name

    def says(self, text: str, chat: str = "") -> Reply:
        (reply,) = self._conversation.receive(
            Incoming(chat or self.key, text, self.key, name=self.name)
        )
        return reply

    def reads(self, text: str, chat: str = "") -> str:
        return plain(self.says(text, chat))

    def presses(self, action: Action, chat: str = "") -> str:
        (reply,) = self._conversation.receive(
            Incoming(chat or self.key, "", self.key, action, name=self.name)
        )
        return plain(reply)


class Diary:
    """A desk that does not say what it needs, and one command that it does."""

    commands = {"/dagboek": lambda visit: said(visit, "dagboek")}  # noqa: RUF012 (a constant)
    actions = {"diary": lambda visit: said(visit, "dagboek")}  # noqa: RUF012
    needs: dict[str, Need] = {}  # noqa: RUF012


def said(visit: Visit, text: str) -> list[Reply]:
    return [Reply((Paragraph((Span(text),)),))]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    records = Records(tmp_path, Identity(bytes(32)), Rules(access="invited"), clock)
    yield records
    records.close()


@pytest.fixture
def conversation(records: Records) -> Conversation:
    answerer = Answerer(Shelf(*ALL, CLOSED), bytes(32))
    replies = Replies(answerer, Cards(TEXTS), Memory(records))
    return Conversation(answerer, TEXTS, records, Manners(replies, [Diary()]))


@pytest.fixture
def sanne(conversation: Conversation) -> Person:
    return Person(conversation, "telegram:1000000007", "Sanne")


@pytest.fixture
def admin(conversation: Conversation, records: Records) -> Person:
    records.roles.grant("telegram:1000000001", "Aaf", Role.ADMIN)
    return Person(conversation, "telegram:1000000001", "Aaf")


QUESTION = "Hoe bedankt Duinveen vrijwilligers?"


@pytest.mark.parametrize(
    "text", [QUESTION, "/start", "/bronnen", "/onzin", "", "/mensen", "Hallo"]
)
def test_a_stranger_gets_a_code_and_nothing_of_the_sources(
    sanne: Person, records: Records, text: str
) -> None:
    read = sanne.reads(text)

    (asked,) = records.entry.requests()
    assert asked.code in read
    assert asked.name == "Sanne"
    assert "Duinveen" not in read
    assert records.people.rows("SELECT count(*) FROM journal") == [(0,)]


def test_a_stranger_may_read_what_is_kept_and_have_it_erased(
    sanne: Person, records: Records
) -> None:
    assert NL["privacy.title"] in sanne.reads("/privacy")
    assert NL["help.title"] in sanne.reads("/help")
    sanne.says("/start")
    assert records.entry.requests()
    assert NL["erase.title"] in sanne.reads("/vergeetmij")
    assert sanne.presses(Action("privacy.erase")) == filled("erase.done")
    assert records.entry.requests() == []


def test_an_invitation_in_a_link_or_as_a_text_lets_in(sanne: Person, records: Records) -> None:
    for opening in ("/start ", ""):
        code = records.entry.invite(Role.ADVISOR, f"c{len(opening)}")
        assert "toegelaten als adviseur" in sanne.reads(f"{opening}{code}")

    assert "diner" in sanne.reads(QUESTION)


def test_a_wrong_invitation_is_told_in_one_line_and_lets_nobody_in(
    conversation: Conversation, records: Records, clock: Clock, sanne: Person
) -> None:
    used, ended = records.entry.invite(Role.OFFICER), records.entry.invite(Role.OFFICER)
    Person(conversation, "telegram:3", "Pim").says(used)
    clock.now += 7 * DAY
    sanne.says("/privacy")

    assert sanne.reads(used) == filled("refused.invitation_used")
    assert sanne.reads(ended) == filled("refused.invitation_ended")
    assert sanne.reads("ABCD-EFGH-JKMN") == filled("refused.invitation_unknown")
    assert records.roles.find(sanne.key) == []


def test_an_invitation_is_not_used_where_others_read_it(sanne: Person, records: Records) -> None:
    code = records.entry.invite(Role.ADMIN)

    assert NL["access.alone"][:30] in sanne.reads(code, "telegram:-100")
    assert records.roles.members() == []


def test_who_is_approved_can_ask_at_once_and_until_the_role_ends(
    sanne: Person, admin: Person, records: Records, clock: Clock
) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]
    assert f"Sanne vraagt om toegang en leest de code {code}" in admin.reads("/mensen")

    admin.presses(Action("people.approve", (code,)))

    assert "diner" in sanne.reads(QUESTION)
    clock.now += 366 * DAY
    assert CODE.search(sanne.reads(QUESTION))


def test_who_is_let_in_by_hand_is_told(sanne: Person, admin: Person, records: Records) -> None:
    sanne.says("/start")
    (asked,) = records.entry.requests()

    admin.presses(Action("people.approve", (asked.code,)))

    ((notice,),) = [Notices(records.people, records.identity).waiting()]
    assert notice.chat == sanne.key
    assert notice.text.startswith("U bent toegelaten als beleidsmedewerker")


def test_who_waits_stands_above_who_has_a_role(sanne: Person, admin: Person) -> None:
    sanne.says("/start")

    listed = admin.says("/mensen")

    assert "Sanne vraagt om toegang" in plain(listed).split("\n")[2]
    assert [button.label for button in listed.buttons[0]] == ["Laat Sanne toe", "Weiger Sanne"]


def test_who_is_refused_stays_outside(sanne: Person, admin: Person) -> None:
    code = CODE.findall(sanne.reads("/start"))[0]

    assert "Sanne is niet toegelaten." in admin.presses(Action("people.refuse", (code,)))
    assert CODE.search(sanne.reads(QUESTION))
    assert filled("refused.request_unknown") == admin.presses(Action("people.approve", (code,)))


def test_what_a_desk_does_not_declare_is_for_admins_alone(
    sanne: Person, admin: Person, records: Records
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.MODERATOR)
    sanne.says("/privacy")

    assert sanne.reads("/dagboek") == NL["declined.not_allowed"]
    assert sanne.presses(Action("diary")) == NL["declined.not_allowed"]
    assert admin.reads("/dagboek").startswith("dagboek")
    assert admin.reads("/dagboek", chat="telegram:-100").startswith(NL["access.alone"][:30])


def test_every_command_and_action_of_ours_says_what_it_needs(conversation: Conversation) -> None:
    named = {*conversation._commands, *conversation._actions} - {"/dagboek", "diary"}

    assert named <= set(conversation._needs)


@pytest.mark.parametrize("role", [None, Role.OFFICER, Role.ADVISOR, Role.MODERATOR])
def test_a_press_of_an_admin_s_button_by_somebody_else_changes_nothing(
    conversation: Conversation, records: Records, admin: Person, role: Role | None
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    if role:
        records.roles.grant(pim.key, "Pim", role)
    code = records.entry.ask("telegram:5", "Vreemde")
    known_as = records.identity.pseudonym(admin.key)
    before = records.roles.members()

    for action in (
        Action("people.approve", (code,)),
        Action("people.invite", ("admin", OPEN)),
        Action("people.set", (known_as, OPEN, "officer")),
        Action("people.remove", (known_as, OPEN)),
    ):
        pim.presses(action)

    assert records.roles.members() == before
    assert records.people.rows("SELECT count(*) FROM invitations") == [(0,)]


def test_rights_that_are_gone_are_gone_at_the_next_press(
    conversation: Conversation, records: Records, admin: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN)
    pim.says("/mensen")
    admin.presses(Action("people.remove", (records.identity.pseudonym(pim.key), OPEN)))

    pim.presses(Action("people.invite", ("admin", OPEN)))

    assert records.people.rows("SELECT count(*) FROM invitations") == [(0,)]


def test_an_admin_of_a_collection_manages_only_that_one(
    conversation: Conversation, records: Records, admin: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN, "intern")
    pim.says("/privacy")
    aaf = records.identity.pseudonym(admin.key)
    code = records.entry.ask("telegram:5", "Vreemde")

    assert "Aaf" not in pim.reads("/mensen")
    for action in (
        Action("people.set", (aaf, OPEN, "officer")),
        Action("people.approve", (code,)),
        Action("people.invite", ("officer", OPEN)),
    ):
        assert pim.presses(action) == NL["refused.other_collection"]
    assert CODE.search(pim.presses(Action("people.invite", ("advisor", "intern"))))


def test_an_admin_changes_renews_and_removes_others_but_not_their_own_role(
    conversation: Conversation, records: Records, admin: Person, clock: Clock
) -> None:
    pim = records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER)
    about = (records.identity.pseudonym(pim.person), OPEN)
    own = (records.identity.pseudonym(admin.key), OPEN)
    clock.now += DAY

    assert "Pim: adviseur" in admin.presses(Action("people.set", (*about, "advisor")))
    admin.presses(Action("people.renew", about))
    assert records.roles.find(pim.person)[0].granted_at == clock.now
    assert admin.presses(Action("people.renew", own)) == NL["refused.own_role"]
    assert admin.presses(Action("people.remove", own)) == NL["refused.last_admin"]
    assert admin.presses(Action("privacy.erase")) == NL["refused.last_admin"]
    assert "Pim heeft deze rol niet meer." in admin.presses(Action("people.remove", about))
    assert [each.name for each in records.roles.members()] == ["Aaf"]


def test_a_list_of_people_offers_everybody_and_each_invitation(
    admin: Person, records: Records
) -> None:
    records.roles.grant("telegram:1000000008", "Pim", Role.OFFICER, "intern")
    buttons = [button for row in admin.says("/mensen").buttons for button in row]

    assert {"Aaf (openbaar)", "Pim (intern)", "Nodig uit: beheerder (intern)"} <= {
        button.label for button in buttons
    }
    for button in buttons:
        assert button.action is not None
        assert "1000000008" not in "".join(button.action.about)
        admin.presses(button.action)


def test_a_person_sees_only_their_collections(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER, "intern")
    records.roles.grant(pim.key, "Pim", Role.OFFICER)

    asked = "Hoe bedankt Polderwijk vrijwilligers?"
    assert "boekenbon" in sanne.reads(asked)
    assert "boekenbon" not in pim.reads(asked)
    assert "niet naar buiten" in sanne.reads("/bronnen")
    assert "niet naar buiten" not in pim.reads("/bronnen")
    assert "2 praktijknotities" in sanne.reads("/start")
    assert "1 praktijknotitie" in pim.reads("/start")


def test_who_sits_at_the_machine_asks_and_manages_without_an_invitation(
    conversation: Conversation, records: Records
) -> None:
    operator = Person(conversation, OPERATOR, "")

    assert "boekenbon" in operator.reads("Hoe bedankt Polderwijk vrijwilligers?")
    assert NL["people.title"] in operator.reads("/mensen")
    assert records.entry.requests() == []


def test_in_a_group_nothing_of_a_closed_collection_is_shown_to_who_may_not_see_it(
    records: Records, sanne: Person
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER, "intern")

    assert "boekenbon" not in sanne.reads("Hoe bedankt Polderwijk vrijwilligers?", "telegram:-100")
    records.roles.grant("telegram:-100", "Team", Role.OFFICER, "intern")
    assert "boekenbon" in sanne.reads("Hoe bedankt Polderwijk vrijwilligers?", "telegram:-100")


def test_a_stranger_in_a_group_is_sent_to_a_chat_alone(sanne: Person, records: Records) -> None:
    assert sanne.reads(QUESTION, "telegram:-100").startswith(NL["access.stranger_in_group"][:40])
    assert records.entry.requests() == []


@pytest.mark.parametrize("first", [QUESTION, "/start", "/help", "/onzin", "", "Dank u"])
def test_the_first_reply_in_a_chat_says_once_what_answers_and_what_it_keeps(
    conversation: Conversation, records: Records, sanne: Person, first: str
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)

    read = sanne.reads(first)

    for name in ("system", "telegram", "kept", "more"):
        words = " ".join(NL[f"notice.{name}"].format(hours=24).split())
        assert " ".join(read.split()).count(words) == 1
    assert NL["notice.system"][:40] not in sanne.reads(QUESTION)


def test_a_stranger_reads_what_is_kept_until_they_are_let_in(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    read = " ".join(sanne.reads(QUESTION).split())
    pim = Person(conversation, "telegram:3", "Pim")
    let_in = " ".join(pim.reads(records.entry.invite(Role.OFFICER)).split())

    assert NL["notice.request"] in read
    assert NL["notice.kept"].format(hours=24) not in read, "not yet"
    assert NL["notice.kept_later"].format(hours=24) in read
    assert NL["notice.system"] in let_in
    assert NL["notice.request"] not in let_in


def test_a_restart_says_it_no_second_time(
    conversation: Conversation, records: Records, sanne: Person, tmp_path: Path
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    sanne.says(QUESTION)
    again = Records(tmp_path, Identity(bytes(32)), Rules(), records.clock)
    later = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, again)

    assert NL["notice.system"][:40] not in Person(later, sanne.key, "Sanne").reads(QUESTION)
    again.close()


def filled(name: str) -> str:
    """A text as a terminal shows it."""
    return plain(Reply((Paragraph((Span(NL[name]),)),)))


def test_a_flood_gets_one_word_and_no_work(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(a_minute=2))
    for _ in range(2):
        sanne.says(QUESTION)

    assert sanne.reads(QUESTION) == filled("limit.minute")
    incoming = Incoming(sanne.key, QUESTION, sanne.key)
    assert [sanne._conversation.receive(incoming) for _ in range(5)] == [[]] * 5
    assert len(records.own.everything(sanne.key)["journal"]) == 2


def test_a_flood_of_presses_gets_one_word_and_no_work(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(presses=2))
    press = Action("language", ("en",))
    for _ in range(2):
        sanne.presses(press)

    assert sanne.presses(press) == TEXTS.catalogues["nl"]["limit.presses"]
    incoming = Incoming(sanne.key, "", sanne.key, press)
    assert sanne._conversation.receive(incoming) == []
    assert QUESTION not in sanne.reads(QUESTION)


def test_who_sits_at_the_machine_has_no_limit(
    conversation: Conversation, records: Records
) -> None:
    records.limits = Limits(Budget(a_minute=1, a_day=1, together_a_day=1, presses=1))
    operator = Person(conversation, OPERATOR, "")

    read = [operator.reads(QUESTION) for _ in range(3)]

    assert read[1] == read[2] != filled("limit.minute")


def test_no_shorter_time_is_told_than_words_are_kept(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "long").mkdir()
    records = Records(tmp_path / "long", Identity(bytes(32)), Rules(80, "open"), clock)
    conversation = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, records)

    read = Person(conversation, "telegram:1", "Pim").reads("/privacy")

    assert NL["kept.journal"].format(term="80 uur") in " ".join(read.split())
    records.close()


def test_the_privacy_text_says_what_holds_under_the_settings(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "strict").mkdir()
    rules = Rules(0, "open", Budget(a_minute=3, a_day=7))
    records = Records(tmp_path / "strict", Identity(bytes(32)), rules, clock)
    conversation = Conversation(Answerer(Shelf(*ALL), bytes(32)), TEXTS, records)

    read = " ".join(Person(conversation, "telegram:1", "Pim").reads("/privacy").split())

    assert NL["privacy.kept_not"] in read
    assert NL["access.is_open"] in read
    assert NL["privacy.limits"].format(minute=3, day=7) in read
    assert NL["consent.agree"][:15] not in read
    records.close()


def test_own_data_are_shown_in_words_and_as_json(sanne: Person, records: Records) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.ADVISOR, "intern")
    sanne.says(QUESTION)

    reply = sanne.says("/mijngegevens")
    read = plain(reply)

    assert QUESTION in read
    assert "Sanne: adviseur voor “intern”" in read
    assert reply.enclosed is not None
    assert reply.enclosed.name == "mijngegevens.json"
    shown = json.loads(reply.enclosed.content)
    assert shown["roles"][0]["name"] == "Sanne"
    assert shown["journal"][0]["said"]["said"]["answer"]["question"] == QUESTION


def test_nobody_reads_another_s_data(
    conversation: Conversation, records: Records, sanne: Person
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    sanne.says(QUESTION)
    pim = Person(conversation, "telegram:1000000008", "Pim")
    records.roles.grant(pim.key, "Pim", Role.ADMIN)

    assert QUESTION not in pim.reads("/mijngegevens")
    assert NL["access.alone"][:30] in pim.reads("/mijngegevens", "telegram:-100")


def test_consent_is_given_and_withdrawn_with_a_button(sanne: Person, records: Records) -> None:
    (row,) = sanne.says("/privacy").buttons
    assert row[0].action is not None
    assert "30 dagen" in sanne.presses(row[0].action)
    assert records.consents.given(sanne.key)

    (row,) = sanne.says("/privacy").buttons
    assert row[0].action is not None
    assert sanne.presses(row[0].action).startswith("Ik bewaar uw vragen niet langer dan 24 uur.")
    assert not records.consents.given(sanne.key)


def test_strangers_cannot_switch_the_bot_off_for_who_may_ask(
    conversation: Conversation, sanne: Person, records: Records
) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(together_a_day=1))
    for number in range(100, 105):
        Person(conversation, f"telegram:{number}", "Vreemd").says("Hallo")

    assert sanne.reads(QUESTION) != filled("limit.together")
    assert sanne.reads(QUESTION) == filled("limit.together")


@pytest.mark.parametrize("command", ["/privacy", "/MijnGegevens", "/vergeetmij@VrijWijzerBot"])
def test_no_limit_refuses_a_right(sanne: Person, records: Records, command: str) -> None:
    records.roles.grant(sanne.key, "Sanne", Role.OFFICER)
    records.limits = Limits(Budget(a_minute=1, a_day=1, together_a_day=1))
    sanne.says(QUESTION)
    assert sanne.reads(QUESTION) == filled("limit.minute")

    read = sanne.reads(command)

    assert read not in {filled(f"limit.{why}") for why in ("minute", "day", "together")}
    assert read != filled("error.unknown_command")
