"""What a group reads is short, and keeps what must be known of it."""

from datetime import date

import pytest

from bot.answering.brief import brief
from bot.answering.model import (
    Answered,
    AnswerWarning,
    Citation,
    Exchange,
    Label,
    LabelKind,
    Statement,
    Timings,
    WarningCode,
)
from bot.conversation import Conversation
from bot.reply import START, Incoming, Paragraph, Reply
from bot.short import short
from bot.state.records import Records
from bot.terminal import plain
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import NL, TEXTS, Chat, words
from tests.bot.sample import ALL, COMMENT
from tests.support.builders import case_note, comment
from tests.support.snapshots import assert_as_kept

TODAY = date(2026, 3, 31)
SIDES = {"sport": "De clubs doen mee.", "cultuur": "De koren zingen.", "zorg": "De zorg wacht."}


def cited(number: int, text: str, *, opinion: bool = False) -> Citation:
    """A citation of a source of its own, dated on TODAY."""
    known = {"published": "2026-03-31", "authors": ("J. Bos",)}
    made = comment if opinion else case_note
    return Citation(
        number=number,
        quote=text,
        start=0,
        end=len(text),
        passage_id=f"s{number}#0",
        heading=(),
        link=None,
        source_id=f"s{number}",
        source=made(f"Bron {number}", text, **known).metadata,
        context=text,
        context_start=0,
    )


def answered(texts: list[str], labels: list[Label | None], *opinions: int) -> Answered:
    """An answer of these lines; those whose numbers are `opinions` are a reader's."""
    citations = tuple(cited(n, t, opinion=n in opinions) for n, t in enumerate(texts, start=1))
    lines = enumerate(zip(texts, labels, strict=True), start=1)
    return Answered(
        tuple(Statement(text, (number,), label=label) for number, (text, label) in lines),
        citations,
        (AnswerWarning(WarningCode.NO_METHOD), AnswerWarning(WarningCode.OPINION)),
        empty_sides=("onderwijs",),
    )


def read(answer: Answered) -> str:
    exchange = Exchange("A-1", "Vraag?", "nl", "Vraag?", answer, 0.9, Timings())
    return words(short(exchange, TEXTS, TODAY))


def test_every_side_of_a_comparison_keeps_its_first_line_and_its_name() -> None:
    texts = [f"{'x' * 500}. {text}" for text in SIDES.values()]
    told = read(answered(texts, [Label(LabelKind.SIDE, name) for name in SIDES]))

    for name, text in SIDES.items():
        assert f"{name.capitalize()}:" in told
        assert text in told
    assert "Onderwijs: geen bron" in told


def test_a_long_answer_says_that_it_was_cut_and_numbers_what_it_shows() -> None:
    side, other = (Label(LabelKind.SIDE, name) for name in ("sport", "zorg"))
    told = read(answered(["a" * 500, "b" * 500, "c" * 500], [side, side, other]))

    assert NL["group.cut"] in told
    assert "b" * 500 not in told
    assert f"{'c' * 500} [2]" in told
    assert "[2] Bron 3" in told
    assert NL["group.cut"] not in read(answered(["a" * 500], [None]))


def test_what_must_be_known_of_the_answer_stays_and_of_a_line_goes_with_it() -> None:
    texts = ["a" * 400, "b" * 400]
    warned = NL["warning.opinion"].format(who="J. Bos")

    assert NL["warning.no_method"] in read(answered(texts, [None] * 2))
    assert warned in read(answered(texts, [None] * 2, 1))
    assert warned not in read(answered(texts, [None] * 2, 2))


@pytest.mark.parametrize("length", [0, 600, 10_000])
def test_a_short_answer_is_an_answer(length: int) -> None:
    whole = answered(list(SIDES.values()), [None] * 3)

    cut = brief(whole, length, TODAY)

    assert set(cut.statements) <= set(whole.statements)
    assert brief(cut, length, TODAY) == cut


class TestOpinion:
    @pytest.fixture
    def shelf(self) -> Shelf:
        return Shelf(COMMENT)

    def test_a_group_reads_that_a_line_is_an_opinion(self, chat: Chat) -> None:
        said = words(chat.says("Wat vindt een lezer van een clubplan?", group=True))

        assert "penningmeester" in said
        assert NL["warning.opinion"].format(who="J. Bos") in said


class TestDeclined:
    @pytest.fixture
    def shelf(self) -> Shelf:
        return Shelf(*ALL, answerable=False)

    @pytest.mark.snapshot
    def test_it_reads_as_a_person_has_found_right(self, chat: Chat) -> None:
        said = chat.says("Wat kost een VOG?", group=True)

        assert_as_kept("group-decline-nl", plain(said) + "\n")

    def test_a_decline_says_what_is_missing_and_is_no_dead_end(self, chat: Chat) -> None:
        said = chat.says("Wat kost een VOG?", group=True)

        assert NL["missing.subject"].format(words="“VOG”") in words(said)
        assert NL["missing.next"] in words(said)
        assert all(button.url for row in said.buttons for button in row)
        assert not any(paragraph.folded for paragraph in said.paragraphs)

    def test_personal_data_in_a_group_are_wiped_as_well(
        self, chat: Chat, records: Records
    ) -> None:
        said = chat.says("Mijn BSN is 111222333, krijg ik een VOG?", group=True)

        assert said.forget
        assert records.people.rows("SELECT count(*) FROM journal") == [(0,)]


@pytest.mark.parametrize("command", ["/mijngegevens", "/vergeetmij", "/mensen", "/bronnen"])
def test_a_command_of_ours_is_not_for_a_group_and_says_so(chat: Chat, command: str) -> None:
    said = chat.says(command, group=True)

    assert words(said) == NL["access.alone"]
    assert [button.label for button in chat.buttons] == [NL["group.private"]]


@pytest.mark.parametrize("command", ["/start", "/help"])
def test_in_a_group_it_tells_how_to_ask_there(chat: Chat, command: str) -> None:
    assert words(chat.says(command, group=True)) == NL["group.how"]


def test_a_command_of_another_bot_is_not_answered(conversation: Conversation) -> None:
    said = conversation.receive(Incoming("telegram:-5", "/weer", "telegram:1", group=True))

    assert said == []


def test_the_link_below_opens_the_whole_answer_in_private(chat: Chat) -> None:
    said = chat.says("Welke stappen heeft een clubplan?", group=True)
    link = str(said.buttons[0][0].url).removeprefix(START)

    opened = chat.says(f"/start {link}")

    assert _folded(opened)
    assert "Opties ⋯" in [button.label for button in chat.buttons]


def _folded(reply: Reply) -> list[Paragraph]:
    return [paragraph for paragraph in reply.paragraphs if paragraph.folded]
