"""The model folder is built once, whole or not at all, and what is damaged is built again."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index import offline_model
from index.e5_container import Container
from index.hashing import HashingEmbedder
from index.offline_model import Packed, ensure, is_whole
from knowledge.errors import ModelMissing
from tests.support.tiny_container import HIDDEN, four_bits, write_container

Damage = Callable[[Path], object]


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    return write_container(tmp_path / "tiny.bin")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_folder_is_built_once_and_says_so(packed: Packed, cache: Path) -> None:
    said: list[str] = []

    folder = ensure(cache, packed, said.append)
    again = ensure(cache, packed, said.append)

    assert again == folder
    assert is_whole(folder)
    assert len(said) == 2
    assert str(folder) in said[0]


def test_nothing_but_the_folder_and_its_lock_stays_behind(packed: Packed, cache: Path) -> None:
    folder = ensure(cache, packed)

    assert {path.name for path in folder.parent.iterdir()} == {folder.name, folder.name + ".lock"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: flip_a_bit(folder / "model.onnx"),
        lambda folder: (folder / "model.onnx").write_bytes(b""),
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{}"),
        lambda folder: (folder / "manifest.json").write_text("[1]"),
        lambda folder: (folder / "manifest.json").write_bytes(b"\xff\x00"),
        lambda folder: flip_a_bit(folder / "tokenizer.json"),
    ],
    ids=["bit", "emptied", "file gone", "half built", "no sums", "list", "binary", "tokenizer"],
)
def test_a_damaged_folder_is_noticed_and_built_again_with_one_log_line(
    packed: Packed, cache: Path, caplog: pytest.LogCaptureFixture, damage: Damage
) -> None:
    folder = ensure(cache, packed)
    before = contents(folder)
    damage(folder)

    with caplog.at_level(logging.INFO):
        ensure(cache, packed)

    assert contents(folder) == before
    assert len(caplog.records) == 1
    assert str(folder) in caplog.text


def test_the_remains_of_a_build_that_was_cut_short_are_removed(
    packed: Packed, cache: Path
) -> None:
    folder = ensure(cache, packed)
    remains = folder.parent / f".{folder.name}-abc"
    folder.rename(remains)

    ensure(cache, packed)

    assert is_whole(folder)
    assert not remains.exists()


@pytest.mark.parametrize(
    "damage",
    [flip_a_bit, lambda path: path.write_bytes(path.read_bytes()[:900]), Path.unlink],
    ids=["bit", "cut off", "gone"],
)
def test_a_damaged_package_is_refused_with_the_command_that_cures_it(
    packed: Packed, cache: Path, damage: Damage
) -> None:
    damage(packed.path)

    with pytest.raises(ModelMissing, match="pip install --force-reinstall") as refusal:
        ensure(cache, packed)

    assert str(packed.path) in str(refusal.value)
    assert [path.suffix for path in (cache / "models").iterdir()] == [".lock"]


def test_a_file_of_another_kind_is_refused(packed: Packed, cache: Path) -> None:
    packed.path.write_bytes(b"no container at all")
    other = Packed(packed.path, offline_model._sha256(packed.path))

    with pytest.raises(ModelMissing, match="of another version"):
        ensure(cache, other)


def test_a_cache_that_cannot_be_written_is_named_with_the_way_out(
    packed: Packed, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ModelMissing, match="VRIJWIJZER_CACHE") as refusal:
        ensure(tmp_path / "file", packed)

    assert str(tmp_path / "file") in str(refusal.value)


def test_of_two_processes_that_start_at_once_one_builds(packed: Packed, cache: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.offline_model import *;"
        "print(is_whole(ensure(Path(sys.argv[1]), Packed(Path(sys.argv[2]), sys.argv[3]))))"
    )
    command = [sys.executable, "-c", script, str(cache), str(packed.path), packed.sha256]

    both = [
        subprocess.Popen(  # noqa: S603 - our own words
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    out, said = zip(*(each.communicate() for each in both), strict=True)

    assert out == ("True\n", "True\n")
    assert "".join(said).count("Unpacking") == 1


def test_another_container_gets_a_folder_of_its_own(packed: Packed, cache: Path) -> None:
    other = write_container(packed.path.with_name("other.bin"), seed=1)

    assert ensure(cache, packed) != ensure(cache, other)


def test_four_bit_blocks_become_the_numbers_that_they_stand_for(tmp_path: Path) -> None:
    packed = write_container(tmp_path / "tiny.bin")
    container = Container(packed.path)

    numbers = container.tensor("l1.q.w")

    scale = np.abs(numbers.reshape(-1, 32)).max(axis=1, keepdims=True) / 7
    steps = numbers.reshape(-1, 32) / scale
    np.testing.assert_allclose(steps, steps.round(), atol=1e-3)
    assert four_bits(numbers) == four_bits(container.tensor("l1.q.w"))
    assert len(numbers) == HIDDEN * HIDDEN


def test_low_halves_of_a_block_come_before_its_high_halves(tmp_path: Path) -> None:
    packed = write_container(tmp_path / "tiny.bin")
    content = packed.path.read_bytes()
    # The first tensor's first block: scale 2, then a 3 and a 12 in each of 16 bytes.
    at = content.index(four_bits(Container(packed.path).tensor("emb.word")))
    block = np.float16(2).tobytes() + bytes([12 << 4 | 3] * 16)
    packed.path.write_bytes(content[:at] + block + content[at + 18 :])

    numbers = Container(packed.path).tensor("emb.word")[:32]

    assert numbers.tolist() == [-10.0] * 16 + [8.0] * 16


@pytest.mark.parametrize("name", [offline_model.MODEL, "multilingual-e5-small"])
def test_what_an_earlier_version_has_built_and_nobody_uses_makes_room(
    packed: Packed, cache: Path, name: str
) -> None:
    models = cache / "models"
    former = models / f"{name}-{packed.sha256[:12]}-1"
    of_others = models / f"{offline_model.MODEL}-0123456789ab-1"
    for old in (former, of_others):
        old.mkdir(parents=True)
        (old / "model.safetensors").write_bytes(b"480 MB")
        old.with_name(f"{old.name}.lock").write_text("")
        os.utime(old, (0, 0))

    folder = ensure(cache, packed)

    assert {path.name for path in models.iterdir() if path.is_dir()} == {
        folder.name,
        of_others.name,
    }
    assert not former.with_name(f"{former.name}.lock").exists()


@pytest.mark.parametrize("in_use", [True, False])
def test_another_version_leaves_what_was_opened_lately(
    packed: Packed, cache: Path, monkeypatch: pytest.MonkeyPatch, *, in_use: bool
) -> None:
    ours = ensure(cache, packed)
    os.utime(ours, (0, 0))  # it was built long ago
    if in_use:
        ensure(cache, packed)

    monkeypatch.setattr(offline_model, "_FORMAT", "next")
    theirs = ensure(cache, packed)

    assert is_whole(theirs)
    assert is_whole(ours) is in_use


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("de buurt", ["▁de", "▁buurt"]),
        ("de\u00a0 \n buurt", ["▁de", "▁buurt"]),
        ("d\x01e", ["▁de"]),
        ("ｄｅ", ["▁de"]),
    ],
)
def test_the_tokenizer_reads_odd_spaces_controls_and_wide_letters(
    packed: Packed, cache: Path, text: str, pieces: list[str]
) -> None:
    tokenizer = Tokenizer.from_file(str(ensure(cache, packed) / "tokenizer.json"))

    assert tokenizer.encode(text).tokens == ["<s>", *pieces, "</s>"]


def test_a_model_with_other_vectors_than_the_known_ones_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="delete that folder") as refusal:
        offline_model.prove(HashingEmbedder().embed_passages, tmp_path)

    assert str(tmp_path) in str(refusal.value)


def test_the_manifest_lists_every_file(packed: Packed, cache: Path) -> None:
    folder = ensure(cache, packed)

    listed = json.loads((folder / "manifest.json").read_text())

    assert set(listed) | {"manifest.json"} == set(contents(folder))
