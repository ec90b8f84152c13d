"""The conversation, whatever the channel: commands, memory, and how it all reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.reply import Action, Button, Incoming, Life, Paragraph, Reply, Span
from bot.state.identity import Identity
from bot.state.journal import Kept
from bot.state.limits import Budget, Limits
from bot.state.records import Records, Rules
from bot.terminal import plain
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.bot.sample import ALL, NOTE
from tests.support.builders import case_note, source
from tests.support.snapshots import assert_as_kept

TEXTS = load_texts()
NL, EN = TEXTS.catalogues["nl"], TEXTS.catalogues["en"]
KEEP_HOURS = 24
POLDERWIJK = source(
    case_note(
        "Polderwijk: dank met een boekenbon",
        "De gemeente Polderwijk bedankt vrijwilligers met een boekenbon.",
        municipalities=("Polderwijk",),
    ),
    "boekenbon",
)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Chat:
    """One person's chat with a conversation."""

    def __init__(self, conversation: Conversation, key: str = "telegram:1") -> None:
        self._conversation = conversation
        self._key = key

    def says(self, text: str) -> Reply:
        (reply,) = self._conversation.receive(Incoming(self._key, text, self._key))
        return reply

    def reads(self, text: str) -> str:
        return plain(self.says(text))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    records = Records(tmp_path, Identity(bytes(32)), Rules(KEEP_HOURS, "open"), clock)
    records.told.tell("telegram:1")  # `test_access` reads what is said first in a chat
    yield records
    records.close()


@pytest.fixture
def conversation(records: Records) -> Conversation:
    return Conversation(Answerer(Shelf(*ALL, POLDERWIJK), bytes(32)), TEXTS, records)


@pytest.fixture
def chat(conversation: Conversation) -> Chat:
    return Chat(conversation)


