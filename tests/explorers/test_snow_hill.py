"""What the explorer of the snowy hill says of itself is so."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.scrub import scrub_words
from ketabrain.explorers.snow_hill import LIFT, MOVED, SLEDS, SPLIT, STAYED
from ketabrain.models import energy_landscape as model

HILL = explorers.get("snow-hill")
PAGE = (Path(__file__).parents[2] / "book" / "change" / "snow_hill.md").read_text(encoding="utf-8")
SEEDS = (1, 2, 3, 4)


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(HILL).node(**state)


def done(task: int, **state: Any) -> bool:
    found = node(**state)
    return HILL.tasks[task].done({**found, **{name: found[f"@{name}"] for name in HILL.control}})


def ends(**state: Any) -> list[float]:
    return [node(**state, seed=seed)["end"] for seed in SEEDS]


def test_the_predictions_numbers() -> None:
    found = node(**HILL.predict.state)
    assert (found["before"], found["after_flat"], found["end"]) == (8, 4, 8)
    assert "four of the eight slide over" in HILL.predict.reveal


def test_what_the_page_says_happens_on_this_hill() -> None:
    alone = node()
    assert (alone["end"], alone["leave"]) == (8, "no other valley is left")
    assert ends(flattened=True) == [8, 8, 8, 8]
    assert ends(pushed=True) == [8, 8, 8, 8]
    assert [8 - end >= 6 for end in ends(flattened=True, pushed=True)] == [False, True, True, True]
    for state in ({"noise": 0.06, "seed": seed} for seed in SEEDS):
        assert node(**state)["before"] == 0
    for sentence in ("In run 4, four of eight sleds", "In runs 2 to 4 at least six sleds", "all eight on the left"):
        assert sentence in " ".join(PAGE.split())


def test_the_pages_table_is_the_models() -> None:
    for ridge in (1.0, 0.7):
        cells = [
            f"{model.kramers_min(ridge, 0.1, noise):.0f} ({float(f'{model.exact_min(ridge, 0.1, noise):.3g}'):.0f})"
            for noise in (0.03, 0.06, 0.12)
        ]
        assert f"| {ridge} | {model.barrier(ridge, 0.1):.3f} | {' | '.join(cells)} |" in PAGE
    assert round(model.kramers_min(1, 0.1, 0.03) / model.kramers_min(1, 0.1, 0.06)) == 14
    assert model.kramers_min(1, 0.1, 0.03) / model.kramers_min(0.7, 0.1, 0.03) == pytest.approx(22.5, abs=0.1)


def test_the_tasks() -> None:
    assert done(0, flattened=True, pushed=True, seed=2)
    for flattened, pushed, seed in product((False, True), (False, True), SEEDS):
        if not (flattened and pushed):
            assert not done(0, flattened=flattened, pushed=pushed, seed=seed), "it takes both"
    assert all(done(1, deepening=2, flattened=True, pushed=True, seed=seed) for seed in SEEDS)
    assert done(2, noise=0.06) and not done(2, noise=0.06, flattened=True)


def test_all_three_outcomes_occur_and_follow_the_count() -> None:
    seen = set()
    for flattened, pushed, seed in product((False, True), (False, True), SEEDS):
        found = node(flattened=flattened, pushed=pushed, seed=seed, deepening=0.5)
        wanted = STAYED if found["end"] >= 6 else MOVED if found["end"] <= 2 else SPLIT
        assert found["outcome"] == wanted
        seen.add(wanted)
    assert seen == {STAYED, SPLIT, MOVED}


def test_sleds_stand_on_the_ground_of_their_moment() -> None:
    found = HILL.node(flattened=True, pushed=True)
    for frame in (0, 8, 10, 20):
        ground = np.interp(found["sled_x"][frame], found["place"], found["ground"][frame])
        np.testing.assert_allclose(found["sled_y"][frame], ground + LIFT, atol=0.02)
    assert found["sled_x"].shape == (21, SLEDS)
    np.testing.assert_array_equal(found["left"], (found["sled_x"] < 0).sum(axis=1))


def test_flattening_changes_the_ground_and_not_the_tilt_that_use_left() -> None:
    """At the moment of flattening the ground jumps, and the line of the tilt does not."""
    flat, usual = HILL.node(flattened=True), HILL.node()
    np.testing.assert_allclose(flat["ground"][:8], usual["ground"][:8])
    assert np.abs(flat["ground"][8] - usual["ground"][8]).max() > 0.5
    assert flat["tilt"][8] == usual["tilt"][8]


def test_it_opens_with_the_end_of_the_run_and_says_so() -> None:
    found = HILL.node()
    assert HILL.opens_at == -1
    assert scrub_words(HILL, found) == "600 min: 8 of 8 sleds on the left"
    assert scrub_words(HILL, found, 0) == "0 min: 8 of 8 sleds on the left"
    opened, last, first = (HILL.figure(frame=frame) for frame in (None, 20, 0))
    np.testing.assert_array_equal(opened.data[2].x, last.data[2].x)
    assert np.abs(np.asarray(opened.data[2].x) - np.asarray(first.data[2].x)).max() > 0.1


def test_the_shaded_hours_say_what_happens_in_them() -> None:
    words = {
        (flat, push): node(flattened=flat, pushed=push)["layout"]["annotations"][0]["text"]
        for flat, push in product((False, True), repeat=2)
    }
    assert words == {(False, False): "", (False, True): "push", (True, False): "flat", (True, True): "flat<br>push"}


def test_runs_differ_by_chance_alone() -> None:
    """The same run number shakes in the same way: before anything is flattened, only the seed matters."""
    same = [HILL.node(flattened=flat, seed=3)["sled_x"][:9] for flat in (False, True)]
    np.testing.assert_array_equal(same[0][:8], same[1][:8])
    assert np.abs(HILL.node(seed=1)["sled_x"] - HILL.node(seed=2)["sled_x"]).max() > 0.1
