"""The numbers that the questions on the models print are those of the table, or arithmetic on them."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.quiz.asked import Worked, is_arithmetic, number

from ketabrain import explorers, validation
from ketabrain.validation import Case

MEAN, SD, MODEL = 45, 10, 23.4  # the level of model_validation-04 [ng/mL]
TESTS, TESTS_MET, FITS, CHECKS = 7, 3, 4, 3  # of the model of spines, as model_validation-05 tells them

# name: the answer, then the slips in the order of the file
ARITHMETIC: dict[str, Worked] = {
    "model_validation-04": (
        (MEAN - MODEL) / SD,
        [MEAN - MODEL, MEAN / MODEL, (MEAN - MODEL) / MEAN, (MEAN - MODEL) / (2 * SD), (MODEL - MEAN) / SD],
    ),
    "model_validation-05": (
        100 * TESTS_MET / TESTS,
        [
            100 * (TESTS_MET + FITS + CHECKS) / (TESTS + FITS + CHECKS),
            100 * (TESTS_MET + FITS) / (TESTS + FITS),
            100 * (TESTS - TESTS_MET) / TESTS,
            100 * TESTS_MET / (TESTS_MET + FITS + CHECKS),
            TESTS_MET,
            TESTS_MET / TESTS,
        ],
    ),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], slips_near=0.01)


def case(model: str, words: str) -> Case:
    """Return the comparison whose name begins or ends with some words."""
    return next(one for one in validation.cases(model) if one.name.startswith(words) or one.name.endswith(words))


def test_the_swallowed_level_is_the_table_s() -> None:
    one = case("pharmacokinetics", "V17")
    assert (one.stated, one.low, one.high) == ("45 ng/mL, 1 SD 35 to 55", 22, 70)
    assert validation.run(one).value == pytest.approx(MODEL, abs=0.05)


def test_the_lines_on_spines_are_the_table_s() -> None:
    lines = [(one.role, validation.run(one).hit) for one in validation.cases("spines")]
    missed = TESTS - TESTS_MET
    counted = {("test", True): TESTS_MET, ("test", False): missed, ("fit", True): FITS}
    assert Counter(lines) == counted | {("check of the arithmetic", True): CHECKS}


def test_the_lines_to_match_are_what_the_question_calls_them() -> None:
    lines = {
        ("synapse", "Decay time constant of the NMDA current"): ("fit", True),
        ("reward_brake", "Pause after a habenula pulse, RMTg lesioned"): ("test", True),
        ("reward_brake", "Dopamine firing after an RMTg lesion"): ("test", False),
    }
    for (model, words), (role, hit) in lines.items():
        one = case(model, words)
        assert (one.role, validation.run(one).hit) == (role, hit)
    assert validation.run(case("reward_brake", "Dopamine firing after an RMTg lesion")).value > 2


def test_no_setting_of_the_model_of_fear_gives_more_directions() -> None:
    explorer = explorers.get("amygdala-fear-extinction")
    shares, gains = (explorer.control[name].steps for name in ("block", "gain"))
    met = {(share, gain): explorer.node(block=share, gain=gain)["met"] for share in shares for gain in gains}
    assert number("model_validation-07").is_right(max(met.values()))
    assert max(met, key=lambda state: met[state]) == (0.2, 0.5)


def test_no_setting_gives_both_inhibitors_of_one_enzyme() -> None:
    explorer = explorers.get("molecule-metabolism")
    for share in explorer.control["share"].steps:
        for escape in explorer.control["escape"].steps:
            more = {
                name: explorer.node(together=name, share=share, escape=escape)["auc_ratio"]
                for name in ("clarithromycin", "itraconazole")
            }
            assert more["clarithromycin"] < 2 or more["itraconazole"] > 2
