"""The curve that a sketch is held against: the explorer's own trace at the state that the question shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np

from ketabrain.quiz import features
from ketabrain.quiz.answers import Axis, Look, Sketch
from ketabrain.quiz.question import Question, QuestionError


def places(sketch: Sketch) -> list[float]:
    """Return where along x a point is drawn."""
    return [round(float(at), 9) for at in np.linspace(sketch.x.low, sketch.x.high, sketch.points)]


def step(axis: Axis) -> float:
    """Return by how much an arrow key moves a point [the axis's unit]."""
    return (axis.high - axis.low) / 100


def curve(question: Question) -> tuple[float, ...]:
    """Return the true height at each place; raise QuestionError where the explorer does not give it."""
    assert question.sketch and question.explorer and question.show
    return interpolated(question.explorer, tuple(question.show.items()), question.sketch)


@cache
def interpolated(slug: str, state: tuple[tuple[str, Any], ...], sketch: Sketch) -> tuple[float, ...]:
    """Return a trace's heights at a sketch's places."""
    x, y = trace(slug, dict(state), sketch.trace)
    low, high = (sketch.x.low, sketch.x.high)
    if x[0] > low or x[-1] < high:
        raise QuestionError(
            f"field 'x' runs from {low:g} to {high:g}, but the trace '{sketch.trace}' from {x[0]:g} to {x[-1]:g}; "
            "keep within it."
        )
    return tuple(round(float(height), 6) for height in np.interp(places(sketch), x, y))


def trace(slug: str, state: dict[str, Any], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a trace of an explorer's figure at a state, without its gaps."""
    from ketabrain import explorers  # late: it compiles models, and most questions have no curve
    from ketabrain.explorer import figure as figures

    explorer = explorers.get(slug)
    drawn = figures.fill(explorer.template, explorer.node(**state), explorer.opens_at)["data"]
    known = {one["name"]: one for one in drawn}
    if name not in known:
        raise QuestionError(f"{slug} draws no '{name}'; use one of {', '.join(known)}.")
    try:
        x, y = (np.atleast_1d(np.asarray(known[name].get(axis, []), dtype=float)) for axis in "xy")
    except ValueError:
        x = y = np.array([])
    if len(x) != len(y) or len(x) < 2 or not (np.diff(x[np.isfinite(y)]) > 0).all():
        raise QuestionError(
            f"the trace '{name}' of {slug} is no curve along x; choose one that runs from left to right."
        )
    return x[np.isfinite(y)], y[np.isfinite(y)]


def faults(question: Question) -> Iterable[str]:
    """Yield a trace that is not there, a curve that leaves the axes, and features that it does not have."""
    sketch = question.sketch
    if not sketch or not question.explorer or not question.show:
        return
    for name, axis in (("x", sketch.x), ("y", sketch.y)):
        if axis.low >= axis.high:
            yield f"field '{name}' begins at {axis.low:g} and ends at {axis.high:g}; let it end higher."
            return
    try:
        heights = curve(question)
    except QuestionError as problem:
        yield str(problem)
        return
    if min(heights) < sketch.y.low or max(heights) > sketch.y.high:
        span = f"from {min(heights):.3g} to {max(heights):.3g}"
        yield f"the curve runs {span}, beyond field 'y' ({sketch.y.low:g} to {sketch.y.high:g}); widen it."
    yield from of_looks(sketch, heights)


def of_looks(sketch: Sketch, heights: Sequence[float]) -> Iterable[str]:
    """Yield what is wrong with the features to look at."""
    names = [look.feature for look in sketch.looks]
    for name in names:
        if names.count(name) > 1:
            yield f"field 'looks_at' holds '{name}' twice; keep it once."
            return
    x = places(sketch)
    true = features.of(x, heights)
    for look in sketch.looks:
        if true[look.feature] is None or (look.feature in features.ALONG_X and vague(look, x, heights)):
            yield f"the curve has no clear '{look.feature}'; look at another feature, or widen its tolerance or the axis."
    flat = features.of(x, [sketch.y.low] * len(x))
    if all(not features.side(look, flat[look.feature], true[look.feature]) for look in sketch.looks):
        yield "a flat line at the bottom would be right; tighten a tolerance, or look at another feature."


def vague(look: Look, x: Sequence[float], heights: Sequence[float]) -> bool:
    """Say whether the curve's extreme is a plateau longer than the tolerance: then it has no one place."""
    extreme = min(heights) if look.feature == "trough_at" else max(heights)
    level = [at for at, height in zip(x, heights, strict=True) if abs(height - extreme) <= features.NEAR]
    return look.feature != "half_at" and level[-1] - level[0] > look.tolerance
