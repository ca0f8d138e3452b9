"""A real JupyterLab and a real browser: one server for all, a fresh context and notebook for each test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests import chromium
from tests.lab.measure import PLOTS_MS, PLOTTED, RUN, Traffic, open_notebook
from tests.lab.server import jupyterlab, notebook

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Run JupyterLab; return its folder of notebooks and its address. All lattices are there."""
    chromium.path()  # a server would be wasted where nothing can look at it
    for slug in explorers.names():
        Lattice.load_or_build(explorers.get(slug))
    folder = tmp_path_factory.mktemp("lab")
    with jupyterlab(folder) as address:
        yield folder / "work", address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; skip (or fail where CI is set) when there is none."""
    executable = chromium.path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield started
        started.close()


class Labs:
    """Open notebooks in JupyterLab, and keep what went wrong on their pages."""

    def __init__(self, browser: Browser, work: Path, address: str, name: str) -> None:
        self.browser, self.work, self.address, self.name = browser, work, address, name
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []
        self.traffic = Traffic()

    def __call__(self, *sources: str, plots: int = 0, height: int = 2400) -> Page:
        """Open a notebook of these cells, run all of it, and wait until so many plots are drawn."""
        (self.work / self.name).write_text(json.dumps(notebook("import ketabrain", *sources)), encoding="utf-8")
        context = self.browser.new_context(viewport={"width": 1280, "height": height})
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        context.on("request", self.on_request)
        page = context.new_page()
        self.traffic.listen(page)
        page.on("console", self.on_console)
        page.on("pageerror", self.on_error)
        open_notebook(page, self.address, self.name)
        page.evaluate(RUN)
        page.wait_for_function(PLOTTED, arg=plots, timeout=PLOTS_MS)
        return page

    def on_console(self, message: Any) -> None:
        """Keep what the browser complains of."""
        if message.type == "error":
            self.problems.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def on_error(self, error: Any) -> None:
        """Keep errors of ours: JupyterLab's own scripts trip over their observers now and then when a page changes."""
        stack = error.stack or str(error)
        if "/static/lab/" not in stack or "blob:" in stack:
            self.problems.append(f"page error: {stack}")

    def on_request(self, request: Any) -> None:
        """Keep every request that leaves this machine."""
        if not request.url.startswith(LOCAL):
            self.problems.append(f"foreign request: {request.url}")

    def close(self) -> list[str]:
        """Stop the kernels, close everything, and return the problems."""
        for context in self.contexts:
            context.pages[0].evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
            context.close()
        return self.problems


def run_last(page: Page, code: str) -> None:
    """Put code into the last cell, and run that cell alone."""
    page.evaluate(
        """async (code) => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.widgets.at(-1).model.sharedModel.setSource(code);
          content.activeCellIndex = content.widgets.length - 1;
          await window.jupyterapp.commands.execute("notebook:run-cell");
        }""",
        code,
    )


@pytest.fixture
def run_lab(browser: Browser, lab: tuple[Path, str], request: pytest.FixtureRequest) -> Iterator[Labs]:
    """Return the factory of running notebooks; the test fails at its end on any error or foreign request."""
    labs = Labs(browser, *lab, f"{request.node.name}.ipynb")
    yield labs
    problems = labs.close()
    assert not problems, "\n".join(problems)
