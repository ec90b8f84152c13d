"""Does the index on disk fit the library? For people who look; the bot mends it by itself."""

from pathlib import Path

from index import dutch
from index.contents import FILE
from index.store import Damaged, IndexStore
from knowledge.errors import VrijwijzerError


def faults(folder: Path, revision: int) -> list[str]:
    """Return a line for each thing that is damaged or older than the library's `revision`."""
    if not (folder / FILE).exists():
        return [f"{FILE} is not there yet"]
    try:
        store = IndexStore(folder / FILE)
        try:
            facts = store.facts()
        finally:
            store.close()
    except (Damaged, VrijwijzerError) as error:
        return [f"{FILE} is damaged ({error})"]
    found = []
    if facts.get("analyser") != dutch.ANALYSER:
        found.append(f"{FILE} was made by another version of our Dutch analysis")
    if facts.get("revision") != str(revision):
        found.append(f"{FILE} is behind the library")
    return found
