"""The numbers that the questions on one dose print are arithmetic, or what the models and trials give."""

from __future__ import annotations

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import quiz
from ketabrain.evidence import trials
from ketabrain.explorers.one_dose import lanes
from ketabrain.models import one_dose

# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "one_dose-03": (0.513 / 0.370, [2, 0.370 / 0.513, 51.3 - 37.0, 51.3]),
    "one_dose-04": (3 * 13, [4 * 13, 2 * 13, 8 * 13, 3 * 180]),
    "one_dose-08": (16.5 - 8.8, [16.5, 16.5 + 8.8, 8.8, 16.5 / 8.8]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], slips_near=0.03)


def test_the_numbers_of_the_trials_are_the_tables() -> None:
    changes = {(c.of.trial, c.of.group): c.points for c in trials.changes(trials.load()) if c.of.time_h == 24}
    assert changes["Murrough 2013", "treated"] - changes["Murrough 2013", "control"] == pytest.approx(
        -number("one_dose-08").value
    )
    told = quiz.bank.get("one_dose-09").text
    assert f"{-changes['Lii 2023', 'treated']:.1f} points, saline's by {-changes['Lii 2023', 'control']:.1f}" in told
    starts = [m.mean for m in trials.load() if m.trial == "Lii 2023" and m.time_h == 0]
    assert starts[1] - starts[0] == pytest.approx(5, abs=0.3)  # "five points higher"


def test_the_order_of_time_is_the_timelines() -> None:
    """Peak 40 min, placebo 2 h, BDNF in plasma 240 min, spines 12 to 24 h, spines elsewhere 72 to 132 h, 14 days."""
    spans = {(p.sources[0], p.found): p.span for lane in lanes.THEIRS for _, p in lane.found}
    placebo = min(c.of.time_h for c in lanes.moods() if c.of.trial == "Daly 2018" and c.points == -9.7)
    last = max(c.of.time_h for c in lanes.moods())
    starts = [
        40, 60 * placebo, spans["Haile2014plasma", "yes"][0], spans["ModaSava2019sustained", "yes"][0],
        spans["Pryazhnikov2018longitudinal", "yes"][0], 60 * last,
    ]  # fmt: skip
    assert starts == sorted(starts) and len(set(starts)) == 6
    assert len(quiz.bank.get("one_dose-01").steps) == 6


def test_under_the_tongue_the_level_stays_where_it_was_rated() -> None:
    minutes = range(1, 400)
    assert one_dose.plasma_ng_ml("sublingual", 1, 70, list(minutes)).max() < 200  # type: ignore[arg-type]
    assert one_dose.plasma_ng_ml("iv_infusion", 1, 50, list(minutes)).max() > 200  # type: ignore[arg-type]
