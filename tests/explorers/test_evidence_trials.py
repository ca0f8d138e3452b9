"""What the two explorers of single trials say of themselves is so."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.evidence import bibliography, trials
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers.evidence import natural, onset
from ketabrain.explorers.evidence.natural import CHOOSABLE
from ketabrain.models import number_needed, trial_points

ONSET = explorers.get("onset-curve")
NATURAL = explorers.get("number-needed-to-treat")


def node(explorer: Explorer, **state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(explorer).node(**state)


def done(explorer: Explorer, task: int, **state: Any) -> bool:
    found = node(explorer, **state)
    return explorer.tasks[task].done({**found, **{name: found[f"@{name}"] for name in explorer.control}})


# a hundred people
@pytest.mark.parametrize("comparison", CHOOSABLE)
@pytest.mark.parametrize("end", natural.ENDS)
def test_a_hundred_people_stand_on_each_side_in_the_same_places(comparison: str, end: str) -> None:
    for mixed in (False, True):
        found = node(NATURAL, comparison=comparison, end=end, mixed=mixed)
        stood = {
            side: {
                (x, y)
                for name in names
                for x, y in zip(found[f"{name}_x"], found[f"{name}_y"], strict=True)
                if np.isfinite(x)
            }
            for side, names in (("drug", ("anyway", "gained", "lost", "without")), ("control", ("control_with", "control_without")))
        }  # fmt: skip
        assert len(stood["drug"]) == 100
        assert stood["drug"] == stood["control"]
        assert np.isfinite(found["control_with_x"]).sum() == found["on_control"]


@pytest.mark.parametrize("comparison", CHOOSABLE)
def test_as_found_the_hundred_are_the_trials_shares(comparison: str) -> None:
    c = natural.counts(comparison)
    found = node(NATURAL, comparison=comparison)
    assert found["on_drug"] == pytest.approx(100 * c.treated / c.treated_n, abs=0.5)
    assert found["on_control"] == pytest.approx(100 * c.control / c.control_n, abs=0.5)


def test_every_comparison_is_in_the_table_with_a_source_of_the_book() -> None:
    known = bibliography.load()
    for one in CHOOSABLE.values():
        pair = trials.compared(one.trial, one.outcome, one.time)
        assert all(key in known for key in pair.treated.sources)
        assert pair.treated.design != "crossover"  # two arms of the same people need their pairs
        assert pair.confirmed or "not confirmed" in one.note
        assert ("worked out" in one.note or "added up" in one.note or "group sizes" in one.note) or pair.treated.checked == "checked" or one.outcome.startswith("remission of")  # fmt: skip


def test_best_is_less_relapse_and_more_response() -> None:
    for comparison, better in (("murrough", 1), ("relapse_remitters", -1)):
        best, worst = (node(NATURAL, comparison=comparison, end=end)["on_drug"] for end in ("best", "worst"))
        assert better * (best - worst) > 0


def test_what_the_sentences_say_of_intervals() -> None:
    verdicts = {key: node(NATURAL, comparison=key)["verdict"] for key in CHOOSABLE}
    assert {key for key, words in verdicts.items() if words == "benefit and harm"} == {"lii", "older", "karma"}
    assert {key for key, words in verdicts.items() if words == "harm only"} == {"ketect"}
    assert "through infinity" in node(NATURAL, comparison="lii")["needed_words"]
    assert NATURAL.sentence(node(NATURAL)).count("2.8 to benefit (interval 1.8 to 8.6)") == 1


def test_the_predictions_numbers_and_the_chapters() -> None:
    found = node(NATURAL, **NATURAL.predict.state)
    assert (found["on_drug"], found["on_control"], found["needed"]) == (27, 45, 5.4)
    six = [6 * share for share in (1 - 39 / 86, 24 / 90)]
    assert (round(six[0]), 1 < six[1] < 2) == (3, True)
    lii = number_needed.needed(natural.counts("lii"))
    assert (round(lii.value), round(lii.low, 1), round(-lii.high, 1)) == (10, 2.7, 5.2)


def test_the_tasks_of_the_hundred() -> None:
    assert not any(done(NATURAL, task) for task in range(3))
    assert done(NATURAL, 0, comparison="karma", end="worst")
    assert not done(NATURAL, 0, comparison="murrough", end="worst")
    assert done(NATURAL, 1, comparison="relapse_responders", mixed=True)
    assert not done(NATURAL, 1, comparison="ketect", mixed=True)
    assert [key for key in CHOOSABLE if done(NATURAL, 2, comparison=key)] == ["daly"]


# the points of the course
def test_the_trials_to_choose_are_those_of_the_table() -> None:
    assert {arm.trial for arm in onset.measured()} == set(onset.TRIALS) - {onset.ALL}


def test_every_published_mean_is_drawn_once() -> None:
    listed = [arm for arm in onset.measured() if arm.time_h]
    assert node(ONSET)["points"] == len(listed)
    drawn = sum(np.isfinite(node(ONSET)[f"{kind}{part}_x"]).sum() for kind in onset.KINDS for part in ("", "_open"))
    assert drawn == len(listed)


def test_the_placebo_arm_fell_nearly_ten_points_in_two_hours() -> None:
    found = node(ONSET, trial="Daly 2018", arms="control", doses="one")
    assert found["fall_control"] == "−9.7 points (Daly 2018, 2 h)"
    assert "9.7 points in two hours" in ONSET.caption


@pytest.mark.parametrize("state", list(product(("change", "score"), ("any", "one", "several"))))
def test_lines_join_points_of_one_arm_of_one_trial_alone(state: tuple[str, str]) -> None:
    """Every stretch between gaps must consist of points that share trial and arm."""
    shown, doses = state
    points = onset.chosen(onset.ALL, "both", shown, doses, "none")
    x = onset.at_h(points)
    whose = {
        (round(at, 6), round(one.value, 6)): (one.arm.trial, one.arm.arm) for at, one in zip(x, points, strict=True)
    }
    for kind in onset.KINDS:
        line = onset.lines(kind, points, x, from_start=False)
        stretch: list[tuple[str, str]] = []
        for at, value in zip(line[f"{kind}_line_x"], line[f"{kind}_line_y"], strict=True):
            if np.isnan(at):
                assert len(set(stretch)) <= 1
                stretch = []
            else:
                stretch.append(whose[round(at, 6), round(value, 6)])


def test_a_line_from_the_start_only_where_one_trial_is_shown() -> None:
    assert not any((node(ONSET)[f"{kind}_line_x"] == onset.BEFORE_H).any() for kind in onset.KINDS)
    daly = node(ONSET, trial="Daly 2018")
    begun = np.isclose(daly["esketamine_line_x"], onset.BEFORE_H)
    assert begun.sum() == 3 and (daly["esketamine_line_y"][begun] == 0).all()


def test_a_spread_is_drawn_where_the_paper_prints_one() -> None:
    arm = next(a for a in onset.measured() if (a.trial, a.time, a.group) == ("Daly 2018", "24 h", "control"))
    for spread, wide in (("mean", 1.96 * 1.79), ("people", trial_points.standard_deviation(1.79, "SE", 33))):
        assert onset.ends(arm, -5.7, spread) == pytest.approx((-5.7 - wide, -5.7 + wide))
    assert np.isnan(onset.ends(arm, -5.7, "none")).all()
    derived = [one for one in onset.chosen("Lii 2023", "both", "change", "any", "mean") if one.derived]
    assert derived and all(np.isnan(one.low) for one in derived)
    unknown = next(a for a in onset.measured() if a.n is None)
    assert np.isnan(onset.ends(unknown, 0.0, "mean")).all() and np.isfinite(onset.ends(unknown, 0.0, "people")).all()


def test_all_points_and_spreads_lie_on_the_panel() -> None:
    for shown, limits in (("change", onset.CHANGE_RANGE), ("score", onset.SCORE_RANGE)):
        for spread in onset.SPREADS:
            for one in onset.chosen(onset.ALL, "both", shown, "any", spread):
                ends = [value for value in (one.value, one.low, one.high) if np.isfinite(value)]
                assert limits[0] < min(ends) and max(ends) < limits[1]


def test_open_signs_are_the_unconfirmed_ones() -> None:
    words = [text for kind in onset.KINDS for text in node(ONSET)[f"{kind}_open_words"] if text]
    assert words and all("not confirmed" in text and text.startswith("Singh 2016") for text in words)


def test_an_empty_plot_says_so() -> None:
    found = node(ONSET, trial="Berman 2000", doses="several")
    assert found["points"] == 0
    assert "The empty plot is the answer" in ONSET.sentence(found)


def test_the_tasks_of_the_course() -> None:
    assert not any(done(ONSET, task) for task in range(3))
    assert done(ONSET, 0, trial="Takahashi 2021")
    assert done(ONSET, 1, trial="Lii 2023", shown="score")
    assert done(ONSET, 2, arms="control", doses="several")
    weeks = [
        one.value for one in onset.chosen(onset.ALL, "control", "change", "several", "none") if one.arm.time == "day 28"
    ]
    assert (round(max(weeks)), round(min(weeks))) == (-6, -16)
    starts = [one.value for one in onset.chosen("Lii 2023", "both", "score", "any", "none") if one.arm.time_h == 0]
    assert starts == [25.1, 29.9]
