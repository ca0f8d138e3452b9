"""Turn a declared figure into the plotly template that the page and Python fill."""

from __future__ import annotations

from typing import Any

from ketabrain.explorer.figure import Figure, Measured, Panel, Trace
from ketabrain.explorer.placing import label, narrow, wide


def template(figure: Figure) -> dict[str, Any]:
    """Return ``{data, bind, slices, layout, wide, narrow, scrubber}``, all plain JSON."""
    axes = {panel.name: str(i + 1) if i else "" for i, panel in enumerate(figure.panels)}
    layout: dict[str, Any] = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": "@ink", "size": 13},
        "showlegend": any(trace.legend for trace in figure.traces),
        "hovermode": "closest",
        "dragmode": False,
        "shapes": [],
        "annotations": [],
    }
    for panel in figure.panels:
        layout[f"xaxis{axes[panel.name]}"] = x_axis(panel, axes[panel.name])
        layout[f"yaxis{axes[panel.name]}"] = y_axis(panel, axes[panel.name])
        layout[f"legend{axes[panel.name]}"] = legend(panel)
    for item in figure.measured:
        add_measured(layout, item, axes[item.panel])
    return {
        "data": [plotly_trace(trace, axes[trace.panel]) for trace in figure.traces],
        "bind": [trace.bindings for trace in figure.traces],
        "slices": [vars(trace.slice) if trace.slice else None for trace in figure.traces],
        "layout": layout,
        "wide": wide(figure, axes),
        "narrow": narrow(figure, axes),
        "scrubber": scrubber(figure, axes),
    }


def plotly_trace(trace: Trace, axis: str) -> dict[str, Any]:
    """Return one plotly trace without its data."""
    base: dict[str, Any] = {"name": trace.name, "xaxis": f"x{axis}", "yaxis": f"y{axis}", "x": [], "y": []}
    base |= {"showlegend": trace.legend, "legend": f"legend{axis}"}
    if trace.hover is not None:
        base["hovertemplate"] = trace.hover + "<extra></extra>"
    if trace.kind == "bars":
        base |= {"type": "bar", "marker": {"color": f"@{trace.colour}"}}
    elif trace.kind in ("line", "area"):
        line = {"color": f"@{trace.colour}", "width": trace.width, "dash": trace.dash}
        base |= {"type": "scatter", "mode": "lines", "line": line}
        if trace.kind == "area":
            base |= {"fill": "tozeroy", "fillcolor": f"@{trace.colour}/0.2"}
    else:
        symbol = {"markers": "circle", "squares": "square", "open markers": "circle-open"}[trace.kind]
        edge = {"color": "@paper", "width": 1} if trace.kind == "squares" else {"width": 2}
        marker = {"color": f"@{trace.colour}", "size": trace.size, "symbol": symbol, "line": edge}
        base |= {"type": "scatter", "mode": "markers", "marker": marker}
    if trace.gaps:
        base["connectgaps"] = False
    for key, value in trace.extra.items():
        base[key] = {**base.get(key, {}), **value} if isinstance(value, dict) else value
    return base


def x_axis(panel: Panel, axis: str) -> dict[str, Any]:
    """Return a panel's x axis."""
    return axis_style(panel.x, panel.x_range, {"anchor": f"y{axis}", **panel.axis})


def y_axis(panel: Panel, axis: str) -> dict[str, Any]:
    """Return a panel's y axis."""
    return axis_style(panel.y, panel.y_range, {"anchor": f"x{axis}", **panel.y_axis})


def legend(panel: Panel) -> dict[str, Any]:
    """Return a panel's own legend, above it; a click on it does nothing, because the next step would undo it."""
    style = {"orientation": panel.legend, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12}}
    return {**style, "bgcolor": "rgba(0,0,0,0)", "itemclick": False, "itemdoubleclick": False}


def axis_style(title: str, limits: tuple[float, float] | None, more: dict[str, Any]) -> dict[str, Any]:
    """Return the style that all axes share."""
    style: dict[str, Any] = {
        "title": {"text": title, "standoff": 6, "font": {"size": 12}},
        "gridcolor": "@grid",
        "linecolor": "@grid",
        "zeroline": False,
        "automargin": False,
        "fixedrange": True,  # a finger on the plot scrolls the page
        "tickfont": {"size": 11},
    }
    if limits is not None:
        style["range"] = list(limits)
    return style | more


def add_measured(layout: dict[str, Any], item: Measured, axis: str) -> None:
    """Add a published range as a band, with its label above the panel, where no trace runs."""
    along = {"x": ("x", "y"), "y": ("y", "x")}[item.axis]
    shape: dict[str, Any] = {
        "type": "rect",
        "layer": "below",
        "fillcolor": "@faint/0.16",
        "line": {"width": 0 if item.confirmed else 1, "dash": "dot", "color": "@faint"},
        f"{along[0]}ref": f"{along[0]}{axis}",
        f"{along[0]}0": item.low,
        f"{along[0]}1": item.high,
        f"{along[1]}ref": f"{along[1]}{axis} domain",
        f"{along[1]}0": 0,
        f"{along[1]}1": 1,
    }
    layout["shapes"].append(shape)
    place = {"x": 0, "xref": f"x{axis} domain", "xanchor": "left", "align": "left"}
    place |= {"y": 1, "yref": f"y{axis} domain", "yanchor": "bottom", "borderpad": 0}
    font = {"size": 11, "color": "@faint"}
    layout["annotations"].append({"text": label(item), "showarrow": False, "font": font} | place)


def scrubber(figure: Figure, axes: dict[str, str]) -> dict[str, Any] | None:
    """Return the scrubber with the axes that its cursor crosses."""
    if figure.scrubber is None:
        return None
    crossed = [axes[name] for name in figure.scrubber.panels]
    reads = [vars(read) for read in figure.scrubber.reads]
    return {**vars(figure.scrubber), "panels": None, "axes": crossed, "reads": reads}
