"""The FAISS file is a cache: trusted when it is exactly what it says it is, else made anew."""

import hashlib
import logging
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.rows import Vector, unit_rows
from index.vectors import FILE, Manifest, VectorIndex

WANTED = Manifest(model="m@1", dimension=4, analyser="a", revision=3)
KEYS = {7: "7" * 64, 9: "9" * 64}


def axis(place: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    made = np.zeros(4, np.float32)
    made[place] = 1
    return made


def filled() -> VectorIndex:
    made = VectorIndex(4)
    made.add({7: axis(0), 9: axis(1)}, KEYS)
    return made


def write(folder: Path, content: bytes) -> None:
    """Write a file whose sha256 is right, whatever it holds."""
    sha256 = hashlib.sha256(content).hexdigest().encode()
    (folder / FILE).write_bytes(sha256 + b"\n" + content)


def test_the_nearest_comes_first_with_its_cosine() -> None:
    question = np.array([0.6, 0.8, 0, 0], np.float32)

    assert filled().search(question, 5) == pytest.approx({9: 0.8, 7: 0.6})
    assert list(filled().search(question, 5)) == [9, 7]


def test_what_is_removed_is_not_found() -> None:
    made = filled()

    made.remove([9, 12345])

    assert list(made.search(axis(1), 5)) == [7]


def test_an_empty_index_finds_nothing() -> None:
    empty = VectorIndex(4)

    assert empty.search(axis(0), 3) == {}
    assert empty.rows([]).shape == (0, 4)
    assert empty.mean().tolist() == [0, 0, 0, 0]


def test_the_mean_is_over_all_vectors() -> None:
    assert filled().mean().tolist() == [0.5, 0.5, 0, 0]


@pytest.mark.parametrize("wrong", [np.zeros(3, np.float32), np.zeros((1, 4), np.float32)])
def test_a_vector_of_another_shape_is_refused_everywhere(
    wrong: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
) -> None:
    with pytest.raises(ValueError, match="shape"):
        filled().search(wrong, 1)
    with pytest.raises(ValueError, match="shape"):
        filled().add({1: wrong}, {1: "1" * 64})


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    filled().save(tmp_path, WANTED)

    read = VectorIndex.read(tmp_path, WANTED, KEYS)

    assert read is not None
    assert read.search(axis(1), 1) == {9: 1.0}
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_an_empty_folder_is_no_news(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert VectorIndex.read(tmp_path, WANTED, KEYS) is None
    assert caplog.records == []


def test_of_a_file_that_is_behind_the_rest_is_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled().save(tmp_path, WANTED)

    gone = VectorIndex.read(tmp_path, WANTED, {9: KEYS[9], 11: "b" * 64})
    changed = VectorIndex.read(tmp_path, WANTED, {7: "f" * 64, 9: KEYS[9]})

    assert gone is not None
    assert changed is not None
    assert set(gone.numbers) == set(changed.numbers) == {9}
    assert list(changed.search(axis(0), 5)) == [9]
    assert changed.mean().tolist() == axis(1).tolist()
    assert caplog.records == []


def test_a_file_is_stale_when_a_tenth_of_it_is(tmp_path: Path) -> None:
    made = VectorIndex(4)
    assert not made.is_stale
    keys = {number: f"{number:064x}" for number in range(41)}
    made.add({number: axis(0) for number in range(40)}, keys)
    assert made.is_stale
    made.save(tmp_path, WANTED)

    made.add({40: axis(1)}, keys)
    made.remove([1, 2])
    assert not made.is_stale
    made.remove([3, 4])

    assert made.is_stale


@pytest.mark.parametrize("place", [0, 80, -1])
def test_one_flipped_bit_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, place: int
) -> None:
    filled().save(tmp_path, WANTED)
    content = bytearray((tmp_path / FILE).read_bytes())
    content[place] ^= 1
    (tmp_path / FILE).write_bytes(content)

    with caplog.at_level(logging.WARNING):
        assert VectorIndex.read(tmp_path, WANTED, KEYS) is None

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert not (tmp_path / FILE).exists()
    assert len(list(tmp_path.glob(f"{FILE}.bad-*"))) == 1


@pytest.mark.parametrize("manifest", ["", "[]", "{}", "3", "no manifest"])
def test_a_file_without_a_good_manifest_is_set_aside(tmp_path: Path, manifest: str) -> None:
    write(tmp_path, manifest.encode() + b"\nvectors")

    assert VectorIndex.read(tmp_path, WANTED, KEYS) is None
    assert list(tmp_path.glob(f"{FILE}.bad-*"))


def test_what_is_saved_last_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    VectorIndex(4).save(tmp_path, WANTED)
    filled().save(tmp_path, WANTED)

    read = VectorIndex.read(tmp_path, WANTED, KEYS)

    assert read is not None
    assert len(read) == 2
    assert caplog.records == []


def test_what_killed_processes_left_is_swept_away(tmp_path: Path) -> None:
    old, new = (tmp_path / f".{FILE}.{pid}.tmp" for pid in (1, 2))
    for each in (old, new):
        each.touch()
    os.utime(old, (0, 0))

    filled().save(tmp_path, WANTED)

    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize("other", [replace(WANTED, model="n@1"), replace(WANTED, dimension=8)])
def test_a_file_of_another_model_is_set_aside(tmp_path: Path, other: Manifest) -> None:
    filled().save(tmp_path, WANTED)

    assert VectorIndex.read(tmp_path, other, KEYS) is None
    assert list(tmp_path.glob(f"{FILE}.bad-*"))


def test_a_manifest_that_lies_about_the_dimension_is_not_believed(tmp_path: Path) -> None:
    filled().save(tmp_path, WANTED)
    _, said, vectors = (tmp_path / FILE).read_bytes().split(b"\n", 2)
    write(tmp_path, said.replace(b'"dimension": 4', b'"dimension": 8') + b"\n" + vectors)

    assert VectorIndex.read(tmp_path, replace(WANTED, dimension=8), KEYS) is None


def test_only_the_newest_bad_file_is_kept(tmp_path: Path) -> None:
    for _ in range(3):
        filled().save(tmp_path, WANTED)
        (tmp_path / FILE).write_bytes(b"")
        VectorIndex.read(tmp_path, WANTED, KEYS)

    assert len(list(tmp_path.glob(f"{FILE}.bad-*"))) == 1


def many(count: int) -> tuple[dict[int, Vector], dict[int, str]]:
    """Vectors that lie together in groups, as those of passages do; and keys."""
    chance = np.random.default_rng(3)
    middles = chance.normal(size=(40, 32))
    rows = unit_rows(middles[chance.integers(0, 40, count)] + chance.normal(size=(count, 32)))
    return dict(enumerate(rows)), {number: f"{number:064x}" for number in range(count)}


def test_many_vectors_are_grouped_and_nearly_all_of_the_nearest_found() -> None:
    rows, keys = many(6000)
    grouped, exact = VectorIndex(32, exact_up_to=1000), VectorIndex(32)
    for index in (grouped, exact):
        index.add(rows, keys)

    shares = [
        len(grouped.search(row, 10).keys() & exact.search(row, 10).keys()) / 10
        for row in list(rows.values())[::60]
    ]

    assert np.mean(shares) > 0.95
    assert grouped.mean().tolist() == exact.mean().tolist()


def test_grouped_vectors_are_added_removed_saved_and_read(tmp_path: Path) -> None:
    rows, keys = many(3000)
    made = VectorIndex(32, exact_up_to=1000)
    made.add({number: rows[number] for number in range(2000)}, keys)
    made.remove([3, 5])
    made.add({number: rows[number] for number in range(2000, 3000)}, keys)
    made.save(tmp_path, replace(WANTED, dimension=32))

    read = VectorIndex.read(tmp_path, replace(WANTED, dimension=32), keys)

    assert read is not None
    assert len(read) == 2998
    assert list(read.search(rows[2500], 1)) == [2500]
    assert 3 not in read.search(rows[3], 10)
    np.testing.assert_allclose(read.rows([7])[0], rows[7], atol=1e-3)
    read.remove([2500])
    assert 2500 not in read.search(rows[2500], 10)
