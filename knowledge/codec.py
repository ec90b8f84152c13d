"""Our frozen values as plain JSON and back, by their type hints; nothing here reads or writes."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: object) -> Any:
    """Return dicts, lists, texts and numbers; fields that hold nothing are left out.

    So a field that a later version adds changes neither a record nor its hash while it is empty.
    """
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: plain(each) for name, each in held.items() if not _is_nothing(each)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def built(kind: type[T], value: object, place: str = "") -> T:
    """Return the value of type `kind` that `plain` gave; `place` names it in messages.

    Raises ValueError with the place and what is wrong: another type, an unknown field, a field
    that is missing, or what the type itself refuses.
    """
    return cast("T", _built(kind, value, place or kind.__name__))


def _is_nothing(value: object) -> bool:
    """Whether a field holds what it holds when nothing was said; 0 and "" say something."""
    return value is None or value == () or value is False


def _built(kind: Any, value: object, place: str) -> Any:
    """One value of any type that our dataclasses use."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        (inner,) = [each for each in get_args(kind) if each is not type(None)]
        return _built(inner, value, place)
    if origin is tuple:
        return _tuple(get_args(kind), value, place)
    if is_dataclass(kind):
        return _dataclass(cast("type", kind), value, place)
    if issubclass(kind, Enum) and isinstance(value, str):
        return kind(value)
    if type(value) is not kind:
        raise ValueError(f"{place} must be {kind.__name__}, and is {type(value).__name__}")
    return value


def _tuple(inner: tuple[Any, ...], value: object, place: str) -> tuple[Any, ...]:
    """A tuple of one type, or of a fixed length."""
    if not isinstance(value, list):
        raise ValueError(f"{place} must be a list")  # noqa: TRY004 - one kind of error for a file
    kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    if len(kinds) != len(value):
        raise ValueError(f"{place} must hold {len(kinds)} values")
    return tuple(
        _built(kind, each, f"{place}[{number}]")
        for number, (kind, each) in enumerate(zip(kinds, value, strict=True))
    )


def _dataclass(kind: type, value: object, place: str) -> Any:
    """One of our values."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{place} must hold fields")  # noqa: TRY004 - one kind of error for a file
    hints = _hints(kind)
    if unknown := set(value) - set(hints):
        raise ValueError(f"{place} has the unknown field {min(unknown)!r}")
    said = {name: _built(hints[name], each, f"{place}.{name}") for name, each in value.items()}
    # What holds nothing was left out, also where a field has no default (an empty heading path).
    empty = {name: () for name, hint in hints.items() if get_origin(hint) is tuple}
    try:
        return kind(**{**empty, **said})
    except TypeError as error:
        raise ValueError(f"{place}: {error}") from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(kind)
