"""What the product stands on may be given on with it under the EUPL-1.2, and is pinned."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[1]

# Licences that ask nothing of a work that uses the library, and those on the EUPL's own list of
# compatible licences (its appendix). A plain GPL or AGPL is not here: it would decide for us.
FITTING: Final = re.compile(
    r"\b(MIT|MIT-CMU|BSD|0BSD|Apache|PSF|PSFL|Python[- ]Software[- ]Foundation|CNRI-Python|ISC"
    r"|Kiwi|matplotlib|HPND|Zlib|BSL-1\.0|CC0-1\.0|Public Domain|Unlicense|MPL|LGPL"
    r"|Mozilla Public License|Lesser General Public License)\b",
    re.IGNORECASE,
)


def needed(name: str = "vrijwijzer") -> Iterator[Distribution]:
    """The distributions that are installed because ours is, each once, without its extras."""
    seen: set[str] = {canonicalize_name(name)}
    waiting = [distribution(name)]
    while waiting:
        for said in waiting.pop().requires or ():
            requirement = Requirement(said)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if not wanted or canonicalize_name(requirement.name) in seen:
                continue
            seen.add(canonicalize_name(requirement.name))
            try:
                waiting.append(distribution(requirement.name))
            except PackageNotFoundError:
                continue  # it belongs to another system
            yield waiting[-1]


NEEDED: Final = sorted(needed(), key=lambda each: each.name.casefold())


def licences(package: Distribution) -> list[str]:
    """What a package says of its licence: the expression, else its classifiers, else free text."""
    known = package.metadata
    said = known.get_all("License-Expression") or [
        classifier.rpartition("::")[2]
        for classifier in known.get_all("Classifier") or ()
        if classifier.startswith("License ::")
    ]
    return said or [str(known.json.get("license", "")).partition("\n")[0]]


@pytest.mark.parametrize("package", NEEDED, ids=lambda each: each.name)
def test_every_library_has_a_licence_that_fits_ours(package: Distribution) -> None:
    assert any(FITTING.search(each) for each in licences(package)), licences(package)


@pytest.mark.parametrize(
    "package",
    # An environment brings its own of these two.
    [each for each in NEEDED if each.name not in {"pip", "setuptools"}],
    ids=lambda each: each.name,
)
def test_every_library_is_pinned_to_the_version_that_is_tested(package: Distribution) -> None:
    pinned = {
        canonicalize_name(name): version
        for name, _, version in (
            line.partition("==") for line in (ROOT / "constraints.txt").read_text().splitlines()
        )
    }

    assert pinned.get(canonicalize_name(package.name)) == package.version.partition("+")[0]
