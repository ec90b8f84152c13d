"""What goes with an answer beside its text: a file, and commands for the menu of one chat."""

from pathlib import Path

from telegram import MessageEntity

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import Button, Enclosure, Incoming, Paragraph, Reply, Span
from tests.bot.telegram.running import running

CONTENT = '{"naam": "Zoë"}'.encode()


class Generous:
    """Answers with a text, a button, a file, and a duty for the menu.

    "weg" takes the duty away; "twee" gets two texts and no file.
    """

    def receive(self, incoming: Incoming) -> list[Reply]:
        if incoming.text == "weg":
            return [Reply((Paragraph((Span("Het is weg"),)),), duties=())]
        if incoming.text == "twee":
            return [Reply((Paragraph((Span(text),)),)) for text in ("Een", "Twee")]
        return [
            Reply(
                (Paragraph((Span("Dit bewaar ik", bold=True),)),),
                ((Button("Meer"),),),
                enclosed=Enclosure("mijngegevens.json", CONTENT),
                duties=("mensen",),
            )
        ]


async def test_a_file_comes_below_the_text_and_its_buttons(
    emulator: Emulator, tmp_path: Path
) -> None:
    person = emulator.person()
    async with running(emulator, tmp_path, Generous()):
        person.sends("/mijngegevens")
        text, document = await person.replies(2)

    assert text.styled(MessageEntity.BOLD) == ["Dit bewaar ik"]
    assert [button.label for button in text.buttons] == ["Meer"]
    assert document.file is not None
    assert (document.file.name, document.file.content) == ("mijngegevens.json", CONTENT)
    assert document.silent
    assert emulator.violations == ()


async def test_the_menu_of_that_chat_shows_the_duties_and_no_other_chat_does(
    emulator: Emulator, tmp_path: Path
) -> None:
    admin, officer = emulator.person("Aaf"), emulator.person("Sanne")
    async with running(emulator, tmp_path, Generous()):
        admin.sends("/help")
        await admin.replies(2)

    assert admin.menu == ["start", "help", "mensen"]
    assert officer.menu == ["start", "help"]


async def test_who_has_no_duty_any_more_has_the_menu_of_everybody(
    emulator: Emulator, tmp_path: Path
) -> None:
    admin = emulator.person("Aaf")
    async with running(emulator, tmp_path, Generous()):
        admin.sends("/help")
        await admin.replies(2)
        admin.sends("weg")
        await admin.reply()

    assert admin.menu == ["start", "help"]
    assert emulator.violations == ()


async def test_a_menu_that_telegram_refuses_costs_nobody_an_answer(
    emulator: Emulator, tmp_path: Path
) -> None:
    admin = emulator.person()
    async with running(emulator, tmp_path, Generous()):
        emulator.plays(Fault("setMyCommands", Trouble.FLOOD, seconds=600))
        admin.sends("/help")
        text, document = await admin.replies(2)

    assert text.text
    assert document.file is not None


async def test_the_menu_is_set_before_anything_is_sent(emulator: Emulator, tmp_path: Path) -> None:
    # Between sending and noting that it was sent, a kill has it sent once more.
    admin = emulator.person()
    async with running(emulator, tmp_path, Generous()):
        admin.sends("/help")
        await admin.replies(2)

    own = [c.method for c in emulator.calls if str(admin.id) in str(c.parameters)]
    assert own.index("sendMessage") > max(
        at for at, method in enumerate(own) if method == "setMyCommands"
    )


async def test_who_changes_the_message_gets_the_file_of_now_alone(
    emulator: Emulator, tmp_path: Path
) -> None:
    person = emulator.person()
    async with running(emulator, tmp_path, Generous()):
        asked = person.sends("/mijngegeven")
        _, before = await person.replies(2)
        person.edits(asked, "/mijngegevens")
        newer = await person.reply()

    assert newer.file is not None
    assert newer.file.content == CONTENT
    assert before not in person.messages
    assert [m.file is not None for m in person.messages if m.sender.is_bot] == [False, True]


async def test_what_takes_the_place_of_a_file_leaves_nothing_of_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    person = emulator.person()
    async with running(emulator, tmp_path, Generous()):
        asked = person.sends("/mijngegevens")
        await person.replies(2)
        person.edits(asked, "twee")
        await person.reply()

    assert [m.text for m in person.messages if m.sender.is_bot] == ["Een", "Twee"]
    assert emulator.violations == ()
