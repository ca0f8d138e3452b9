"""The declaration of an explorer, checked when it is made."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ketabrain.explorer import figure as figures
from ketabrain.explorer.controls import Control, number, rounded
from ketabrain.explorer.errors import DeclarationError
from ketabrain.explorer.problems import problems
from ketabrain.explorer.template import template
from ketabrain.explorer.words import fill_words

OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
             ">=": operator.ge}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """A named array of the model, one row a node.

    ``pack`` says how its lattice is stored: ``u8`` for spiking traces, ``u16`` for smooth ones, ``svd``
    for smooth families, ``exact`` (float32) for points, ``words`` for text. ``levels`` makes ``u8`` coarser
    and smaller. Rows of different length are padded with NaN (words: with nothing). ``frames=True`` means
    rows along the scrubber's axis. ``shown_as`` and ``decimals`` are for what the scrubber reads.
    """

    name: str
    unit: str
    pack: str = "u16"
    frames: bool = False
    levels: int = 254
    shown_as: str = "number"
    decimals: int = 1


@dataclass(frozen=True)
class Readout:
    """A number (or a word, ``words=True``) shown beside the plot."""

    name: str
    label: str
    unit: str = ""
    decimals: int = 1
    words: bool = False
    shown_as: str = "number"
    none: str = "none"

    @property
    def digits(self) -> int:
        """How many digits after the point are kept."""
        return self.decimals + (2 if self.shown_as == "percent" else 0)

    def rounded(self, value: Any) -> Any:
        """Return the value as the lattice keeps it: rounded to its decimals, or the word."""
        return str(value) if self.words else rounded(float(value), self.digits)

    def format(self, value: Any) -> str:
        """Write the value with its unit, as the page does."""
        if self.words:
            return str(value)
        if math.isnan(value):
            return self.none
        if self.shown_as == "percent":
            return f"{number(100 * value, self.decimals)} %"
        return f"{number(value, self.decimals)} {self.unit}".rstrip()


@dataclass(frozen=True)
class Part:
    """A piece of an explorer's results: a function of some of the controls.

    ``compute(**values)`` returns every series and read-out of the part by name, and perhaps ``layout``,
    a patch of the figure (dotted paths to values). ``batch(list_of_values)`` may do many at once.
    ``scaled_by`` names a control in which every number of the part is exactly linear: such a control is no
    axis of the lattice, its results are multiplied.
    """

    compute: Callable[..., Mapping[str, Any]]
    series: Sequence[Series] = ()
    readouts: Sequence[Readout] = ()
    over: Sequence[str] | None = None
    batch: Callable[[Sequence[Mapping[str, Any]]], Sequence[Mapping[str, Any]]] | None = None
    layout: bool = False
    scaled_by: str = ""

    def checked(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Return a result with its series as arrays; raise DeclarationError where it is not what was declared."""
        named = [*(series.name for series in self.series), *(readout.name for readout in self.readouts)]
        for name in [*named, *(["layout"] if self.layout else [])]:
            if name not in found:
                raise DeclarationError(f"{self.compute.__name__} computes no '{name}', though its part declares it.")
        if "layout" in found and not self.layout:
            raise DeclarationError(f"{self.compute.__name__} patches the layout: say so with layout=True.")
        return {**found, **{series.name: as_row(found[series.name], series) for series in self.series}}


@dataclass(frozen=True)
class Predict:
    """A question to answer before moving anything, and what to see afterwards."""

    question: str
    options: Sequence[str]
    answer: int
    reveal: str
    state: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.options) < 2 or not 0 <= self.answer < len(self.options):
            raise DeclarationError(
                f"Prediction '{self.question[:40]}…': give two or more options and the answer's number."
            )


@dataclass(frozen=True)
class Preset:
    """A named state, such as "healthy"."""

    label: str
    state: Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """Something to try; it ticks itself when every condition on controls and read-outs holds."""

    text: str
    when: Sequence[tuple[str, str, Any]]
    praise: str = ""

    def done(self, values: Mapping[str, Any]) -> bool:
        """Return whether all conditions hold."""
        return meets(values, self.when)


def meets(values: Mapping[str, Any], conditions: Iterable[tuple[str, str, Any]]) -> bool:
    """Say whether every condition on controls and read-outs holds (``kb.meets`` asks the same on the page)."""
    return all(OPERATORS[sign](values[name], target) for name, sign, target in conditions)


