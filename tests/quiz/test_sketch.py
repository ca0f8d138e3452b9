"""Sketching: features of curves, the model's own curve, its plot, and sketches that cannot be judged refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.quiz.drawn import LOOKS, sketch
from tests.quiz.test_markup import elements, text

from ketabrain.models import pharmacokinetics as pk
from ketabrain.quiz import features, model, truth
from ketabrain.quiz.answers import Axis, Look, Sketch
from ketabrain.quiz.forms import sketch as form
from ketabrain.quiz.question import Question, QuestionError

ASKED = sketch()
HEIGHTS = st.lists(st.integers(-20, 100), min_size=5, max_size=25)


def told(question: Question = ASKED) -> Sketch:
    """Return the sketch of a question."""
    assert question.sketch
    return question.sketch


def with_sketch(**change: Any) -> Question:
    """Return the question with a change to its sketch."""
    return replace(ASKED, sketch=replace(told(), **change))


def test_features_of_a_curve_worked_out_by_hand() -> None:
    assert features.of([0, 10, 20, 30, 40], [0, 80, 60, 20, 25]) == {
        "start": 0, "end": 25, "peak": 80, "trough": 0, "peak_at": 10, "trough_at": 0, "half_at": 25,
    }  # fmt: skip


@given(HEIGHTS)
def test_half_of_the_peak_is_reached_after_it_and_nowhere_before(heights: list[int]) -> None:
    x = [float(at) for at in range(len(heights))]
    found = features.of(x, heights)
    peak, peak_at, half_at = found["peak"], found["peak_at"], found["half_at"]
    assert peak is not None and peak_at is not None
    after = [height for at, height in zip(x, heights, strict=True) if at > peak_at]
    if half_at is None:
        assert not after or peak <= 0 or min(after) > peak / 2
        return
    assert half_at > peak_at and np.interp(half_at, x, heights) == pytest.approx(peak / 2)
    between = [height for at, height in zip(x, heights, strict=True) if peak_at <= at < half_at]
    assert min(between) > peak / 2


@given(HEIGHTS, st.floats(0.5, 3), st.integers(-5, 5))
def test_stretching_along_x_moves_places_and_no_height(heights: list[int], factor: float, shift: int) -> None:
    x = [float(at) for at in range(len(heights))]
    found, moved = features.of(x, heights), features.of([factor * at + shift for at in x], heights)
    for name, value in found.items():
        along = name in features.ALONG_X and value is not None
        assert moved[name] == (pytest.approx(factor * value + shift) if along and value is not None else value)


@pytest.mark.parametrize(
    ("drawn", "true", "said"), [(30, 40, ""), (29, 40, "low"), (51, 40, "high"), (None, 40, "high"), (None, None, "")]
)
def test_a_feature_fits_within_its_tolerance(drawn: float | None, true: float | None, said: str) -> None:
    assert features.side(Look("peak_at", 10, "early", "late"), drawn, true) == said


def test_the_curve_is_the_explorer_s_own_trace() -> None:
    x = truth.places(told())
    assert x == pytest.approx(np.linspace(0, 120, 13))
    wanted = pk.simulate(pk.lasting("iv_infusion", 35, 40), 70, np.array(x)).ketamine_ng_ml
    assert truth.curve(ASKED) == pytest.approx(wanted, rel=0.001)


def test_the_axes_of_the_course_s_plot_are_drawn_with_round_numbers() -> None:
    ends = {(0, 360): 60, (0, 250): 50, (-21, 21): 10, (0, 1.2): 0.2, (0, 24): 4, (-80, 40): 20}
    for (low, high), step in ends.items():
        found = form.ticks(Axis("t", "u", low, high))
        assert np.diff(found) == pytest.approx(step)
        assert found[0] >= low and found[-1] <= high


@given(st.floats(-1000, 1000), st.floats(0.01, 2000))
def test_any_axis_has_some_ticks_within_it(low: float, span: float) -> None:
    found = form.ticks(Axis("t", "u", low, low + span))
    assert 1 <= len(found) <= form.MOST_TICKS + 1
    assert low - 1e-6 <= found[0] and found[-1] <= low + span + 1e-6


def test_each_point_is_a_native_slider_with_its_place_and_height_in_words() -> None:
    (whole,) = form.controls(ASKED)
    sliders = [one.attributes for one in elements(whole) if one.tag == "input"]
    assert [slider["type"] for slider in sliders] == ["range"] * 13
    assert [slider["aria-label"] for slider in sliders][:2] == ["At 0 min", "At 10 min"]
    assert {slider["aria-valuetext"] for slider in sliders} == {"0 ng/mL"}
    assert {(s["min"], s["max"], s["step"], s["value"]) for s in sliders} == {("0", "250", "2.5", "0")}


def test_the_controls_do_not_hold_the_curve() -> None:
    (whole,) = form.controls(ASKED)
    lines = [one for one in elements(whole) if one.tag == "path" and "d" in one.attributes]
    assert {one.attributes["d"] for one in lines} == {"M1 5H29"}  # the key's samples


def test_without_scripts_the_answers_show_the_curve_and_its_features() -> None:
    whole = form.answers(ASKED)
    (line,) = (one for one in elements(whole) if one.tag == "path")
    ends = [tuple(map(float, pair.split())) for pair in str(line.attributes["d"])[1:].split("L")]
    assert len(ends) == 13 and min(ends, key=lambda end: end[1])[0] == pytest.approx(144)  # 40 of 120 min
    said = "The model’s curve: highest at 40 min; down to half at 86.3 min; end 63 ng/mL; highest 163 ng/mL."
    assert said in text(whole)
    for _, low, high in LOOKS.values():
        assert low in text(whole) and high in text(whole)


@pytest.mark.parametrize(
    ("value", "tolerance", "said"),
    [
        (4.3e-05, 0.12, 0.0),
        (0.883971, 0.15, 0.884),
        (-0.017086, 0.12, -0.017),
        (163.232749, 60, 163.2),
        (63.4, 300, 63.0),
    ],
)
def test_a_feature_is_told_no_finer_than_it_is_judged(value: float, tolerance: float, said: float) -> None:
    assert form.coarse(value, tolerance) == said


def test_scripts_get_the_curve_and_its_tolerances() -> None:
    data = json.loads(str(form.answers(ASKED).attributes["data-truth"]))
    assert data["x"] == truth.places(told()) and data["y"] == list(truth.curve(ASKED))
    assert [(look["feature"], look["tolerance"]) for look in data["looks"]] == [(n, t) for n, (t, *_) in LOOKS.items()]
    assert [look["unit"] for look in data["looks"]] == ["min", "min", "ng/mL", "ng/mL"]


PEAK = Look("peak", 60, "low", "high")
FAULTS = [
    (with_sketch(trace="ketamin"), "pk-single-dose draws no 'ketamin'; use one of ketamine in plasma, nork"),
    (with_sketch(trace="measured peak"), "the trace 'measured peak' of pk-single-dose is no curve along x"),
    (with_sketch(x=Axis("Time", "min", 0, 400)), "field 'x' runs from 0 to 400, but the trace 'ketamine in plasma'"),
    (with_sketch(x=Axis("Time", "min", 5, 5)), "field 'x' begins at 5 and ends at 5; let it end higher."),
    (with_sketch(y=Axis("Level", "ng/mL", 0, 100)), r"the curve runs from 0 to 163, beyond field 'y' \(0 to 100\)"),
    (with_sketch(x=Axis("Time", "min", 0, 40)), "the curve has no clear 'half_at'"),
    (with_sketch(looks=(PEAK, PEAK)), "field 'looks_at' holds 'peak' twice"),
    (with_sketch(looks=(replace(PEAK, tolerance=200),)), "a flat line at the bottom would be right"),
    (replace(ASKED, explorer="pk-double-dose"), "pk-double-dose"),
    (replace(ASKED, show={"duration": 41}), "sets duration = 41"),
]


@pytest.mark.parametrize(("question", "said"), FAULTS, ids=[said[:30] for _, said in FAULTS])
def test_a_sketch_that_cannot_be_judged_is_refused(question: Question, said: str) -> None:
    with pytest.raises(QuestionError, match=rf"^pharmacokinetics.yml, id 'pharmacokinetics-92': .*{said}"):
        model.check_explorers([question])


def test_a_sound_sketch_is_taken() -> None:
    model.check_explorers([ASKED])


@given(st.lists(st.integers(0, 5), min_size=6, max_size=12))
def test_a_place_on_a_long_plateau_is_too_vague(heights: list[int]) -> None:
    assume(max(heights) > 0)
    x = [float(at) for at in range(len(heights))]
    level = [at for at, height in zip(x, heights, strict=True) if height == max(heights)]
    assert truth.vague(Look("peak_at", 2, "l", "h"), x, heights) == (max(level) - min(level) > 2)
