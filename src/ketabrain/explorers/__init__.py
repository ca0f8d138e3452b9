"""All explorers of the course, one module a chapter. Each module lists its own in ``EXPLORERS``."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise

from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.errors import DeclarationError, UnknownExplorer

SLOW = "one_dose"  # reads the timeline and the trials as it is declared, which takes a second


def _modules() -> list[str]:
    """Return the modules of explorers, the slow one last."""
    return sorted((module.name for module in pkgutil.iter_modules(__path__)), key=lambda name: (name == SLOW, name))


@cache
def _of(module: str) -> tuple[Explorer, ...]:
    return tuple(import_module(f"{__name__}.{module}").EXPLORERS)


def _declared() -> Iterator[Explorer]:
    """Yield every explorer; a module is imported only when its turn comes."""
    for module in _modules():
        yield from _of(module)


def names() -> list[str]:
    """Return the slugs of all explorers."""
    return list(_slugs())


@cache
def _slugs() -> tuple[str, ...]:
    """Return the slugs in order; raise DeclarationError where two are alike."""
    slugs = sorted(explorer.slug for explorer in _declared())
    for slug, after in pairwise(slugs):
        if slug == after:
            raise DeclarationError(f"Two explorers are called '{slug}': rename one.")
    return tuple(slugs)


def get(slug: str) -> Explorer:
    """Return an explorer; raise UnknownExplorer, which names the ones there are."""
    for explorer in _declared():
        if explorer.slug == slug:
            return explorer
    raise UnknownExplorer(f"There is no explorer '{slug}': choose one of {', '.join(names())}.")