@dataclass(frozen=True, eq=False)
class Explorer:
    """One interactive: controls, model, figure, and words. See CONTRIBUTING.md for how to add one.

    ``remembers`` makes it the one in which the reader chooses a dose: the parts of a dose that its controls
    leave out (how many ``minutes`` an infusion lasts). Other explorers then offer that dose. ``data`` are files that
    its numbers come from, beside ``models``.
    """

    slug: str
    title: str
    chapter: str
    card: str
    objectives: Sequence[str]
    controls: Sequence[Control]
    parts: Sequence[Part]
    drawing: figures.Figure
    describe: str | Mapping[str, str]
    caption: str
    predict: Predict
    tasks: Sequence[Task]
    models: Sequence[ModuleType]
    describe_by: str = ""
    presets: Sequence[Preset] = ()
    teaching_note: str = ""
    remembers: Mapping[str, Any] | None = None
    data: Sequence[Path] = ()

    def __post_init__(self) -> None:
        for problem in problems(self):
            raise DeclarationError(f"Explorer '{self.slug}': {problem}")
        object.__setattr__(self, "template", template(self.drawing))

    template: dict[str, Any] = field(init=False, repr=False)

    # what it is made of
    @property
    def control(self) -> dict[str, Control]:
        """The controls by name."""
        return {control.name: control for control in self.controls}

    @property
    def readouts(self) -> dict[str, Readout]:
        """The read-outs by name."""
        return {readout.name: readout for part in self.parts for readout in part.readouts}

    @property
    def series(self) -> dict[str, Series]:
        """The series by name."""
        return {series.name: series for part in self.parts for series in part.series}

    @property
    def of_a_dose(self) -> tuple[str, ...]:
        """The parts of a person's dose that its controls set."""
        return tuple(control.dose for control in self.controls if control.dose)

    @property
    def defaults(self) -> dict[str, Any]:
        """The default state."""
        return {control.name: control.default for control in self.controls}

    def over(self, part: Part) -> tuple[str, ...]:
        """Return the names of the controls that a part depends on."""
        named = self.control if part.over is None else part.over
        return tuple(name for name in self.control if name in (*named, part.scaled_by))

    def axes(self, part: Part) -> tuple[str, ...]:
        """Return the names of the controls that are axes of a part's lattice."""
        return tuple(name for name in self.over(part) if name != part.scaled_by)

    # what can be asked of it
    def state(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a full, checked state; raise ValueError for unknown names and values out of range."""
        for name in values:
            if name not in self.control:
                raise ValueError(f"{self.slug} has no control '{name}': it has {', '.join(self.control)}.")
        return {name: c.check(values.get(name, c.default)) for name, c in self.control.items()}

    def snap(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the lattice state nearest to the values."""
        return {name: c.nearest(values.get(name, c.default)) for name, c in self.control.items()}

    def compute(self, **values: Any) -> dict[str, Any]:
        """Return the model's arrays and read-outs by name, at any state, on or off the lattice."""
        state = self.state(values)
        found: dict[str, Any] = {}
        for part in self.parts:
            result = part.checked(part.compute(**{name: state[name] for name in self.over(part)}))
            patch = {**found.get("layout", {}), **result.get("layout", {})}
            found |= result | ({"layout": patch} if patch else {})
        return found

    def node(self, **values: Any) -> dict[str, Any]:
        """Return ``compute`` plus the state as ``@control``, read-outs rounded: what a figure is filled from."""
        state = self.state(values)
        found = self.compute(**state)
        for name, readout in self.readouts.items():
            found[name] = readout.rounded(found[name])
        return found | {f"@{name}": value for name, value in state.items()}

    @property
    def opens_at(self) -> int:
        """The frame that is shown first."""
        return self.drawing.scrubber.opens_at if self.drawing.scrubber else 0

    def figure(self, theme: str = "light", frame: int | None = None, **values: Any) -> Any:
        """Return the plotly figure that the page draws, same trace order; without ``frame``, as it opens."""
        return self.figure_of(self.node(**values), theme, frame)

    def figure_of(self, node: Mapping[str, Any], theme: str = "light", frame: int | None = None) -> Any:
        """Return ``figure`` of a node that is known."""
        try:
            import plotly.graph_objects as go
        except ImportError:
            raise ImportError(
                "figure() needs plotly, which Binder's slim environment leaves out: run '%pip install plotly' first."
            ) from None

        from ketabrain.explorer.slices import fill_slices

        filled = figures.fill(self.template, node, self.opens_at if frame is None else frame)
        fill_slices(self, filled, node)
        return go.Figure(figures.resolve_colours(filled, theme))

    def shown(self, node: Mapping[str, Any]) -> dict[str, str]:
        """Return controls and read-outs of a node, written out with their units."""
        words = {name: control.format(node[f"@{name}"]) for name, control in self.control.items()}
        return words | {name: readout.format(node[name]) for name, readout in self.readouts.items()}

    def sentence(self, node: Mapping[str, Any]) -> str:
        """Describe a node in words."""
        if isinstance(self.describe, str):
            return fill_words(self.describe, self.shown(node))
        by = node[self.describe_by] if self.describe_by in self.readouts else node[f"@{self.describe_by}"]
        return fill_words(self.describe[by], self.shown(node))


def as_row(value: Any, series: Series) -> np.ndarray:
    """Return a series' value as an array of one dimension, or of frames by samples; words as objects."""
    kind = object if series.pack == "words" else float
    row = np.atleast_1d(np.asarray(value, dtype=kind))
    return np.atleast_2d(row) if series.frames else row.ravel()
