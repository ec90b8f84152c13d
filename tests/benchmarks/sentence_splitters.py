"""Sentence F1 of ours, pysbd and sentencex on tests/gold/library/sentences.txt.

pip install pysbd sentencex; python -m tests.benchmarks.sentence_splitters
"""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Final

from knowledge.sentences import sentences

SET: Final = Path(__file__).parents[1] / "gold" / "library" / "sentences.txt"
Splitter = Callable[[str], Iterable[str]]


def ends(text: str, parts: Iterable[str]) -> set[int]:
    """Where the parts end in the text, the last one aside; a part that is not in it is passed."""
    found, position = [], 0
    for part in (each.strip() for each in parts):
        start = text.find(part, position) if part else -1
        if start >= 0:
            position = start + len(part)
            found.append(position)
    return set(found[:-1])


def f1(split: Splitter) -> float:
    """F1 over all boundaries of the set."""
    right = made = wanted = 0
    for line in SET.read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            gold = line.split(" | ")
            text = " ".join(gold)
            found, meant = ends(text, split(text)), ends(text, gold)
            right, made, wanted = (
                right + len(found & meant),
                made + len(found),
                wanted + len(meant),
            )
    return 2 * right / (made + wanted)


def main() -> None:
    """Print a line a splitter."""
    # No dependencies of ours, and without types: for whoever installed them to compare.
    pysbd, sentencex = import_module("pysbd"), import_module("sentencex")
    dutch = pysbd.Segmenter(language="nl", clean=False)
    splitters: dict[str, Splitter] = {
        "ours": lambda text: [text[start:end] for start, end in sentences(text)],
        "pysbd": dutch.segment,
        "sentencex": lambda text: sentencex.segment("nl", text),
    }
    for name, split in splitters.items():
        sys.stdout.write(f"{name:<10} {f1(split):.4f}\n")


if __name__ == "__main__":
    main()
