"""Draw an explorer as SVG or PNG, from the same traces as the page, without a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import PercentFormatter
from PIL import Image

from ketabrain.explorer import figure as figures
from ketabrain.explorer.declaration import Explorer
from ketabrain.palette import PALETTE

DASHES = {"solid": "-", "dash": "--", "dot": ":", "dashdot": "-."}
SYMBOLS = {
    "triangle-up": "^",
    "triangle-down": "v",
    "circle": "o",
    "circle-open": "o",
    "square": "s",
    "square-open": "s",
    "diamond": "D",
    "diamond-open": "D",
    "triangle-up-open": "^",
}
PX = 1 / 100  # inches
PNG_DPI = 150  # where 100 is one dot a px
COLOURS = 128
BAR_SHARE = 0.8  # of the distance between groups of bars, as plotly does
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ketabrain",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.4,
}


def still(explorer: Explorer, width_px: int = 720) -> str:
    """Return the SVG of the default state; colours are CSS variables, so that it follows the theme."""
    with matplotlib.rc_context(STYLE):
        return as_svg(drawn(explorer, {}, width_px))


def picture(explorer: Explorer, state: Mapping[str, Any], width_px: int = 720) -> tuple[bytes, int, int]:
    """Return a state as PNG on white, finer than it is shown, and the width and height to show it at [px]."""
    with matplotlib.rc_context(STYLE):
        canvas = drawn(explorer, state, width_px)
        canvas.set(dpi=PNG_DPI, facecolor="white")
        agg = FigureCanvasAgg(canvas)
        agg.draw()
    return few_colours(Image.fromarray(np.asarray(agg.buffer_rgba()))), width_px, round(canvas.get_figheight() / PX)


def few_colours(drawing: Image.Image) -> bytes:
    """Return a drawing as PNG in as many colours as a plot has: a third of the bytes."""
    out = io.BytesIO()
    flat = drawing.convert("RGB")
    flat.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def drawn(explorer: Explorer, state: Mapping[str, Any], width_px: int) -> Canvas:
    """Return a state drawn on a canvas, in the colours of the light theme."""
    from ketabrain.explorer.slices import fill_slices

    node = explorer.node(**state)
    filled = figures.fill(explorer.template, node, explorer.opens_at)
    fill_slices(explorer, filled, node)
    coloured = figures.resolve_colours(filled, "light")
    layout = coloured["layout"]
    canvas = Canvas(figsize=(width_px * PX, layout["height"] * PX), dpi=100)
    axes = {name: add_axes(canvas, layout, name) for name in axis_names(layout)}
    for name, one in axes.items():
        own = [trace for trace in coloured["data"] if trace["yaxis"][1:] == name]
        draw_bars(one, [trace for trace in own if trace["type"] == "bar"])
        lines = [trace for trace in own if trace["type"] != "bar"]
        for below, trace in zip([None, *lines], lines, strict=False):
            draw_fill(one, trace, below)
            draw_trace(one, trace, layout[f"yaxis{name}"].get("categoryarray", []))
    for shape in layout["shapes"]:
        draw_band(axes, shape)
    for note in layout["annotations"]:
        draw_note(axes, note)
    for name, one in axes.items():
        draw_legend(one, layout[f"legend{name}"], layout[f"yaxis{name}"]["domain"], inner_height_px(layout))
    return canvas


def as_svg(canvas: Canvas) -> str:
    """Return a drawn canvas as SVG that follows the theme: the same bytes each time."""
    out = io.StringIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return themed(out.getvalue())


def inner_height_px(layout: dict[str, Any]) -> float:
    """Return the height inside the margins [px]."""
    return float(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])


def draw_legend(axes: Any, legend: dict[str, Any], domain: list[float], height_px: float) -> None:
    """Draw a panel's legend where plotly puts it: above the panel."""
    handles, labels = axes.get_legend_handles_labels()
    if not labels:
        return
    lift = (legend["y"] - domain[1]) / (domain[1] - domain[0])
    columns = 1 if legend["orientation"] == "v" else len(labels)
    style: Any = {"frameon": False, "fontsize": 8, "borderaxespad": 0, "borderpad": 0.2, "labelspacing": 0.45}
    axes.legend(handles, labels, loc="lower left", ncols=columns, bbox_to_anchor=(0, 1 + lift), **style)


