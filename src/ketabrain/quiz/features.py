"""What a drawn curve is judged by: heights and places that are read off its points (quiz_sketch.js does the same)."""

from __future__ import annotations

from collections.abc import Sequence

from ketabrain.quiz.answers import Look

NAMES = {
    "start": "Start",
    "end": "End",
    "peak": "Highest",
    "trough": "Lowest",
    "peak_at": "Highest at",
    "trough_at": "Lowest at",
    "half_at": "Down to half at",
}
ALONG_X = ("peak_at", "trough_at", "half_at")
NEAR = 1e-9
Features = dict[str, float | None]


def of(x: Sequence[float], y: Sequence[float]) -> Features:
    """Return every feature of a curve that runs straight from point to point; None for what it does not have."""
    peak, trough = max(y), min(y)
    return {
        "start": y[0],
        "end": y[-1],
        "peak": peak,
        "trough": trough,
        "peak_at": x[y.index(peak)],
        "trough_at": x[y.index(trough)],
        "half_at": half_at(x, y),
    }


def half_at(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return where the curve has first fallen to half of its peak after it, or None."""
    peak = max(y)
    for i in range(y.index(peak) + 1, len(y)):
        if y[i] <= peak / 2 < y[i - 1]:
            return x[i - 1] + (x[i] - x[i - 1]) * (y[i - 1] - peak / 2) / (y[i - 1] - y[i])
    return None


def side(look: Look, drawn: float | None, true: float | None) -> str:
    """Say whether a feature of the drawing is too "low" (or early), too "high" (or late), or fits: nothing."""
    if drawn is None or true is None:
        return "" if drawn is true else "high"
    if abs(drawn - true) <= look.tolerance + NEAR:
        return ""
    return "low" if drawn < true else "high"
