"""What the scrubber reads: every trace that its cursor crosses, or its lanes one by one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.explorer.samples import PANEL, sample

from ketabrain.explorer import Explorer, Figure, Part, Read, Readout, Scrubber, Series, Trace
from ketabrain.explorer.live.message import drawn
from ketabrain.explorer.scrub import place_words, scrub_words, shown_words


def course(level: float) -> dict:
    """Return three times with a share that is missing once, and words for each."""
    return {
        "t": np.array([1.0, 60, 1440]),
        "y": np.array([level, 2 * level, 0]),
        "share": np.array([0.1, np.nan, 0.3]),
        "when": ["1 min", "1 h", "1 day"],
        "seen": ["nothing", "a burst", "nothing"],
        "top": 10 * level,
    }


SERIES = (
    Series("t", "min"),
    Series("y", "mV"),
    Series("share", "", shown_as="percent", decimals=0),
    Series("when", "", "words"),
    Series("seen", "", "words"),
)
READS = (Read("Level", "{y}, {share} of it", 10), Read("Cells", "{seen}", 90))


def explorer(**scrubber: object) -> Explorer:
    """Return an explorer with a scrubber along ``t``."""
    scrub = Scrubber("t", "Time", "min", ("main",), **scrubber)  # type: ignore[arg-type]
    drawing = Figure(panels=(PANEL,), traces=(Trace("ramp", "main", "t", "y"),), scrubber=scrub)
    part = Part(course, series=SERIES, readouts=(Readout("top", "Top", "mV", 1),))
    return sample("sample-lanes", parts=(part,), drawing=drawing)


LANES = explorer(place="when", reads=READS, none="not measured")


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "At 1 min. Level: 2.0 mV, 10 % of it. Cells: nothing"),
        (1, "At 1 h. Level: 4.0 mV, not measured of it. Cells: a burst"),
        (2, "At 1 day. Level: 0.0 mV, 30 % of it. Cells: nothing"),
        (9, "At 1 day. Level: 0.0 mV, 30 % of it. Cells: nothing"),
    ],
)
def test_lanes_are_read_one_by_one(index: int, words: str) -> None:
    assert scrub_words(LANES, LANES.node(), index) == words


def test_where_the_plot_shows_what_is_read_the_line_below_gives_the_time_alone() -> None:
    assert shown_words(LANES, LANES.node(), 1) == "At 1 h"
    assert place_words(LANES, LANES.node(), 1) == "1 h"


def test_without_lanes_it_reads_the_traces() -> None:
    plain = explorer()
    assert scrub_words(plain, plain.node(), 1) == shown_words(plain, plain.node(), 1) == "At 60 min: ramp 4.0 mV"
    still = sample("sample-still")
    assert (
        scrub_words(still, still.node()) == shown_words(still, still.node()) == place_words(still, still.node()) == ""
    )


def test_the_live_view_gets_what_is_read_though_no_trace_draws_it() -> None:
    assert set(drawn(LANES)) == {"t", "y", "share", "when", "seen"}
    assert set(drawn(explorer())) == {"t", "y"}
