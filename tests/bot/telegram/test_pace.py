"""How fast the bot speaks: as Telegram wants it, before it has to say so."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.emulator import Emulator
from bot.telegram.pace import (
    BURST,
    BURST_SECONDS,
    EDIT_SECONDS,
    TOGETHER,
    TOGETHER_SECONDS,
    Pace,
)
from tests.bot.telegram.running import Echo, running
from tests.support.quick import QUICK


@given(st.lists(st.tuples(st.floats(0, 2), st.sampled_from([None, 7, 8])), max_size=30))
def test_no_chat_gets_more_than_a_burst_and_no_message_two_quick_edits(
    calls: list[tuple[float, int | None]],
) -> None:
    now = 0.0
    pace = Pace(lambda: now)
    sent: list[tuple[float, int | None]] = []
    for after, edited in calls:
        now += after
        sent.append((now + pace.pause(5, edited), edited))

    moments = [moment for moment, _ in sent]
    assert moments == sorted(moments)
    for first, later in zip(moments, moments[BURST:], strict=False):
        assert later - first >= BURST_SECONDS - 1e-6
    for message in (7, 8):
        edits = [moment for moment, edited in sent if edited == message]
        for first, later in pairwise(edits):
            assert later - first >= EDIT_SECONDS - 1e-6


@given(st.lists(st.floats(0, 0.2), max_size=90))
def test_all_chats_together_get_no_more_than_telegram_wants(waits: list[float]) -> None:
    now = 0.0
    pace = Pace(lambda: now)
    moments = []
    for after in waits:
        now += after
        moments.append(now + pace.pause_of_all())

    assert moments == sorted(moments)
    for first, later in zip(moments, moments[TOGETHER:], strict=False):
        assert later - first >= TOGETHER_SECONDS - 1e-6


def test_a_burst_in_one_chat_holds_up_no_other() -> None:
    pace = Pace(lambda: 0.0)
    for _ in range(10):
        pace.pause(5)

    assert pace.pause(6) == 0.0


async def test_what_waited_while_the_bot_was_away_is_answered_at_telegram_s_pace(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    for number in range(5):
        officer.sends(f"vraag {number}")
    QUICK.passes(60)
    async with running(emulator, tmp_path, Echo()):
        answers = await officer.replies(5)

    assert [each.text for each in answers] == [f"Antwoord op vraag {n}" for n in range(5)]
    assert emulator.violations == ()
