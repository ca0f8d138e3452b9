"""The figure of an explorer: a plotly template whose traces name the arrays that fill them.

The template goes to the browser as it is; Python and the page fill it in the same way, so a trace is
declared once. Colours are names from the palette, written ``@name`` and resolved for the light or
dark page when drawn.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ketabrain.explorer.errors import DeclarationError
from ketabrain.explorer.words import names_in
from ketabrain.palette import PALETTE

KINDS = ("line", "markers", "squares", "bars", "area", "open markers")
DASHES = ("solid", "dash", "dot", "dashdot")


@dataclass(frozen=True)
class Panel:
    """One set of axes; ``height`` is its share of its column, ``legend`` is "h" (in rows) or "v" (one below the other)."""

    name: str
    x: str
    y: str
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    height: float = 1.0
    column: int = 0
    axis: dict[str, Any] = field(default_factory=dict)
    y_axis: dict[str, Any] = field(default_factory=dict)
    legend: str = "h"

    def __post_init__(self) -> None:
        if self.legend not in ("h", "v"):
            raise DeclarationError(f"Panel '{self.name}': legend is 'h' or 'v'.")


@dataclass(frozen=True)
class Slice:
    """The lattice's own read-outs over two controls, the others held: a map of modes.

    Fills x and y with the controls' steps at which ``readout`` equals ``equals``.
    """

    readout: str
    x: str
    y: str
    equals: str


@dataclass(frozen=True)
class Trace:
    """One named trace. ``bind`` maps plotly paths (``x``, ``y``, ``marker.size``) to series, read-outs or
    ``@control`` names; ``x`` and ``y`` are short for the two commonest. ``gaps=True`` says that NaN is meant:
    the line breaks there, or the trace has no point."""

    name: str
    panel: str
    x: str | None = None
    y: str | None = None
    colour: str = "ink"
    kind: str = "line"
    width: float = 2.0
    size: float = 9.0
    dash: str = "solid"
    legend: bool = True
    hover: str | None = None
    slice: Slice | None = None
    gaps: bool = False
    bind: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.colour not in PALETTE:
            raise DeclarationError(f"Trace '{self.name}': '{self.colour}' is not a colour of the palette.")
        if self.kind not in KINDS:
            raise DeclarationError(f"Trace '{self.name}': kind is one of {', '.join(KINDS)}.")
        if self.dash not in DASHES:
            raise DeclarationError(f"Trace '{self.name}': dash is one of {', '.join(DASHES)}.")

    @property
    def bindings(self) -> dict[str, str]:
        """All bound paths."""
        own = {path: name for path, name in (("x", self.x), ("y", self.y)) if name is not None}
        return {**own, **self.bind}


@dataclass(frozen=True)
class Measured:
    """A published range drawn behind the model's traces; unconfirmed numbers say so on the plot."""

    panel: str
    low: float
    high: float
    label: str
    source: str
    axis: str = "y"
    confirmed: bool = True


@dataclass(frozen=True)
class Read:
    """What the scrubber reads of one lane: ``text`` with ``{series}`` in it, each as long as the scrubber's.

    The page writes it over the plot, ``top_px`` below the plot's top edge.
    """

    label: str
    text: str
    top_px: float


@dataclass(frozen=True)
class Scrubber:
    """A time slider under the plot: it moves a cursor along ``series``, or picks a frame.

    It is no axis of the lattice: every position is already in the node. It reads every trace that its cursor
    crosses; or, where they are given, its ``reads``, with ``none`` for a number that is not there. ``place`` is
    a series of words that names the positions ("3 days"). ``run=True`` says that the frames are a run with an
    end: its last frame is the still that is shown first, and "run again" plays it from the start (where motion
    is unwelcome, it shows the last frame).
    """

    series: str
    label: str
    unit: str
    panels: Sequence[str] = ()
    frames: bool = False
    decimals: int = 0
    place: str = ""
    reads: Sequence[Read] = ()
    none: str = "none"
    run: bool = False

    def __post_init__(self) -> None:
        if self.run and not self.frames:
            raise DeclarationError(f"Scrubber '{self.label}': a run is played in frames: say frames=True.")

    @property
    def opens_at(self) -> int:
        """The position that is shown first."""
        return -1 if self.run else 0

    @property
    def named(self) -> list[str]:
        """The series that it reads, and that names its positions."""
        return [*([self.place] if self.place else []), *(name for read in self.reads for name in names_in(read.text))]


