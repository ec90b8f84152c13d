"""How the bot behaves: presses, edits, reactions, latecomers, groups, files."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.declines import DELETE
from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import START, Action, Button, Incoming, Life, Paragraph, Reply, Span
from bot.telegram.pace import EDIT_SECONDS
from tests.bot.telegram.running import WORDING, Echo, running
from tests.support.quick import QUICK
from tests.support.tdlib import accepts


@dataclass
class Pages:
    """Turns pages in place; "adres" gives a link into the bot; counts what it was asked to do."""

    did: list[tuple[str, ...]] = field(default_factory=list)

    def receive(self, incoming: Incoming) -> list[Reply]:
        if incoming.action is None and incoming.text == "adres":
            link = f"{START}a_abc"
            return [Reply((Paragraph((Span("Lees", link=link),)),), ((Button("Open", link),),))]
        about = incoming.action.about if incoming.action else ("0",)
        self.did.append(about)
        if about[0] == "stop":
            return [Reply((), replaces=True)]
        page = int(about[0])
        row = (
            Button("Verder", action=Action("page", (str(page + 1),))),
            Button("Eens", action=Action("page", ("7",), Life.CHANGES)),
            Button("Stop", action=Action("page", ("stop",))),
        )
        text = Paragraph((Span(f"Bladzijde {page}"),))
        return [Reply((text,), (row,), replaces=incoming.action is not None, answer_id="A-1")]


async def test_a_press_turns_the_page_in_its_own_message(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Pages()):
        officer.sends("begin")
        first = await officer.reply()
        officer.presses("Verder")
        second = await officer.edited(first)

    assert second.text == "Bladzijde 1"
    assert len([m for m in officer.messages if m.sender.is_bot]) == 1
    assert accepts(second)


async def test_two_quick_edits_stand_a_second_and_a_half_apart(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Pages()):
        officer.sends("begin")
        message = await officer.reply()
        began = QUICK.now()
        for _ in range(3):
            officer.presses("Verder")
            message = await officer.edited(message)

    assert message.text == "Bladzijde 3"
    assert QUICK.now() - began >= 2 * EDIT_SECONDS
    assert emulator.violations == ()


async def test_a_press_may_change_the_buttons_alone(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Pages()):
        officer.sends("begin")
        first = await officer.reply()
        officer.presses("Stop")
        second = await officer.edited(first)

    assert (second.text, second.buttons) == ("Bladzijde 0", ())


async def test_a_double_tap_counts_once_and_no_button_waits(
    emulator: Emulator, tmp_path: Path
) -> None:
    pages, officer = Pages(), emulator.person()
    async with running(emulator, tmp_path, pages):
        officer.sends("begin")
        first = await officer.reply()
        presses = [officer.presses("Eens"), officer.presses("Eens")]
        assert [await officer.answered(press) for press in presses] == ["", ""]
        await officer.edited(first)
        officer.sends("en verder")
        await officer.reply()

    assert pages.did == [("0",), ("7",), ("0",)]


async def test_a_press_is_answered_while_an_answer_in_its_chat_is_still_made(
    emulator: Emulator, tmp_path: Path
) -> None:
    pages, officer = Pages(), emulator.person()
    async with running(emulator, tmp_path, pages):
        officer.sends("begin")
        await officer.reply()
        emulator.plays(Fault("sendMessage", Trouble.SLOW, seconds=2))
        officer.sends("en nog een")
        press = officer.presses("Verder")
        assert await officer.answered(press, patience=1.5) == ""
        await officer.reply()


async def test_another_person_s_button_has_expired(emulator: Emulator, tmp_path: Path) -> None:
    pages, officer, other = Pages(), emulator.person("Sanne"), emulator.person("Ali")
    async with running(emulator, tmp_path, pages):
        officer.sends("begin")
        button = (await officer.reply()).buttons[0]
        other.sends("ook")
        press = other.presses_late(await other.reply(), button.data or "")
        assert await other.answered(press) == WORDING.expired

    assert pages.did == [("0",), ("0",)]


async def test_an_edited_question_edits_its_answer(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        question = officer.sends("Hoe betreken we sport?")
        answer = await officer.reply()
        officer.edits(question, "Hoe betrekken we sport?")
        answer = await officer.edited(answer)

    assert answer.text == "Antwoord op Hoe betrekken we sport?"
    assert len([m for m in officer.messages if m.sender.is_bot]) == 1


async def test_an_edit_after_a_restart_still_finds_its_answer(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        question = officer.sends("Een")
        answer = await officer.reply()
    async with running(emulator, tmp_path, Echo()):
        officer.edits(question, "Twee")
        answer = await officer.edited(answer)

    assert answer.text == "Antwoord op Twee"


async def test_an_edit_that_makes_an_answer_shorter_takes_the_rest_away(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        question = officer.sends("lang")
        first, *_ = await officer.replies(3)
        officer.edits(question, "kort")
        await officer.edited(first)
        officer.sends("slot")
        await officer.reply()

    texts = [m.text for m in officer.messages if m.sender.is_bot]
    assert texts == ["Antwoord op kort", "Antwoord op slot"]


async def test_an_edit_whose_answer_fails_leaves_the_whole_answer_that_there_was(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        question = officer.sends("lang")
        parts = await officer.replies(3)
        officer.edits(question, "stuk")
        await officer.reply()

    assert [part for part in parts if part in officer.messages] == parts


async def test_an_edit_of_a_question_whose_answer_was_deleted_is_answered_anew(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        question = officer.sends("Een")
        officer.deletes(await officer.reply())
        officer.edits(question, "Twee")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Twee"


@pytest.mark.parametrize(("emoji", "verdict"), [("👍", "right"), ("👎", "wrong")])
async def test_a_thumb_below_an_answer_says_what_the_button_says(
    emulator: Emulator, tmp_path: Path, emoji: str, verdict: str
) -> None:
    echo, officer = Hears(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("Hoe?")
        answer = await officer.reply()
        officer.reacts(answer, emoji)
        await officer.reply()

    assert echo.heard[1].action == Action("feedback", (verdict, "A-1"))


@dataclass
class Hears:
    """Keeps what it hears."""

    heard: list[Incoming] = field(default_factory=list)

    def receive(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        return [Reply((Paragraph((Span("Gehoord"),)),), answer_id="A-1")]


async def test_other_reactions_and_those_below_one_s_own_words_say_nothing(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Hears(), emulator.person()
    async with running(emulator, tmp_path, echo):
        question = officer.sends("Hoe?")
        answer = await officer.reply()
        officer.reacts(answer, "🔥")
        officer.reacts(answer, "")
        officer.reacts(question, "👎")
        officer.sends("Daarna")
        await officer.reply()

    assert [incoming.text for incoming in echo.heard] == ["Hoe?", "Daarna"]


async def test_a_link_into_the_bot_carries_its_name(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Pages()):
        officer.sends("adres")
        message = await officer.reply()

    link = "https://t.me/VrijWijzerBot?start=a_abc"
    assert [entity.url for entity in message.entities] == [link]
    assert [button.url for button in message.buttons] == [link]
    assert accepts(message)


async def test_a_file_is_fetched_when_the_conversation_asks_for_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    contents: list[bytes] = []

    def read(incoming: Incoming) -> None:
        assert incoming.file is not None
        contents.append(incoming.file.read())

    echo, officer = Echo(before=read), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends_file("plan.pdf", b"%PDF-1.7 inhoud")
        await officer.reply()

    assert contents == [b"%PDF-1.7 inhoud"]
    (heard,) = echo.heard
    assert heard.file is not None
    assert (heard.file.name, heard.file.size) == ("plan.pdf", 15)


@dataclass
class Careful:
    """Answers everything with a button that takes the question out of the chat."""

    def receive(self, incoming: Incoming) -> list[Reply]:
        button = Button("Verwijder mijn bericht", action=DELETE)
        return [Reply((Paragraph((Span("Dat bewaar ik niet."),)),), ((button,),), forget=True)]


async def test_what_should_not_be_there_can_be_taken_out_of_the_chat(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Careful()):
        question = officer.sends("Het nummer is 123456782")
        answer = await officer.reply()
        officer.presses("Verwijder mijn bericht")
        answer = await officer.edited(answer)

    assert question.id not in {message.id for message in officer.messages}
    assert answer.buttons == ()


async def test_a_button_that_is_used_up_goes_and_the_others_stay(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Verdicts()):
        officer.sends("begin")
        shown = await officer.reply()
        officer.presses("Klopt")
        await officer.reply()
        left = await officer.edited(shown)

    assert [button.label for button in left.buttons] == ["Terug"]
    assert left.text == shown.text


class Verdicts:
    """Shows a button that works once beside one that works again; thanks in a message."""

    def receive(self, incoming: Incoming) -> list[Reply]:
        row = (
            Button("Klopt", action=Action("right", life=Life.CHANGES)),
            Button("Terug", action=Action("back")),
        )
        return [Reply((Paragraph((Span("Zo"),)),), () if incoming.action else (row,))]