@pytest.mark.snapshot
@pytest.mark.parametrize("command", ["start", "help", "bronnen", "privacy"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_command_is_answered_as_a_person_has_found_right(
    chat: Chat, command: str, language: str
) -> None:
    if language == "en":
        chat.says("Thank you, how does Duinveen thank volunteers?")

    assert_as_kept(f"command-{command}-{language}", chat.reads(f"/{command}") + "\n")


def test_the_start_offers_three_questions_to_press(chat: Chat) -> None:
    assert chat.says("/start").buttons == tuple(
        (Button(words, action=Action("ask", (words,), Life.STAYS)),)
        for words in (NL[f"start.example_{number}"] for number in (1, 2, 3))
    )


@pytest.mark.parametrize(
    "text", ["/start", " /start ", "/START", "/start@VrijWijzerBot", "/start uit-een-link"]
)
def test_a_command_is_known_in_all_its_forms(chat: Chat, text: str) -> None:
    assert chat.reads(text).startswith(NL["start.title"])


@pytest.mark.parametrize("text", ["/onzin", "/", "/starten", "/bron nen"])
def test_an_unknown_command_names_those_that_there_are(chat: Chat, text: str) -> None:
    assert chat.reads(text) == plain_line(NL["error.unknown_command"])


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_what_is_no_text_is_answered_with_what_to_do(chat: Chat, text: str) -> None:
    assert chat.reads(text) == plain_line(NL["declined.no_text"])


def test_a_library_without_sources_says_so(records: Records) -> None:
    chat = Chat(Conversation(Answerer(Shelf(), bytes(32)), TEXTS, records))

    assert chat.reads("/bronnen") == NL["sources.none"]


def test_of_many_sources_twenty_are_named_and_the_rest_is_counted(records: Records) -> None:
    notes = [source(case_note(f"Notitie {n}", "Zo is het."), f"n{n}") for n in range(23)]
    chat = Chat(Conversation(Answerer(Shelf(*notes), bytes(32)), TEXTS, records))

    said = chat.reads("/bronnen")

    assert "Notitie 19" in said
    assert "Notitie 20" not in said
    assert said.endswith("En nog 3 andere.")


def test_a_source_in_the_list_is_linked_to_its_original(chat: Chat) -> None:
    links = [span.link for p in chat.says("/bronnen").paragraphs for span in p.spans if span.link]

    assert links == ["https://voorbeeld.nl/clubplan", "https://voorbeeld.nl/clubs"]


def test_a_follow_up_is_read_with_the_last_question(chat: Chat) -> None:
    chat.says("Hoe bedankt Duinveen vrijwilligers?")

    said = chat.reads("En in Polderwijk?")

    assert said.startswith("Ik heb uw vraag zo begrepen: “Hoe bedankt Polderwijk vrijwilligers?”")
    assert "boekenbon" in said


def test_a_follow_up_still_works_just_before_a_day_is_over(chat: Chat, clock: Clock) -> None:
    chat.says("Hoe bedankt Duinveen vrijwilligers?")
    clock.now += KEEP_HOURS * 3600 - 1

    assert "Hoe bedankt Polderwijk vrijwilligers?" in chat.reads("En in Polderwijk?")


def test_after_a_day_the_last_question_is_forgotten(chat: Chat, clock: Clock) -> None:
    chat.says("Hoe bedankt Duinveen vrijwilligers?")
    clock.now += KEEP_HOURS * 3600

    assert "Duinveen vrijwilligers" not in chat.reads("En in Polderwijk?").split("│")[0]
    assert "zo begrepen" not in chat.reads("/help")


def test_nothing_is_remembered_where_nothing_is_to_be_kept(tmp_path: Path, clock: Clock) -> None:
    records = Records(tmp_path, Identity(bytes(32)), Rules(0, "open"), clock)
    chat = Chat(Conversation(Answerer(Shelf(*ALL, POLDERWIJK), bytes(32)), TEXTS, records))
    chat.says("Hoe bedankt Duinveen vrijwilligers?")

    assert "zo begrepen" not in chat.reads("En in Polderwijk?")
    assert records.people.rows("SELECT count(*) FROM journal") == [(0,)]
    records.close()


def test_a_question_that_an_earlier_version_kept_otherwise_is_passed_over(
    chat: Chat, records: Records, clock: Clock
) -> None:
    for turn in ({"words": "Hoe?"}, "Hoe?", None, {"text": "Hoe?", "kind": "other"}):
        records.journal.keep("telegram:1", Kept("A-1", "telegram:1", clock(), {"turn": turn}))

        assert "zo begrepen" not in chat.reads("En in Polderwijk?")


def test_small_talk_in_between_does_not_break_a_follow_up(chat: Chat) -> None:
    chat.says("Hoe bedankt Duinveen vrijwilligers?")
    chat.says("Dank u wel")
    chat.says("🙂")

    assert "Hoe bedankt Polderwijk vrijwilligers?" in chat.reads("En in Polderwijk?")


def test_two_chats_do_not_hear_each_other(conversation: Conversation) -> None:
    Chat(conversation, "telegram:1").says("Hoe bedankt Duinveen vrijwilligers?")

    said = Chat(conversation, "telegram:2").reads("En in Polderwijk?")

    assert "zo begrepen" not in said


def test_commands_are_answered_in_the_language_of_the_last_question(chat: Chat) -> None:
    assert chat.reads("/help").startswith(NL["help.title"])
    chat.says("How does Duinveen thank volunteers?")
    assert chat.reads("/help").startswith(EN["help.title"])
    assert chat.reads("/onzin").startswith(EN["error.unknown_command"][:30])
    assert chat.reads("").startswith(EN["declined.no_text"][:30])
    chat.says("Hoe bedankt Duinveen vrijwilligers?")
    assert chat.reads("/help").startswith(NL["help.title"])


def test_an_english_greeting_is_returned_in_english(chat: Chat) -> None:
    assert chat.reads("Good morning").startswith(EN["declined.greeting"].split("{")[0][:20])


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=30) | st.sampled_from(["/start", "En dat?"]), max_size=4))
def test_whatever_is_sent_gets_one_reply_that_can_be_read(
    records: Records, texts: list[str]
) -> None:
    records.limits = Limits(Budget(a_minute=10_000))  # of a flood most gets no word
    chat = Chat(Conversation(Answerer(Shelf(NOTE), bytes(32)), TEXTS, records))

    for text in texts:
        assert chat.reads(text).strip()


def plain_line(text: str) -> str:
    """A text as a terminal shows it."""
    return plain(Reply((Paragraph((Span(text),)),)))
