"""The Bot API's own parameter types as judge: aiogram's models, written apart from PTB's.

Importing them takes seconds, so a suite checks its recorded calls once, at the end.
"""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from bot.demo.world import Call


def faults(calls: Iterable[Call]) -> list[str]:
    """Return what is wrong with the parameters of calls that were not refused, a line each."""
    models = _models()
    found = []
    for call in calls:
        if call.refused is not None:
            continue
        model = models.get(call.method)
        if model is None:
            found.append(f"{call.method}: no such method")
            continue
        values = {name: _decoded(value) for name, value in call.parameters.items()}
        unknown = values.keys() - model.model_fields.keys()
        found += [f"{call.method}: unknown parameter {name!r}" for name in sorted(unknown)]
        try:
            model.model_validate(values)
        except ValueError as error:
            found.append(f"{call.method}: {error}")
    return found


def _models() -> dict[str, Any]:
    """A model for each method, by its name."""
    methods = pytest.importorskip("aiogram.methods", reason="aiogram is not installed")
    classes = (getattr(methods, name) for name in methods.__all__)
    return {model.__api_method__: model for model in classes if hasattr(model, "__api_method__")}


def _decoded(value: Any) -> Any:
    """A parameter as it was before it became a JSON string."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
