"""Follow one dose: which lanes move, what the others show, and where everything stands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.atlas.matrix import SURE
from ketabrain.evidence import trials
from ketabrain.evidence.bibliography import load as load_sources
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.scrub import place_words, scrub_words, shown_words
from ketabrain.explorers.one_dose import follow, lanes, places
from ketabrain.models import one_dose
from ketabrain.palette import PALETTE
from ketabrain.timeline import events

EXPLORER = explorers.get("one-dose")
OWN = {"plasma", "dish", "lowest", "highest", "resting", "weakest", "strongest"}


@pytest.fixture(scope="module")
def lattice() -> Lattice:
    return Lattice.load_or_build(EXPLORER)


def at(minutes: float) -> int:
    """Return the slider's position of a time."""
    return int(np.flatnonzero(np.isclose(follow.TIMES_MIN, minutes))[0])


def test_the_axis_runs_from_a_minute_to_a_fortnight_in_even_steps() -> None:
    assert (follow.TIMES_MIN[0], follow.TIMES_MIN[-1]) == (1, 14 * 24 * 60)
    steps = np.diff(np.log10(follow.TIMES_MIN))
    assert steps.min() > 0.02 and steps.max() < 0.12
    assert set(follow.ROUND_MIN) <= set(follow.TIMES_MIN)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """Say whether two rows hold the same numbers or words; a gap is the same as a gap."""
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 min"), (40, "40 min"), (60, "1 h"), (90, "1.5 h"), (1440, "24 h"), (2880, "2 days"), (20160, "14 days")],
)
def test_times_are_written_as_people_say_them(minutes: float, words: str) -> None:
    assert follow.time_words(minutes) == words


def test_a_dose_moves_three_lanes_and_no_other(lattice: Lattice) -> None:
    """Whatever is bound to a trace or read by the slider changes with the dose only where the dose is the reader's."""
    small, large = (lattice.node(dose_mg_kg=dose) for dose in (0.5, 2))
    moved = {name for name in EXPLORER.series if not same(small[name], large[name])}
    assert moved == OWN
    panels = {trace.panel for trace in EXPLORER.drawing.traces if moved & {*trace.bindings.values()}}
    assert panels == {lane.name for lane in lanes.YOURS}


def test_the_curves_are_the_models(lattice: Lattice) -> None:
    node = lattice.node(route="intranasal", dose_mg_kg=0.75, weight=85)
    found = one_dose.follow("intranasal", 0.75, 85, follow.TIMES_MIN)
    np.testing.assert_allclose(node["plasma"], found.plasma_ng_ml, atol=0.05)
    np.testing.assert_allclose(node["dish"], found.dish, atol=0.01)
    np.testing.assert_allclose(node["strongest"], found.strongest, atol=0.6)


def test_the_numbers_that_the_page_prints(lattice: Lattice) -> None:
    usual, double = lattice.node(), lattice.node(dose_mg_kg=1)
    assert (usual["peak"], usual["peak_min"], usual["amount_mg"]) == (163, 40, 35)
    assert (round(usual["dish_peak"], 2), usual["range_peak"], round(usual["resting_peak"], 2)) == (
        0.37,
        "11 to 51 %",
        0.02,
    )
    assert usual["plasma"][at(120)] / usual["peak"] == pytest.approx(0.39, abs=0.01)  # "two fifths"
    assert usual["left_24h"] / usual["peak"] == pytest.approx(0.01, abs=0.002)  # "about a hundredth"
    assert 25 < usual["strongest"][at(120)] < 30  # "more than a quarter of the scale"
    assert (usual["rated"], double["rated"]) == ("yes", "no")
    assert np.isnan(double["rated_peak"]) and np.isnan(double["strongest"]).any()


def test_the_slider_reads_every_lane(lattice: Lattice) -> None:
    words = scrub_words(EXPLORER, lattice.node(), at(1440))
    assert words.startswith(
        "At 24 h. Ketamine in your blood: 1.7 ng/mL. NMDA receptors blocked: 1 % in a dish (0 % to 1 %), 0 % at rest."
    )
    assert "Drug trapped in the habenula: 1 saw it." in words
    assert words.endswith("drug −16.5 to −12.4, control −13.5 to −5.7")
    assert all(f"{lane.title}: " in words for lane in lanes.LANES)
    assert shown_words(EXPLORER, lattice.node(), at(1440)) == "At 24 h"
    assert place_words(EXPLORER, lattice.node(), 0) == "1 min"
    high = scrub_words(EXPLORER, lattice.node(dose_mg_kg=2), at(40))
    assert "strongest not rated, weakest of ten not rated" in high


