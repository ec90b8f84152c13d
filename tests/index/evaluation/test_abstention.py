"""Does it know what it cannot answer?"""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.abstention import Judged, curve, measured, standing
from index.evaluation.plot import draw
from knowledge.errors import Unavailable

SOME = [Judged(0.9, right=True), Judged(0.8, right=False), Judged(0.4, right=True)]
OTHERS = [Judged(0.6, right=None), Judged(0.1, right=None)]
JUDGED = st.lists(
    st.builds(
        Judged, st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.sampled_from([True, False, None])
    ),
    min_size=1,
    max_size=15,
)


def test_shares_are_taken_at_the_threshold_and_the_area_over_all() -> None:
    found = {name: each.value for name, each in measured([*SOME, *OTHERS], 0.6).items()}

    assert found["answered_share"] == pytest.approx(2 / 3)
    assert found["false_answer_share"] == 0.5
    assert found["abstention_auroc"] == pytest.approx(5 / 6)


def test_nothing_is_said_of_abstention_without_unanswerable_questions() -> None:
    assert measured(SOME, 0.5) == {}


def test_the_curve_goes_from_the_surest_question_to_all() -> None:
    points = curve([*SOME, *OTHERS])

    assert [coverage for coverage, _ in points] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert [risk for _, risk in points] == pytest.approx([0, 1 / 2, 2 / 3, 1 / 2, 3 / 5])


@given(JUDGED)
def test_questions_with_equal_probability_are_answered_together(judged: list[Judged]) -> None:
    points = curve(judged)

    assert len(points) == len({each.probability for each in judged})
    assert all(one[0] < other[0] for one, other in pairwise(points))
    assert points[-1] == standing(judged, 0.0)


def test_the_plot_is_a_picture(tmp_path: Path) -> None:
    draw(tmp_path / "risk.png", [*SOME, *OTHERS], 0.5, "klein")

    assert (tmp_path / "risk.png").read_bytes().startswith(b"\x89PNG")


def test_a_plot_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"risk\.png.*--plot"):
        draw(tmp_path / "gone" / "risk.png", SOME, 0.5, "klein")
