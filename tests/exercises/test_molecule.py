"""The molecule lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain import molecules
from ketabrain.exercises import molecule as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.molecule import exposure, handedness
from ketabrain.models import ketamine_metabolism as model
from ketabrain.models.ketamine_metabolism import COMPANIONS, NORMAL, Parameters

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    found = check(first) if check is exercises.check_2 else check(first, second)
    reads_as_one_line(found)


# Exercise 1
BASE, ACID = 237.73, 36.46
MG, UM = 57.7 * BASE / (BASE + ACID), 150 / BASE


def test_1_right():
    for answer in ((MG, UM), (50, 0.63), ([MG, UM],), (np.array([50.0, 0.631]),)):
        says(
            exercises.check_1(*answer),
            RIGHT,
            "57.7 mg of the salt hold 50.0 mg of base, 13 % less. 150 ng/mL are 0.63 µM",
        )


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((57.7 * (BASE + ACID) / BASE, UM), "That is more than the salt weighs"),
        ((57.7, UM), "That is the salt's own weight"),
        ((57.7 - MG, UM), "That is the weight of the hydrogen chloride"),
        ((57.7 * BASE / (BASE + 35.45), UM), "You added chlorine alone"),
        ((57.7 * 223.7 / (BASE + ACID), UM), "That is norketamine's molar mass"),
        ((57.7 / BASE, UM), "That is divided by the molar mass"),
        ((60, UM), "60 mg is too much"),
        ((40, UM), "40 mg is too little"),
        ((MG, 1000 * UM), "That is in nM"),
        ((MG, UM / 1000), "That is in mM"),
        ((MG, BASE / 150), "The fraction is upside down"),
        ((MG, 150 / (BASE + ACID)), "You divided by the salt's molar mass"),
        ((MG, 150 / 223.7), "That is the level if it were norketamine"),
        ((MG, 150 * BASE), "You multiplied"),
        ((MG, 2), "The base is right. A level of 2 µM is too high"),
        ((MG, "0.63"), "'0.63' is text"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(50), NO_ANSWER, "Put the level in µM in place of None")


# Exercise 2
def right_hand(molecule):
    centre, _, neighbours = molecule.stereocentres[0]
    a, b, c = molecule.positions_A[list(neighbours[:3])] - molecule.positions_A[centre]
    return "S" if a @ np.cross(b, c) > 0 else "R"


def test_2_right():
    for answer in (right_hand, lambda molecule: "S" if molecule.signed_volume_A3() > 0 else "R"):
        says(exercises.check_2(answer), RIGHT, "The volume is ")


def without_centre(molecule):
    a, b, c = molecule.positions_A[list(molecule.stereocentres[0].neighbours[:3])]
    return "S" if a @ np.cross(b, c) > 0 else "R"


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ("S", "Give the function itself"),
        (lambda molecule: handedness.OTHER[right_hand(molecule)], "Every letter is the other one"),
        (lambda molecule: "S", "handedness says S for every molecule"),
        (lambda molecule: molecule.stereocentres[0].label, "Your function does not look at the atoms"),
        (lambda molecule: "S" if "S" in molecule.name else "R", "Your function does not look at the atoms"),
        (lambda molecule: molecule.signed_volume_A3(), "handedness gives back something of type float"),
        (lambda molecule: "left", "handedness gives back 'left'"),
        (lambda molecule: molecule.nothing, "handedness(S-ketamine) stopped with AttributeError"),
        (lambda: "S", "handedness(S-ketamine) stopped with TypeError"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(answer), NOT_YET, start)


def test_2_a_letter_that_hangs_on_how_the_molecule_lies_is_caught():
    assert exercises.check_2(without_centre).verdict == NOT_YET


def test_2_an_unfinished_function_is_no_answer():
    says(exercises.check_2(lambda molecule: None), NO_ANSWER, "handedness gives back None")


def test_2_its_molecules_are_there():
    for name in handedness.NAMES:
        assert molecules.get(name).stereocentres


# Exercise 3
def shares(gut=True, liver=True):
    """Compute both shares from the parameters alone."""
    p, a = Parameters(), COMPANIONS["clarithromycin"]
    lost = (1 - p.gut_escape) / p.gut_escape
    passed = 1 / (1 + (a.gut_cyp3a if gut else 1) * lost)
    active = 0.5 * (a.liver_cyp3a if liver else 1) + 0.5
    clearance = p.liver_volume_L * (p.to_norketamine_per_h * active + p.to_others_per_h)
    return passed * p.liver_flow_L_h / (p.liver_flow_L_h + clearance)


ALONE, TOGETHER = shares(gut=False, liver=False), shares()
GUT, LIVER = model.gut_escape(), model.extraction()


def test_3_right():
    assert TOGETHER > 2 * ALONE
    for answer in ((ALONE, TOGETHER), (round(ALONE, 2), round(TOGETHER, 3)), ([ALONE, TOGETHER],)):
        says(exercises.check_3(*answer), RIGHT, "8 % alone and 22 % with clarithromycin: 2.7 times")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((TOGETHER, ALONE), "These are the right two numbers in the wrong order"),
        ((ALONE, ALONE), "Both are the share alone"),
        ((TOGETHER, TOGETHER), "Both are the share with clarithromycin"),
        ((GUT, model.gut_escape(COMPANIONS["clarithromycin"])), "These are the shares that pass the gut wall"),
        ((1 - LIVER, 1 - model.extraction(COMPANIONS["clarithromycin"])), "These are the shares that pass the liver"),
        ((GUT * LIVER, model.gut_escape(COMPANIONS["clarithromycin"]) * model.extraction(COMPANIONS["clarithromycin"])),
         "You multiplied by what the liver takes out"),
        ((1 - ALONE, 1 - TOGETHER), "These are the shares that do not reach the blood"),
        ((ALONE, shares(liver=False)), "With clarithromycin you changed the gut wall alone"),
        ((ALONE, shares(gut=False)), "With clarithromycin you changed the liver alone"),
        ((100 * ALONE, TOGETHER), "8.06624 looks like a percentage"),
        ((0.5, TOGETHER), "The share alone, 0.5, is too high"),
        ((ALONE, 0.15), "The share together, 0.15, is too low"),
    ],
)  # fmt: skip
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


# Exercise 4
def auc_ratio(route, activity):
    def area(activity):
        taken = model.extraction(activity)
        share = model.gut_escape(activity) * (1 - taken) if route == "swallowed" else 1
        return share / taken

    return area(activity) / area(NORMAL)


def test_4_right():
    for letter in ("C", "c", "C."):
        says(
            exercises.check_4(auc_ratio, letter),
            RIGHT,
            "Swallowed, the model says 3.0 times with clarithromycin and 3.1 times",
        )
    assert exercises.check_4(lambda route, activity: model.change(route, activity).ketamine, "C").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (3, "Give the function itself"),
        (lambda r, a: 1 / auc_ratio(r, a), "The ratio is upside down"),
        (lambda r, a: model.fate(r, a).blood / model.fate(r).blood, "That is the change of the share that reaches"),
        (lambda r, a: model.change(r, a).norketamine, "That is norketamine's exposure"),
        (lambda r, a: model.extraction() / model.extraction(a), "That is the change of the clearance alone"),
        (lambda r, a: model.fate(r, a).ketamine_auc, "That is the area with the companion"),
        (lambda r, a: 100 * (auc_ratio(r, a) - 1), "These are changes in per cent"),
        (lambda r, a: auc_ratio("swallowed", a), "auc_ratio says the same for both routes"),
        (lambda r, a: auc_ratio(r, NORMAL) + (r == "vein"), "auc_ratio says the same for every companion"),
        (
            lambda r, a: 1.1 * auc_ratio(r, a),
            "For a dose swallowed with clarithromycin your function says 3.26, which is too high",
        ),
        (lambda r, a: model.fate(r, a), "auc_ratio gives back a whole result"),
        (lambda r: 1, 'auc_ratio("swallowed", activity) stopped with TypeError'),
        (lambda r, a: "lots", "'lots' is text"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "C"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda r, a: None), NO_ANSWER, "auc_ratio gives back None")
    says(exercises.check_4(auc_ratio), NO_ANSWER, "The function is right. Put your reason")


@pytest.mark.parametrize("letter", [letter for letter in exposure.REASONS if letter != exposure.BECAUSE])
def test_4_reasons(letter):
    says(exercises.check_4(auc_ratio, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_what_its_reasons_say_is_so():
    p = Parameters(cyp3a_share=0)
    ratios = [model.change("swallowed", COMPANIONS[name], p).ketamine for name in ("clarithromycin", "itraconazole")]
    assert ratios[1] == pytest.approx(ratios[0], rel=0.1)
    assert ratios[0] > 2