def test_what_a_lane_reads_is_who_looked_then() -> None:
    spines = lanes.lane("spines")
    assert lanes.reading(spines, 2) == "no study shown here looked at this time"
    saw, not_then = (
        {lanes.who_and_when(p.sources[0]) for _, p in spines.found if lanes.looked(p, 1440) and p.found == found}
        for found in ("yes", "absent")
    )
    assert "Holmes 2022" in not_then and "Moda-Sava 2019" in saw
    words = lanes.reading(spines, 1440)
    assert words.endswith("looked and did not see it") and words[0].isdigit()
    assert lanes.mood_reading(600) == "no mean shown here is from this time"


@pytest.mark.parametrize("lane", lanes.LANES, ids=lambda lane: lane.name)
def test_every_lane_has_what_it_must_say(lane: lanes.Lane) -> None:
    assert lane.sure in SURE and lane.unit and lane.why.endswith(".") and lane.colour in PALETTE
    assert set(lane.sources) <= set(load_sources())
    assert lane.yours == (lane.name in {"plasma", "block", "rating"})
    if lane.events:
        assert set(lane.events) <= {event.name for event in events.load()}
        assert lane.found, "an empty lane shows nothing"
        for event, point in lane.found:
            assert len(lanes.row_words(event, point)) < 60  # a phone's line


def test_an_unknown_lane_is_named() -> None:
    with pytest.raises(ValueError, match="There is no lane 'sleep': choose one of plasma, block, rating, bursts"):
        lanes.lane("sleep")


@pytest.mark.parametrize(
    ("source", "words"),
    [("ModaSava2019sustained", "Moda-Sava 2019"), ("daly2018", "Daly 2018"), ("PCC2021pilot", "study of 2021")],
)
def test_a_source_is_named_by_its_key(source: str, words: str) -> None:
    assert lanes.who_and_when(source) == words


def test_all_points_of_the_timeline_are_drawn_once() -> None:
    node = EXPLORER.node()
    spans = [point for lane in lanes.THEIRS for _, point in lane.found if point.span]
    drawn = sum(len(node[f"{name}_x"]) for name, *_ in follow.STUDY_MARKS)
    assert drawn == len(spans)
    assert len(places.rows()) == sum(len(lane.found) for lane in lanes.THEIRS)


def test_nothing_unconfirmed_is_drawn_as_if_it_were() -> None:
    node = EXPLORER.node()
    for lane in lanes.THEIRS:
        for _, point in lane.found:
            if point.span and not point.confirmed:
                names = [
                    name
                    for name in ("seen_x", "absent_x")
                    if point.said in " ".join(node[name.replace("_x", "_words")])
                ]
                assert not names, point.said


def test_marks_of_one_time_are_moved_apart_and_no_further() -> None:
    node = EXPLORER.node()
    for group in trials.GROUPS:
        own = [change for change in lanes.moods() if change.of.group == group]
        true = np.array([60 * change.of.time_h for change in own])
        assert np.abs(np.log(node[f"{group}_x"] / true)).max() < np.log(1.25)
        np.testing.assert_allclose(node[f"{group}_y"], [change.points for change in own])
    every = np.concatenate([node["treated_x"], node["control_x"]])
    assert len(np.unique(every.round(3))) == len(every)


def test_only_published_spreads_are_drawn() -> None:
    """A difference of two means has no standard error of its own."""
    node = EXPLORER.node()
    bars = [c for c in lanes.moods() if not c.derived and c.of.standard_error]
    drawn = sum(np.isfinite(node[f"{group}_error_x"]).sum() for group in trials.GROUPS)
    assert drawn == 2 * len(bars) == 20


def test_panels_stand_below_each_other_and_notes_inside_the_plot() -> None:
    stacked = list(places.PANELS.values())
    assert [panel.name for panel in stacked] == ["plasma", "block", "rating", "studies", "mood"]
    assert stacked[-1].bottom == 0 and stacked[0].top + stacked[0].head == places.INNER_PX
    for above, below in pairwise(stacked):
        assert above.bottom >= below.top + below.head
    rows = places.rows()
    assert len({row.y for row in rows}) == len(rows)
    assert all(0 < row.y < places.studies_px() for row in rows)
    tops = [read.top_px for read in EXPLORER.drawing.scrubber.reads]  # type: ignore[union-attr]
    assert tops == sorted(tops) and tops[0] > 0 and tops[-1] < places.HEIGHT_PX
