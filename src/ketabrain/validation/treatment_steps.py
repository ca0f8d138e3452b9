"""Whether printed shares add up to printed totals, and where two reports of one study disagree."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketabrain.models import treatment_steps as model
from ketabrain.validation.case import Case

STUDY = "human, STAR*D, outpatients with depression"
LEFT_OUT = {1: (561, 15), 2: (297, 21), 3: (80, 21), 4: (3, 3)}  # people, and their share [%], as the reply prints them


def remitted_percent(leaving: float) -> float:
    """Return how many of a hundred who start remit in four steps."""
    return 100 * model.remission(model.follow(leaving=leaving))


def left_out_percent(step: int) -> float:
    """Return the people whom the re-analysis left out at a step, of a hundred who entered it."""
    return 100 * LEFT_OUT[step][0] / model.Parameters().entered[step - 1]


def ends(leaving: float) -> np.ndarray:
    """Return the shares of all starters that remit or leave in each step, from the chain's fundamental matrix."""
    remitted = np.array(model.Parameters().remitted)
    left = (1 - remitted) * np.append(leaving * np.array(model.leaving_shares()), 0)
    onward = np.diag(1 - remitted[:-1] - left[:-1], k=1)
    visits = np.linalg.inv(np.eye(model.STEPS) - onward)[0]
    return np.column_stack([visits * remitted, visits * left])


def furthest(leaving: float) -> float:
    """Return the largest distance between the chain and the steps followed one by one."""
    ours = np.array([[step.remitted, step.left] for step in model.follow(leaving=leaving)])
    return float(np.abs(ours - ends(leaving)).max())


CASES: tuple[Case, ...] = (
    Case(
        "Remission in up to four steps, if nobody leaves", STUDY, "rush2006", "measured", "67 %", 66.5, 67.5, "%",
        partial(remitted_percent, 0.0), note="The four printed shares alone give the printed total.",
    ),
    Case(
        "Remission in up to four steps, as the re-analysis counts it", STUDY, "pigott2023", "measured", "35.0 %", 34.95, 35.05,
        "%", partial(remitted_percent, 1.0), note="Other people, and another scale.",
    ),
    Case(
        "Remission in step 1, in the study's first report", STUDY, "Trivedi2006citalopram", "measured", "33 %", 32.5, 33.5, "%",
        lambda: 100 * model.Parameters().remitted_1, note="The same scale, in 2,876 people.",
    ),
    *(
        Case(
            f"{left_out} people left out of step {step} by the re-analysis, of those who entered it", STUDY, "stardreply2023",
            "measured", f"{percent} %", percent - 0.5, percent + 0.5, "%", partial(left_out_percent, step),
            note="Tests the number that entered the step.",
        )
        for step, (left_out, percent) in LEFT_OUT.items()
    ),
    *(
        Case(
            f"Shares that remit or leave, {name}: largest distance from a Markov chain", "the chain's fundamental matrix", None,
            "independent solver", "0 to 10⁻¹²", 0, 1e-12, "", partial(furthest, leaving),
        )
        for name, leaving in (("people leave as they did", 1.0), ("half as many leave", 0.5), ("nobody leaves", 0.0))
    ),
)  # fmt: skip
