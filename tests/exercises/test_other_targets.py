"""The self-checks of the lab on other targets: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import other_targets as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.other_targets import disputed, mixture, reach
from ketabrain.models import receptor_binding as model

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)
FREE, MASS, SALT = 0.55, 237.7, 237.7 + 36.46


def free(level, share=FREE, mass=MASS):
    return share * level / mass


def taken(conc, affinity):
    return conc / (conc + affinity)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=100)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    found = check(first, second)
    reads_as_one_line(found)


@settings(max_examples=60)
@given(ANYTHING)
def test_nothing_raises_after_a_first_right_answer(second):
    for check, first in ((exercises.check_1, SHARE), (exercises.check_2, D2), (exercises.check_3, MIXTURE),
                         (exercises.check_4, verdict)):  # fmt: skip
        found = check(first, second)
        assert "could not be read" not in found.why
        assert len(found.why) < 300


# Exercise 1
MU = 10 ** (6 - 4.38)
SHARE, HALF = taken(free(185), MU), MU * MASS / FREE


def test_1_right():
    for answer in ((SHARE, HALF), (0.01, 18_000), ([SHARE, HALF],), (np.array([SHARE, HALF]),)):
        says(exercises.check_1(*answer), RIGHT, "1.0 %, about one in a hundred. Half would need 18,016 ng/mL")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((taken(185 / MASS, MU), HALF), "You counted all drug in plasma"),
        ((taken(0.45 * 185 / MASS, MU), HALF), "You took the bound share"),
        ((taken(185 / MASS / FREE, MU), HALF), "You divided by the free share"),
        ((taken(free(185, mass=SALT), MU), HALF), "You divided by the salt's mass, 274.2 g/mol"),
        ((taken(185, MU), HALF), "You put ng/mL in the place of µM"),
        ((taken(FREE * 185, MU), HALF), "You put ng/mL in the place of µM"),
        ((taken(1000 * free(185), MU), HALF), "Your concentration is in nM"),
        ((1 - SHARE, HALF), "That is the share that stays empty"),
        ((taken(free(185), 4.38), HALF), "You took pKi itself for the affinity"),
        ((taken(free(185), model.KAPPA_UM), HALF), "That is the kappa receptor"),
        ((taken(free(185), model.DELTA_UM), HALF), "That is the delta receptor"),
        ((taken(free(185), 0.5), HALF), "That is the NMDA receptor's affinity"),
        ((100 * SHARE, HALF), "1.01641 looks like a percentage"),
        ((0.5, HALF), "A share of 0.5 is too high"),
        ((0.001, HALF), "A share of 0.001 is too low"),
        ((SHARE, MU * MASS), "The share is right. You did not undo the free share"),
        ((SHARE, MU * MASS * FREE), "The share is right. You multiplied by the free share"),
        ((SHARE, MU), "The share is right. That is the free concentration in µM"),
        ((SHARE, MU / FREE), "The share is right. That is the total in µM"),
        ((SHARE, MU / FREE / MASS), "The share is right. You divided by the molar mass"),
        ((SHARE, MU * SALT / FREE), "The share is right. You took the salt's molar mass"),
        ((SHARE, HALF / 9), "The share is right. That is where a tenth is taken"),
        ((SHARE, model.KAPPA_UM * MASS / FREE), "The share is right. That is the kappa receptor"),
        ((SHARE, HALF / 1000), "The share is right. That is in µg/mL"),
        ((SHARE, 15_000), "The share is right. A level of 15000 ng/mL is too low"),
        ((SHARE, 2e5), "The share is right. A level of 2e+05 ng/mL is too high"),
        ((SHARE, "many"), "'many' is text"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(SHARE), NO_ANSWER, "Put the level in ng/mL in place of None")


# Exercise 2
D2_UM = np.array([0.055, 0.5, 10])
D2 = taken(free(293), D2_UM)


def test_2_right():
    for answer in ((D2, "AB"), (D2.tolist(), ["A", "B"]), (tuple(D2.round(3)), {"b", "a"}), (D2, np.array(["A", "B"]))):
        says(exercises.check_2(*answer), RIGHT, "92 %, 58 % and at most 6 %: one receptor, three answers.")
    for letters in ("a, b", "A and B".replace("and", "+"), "BA"):
        assert exercises.check_2(D2, letters).right
    assert exercises.check_2(dict(zip("ABC", D2, strict=True)), "AB").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((D2[::-1], "AB"), "These are the right numbers in the wrong order"),
        ((1 - D2, "AB"), "These are the shares that stay empty"),
        ((taken(free(185), D2_UM), "AB"), "That is the level of the infusion"),
        ((taken(293 / MASS, D2_UM), "AB"), "You counted all drug in plasma"),
        ((taken(free(293, mass=SALT), D2_UM), "AB"), "You divided by the salt's mass"),
        ((taken(293, D2_UM), "AB"), "You put ng/mL in the place of µM"),
        (([D2[0], D2[1], 0], "AB"), "For C nothing was found up to 10 µM"),
        (([D2[0], D2[1], 0.2], "AB"), "For C a share of 0.2 is too high"),
        (([0.5, D2[1], D2[2]], "AB"), "For A a share of 0.5 is too low"),
        ((100 * D2, "AB"), "92.4961 looks like a percentage"),
        ((D2[0], "AB"), "That is one number: give three shares"),
        ((D2[:2], "AB"), "That holds 2 values"),
        ((free, "AB"), "That is a function"),
        ((D2, "A"), "The shares are right. By B, 58 % would be taken."),
        ((D2, "B"), "The shares are right. By A, 92 % would be taken."),
        ((D2, ""), "The shares are right. By A, 92 % would be taken."),
        ((D2, "ABC"), "The shares are right. C allows 6 % at most"),
        ((D2, "C"), "The shares are right. C allows 6 % at most"),
        ((D2, "AX"), "The shares are right. 'X' is none of the answers"),
        ((D2, 0.055), "The shares are right. Give the excluded answers as letters"),
        ((D2, [0.055, 0.5]), "The shares are right. Give the excluded answers as letters"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(D2), NO_ANSWER, "The shares are right. Say which answers the scan excludes")


def test_2_its_affinities_are_those_of_the_lab():
    assert disputed.affinities_uM() == D2_UM.tolist()
    assert disputed.contradicted() == "AB"


# Exercise 3
def together(ketamine, norketamine, share=FREE, mass=223.7):
    return free(60.8, share) / ketamine + free(68.1, share, mass) / norketamine


MIXTURE, OTHER = 2 / (1 / 0.3 + 1 / 1.4), 2 / (1 / 1.7 + 1 / 13)
X = together(MIXTURE, OTHER)
JOINT, ALONE, NORKETAMINE = X / (1 + X), taken(free(60.8), MIXTURE), taken(free(68.1, mass=223.7), OTHER)


def share(x):
    return x / (1 + x)


def test_3_right():
    for answer in ((MIXTURE, JOINT), (0.494, 0.254), ([MIXTURE, JOINT],)):
        says(exercises.check_3(*answer), RIGHT, "0.49 µM: nearer to the tighter form")


def test_3_its_affinities_are_the_models():
    assert mixture.forms_uM() == (0.3, 1.4)
    (one,) = model.affinities("norketamine", "NMDA")
    assert model.racemate_uM(*mixture.NORKETAMINE_UM) == one.low_uM and one.source == mixture.SOURCE


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.85, JOINT), "That is the mean of the two affinities"),
        ((0.42**0.5, JOINT), "That is the geometric mean"),
        ((MIXTURE / 2, JOINT), "That counts each form at the whole concentration"),
        ((2 * MIXTURE, JOINT), "That halves the concentrations twice"),
        ((1 / MIXTURE, JOINT), "That is 1/K"),
        ((1.7, JOINT), "That is the sum of the affinities"),
        ((OTHER, JOINT), "That is norketamine"),
        ((0.3, JOINT), "That is S alone"),
        ((1000 * MIXTURE, JOINT), "That is in nM"),
        ((5, JOINT), "5 µM is too high"),
        ((0.4, JOINT), "0.4 µM is too low"),
        ((MIXTURE, ALONE), "The affinity is right. That is ketamine alone"),
        ((MIXTURE, NORKETAMINE), "The affinity is right. That is norketamine alone"),
        ((MIXTURE, ALONE + NORKETAMINE), "The affinity is right. You added two shares"),
        ((MIXTURE, 1 - (1 - ALONE) * (1 - NORKETAMINE)), "The affinity is right. That would be two sites"),
        ((MIXTURE, X), "The affinity is right. That is the sum of c/K itself"),
        ((MIXTURE, 1 - JOINT), "The affinity is right. That is the share that stays empty"),
        ((MIXTURE, share(together(MIXTURE, OTHER, share=1))), "The affinity is right. You counted all drug in plasma"),
        ((MIXTURE, share(together(MIXTURE, OTHER, mass=MASS))), "The affinity is right. You used ketamine's molar mass"),
        ((MIXTURE, share(free(60.8, mass=SALT) / MIXTURE + free(68.1, mass=223.7) / OTHER)),
         "The affinity is right. You divided by the salt's mass"),
        ((MIXTURE, share(2 * X)), "The affinity is right. You counted each form at the whole concentration"),
        ((MIXTURE, share(together(0.85, 7.35))), "The affinity is right. You took the mean of S and R"),
        ((MIXTURE, share(together(MIXTURE, 7.35))), "The affinity is right. For norketamine you took the mean"),
        ((MIXTURE, share(together(MIXTURE, MIXTURE))), "The affinity is right. You used ketamine's affinity for"),
        ((MIXTURE, 0.5), "The affinity is right. A joint share of 0.5 is too high"),
        ((MIXTURE, 0.1), "The affinity is right. A joint share of 0.1 is too low"),
        ((MIXTURE, 25.4), "25.4 looks like a percentage"),
    ],
)  # fmt: skip
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(MIXTURE), NO_ANSWER, "Put the joint share in place of None")


# Exercise 4
def rule(conc=free, limit=0.1):
    """Return a learner's function with its own way to a concentration and its own limit."""

    def verdict(level, tightest, weakest):
        if taken(conc(level), weakest) >= limit:
            return "all"
        return "some" if taken(conc(level), tightest) >= limit else "none"

    return verdict


