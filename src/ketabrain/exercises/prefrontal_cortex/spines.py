"""Exercise 4: how much of what stress took is back, what erasing leaves, and what a scan of people has shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import spines as model

Call = tuple[float, float | None]
CALLS: tuple[Call, ...] = ((1.0, None), (4.0, None), (14.0, None), (14.0, 1.0), (14.0, 2.0))
STRESS_DAYS = 21.0
NEAR = 0.003
BECAUSE = "B"
REASONS = {
    "A": "Mice are the first half. In the study of people the tracer did not change on average, though symptoms fell.",
    BECAUSE: "",
    "C": "That no change was measured does not show that none is there: the tracer marks axon endings, and a few per cent may escape it.",
    "D": "That group was picked after the results were seen, and whoever starts low by chance tends to be higher the next time.",
}


@self_check
def check_4(brought_back: Any = None, why: Any = None) -> str:
    """Check a function (day, day of erasing) -> share of the lost spines brought back, and a judgement on people."""
    function = read.function(brought_back, "brought_back")
    given = [called(function, call) for call in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    shuts = shuts_day()
    return (
        f"At most, on day {shuts:g}, {100 * expected((shuts, None)):.0f} % of what stress took is back; on day 14 "
        f"{100 * expected((14.0, None)):.0f} %, and after erasing on day 2 nothing. These heights were chosen, not measured. We found "
        f"one study of people that looked: on average it saw no change."
    )


def shuts_day() -> float:
    """Return the day on which the window of one dose on day 0 shuts."""
    p = model.Parameters()
    return (p.opens_h + p.lasts_h) / 24


def course(call: Call, doses: tuple[float, ...] = (0.0,)) -> model.Course:
    """Return the course at day 0 and at a call's day."""
    day, erase = call
    return model.simulate([0.0, day], STRESS_DAYS, doses, erase)


def lost() -> float:
    """Return the share of spines that stress has taken."""
    return float(1 - course((1.0, None)).spines[0])


def plain(call: Call) -> float:
    """Return the spines on a call's day without ketamine."""
    return float(course((call[0], None), ()).spines[1])


def expected(call: Call) -> float:
    """Return the share of the lost spines that ketamine has brought back."""
    return float((course(call).spines[1] - plain(call)) / lost())


def called(function: Callable[[float, float | None], Any], call: Call) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no share."""
    answer = read.called(function, f"brought_back({call[0]:g}, {call[1]})", *call)
    if answer is None:
        raise NoAnswer("brought_back gives back None: let it return the share.")
    if isinstance(answer, list | np.ndarray) and np.size(answer) == 1:
        answer = np.asarray(answer).ravel()[0]
    if isinstance(answer, list | np.ndarray):
        raise NotYet("brought_back gives back several numbers: take the one of the day that is asked for.")
    return read.number(answer, "the share that brought_back gives back")


def same(given: list[float], meant: list[float], near: float = NEAR) -> bool:
    """Say whether all shares are near."""
    return all(abs(a - b) <= near for a, b in zip(given, meant, strict=True))


def slip(given: list[float]) -> str:
    """Say what is wrong with a function's shares, or nothing."""
    right = [expected(call) for call in CALLS]
    if same(given, right):
        return ""
    for meant, sentence in mistakes(right):
        if same(given, meant):
            return sentence
    if given[2] == given[3] == given[4]:
        return "brought_back says the same with and without erasing: pass erase_day on."
    if given[0] == given[1] == given[2]:
        return "brought_back says the same for every day: pass the day on."
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > NEAR)
    day, erase = CALLS[place]
    side = "high" if given[place] > right[place] else "low"
    erased = "nothing erased" if erase is None else f"new spines erased on day {erase:g}"
    return f"On day {day:g}, with {erased}, your function says {given[place]:.3g}, which is too {side}."


def mistakes(right: list[float]) -> tuple[tuple[list[float], str], ...]:
    """Return the shares that wrong ways give, and a sentence on each."""
    made = [course(call) for call in CALLS]
    spines, start, bare = [float(one.spines[1]) for one in made], 1 - lost(), [plain(call) for call in CALLS]
    return (
        ([100 * share for share in right], "These are percentages: give a share, from 0 to 1."),
        (spines, "That is the number of all spines: take off what is there without ketamine, then divide by what stress took."),
        (bare, "That is the number of spines without ketamine: take it off the number with ketamine."),
        ([share * lost() for share in right], "That is what ketamine adds to all spines: divide it by what stress took."),
        ([(one - start) / lost() for one in spines],
         "You started from day 0: some spines come back without ketamine too. Take off the course without any dose."),
        ([1 - share for share in right], "That is what is still missing: give what is back."),
        ([share * lost() / start for share in right], "You divided by the spines that are there: divide by those that stress took."),
        ([float(one.formed[1]) / lost() for one in made],
         "You counted all that were ever formed: some are gone again. Compare the spines that are there."),
    )  # fmt: skip
