"""A button below an answer leads to that very answer, whatever was asked and answered since."""

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.reply import START, Incoming, Reply
from bot.shelves import LibraryShelves
from bot.state.records import Records
from bot.state.roles import Role
from bot.terminal import plain
from knowledge.library import Library
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import EN, NL, TEXTS, Chat, without_keys, words
from tests.bot.sample import ALL, NOTE
from tests.support.builders import article, case_note, source
from tests.support.snapshots import assert_as_kept

QUESTION = "Welke stappen heeft een clubplan?"
OTHER = "Hoe bedankt Duinveen vrijwilligers?"
# What is asked after the first question, and may be answered otherwise when it is asked alone.
FOLLOW_UPS = ["meer", "korter", "en in Polderwijk?", "in het Engels", OTHER]


@pytest.mark.parametrize("said", FOLLOW_UPS)
@pytest.mark.parametrize("view", ["context", "menu"])
def test_the_way_back_leads_to_the_answer_that_was_left(chat: Chat, said: str, view: str) -> None:
    chat.says(QUESTION)
    answer = chat.says(said)
    pressed = next(a for row in answer.buttons for a in row if a.does and a.does.name == view)

    chat.presses(pressed.label)
    label = next(b.label for b in chat.buttons if b.does and b.does.name == "card")
    back = chat.presses(label)

    assert back.replaces
    assert replace(back, replaces=False) == answer


def test_an_older_answer_opens_in_its_own_language_after_other_questions(chat: Chat) -> None:
    answer = chat.says(QUESTION)
    chat.says("How does Duinveen thank its volunteers?")
    chat.shown = answer

    page = chat.presses(NL["button.context"])

    assert NL["button.back"] in [button.label for button in chat.buttons]
    assert "Nodig alle clubs uit" in words(page)
    assert words(chat.presses(NL["button.back"])) == words(answer)


def test_meer_typed_as_a_word_as_a_command_and_pressed_is_one_thing(chat: Chat) -> None:
    first = chat.says(QUESTION)
    typed = chat.says("meer")
    commanded = chat.says(f"/meer {first.answer_id}")
    chat.shown = first
    pressed = chat.presses(NL["button.more"])

    assert words(typed) != words(first)
    assert commanded == pressed == typed


def test_more_can_be_asked_for_until_there_is_no_more(chat: Chat) -> None:
    seen = [words(chat.says(QUESTION))]
    for _ in range(10):
        if NL["button.more"] not in [button.label for button in chat.buttons]:
            break
        seen.append(words(chat.presses(NL["button.more"])))

    assert seen[-1].endswith(NL["declined.no_more"])
    assert len(set(seen)) == len(seen) > 2


def test_waarom_is_of_the_last_answer_or_of_the_one_that_is_named(chat: Chat) -> None:
    first = chat.says(QUESTION).answer_id
    last = chat.says(OTHER).answer_id

    assert words(chat.says("/waarom")).startswith(NL["why.title"].format(id=last))
    named = words(chat.says(f"/waarom {first.upper()}"))
    assert named.startswith(NL["why.title"].format(id=first))
    assert NL["why.searched"].format(question=QUESTION) in named
    assert words(chat.says("/waarom A-onzin")) == NL["again.forgotten"]


def test_waarom_tells_of_what_was_asked_on(chat: Chat) -> None:
    chat.says(QUESTION)
    more = chat.says("meer")

    told = words(chat.says("/waarom"))

    assert told.startswith(NL["why.title"].format(id=more.answer_id))
    quoted = told.partition(NL["why.quoted"])[2].partition(NL["why.beside"])[0]
    assert "leest niemand" in quoted
    assert "Nodig alle clubs" not in quoted


@pytest.mark.parametrize("command", ["/waarom", "/meer", "/context"])
def test_before_any_question_a_command_says_what_it_is_for(chat: Chat, command: str) -> None:
    assert words(chat.says(command)) == NL["context.typed"]


