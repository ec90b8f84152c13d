"""Figures and the intervals around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.evaluation.estimates import auroc, mean, ratio

SCORES = st.lists(st.integers(0, 9).map(float), min_size=1, max_size=12)


def test_a_mean_lies_within_its_interval_which_narrows_with_more_questions() -> None:
    few, many = mean([0.0, 1.0] * 10), mean([0.0, 1.0] * 1000)

    assert few
    assert many
    assert few.value == many.value == 0.5
    assert few.low < 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 5


def test_the_interval_of_a_share_is_that_of_the_textbook() -> None:
    found = mean([1.0] * 80 + [0.0] * 20)

    assert found
    # The normal approximation: 0.8 ± 1.96 √(0.8 · 0.2 / 100).
    assert found.low == pytest.approx(0.7216, abs=0.02)
    assert found.high == pytest.approx(0.8784, abs=0.02)


def test_the_same_answers_give_the_same_interval() -> None:
    assert mean([0.1, 0.9, 0.4]) == mean([0.1, 0.9, 0.4])


def test_a_ratio_counts_by_the_whole_and_not_by_the_question() -> None:
    found = ratio([1, 9], [1, 19])

    assert found
    assert found.value == 0.5
    assert found.count == 20


def test_nothing_is_estimated_from_nothing() -> None:
    assert mean([]) is None
    assert ratio([0.0], [0]) is None
    assert auroc([], [1.0]) is None
    assert auroc([1.0], []) is None


@settings(max_examples=20, deadline=None)
@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(
    high: list[float], low: list[float]
) -> None:
    found = auroc(high, low)
    pairs = [(a > b) + 0.5 * (a == b) for a in high for b in low]

    assert found
    assert found.value == pytest.approx(sum(pairs) / len(pairs))
    assert 0 <= found.low <= found.high <= 1


def test_a_figure_shows_its_interval_and_count() -> None:
    assert str(mean([1.0, 1.0])) == "1.000  (1.000 to 1.000, n = 2)"
