"""What the explorer of the chapter `depression` says of itself is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers.depression import FATES, REANALYSIS, REPORT, STEPS, blocks

EXPLORER = explorers.get("treatment-steps")


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(EXPLORER).node(**state)


def done(task: int, **state: Any) -> bool:
    found = node(**state)
    return EXPLORER.tasks[task].done({**found, **{name: found[f"@{name}"] for name in EXPLORER.control}})


def drawn(found: dict[str, Any], fate: str) -> int:
    """Count the symbols of a fate."""
    return int(np.isfinite(found[f"{fate}_x"]).sum())


def test_it_opens_with_the_famous_total() -> None:
    found = node()
    assert (found["remitted"], found["left"]) == (671, 0)
    assert drawn(found, "left") == drawn(found, "relapsed") == 0


def test_the_predictions_numbers() -> None:
    found = node(**EXPLORER.predict.state)
    assert (found["remitted"], found["left"]) == (507, 464)
    assert [block["left"] for block in blocks(REPORT, 4, 1, False)] == [240, 166, 58, 0]


@pytest.mark.parametrize("leaving", EXPLORER.control["leaving"].steps)
@pytest.mark.parametrize("steps", range(1, STEPS + 1))
@pytest.mark.parametrize("relapse", [False, True])
def test_a_thousand_people_are_drawn_each_in_a_place_of_their_own(steps: int, leaving: float, relapse: bool) -> None:
    found = node(steps=steps, leaving=leaving, relapse=relapse)
    assert sum(drawn(found, fate) for fate in FATES) == 1000
    assert drawn(found, "remitted") + drawn(found, "relapsed") == found["remitted"]
    assert drawn(found, "left") == found["left"] and drawn(found, "unremitted") == found["unremitted"]
    places = {
        (x, y) for fate in FATES for x, y in zip(found[f"{fate}_x"].round(1), found[f"{fate}_y"].round(1), strict=True) if np.isfinite(x)
    }  # fmt: skip
    assert len(places) == 1000


def test_the_picture_fits_its_panel() -> None:
    bottom = EXPLORER.drawing.panels[0].y_range[0]
    for state in ({}, {"leaving": 0.5}, {"leaving": 1.0}, {"steps": 1}, {"analysis": REANALYSIS}):
        found = node(**state)
        assert min(np.nanmin(found[f"{fate}_y"]) for fate in FATES if drawn(found, fate)) > bottom + 0.4


def test_relapses_change_nothing_but_their_squares() -> None:
    without, counted = node(leaving=1), node(leaving=1, relapse=True)
    assert drawn(without, "relapsed") == 0 < drawn(counted, "relapsed")
    assert without["remitted"] == counted["remitted"]
    assert (without["relapses"], counted["relapses"]) == ("not counted", "open squares, not confirmed")


def test_of_the_reanalysis_its_total_alone_is_drawn() -> None:
    found = node(analysis=REANALYSIS, leaving=1, relapse=True)
    assert (drawn(found, "remitted"), drawn(found, "unremitted")) == (350, 650)
    assert drawn(found, "left") == drawn(found, "relapsed") == 0
    assert np.isnan(found["left"]) and found["journey"] == "not found step by step"
    assert [text for text in headings(found) if text] == ["Up to four steps: 1,000 start, 350 remit"]


def headings(found: dict[str, Any]) -> list[str]:
    return [found["layout"][f"annotations.{i}.text"] for i in range(STEPS)]


def test_each_block_has_its_heading() -> None:
    assert headings(node(leaving=1)) == [
        "Step 1: 1,000 start, 368 remit, 240 leave",
        "Step 2: 392 start, 120 remit, 166 leave",
        "Step 3: 106 start, 15 remit, 58 leave",
        "Step 4: 33 start, 4 remit",
    ]
    assert headings(node(steps=1))[1:] == [""] * 3


def test_the_tasks() -> None:
    assert done(0, leaving=1, steps=3)
    assert done(1, leaving=0.25) and not done(1, leaving=0.5)
    assert done(2, analysis=REANALYSIS)
    assert not any(done(task) for task in range(len(EXPLORER.tasks)))
    assert not done(0, leaving=1, steps=2) and not done(0, leaving=1, steps=4)
