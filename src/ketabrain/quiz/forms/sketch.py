"""A curve to draw: a plot with one native slider a point, and the model's own curve to hold it against."""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np

from ketabrain.explorer.controls import MINUS
from ketabrain.quiz import features, truth
from ketabrain.quiz.answers import Axis, Look, Sketch
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, prose

ASKED = {
    "sketch": "Draw the curve: drag across the plot, or use the arrow keys. "
    "Left and right choose a point, up and down move it."
}
WIDTH, HEIGHT = 360, 240  # of the plot's own units
LEFT, RIGHT, TOP, BOTTOM = 45, 342, 24, 192  # of the area to draw in; quiz_draw.css lays the sliders over it
ROUND = (1, 2, 2.5, 3, 4, 5, 6)
MOST_TICKS = 6


def controls(question: Question) -> tuple[Element, ...]:
    """Return the plot with its sliders, the key to its lines, and the button that clears it."""
    sketch = question.sketch
    assert sketch
    at = truth.places(sketch)
    dots = (el("circle", {"class": "kb-sketch-dot", "cx": f"{across(sketch, x):.4g}", "r": "3.5"}) for x in at)
    lines = (el("path", {"class": f"kb-sketch-{whose}"}) for whose in ("model", "yours"))
    sliders = (slider(question, sketch, place, x) for place, x in enumerate(at, 1))
    area = {"class": "kb-sketch-area kb-script", "role": "group", "aria-label": f"Your curve, {sketch.points} points"}
    drawn = el("div", {"class": "kb-sketch-plot"}, plot(sketch, *lines, *dots), el("div", area, *sliders))
    return (el("div", {"class": "kb-sketch"}, drawn, under()),)


def slider(question: Question, sketch: Sketch, place: int, x: float) -> Element:
    """Return the slider of one point."""
    about = {
        "type": "range",
        "name": f"kb-q-{question.id}-{place}",
        "aria-orientation": "vertical",
        "autocomplete": "off",
    }
    about |= {"min": f"{sketch.y.low:g}", "max": f"{sketch.y.high:g}", "step": f"{truth.step(sketch.y):g}"}
    label = f"At {with_unit(x, sketch.x.unit)}"
    low = {"value": f"{sketch.y.low:g}", "aria-valuetext": with_unit(sketch.y.low, sketch.y.unit)}
    return el("input", {**about, **low, "data-unit": sketch.y.unit, "aria-label": label})


def under() -> Element:
    """Return what stands below the plot: whose line is whose, the point that is moved, and a button."""
    key = (
        el(
            "span",
            {"class": f"kb-sketch-key kb-sketch-key-{whose}"},
            el("svg", {"viewBox": "0 0 30 10", "aria-hidden": "true"}, line(whose, "M1 5H29")),
            f" {words}",
        )
        for whose, words in (("yours", "yours"), ("model", "the model’s"))
    )
    clear = el("button", {"type": "button", "class": "kb-button", "data-sketch": "clear"}, "Clear")
    now = el("span", {"class": "kb-sketch-now", "aria-hidden": "true"})
    return el("p", {"class": "kb-sketch-under kb-script"}, *key, now, clear)


def line(whose: str, path: str) -> Element:
    """Return somebody's line."""
    return el("path", {"class": f"kb-sketch-{whose}", "d": path})


