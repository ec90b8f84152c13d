"""Trees give what walking down each of them gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.trees import Trees

FEATURES = 3
numbers = st.floats(-2, 2, allow_nan=False)


@st.composite
def trees(draw: st.DrawFn) -> Trees:
    """One to three trees of depth one to three."""
    count, inner = draw(st.integers(1, 3)), 2 ** draw(st.integers(1, 3)) - 1

    def rows(one: st.SearchStrategy[float], size: int) -> list[list[float]]:
        return [draw(st.lists(one, min_size=size, max_size=size)) for _ in range(count)]

    return Trees(
        draw(numbers),
        np.array(rows(st.integers(0, FEATURES - 1), inner), np.int64),
        np.array(rows(numbers, inner)),
        np.array(rows(numbers, inner + 1)),
    )


def walked(given: Trees, row: list[float]) -> float:
    """The log-odds of one row, by a step at a time."""
    odds = given.base
    for features, thresholds, leaves in zip(
        given.features, given.thresholds, given.leaves, strict=True
    ):
        node = 0
        while node < len(features):
            node = 2 * node + (2 if row[features[node]] > thresholds[node] else 1)
        odds += leaves[node - len(features)]
    return float(odds)


@given(trees(), st.lists(st.lists(numbers, min_size=FEATURES, max_size=FEATURES), max_size=4))
def test_the_odds_of_rows_are_those_of_walking_down_each_tree(
    given: Trees, rows: list[list[float]]
) -> None:
    found = given.odds(np.array(rows, np.float64).reshape(len(rows), FEATURES))

    np.testing.assert_allclose(found, [walked(given, row) for row in rows])


@given(trees())
def test_trees_are_read_as_they_were_written(given: Trees) -> None:
    again = Trees.read(given.text())

    assert again.base == given.base
    assert np.array_equal(again.features, given.features)
    assert np.array_equal(again.thresholds, given.thresholds)
    assert np.array_equal(again.leaves, given.leaves)
