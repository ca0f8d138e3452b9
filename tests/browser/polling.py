"""Wait for a page's state from outside, because playwright's own waiting evaluates text, which the pages' policy forbids."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page


def until(page: Page, expression: str, arg: Any = None, seconds: float = 20) -> None:
    """Return once a JavaScript expression (or function of ``arg``) is true on the page; fail after ``seconds``."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"This did not come true in {seconds} s: {expression}"
        page.wait_for_timeout(50)