def plot(sketch: Sketch, *drawn: Element) -> Element:
    """Return the plot: axes with ticks and names, and what is drawn on it."""
    frame = {"x": str(LEFT), "y": str(TOP), "width": str(RIGHT - LEFT), "height": str(BOTTOM - TOP)}
    words = "; ".join(f"{way}: {described(axis)}" for way, axis in (("Across", sketch.x), ("Up", sketch.y)))
    about = {"class": "kb-sketch-drawing", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"}
    return el(
        "svg",
        {**about, "aria-label": f"A plot. {words}."},
        el("rect", {"class": "kb-sketch-frame", **frame}),
        *(one for value in ticks(sketch.x) for one in tick(across(sketch, value), None, value)),
        *(one for value in ticks(sketch.y) for one in tick(None, upward(sketch, value), value)),
        el("text", {"x": str((LEFT + RIGHT) / 2), "y": str(HEIGHT - 8), "text-anchor": "middle"}, name(sketch.x)),
        el("text", {"x": "2", "y": "13"}, name(sketch.y)),
        *drawn,
    )


def tick(x: float | None, y: float | None, value: float) -> tuple[Element, Element]:
    """Return a line across the plot, upright or level, and the number at its end."""
    ends = {"x1": x, "x2": x, "y1": TOP, "y2": BOTTOM} if y is None else {"x1": LEFT, "x2": RIGHT, "y1": y, "y2": y}
    grid = el("line", {"class": "kb-sketch-grid", **{end: f"{at:.4g}" for end, at in ends.items()}})
    place = (x, BOTTOM + 16, "middle") if y is None else (LEFT - 5, y + 4.5, "end")
    text = {"x": f"{place[0]:.4g}", "y": f"{place[1]:.4g}", "text-anchor": str(place[2])}
    return grid, el("text", text, number(value))


def ticks(axis: Axis) -> list[float]:
    """Return round numbers along an axis: as many as fit, ending where it ends if they can."""
    span = axis.high - axis.low
    power = 10.0 ** np.floor(np.log10(span) - 1)
    sizes = [
        size for size in (factor * ten for ten in (power, 10 * power) for factor in ROUND) if span / size <= MOST_TICKS
    ]
    size = next((size for size in sizes if span / size >= 3 and even(axis, size)), sizes[0])
    first = np.ceil(axis.low / size - 1e-9)
    return [round(float((first + i) * size), 9) for i in range(int(np.floor(axis.high / size + 1e-9) - first) + 1)]


def even(axis: Axis, size: float) -> bool:
    """Say whether both ends of an axis are ticks."""
    return all(abs(end / size - round(end / size)) < 1e-9 for end in (axis.low, axis.high))


def across(sketch: Sketch, x: float) -> float:
    """Return where a value of x stands on the plot."""
    return LEFT + (RIGHT - LEFT) * (x - sketch.x.low) / (sketch.x.high - sketch.x.low)


def upward(sketch: Sketch, y: float) -> float:
    """Return where a height stands on the plot."""
    return BOTTOM - (BOTTOM - TOP) * (y - sketch.y.low) / (sketch.y.high - sketch.y.low)


def number(value: float) -> str:
    """Write a number to three digits, as quiz_sketch.js does."""
    return f"{float(f'{value:.3g}') + 0.0:g}".replace("-", MINUS)


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit."""
    return f"{number(value)} {unit}"


def name(axis: Axis) -> str:
    """Return an axis's name with its unit."""
    return f"{axis.label} ({axis.unit})"


def described(axis: Axis) -> str:
    """Return an axis in words."""
    return f"{name(axis)}, from {number(axis.low)} to {number(axis.high)}"


def answers(question: Question) -> Element:
    """Return the model's curve with its features in words, and what is said of each that a drawing misses."""
    sketch = question.sketch
    assert sketch
    x, heights = truth.places(sketch), truth.curve(question)
    true = features.of(x, heights)
    points = "L".join(f"{across(sketch, a):.4g} {upward(sketch, b):.4g}" for a, b in zip(x, heights, strict=True))
    words = "; ".join(f"{features.NAMES[look.feature].lower()} {told(sketch, look, true)}" for look in sketch.looks)
    said = (el("strong", None, "The model’s curve: "), f"{words}.")
    right = answer({"data-case": "right"}, said, sketch.right)
    misses = (one for look in sketch.looks for one in miss(sketch, look, true))
    data = {"x": x, "y": heights, "looks": [judged(sketch, look) for look in sketch.looks]}
    about = {"class": "kb-sketch-truth", "data-truth": json.dumps(data, ensure_ascii=False)}
    return el("div", about, plot(sketch, line("model", f"M{points}")), el("ul", None, right, *misses))


def told(sketch: Sketch, look: Look, true: features.Features) -> str:
    """Return a feature of the model's curve with its unit."""
    value = true[look.feature]
    return "nowhere" if value is None else with_unit(coarse(value, look.tolerance), unit(sketch, look))


def coarse(value: float, tolerance: float) -> float:
    """Round to the digit two below what is let pass, so that almost nothing reads as 0; as in quiz_sketch.js."""
    return round(value, max(0, 2 - int(np.floor(np.log10(tolerance)))))


def unit(sketch: Sketch, look: Look) -> str:
    """Return the unit of the axis that a feature is read on."""
    return (sketch.x if look.feature in features.ALONG_X else sketch.y).unit


def judged(sketch: Sketch, look: Look) -> dict[str, str | float]:
    """Return what a script needs to judge a feature and to name it."""
    names = {"feature": look.feature, "name": features.NAMES[look.feature], "unit": unit(sketch, look)}
    return {**names, "tolerance": look.tolerance}


def miss(sketch: Sketch, look: Look, true: features.Features) -> Iterable[Element]:
    """Yield what is said where a feature is too low or too early, and where it is too high or too late."""
    ways = ("earlier", "later") if look.feature in features.ALONG_X else ("lower", "higher")
    for case, way, feedback in (("low", ways[0], look.low), ("high", ways[1], look.high)):
        text = f"{features.NAMES[look.feature]} {told(sketch, look, true)}; yours is {way}:"
        yield answer({"data-look": look.feature, "data-case": case}, prose(text), feedback)
