"""What is measured is what it says: invented sources are sources, ratios are of one round."""

from pathlib import Path

import numpy as np
import pytest

from index.hashing import HashingEmbedder
from index.rows import unit_rows
from tests.benchmarks import growth, importing, report
from tests.benchmarks.approximate import measured, spread_like
from tests.benchmarks.clock import race
from tests.benchmarks.heap import A_SOURCE, CLOSENESS, SENTENCES, Heap, Inventing, invented


def test_an_invented_source_is_a_source() -> None:
    (one,) = invented(5, 1)

    assert len(one.passages) == A_SOURCE
    assert all(one.text[each.start : each.end] == each.text for each in one.passages)
    for passage in one.passages:
        assert len(passage.sentences) == SENTENCES
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end


def test_the_same_number_invents_the_same_source() -> None:
    first, second = invented(1, 2)

    assert list(invented(2, 1)) == [second]
    assert first.text != second.text


def test_invented_vectors_lie_as_close_together_as_real_ones() -> None:
    rows = Inventing(HashingEmbedder()).vectors(200)

    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert (rows[:100] * rows[100:]).sum(axis=1).mean() == pytest.approx(CLOSENESS, abs=0.05)


def test_a_changing_library_leaves_no_ghosts_in_the_index(tmp_path: Path) -> None:
    heap, embedder = Heap(list(invented(0, 20))), Inventing(HashingEmbedder())
    index, _ = growth.built(tmp_path, embedder, heap)

    took, ghosts = growth.change(index, heap)
    index.close()

    assert set(took) == {"add", "replace", "remove"}
    assert ghosts == 0


def test_every_contender_is_asked_every_question_and_the_unit_is_one() -> None:
    asked: dict[str, list[str]] = {"unit": [], "other": []}
    contenders = {name: asked[name].append for name in asked}

    timed = race(contenders, "unit", ["warm", "a", "b", "c"])

    assert asked["unit"] == asked["other"] == ["warm", "a", "b", "c"]
    assert (timed["unit"].units, timed["unit"].low, timed["unit"].high) == (1, 1, 1)
    assert timed["other"].units > 0


def test_vectors_that_are_spread_like_real_ones_are_searched_by_cells() -> None:
    chance = np.random.default_rng(0)
    real = unit_rows(chance.normal(size=(60, 32)) + 3 * chance.normal(size=32))

    made = spread_like(real, 400, seed=1)
    found = measured(real, 3000)

    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)
    assert (made @ made.T).mean() == pytest.approx((real @ real.T).mean(), abs=0.1)
    assert 0.9 < found.recall <= 1


def test_an_import_is_measured_whole_and_its_model_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.nice", lambda _: 0)  # this process has other tests to run
    articles = importing.written(tmp_path / "in", 20)

    told = importing.importing(articles, HashingEmbedder())

    assert told.articles == 20
    assert told.passages >= 100
    assert 0 < told.share < 1
    assert told.speed > 0
    assert told.megabytes > 0


def test_a_note_that_is_measured_is_found(tmp_path: Path) -> None:
    told = importing.noted(tmp_path, HashingEmbedder(), 50)

    assert told.passages >= 1
    assert told.ratio > 1


def test_cost_and_memory_are_told_by_size_and_a_million_is_reasoned() -> None:
    def at(milliseconds: float, memory: float) -> dict[str, object]:
        asked = {"milliseconds": milliseconds, "units": milliseconds / 20}
        grown = {"memory": memory, "megabytes": 2 * memory}
        return {report.OURS: asked, "growth": grown, "bandwidth_bound_ms": milliseconds / 4}

    told = report.growth({"100000": at(20, 100), "10000": at(11, 10), "note": {}})

    assert told.splitlines()[2:] == [
        "| 10,000 | 11.0 | 0.55 | 2.8 | 10 | 20 |",
        "| 100,000 | 20.0 | 1.00 | 5.0 | 100 | 200 |",
        "| 1,000,000, at most | 110.0 | 5.50 | 27.5 | 1000 | 2000 |",
    ]