@dataclass(frozen=True)
class Figure:
    """Panels, traces, measured ranges, and perhaps a scrubber. ``height_px`` is the wide figure's."""

    panels: Sequence[Panel]
    traces: Sequence[Trace]
    measured: Sequence[Measured] = ()
    scrubber: Scrubber | None = None
    height_px: int = 420
    narrow_height_px: int | None = None
    columns: Sequence[float] = (1.0,)

    def __post_init__(self) -> None:
        names = [panel.name for panel in self.panels]
        if {panel.column for panel in self.panels} != set(range(len(self.columns))):
            raise DeclarationError("Each of a figure's columns needs a panel, and each panel a column that there is.")
        if not self.traces or len(set(names)) != len(names):
            raise DeclarationError("A figure needs at least one trace, and panels with different names.")
        crossed = self.scrubber.panels if self.scrubber else ()
        for panel in [*(trace.panel for trace in self.traces), *(item.panel for item in self.measured), *crossed]:
            if panel not in names:
                raise DeclarationError(f"A trace, range or scrubber names the panel '{panel}', which does not exist.")
        labels = [trace.name for trace in self.traces]
        for label in labels:
            if labels.count(label) > 1:
                raise DeclarationError(f"Two traces are called '{label}': give each its own name.")


def colour(reference: Any, theme: str) -> Any:
    """Resolve ``@name`` (and ``@name/alpha``) to a CSS colour of the theme; leave all else as it is."""
    if not isinstance(reference, str) or not reference.startswith("@"):
        return reference
    name, _, alpha = reference[1:].partition("/")
    if name not in PALETTE:
        return reference
    value = getattr(PALETTE[name], theme)
    if not alpha:
        return value
    red, green, blue = (int(value[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def resolve_colours(tree: Any, theme: str) -> Any:
    """Resolve every colour name in a nest of dicts and lists."""
    if isinstance(tree, dict):
        return {key: resolve_colours(value, theme) for key, value in tree.items()}
    if isinstance(tree, list):
        return [resolve_colours(value, theme) for value in tree]
    return colour(tree, theme)


def put(tree: Any, path: str, value: Any) -> None:
    """Set ``a.b.0.c`` in a nest of dicts and lists, making dicts on the way."""
    *above, last = path.split(".")
    for key in above:
        tree = tree[int(key)] if isinstance(tree, list) else tree.setdefault(key, {})
    if isinstance(tree, list):
        tree[int(last) : int(last) + 1] = [value]  # one beyond the end is added, as in the page
    else:
        tree[last] = value


def as_list(value: Any) -> Any:
    """Make a bound value fit for plotly: arrays stay, one number or word becomes a list of one."""
    return value if isinstance(value, np.ndarray) and value.ndim > 0 else [value]


def fill(template: dict[str, Any], node: Mapping[str, Any], frame: int = 0, shape: str = "wide") -> dict[str, Any]:
    """Fill a template from a node: series and read-outs by name, controls as ``@name``.

    Rows of a series with frames are picked by ``frame``; NaN padding is cut from the end. The layout of
    the plot's ``shape`` (``wide`` or ``narrow``) is laid over the template's, and the node's over both.
    """
    figure = {"data": copy.deepcopy(template["data"]), "layout": copy.deepcopy(template["layout"])}
    for trace, bindings in zip(figure["data"], template["bind"], strict=True):
        for path, name in bindings.items():
            value = as_list(node[name])
            if isinstance(value, np.ndarray) and value.ndim == 2:
                value = value[min(frame, len(value) - 1)]
            put(trace, path, trimmed(value))
    for path, value in [*template[shape].items(), *node.get("layout", {}).items()]:
        put(figure["layout"], path, copy.deepcopy(value))
    return figure


def trimmed(values: Any) -> Any:
    """Cut padding (NaN, or None between words) from the end of an array; words become a list."""
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "fO":
        return values
    words = values.dtype.kind == "O"
    real = np.flatnonzero(values != None if words else ~np.isnan(values))  # noqa: E711 (elementwise)
    kept = values[: real[-1] + 1] if real.size else values[:0]
    return [str(word) for word in kept] if words else kept
