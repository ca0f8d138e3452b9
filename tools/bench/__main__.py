"""Print what is measured beside each budget, and the stock stack beside both: ``python tools/bench``.

Options: ``--site FOLDER`` weighs a book that is already built; ``--rounds N`` (3) sets how many rounds the
medians come from; ``--quick`` leaves out whole builds and JupyterLab.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

REPO = Path(__file__).parents[2]
sys.path[:0] = [str(REPO), str(REPO / "tools")]

from bench import builds, pages, stock  # noqa: E402
from bench.table import KB, MB, Row, printed  # noqa: E402
from tests import chromium  # noqa: E402
from tests.lab import measure as live  # noqa: E402

TEXT, CHAPTER, NEXT = "book/start/how_to_use.html", "book/brain/habenula.html", "book/start/basics.html"


@contextmanager
def launched() -> Iterator[Any]:
    """Start Chromium; end with one line where there is none."""
    path = chromium.find()
    if path is None:
        sys.exit("make bench needs Chromium: install it, or name one in KETABRAIN_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


def processor() -> str:
    """Return the processor's name."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def page_rows(browser: Any, site: Path, plain: Path, rounds: int) -> list[Row]:
    """Measure what a reader of the static site waits for."""
    text, chapter = pages.visit(browser, site, TEXT), pages.visit(browser, site, CHAPTER, explorers=1)
    whole = pages.visit(browser, site, CHAPTER, explorers=99)
    further = pages.visit(browser, site, NEXT, explorers=1)
    base = pages.visit(browser, plain, "lab.html")
    lattices = {name: size for name, size in whole.files.items() if "/lattices/" in name}
    foreign = [*text.foreign, *whole.foreign, *further.foreign]
    rows = [
        Row("text chapter, first visit", text.bytes / KB, "KB", 200),
        Row("explorer chapter, first visit, one explorer drawn", chapter.bytes / KB, "KB", 700, base.bytes / KB),
        Row("largest lattice", max(lattices.values()) / KB, "KB", 120),
        Row("median lattice", statistics.median(lattices.values()) / KB, "KB", 60),
        Row("each further page, without its lattices", without_lattices(further, chapter) / KB, "KB", 150),
        Row("third-party requests", len(foreign), "", 0, len(base.foreign)),
    ]
    runs = [pages.step_times_ms(browser, site, CHAPTER) for _ in range(rounds)]
    for slug in runs[0]:
        p95 = statistics.median(pages.p95(run[slug]) for run in runs)
        rows.append(Row(f"static step, {slug}, p95", p95, "ms", 50, note="stock sliders do nothing without a kernel"))
    return rows


def without_lattices(visit: pages.Visit, before: pages.Visit) -> int:
    """Return what a further page adds, lattices aside [bytes]."""
    return sum(size for name, size in visit.files.items() if name not in before.files and "/lattices/" not in name)


def live_rows(browser: Any, rounds: int) -> list[Row]:
    """Measure a lab in JupyterLab: ours and the stock stack's, in the same run."""
    ours = [live.measure(browser, live.our_lab()) for _ in range(rounds)]
    theirs = [live.measure(browser, stock.notebook()) for _ in range(rounds)]

    def of(runs: list[live.Lab], name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    return [
        Row("lab of three explorers, bytes", of(ours, "bytes") / MB, "MB", 2, of(theirs, "bytes") / MB),
        Row("lab of three explorers, to the last plot", of(ours, "plots_s"), "s", None, of(theirs, "plots_s")),
        Row("live step, p95", of(ours, "step_ms_p95"), "ms", 100, of(theirs, "step_ms_p95")),
        Row("live step, largest message", of(ours, "step_bytes") / KB, "KB", 40, of(theirs, "step_bytes") / KB),
    ]


def build_rows(rounds: int) -> list[Row]:
    """Measure builds and labs."""
    whole, changed = zip(*(builds.book_s() for _ in range(rounds)), strict=True)
    lattices = builds.lattices_s()
    rows = [
        Row("whole book, lattices cached", statistics.median(whole), "s", 180),
        Row("one chapter changed", statistics.median(changed), "s", 30),
        Row("all lattices from nothing", sum(lattices.values()), "s", 300),
        Row("slowest lattice", max(lattices.values()), "s", 60),
    ]
    return rows + [Row(f"lab {name}", seconds, "s", 10) for name, seconds in builds.labs_s().items()]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        plain = Path(folder) / "stock"
        plain.mkdir()
        print("Building the stock stack's page ...", file=sys.stderr)
        stock_site = stock.build(plain)
        site = given.site or builds.site(Path(folder) / "ours")
        print("Weighing pages and timing controls ...", file=sys.stderr)
        rows = page_rows(browser, site, stock_site, given.rounds)
        if not given.quick:
            print("Running labs in JupyterLab ...", file=sys.stderr)
            rows += live_rows(browser, given.rounds)
            print("Timing builds ...", file=sys.stderr)
            rows += build_rows(given.rounds)
    print(f"\n{processor()}; medians of {given.rounds}; Chromium, empty cache; bytes at gzip -6\n")
    print(printed(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
