"""One person's flood does not slow another, and who waits as asked is answered again."""

from hypothesis import given
from hypothesis import strategies as st

from bot.state.limits import Budget, Busy, Crowd, Gate, Limits

SANNE, PIM = "telegram:1", "telegram:2"


class Steady:
    """A clock that only goes forward."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_ten_messages_a_minute_are_answered_and_the_next_waits() -> None:
    clock = Steady()
    limits = Limits(Budget(), clock)

    assert [limits.refusal(SANNE) for _ in range(10)] == [None] * 10
    assert limits.refusal(SANNE) is Busy.MINUTE
    assert limits.refusal(PIM) is None
    clock.now += 60
    assert limits.refusal(SANNE) is None


def test_two_hundred_a_day_are_answered() -> None:
    clock = Steady()
    limits = Limits(Budget(), clock)
    told = []
    for _ in range(201):
        told.append(limits.refusal(SANNE))
        clock.now += 7

    assert told == [None] * 200 + [Busy.DAY]
    clock.now += 24 * 3600
    assert limits.refusal(SANNE) is None


def test_presses_have_a_limit_of_their_own_and_a_flood_of_them_gets_one_word() -> None:
    clock = Steady()
    limits = Limits(Budget(a_minute=1, presses=3), clock)
    assert limits.refusal(SANNE) is None

    told = [limits.refusal_of_press(SANNE) for _ in range(5)]

    assert told == [None, None, None, Busy.PRESSES, Busy.SILENT]
    assert limits.refusal_of_press(PIM) is None
    clock.now += 60
    assert limits.refusal(SANNE) is None
    assert limits.refusal_of_press(SANNE) is None


def test_the_gate_lets_in_some_more_than_are_answered_and_then_waits_a_minute() -> None:
    clock = Steady()
    gate = Gate(Budget(a_minute=2, presses=1), clock)

    for most, press in ((2 + 5, False), (1 + 5, True)):
        for _ in range(most):
            assert gate.admits(SANNE, press=press)
            gate.count(SANNE, press=press)
        assert not gate.admits(SANNE, press=press)
        assert gate.admits(PIM, press=press)
    assert (gate.lately(SANNE), gate.lately(PIM)) == (7, 0)
    clock.now += 60
    assert gate.admits(SANNE, press=False)
    assert gate.admits(SANNE, press=True)


def test_what_could_not_be_stored_takes_no_place_at_the_gate() -> None:
    gate = Gate(Budget(a_minute=1), Steady())

    assert gate.lately(SANNE) == 0


def test_what_had_come_in_before_is_counted_once() -> None:
    gate = Gate(Budget(a_minute=1), Steady())
    for _ in range(20):
        gate.count(SANNE, press=False)
        gate.give_back(SANNE, press=False)

    assert gate.lately(SANNE) == 0
    assert all(gate.admits(SANNE, press=False) for _ in range(100))


def test_all_together_have_a_budget_a_day() -> None:
    limits = Limits(Budget(together_a_day=3), Steady())

    told = [limits.refusal(f"telegram:{number}") for number in range(4)]

    assert told == [None, None, None, Busy.TOGETHER]


def test_a_flood_gets_one_word_a_minute_and_not_a_flood_back() -> None:
    clock = Steady()
    limits = Limits(Budget(a_minute=1), clock)
    limits.refusal(SANNE)
    told = []
    for _ in range(120):
        told.append(limits.refusal(SANNE))
        clock.now += 0.4

    assert told.count(Busy.MINUTE) == 1
    assert set(told) == {Busy.MINUTE, Busy.HELD}
    clock.now += 60
    assert limits.refusal(SANNE) is None


@given(st.lists(st.floats(0, 90), max_size=20))
def test_who_waits_as_long_as_is_said_is_answered(pauses: list[float]) -> None:
    clock = Steady()
    limits = Limits(Budget(a_minute=3), clock)
    for pause in pauses:
        clock.now += pause
        if limits.refusal(SANNE) is not None:
            clock.now += limits.wait(SANNE)
            assert limits.refusal(SANNE) is None


def test_of_one_chat_only_so_many_wait_that_others_get_their_turn() -> None:
    line = Crowd(Budget(waiting=50, waiting_each=20))

    told = [line.join(SANNE) for _ in range(1_000)]

    assert told == [None] * 20 + [Busy.SILENT] * 980
    assert line.join(PIM) is None


def test_when_many_wait_the_next_reads_that_it_is_busy() -> None:
    line = Crowd(Budget(waiting=3))
    assert [line.join(f"telegram:{n}") for n in range(4)] == [None, None, None, Busy.QUEUE]

    line.leave("telegram:1")

    assert line.join(PIM) is None
    for chat in ("telegram:0", "telegram:2", PIM):
        line.leave(chat)
    assert line.join(SANNE) is None


def test_the_messages_of_a_few_keep_out_nobody_else() -> None:
    line = Crowd(Budget(waiting=3, waiting_each=20))
    for _ in range(20):
        line.join("telegram:101")
        line.join("telegram:102")

    assert line.join(PIM) is None


def test_what_is_refused_is_not_counted() -> None:
    clock = Steady()
    limits = Limits(Budget(a_minute=1, a_day=2), clock)
    for _ in range(50):
        limits.refusal(SANNE)
    clock.now += 60

    assert limits.refusal(SANNE) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 90)), max_size=80))
def test_no_minute_ever_holds_more_than_the_budget(steps: list[tuple[str, float]]) -> None:
    clock = Steady()
    limits = Limits(Budget(a_minute=3), clock)
    answered: dict[str, list[float]] = {}
    for person, wait in steps:
        clock.now += wait
        if limits.refusal(person) is None:
            answered.setdefault(person, []).append(clock.now)

    for moments in answered.values():
        for moment in moments:
            assert sum(moment <= other < moment + 60 for other in moments) <= 3


def test_strangers_take_nothing_of_what_all_together_may_ask() -> None:
    limits = Limits(Budget(a_minute=2, together_a_day=1), Steady())

    told = [limits.refusal("telegram:666", stranger=True) for _ in range(3)]

    assert told == [None, None, Busy.MINUTE]
    assert limits.refusal(SANNE) is None
    assert limits.refusal(PIM) is Busy.TOGETHER
