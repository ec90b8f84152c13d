"""A few kills at random moments; `make faults` plays 1,000 questions, 50 chats and 50 kills."""

from pathlib import Path

from tests.faults.delivery import Plan, play


def test_every_question_is_answered_in_order_whenever_the_bot_is_killed(tmp_path: Path) -> None:
    delivered = play(Plan(questions=30, chats=6, kills=3, seed=7), tmp_path)

    assert delivered.asked == 30
    assert delivered.killed == 3
    assert delivered.missing == []
    assert delivered.disordered == []
    assert delivered.stray == []
