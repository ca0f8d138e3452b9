"""What a page shows of an explorer, held against the model in Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from ketabrain import explorers
from ketabrain.explorer import Explorer
from ketabrain.explorer.codec import span
from ketabrain.explorer.lattice import Lattice

BOOK = Path(__file__).parents[2] / "book"
PAGES = {
    page.stem: f"book/{page.parent.name}/{page.stem}.html"
    for page in sorted(BOOK.glob("*/*.md"))
    if page.stem in {explorers.get(slug).chapter for slug in explorers.names()}
}
BY_PAGE = {
    path: [slug for slug in explorers.names() if explorers.get(slug).chapter == chapter]
    for chapter, path in PAGES.items()
}
MARKER_PX = 0.75  # of a map's size on a phone

SNAPSHOT = """slug => {
  const one = ketabrain.components.get(slug);
  return {
    controls: { ...one.node.values },
    readouts: { ...one.node.readouts },
    sentence: one.find(".kb-sentence").textContent,
    shown: Object.fromEntries([...one.section.querySelectorAll("dd[data-readout]")].map((dd) => [dd.dataset.readout, dd.textContent])),
    traces: one.drawing.data.map(({ name, x, y, text }) => ({ name, x: Array.from(x), y: Array.from(y), text: text || null })),
    axes: Object.fromEntries(Object.entries(one.drawing._fullLayout).filter(([name]) => /^[xy]axis/.test(name)).map(([name, { type, range }]) => [name, { type, range }])),
  };
}"""
SETTLED = "async slug => { const one = ketabrain.components.get(slug); while (one.painting) await one.painting; }"


def wait_ready(page: Page, slug: str) -> Any:
    """Bring an explorer near, wait until it is drawn and return its locator."""
    section = page.locator(f"[data-explorer='{slug}']")
    section.scroll_into_view_if_needed()
    page.wait_for_selector(f"[data-explorer='{slug}'][data-state='ready']")
    return section


def snapshot(page: Page, slug: str) -> dict[str, Any]:
    """Return what is drawn and written now, once nothing waits to be drawn."""
    page.evaluate(SETTLED, slug)
    found: dict[str, Any] = page.evaluate(SNAPSHOT, slug)
    return found


@cache
def widths(explorer: Explorer) -> dict[str, float]:
    """Return the range of each series over the whole lattice."""
    lattice = kept(explorer)
    return {name: span(lattice.rows(name))[1] for name, s in explorer.series.items() if s.pack != "words"}


@cache
def _model(explorer: Explorer, state: tuple[tuple[str, Any], ...]) -> tuple[dict[str, Any], Any]:
    node = explorer.node(**dict(state))
    return node, explorer.figure_of(node)


@cache
def kept(explorer: Explorer) -> Lattice:
    """Return the lattice, without a look at all the code that it depends on for each state."""
    return Lattice.load_or_build(explorer)


def check(explorer: Explorer, seen: dict[str, Any]) -> None:
    """Fail unless what was seen is what the model gives at that state."""
    node, figure = _model(explorer, tuple(sorted(seen["controls"].items())))
    assert seen["sentence"] == explorer.sentence(node), seen["controls"]
    shown = explorer.shown(node)
    assert seen["shown"] == {name: shown[name] for name in explorer.readouts}, seen["controls"]
    for name, readout in explorer.readouts.items():
        if readout.words:
            assert seen["readouts"][name] == node[name]
        else:
            np.testing.assert_allclose(seen["readouts"][name], node[name], atol=10.0**-readout.digits / 2)
    assert [trace["name"] for trace in seen["traces"]] == [trace.name for trace in figure.data]
    for name, axis in seen["axes"].items():  # plotly's own, after it has thought about them
        told = figure.layout[name]
        assert axis["type"] == (told.type or "linear"), name
        assert axis["range"] == pytest.approx(list(told.range or axis["range"])), name
    lattice = kept(explorer)
    for trace, own, bind in zip(seen["traces"], figure.data, explorer.template["bind"], strict=True):
        for axis in ("x", "y"):
            same(
                explorer,
                lattice,
                trace[axis],
                getattr(own, axis),
                bind.get(axis, ""),
                f"{own.name}, {axis}, {seen['controls']}",
                gaps=own.type != "bar" and own.connectgaps is False,
            )


def same(
    explorer: Explorer, lattice: Lattice, seen: list[Any], own: Any, name: str, where: str, *, gaps: bool = False
) -> None:
    """Fail unless two arrays are the same, to the error that the lattice admits; NaN only where a gap is meant."""
    own = list(own)
    assert len(seen) == len(own), where
    if own and isinstance(own[0], str):
        assert seen == own, where
        return
    room = lattice.header["error_share"].get(name, 0.0) * widths(explorer).get(name, 0.0)
    found = np.asarray(seen, float)
    assert gaps or not np.isnan(found).any(), where
    np.testing.assert_allclose(found, np.asarray(own, float), rtol=1e-6, atol=room * 1.01 + 1e-9, err_msg=where)
