"""Two memories of one cue: a threat memory and an extinction memory that holds it back.

A teaching model of rats and mice that hear a tone with a shock (acquisition), then the tone alone
(extinction). Extinction adds a second memory and leaves the first as it is. The second counts for less
outside the room in which it was learned, and it is read, and written, through the prefrontal cortex.
A block of NMDA receptors slows learning while it lasts, and does nothing else. All numbers were chosen
here. Responses and memories are shares of a full response; a trial is one tone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
TIMINGS = {  # when the block is there -> (during acquisition, during extinction)
    "never": (False, False),
    "before": (False, False),
    "acquisition": (True, False),
    "between": (False, False),
    "extinction": (False, True),
    "both": (True, True),
    "after": (False, False),
}
CONTEXTS = ("extinction", "training")
LOWEST_GAIN, HIGHEST_GAIN = 0.0, 1.6
CLEAR = 0.05  # a smaller difference of responses counts as none
FIFTH = 4  # the fifth extinction trial, counted from 0


@dataclass(frozen=True)
class Parameters:
    """Rates of learning, and how far each memory reaches."""

    threat_rate: float = parameter(0.35, "", CHOSEN, "what one shock teaches of what is left to learn", low=0, high=1)
    extinction_rate: float = parameter(0.25, "", CHOSEN, "what one tone without a shock teaches", low=0, high=0.39)
    restraint: float = parameter(1.0, "", CHOSEN, "how strongly the extinction memory holds back", low=0, high=1)
    training_share: float = parameter(
        0.3, "", CHOSEN, "share of the extinction memory that counts in the training room", low=0, high=1
    )

    def __post_init__(self) -> None:
        check(self)


class Memories(NamedTuple):
    """The threat memory and the extinction memory of a cue."""

    threat: float = 0.0
    extinction: float = 0.0


NOTHING = Memories()


@dataclass(frozen=True)
class Lesson:
    """One row of trials: the response to each tone, and both memories before the first and after each."""

    response: np.ndarray
    threat: np.ndarray
    extinction: np.ndarray

    @property
    def learned(self) -> Memories:
        """Return the memories after the last trial."""
        return Memories(float(self.threat[-1]), float(self.extinction[-1]))


@dataclass(frozen=True)
class Course:
    """Acquisition, then extinction in another room."""

    acquisition: Lesson
    extinction: Lesson


@dataclass(frozen=True)
class Summary:
    """Responses after acquisition, at the fifth extinction trial, after extinction, and then in the training room."""

    after_acquisition: float
    fifth_trial: float
    after_extinction: float
    renewal: float


def response(
    memories: Memories, context: str = "extinction", gain: float = 1.0, parameters: Parameters | None = None
) -> float:
    """Return the response to the cue: what the threat memory asks for, less what extinction holds back.

    ``context`` is one of ``CONTEXTS``; ``gain`` is the prefrontal gain. Raise ValueError for another context.
    """
    p = parameters or Parameters()
    if context not in CONTEXTS:
        raise ValueError(f"context = {context!r} is not known: choose one of {', '.join(CONTEXTS)}.")
    check_range("gain", gain, LOWEST_GAIN, HIGHEST_GAIN)
    counts = 1.0 if context == "extinction" else p.training_share
    return max(memories.threat - p.restraint * gain * counts * memories.extinction, 0.0)


def acquire(
    trials: int = 5,
    block: float = 0.0,
    start: Memories = NOTHING,
    gain: float = 1.0,
    parameters: Parameters | None = None,
) -> Lesson:
    """Return a lesson of tones with shocks, in the training room; ``block`` is the share of receptors blocked."""
    p = parameters or Parameters()
    _check_lesson(trials, block)
    memories, responses, threat = start, np.empty(trials), [start.threat]
    for i in range(trials):
        responses[i] = response(memories, "training", gain, p)
        learned = p.threat_rate * (1 - block) * (1 - responses[i])
        memories = Memories(memories.threat + learned, memories.extinction)
        threat.append(memories.threat)
    return Lesson(responses, np.array(threat), np.full(trials + 1, start.extinction))


def extinguish(
    start: Memories,
    trials: int = 15,
    block: float = 0.0,
    gain: float = 1.0,
    parameters: Parameters | None = None,
) -> Lesson:
    """Return a lesson of tones alone, in the extinction room; ``block`` is the share of receptors blocked."""
    p = parameters or Parameters()
    _check_lesson(trials, block)
    memories, responses, extinction = start, np.empty(trials), [start.extinction]
    for i in range(trials):
        responses[i] = response(memories, "extinction", gain, p)
        learned = p.extinction_rate * (1 - block) * gain * responses[i]
        memories = Memories(memories.threat, memories.extinction + learned)
        extinction.append(memories.extinction)
    return Lesson(responses, np.full(trials + 1, start.threat), np.array(extinction))


def _check_lesson(trials: int, block: float) -> None:
    check_range("trials", trials, 1, 200)
    check_range("block", block, 0, 1)


def simulate(
    timing: str = "never", block: float = 0.0, gain: float = 1.0, parameters: Parameters | None = None
) -> Course:
    """Return both lessons with a block at one of ``TIMINGS``; raise ValueError for another timing."""
    if timing not in TIMINGS:
        raise ValueError(f"timing = {timing!r} is not known: choose one of {', '.join(TIMINGS)}.")
    first, second = (block if there else 0.0 for there in TIMINGS[timing])
    acquisition = acquire(block=first, gain=gain, parameters=parameters)
    return Course(acquisition, extinguish(acquisition.learned, block=second, gain=gain, parameters=parameters))


def summarise(course: Course, gain: float = 1.0, parameters: Parameters | None = None) -> Summary:
    """Return the four responses that the model is judged by, drug-free; ``gain`` is that of the course."""
    last = course.extinction.learned
    return Summary(
        after_acquisition=response(course.acquisition.learned, "training", gain, parameters),
        fifth_trial=float(course.extinction.response[FIFTH]),
        after_extinction=response(last, "extinction", gain, parameters),
        renewal=response(last, "training", gain, parameters),
    )


def direction(treated: float, control: float) -> int:
    """Return whether the treated response is larger (1), smaller (-1) or clearly neither (0)."""
    difference = treated - control
    return 0 if abs(difference) < CLEAR else int(np.sign(difference))


Effect = Callable[[float, float], int]


class Finding(NamedTuple):
    """A published direction, and what the model says for a block and a prefrontal gain.

    ``found`` is 1 where treated animals responded more than controls, -1 less, 0 where no difference was
    reported. ``built_in`` marks what the model was made to show; the other rows could have failed.
    """

    name: str
    animal: str
    source: str
    found: int
    timing: str
    effect: Effect
    note: str
    built_in: bool = False


def _at(moment: str, timing: str, block: float, gain: float) -> int:
    treated, control = (summarise(simulate(timing, share, gain), gain) for share in (block, 0.0))
    return direction(getattr(treated, moment), getattr(control, moment))


def _nothing(block: float, gain: float) -> int:
    """Return no change: while it lasts, a block changes learning and not the response."""
    return 0


def second_extinction(block: float, gain: float = 1.0, parameters: Parameters | None = None) -> float:
    """Return the response after a second extinction with a block; the first had none, and shocks came between."""
    first = simulate("never", 0.0, gain, parameters).extinction.learned
    again = acquire(start=first, gain=gain, parameters=parameters).learned
    last = extinguish(again, block=block, gain=gain, parameters=parameters).learned
    return response(last, "extinction", gain, parameters)


def _second(block: float, gain: float) -> int:
    return direction(second_extinction(block, gain), second_extinction(0.0, gain))


FINDINGS: tuple[Finding, ...] = (
    Finding("APV in amygdala, acquisition", "rat", "Miserendino1990startle", -1, "acquisition",
            partial(_at, "after_acquisition", "acquisition"), "learned less of the threat", True),
    Finding("APV in amygdala, at the test", "rat", "Miserendino1990startle", 0, "after",
            _nothing, "a learned response was still shown", True),
    Finding("APV in BLA, under the drug", "rat", "Laurent2008extinction", -1, "extinction",
            _nothing, "the response fell while the drug was there"),
    Finding("APV in BLA, 1st extinction", "rat", "Laurent2008extinction", 1, "extinction",
            partial(_at, "after_extinction", "extinction"), "extinction was learned less well", True),
    Finding("APV in BLA, 2nd extinction", "rat", "Laurent2008extinction", 0, "extinction",
            _second, "learning it again was spared, or even helped"),
    Finding("Ifenprodil in BLA, 1st extinction", "rat", "Laurent2008extinction", 1, "extinction",
            partial(_at, "after_extinction", "extinction"), "blocks GluN2B receptors: extinction impaired"),
    Finding("Ifenprodil in BLA, 2nd extinction", "rat", "Laurent2008extinction", 1, "extinction",
            _second, "blocks GluN2B receptors: impaired again"),
    Finding("CPP, during extinction", "rat", "Santini2001consolidation", 0, "extinction",
            partial(_at, "fifth_trial", "extinction"), "10 mg/kg: the session itself went normally"),
    Finding("CPP in extinction, 24 h later", "rat", "Santini2001consolidation", 1, "extinction",
            partial(_at, "after_extinction", "extinction"), "10 mg/kg: extinction was not recalled"),
    Finding("CPP in extinction, 48 h later", "rat", "Santini2001consolidation", 0, "extinction",
            partial(_at, "after_extinction", "extinction"), "10 mg/kg: extinction was recalled normally"),
    Finding("Ketamine, acquisition: test", "rat", "Ketamine2018contextual", 0, "acquisition",
            partial(_at, "after_acquisition", "acquisition"), "25 mg/kg, state dependence controlled"),
    Finding("Ketamine, acquisition: extinction", "rat", "Ketamine2018contextual", 1, "acquisition",
            partial(_at, "fifth_trial", "acquisition"), "25 and 8 mg/kg: later extinction impaired"),
    Finding("Ketamine, after acquisition", "rat", "Ketamine2018contextual", 0, "between",
            partial(_at, "after_extinction", "between"), "25 mg/kg: neither the memory nor extinction changed", True),
    Finding("Ketamine, a day after acquisition", "rat", "Girgenti2017ketamine", -1, "between",
            partial(_at, "fifth_trial", "between"), "extinction went better, through the prefrontal cortex"),
    Finding("Ketamine, a week before", "mouse", "McGowan2017prophylactic", -1, "before",
            partial(_at, "after_acquisition", "before"), "30 mg/kg: less freezing"),
    Finding("Ketamine, in extinction", "mouse", "McGowan2017prophylactic", 0, "extinction",
            partial(_at, "after_extinction", "extinction"), "30 mg/kg: later freezing unchanged"),
)  # fmt: skip


def matches(block: float, gain: float = 1.0) -> list[bool]:
    """Return for each of ``FINDINGS`` whether the model gives the direction that was found."""
    return [finding.effect(block, gain) == finding.found for finding in FINDINGS]
