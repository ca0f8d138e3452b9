"""A real browser on the built course: one fresh context a page, and no error goes unseen."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests import chromium
from tests.served import served

REPO = Path(__file__).parents[2]
OURS = ("file:", "data:", "blob:", "about:", "chrome-error:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built course: $KETABRAIN_SITE, or a build of its own, made once for all workers."""
    chromium.path()  # a build would be wasted where nothing can look at it
    if "KETABRAIN_SITE" in os.environ:
        return Path(os.environ["KETABRAIN_SITE"]).resolve()
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "course.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        html = shared / "course" / "_build" / "html"
        if not (html / "index.html").exists():
            build(shared / "course")
    return html


def build(target: Path) -> None:
    """Build the course below a folder; fail with the builder's own words."""
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [str(jupyter_book), "build", ".", "-q", "--path-output", str(target)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"The course does not build:\n{done.stdout}\n{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """Serve the built course and return its address."""
    with served(site) as address:
        yield address


# A module's, not the session's: while playwright's loop runs, no other test could start one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; skip (or fail where CI is set) when there is none."""
    executable = chromium.path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield started
        started.close()


class Pages:
    """Open pages of the course, and keep what went wrong on them; left as a context, fail on any of it.

    ``open_page(path)`` gives a playwright page in a context of its own. A test that provokes an error
    names a piece of its text with ``open_page.expect(text)``.
    """

    def __init__(self, browser: Browser, site: Path, site_url: str) -> None:
        self.browser, self.site, self.site_url = browser, site, site_url
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []
        self.expected: list[str] = []

    def __call__(
        self,
        path: str,
        *,
        width: int = 1280,
        theme: str = "light",
        from_file: bool = False,
        javascript: bool = True,
        touch: bool = False,
        **more: Any,
    ) -> Page:
        """Open a page; ``more`` goes to playwright's ``new_context`` (``reduced_motion``, ``locale``, ...)."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 780},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            has_touch=touch,
            is_mobile=touch,
            accept_downloads=True,
            **more,
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        context.on("request", self.on_request)
        page = context.new_page()
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.goto(self.site.as_uri() + "/" + path if from_file else self.site_url + path)
        return page

    def on_console(self, message: Any) -> None:
        """Keep what the browser complains of."""
        if message.type == "error":
            self.problems.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def on_request(self, request: Any) -> None:
        """Keep every request that leaves this site."""
        if not request.url.startswith((self.site_url, *OURS)):
            self.problems.append(f"foreign request: {request.url}")

    def expect(self, text: str) -> None:
        """Let problems that hold this text pass."""
        self.expected.append(text)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, kind: Any, *rest: Any) -> None:
        problems = self.close()
        assert kind or not problems, "\n".join(problems)

    def close(self) -> list[str]:
        """Close everything and return the problems nobody expected."""
        for context in self.contexts:
            context.close()
        return [one for one in self.problems if not any(text in one for text in self.expected)]


@pytest.fixture
def open_page(browser: Browser, site: Path, site_url: str) -> Iterator[Pages]:
    """Return the factory of pages; the test fails at its end on any console error, page error or foreign request."""
    with Pages(browser, site, site_url) as pages:
        yield pages
