"""What the two explorers of the amygdala say of themselves is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.models.fear_extinction import FINDINGS
from ketabrain.models.imaging_effects import RESULTS

EXTINCTION = explorers.get("amygdala-fear-extinction")
REACTIVITY = explorers.get("amygdala-reactivity")


def node(explorer: Explorer, **state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(explorer).node(**state)


def done(explorer: Explorer, task: int, **state: Any) -> bool:
    found = node(explorer, **state)
    return explorer.tasks[task].done({**found, **{name: found[f"@{name}"] for name in explorer.control}})


def test_the_predictions_numbers() -> None:
    found = node(EXTINCTION, **EXTINCTION.predict.state)
    assert (found["test"], found["untreated"]) == (0.41, 0.01)


def test_the_tasks_of_extinction() -> None:
    assert done(EXTINCTION, 0, when="acquisition", room="training")
    assert done(EXTINCTION, 1, gain=0.5)
    assert done(EXTINCTION, 2, room="training")
    for task in range(3):
        assert not done(EXTINCTION, task), "no task is done before anything was moved"


@pytest.mark.parametrize("when", ["never", "before", "between", "extinction", "after"])
def test_only_a_block_in_acquisition_does_the_first_task(when: str) -> None:
    for block in EXTINCTION.control["block"].steps:
        assert not done(EXTINCTION, 0, when=when, room="training", block=block)


def test_the_directions_and_their_count() -> None:
    found = node(EXTINCTION)
    assert found["met"] == 7
    assert np.isfinite(found["as_found_x"]).sum() == 7
    assert np.isfinite(found["otherwise_x"]).sum() == len(FINDINGS) - 7
    assert len(found["finding_words"]) == len(found["found_x"]) == len(FINDINGS) == 16


def test_the_ring_marks_the_findings_of_the_timing() -> None:
    ringed = node(EXTINCTION, when="before")["chosen_y"]
    names = [finding.name for finding, y in zip(FINDINGS, ringed, strict=True) if np.isfinite(y)]
    assert names == ["Ketamine, a week before"]


@pytest.mark.parametrize("when", list(EXTINCTION.control["when"].steps))
def test_the_band_is_where_the_block_is(when: str) -> None:
    found = node(EXTINCTION, when=when)
    assert len(found["band_x"]) == len(found["band_y"])
    assert np.isnan(found["band_x"]).all() == (when == "never")


def test_the_predictions_study_shows_no_difference() -> None:
    before, after = node(REACTIVITY), node(REACTIVITY, **REACTIVITY.predict.state)
    place = len(RESULTS) - [result.source for result in RESULTS].index("LiCT2016prefrontal")
    where = list(before["controlled_y"]).index(place)
    assert (before["controlled_x"][where], after["controlled_x"][where]) == (-1, 0)
    assert (after["shown"], after["same"]) == (1, 1)


def test_the_counts() -> None:
    found = node(REACTIVITY)
    assert [found[name] for name in ("shown", "less", "same", "more", "unnamed")] == [13, 7, 1, 2, 3]
    controlled = node(REACTIVITY, only_controlled=True)
    assert [controlled[name] for name in ("shown", "less", "same", "more", "unnamed")] == [8, 3, 2, 1, 2]
    assert (controlled["controlled_x"] == -1).sum() == 2  # scans; the third "less" is a reflex
    assert np.isnan(controlled["alone_x"]).all()


def test_the_tasks_of_reactivity() -> None:
    assert done(REACTIVITY, 0, only_controlled=True)
    assert done(REACTIVITY, 1, phase="at_once", group="healthy")
    assert done(REACTIVITY, 2, phase="days", group="depression")
    assert not any(done(REACTIVITY, task) for task in range(3))
    found = node(REACTIVITY, phase="days", group="depression")
    assert (found["less"], found["unnamed"]) == (1, 2)


def test_sizes_are_shown_only_with_both_groups() -> None:
    assert node(REACTIVITY)["left"] == "0.67 (0.11 to 1.22)"
    assert node(REACTIVITY)["right"] == "0.90 (0.34 to 1.46)"
    for state in ({"group": "healthy"}, {"only_controlled": True}, {"phase": "days"}):
        found = node(REACTIVITY, **state)
        assert found["left"] == "nothing to derive it from"
        assert np.isnan(found["size_x"]).all()


def test_every_row_is_labelled_in_its_order() -> None:
    notes = REACTIVITY.node()["layout"]
    texts = [note["text"] for note in sorted(notes.values(), key=lambda note: -note["y"])]
    assert texts == [result.label for result in RESULTS]
