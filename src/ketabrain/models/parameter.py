"""Model parameters that carry their unit and their origin.

A model's ``Parameters`` is a frozen dataclass whose fields are made by :func:`parameter`; the model
card prints them with :func:`table`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from typing import Any

ORIGINS = ("published", "measured elsewhere", "chosen here")


@dataclass(frozen=True)
class Origin:
    """Where a value comes from. ``source`` is a BibTeX key; ``low`` and ``high`` bound sensible use."""

    unit: str
    origin: str
    note: str
    source: str | None
    low: float
    high: float


def parameter(
    default: float, unit: str, origin: str, note: str, *, low: float, high: float, source: str | None = None
) -> Any:
    """Declare one field of ``Parameters``.

    "published" is a value that its source prints; "measured elsewhere" one that lies inside a range
    measured in another cell or animal; "chosen here" one set so that the model shows the phenomenon.
    Raise ValueError for another origin, a missing source, or a default outside its range.
    """
    if origin not in ORIGINS:
        raise ValueError(f"Origin '{origin}' is not known: use {', '.join(ORIGINS)}.")
    if origin != "chosen here" and source is None:
        raise ValueError(f"A value that was not chosen here needs a source: {note}.")
    check_range(note, default, low, high, unit)
    return field(default=float(default), metadata={"origin": Origin(unit, origin, note, source, low, high)})


def published_in(source: str) -> Callable[[float, str, str, float, float], Any]:
    """Return :func:`parameter` for values that one paper prints: called with value, unit, note, low, high."""

    def published(default: float, unit: str, note: str, low: float, high: float) -> Any:
        return parameter(default, unit, "published", note, low=low, high=high, source=source)

    return published


def check(parameters: Any) -> None:
    """Raise ValueError for the first value outside its range."""
    for item in fields(parameters):
        allowed = origin(item)
        check_range(item.name, getattr(parameters, item.name), allowed.low, allowed.high, allowed.unit)


def check_range(name: str, value: float, low: float, high: float, unit: str = "") -> None:
    """Raise ValueError unless the value lies between low and high; NaN never does."""
    if not low <= value <= high:
        allowed = f"from {low:g} to {high:g} {unit}".rstrip()
        raise ValueError(f"{name} = {value:g} is out of range: give a number {allowed}.")


def origin(item: Field[Any]) -> Origin:
    """Return the origin of a field."""
    return item.metadata["origin"]


def table(parameters: type) -> list[dict[str, Any]]:
    """Return one row a parameter: name, value, unit, origin, source, note, low, high."""
    return [{"name": item.name, "value": item.default, **vars(origin(item))} for item in fields(parameters)]
