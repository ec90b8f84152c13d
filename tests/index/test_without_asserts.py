"""`python -O` takes asserts away, FAISS's own checks among them; ours must hold without."""

import subprocess
import sys

CHECKED = [f"tests/index/test_{each}.py" for each in ("vectors", "store", "store_repair")]


def test_what_guards_the_cache_is_no_assert() -> None:
    command = [sys.executable, "-O", "-m", "pytest", "-q", "-p", "no:cacheprovider", *CHECKED]

    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours

    assert told.returncode == 0, told.stdout + told.stderr
