"""What ketamine does to the brain: models, explorers and questions of an open interactive course."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketabrain.explorer.live import Shown

__version__ = "0.5.0"
__all__ = ["evidence", "explorers", "models", "quiz", "show"]

# Loaded when first asked for, so that `import ketabrain` costs nothing.
ON_DEMAND = {
    "evidence": "evidence.claims",
    "explorers": "explorers",
    "models": "models",
    "quiz": "quiz",
}


def show(slug: str, /, **values: Any) -> Shown:
    """Show an explorer live, starting at the given values of its controls (else at its default state)."""
    from ketabrain import explorers
    from ketabrain.explorer.live import Shown

    return Shown(explorers.get(slug), values)


def __getattr__(name: str) -> Any:
    if name not in ON_DEMAND:
        raise AttributeError(f"module 'ketabrain' has no attribute '{name}'")
    import_module(f"ketabrain.{ON_DEMAND[name]}")
    return import_module(f"ketabrain.{name}")
