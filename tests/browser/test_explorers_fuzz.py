"""Random moves on every explorer: no error, no gap, and what is drawn is the model's."""

from __future__ import annotations

import os
import random
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from tests.browser.drawn import BY_PAGE, PAGES, SNAPSHOT, check, snapshot, wait_ready

from ketabrain import explorers
from ketabrain.explorer import Explorer

MOVES = int(os.environ.get("KETABRAIN_FUZZ_MOVES", "15"))
REAL_MOVES = 20
WAYS = ("mouse", "touch", "keyboard")
EVERY_WAY = [(slug, how) for slug in explorers.names() for how in WAYS]
# A twentieth of the moves, as `make test` runs it, takes each explorer one way only: by turns.
BY_HAND = EVERY_WAY if MOVES >= 300 else [(slug, WAYS[i % 3]) for i, slug in enumerate(explorers.names())]
KEYS = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown")
RECORD = f"""async ([slug, moves, seed]) => {{
  await ketabrain.script(ketabrain.url("fuzz.js"));
  const seen = [];
  const look = {SNAPSHOT};
  document.addEventListener("ketabrain:painted", (event) => event.detail.slug === slug && seen.push({{ ...look(slug), detail: event.detail }}));
  const result = await ketabrain.fuzz(slug, moves, seed);
  return {{ ...result, seen }};
}}"""


@pytest.mark.parametrize(("path", "slugs"), BY_PAGE.items())
def test_fuzz_inside_the_page(path: str, slugs: list[str], open_page: Any) -> None:
    page = open_page(path)
    for slug in slugs:
        wait_ready(page, slug)
        result = page.evaluate(RECORD, [slug, MOVES, 1])
        assert result["errors"] == [], slug
        assert len(result["seen"]) >= MOVES, slug
        for seen in result["seen"]:
            assert seen["detail"]["controls"] == seen["controls"], slug
            check(explorers.get(slug), seen)


def centre(place: Locator) -> tuple[float, float, float, float]:
    """Bring an element into the middle of the window and return its box."""
    place.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    box = place.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def by_pointer(page: Page, section: Locator, explorer: Explorer, chance: random.Random, touch: bool) -> None:
    """Press a random control, preset or reset with the mouse or a finger."""
    able = [control for control in explorer.controls if control.kind != "choice"]  # a list opens outside the page
    buttons = section.locator(".kb-controls button:visible")
    if chance.random() < 0.25 or not able:
        x, y, width, height = centre(buttons.nth(chance.randrange(buttons.count())))
        at = x + width / 2
    else:
        control = chance.choice(able)
        x, y, width, height = centre(section.locator(f"[name='{control.name}']"))
        at = x + width * (chance.random() if control.kind == "steps" else 0.5)
    if touch:
        page.touchscreen.tap(at, y + height / 2)
    else:
        page.mouse.click(at, y + height / 2)


def by_key(page: Page, section: Locator, explorer: Explorer, chance: random.Random) -> None:
    """Focus a random control and press a key."""
    control = chance.choice(explorer.controls)
    place = section.locator(f"[name='{control.name}']")
    place.focus()
    page.keyboard.press("Space" if control.kind == "toggle" else chance.choice(KEYS))


@pytest.mark.parametrize(("slug", "how"), BY_HAND)
def test_fuzz_by_hand(slug: str, how: str, open_page: Any) -> None:
    explorer = explorers.get(slug)
    touch = how == "touch"
    # Calm: a run that plays would be at another frame than the one it is held against.
    page = open_page(PAGES[explorer.chapter], width=375 if touch else 1280, touch=touch, reduced_motion="reduce")
    section = wait_ready(page, slug)
    chance, states = random.Random(f"{slug} {how}"), set()
    for _ in range(REAL_MOVES):
        if how == "keyboard":
            by_key(page, section, explorer, chance)
        else:
            by_pointer(page, section, explorer, chance, touch)
        seen = snapshot(page, slug)
        states.add(tuple(seen["controls"].values()))
        check(explorer, seen)
    assert len(states) > 2  # the moves moved something


def test_fuzz_in_the_address_counts_moves(open_page: Any) -> None:
    page = open_page("book/start/basics.html?fuzz&moves=12&seed=3")
    line = page.wait_for_selector(".kb-fuzz[data-done]", state="attached")
    assert line.inner_text() == "Random moves: 12 of 12; errors: 0"
