"""The numbers that the questions on transmitters print are arithmetic, or what the list holds."""

from __future__ import annotations

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain.models import transmitter_changes

ERROR = 0.24 / 1.015
# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "transmitters-03": (
        100 * (0.75 / 0.18 - 1),
        [100 * 0.75 / 0.18, 0.75 / 0.18, 0.75 / 0.18 - 1, 100 * (0.75 - 0.18), 100 * (0.75 - 0.18) / 0.75],
    ),
    "transmitters-08": (0.24 + 1.96 * ERROR, [1.96 * ERROR - 0.24, 1.96 * ERROR, 0.24 + ERROR, ERROR]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], slips_near=0.02)


def test_the_interval_is_the_models() -> None:
    found = transmitter_changes.from_p(*transmitter_changes.LOW_GABA["remitted"])
    assert number("transmitters-08").is_right(-found.low)


def test_the_scan_is_told_as_it_was_printed() -> None:
    ketamine = transmitter_changes.RACLOPRIDE["ketamine"][0]
    assert ketamine == -11.2
    assert transmitter_changes.p_of_t(2.4, 13) == pytest.approx(0.03, abs=0.003)
