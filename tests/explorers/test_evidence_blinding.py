"""What the explorer `blinding` says of itself is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers.evidence.blinding import AFTER, BINS, TOP
from ketabrain.models import trial_blinding
from ketabrain.models.trial_blinding import Design

EXPLORER = explorers.get("blinding")
GROUPS, PILE = (panel.x_range or (0.0, 0.0) for panel in EXPLORER.drawing.panels)


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(EXPLORER).node(**state)


def done(task: int, **state: Any) -> bool:
    found = node(**state)
    return EXPLORER.tasks[task].done({**found, **{name: found[f"@{name}"] for name in EXPLORER.control}})


def test_the_predictions_number() -> None:
    found = node(**EXPLORER.predict.state)
    assert (found["expected"], found["bias"]) == (3.6, 3.6)
    assert EXPLORER.predict.options[EXPLORER.predict.answer] == f"{found['expected']} points"


@pytest.mark.parametrize("people", EXPLORER.control["people"].steps)
def test_the_hundred_lie_around_the_formula(people: float) -> None:
    for state in ({}, {"effect": 0}, {"hope": 10, "right": 0.9}, {"guess": AFTER}):
        found = node(people=people, **state)
        error = 1.1 * trial_blinding.half_width(people) / 2 / 10  # of the mean of a hundred
        assert found["mean"] == pytest.approx(found["expected"], abs=3.5 * error)


@pytest.mark.parametrize(
    "state", [{}, {"effect": 0, "hope": 0}, {"effect": 10, "hope": 10, "right": 1.0, "people": 20, "seed": 2}]
)
def test_a_hundred_whole_trials_are_drawn_within_the_panel(state: dict[str, float]) -> None:
    found = node(**state)
    assert found["all_y"] == pytest.approx(np.round(found["all_y"]), abs=1e-6)
    assert found["all_y"].sum() == pytest.approx(100)
    assert (found["works_y"].sum(), found["harms_y"].sum()) == pytest.approx((found["works"], found["harms"]))
    assert found["all_y"].max() < TOP
    assert PILE[0] <= BINS[0] - 0.5 and BINS[-1] + 0.5 <= PILE[1]


def test_the_widest_states_fit() -> None:
    found = node(effect=10, hope=10, right=1.0)
    assert max(found["hope_x"][~np.isnan(found["hope_x"])]) < GROUPS[1]
    lost = node(effect=0, hope=10, right=1.0, lowers=True)
    assert min(lost["falls_x"]) > GROUPS[0]


def test_nobody_can_tell_and_no_effect_gives_few_false_alarms() -> None:
    wrong = [node(effect=0, right=0.5, people=n, seed=s) for n in (20, 50, 100) for s in (1, 2, 3)]
    assert 20 < sum(found["works"] + found["harms"] for found in wrong) < 70  # 5 % of 900 is 45


def test_hope_and_disappointment_differ_in_the_groups_alone() -> None:
    hope, lost = node(), node(lowers=True)
    assert hope["expected"] == lost["expected"] and np.array_equal(hope["all_y"], lost["all_y"])
    assert hope["falls_x"] - lost["falls_x"] == pytest.approx([6, 6], abs=1e-4)
    assert np.isnan(hope["lost_x"]).all() and np.isnan(lost["hope_x"]).all()
    assert hope["on_other"] > lost["on_other"]


def test_who_guesses_afterwards_moves_nothing() -> None:
    one, two = node(guess=AFTER), node(guess=AFTER, hope=10, right=1.0)
    assert np.array_equal(one["all_y"], two["all_y"]) and one["bias"] == two["bias"] == 0
    assert node(effect=10, guess=AFTER)["guessed"] == pytest.approx(0.69, abs=0.005)
    assert "69 % guess right" in EXPLORER.sentence(node(effect=10, guess=AFTER))


def test_what_is_drawn_adds_up() -> None:
    drug, other = trial_blinding.groups(Design(4, 6, 0.8))
    assert node()["falls_x"] == pytest.approx([drug.fall, other.fall], abs=1e-4)
    assert EXPLORER.compute(effect=5, hope=3, right=0.75, people=33)["expected"] == pytest.approx(6.5)


def test_the_tasks() -> None:
    assert not any(done(task) for task in range(len(EXPLORER.tasks)))
    assert done(0, effect=0, hope=10, right=0.9, people=100) and not done(0, effect=2, hope=10, right=0.9, people=100)
    assert done(1, right=1.0, hope=0) and not done(1, right=1.0, guess=AFTER)
    assert done(2, effect=6, hope=10, right=0.7) and not done(2, effect=6, hope=8, right=0.7)
