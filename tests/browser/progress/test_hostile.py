"""Hostile files and codes: thousands of changed ones, and nothing breaks or runs."""

from __future__ import annotations

import base64
import random
import zlib
from pathlib import Path
from typing import Any

from tests.browser.conftest import Pages
from tests.browser.progress.taken_along import ONE_OF_EACH, PANEL, QUIZ, code_of, keep, many, ready

FUZZ = (Path(__file__).parent / "fuzz_progress.js").read_text(encoding="utf-8")


def unharmed(page: Any, open_book: Pages) -> None:
    """Nothing ran, no prototype changed, and every page can be read."""
    assert page.evaluate(
        "[typeof window.hacked, Object.keys(Object.prototype).length, ({}).polluted === undefined, Array.isArray([])]"
    ) == ["undefined", 0, True, True]
    page.goto(page.url.replace(PANEL, QUIZ))
    page.locator("[data-quiz][data-state=ready]").first.wait_for()
    page.goto(page.url.replace(QUIZ, PANEL))
    ready(page)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("[data-progress] img, [data-progress] script").count() == 0


def test_no_file_breaks_the_importer(panel, open_book) -> None:
    page = panel()
    found = page.evaluate(FUZZ, {"seed": 1, "rounds": 2500, "kept": {**ONE_OF_EACH, **many(6)}})
    assert found["failures"] == []
    assert found["taken"] > 200 and found["refused"] > 200  # both ways were tried
    unharmed(page, open_book)


def test_no_code_breaks_the_importer(panel, open_book) -> None:
    page = panel()
    keep(page, many(40))
    code = code_of(page)
    page.evaluate("ketabrain.store.clear()")
    draw = random.Random(7)
    codes = []
    for _ in range(1500):
        text = list(code)
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(text))
            text[at : at + draw.randint(0, 3)] = draw.choice(
                ["", "A", "_", "é", "\0", "=", "<img src=x onerror=hacked=1>", "%00"]
            )
        codes.append("".join(text)[: draw.choice([9999, 9999, draw.randrange(len(code))])])
    codes += [sealed(draw.randbytes(draw.randint(0, 120))) for _ in range(1500)]  # sound sums, senseless insides
    codes += [sealed(b"\0" * 4 + b"\xff" * n) for n in range(40)]
    failures = page.evaluate(
        """(codes) => codes.filter((code) => { try { const found = ketabrain.progressFile.merge(code);
        if (!(found.problem || found.words)) return true;
        return ketabrain.store.keys("review:").some((key) => !ketabrain.progressKinds.of(key).sound(ketabrain.store.get(key, null)));
        } catch (error) { return true; } })""",
        codes,
    )
    assert failures == []
    unharmed(page, open_book)


def sealed(body: bytes) -> str:
    """Return a code whose check sum is right."""
    return "ketabrain-A-" + base64.urlsafe_b64encode(body + zlib.crc32(body).to_bytes(4, "big")).decode().rstrip("=")
