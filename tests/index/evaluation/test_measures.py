"""Rankings against judgements, by the definitions."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.evaluation.measures import NAMES, measured


def values(judgements: dict[str, dict[str, int]], rankings: dict[str, list[str]]) -> list[float]:
    found = measured(judgements, rankings)
    return [found[name].value for name in NAMES]


def test_the_measures_are_those_of_the_definitions() -> None:
    ranking = [f"d{n}" for n in range(100)]

    found = measured({"q": {"d1": 1, "d7": 1, "d50": 1, "gone": 1}}, {"q": ranking})

    best = sum(1 / math.log2(place) for place in (2, 3, 4, 5))
    assert found["ndcg@10"].value == pytest.approx((1 / math.log2(3) + 1 / math.log2(9)) / best)
    assert found["recall@5"].value == 0.25
    assert found["recall@10"].value == 0.5
    assert found["recall@100"].value == 0.75
    assert found["mrr@10"].value == 0.5


def test_a_better_answer_counts_more() -> None:
    judged = {"q": {"good": 1, "best": 3}}

    assert values(judged, {"q": ["best", "good"]})[0] > values(judged, {"q": ["good", "best"]})[0]


def test_a_question_without_hits_counts_as_missed() -> None:
    found = measured({"q": {"a": 1}, "r": {"b": 1}}, {"q": ["a"], "r": []})

    assert [found[name].value for name in NAMES] == [0.5] * len(NAMES)
    assert {each.count for each in found.values()} == {2}


@settings(max_examples=25, deadline=None)
@given(st.permutations([f"d{n}" for n in range(12)]))
def test_only_the_order_counts(ranking: list[str]) -> None:
    place = ranking.index("d3") + 1

    found = measured({"q": {"d3": 1}}, {"q": ranking})

    assert found["mrr@10"].value == pytest.approx(1 / place if place <= 10 else 0)
    assert found["recall@5"].value == (place <= 5)