def test_a_link_opens_what_was_asked_on_and_one_can_ask_on_from_there(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    chat.says(QUESTION)
    more = chat.says("meer")
    chat.presses(NL["button.menu"])
    link = str(chat.presses(NL["button.link"]).buttons[0][0].url)
    records.told.tell("telegram:2")
    colleague = Chat(conversation, "telegram:2")

    opened = colleague.says(f"/start {link.removeprefix(START)}")

    assert [p for p in opened.paragraphs if p.folded] == [p for p in more.paragraphs if p.folded]
    colleague.presses(NL["button.context"])
    assert words(colleague.presses(NL["button.back"])) in words(opened)
    assert QUESTION in words(colleague.says("/waarom"))
    assert NL["again.forgotten"] != words(colleague.says(f"/waarom {opened.answer_id}"))


def test_a_link_that_holds_quotes_opens_for_who_may_see_as_much(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    records.roles.grant("telegram:1", "Sanne", Role.ADVISOR, "intern")
    chat.says(QUESTION)
    more = chat.says("meer")
    chat.presses(NL["button.menu"])
    link = str(chat.presses(NL["button.link"]).buttons[0][0].url)
    records.told.tell("telegram:2")
    colleague = Chat(conversation, "telegram:2")

    assert words(colleague.says(f"/start {link.removeprefix(START)}")) == NL["link.stale"]

    records.roles.grant("telegram:2", "Bo", Role.OFFICER, "intern")
    opened = colleague.says(f"/start {link.removeprefix(START)}")
    assert [p for p in opened.paragraphs if p.folded] == [p for p in more.paragraphs if p.folded]


def test_nobody_opens_another_s_answer_by_its_id(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    mine = chat.says(QUESTION)
    records.told.tell("telegram:2")

    said = Chat(conversation, "telegram:2").says(f"/waarom {mine.answer_id}")

    assert words(said) == NL["again.forgotten"]


def test_where_the_sources_have_changed_the_answer_of_now_is_shown_and_it_says_so(
    chat: Chat, library: Library, intake: Intake, records: Records
) -> None:
    answer = chat.says(OTHER)
    chat.presses(NL["button.menu"])
    label = NL["button.back"]
    press = next(button.does for button in chat.buttons if button.label == label)

    def reopened(shelf: Shelf) -> Reply:
        shelf.revision = 2
        answerer = Answerer(shelf, bytes(32))
        desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
        later = Conversation(answerer, TEXTS, records, desks)
        (shown,) = later.receive(Incoming("telegram:1", "", "telegram:1", press))
        return shown

    same, changed = reopened(Shelf(*ALL)), reopened(Shelf(*(set(ALL) - {NOTE}), NEW))

    assert words(same) == words(answer)
    assert words(changed).startswith(NL["again.changed"])
    assert "een kaart" in words(changed)


NEW = source(
    case_note(
        "Duinveen: dank met een kaart", "De gemeente Duinveen bedankt vrijwilligers met een kaart."
    ),
    "kaart",
)


def test_once_the_journal_is_empty_a_button_has_expired(chat: Chat, records: Records) -> None:
    chat.says(QUESTION)
    records.people.database.execute("DELETE FROM journal")

    for label in ("context", "more", "menu"):
        shown = chat.shown
        assert words(chat.presses(NL[f"button.{label}"])) == NL["error.expired"]
        chat.shown = shown


class TestSummaries:
    """Who may not see an original reads its summary, and looks only that up."""

    @pytest.fixture
    def shelf(self, library: Library) -> Shelf:
        original = source(
            article(
                "Clubs in Duinveen",
                "## Betalen\n\nDe gemeente Duinveen betaalt de clubs.",
                publisher="Bureau Duin",
                url="https://voorbeeld.nl/clubs",
                collection="intern",
            ),
            "origineel",
        )
        library.add([original])
        return Shelf(*ALL)

    def test_the_summary_is_shown_to_who_sees_only_that(self, chat: Chat) -> None:
        chat.says("Wat geeft Duinveen haar sportclubs en koren?")

        shown = words(chat.presses(NL["button.context"]))

        assert "Duinveen geeft haar sportclubs en koren geld." in shown

    @pytest.mark.usefixtures("shelf")
    def test_the_original_is_no_closed_book_to_who_may_see_it(self, library: Library) -> None:
        shelves = LibraryShelves(library)
        original, digest = (
            library.source(name).passages[0].id for name in ("origineel", "digest")
        )

        assert shelves.shelved(original, {"openbaar", "intern"})
        assert not shelves.shelved(original, {"openbaar"})
        assert shelves.shelved(digest, {"openbaar"})
        assert not shelves.shelved(digest, {"openbaar", "intern"})
        assert shelves.linked(shelves.link_key(original)) == original


@pytest.mark.snapshot
def test_what_a_colleague_opens_reads_as_a_person_has_found_right(
    chat: Chat, conversation: Conversation, records: Records
) -> None:
    chat.says(QUESTION)
    chat.says("meer")
    chat.presses(NL["button.menu"])
    link = str(chat.presses(NL["button.link"]).buttons[0][0].url)
    records.told.tell("telegram:2")

    opened = Chat(conversation, "telegram:2").says(f"/start {link.removeprefix(START)}")

    assert_as_kept("view-opened-nl", without_keys(plain(opened)) + "\n")


def test_english_asks_for_more_in_english(chat: Chat) -> None:
    chat.says("Which steps does a clubplan have?")

    assert "I read your question as" in words(chat.presses(EN["button.more"]))
