"""Figures: filled alike in Python and page, coloured by theme, laid out for wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from tests.explorer.samples import SAMPLES

from ketabrain import explorers
from ketabrain.explorer import Explorer, figure, placing
from ketabrain.explorer.still import still
from ketabrain.palette import PALETTE

# The sample's map would ask for its lattice; the course's own map is among the rest.
EVERY = [*SAMPLES.values(), *(explorers.get(slug) for slug in explorers.names())]
DRAWN = [explorer for explorer in EVERY if explorer.slug != "sample-maps"]


@pytest.mark.parametrize(
    "path, wanted", [("a.b", {"a": {"b": 1}}), ("list.0", {"list": [1]}), ("list.1", {"list": [0, 1]})]
)
def test_put_reaches_into_dicts_and_lists(path: str, wanted: dict[str, Any]) -> None:
    tree: dict[str, Any] = {"list": [0]} if path.startswith("list") else {}
    figure.put(tree, path, 1)
    assert tree == wanted


def test_colours_follow_the_theme() -> None:
    tree = {"a": ["@nmda", "@nmda/0.5", "plain", 3], "b": "@no_such"}
    light, dark = figure.resolve_colours(tree, "light"), figure.resolve_colours(tree, "dark")
    assert light["a"][0] == PALETTE["nmda"].light and dark["a"][0] == PALETTE["nmda"].dark
    assert light["a"][1] == "rgba(0,101,163,0.5)" and light["b"] == "@no_such"


def unresolved(tree: Any) -> list[str]:
    """Return the colour names left in a figure."""
    if isinstance(tree, dict):
        return [name for branch in tree.values() for name in unresolved(branch)]
    if isinstance(tree, list | tuple):
        return [name for branch in tree for name in unresolved(branch)]
    return [tree] if isinstance(tree, str) and tree.startswith("@") else []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("explorer", DRAWN, ids=lambda one: one.slug)
def test_no_colour_name_is_left(explorer: Explorer, theme: str) -> None:
    assert unresolved(explorer.figure(theme=theme).to_dict()["layout"]) == []
    assert [trace.name for trace in explorer.figure().data] == [trace.name for trace in explorer.drawing.traces]


@pytest.mark.parametrize("explorer", EVERY, ids=lambda one: one.slug)
@pytest.mark.parametrize("shape", ["wide", "narrow"])
def test_panels_and_legends_do_not_overlap(explorer: Explorer, shape: str) -> None:
    patch = explorer.template[shape]
    inner = patch["height"] - patch["margin"]["t"] - patch["margin"]["b"]
    width = placing.WIDE_PX if shape == "wide" else placing.NARROW_PX
    boxes = []
    for index, panel in enumerate(explorer.drawing.panels):
        axis = str(index + 1) if index else ""
        (left, right), (low, high) = patch[f"xaxis{axis}.domain"], patch[f"yaxis{axis}.domain"]
        assert 0 <= left < right <= 1 and 0 <= low < high <= 1
        assert (high - low) * inner > 80, "a panel is too low to read"
        rows = placing.legend_rows(explorer.drawing, panel, width * (right - left))
        top = patch[f"legend{axis}.y"] + rows * placing.LEGEND_ROW_PX / inner
        assert top * inner <= inner + 4
        boxes.append((left, right, low - (placing.TICKS_PX / inner if low > 0 else 0), top))
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            beside = one[1] <= other[0] or other[1] <= one[0]
            assert beside or one[2] >= other[3] - 1e-3 or other[2] >= one[3] - 1e-3


@pytest.mark.parametrize("explorer", DRAWN, ids=lambda one: one.slug)
def test_the_still_is_a_themed_picture_without_its_own_ids_or_scripts(explorer: Explorer) -> None:
    svg = still(explorer)
    assert svg.startswith("<svg") and svg.rstrip().endswith("</svg>")
    assert "var(--kb-ink)" in svg and "<script" not in svg and "<metadata" not in svg
    assert all(colour.light not in svg.lower() for colour in PALETTE.values())
    assert svg == still(explorer)  # the same bytes again, so that a page does not change without cause
    for note in explorer.figure().layout.annotations:  # a label has no text where the default state hides its band
        assert not note.text or note.text.split()[0].split("<")[0] in svg
