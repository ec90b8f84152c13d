"""Stories of people around an answer: who looks it up, passes it on, doubts it, misses one."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from fpdf import FPDF

from bot.cli import main
from bot.demo.emulator import Emulator
from bot.demo.messages import Message
from bot.demo.people import Person
from bot.state import limits, records
from bot.state.limits import Budget, Limits
from bot.state.records import Rules
from bot.state.roles import Role
from bot.telegram import telling
from bot.texts import load as load_texts
from index.embedder import Embedder
from tests.bot.state.clock import Clock
from tests.support import tdlib
from tests.support.library import at_work, records_of

NL = load_texts().catalogues["nl"]
QUESTION = "Hoe betrekken we sport en cultuur?"


@pytest.fixture
async def office(
    emulator: Emulator, data: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Emulator]:
    """The bot at work for everybody; at the end TDLib judges every message that it sent."""
    monkeypatch.setattr(telling, "LOOK_SECONDS", 0.2)
    async with at_work(emulator, data, embedder):
        yield emulator
    assert emulator.violations == ()
    sent = [m for chat in emulator.chats for m in chat if m.sender.is_bot]
    assert sent
    assert all(tdlib.accepts(message) for message in sent)


async def test_who_asks_more_than_a_minute_takes_is_answered_after_it(
    emulator: Emulator, data: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MINUTE_SECONDS", 0.5)
    clock = Clock()  # the minute is not over before the word is read, however slow the machine
    monkeypatch.setattr(records, "Limits", partial(Limits, clock=clock))
    sanne = emulator.person("Sanne")
    rules = Rules(access="open", budget=Budget(a_minute=1))
    async with at_work(emulator, data, embedder, rules):
        for text in (QUESTION, "Wat doet Utrecht voor vrijwilligers?"):
            sanne.sends(text)
        first, word = await sanne.replies(2)
        clock.now += 1
        second = await sanne.reply()

    assert word.text == NL["limit.held"]
    assert "sport en cultuur" in first.text
    assert "Utrecht" in second.text


async def asks(person: Person, text: str) -> Message:
    person.sends(text)
    return await person.reply()


async def turns(person: Person, message: Message, label: str) -> Message:
    person.presses(label)
    return await person.edited(message)


async def test_an_officer_looks_a_quote_up_in_its_place_and_comes_back(office: Emulator) -> None:
    officer = office.person("Sanne")
    answer = await asks(officer, QUESTION)
    place = await turns(officer, answer, NL["button.context"])
    assert "Passage " in place.text
    assert place.styled("bold")

    again = await turns(officer, place, NL["button.back"])

    assert again.text == answer.text.partition("\n\nVrijWijzer is een geautomatiseerd")[0]
    assert [b.label for b in again.buttons] == [b.label for b in answer.buttons]
    assert len([m for m in officer.messages if m.sender.is_bot]) == 1


async def test_a_colleague_opens_a_link_and_reads_the_same_proof(office: Emulator) -> None:
    officer, colleague = office.person("Sanne"), office.person("Ali")
    answer = await asks(officer, QUESTION)
    await turns(officer, answer, NL["button.menu"])
    officer.presses(NL["button.link"])
    (button,) = (await officer.reply()).buttons
    payload = str(button.url).partition("?start=")[2]

    opened = await asks(colleague, f"/start {payload}")

    assert opened.styled("italic")[0] == QUESTION
    assert opened.styled("expandable_blockquote") == answer.styled("expandable_blockquote")
    place = await turns(colleague, opened, NL["button.context"])
    back = await turns(colleague, place, NL["button.back"])
    assert back.styled("expandable_blockquote") == opened.styled("expandable_blockquote")
    assert (await asks(colleague, "meer")).text != NL["understood.lost"]
    assert (await asks(colleague, "/start a_vervalst")).text == NL["link.stale"]


async def test_an_officer_asks_for_more_and_finds_the_way_back_to_it(office: Emulator) -> None:
    officer, question = office.person("Sanne"), "Wat doet Utrecht voor vrijwilligers?"
    answer = await asks(officer, question)
    officer.presses(NL["button.more"])
    more = await officer.reply()
    assert question in more.text
    assert more.styled("expandable_blockquote") != answer.styled("expandable_blockquote")
    menu = await turns(officer, more, NL["button.menu"])
    why = await turns(officer, menu, NL["button.why"])
    assert why.text.startswith(NL["why.title"].partition("{id}")[0])

    back = await turns(officer, why, NL["button.back"])

    assert (back.text, back.entities) == (more.text, more.entities)


async def test_what_was_asked_during_an_outage_is_asked_again_with_one_press(
    emulator: Emulator, data: Path, embedder: Embedder
) -> None:
    officer = emulator.person("Sanne")
    for question in (QUESTION, "Welke drie routes zijn er?"):
        officer.sends(question, seconds_ago=20 * 60)
    async with at_work(emulator, data, embedder):
        asked = await officer.reply()
        assert asked.text == NL["late.too_late"]
        officer.presses(NL["late.ask_again"])
        first, second = await officer.replies(2)
        left = await officer.edited(asked)

    assert first.styled("italic")[0] == QUESTION
    assert second.styled("italic")[0] == "Welke drie routes zijn er?"
    assert left.buttons == ()


async def test_a_stranger_knocks_and_an_admin_opens(
    emulator: Emulator, data: Path, embedder: Embedder
) -> None:
    stranger, admin = emulator.person("Ali"), emulator.person("Aaf")
    records = records_of(data)
    records.roles.grant(f"telegram:{admin.id}", "Aaf", Role.ADMIN)
    records.close()
    async with at_work(emulator, data, embedder, Rules(access="invited")):
        shown = await asks(stranger, QUESTION)
        assert shown.text.startswith(NL["access.stranger"])
        (code,) = shown.styled("bold")
        listed = await asks(admin, "/mensen")
        assert f"Ali vraagt om toegang en leest de code {code}" in listed.text
        let_in = NL["people.approve_button"].format(name="Ali", tail=code[-4:])
        await turns(admin, listed, let_in)

        answer = await asks(stranger, QUESTION)

    assert answer.styled("expandable_blockquote")


async def test_a_group_gets_a_short_answer_and_the_rest_in_private(office: Emulator) -> None:
    officer = office.person("Sanne")
    group = officer.founds("Beleid")
    group.hears(officer, "Wie haalt koffie?")
    asked = group.hears(officer, f"@VrijWijzerBot {QUESTION}")
    await group.until(lambda: len(group.from_bot) == 1)

    (short,) = group.from_bot
    assert short.answers == asked.id
    assert "[1]" in short.text
    assert NL["warning.digest"].partition("{by}")[0] in short.text
    assert not short.styled("expandable_blockquote")
    (more,) = short.buttons
    payload = str(more.url).partition("?start=")[2]
    whole = await asks(officer, f"/start {payload}")
    assert whole.styled("expandable_blockquote")


async def test_an_officer_doubts_an_answer_and_hears_that_something_changed(
    office: Emulator, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = office.person("Sanne")
    answer = await asks(officer, QUESTION)
    officer.reacts(answer, "👎")
    asked = await officer.reply()
    assert asked.text == NL["feedback.why"]
    noted = await turns(officer, asked, NL["feedback.reason_old"])
    assert NL["feedback.reason_old"] in noted.text
    remark = await asks(officer, "/feedback Er is een nieuwe wet.")
    assert remark.text == NL["feedback.noted"].format(question=QUESTION)

    assert main(["feedback", "list", "--data", str(data)]) == 0
    listed = capsys.readouterr().out
    assert QUESTION in listed
    assert "Er is een nieuwe wet." in listed
    assert main(["feedback", "assign", "1", "Mo", "--data", str(data)]) == 0
    assert main(["feedback", "close", "1", "--changed", "--data", str(data)]) == 0

    told = await officer.reply()
    assert QUESTION in told.text


async def test_a_moderator_ends_a_gap_and_whoever_asked_is_told(
    office: Emulator, data: Path
) -> None:
    officer, moderator = office.person("Sanne"), office.person("Mo")
    records = records_of(data)
    records.roles.grant(f"telegram:{moderator.id}", "Mo", Role.MODERATOR)
    records.close()
    declined = await asks(officer, "Wat kost een kanarie per jaar?")
    assert "kanarie" in declined.text

    officer.presses(NL["button.gap"])
    proposed = await officer.reply()
    assert "“Wat kost een kanarie per jaar?”" in proposed.text
    await turns(officer, proposed, NL["gap.button_keep"])
    assert "kanarie" in (await asks(moderator, "/hiaten")).text
    shown = await asks(moderator, "/hiaten 1")
    await turns(moderator, shown, NL["gap.button_referred"])
    shown = await asks(moderator, "/hiaten 1 de dierenwinkel")
    await turns(moderator, shown, NL["referral.send"])

    told = await officer.reply()
    assert told.text in shown.text, "the very words that the moderator saw"
    assert "“Wat kost een kanarie per jaar?” Daarvoor kunt u terecht bij de dieren" in told.text


async def test_an_officer_mends_a_question_and_the_answer_follows(office: Emulator) -> None:
    officer = office.person("Sanne")
    question = officer.sends("Wat doet Utrecht voor vrijwilligers?")
    answer = await officer.reply()

    officer.edits(question, "Wat doet Zeist voor vrijwilligers?")
    mended = await officer.edited(answer)

    assert "Zeist" in mended.text
    assert mended.id == answer.id


async def test_buttons_work_after_a_restart(
    emulator: Emulator, data: Path, embedder: Embedder
) -> None:
    officer = emulator.person("Sanne")
    async with at_work(emulator, data, embedder):
        answer = await asks(officer, QUESTION)
    async with at_work(emulator, data, embedder):
        place = await turns(officer, answer, NL["button.context"])

    assert "Passage " in place.text


async def test_an_admin_sends_a_pdf_and_the_bot_answers_from_it(
    office: Emulator, data: Path
) -> None:
    admin, officer = office.person("Aaf"), office.person("Sanne")
    records = records_of(data)
    records.roles.grant(f"telegram:{admin.id}", "Aaf", Role.ADMIN)
    records.close()
    paper = FPDF()
    paper.set_title("Kanaries in het buurthuis")
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.multi_cell(0, 8, "De gemeente Vinkeveld geeft elk buurthuis een kanarie.")
    admin.sends_file("kanarie.pdf", bytes(paper.output()))
    shown = await admin.reply()
    assert "Passages: 1" in shown.text
    assert NL["document.public"] in shown.text

    added = await turns(admin, shown, NL["document.button_add"])
    answer = await asks(officer, "Wat geeft de gemeente Vinkeveld elk buurthuis?")

    assert "kanarie" in answer.text
    await turns(admin, added, NL["document.button_undo"])
    again = await asks(officer, "Wat geeft de gemeente Vinkeveld elk buurthuis?")
    assert "kanarie" not in again.text


async def test_somebody_else_who_sends_a_file_hears_who_may(office: Emulator) -> None:
    officer = office.person("Sanne")
    officer.sends_file("plan.pdf", b"%PDF-1.7")

    assert (await officer.reply()).text.startswith(NL["document.who"])
