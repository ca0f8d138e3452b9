"""Compile a model's loop when it is first run, so that importing a model does not load the compiler."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any


def compiled(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator: numba's ``njit(cache=True, **options)``, put off to the first call."""

    def decorate(loop: Callable[..., Any]) -> Callable[..., Any]:
        @cache
        def fast() -> Callable[..., Any]:
            from numba import njit

            return njit(cache=True, **options)(loop)  # type: ignore[no-any-return]

        @wraps(loop)
        def run(*values: Any) -> Any:
            return fast()(*values)

        return run

    return decorate
