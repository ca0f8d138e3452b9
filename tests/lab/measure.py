"""Measure a notebook in a real JupyterLab: bytes over the websocket, time to the plots, and control steps."""

from __future__ import annotations

import base64
import json
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.lab.server import jupyterlab, notebook

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice

SLUGS = ("habenula-bursting", "habenula-reward-brake", "habenula-trapping")
STEPS = 40
KERNEL_IDLE_MS = 250  # after a plot is painted, the kernel still says that it is done
PLOTS_MS = 120_000
OPEN = """async (path) => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
}"""
RUN = """() => { window.jupyterapp.commands.execute("notebook:run-all-cells"); }"""
PLOTTED = """(count) => {
  const drawn = [...document.querySelectorAll(".js-plotly-plot")].filter((div) => div.data && div.querySelector(".main-svg"));
  return drawn.length >= count;
}"""
# One key press on a slider, timed to the frame that shows the new plot [ms].
WATCH = """([slider, plot]) => {
  window.stepTime = new Promise((resolve) => {
    let start = 0;
    slider.addEventListener("keydown", () => (start = performance.now()), { once: true, capture: true });
    const done = () => {
      if (!start) return;
      plot.removeListener("plotly_afterplot", done);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    };
    plot.on("plotly_afterplot", done);
  });
}"""


@dataclass
class Traffic:
    """Bytes that a page receives over kernel websockets."""

    bytes: int = 0
    sockets: set[str] = field(default_factory=set)

    def listen(self, page: Any) -> None:
        """Count from now on; open the notebook afterwards."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketCreated", self.created)
        session.on("Network.webSocketFrameReceived", self.received)

    def created(self, event: dict[str, Any]) -> None:
        """Keep kernels' sockets apart from all others."""
        if "/channels" in event["url"]:
            self.sockets.add(event["requestId"])

    def received(self, event: dict[str, Any]) -> None:
        """Add a frame: text as UTF-8, anything else is given in base64."""
        if event["requestId"] in self.sockets:
            frame = event["response"]
            data = frame["payloadData"]
            self.bytes += len(data.encode() if frame["opcode"] == 1 else base64.b64decode(data))


@dataclass(frozen=True)
class Lab:
    """What a notebook costs: bytes until its plots stand, seconds to the first and last, and its control steps."""

    bytes: int
    first_s: float
    plots_s: float
    step_ms: tuple[float, ...]
    step_bytes: int

    @property
    def step_ms_p95(self) -> float:
        """The 95th percentile of the steps [ms]."""
        return statistics.quantiles(self.step_ms, n=20)[-1]


def our_lab() -> dict[str, Any]:
    """Return a notebook that shows three explorers, with their lattices cached."""
    for slug in SLUGS:
        Lattice.load_or_build(explorers.get(slug))
    return notebook("import ketabrain", *(f'ketabrain.show("{slug}")' for slug in SLUGS))


def open_notebook(page: Any, address: str, name: str) -> None:
    """Open a notebook of the lab's folder and wait for its kernel."""
    page.goto(f"{address}/workspaces/{name.partition('.')[0]}")
    page.wait_for_function("window.jupyterapp && document.querySelector('#jp-main-dock-panel')", timeout=PLOTS_MS)
    page.evaluate(OPEN, name)


def measure(browser: Any, content: dict[str, Any], plots: int = 3) -> Lab:
    """Run a notebook in a fresh JupyterLab with an empty cache, and press keys on its first slider."""
    with tempfile.TemporaryDirectory() as folder, jupyterlab(Path(folder)) as address:
        (Path(folder) / "work" / "lab.ipynb").write_text(json.dumps(content), encoding="utf-8")
        context = browser.new_context(viewport={"width": 1280, "height": 5000})  # room for all plots at once
        page, traffic = context.new_page(), Traffic()
        traffic.listen(page)
        open_notebook(page, address, "lab.ipynb")
        start = time.perf_counter()
        page.evaluate(RUN)
        page.wait_for_function(PLOTTED, arg=1, timeout=PLOTS_MS)
        first = time.perf_counter() - start
        page.wait_for_function(PLOTTED, arg=plots, timeout=PLOTS_MS)
        last, so_far = time.perf_counter() - start, traffic.bytes
        page.set_viewport_size({"width": 1280, "height": 900})  # a screen: tall pages take long to paint
        page.wait_for_timeout(2000)
        step_ms, step_bytes = steps(page, traffic)
        context.close()
    return Lab(so_far, first, last, step_ms, step_bytes)


def steps(page: Any, traffic: Traffic) -> tuple[tuple[float, ...], int]:
    """Move the first slider up and down its range; return each step's time [ms] and the largest step's bytes."""
    slider = page.locator(".jp-OutputArea [role=slider]").first
    plot = page.locator(".js-plotly-plot").first.element_handle()
    times, sizes = [], []
    slider.focus()
    key = "ArrowRight"
    for _ in range(STEPS):
        before, at = traffic.bytes, slider.get_attribute("aria-valuenow")
        if at in (slider.get_attribute("aria-valuemax"), slider.get_attribute("aria-valuemin")):
            key = "ArrowLeft" if at == slider.get_attribute("aria-valuemax") else "ArrowRight"
        page.evaluate(WATCH, [slider.element_handle(), plot])
        page.keyboard.press(key)
        times.append(page.evaluate("window.stepTime"))
        page.wait_for_timeout(KERNEL_IDLE_MS)
        sizes.append(traffic.bytes - before)
    return tuple(times), max(sizes)
