"""What every self-check must do with an answer, whatever the exercise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st

from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT, Feedback
from ketabrain.models import lhb_neuron
from ketabrain.models.nmdar_trapping import simulate

LONGEST = 300  # characters
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=40),
    st.binary(max_size=5),
    st.lists(st.floats(), max_size=3),
    st.tuples(st.floats(), st.text(max_size=3)),
    st.dictionaries(st.text(max_size=3), st.floats(), max_size=2),
    st.floats(-200, 200).map(np.float64),
    st.lists(st.floats(), max_size=3).map(np.array),
    st.sampled_from([..., object(), int, len, np.array(None), np.array(["x"]), range(2), simulate, lhb_neuron]),
    st.functions(like=lambda half_life_h, dose_uM: None, returns=st.none() | st.floats() | st.text(max_size=3)),
)


def says(found: Feedback, verdict: str, start: str) -> None:
    """Fail unless the feedback has this verdict, begins like this, and is short."""
    assert found.verdict == verdict, found.why
    assert found.why.startswith(start), found.why
    assert len(found.why) < LONGEST


def asks_for_an_answer(check: Callable[..., Feedback]) -> None:
    """Fail unless an exercise that was not begun is called just that."""
    for found in (check(), check(None), check(...)):
        assert found.verdict == NO_ANSWER


def reads_as_one_line(found: Feedback, ends: str = ".!…") -> None:
    """Fail unless the feedback is a verdict and one readable line that ends like a sentence."""
    assert isinstance(found, Feedback)
    assert found.verdict in (RIGHT, NOT_YET, NO_ANSWER)
    assert "could not be read" not in found.why
    assert "\n" not in found.why and len(found.why) < LONGEST
    assert found.why[-1] in ends or "stopped with" in found.why
