"""The declaration of an explorer, checked when it is made."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from ketabrain.explorer import figure as figures
from ketabrain.explorer.controls import Control, number
from ketabrain.explorer.errors import DeclarationError
from ketabrain.explorer.template import template
from ketabrain.explorer.words import fill_words, names_in

OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
             ">=": operator.ge}  # fmt: skip
PACKS = ("u8", "u16", "svd", "exact")


@dataclass(frozen=True)
class Series:
    """A named array of the model, one row a node.

    ``pack`` says how its lattice is stored: ``u8`` for spiking traces, ``u16`` for smooth ones, ``svd``
    for smooth families, ``exact`` (float32) for axes and points. Rows of different length are padded
    with NaN. ``frames=True`` means rows along the scrubber's axis.
    """

    name: str
    unit: str
    pack: str = "u16"
    frames: bool = False


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

    def rounded(self, value: Any) -> Any:
        """Return the value as the lattice keeps it: rounded to its decimals, or the word."""
        if self.words:
            return str(value)
        return round(float(value), self.decimals + (2 if self.shown_as == "percent" else 0))

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
    """

    compute: Callable[..., Mapping[str, Any]]
    series: Sequence[Series] = ()
    readouts: Sequence[Readout] = ()
    over: Sequence[str] | None = None
    batch: Callable[[Sequence[Mapping[str, Any]]], Sequence[Mapping[str, Any]]] | None = None
    layout: bool = False


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
        return all(OPERATORS[sign](values[name], target) for name, sign, target in self.when)


@dataclass(frozen=True, eq=False)
class Explorer:
    """One interactive: controls, model, figure, and words. See CONTRIBUTING.md for how to add one."""

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

    def __post_init__(self) -> None:
        for problem in self.problems():
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
    def defaults(self) -> dict[str, Any]:
        """The default state."""
        return {control.name: control.default for control in self.controls}

    def over(self, part: Part) -> tuple[str, ...]:
        """Return the names of the controls that a part depends on."""
        return tuple(self.control) if part.over is None else tuple(part.over)

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
            found |= part.compute(**{name: state[name] for name in self.over(part)})
        return found

    def node(self, **values: Any) -> dict[str, Any]:
        """Return ``compute`` plus the state as ``@control``, read-outs rounded: what a figure is filled from."""
        state = self.state(values)
        found = self.compute(**state)
        for name, readout in self.readouts.items():
            found[name] = readout.rounded(found[name])
        return found | {f"@{name}": value for name, value in state.items()}

    def figure(self, theme: str = "light", frame: int = 0, **values: Any) -> Any:
        """Return the plotly figure that the page draws, same trace order."""
        import plotly.graph_objects as go

        from ketabrain.explorer.slices import fill_slices

        node = self.node(**values)
        filled = figures.fill(self.template, node, frame)
        fill_slices(self, filled, node)
        for path, value in self.template["wide"].items():
            figures.put(filled["layout"], path, value)
        return go.Figure(figures.resolve_colours(filled, theme))

    def shown(self, node: Mapping[str, Any]) -> dict[str, str]:
        """Return controls and read-outs of a node, written out with their units."""
        words = {name: control.format(node[f"@{name}"]) for name, control in self.control.items()}
        return words | {name: readout.format(node[name]) for name, readout in self.readouts.items()}

    def sentence(self, node: Mapping[str, Any]) -> str:
        """Describe a node in words."""
        text = self.describe if isinstance(self.describe, str) else self.describe[node[self.describe_by]]
        return fill_words(text, self.shown(node))

    # what can be wrong with it
    def problems(self) -> list[str]:
        """List what makes the declaration unusable, each as one sentence."""
        names = [control.name for control in self.controls]
        known = {*names, *self.readouts}
        found = [f"two controls are called '{name}'." for name in names if names.count(name) > 1]
        found += [f"'{n}' is both a control and a read-out: rename one." for n in set(names) & set(self.readouts)]
        if not self.objectives:
            found.append("name at least one objective that it serves.")
        if not 2 <= len(self.tasks) <= 3:
            found.append("give two or three tasks to try.")
        found += self.part_problems(names) + self.word_problems(known) + self.figure_problems(names)
        for label, state in [*((p.label, p.state) for p in self.presets), ("the prediction", self.predict.state)]:
            found += self.state_problems(label, state)
        for task in self.tasks:
            for name, sign, _ in task.when:
                if name not in known or sign not in OPERATORS:
                    found.append(f"the task '{task.text[:40]}…' tests '{name} {sign}', which cannot be tested.")
        return found

    def state_problems(self, label: str, state: Mapping[str, Any]) -> list[str]:
        """Return what is wrong with a named state: it must lie on the lattice."""
        found = []
        for name, value in state.items():
            control = self.control.get(name)
            if control is None:
                found.append(f"{label} sets '{name}', which is no control.")
            elif value not in control.steps:
                found.append(f"{label} sets {name} = {value!r}, which is not one of its steps.")
        return found

    def part_problems(self, names: list[str]) -> list[str]:
        """Return what is wrong with the parts."""
        found = []
        for part in self.parts:
            found += [f"a part depends on '{n}', which is no control." for n in part.over or () if n not in names]
            found += [
                f"series '{s.name}' is packed as '{s.pack}': use {', '.join(PACKS)}."
                for s in part.series
                if s.pack not in PACKS
            ]
        return found

    def word_problems(self, known: set[str]) -> list[str]:
        """Return what is wrong with the sentences."""
        texts = [self.describe] if isinstance(self.describe, str) else list(self.describe.values())
        missing = sorted(set().union(*(names_in(text) for text in texts)) - known)
        found = [f"the description asks for '{name}', which is neither control nor read-out." for name in missing]
        if not isinstance(self.describe, str) and self.describe_by not in known:
            found.append("say by which read-out the description is chosen (describe_by).")
        return found

    def figure_problems(self, names: list[str]) -> list[str]:
        """Return what is wrong with the figure's bindings."""
        known = {*self.series, *self.readouts, *(f"@{name}" for name in names)}
        found = []
        for trace in self.drawing.traces:
            missing = [name for name in trace.bindings.values() if name not in known]
            found += [f"trace '{trace.name}' is bound to '{name}', which nothing computes." for name in missing]
        if self.drawing.scrubber and self.drawing.scrubber.series not in self.series:
            found.append(f"the scrubber runs along '{self.drawing.scrubber.series}', which is no series.")
        return found


def as_row(value: Any) -> np.ndarray:
    """Return a series' value as a float array of one or two dimensions."""
    return np.atleast_1d(np.asarray(value, dtype=float))
