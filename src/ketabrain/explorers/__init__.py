"""All explorers of the course, one module a chapter. Each module lists its own in ``EXPLORERS``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.errors import DeclarationError, UnknownExplorer


@cache
def _all() -> dict[str, Explorer]:
    found: dict[str, Explorer] = {}
    for module in pkgutil.iter_modules(__path__):
        for explorer in import_module(f"{__name__}.{module.name}").EXPLORERS:
            if explorer.slug in found:
                raise DeclarationError(f"Two explorers are called '{explorer.slug}': rename one.")
            found[explorer.slug] = explorer
    return found


def names() -> list[str]:
    """Return the slugs of all explorers."""
    return sorted(_all())


def get(slug: str) -> Explorer:
    """Return an explorer; raise UnknownExplorer, which names the ones there are."""
    try:
        return _all()[slug]
    except KeyError:
        raise UnknownExplorer(f"There is no explorer '{slug}': choose one of {', '.join(names())}.") from None
