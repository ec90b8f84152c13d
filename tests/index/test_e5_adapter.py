"""What training adds to the weights of the model."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer

from index import e5_adapter, offline_model
from index.e5_adapter import FILE, Adapted
from index.e5_container import Container
from index.embedder import load
from index.offline_model import Packed
from index.opening import trained
from knowledge.errors import ModelMissing
from tests.support.float_folder import write_float_folder
from tests.support.tiny_container import HIDDEN, WIDE, write_container


def adapter(place: Path, out: int = HIDDEN) -> Path:
    """Two matrices for one weight: a number of it grows by 0, 1, 2 … along a row."""
    thin = {
        "l1.q.w.up": np.ones((out, 1), np.float16),
        "l1.q.w.down": np.arange(HIDDEN, dtype=np.float16)[None],
    }
    save_file(thin, place / "adapter.safetensors")
    return place / "adapter.safetensors"


def test_a_weight_gets_the_product_of_its_thin_matrices_and_others_stay(tmp_path: Path) -> None:
    path = write_container(tmp_path / "tiny.bin").path
    before, after = Container(path), Adapted(path, adapter(tmp_path))

    grown = before.tensor("l1.q.w") + np.tile(np.arange(HIDDEN), HIDDEN)
    np.testing.assert_allclose(after.tensor("l1.q.w"), grown, rtol=1e-6)
    np.testing.assert_array_equal(after.tensor("l0.q.w"), before.tensor("l0.q.w"))


def test_an_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    path = write_container(tmp_path / "tiny.bin").path

    with pytest.raises(ValueError, match=r"another shape for l1\.q\.w"):
        Adapted(path, adapter(tmp_path, out=WIDE))


def test_a_damaged_adapter_is_named_with_what_to_do(tmp_path: Path) -> None:
    whole = write_container(tmp_path / "tiny.bin")
    damaged = Packed(whole.path, whole.sha256, adapter(tmp_path), adapter_sha256="0" * 64)

    with pytest.raises(ModelMissing, match="install VrijWijzer again"):
        offline_model.ensure(tmp_path / "cache", damaged, say=lambda _: None)


def test_where_the_hub_has_the_model_a_damaged_adapter_is_named_before_it_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_model, "packed", lambda: None)
    for broken in (adapter(tmp_path), tmp_path / "gone.safetensors"):
        monkeypatch.setattr(e5_adapter, "FILE", broken)

        with pytest.raises(ModelMissing, match="install VrijWijzer again"):
            load()


def test_the_hubs_model_is_trained_on_in_the_same_way(tmp_path: Path) -> None:
    path, thin = write_container(tmp_path / "tiny.bin").path, adapter(tmp_path)
    folders = [tmp_path / name for name in ("plain", "adapted")]
    for folder, container in zip(folders, (Container(path), Adapted(path, thin)), strict=True):
        folder.mkdir()
        write_float_folder(container, folder)
    texts = ["de buurt", "een feest"]
    plain, adapted = (SentenceTransformer(str(each), device="cpu") for each in folders)
    before = plain.encode(texts)

    after = trained(plain, thin).encode(texts)

    np.testing.assert_allclose(after, adapted.encode(texts), atol=1e-5)
    assert np.abs(after - before).max() > 0.01


def test_another_adapter_makes_another_model(tmp_path: Path) -> None:
    one = Packed(tmp_path, "a" * 64, FILE, "b" * 64)
    other = Packed(tmp_path, "a" * 64, FILE, "c" * 64)

    assert one.revision != other.revision
