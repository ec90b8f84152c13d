"""Two sides become one score; a side that has nothing to say keeps silent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from index.fusion import DUTCH, ENGLISH, fuse, nearness

SCORES = hnp.arrays(np.float64, 6, elements=st.floats(-1, 1, width=16))


def order(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[int]:
    return [int(place) for place in np.argsort(-scores, kind="stable")]


def test_without_a_shared_word_the_dense_side_decides() -> None:
    dense = np.array([0.80, 0.84, 0.82])

    assert order(fuse(dense, np.zeros(3), DUTCH)) == [1, 2, 0]


def test_with_equal_cosines_the_words_decide() -> None:
    assert order(fuse(np.full(3, 0.8), np.array([0.0, 2.0, 5.0]), DUTCH)) == [2, 1, 0]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse(np.zeros(0), np.zeros(0), DUTCH).shape == (0,)


@given(SCORES, SCORES, st.permutations(range(6)))
def test_the_order_in_which_passages_come_does_not_matter(
    dense: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    keywords: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    places: list[int],
) -> None:
    there = fuse(dense, keywords, DUTCH)[places]

    assert there == pytest.approx(fuse(dense[places], keywords[places], DUTCH))


def test_what_all_passages_share_does_not_bring_a_question_nearer() -> None:
    common = np.array([1, 0, 0], np.float32)
    passages = common + np.array([[0, 0.1, 0], [0, 0, 0.1]], np.float32)
    question = common + np.array([0, 0.1, 0], np.float32)

    near, far = nearness(question, passages, common, DUTCH)

    assert near == pytest.approx(1, abs=1e-5)
    assert far == pytest.approx(0, abs=1e-5)


def test_a_passage_that_is_the_mean_itself_is_neither_near_nor_far() -> None:
    only = np.array([[0.6, 0.8]], np.float32)

    assert nearness(np.array([1, 0], np.float32), only, only[0], DUTCH).tolist() == [0]


def test_an_english_question_is_ranked_by_meaning_before_words() -> None:
    dense = np.array([0.825, *np.linspace(0.82, 0.83, 20)])
    keywords = np.array([6.0, *np.zeros(20)])

    assert order(fuse(dense, keywords, ENGLISH))[0] == 20
    assert order(fuse(dense, keywords, DUTCH))[0] == 0


def test_an_english_question_is_compared_as_the_model_gives_it() -> None:
    only = np.array([[0.6, 0.8]], np.float32)
    question = np.array([1, 0], np.float32)

    assert nearness(question, only, only[0], ENGLISH).tolist() == pytest.approx([0.6])
