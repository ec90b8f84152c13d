"""How figures are printed: a table with intervals for people, one object for machines.

Both say what the figures were made with: a figure without its configuration is worth nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from importlib import metadata, resources
from typing import Any

from index import answerable, dutch
from index.evaluation.estimates import DRAWS, SEED, Estimate


def as_values(figures: Mapping[str, Estimate]) -> dict[str, Any]:
    """Return the figures by name, and their intervals (95 %) under one key."""
    values: dict[str, Any] = {name: each.rounded for name, each in figures.items()}
    return values | {"intervals": {name: each.interval for name, each in figures.items()}}


def made_with(model: str) -> dict[str, Any]:
    """Return what every figure depends on beside the questions."""
    return {
        "version": metadata.version("vrijwijzer"),
        "model": model,
        "analyser": dutch.ANALYSER,
        "calibration": calibration(),
        "threshold": answerable.THRESHOLD,
        "interval": f"95 %, bootstrap, {DRAWS} draws of questions, seed {SEED}",
    }


def calibration() -> str:
    """Return the name of the calibration that ships: the file, and the start of its sha256."""
    content = resources.files("index").joinpath("answerable.toml").read_bytes()
    return f"answerable.toml@{hashlib.sha256(content).hexdigest()[:12]}"


def show(made: Mapping[str, Any]) -> None:
    """Print one object."""
    print(json.dumps(made, ensure_ascii=False))


def table(figures: Mapping[str, Estimate]) -> str:
    """Return a line a figure: name, value, interval, and over how many it was taken."""
    width = max(map(len, figures), default=0)
    return "\n".join(f"{name:<{width}}  {each}" for name, each in figures.items())


def lines(facts: Mapping[str, Any]) -> str:
    """Return a line a fact."""
    width = max(map(len, facts), default=0)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in facts.items())
