"""Draw an explorer's default state as SVG, from the same traces as the page, without a browser."""

from __future__ import annotations

import io
import re
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure as Canvas

from ketabrain.explorer import figure as figures
from ketabrain.explorer.declaration import Explorer
from ketabrain.palette import PALETTE

DASHES = {"solid": "-", "dash": "--", "dot": ":"}
SYMBOLS = {"circle": "o", "circle-open": "o", "square": "s", "square-open": "s", "diamond": "D"}
PX = 1 / 100  # inches
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
    from ketabrain.explorer.slices import fill_slices

    node = explorer.node()
    filled = figures.fill(explorer.template, node)
    fill_slices(explorer, filled, node)
    for path, value in explorer.template["wide"].items():
        figures.put(filled["layout"], path, value)
    drawn = figures.resolve_colours(filled, "light")
    height_px = drawn["layout"]["height"]
    with matplotlib.rc_context(STYLE):
        canvas = Canvas(figsize=(width_px * PX, height_px * PX), dpi=100)
        axes = {name: add_axes(canvas, drawn["layout"], name) for name in axis_names(drawn["layout"])}
        for trace in drawn["data"]:
            name = trace["yaxis"][1:]
            draw_trace(axes[name], trace, drawn["layout"][f"yaxis{name}"].get("categoryarray", []))
        if drawn["layout"]["showlegend"]:
            canvas.legend(loc="upper left", ncols=4, frameon=False, fontsize=8, bbox_to_anchor=(0.06, 1.0))
        out = io.StringIO()
        canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return themed(out.getvalue())


def axis_names(layout: dict[str, Any]) -> list[str]:
    """Return the suffixes of the figure's axes: '', '2', ..."""
    return [key.removeprefix("yaxis") for key in layout if key.startswith("yaxis")]


def add_axes(canvas: Canvas, layout: dict[str, Any], name: str) -> Any:
    """Add one set of axes at its place."""
    x, y, margin = layout[f"xaxis{name}"], layout[f"yaxis{name}"], layout["margin"]
    width, height = canvas.get_size_inches() / PX
    inner_w, inner_h = width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    left, right = (margin["l"] + share * inner_w for share in x["domain"])
    low, high = (margin["b"] + share * inner_h for share in y["domain"])
    axes = canvas.add_axes((left / width, low / height, (right - left) / width, (high - low) / height))
    for axis, one in ((axes.xaxis, x), (axes.yaxis, y)):
        axis.label.set_text(one["title"]["text"])
        if "tickvals" in one:
            axis.set_ticks(range(len(one["tickvals"])), one["ticktext"])
    axes.grid(True, color=PALETTE["grid"].light, linewidth=0.6)
    axes.tick_params(length=0)
    if "range" in x:
        axes.set_xlim(x["range"])
    if "range" in y:
        axes.set_ylim(y["range"])
    return axes


def draw_trace(axes: Any, trace: dict[str, Any], categories: list[Any]) -> None:
    """Draw one plotly trace with matplotlib; values of a category axis stand at their place in the list."""
    x = np.asarray(trace["x"])
    y = np.asarray([categories.index(value) if value in categories else value for value in trace["y"]])
    label = trace["name"] if trace["showlegend"] else None
    if trace["type"] == "bar":
        axes.bar(x, y, color=trace["marker"]["color"], label=label)
    elif trace["mode"] == "lines":
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
    return re.sub(r"\s*\n\s*", " ", svg)
