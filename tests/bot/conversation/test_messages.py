"""The messages of people, rights and the door, as text that a person has found right."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from bot.conversation import Conversation
from bot.state.identity import Identity
from bot.state.records import Records, Rules
from bot.state.roles import Role
from bot.terminal import plain
from tests.bot.conversation.chat import EN, NL, NOTE, QUESTION, TEXTS, Chat, words
from tests.support.snapshots import assert_as_kept

ME = "telegram:1"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(tmp_path, Identity(bytes(32)), Rules(access="invited"))
    records.told.tell(ME)
    yield records
    records.close()


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", ["mensen", "vergeetmij", "feedback", "taal", "hiaten"])
def test_a_message_reads_as_a_person_has_found_right(
    chat: Chat, records: Records, command: str, language: str
) -> None:
    records.roles.grant(ME, "Aaf", Role.ADMIN)
    records.roles.grant("telegram:2", "Sanne", Role.ADVISOR, "intern")
    records.entry.ask("telegram:3", "Ali")
    chat.says(f"/taal {language}")

    assert_as_kept(f"command-{command}-{language}", _steady(plain(chat.says(f"/{command}"))))


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_stranger_reads_what_to_do(chat: Chat, language: str) -> None:
    chat.says(f"/taal {language}")

    assert_as_kept(f"stranger-{language}", _steady(plain(chat.says("Hallo"))))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_wait_has_a_word_of_its_own(language: str) -> None:
    said = [
        TEXTS.get(language, f"limit.{why}")
        for why in ("minute", "held", "presses", "day", "together")
    ]

    assert len(set(said)) == len(said)


def test_a_group_is_no_place_for_rights(chat: Chat, records: Records) -> None:
    records.roles.grant("telegram:-5", "Beleid", Role.OFFICER)

    assert words(chat.says("/privacy", group=True)).startswith(TEXTS.get("nl", "access.alone"))


def _steady(text: str) -> str:
    """Without what differs each time: codes and days."""
    text = re.sub(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", "AAAA-AAAA-AAAA", text)
    text = re.sub(r"\([2-9A-Z]{4}\)", "(AAAA)", text)
    return re.sub(r"\d\d-\d\d-\d{4}", "31-12-2026", text) + "\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ik wil dat u mijn gegevens wist", "erase"),
        ("wat bewaart u van mij?", "kept"),
        ("kan ik met een mens praten?", "human"),
    ],
)
def test_who_speaks_of_their_own_data_or_of_a_person_is_shown_the_way(
    chat: Chat, records: Records, text: str, name: str
) -> None:
    records.roles.grant(ME, "Aaf", Role.OFFICER)

    assert words(chat.says(text)) == NL[f"declined.{name}"]
    assert chat.buttons == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("nederlands", NL), ("English", EN), ("engels", EN), ("nl", NL), ("EN", EN)],
)
def test_a_language_is_chosen_by_its_name(
    chat: Chat, records: Records, typed: str, said: Any
) -> None:
    records.roles.grant(ME, "Aaf", Role.OFFICER)
    language = "nl" if said is NL else "en"

    assert words(chat.says(f"/taal {typed}")) == said[f"language.{language}"]


def test_the_first_english_question_is_spoken_to_in_english_throughout(
    conversation: Conversation, records: Records
) -> None:
    records.roles.grant("telegram:7", "Sam", Role.OFFICER)

    said = words(Chat(conversation, "telegram:7").says("Which steps does a clubplan have?"))

    assert EN["notice.system"] in said
    assert NL["notice.system"] not in said


@pytest.mark.parametrize("first", ["/taal english", "/taal en", "Hello, who are you?"])
def test_who_begins_in_english_reads_in_english_what_answers(
    conversation: Conversation, first: str
) -> None:
    assert EN["notice.system"] in plain(Chat(conversation, "telegram:2").says(first))


def test_who_is_forgotten_is_spoken_to_as_anybody_new(chat: Chat, records: Records) -> None:
    chat.says("Hello, who are you?")
    assert records.spoken.of("telegram:1") == "en"
    chat.says("/vergeetmij")

    chat.presses(EN["erase.button"])

    assert records.spoken.of("telegram:1") is None
    assert NL["access.stranger"] in words(chat.says("/start"))


def test_who_asks_too_much_in_english_hears_so_in_english(chat: Chat, records: Records) -> None:
    records.roles.grant(ME, "Aaf", Role.OFFICER)
    for _ in range(records.limits.budget.a_minute):
        records.limits.refusal(ME)

    assert words(chat.says("What do the clubs do?")) == EN["limit.held"]


@pytest.mark.parametrize("text", ["AAAA-BBBB-CCCC", "2024-05", "https://voorbeeld.nl/a"])
def test_what_is_in_no_language_changes_none(chat: Chat, text: str) -> None:
    chat.says("Hallo, mag ik iets vragen?")

    assert NL["access.stranger"] in words(chat.says(text)) or words(chat.says(text)) in NL.values()


def test_who_does_not_want_to_be_forgotten_after_all_says_no(chat: Chat, records: Records) -> None:
    records.roles.grant(ME, "Aaf", Role.OFFICER)
    chat.says("/vergeetmij")

    assert words(chat.presses(NL["erase.leave"])) == NL["erase.left"]
    assert records.roles.find(ME) != []


TALK: Final = {
    "nl": ("Wie bent u?", "ja", "nee", "Dank u", "wat bewaart u van mij?", "/onbekend", ""),
    "en": ("Who are you?", "yes", "no", "Thank you", "what do you keep of me?", "/unknown", ""),
}


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
def test_small_talk_reads_as_a_person_has_found_right(
    chat: Chat, records: Records, language: str
) -> None:
    records.roles.grant(ME, "Aaf", Role.OFFICER)
    said = [f"> {text}\n\n{plain(chat.says(text))}" for text in TALK[language]]

    assert_as_kept(f"talk-{language}", "\n\n".join(said) + "\n")


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_kept_of_a_person_reads_as_a_person_has_found_right(
    chat: Chat, records: Records, language: str
) -> None:
    button = TEXTS.catalogues[language]
    records.roles.grant(ME, "Aaf", Role.MODERATOR)
    chat.says(f"/taal {language}")
    chat.sends("koken.md", NOTE)
    chat.says(QUESTION[language])
    chat.presses(button["button.menu"])
    chat.presses(button["button.wrong"])
    chat.presses(button["feedback.reason_old"])

    said = re.sub(r"\d\d:\d\d \w+", "12:00 UTC", _steady(plain(chat.says("/mijngegevens"))))

    assert_as_kept(f"own-{language}", said)
