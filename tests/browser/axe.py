"""Run axe-core on a page that is open."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

RUN = """async (where) => {
  const found = await axe.run(where || document, { resultTypes: ["violations"], preload: false });
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)}: ${failureSummary}`));
}"""


@cache
def source() -> str:
    """Return the script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def serious(page: Page, where: str | None = None) -> list[str]:
    """Return the serious and critical violations on a page, or below a selector, each as one line."""
    page.evaluate(source())
    found: list[str] = page.evaluate(RUN, where)
    return found