def draw_band(axes: dict[str, Any], shape: dict[str, Any]) -> None:
    """Draw a measured band: a range of x or of y through a whole panel."""
    along = "x" if "domain" in shape["yref"] else "y"
    band = axes[shape[f"{along}ref"][1:]]
    span = band.axvspan if along == "x" else band.axhspan
    line = shape["line"]
    edge: Any = {"linestyle": ":" if line["width"] else "-", "edgecolor": line["color"], "linewidth": line["width"]}
    span(shape[f"{along}0"], shape[f"{along}1"], facecolor=PALETTE["faint"].light, alpha=0.16, zorder=0, **edge)


def draw_note(axes: dict[str, Any], note: dict[str, Any]) -> None:
    """Write an annotation: at data, or at shares of a panel."""
    name = note["yref"].split(" ")[0][1:]
    one = axes[name]
    places = {(True, True): one.transAxes, (False, True): one.get_xaxis_transform()}
    places |= {(True, False): one.get_yaxis_transform(), (False, False): one.transData}
    where = places["domain" in note["xref"], "domain" in note["yref"]]
    across = {"left": "left", "right": "right"}.get(note.get("xanchor", "center"), "center")
    upright = {"bottom": "bottom", "top": "top"}.get(note.get("yanchor", "middle"), "center")
    colour = note.get("font", {}).get("color", PALETTE["ink"].light)
    text = note["text"].replace("<br>", "\n")
    one.text(note["x"], note["y"], text, transform=where, ha=across, va=upright, fontsize=7.5, color=colour)


def axis_names(layout: dict[str, Any]) -> list[str]:
    """Return the suffixes of the figure's axes: '', '2', ..."""
    return [key.removeprefix("yaxis") for key in layout if key.startswith("yaxis")]


def add_axes(canvas: Canvas, layout: dict[str, Any], name: str) -> Any:
    """Add one set of axes at its place."""
    x, y, margin = layout[f"xaxis{name}"], layout[f"yaxis{name}"], layout["margin"]
    width, height = canvas.get_size_inches() / PX
    inner_w, inner_h = width - margin["l"] - margin["r"], inner_height_px(layout)
    left, right = (margin["l"] + share * inner_w for share in x["domain"])
    low, high = (margin["b"] + share * inner_h for share in y["domain"])
    axes = canvas.add_axes((left / width, low / height, (right - left) / width, (high - low) / height))
    set_scale(x, axes.set_xscale, axes.set_xlim)  # before the ticks, which a new scale would replace
    set_scale(y, axes.set_yscale, axes.set_ylim)
    axes.grid(True, color=PALETTE["grid"].light, linewidth=0.6)
    axes.tick_params(which="both", length=0)
    for axis, one in ((axes.xaxis, x), (axes.yaxis, y)):
        set_ticks(axis, one)
    return axes


def set_ticks(axis: Any, told: dict[str, Any]) -> None:
    """Write an axis's title and ticks as plotly is told to."""
    axis.label.set_text(told["title"]["text"])
    if "tickvals" in told:
        places = range(len(told["tickvals"])) if told.get("type") == "category" else told["tickvals"]
        axis.set_ticks(places, told.get("ticktext"))
    elif told.get("tickformat", "").endswith("%"):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
    if not told.get("showticklabels", True):
        axis.set_tick_params(labelbottom=False, labelleft=False)
    if not told.get("showgrid", True):
        axis.grid(False)


