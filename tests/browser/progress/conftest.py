"""A tiny book with a quiz and the panel, in profiles of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import Pages
from tests.browser.progress.taken_along import NOW, PAGES, PANEL, ready
from tests.served import served


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the tiny book."""
    from tests.sphinx_ext import conftest as tiny

    return Path(tiny.build(tmp_path_factory.mktemp("along"), PAGES))


@pytest.fixture(scope="session")
def book_url(book: Path) -> Iterator[str]:
    """Serve it."""
    with served(book) as address:
        yield address


@pytest.fixture
def open_book(browser: Browser, book: Path, book_url: str) -> Iterator[Pages]:
    """Return a factory of pages, each a browser profile of its own; any error fails the test at its end."""
    with Pages(browser, book, book_url) as pages:
        pages.expect("favicon.ico")  # the tiny book has none
        yield pages


@pytest.fixture
def panel(open_book: Pages) -> Any:
    """Return a function that opens the panel at a known time."""

    def opened(**more: Any) -> Any:
        page = ready(open_book(PANEL, **more))
        page.clock.set_fixed_time(NOW)
        return page

    return opened
