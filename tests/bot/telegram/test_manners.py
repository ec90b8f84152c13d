"""How the bot behaves: presses, edits, reactions, latecomers, groups, files."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.declines import DELETE
from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import START, Action, Button, Incoming, Life, Paragraph, Reply, Span
from bot.state.inbox import Inbox, UpdateKey
from bot.telegram import late
from tests.bot.telegram.running import WORDING, Echo, running
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
        for _ in range(3):
            officer.presses("Verder")
            message = await officer.edited(message)

    assert message.text == "Bladzijde 3"
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


async def test_a_question_of_minutes_ago_is_answered_with_its_time(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoe?", seconds_ago=5 * 60)
        answer = await officer.reply()

    assert answer.text.startswith("Gesteld om ")
    assert answer.text.endswith("Antwoord op Hoe?")


async def test_older_questions_make_one_message_that_asks_them_again(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer, other = Echo(), emulator.person("Sanne"), emulator.person("Ali")
    for number in range(4):
        officer.sends(f"Vraag {number}", seconds_ago=20 * 60)
    other.sends("Anders", seconds_ago=16 * 60)
    async with running(emulator, tmp_path, echo):
        notice = await officer.reply()
        other_notice = await other.reply()
        officer.sends("Nieuw")
        await officer.reply()
        assert echo.texts == ["Nieuw"]
        officer.presses("Ja, graag")
        await officer.reply()

    assert notice.text == other_notice.text == WORDING.too_late
    assert echo.heard[1].action == Action(
        "ask", tuple(f"Vraag {number}" for number in range(4)), Life.CHANGES
    )


async def test_a_command_is_never_too_late(emulator: Emulator, tmp_path: Path) -> None:
    echo, officer = Echo(), emulator.person()
    officer.sends("/vergeetmij", seconds_ago=3600)
    async with running(emulator, tmp_path, echo):
        await officer.reply()

    assert echo.texts == ["/vergeetmij"]


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


class TestGroups:
    async def test_a_command_a_mention_and_a_reply_are_answered_and_nothing_else(
        self, emulator: Emulator, tmp_path: Path
    ) -> None:
        echo, officer = Echo(), emulator.person("Sanne")
        group = officer.founds("Beleid")
        async with running(emulator, tmp_path, echo):
            group.hears(officer, "Wat eten we vanavond?")
            group.hears(officer, "@VrijWijzerBot hoe bedanken we vrijwilligers?")
            await group.until(lambda: len(group.from_bot) == 1)
            answer = group.from_bot[0]
            group.hears(officer, "en in Zeist?", quoted=answer)
            group.hears(officer, "/help@VrijWijzerBot")
            group.hears(officer, "/help@EenAndereBot")
            group.hears(officer, "hallo @EenAndereBot")
            await group.until(lambda: len(group.from_bot) == 3)

        assert echo.texts == ["hoe bedanken we vrijwilligers?", "en in Zeist?", "/help"]
        assert all(incoming.group for incoming in echo.heard)
        assert answer.answers == group.messages[1].id
        kept = (tmp_path / "people.db").read_bytes()
        assert b"vanavond" not in kept

    async def test_a_group_where_it_may_not_be_is_left_with_a_word(
        self, emulator: Emulator, tmp_path: Path
    ) -> None:
        echo, officer = Echo(), emulator.person()
        async with running(emulator, tmp_path, echo, access="invited"):
            group = officer.founds("Buurt")
            await group.until(lambda: group.is_left)

        assert [m.text for m in group.from_bot] == [f"Hier mag ik niet zijn: {group.id}"]
        assert echo.texts == []

    async def test_who_speaks_for_the_group_itself_is_not_answered(
        self, emulator: Emulator, tmp_path: Path
    ) -> None:
        echo, officer = Echo(), emulator.person()
        group = officer.founds("Beleid")
        async with running(emulator, tmp_path, echo):
            anonymous = group.hears(officer, "/help@VrijWijzerBot").as_json()
            await group.until(lambda: len(group.from_bot) == 1)
            anonymous["sender_chat"] = anonymous["chat"]
            emulator.delivers("message", anonymous)
            officer.sends("daarna")
            await officer.reply()

        assert echo.texts == ["/help", "daarna"]


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


async def test_a_later_outage_asks_about_its_own_questions_alone(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "ASKED_SECONDS", 0.0)
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        for number in range(2):
            officer.sends(f"Vraag {number}", seconds_ago=20 * 60)
            await officer.reply()
        officer.presses("Ja, graag")
        await officer.reply()

    assert echo.heard[0].action == Action("ask", ("Vraag 1",), Life.CHANGES)


async def test_questions_that_were_asked_again_are_not_asked_about_once_more(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("Vraag 0", seconds_ago=20 * 60)
        notice = await officer.reply()
        (button,) = notice.buttons
        officer.presses("Ja, graag")
        await officer.reply()
        assert (await officer.edited(notice)).buttons == ()
        again = officer.presses_late(notice, button.data or "")
        assert await officer.answered(again) == ""  # a double tap
        officer.sends("Vraag 1", seconds_ago=20 * 60)
        second = await officer.reply()
        officer.presses("Ja, graag")
        await officer.reply()

    assert second.id != notice.id
    assert [incoming.action for incoming in echo.heard] == [
        Action("ask", (f"Vraag {number}",), Life.CHANGES) for number in range(2)
    ]


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


async def test_a_wiped_message_does_not_keep_us_from_asking_about_older_ones(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hallo")
        await officer.reply()
        inbox, key = Inbox(tmp_path), UpdateKey(int(emulator.token.split(":")[0]), 900)
        inbox.store(key, str(officer.id), '{"update_id": 900}')
        inbox.wipe(key)
        inbox.close()
        officer.sends("Hoe?", seconds_ago=20 * 60)

        assert (await officer.reply()).text == WORDING.too_late
