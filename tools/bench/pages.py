"""Weigh built pages and time their controls in a real browser with an empty cache."""

from __future__ import annotations

import gzip
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.served import served

MOVES = 60
# Move one control of one explorer, wait for the repaint and for the frame that shows it; times in ms.
TIMED_MOVES = """async ([slug, moves, seed]) => {
  const section = document.querySelector(`[data-explorer="${slug}"]`);
  section.scrollIntoView();
  while (section.dataset.state !== "ready") await new Promise((r) => setTimeout(r, 20));
  const inputs = [...section.querySelectorAll("form [name]")];
  let a = seed;
  const next = () => ((a = (a * 1103515245 + 12345) % 2147483648) / 2147483648);
  const times = [];
  for (let i = 0; i < moves; i++) {
    const input = inputs[Math.floor(next() * inputs.length)];
    const share = next();
    if (input.type === "checkbox") input.checked = !input.checked;
    else if (input.tagName === "SELECT") input.selectedIndex = Math.floor(share * input.options.length);
    else input.value = Number(input.min) + share * (Number(input.max) - Number(input.min));
    const painted = new Promise((r) => section.addEventListener("ketabrain:painted", r, { once: true }));
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await painted;
    await new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
    times.push(performance.now() - start);
  }
  return times;
}"""


@dataclass(frozen=True)
class Visit:
    """What a page asked for: files of the site with their sizes at gzip -6 [bytes], and foreign addresses."""

    files: dict[str, int]
    foreign: tuple[str, ...]

    @property
    def bytes(self) -> int:
        """Return the sum."""
        return sum(self.files.values())

    def after(self, other: Visit) -> int:
        """Return what this visit costs a reader who has made the other one [bytes]."""
        return sum(size for name, size in self.files.items() if name not in other.files)


def weight(file: Path) -> int:
    """Return a file's size at gzip -6 [bytes]."""
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def visit(browser: Any, site: Path, page: str, *, explorers: int = 0) -> Visit:
    """Open a page with an empty cache, scroll to its first so many explorers, and list what it loaded."""
    asked: list[str] = []
    with served(site) as root:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(root + page, wait_until="networkidle")
        for section in tab.query_selector_all("[data-explorer]")[:explorers]:
            section.scroll_into_view_if_needed()
            tab.wait_for_function("e => e.dataset.state === 'ready'", arg=section)
        tab.wait_for_timeout(500)
        context.close()
        names = [unquote(urlsplit(url).path).lstrip("/") for url in asked if url.startswith(root)]
    sizes = {name: weight(site / name) for name in names if (site / name).is_file()}
    kept = ("data:", "blob:", root)
    return Visit(sizes, tuple(url for url in asked if not url.startswith(kept)))


def step_times_ms(browser: Any, site: Path, page: str) -> dict[str, list[float]]:
    """Return, by explorer of a page, how long each of some seeded moves took from input to painted plot [ms]."""
    found = {}
    with served(site) as root:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        tab = context.new_page()
        tab.goto(root + page)
        slugs = tab.eval_on_selector_all("[data-explorer]", "all => all.map((one) => one.dataset.explorer)")
        for slug in slugs:
            found[slug] = tab.evaluate(TIMED_MOVES, [slug, MOVES, 7])
        context.close()
    return found


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
