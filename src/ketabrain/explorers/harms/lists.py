"""What the chapter's lists of studies share: the rows, where labels stand, and how shares are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ketabrain.evidence import harms
from ketabrain.evidence.harms import Harm, one_in
from ketabrain.explorer.controls import number
from ketabrain.explorer.dot_list import beside
from ketabrain.models.estimate import Estimate


@cache
def listed() -> tuple[Harm, ...]:
    """Return the rows of the list; the file is read when they are first needed."""
    return harms.load()


def written(texts: Sequence[str], x: float, axis: str, first: int = 0, anchor: str = "right") -> dict[str, Any]:
    """Return a layout patch that writes a text of several lines beside each row of a panel."""
    return beside(texts, x, axis, first, anchor, align=anchor, borderpad=0)


def percent(share: float) -> str:
    """Write a share in per cent, with as many digits as its size asks for."""
    return f"{number(100 * share, 0 if share >= 0.1 else 1 if share >= 0.01 else 2)} %"


def interval(found: Estimate) -> str:
    """Write a share with its interval."""
    return f"{percent(found.value)} ({percent(found.low)} to {percent(found.high)})"


def of(harm: Harm) -> str:
    """Write how many of how many."""
    return f"{harm.events:,} of {harm.n:,}"


def everyday(harm: Harm) -> str:
    """Say a row's risk in everyday words; nothing seen is no proof of nothing."""
    if harm.events:
        return f"{one_in(harm.risk.value)} {harm.unit}"
    return f"none of {harm.n:,} {harm.unit}, at most {one_in(harm.risk.high)}"
