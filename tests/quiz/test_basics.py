"""The numbers that the questions on the basics print are arithmetic, or what the model gives."""

from __future__ import annotations

import pytest
from tests.quiz.asked import Worked, is_arithmetic, number

from ketabrain import explorers

CONTROL_PA, LEFT_PA = 1200, {0.5: 1070, 1: 960, 4: 600, 12: 300}  # the dish of basics-05, by µM of blocker

# name: the answer, then the slips in the order of the file
ARITHMETIC: dict[str, Worked] = {
    "basics-05": (
        next(level for level, left in LEFT_PA.items() if left == CONTROL_PA / 2),
        [CONTROL_PA / 2, 12, (min(LEFT_PA) + max(LEFT_PA)) / 2],
    ),
    "basics-09": ((14 - 9) / 8, [14 / 8, 14 - 9, 8 / (14 - 9), (14 - 9) / 14]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], slips_near=0.02)


def test_the_dish_follows_one_curve() -> None:
    assert {level: round(CONTROL_PA / (1 + level / 4), -1) for level in LEFT_PA} == LEFT_PA


def test_the_first_step_with_more_than_half_is_the_answer() -> None:
    explorer, asked = explorers.get("basics-synapse"), number("basics-04")
    steps = [float(step) for step in explorer.control["rest"].steps]
    share = {rest: explorer.node(spikes=1, rest=rest)["nmda_share"] for rest in steps}
    first = next(rest for rest in sorted(share) if share[rest] > 0.5)
    assert asked.is_right(-first)
    assert not any(asked.is_right(-rest) for rest in share if rest != first)