verdict = rule()
MIXED_UP = {"all": "none", "some": "some", "none": "all"}


def test_4_right():
    for letter in ("C", "c", " C."):
        says(exercises.check_4(verdict, letter), RIGHT, "At 185 ng/mL all published numbers put 3 of 21 targets")
    assert exercises.check_4(lambda *given: verdict(*given).upper(), "C").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ("none", "Give the function itself"),
        (rule(lambda level: level / MASS), "You counted all drug in plasma"),
        (rule(lambda level: free(level, mass=SALT)), "You divided by the salt's mass"),
        (rule(lambda level: 0.45 * level / MASS), "You took the bound share"),
        (rule(lambda level: level), "You put ng/mL in the place of µM"),
        (rule(limit=0.5), "That is the right rule for a half"),
        (rule(limit=10), 'verdict says "none" every time'),
        (lambda *given: "all", 'verdict says "all" every time'),
        (lambda level, tightest, weakest: verdict(level, tightest, tightest), 'verdict never says "some": look at the weakest'),
        (lambda level, tightest, weakest: verdict(level, weakest, weakest), 'verdict never says "some": look at the tightest'),
        (lambda *given: MIXED_UP[verdict(*given)], 'verdict mixes up "all" and "none"'),
        (rule(limit=0.16), 'For NMDA at 185 ng/mL verdict says "some". The tightest affinity gives 63 %, the weakest 12 %: that is "all".'),
        (lambda *given: True, "verdict(185, 0.25, 3.1) gives back something of type bool"),
        (lambda *given: "perhaps", "verdict(185, 0.25, 3.1) gives back 'perhaps'"),
        (lambda level: "all", "verdict(185, 0.25, 3.1) stopped with TypeError"),
        (lambda *given: given[3], "verdict(185, 0.25, 3.1) stopped with IndexError"),
    ],
)  # fmt: skip
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "C"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda *given: None), NO_ANSWER, "verdict(185, 0.25, 3.1) gives back None")
    says(exercises.check_4(lambda *given: "none" if verdict(*given) == "none" else None), NO_ANSWER, "verdict(185")
    says(exercises.check_4(verdict), NO_ANSWER, "The function is right. Put your judgement")


@pytest.mark.parametrize("letter", [letter for letter in reach.REASONS if letter != reach.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(verdict, letter), NOT_YET, f"The function is right, but {letter} goes too far. ")


def test_4_its_words_agree_with_the_model():
    for level in (185, 2211):
        reached, _ = model.within_reach(model.profile(level, FREE))
        words = {target: reach.word(model.free_uM(level), target) for target in model.TARGETS}
        assert [target for target, word in words.items() if word != "none"] == reached


def test_4_its_cases_hold_every_word_at_each_level():
    words = [(level, reach.word(model.free_uM(level), target)) for level, target in reach.CALLS]
    assert (
        {word for level, word in words if level == 185}
        == {word for level, word in words if level == 2211}
        == set(reach.WORDS)
    )
