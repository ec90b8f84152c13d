"""The FAISS file is a cache: trusted when it is exactly what its manifest says, else made anew."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.vectors import FILE, MANIFEST, Manifest, VectorIndex

WANTED = Manifest(model="m@1", dimension=4, analyser="a", revision=3, content="c")


def axis(place: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    made = np.zeros(4, np.float32)
    made[place] = 1
    return made


def filled() -> VectorIndex:
    made = VectorIndex(4)
    made.add({7: axis(0), 9: axis(1)})
    return made


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
        filled().add({1: wrong})


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    filled().save(tmp_path, WANTED)

    read = VectorIndex.read(tmp_path, WANTED)

    assert read is not None
    assert read.search(axis(1), 1) == {9: 1.0}
    assert {path.name for path in tmp_path.iterdir()} == {FILE, MANIFEST}


def test_an_empty_folder_and_an_older_file_are_no_news(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert VectorIndex.read(tmp_path, WANTED) is None
    filled().save(tmp_path, WANTED)

    assert VectorIndex.read(tmp_path, replace(WANTED, content="other")) is None
    assert caplog.records == []


@pytest.mark.parametrize("place", [0, 20, -1])
def test_one_flipped_bit_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, place: int
) -> None:
    filled().save(tmp_path, WANTED)
    content = bytearray((tmp_path / FILE).read_bytes())
    content[place] ^= 1
    (tmp_path / FILE).write_bytes(content)

    with caplog.at_level(logging.WARNING):
        assert VectorIndex.read(tmp_path, WANTED) is None

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert not (tmp_path / FILE).exists()
    assert len(list(tmp_path.glob(f"{FILE}.bad-*"))) == 1


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"sha256": 3}'])
def test_a_file_without_a_good_manifest_is_set_aside(tmp_path: Path, manifest: str) -> None:
    filled().save(tmp_path, WANTED)
    (tmp_path / MANIFEST).write_text(manifest)

    assert VectorIndex.read(tmp_path, WANTED) is None
    assert list(tmp_path.glob(f"{FILE}.bad-*"))


@pytest.mark.parametrize("other", [replace(WANTED, model="n@1"), replace(WANTED, dimension=8)])
def test_a_file_of_another_model_is_set_aside(tmp_path: Path, other: Manifest) -> None:
    filled().save(tmp_path, WANTED)

    assert VectorIndex.read(tmp_path, other) is None
    assert list(tmp_path.glob(f"{FILE}.bad-*"))


def test_a_manifest_that_lies_about_the_dimension_is_not_believed(tmp_path: Path) -> None:
    filled().save(tmp_path, WANTED)
    said = json.loads((tmp_path / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps(said | {"dimension": 8}))

    assert VectorIndex.read(tmp_path, replace(WANTED, dimension=8)) is None


def test_only_the_newest_bad_file_is_kept(tmp_path: Path) -> None:
    for _ in range(3):
        filled().save(tmp_path, WANTED)
        (tmp_path / FILE).write_bytes(b"")
        VectorIndex.read(tmp_path, WANTED)

    assert len(list(tmp_path.glob(f"{FILE}.bad-*"))) == 1
