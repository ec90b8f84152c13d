"""The wheel as a stranger installs it: whole, and at work away from the repository.

Nothing is fetched: the libraries are those of the environment that runs the tests, the language
model is the one in the user's cache.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import offline_model
from knowledge import bundled

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "index", "knowledge")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working copy, built with what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment that holds the wheel, and the libraries from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "bin" / "python",
        "install",
    ]
    _run([*pip, "--quiet", "--no-deps", "--no-index", wheel])
    (packages,) = (folder / "lib").glob("python*/site-packages")
    # A path in a .pth is not searched for further .pth files: an editable install, which would
    # bring the repository back, does not come along.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
    return folder


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.split("/")[0] in PACKAGES}

    there = set(_files())

    assert {"bot/texts/nl.toml", "bot/demo/page/index.html", "index/stopwords.txt"} <= there
    assert packed == there


def test_the_wheel_carries_the_licence_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    others = {name.split("/")[0] for name in names} - set(PACKAGES)

    assert [name for name in others if not name.endswith(".dist-info")] == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.mark.skipif(
    offline_model.packed() is None, reason="the model would have to be fetched on this machine"
)
def test_a_question_is_answered_away_from_the_repository(installed: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = {name: value for name, value in os.environ.items() if _is_neutral(name)}

    told = _run(
        [installed / "bin" / "vrijwijzer", "ask", "--json", "Hoe bedankt Utrecht vrijwilligers?"],
        cwd=elsewhere,
        env=kept | {"VRIJWIJZER_DATA": str(tmp_path / "data")},
    )
    answer = json.loads(told)

    assert answer["status"] == "answered"
    assert {each["source"]["id"] for each in answer["citations"]} <= set(bundled.pages())
    assert (tmp_path / "data" / "knowledge.db").is_file()
    assert list(elsewhere.iterdir()) == []


def test_the_code_of_the_installation_is_not_the_repository_s(
    installed: Path, tmp_path: Path
) -> None:
    script = (
        "import bot, index, knowledge; print(bot.__file__, index.__file__, knowledge.__file__)"
    )

    told = _run([installed / "bin" / "python", "-c", script], cwd=tmp_path)

    assert [path for path in told.split() if not Path(path).is_relative_to(installed)] == []


def test_the_bundled_sources_are_all_installed(installed: Path, tmp_path: Path) -> None:
    script = "from knowledge import bundled; print(*bundled.pages())"

    told = _run([installed / "bin" / "python", "-c", script], cwd=tmp_path)

    assert told.split() == list(bundled.pages())


def _files() -> Iterator[str]:
    """The path of every file of the packages, compiled ones left out."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


def _is_neutral(name: str) -> bool:
    """Whether a variable of the environment leaves the installation as a stranger has it."""
    ours = name.startswith(("VRIJWIJZER_", "TELEGRAM_")) and name != "VRIJWIJZER_CACHE"
    return not ours and not name.startswith(("PYTHON", "COVERAGE"))


def _run(
    command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None
) -> str:
    """What a command prints; its own complaint when it fails."""
    done = subprocess.run(  # noqa: S603 (our own commands)
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
