"""Who asked least lately goes first, and nobody who went away keeps the others waiting."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.state.fair import FairLock, asked_lately


async def taken(ranks: list[int], gone: frozenset[int] = frozenset()) -> list[int]:
    """The places in `ranks` in the order in which they had their turn; `gone` gave up waiting."""
    lock, order = FairLock(), []

    async def take(place: int, rank: int) -> None:
        asked_lately.set(lambda: rank)
        async with lock.turn():
            order.append(place)
            await asyncio.sleep(0)

    async with lock.turn():
        waiting = [asyncio.create_task(take(place, rank)) for place, rank in enumerate(ranks)]
        await asyncio.sleep(0)
        for place in gone:
            waiting[place].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    async with lock.turn():  # it is free again
        return order


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12))
def test_the_lowest_rank_goes_first_and_equal_ones_in_order(ranks: list[int]) -> None:
    order = asyncio.run(taken(ranks))

    assert order == sorted(range(len(ranks)), key=lambda place: ranks[place])


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.data())
def test_who_goes_away_is_passed_over(ranks: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.frozensets(st.integers(0, len(ranks) - 1)))

    order = asyncio.run(taken(ranks, gone))

    assert set(order) == set(range(len(ranks))) - gone


async def test_who_turns_out_to_ask_much_while_they_wait_goes_last() -> None:
    lock, order, asked = FairLock(), [], {"Floor": 1, "Pim": 2}

    async def take(person: str) -> None:
        asked_lately.set(lambda: asked[person])
        async with lock.turn():
            order.append(person)

    async with lock.turn():
        waiting = [asyncio.create_task(take(person)) for person in asked]
        await asyncio.sleep(0)
        asked["Floor"] = 15
    await asyncio.gather(*waiting)

    assert order == ["Pim", "Floor"]


async def test_one_who_goes_away_as_the_turn_comes_passes_it_on() -> None:
    lock = FairLock()
    holding = asyncio.Event()

    async def hold() -> None:
        async with lock.turn():
            await holding.wait()

    first = asyncio.create_task(hold())
    await asyncio.sleep(0)
    second, third = asyncio.create_task(hold()), asyncio.create_task(hold())
    await asyncio.sleep(0)
    holding.set()
    await first
    second.cancel()  # it was given the lock, and did not run yet

    await asyncio.wait_for(third, 5)
