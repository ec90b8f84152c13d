"""The fast engine gives the float32 model's vectors, nearly, and each text's by itself."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from sentence_transformers import SentenceTransformer

from index import e5_engine, e5_folder
from index.e5_container import Container
from index.rows import Vectors
from tests.support.float_folder import write_float_folder
from tests.support.tiny_container import HIDDEN, PIECES, POSITIONS, write_container

TEXTS = ["de buurt", "a", "", "de buurt " * 12, "xyz de wat en hoe", "<s> een </s>"]


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformer:
    return fast_model(tmp_path_factory.mktemp("fast"))


def fast_model(place: Path, loud: float = 1) -> SentenceTransformer:
    e5_folder.write(Container(write_container(place / "tiny.bin", loud=loud).path), place)
    return e5_engine.open_folder(place, threads=1)


def float_model(place: Path, loud: float = 1) -> SentenceTransformer:
    """The same weights as sentence-transformers runs them."""
    container = Container(write_container(place / "tiny.bin", loud=loud).path)
    return SentenceTransformer(str(write_float_folder(container, place)), device="cpu")


def cosines(some: Vectors, others: Vectors) -> Vectors:
    lengths = np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((some * others).sum(axis=1) / lengths, dtype=np.float32)


def test_its_vectors_are_those_of_the_float32_model(
    fast: SentenceTransformer, tmp_path: Path
) -> None:
    ours, theirs = fast.encode(TEXTS), float_model(tmp_path).encode(TEXTS)

    assert ours.shape == theirs.shape == (len(TEXTS), HIDDEN)
    assert cosines(ours, theirs).min() > 0.999
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_a_unit_that_is_far_louder_than_the_others_does_not_drown_them(tmp_path: Path) -> None:
    for name in ("fast", "float"):
        (tmp_path / name).mkdir()

    ours = fast_model(tmp_path / "fast", loud=100).encode(TEXTS)
    theirs = float_model(tmp_path / "float", loud=100).encode(TEXTS)

    assert cosines(ours, theirs).min() > 0.995


def test_a_vector_is_the_same_to_the_last_bit_alone_and_among_others(
    fast: SentenceTransformer,
) -> None:
    together = fast.encode(TEXTS, batch_size=4)
    alone = np.concatenate([fast.encode([text]) for text in TEXTS])

    np.testing.assert_array_equal(together, alone)


def test_it_reads_the_same_tokens_and_knows_the_same_prompts(
    fast: SentenceTransformer, tmp_path: Path
) -> None:
    other = float_model(tmp_path)

    assert [fast.tokenizer(text)["input_ids"] for text in TEXTS] == [
        other.tokenizer(text)["input_ids"] for text in TEXTS
    ]
    assert fast.prompts == other.prompts
    assert fast.max_seq_length == other.max_seq_length == POSITIONS


def test_a_text_beyond_the_window_is_cut_as_the_float32_model_cuts_it(
    fast: SentenceTransformer, tmp_path: Path
) -> None:
    long = ["de buurt " * POSITIONS + end for end in ("a", "b")]

    ours, theirs = fast.encode(long), float_model(tmp_path).encode(long)

    np.testing.assert_array_equal(ours[0], ours[1])
    assert cosines(ours, theirs).min() > 0.999


def test_the_prompts_that_are_asked_for_stand_before_the_text(fast: SentenceTransformer) -> None:
    np.testing.assert_array_equal(
        fast.encode_document(["de buurt"]), fast.encode(["passage: de buurt"])
    )
    np.testing.assert_array_equal(fast.encode_query("de buurt"), fast.encode("query: de buurt"))


def test_the_same_container_gives_the_same_network(tmp_path: Path) -> None:
    networks = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        e5_folder.write(Container(write_container(tmp_path / "tiny.bin").path), tmp_path / name)
        networks.append((tmp_path / name / e5_folder.NETWORK).read_bytes())

    assert networks[0] == networks[1]


def test_the_network_is_well_formed_and_keeps_its_word_vectors_in_four_bits(
    tmp_path: Path,
) -> None:
    e5_folder.write(Container(write_container(tmp_path / "tiny.bin").path), tmp_path)

    model = onnx.load(tmp_path / e5_folder.NETWORK)

    onnx.checker.check_model(model)
    words = [each for each in model.graph.initializer if list(each.dims) == [len(PIECES), HIDDEN]]
    assert [each.data_type for each in words] == [onnx.TensorProto.INT4]


def test_it_is_not_saved_because_nothing_could_load_it(
    fast: SentenceTransformer, tmp_path: Path
) -> None:
    with pytest.raises(NotImplementedError, match="cannot be saved"):
        fast.save(str(tmp_path))
