"""What the three explorers of harms say of themselves is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.evidence import harms
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers.harms import EXPLORERS, bladder, blood_pressure, ladder
from ketabrain.models import pressure_rise, proportion

PRESSURE, BLADDER, LADDER = (explorers.get(slug) for slug in ("blood-pressure", "bladder", "harm-ladder"))
ROWS = {harm.id: harm for harm in harms.load()}


def node(explorer: Explorer, **state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(explorer).node(**state)


def done(explorer: Explorer, task: int, **state: Any) -> bool:
    found = node(explorer, **state)
    return explorer.tasks[task].done({**found, **{name: found[f"@{name}"] for name in explorer.control}})


def points(values: Any) -> int:
    return int(np.isfinite(np.asarray(values, dtype=float)).sum())


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda one: one.slug)
def test_no_task_is_done_before_anything_was_moved(explorer: Explorer) -> None:
    assert not any(done(explorer, task) for task in range(len(explorer.tasks)))


def test_the_tasks() -> None:
    assert done(PRESSURE, 0, reading="diastolic", threshold=10) and not done(
        PRESSURE, 0, reading="diastolic", threshold=15
    )
    assert done(PRESSURE, 1, threshold=40, sessions=8) and not done(PRESSURE, 1, threshold=40, sessions=4)
    assert done(PRESSURE, 2, way="spray")
    assert done(BLADDER, 0, survey="urinary-disorder") and not done(BLADDER, 0, survey="urination-transform")
    assert done(BLADDER, 1, survey="urinary-clinic")
    assert done(BLADDER, 2, pull=5) and not done(BLADDER, 2, pull=3)
    assert done(LADDER, 0, kind="bladder", excess=True) and not done(LADDER, 0, kind="bladder")
    assert done(LADDER, 1, kind="bladder") and done(LADDER, 1, kind="pressure")
    assert done(LADDER, 2, kind="liver") and not any(
        done(LADDER, 2, kind=kind) for kind in harms.KINDS if kind != "liver"
    )


def test_the_predictions_numbers() -> None:
    assert round(100 * node(PRESSURE, **PRESSURE.predict.state)["above"]) == 11
    assert round(100 * node(BLADDER, **BLADDER.predict.state)["behind"]) == 11
    found = ROWS["anxiety-spray"]
    assert round(231 * found.excess.value) == 5 and found.excess.low < 0 < found.excess.high
    assert [round(100 * x) for x in found.excess] == [2, -5, 7]


def test_peaks_stand_at_published_means_and_nowhere_else() -> None:
    for reading in pressure_rise.READINGS:
        found = node(PRESSURE, reading=reading)
        drawn = [*found["vein_x"], *found["spray_x"], *found["pooled_x"]]
        means = sorted(blood_pressure.of_reading(rise, reading)[0] for rise in pressure_rise.RISES)
        assert sorted(x for x in drawn if np.isfinite(x)) == pytest.approx(means, abs=1e-5)
    assert points(found["placebo_x"]) == 2


def test_one_way_in_hides_the_other_and_keeps_what_pools_both() -> None:
    found = node(PRESSURE, way="spray")
    assert (points(found["vein_x"]), points(found["spray_x"]), points(found["pooled_x"])) == (0, 2, 1)
    assert points(found["sd_x"]) == 0 and points(found["placebo_x"]) == 2
    assert found["gone_says"] == "1.5 h (the maker's trials) and 4 h (the label)"
    assert node(PRESSURE, way="infusion")["gone_says"] == "1.5 h (49 inpatients)"


def test_no_time_is_drawn_where_none_was_given() -> None:
    assert points(node(PRESSURE)["peak_x"]) == 2 * len(blood_pressure.TIMED)
    assert not any("pooled" in rise.label for rise in blood_pressure.TIMED)


def test_a_course_lies_between_the_same_people_and_chance() -> None:
    found = node(PRESSURE, threshold=40, sessions=8)
    assert (round(found["above"], 3), round(found["at_most_people"], 3)) == (0.016, 0.122)
    assert found["range_says"] == "1.6 % to 12.2 %"
    assert node(PRESSURE, threshold=40)["range_says"] == "1.6 %"


def test_every_survey_of_the_list_is_a_choice() -> None:
    chosen = {harm.id for harm in harms.load() if harm.kind == "bladder"} - {"cystitis-years", "worse-stopping"}
    assert set(bladder.SURVEYS) == chosen


@pytest.mark.parametrize("survey", bladder.SURVEYS)
def test_a_survey_is_read_out_as_it_stands_in_the_list(survey: str) -> None:
    found, harm = node(BLADDER, survey=survey), ROWS[survey]
    assert found["asked_says"] == harm.asked and found["counted_says"] == harm.counted
    assert found["ring_x"][0] == pytest.approx(100 * harm.events / harm.n, abs=1e-4)
    assert found["share_says"].startswith("no risk") == bool(harm.no_risk)


def test_a_pull_moves_the_surveys_of_users_alone() -> None:
    found = node(BLADDER, pull=3)
    assert points(found["behind_x"]) == 3 and points(node(BLADDER)["behind_x"]) == 0
    assert np.isnan(node(BLADDER, survey="urinary-year", pull=3)["behind"])
    assert found["behind"] == pytest.approx(proportion.behind(340 / 1285, 3), abs=0.005)


def test_one_survey_of_users_has_a_dose() -> None:
    found = node(BLADDER)
    assert points(found["heavy_dose_x"]) == 1
    assert points(found["unknown_x"]) == sum(ROWS[name].g_per_day is None for name in bladder.SURVEYS)


@pytest.mark.parametrize("kind", LADDER.control["kind"].steps)
def test_each_row_of_the_ladder_is_drawn_once(kind: str) -> None:
    found = node(LADDER, kind=kind)
    for setting in ladder.SIDES:
        rows = ladder.rows_of(kind, setting)
        assert len(rows) <= ladder.SLOTS
        assert sum(points(found[f"{setting}_{dot}_x"]) for dot in ("seen", "none", "no_risk")) == len(rows)
        assert found[f"{setting}_rows"] == len(rows)


@pytest.mark.parametrize("kind", LADDER.control["kind"].steps)
def test_only_what_exceeds_leaves_rows_with_a_control_group(kind: str) -> None:
    found = node(LADDER, kind=kind, excess=True)
    shown = points(found["clinic_seen_x"])
    assert shown == found["with_control"] and points(found["heavy_seen_x"]) == 0
    assert points(found["clinic_control_x"]) == points(found["clinic_none_x"]) == 0


def test_all_rows_are_on_the_ladder_somewhere() -> None:
    drawn = {harm.id for kind in harms.KINDS for setting in ladder.SIDES for harm in ladder.rows_of(kind, setting)}
    assert drawn == set(ROWS)


def test_a_row_stands_at_its_share_with_its_interval() -> None:
    found = node(LADDER, kind="body")
    harm = ladder.rows_of("body", "clinic")[0]
    assert harm.id == "nausea-spray"
    assert 10 ** found["clinic_seen_x"][0] == pytest.approx(68 / 231, rel=1e-5)
    assert 10 ** found["clinic_control_x"][0] == pytest.approx(12 / 113, rel=1e-5)
    assert (10 ** found["clinic_bar_x"][:2]).tolist() == pytest.approx(list(harm.risk[1:]), rel=1e-5)
    assert "1 in 3.4 patients" in found["clinic_words"][0]


def test_nothing_seen_reaches_to_three_of_n() -> None:
    found = node(LADDER, kind="pressure")
    place = [harm.id for harm in ladder.rows_of("pressure", "clinic")].index("pressure-stopped")
    assert 10 ** found["clinic_none_x"][place] == pytest.approx(3 / 684, rel=0.01)
    assert np.isnan(found["clinic_seen_x"][place])


def test_an_interval_that_holds_nothing_reaches_the_foot() -> None:
    assert ladder.rung(-0.1) == ladder.rung(0) == ladder.EDGE
    assert node(LADDER, kind="mind", excess=True)["unsure"] == 1
    assert "or none at all" in node(LADDER, kind="mind", excess=True)["clinic_says"]


def test_what_has_no_denominator_says_so() -> None:
    assert node(LADDER, kind="liver")["clinic_says"] == "nothing with a denominator was found"
    assert node(LADDER, kind="grave")["heavy_says"] == "nothing with a denominator was found"
    assert node(LADDER, kind="dependence")["clinic_says"] == "reports only, and no risk"
    assert node(LADDER, kind="body", excess=True)["heavy_says"] == "no control group was counted"
