"""What is computed of sources again and again is remembered, until a source goes.

All of it goes then, so that no word of a source that was removed stays in memory. What people say
is never remembered.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar
from urllib.parse import clear_cache  # type: ignore[attr-defined]  # no type tells of it
from weakref import WeakSet

_Function = TypeVar("_Function", bound=Callable[..., Any])

_KEPT: Final[WeakSet[Any]] = WeakSet()


def remembered(most: int) -> Callable[[_Function], _Function]:
    """Return a decorator for a function of sources alone: its last `most` results are kept."""

    def keeping(function: _Function) -> _Function:
        kept: Any = lru_cache(maxsize=most)(function)
        _KEPT.add(kept)
        return kept  # type: ignore[no-any-return]  # it takes and gives what the function does

    return keeping


def forget() -> None:
    """Forget all that is remembered, by `urlsplit` too, which remembers addresses."""
    clear_cache()
    for kept in list(_KEPT):
        kept.cache_clear()
