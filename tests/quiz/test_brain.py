"""The numbers that the questions on brain regions print are arithmetic, or what the models give."""

from __future__ import annotations

from math import erf

import numpy as np
import pytest
from tests.quiz.asked import is_arithmetic, number, slips

from ketabrain import explorers, quiz
from ketabrain.models import calcium_plasticity, pfc_disinhibition
from ketabrain.quiz import model
from ketabrain.quiz.question import Question

CELLS = 500  # of the network that holds memories
RING = {"kind": "ring", "pyramidal": 0, "inhibitors": 0, "strength": 1}


# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "prefrontal_cortex-07": (
        100 * (120 - 6 + 15) / 120 - 100,
        [100 * 15 / 120, 9, 100 * 9 / 129, 100 * 129 / 120, 100 * (129 - 6) / 120 - 100],
    ),
    "hippocampus-01": (1.24 / 0.14, [1.24 * 0.14, 0.14 / 1.24, 1.24 - 0.14, 1.24 / 0.0014, 0.0124 / 0.14]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], near=0.002)


def test_fifty_four_of_a_hundred_pairs_is_what_the_effect_size_says() -> None:
    smaller = (1 + erf(0.14 / 2)) / 2  # the normal distribution at d / √2
    right = next(option for option in quiz.bank.get("hippocampus-02").options if option.right)
    assert f"about {100 * smaller:.0f}." in right.feedback


def test_the_cells_of_the_blurred_memory_follow_from_the_model() -> None:
    explorer = explorers.get("pfc-working-memory")
    rings = {share: model.shown_values(explorer, {**RING, "inhibitors": share}) for share in (0, 0.4, 0.5)}
    cells = {share: found["width_deg"] / 3 for share, found in rings.items()}
    asked = number("prefrontal_cortex-05")
    assert asked.is_right(cells[0.4])
    expected = [rings[0.4]["width_deg"], cells[0], cells[0.5], cells[0.4] - cells[0], rings[0.4]["memory_Hz"]]
    assert slips("prefrontal_cortex-05") == pytest.approx(expected)


def shown(question: Question) -> dict[str, float]:
    """Return what the explorer shows at the state that makes the question's point."""
    assert question.explorer and question.show
    return model.shown_values(explorers.get(question.explorer), question.show)


def test_the_cells_that_recall_gets_right_follow_from_the_agreement() -> None:
    question = quiz.bank.get("hippocampus-08")
    found = shown(question)
    right, old = (CELLS * (1 + found[f"overlap_{age}"]) / 2 for age in ("new", "old"))
    asked = number("hippocampus-08")
    assert asked.is_right(right)
    plain = CELLS * found["overlap_new"]
    expected = [plain, CELLS - right, 0.7 * CELLS, CELLS / 2, CELLS / 2 + plain, old]
    assert slips("hippocampus-08") == pytest.approx(expected)
    assert right < 0.7 * CELLS  # worse than the cue, as the feedback says
    assert f"{100 * right / CELLS:.0f} % of the cells" in asked.right


def test_the_synapse_is_weakest_at_the_step_of_the_answer() -> None:
    steps = np.arange(0, 1.01, 0.1)
    final = calcium_plasticity.simulate(calcium_plasticity.protocol(50, 900), steps).final
    asked = number("hippocampus-03")
    assert asked.is_right(float(100 * steps[final.argmin()]))
    assert next(f"{step:.0%}" for step in steps[abs(final - 0.5) < 0.05]) == "40%"


def test_the_last_step_of_disinhibition_needs_a_dose_that_rats_sleep_at() -> None:
    doses = sorted(pfc_disinhibition.MEASURED)
    assert [pfc_disinhibition.MEASURED[dose] for dose in doses] == ["up", "up", "up", "none", "down"]
    said = " ".join(step.feedback for step in quiz.bank.get("prefrontal_cortex-03").steps)
    assert "10, 20 and 30 mg/kg" in said and "50 mg/kg made no difference" in said and "after 200" in said
