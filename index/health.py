"""Does the index on disk fit the library? For people who look; the bot mends it by itself."""

from enum import StrEnum
from pathlib import Path

from index import calibration, dutch
from index.contents import FILE
from index.search import CALIBRATION
from index.store import Damaged, IndexStore
from knowledge.errors import VrijwijzerError


class Judgement(StrEnum):
    """What judges whether a question can be answered: a fit of the index, one that ships, none."""

    OWN = "own"
    SHIPPED = "shipped"
    UNFITTED = "unfitted"


def faults(folder: Path, revision: int) -> list[str]:
    """Return a line for each thing that is damaged or older than the library's `revision`."""
    if not (folder / FILE).exists():
        return [f"{FILE} is not there yet"]
    try:
        facts = _facts(folder)
    except (Damaged, VrijwijzerError) as error:
        return [f"{FILE} is damaged ({error})"]
    found = []
    if facts.get("analyser") != dutch.ANALYSER:
        found.append(f"{FILE} was made by another version of our Dutch analysis")
    if facts.get("revision") != str(revision):
        found.append(f"{FILE} is behind the library")
    return found


def judgement(folder: Path, model: str) -> Judgement:
    """Return what judges in a data folder when this model embeds.

    A fit that is kept in a damaged index is lost, and counts for nothing.
    """
    try:
        kept = _facts(folder).get(CALIBRATION) if (folder / FILE).exists() else None
    except (Damaged, VrijwijzerError):
        kept = None
    if kept is not None and calibration.Fit.read(kept).is_for(model):
        return Judgement.OWN
    return Judgement.SHIPPED if calibration.shipped(1).is_for(model) else Judgement.UNFITTED


def _facts(folder: Path) -> dict[str, str]:
    """Return what the index says of itself. Raises Damaged, Unavailable."""
    store = IndexStore(folder / FILE)
    try:
        return store.facts()
    finally:
        store.close()
