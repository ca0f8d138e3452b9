"""What the two explorers of perception say of themselves is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers import perception
from ketabrain.explorers.perception import ROUTES, WINDOWS, interval
from ketabrain.models import correlated_points, dissociation, imaging_effects
from ketabrain.models.correlated_points import STUDIES

TIMECOURSE = explorers.get("dissociation-timecourse")
BENEFIT = explorers.get("dissociation-and-benefit")


def node(explorer: Explorer, **state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(explorer).node(**state)


def done(explorer: Explorer, task: int, **state: Any) -> bool:
    found = node(explorer, **state)
    return explorer.tasks[task].done({**found, **{name: found[f"@{name}"] for name in explorer.control}})


def test_the_predictions_numbers() -> None:
    now, double = node(TIMECOURSE), node(TIMECOURSE, **TIMECOURSE.predict.state)
    assert (now["peak"], now["strong_peak"], double["peak"]) == (163, 73, 326)
    assert np.isnan(double["strong_peak"])
    found = node(BENEFIT, **BENEFIT.predict.state)
    assert (round(100 * found["concordant"]), found["sure"]) == (61, "−0.56 to −0.10")


def test_two_hours_after_the_infusion_as_the_chapter_says() -> None:
    assert (node(TIMECOURSE)["level_2h"], node(TIMECOURSE)["at_2h"]) == (63, "12 to 28 %")


@pytest.mark.parametrize("explorer", [TIMECOURSE, BENEFIT], ids=lambda one: one.slug)
def test_no_task_is_done_before_anything_was_moved(explorer: Explorer) -> None:
    assert not any(done(explorer, task) for task in range(len(explorer.tasks)))


def test_the_tasks() -> None:
    assert done(TIMECOURSE, 0, route="intranasal", dose_mg_kg=1)
    assert not done(TIMECOURSE, 0, route="intranasal", dose_mg_kg=2)  # beyond what was held
    assert done(TIMECOURSE, 1, dose_mg_kg=0.75)
    assert done(TIMECOURSE, 2, duration=90)
    assert done(BENEFIT, 0, r=-0.8) and not done(BENEFIT, 0, r=-0.65)
    assert done(BENEFIT, 1, r=-0.1, n=20, drawn=True, seed=3)
    assert done(BENEFIT, 2, study="transform")


@pytest.mark.parametrize("route", list(ROUTES))
@pytest.mark.parametrize("dose", [0.1, 0.5, 1, 2])
def test_bars_are_drawn_where_levels_were_held_and_nowhere_else(route: str, dose: float) -> None:
    found = node(TIMECOURSE, route=route, dose_mg_kg=dose)
    level = perception.level(route, dose, 40, perception.TIME_MIN)
    upper = np.full(3 * len(level), np.nan)  # padding of gaps at the end is cut
    upper[: len(found["stronger_y"])] = found["stronger_y"]
    drawn = upper.reshape(-1, 3)[:, 1]
    assert np.array_equal(np.isnan(drawn), level > 200)
    inside = level <= 200
    assert drawn[inside] == pytest.approx(dissociation.rating(level[inside]).strongest, abs=0.5)


def test_no_rating_above_what_was_held() -> None:
    found = node(TIMECOURSE, dose_mg_kg=1)
    assert (found["rated"], found["at_peak"]) == ("beyond", "not known")
    assert np.isnan([found[name] for name in ("weak_peak", "strong_peak", "faint_peak")]).all()
    assert "no rating is drawn" in TIMECOURSE.sentence(found)
    assert "above every level" not in TIMECOURSE.sentence(node(TIMECOURSE))


def test_a_window_is_dark_after_its_own_dose_only() -> None:
    own = node(TIMECOURSE)
    assert np.isfinite(own["same_x"]).sum() == 6 and np.isfinite(own["other_x"]).sum() == 2
    assert own["published"] == "side effects peak within 1 h, mostly gone by 2 h, CADSS up at 40 min only"
    for state in ({"dose_mg_kg": 1}, {"duration": 60}, {"route": "oral"}):
        other = node(TIMECOURSE, **state)
        assert np.isfinite(other["same_x"]).sum() == 0
        assert other["published"] == "none found"
    assert "esketamine" in node(TIMECOURSE, route="intranasal")["published"]
    assert not any(perception.matches(WINDOWS[-1], "intranasal", dose, 40) for dose in perception.DOSES_MG_KG)


def test_the_cloud_is_the_models() -> None:
    found = node(BENEFIT)
    people = correlated_points.cloud(-0.35, 108, 1)
    assert found["own_r"] == -0.35
    for name, values in (("dissociation_x", people.dissociation), ("change_y", people.change)):
        assert found[name][:108] == pytest.approx(values, abs=0.05)
        assert np.isnan(found[name][108:]).all()
    assert node(BENEFIT, drawn=True, seed=2)["own_r"] != -0.35


@pytest.mark.parametrize("r", BENEFIT.control["r"].steps)
def test_all_people_lie_on_the_panel(r: float) -> None:
    for n in BENEFIT.control["n"].steps:
        for seed in BENEFIT.control["seed"].steps:
            for drawn in (False, True):
                found = perception._cloud(r, float(n), float(seed), drawn)
                assert np.abs([found["dissociation_x"], found["change_y"]]).max() < perception.EDGE


def test_published_intervals() -> None:
    assert interval("meta") == (-0.05, 0.17)
    fitting = imaging_effects.correlation(-0.35, 57)
    assert interval("luckenbaugh_230") == pytest.approx((fitting.low, fitting.high))
    assert node(BENEFIT, n=57)["sure"] == "−0.56 to −0.10"
    found = node(BENEFIT)
    assert np.isfinite(found["printed_x"]).sum() == 2 and np.isfinite(found["unsigned_x"]).sum() == 2


@pytest.mark.parametrize("key", list(STUDIES))
def test_a_study_is_read_out(key: str) -> None:
    found = node(BENEFIT, study=key)
    assert found["study_says"] == STUDIES[key].says
    assert STUDIES[key].found in BENEFIT.sentence(found)


def test_patients_signs() -> None:
    above, below = (node(BENEFIT, patient=x) for x in (1, -1))
    assert above["better"] > 0.5 > below["better"]
    assert above["expected_y"] == -below["expected_y"]
