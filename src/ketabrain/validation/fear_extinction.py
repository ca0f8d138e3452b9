"""What the two memories reproduce: their own earlier run, the exact solution, and directions found in animals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.linalg import fractional_matrix_power

from ketabrain.models import fear_extinction as model
from ketabrain.models.fear_extinction import FINDINGS, Finding, Memories, Parameters, Summary
from ketabrain.validation.case import Case

BLOCK = 0.8  # share blocked in a treated animal of every finding
SILENCED, STIMULATED = 0.3, 1.6  # prefrontal gain in animals whose infralimbic cortex was silenced or stimulated
WORDS = {-1: "less than untreated", 0: "no difference", 1: "more than untreated"}
P = Parameters()


def _effect(finding: Finding) -> float:
    return float(finding.effect(BLOCK, 1.0))


def _renewal() -> float:
    found = model.summarise(model.simulate())
    return found.renewal - found.after_extinction


def _silenced_in_training() -> float:
    """Return the direction a day later: extinction was learned at low gain, the gain is back to normal."""
    learned = model.simulate(gain=SILENCED).extinction.learned
    return model.direction(model.response(learned), model.response(model.simulate().extinction.learned))


def _silenced_within() -> float:
    low, usual = (model.simulate(gain=gain).extinction.response[model.FIFTH] for gain in (SILENCED, 1.0))
    return model.direction(low, usual)


def _silenced_at_recall() -> float:
    learned = model.simulate().extinction.learned
    return model.direction(model.response(learned, gain=SILENCED), model.response(learned))


def _stimulated() -> float:
    learned = model.simulate().acquisition.learned
    return model.direction(model.response(learned, gain=STIMULATED), model.response(learned))


def exact(trials: int, block: float, gain: float, parameters: Parameters = P) -> Memories:
    """Return the memories after extinction of a full lesson, from the equations as a matrix, raised to a power."""
    p = parameters
    start = model.acquire(parameters=p).learned
    rate = p.extinction_rate * (1 - block) * gain
    step = np.array([[1.0, 0.0], [rate, 1 - rate * p.restraint * gain]])  # T stays, E moves towards T / (c P)
    found = np.real(fractional_matrix_power(step, trials) @ np.array([start.threat, 0.0]))
    return Memories(float(found[0]), float(found[1]))


def _against_exact(block: float, gain: float) -> float:
    start = model.acquire(parameters=P).learned
    ours = model.extinguish(start, block=block, gain=gain, parameters=P).learned
    return abs(ours.extinction - exact(15, block, gain).extinction)


def _moment(moment: str, timing: str, block: float, gain: float) -> float:
    return float(getattr(model.summarise(model.simulate(timing, block, gain), gain), moment))


TABLE: tuple[tuple[str, str, float, float, Summary], ...] = (
    ("nothing blocked", "never", 0.0, 1.0, Summary(0.88, 0.28, 0.01, 0.62)),
    ("half blocked in acquisition", "acquisition", 0.5, 1.0, Summary(0.62, 0.20, 0.01, 0.43)),
    ("80 % blocked in acquisition", "acquisition", 0.8, 1.0, Summary(0.30, 0.10, 0.00, 0.21)),
    ("half blocked in extinction", "extinction", 0.5, 1.0, Summary(0.88, 0.52, 0.12, 0.65)),
    ("80 % blocked in extinction", "extinction", 0.8, 1.0, Summary(0.88, 0.72, 0.41, 0.74)),
    ("gain 0.5", "never", 0.0, 0.5, Summary(0.88, 0.68, 0.34, 0.72)),
    ("gain 1.3", "never", 0.0, 1.3, Summary(0.88, 0.10, 0.00, 0.62)),
)
MOMENTS = {
    "after_acquisition": "after acquisition",
    "fifth_trial": "at the fifth tone",
    "after_extinction": "after extinction",
    "renewal": "in the room of the shocks",
}

GAIN: tuple[tuple[str, str, int, Callable[[], float], str], ...] = (
    ("Infralimbic cortex silenced in extinction, a day later", "DoMonte2015infralimbic", 1, _silenced_in_training,
     "Gain 0.3 in extinction, 1 at the test. In the model the lesson is long enough to make up for the low gain."),
    ("Infralimbic cortex silenced in extinction, the session itself", "DoMonte2015infralimbic", 0, _silenced_within,
     "In the model a low gain slows the session, too."),
    ("Infralimbic cortex silenced at the test alone", "DoMonte2015infralimbic", 0, _silenced_at_recall,
     "In the model extinction is read through the prefrontal cortex, so that the response returns."),
    ("Infralimbic cortex stimulated with the tone, no extinction before", "Milad2002infralimbic", -1, _stimulated,
     "In the model the gain acts through an extinction memory, and there is none yet."),
)  # fmt: skip


def _measured(
    name: str, animal: str, source: str, found: int, compute: Callable[[], float], note: str, built_in: bool
) -> Case:
    return Case(
        name, f"{animal}, direction only", source, "measured", WORDS[found], found - 0.5, found + 0.5, "",
        compute, fitted=built_in, note=note,
    )  # fmt: skip


CASES: tuple[Case, ...] = (
    *(
        _measured(f.name, f.animal, f.source, f.found, partial(_effect, f), f"Found: {f.note}.", f.built_in)
        for f in FINDINGS
    ),
    *(_measured(name, "rat", source, found, compute, note, False) for name, source, found, compute, note in GAIN),
    Case(
        "Response in the room of the shocks less that in the room of extinction", "mouse, direction only",
        "Herry2008switching", "measured", "the response returns", model.CLEAR, 1, "", _renewal, fitted=True,
    ),
    *(
        Case(
            f"Response {words}, {name}", "the same equations, run before", None, "reference run",
            f"{getattr(stated, moment):.2f}", getattr(stated, moment) - 0.00501, getattr(stated, moment) + 0.00501, "",
            partial(_moment, moment, timing, block, gain),
        )
        for name, timing, block, gain, stated in TABLE
        for moment, words in MOMENTS.items()
    ),
    *(
        Case(
            f"Extinction memory, {name}: our distance from the exact solution", "the same equations, as powers of a matrix",
            None, "independent solver", "0 to 10⁻⁹", 0, 1e-9, "", partial(_against_exact, block, gain),
        )
        for name, block, gain in (("nothing blocked", 0.0, 1.0), ("half blocked", 0.5, 1.0), ("gain 1.3", 0.0, 1.3))
    ),
)  # fmt: skip
