"""Weights are fitted to labelled questions, held out when they report, and kept by the index."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index import answerable, calibration
from index.calibration import NAMES, Fit, Signals, fitted, held_out, shipped
from tests.support.shelf import Shelf

NOTHING = Signals(0, 0, 0, 0, 0, 0)


def labelled(count: int, seed: int = 1) -> tuple[list[Signals], list[bool]]:
    """Questions whose coverage and names tell, with some noise, whether they are answered."""
    draw = random.Random(seed)  # noqa: S311 - figures for a test, no secret
    found, labels = [], []
    for _ in range(count):
        coverage, missing = draw.random(), draw.choice([0, 0, 0, 1])
        found.append(
            Signals(
                draw.gauss(4, 1),
                draw.gauss(0.7, 0.1),
                coverage,
                missing,
                0,
                draw.gauss(1, 0.5),
            )
        )
        labels.append(coverage - missing + draw.gauss(0, 0.1) > 0.5)
    return found, labels


def test_a_fit_finds_what_tells() -> None:
    fit = fitted("model", *labelled(200))

    assert fit.weights.coverage > 1
    assert fit.weights.missing_names < -1
    assert abs(fit.weights.closest) < 0.5
    assert fit.weights.kind == 0  # it was always the same


def test_what_speaks_the_wrong_way_by_chance_weighs_nothing() -> None:
    found = [Signals(1.0 + n % 3, 0.5, n / 10, 0.0, -float(n > 6), 0.5) for n in range(10)]

    fit = fitted("model", found, [n > 4 for n in range(10)])

    assert fit.weights.kind == 0
    assert fit.weights.coverage > 0


def test_an_error_of_one_kind_weighs_as_much_as_of_the_other() -> None:
    found, labels = labelled(300)
    places = [place for place, label in enumerate(labels) if label]
    few = set(places[:15])
    kept = [place for place, label in enumerate(labels) if not label or place in few]

    fit = fitted("model", [found[place] for place in kept], [labels[place] for place in kept])

    yes = [fit.odds(found[place]) for place in few]
    no = [fit.odds(found[place]) for place in kept if place not in few]
    assert sum(odds > 0 for odds in yes) / len(yes) > 0.8
    assert sum(odds < 0 for odds in no) / len(no) > 0.8


def test_a_kind_of_thing_is_not_missed_because_that_happens_often() -> None:
    found, labels = labelled(300)
    kinds = [float(place % 3 == 0) for place in range(300)]
    kept = [p for p in range(300) if not kinds[p] or not labels[p] or p % 4 == 0]
    signals = [replace(found[p], kind=kinds[p]) for p in kept]

    fit = fitted("model", signals, [labels[p] for p in kept])

    odds = {p: fit.odds(each) for p, each in zip(kept, signals, strict=True)}
    yes = [odds[p] > 0 for p in kept if kinds[p] and labels[p]]
    assert sum(yes) / len(yes) > 0.8


def test_the_folds_that_are_held_out_do_not_know_their_own_labels() -> None:
    found = labelled(60)[0]
    draw = random.Random(3)  # noqa: S311 - figures for a test, no secret
    chance = [draw.random() < 0.5 for _ in found]

    known = [fitted("", found, chance).odds(each) > 0 for each in found]
    unknown = [odds > 0 for odds in held_out(found, chance)]

    def right(said: list[bool]) -> int:
        return sum(a is b for a, b in zip(said, chance, strict=True))

    assert right(unknown) < right(known)


def test_one_label_alone_fits_nothing() -> None:
    with pytest.raises(ValueError, match="without"):
        fitted("model", [NOTHING, NOTHING], [True, True])
    with pytest.raises(ValueError, match="of each"):
        held_out([NOTHING] * 6, [True] * 5 + [False])


numbers = some.floats(-9, 9)


@given(some.builds(Fit, some.text(), numbers, some.builds(Signals, *[numbers] * len(NAMES))))
def test_a_fit_that_is_kept_comes_back(fit: Fit) -> None:
    assert Fit.read(fit.text()) == fit


@given(some.integers(0, 10**7), some.integers(0, 10**7))
def test_the_weights_go_evenly_with_the_size_of_the_library(one: int, two: int) -> None:
    small, large = sorted((one, two))

    assert shipped(small).weights.coverage >= shipped(large).weights.coverage
    assert all(math.isfinite(getattr(shipped(one).weights, name)) for name in NAMES)


@given(some.floats(-700, 700).filter(lambda odds: abs(odds) > 1e-12))
def test_any_odds_are_a_probability(odds: float) -> None:
    assert 0 <= answerable.chance(odds) <= 1
    assert (answerable.chance(odds) >= 0.5) is (odds >= 0)


def test_the_index_judges_by_its_own_fit_and_keeps_it(shelf: Shelf) -> None:
    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.found("sport")

    def judged() -> float:
        return answerable.probability("sport?", shelf.index.search("sport?"), shelf.index)

    before = judged()
    assert not answerable.is_calibrated(shelf.index)
    shelf.index.calibrate(Fit(calibration.plain(shelf.index.model), 9.0, NOTHING))
    assert answerable.is_calibrated(shelf.index)
    assert judged() > 0.99 > before

    shelf.reopen()
    shelf.found("sport")
    assert judged() > 0.99


def test_the_fit_of_another_model_judges_nothing(shelf: Shelf) -> None:
    shelf.holds("Sport", "Nodig sportclubs vroeg uit.")
    shelf.found("sport")

    def judged() -> float:
        return answerable.probability("sport?", shelf.index.search("sport?"), shelf.index)

    before = judged()
    shelf.index.calibrate(Fit("another", 9.0, NOTHING))

    assert not answerable.is_calibrated(shelf.index)
    assert judged() == before


def test_a_fit_of_an_earlier_version_with_fewer_signals_is_not_read(shelf: Shelf) -> None:
    store = shelf.index._contents.store
    with store.writing():
        kept = '{"model": "m", "intercept": 1, "weights": {"margin": 1}}'
        store.note({"calibration": kept, "calibration by the closest sentence": kept})

    assert shelf.index.calibration is None
