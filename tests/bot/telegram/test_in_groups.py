"""In a group it answers what is said to it, where it may be, and hears nothing else."""

from pathlib import Path

from bot.demo.emulator import Emulator
from tests.bot.telegram.running import Echo, running


async def test_a_command_a_mention_and_a_reply_are_answered_and_nothing_else(
    emulator: Emulator, tmp_path: Path
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
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo, access="invited"):
        group = officer.founds("Buurt")
        await group.until(lambda: group.is_left)

    assert [m.text for m in group.from_bot] == [f"Hier mag ik niet zijn: telegram:{group.id}"]
    assert echo.texts == []


async def test_who_speaks_for_the_group_itself_is_not_answered(
    emulator: Emulator, tmp_path: Path
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
