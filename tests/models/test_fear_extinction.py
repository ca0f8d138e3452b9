"""Two memories of one tone: the earlier run's table, the exact solution, and what must hold."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import fear_extinction as model
from ketabrain.models.fear_extinction import FINDINGS, Memories, Parameters, acquire, extinguish, response, simulate
from ketabrain.validation import fear_extinction as validation

GAINS = st.floats(model.LOWEST_GAIN, model.HIGHEST_GAIN)


@pytest.mark.parametrize(
    ("timing", "block", "gain", "after", "fifth", "end", "renewal"),
    [
        ("never", 0, 1, 0.88, 0.28, 0.01, 0.62),
        ("acquisition", 0.5, 1, 0.62, 0.20, 0.01, 0.43),
        ("acquisition", 0.8, 1, 0.30, 0.10, 0.00, 0.21),
        ("extinction", 0.5, 1, 0.88, 0.52, 0.12, 0.65),
        ("extinction", 0.8, 1, 0.88, 0.72, 0.41, 0.74),
        ("never", 0, 0.5, 0.88, 0.68, 0.34, 0.72),
        ("never", 0, 1.3, 0.88, 0.10, 0.00, 0.62),
    ],
)
def test_the_table_to_its_digits(timing, block, gain, after, fifth, end, renewal):
    found = model.summarise(simulate(timing, block, gain), gain)
    assert list(vars(found).values()) == pytest.approx([after, fifth, end, renewal], abs=0.00501)


@pytest.mark.parametrize("block", [0.0, 0.3, 0.8, 1.0])
@pytest.mark.parametrize("gain", [0.2, 1.0, 1.6])
def test_the_exact_solution_agrees(block, gain):
    start = acquire().learned
    ours = extinguish(start, block=block, gain=gain)
    assert ours.learned == pytest.approx(validation.exact(15, block, gain), abs=1e-12)
    shares = (1 - gain**2 * 0.25 * (1 - block)) ** np.arange(15)
    np.testing.assert_allclose(ours.response, start.threat * shares, atol=1e-12)


def test_acquisition_takes_the_same_share_of_what_is_left_each_time():
    np.testing.assert_allclose(acquire(block=0.5).threat, 1 - (1 - 0.175) ** np.arange(6))


@pytest.mark.parametrize("timing", ["before", "between", "after"])
def test_a_block_outside_the_lessons_does_nothing(timing):
    ours, never = simulate(timing, 1.0), simulate("never")
    np.testing.assert_array_equal(ours.acquisition.response, never.acquisition.response)
    np.testing.assert_array_equal(ours.extinction.response, never.extinction.response)


def test_extinction_leaves_the_threat_memory_alone():
    course = simulate()
    assert set(course.extinction.threat) == {course.acquisition.threat[-1]}
    assert response(course.extinction.learned, "training") > 50 * response(course.extinction.learned)


def test_the_same_block_helps_in_one_lesson_and_harms_in_the_other():
    never, first, second = (model.summarise(simulate(timing, 0.8)) for timing in ("never", "acquisition", "extinction"))
    assert first.renewal < never.renewal < second.renewal


def test_a_second_extinction_follows_further_shocks():
    assert model.second_extinction(0) < model.CLEAR < model.second_extinction(0.8)


def test_the_findings_that_the_model_gives():
    given_by_model = {finding.name for finding, met in zip(FINDINGS, model.matches(0.8), strict=True) if met}
    assert given_by_model == {
        "APV in amygdala, acquisition",
        "APV in amygdala, at the test",
        "APV in BLA, 1st extinction",
        "Ifenprodil in BLA, 1st extinction",
        "Ifenprodil in BLA, 2nd extinction",
        "CPP in extinction, 24 h later",
        "Ketamine, after acquisition",
    }
    assert {finding.name for finding in FINDINGS if finding.built_in} <= given_by_model
    assert sum(finding.built_in for finding in FINDINGS) == 4  # as the card and the explorer say
    assert sum(finding.name.startswith("Ketamine") for finding in FINDINGS) == 6


def test_24_and_48_hours_are_one_to_the_model():
    day, two_days = (next(f for f in FINDINGS if f"{hours} h" in f.name) for hours in (24, 48))
    assert (day.found, two_days.found) == (1, 0)
    for block in np.linspace(0, 1, 11):
        assert day.effect(block, 1.0) == two_days.effect(block, 1.0)


def test_every_finding_has_its_own_name_and_a_known_timing():
    assert len({finding.name for finding in FINDINGS}) == len(FINDINGS)
    assert {finding.timing for finding in FINDINGS} <= set(model.TIMINGS)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(tuple(model.TIMINGS)), strategies.SHARES, GAINS, strategies.parameters(Parameters))
def test_responses_stay_between_none_and_full(timing, block, gain, parameters):
    course = simulate(timing, block, gain, parameters)
    for lesson in (course.acquisition, course.extinction):
        assert ((lesson.response >= 0) & (lesson.response <= 1)).all()
        assert (np.diff(lesson.threat) >= 0).all() and (np.diff(lesson.extinction) >= 0).all()
    assert all(b <= a + 1e-12 for a, b in pairwise(course.extinction.response))


@settings(max_examples=60, deadline=None)
@given(strategies.SHARES, strategies.SHARES, GAINS)
def test_more_block_in_extinction_never_leaves_less(one, other, gain):
    less, more = (model.summarise(simulate("extinction", b, gain), gain) for b in sorted((one, other)))
    assert more.after_extinction >= less.after_extinction - 1e-12
    assert more.renewal >= less.renewal - 1e-12


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("block", lambda: acquire(block=1.1)),
        ("block", lambda: extinguish(Memories(1, 0), block=-0.1)),
        ("trials", lambda: acquire(trials=0)),
        ("gain", lambda: response(Memories(1, 1), gain=1.7)),
        ("threat_rate", lambda: Parameters(threat_rate=2)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_unknown_words_name_the_known_ones():
    with pytest.raises(ValueError, match="timing = 'noon' is not known: choose one of never, before, acquisition"):
        simulate("noon")
    with pytest.raises(ValueError, match="context = 'home' is not known: choose one of extinction, training"):
        response(Memories(1, 0), "home")