def set_scale(axis: dict[str, Any], scale: Any, limit: Any) -> None:
    """Set an axis's kind and its ends; plotly gives powers of ten for a logarithmic one."""
    logarithmic = axis.get("type") == "log"
    if logarithmic:
        scale("log")
    if "range" in axis:
        limit([10.0**end for end in axis["range"]] if logarithmic else axis["range"])


def draw_bars(axes: Any, traces: list[dict[str, Any]]) -> None:
    """Draw bar traces side by side, as plotly groups them; words on x stand at their place in the first trace."""
    if not traces:
        return
    words = list(traces[0]["x"]) if any(isinstance(value, str) for value in traces[0]["x"]) else None
    places = np.arange(len(words)) if words else np.asarray(traces[0]["x"], dtype=float)
    gap = np.diff(np.unique(places)).min() if len(places) > 1 else 1.0
    width = BAR_SHARE * gap / len(traces)
    for i, trace in enumerate(traces):
        x = np.array([words.index(value) for value in trace["x"]]) if words else np.asarray(trace["x"], dtype=float)
        label = trace["name"] if trace["showlegend"] else None
        shift = (i - (len(traces) - 1) / 2) * width
        axes.bar(x + shift, np.asarray(trace["y"], dtype=float), width, color=trace["marker"]["color"], label=label)
    if words:
        axes.set_xticks(places, words)


def draw_fill(axes: Any, trace: dict[str, Any], below: dict[str, Any] | None) -> None:
    """Draw what a line fills: down to zero, or to the line before it."""
    fill = trace.get("fill")
    if fill not in ("tozeroy", "tonexty") or (fill == "tonexty" and below is None):
        return
    red, green, blue, alpha = re.findall(r"[\d.]+", trace["fillcolor"])
    x, y = (np.asarray(trace[axis], dtype=float) for axis in ("x", "y"))
    base: Any = 0 if fill == "tozeroy" or below is None else np.asarray(below["y"], dtype=float)
    colour = f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
    axes.fill_between(x, base, y, facecolor=colour, alpha=float(alpha), linewidth=0, zorder=0.5)


def draw_trace(axes: Any, trace: dict[str, Any], categories: list[Any]) -> None:
    """Draw one plotly trace with matplotlib; values of a category axis stand at their place in the list."""
    x = np.asarray(trace["x"])
    y = np.asarray([categories.index(value) if value in categories else value for value in trace["y"]])
    label = trace["name"] if trace["showlegend"] else None
    if trace["mode"] == "lines":
        line = trace["line"]
        axes.plot(x, y, color=line["color"], linewidth=0.7 * line["width"], linestyle=DASHES[line["dash"]], label=label)
    else:
        marker = trace["marker"]
        face = "none" if marker["symbol"].endswith("open") else marker["color"]
        size = (0.55 * marker["size"]) ** 2
        axes.scatter(
            x, y, s=size, marker=SYMBOLS[marker["symbol"]], facecolor=face, edgecolor=marker["color"], label=label
        )


def themed(svg: str) -> str:
    """Return the bare ``<svg>`` with palette colours as CSS variables and text in the page's ink."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    for name in sorted(PALETTE, key=lambda name: name not in ("grid", "ink")):
        variable = f"var(--kb-{name.replace('_', '-')})"
        svg = re.sub(PALETTE[name].light, variable, svg, flags=re.I)
    svg = svg.replace("#000000", "var(--kb-ink)").replace("<text ", '<text fill="var(--kb-ink)" ')
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r'\1 role="presentation"', svg, count=1)
    svg = re.sub(r' transform="rotate\(-0 [^)]*\)"', "", svg)  # which turns nothing
    svg = re.sub(r"<[^>]+>", hundredths, svg)
    return re.sub(r"\s*\n\s*", " ", svg)


def hundredths(tag: re.Match[str]) -> str:
    """Return a tag with its lengths cut to hundredths of a px: enough, and the gallery holds every still."""
    return re.sub(r"(\d\.\d\d)\d+", r"\1", tag[0])
