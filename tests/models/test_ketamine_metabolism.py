"""Metabolism: what must hold for any gut, liver and companion."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import ketamine_metabolism as model
from ketabrain.models.ketamine_metabolism import COMPANIONS, NORMAL, STUDIES, Activity, Parameters, Study

CARD = Path(model.__file__).parents[1] / "content" / "cards" / "ketamine_metabolism.md"
ACTIVITIES = st.builds(Activity, *3 * [st.floats(0, 20)])
PARAMETERS = st.builds(Parameters, gut_escape=st.floats(0.05, 1), cyp3a_share=st.floats(0, 1))


@given(st.sampled_from(model.ROUTES), ACTIVITIES, PARAMETERS)
def test_nothing_is_lost_or_made(route: str, activity: Activity, parameters: Parameters) -> None:
    fate = model.fate(route, activity, parameters)
    assert fate.gut + fate.first_pass + fate.blood == pytest.approx(1)
    assert min(fate.gut, fate.first_pass, fate.blood) >= 0


@given(ACTIVITIES, PARAMETERS)
def test_a_swallowed_dose_leaves_what_the_gut_lets_through_over_the_liver_s_clearance(
    activity: Activity, parameters: Parameters
) -> None:
    swallowed = model.fate("swallowed", activity, parameters)
    clearance = sum(model.intrinsic_L_h(activity, parameters))
    assert swallowed.ketamine_auc == pytest.approx(model.gut_escape(activity, parameters) / clearance)


@given(ACTIVITIES, PARAMETERS)
def test_slower_enzymes_never_lower_the_exposure(activity: Activity, parameters: Parameters) -> None:
    slower = Activity(*(0.5 * value for value in vars(activity).values()))
    for route in model.ROUTES:
        before, after = (model.fate(route, one, parameters).ketamine_auc for one in (activity, slower))
        assert after >= before * (1 - 1e-12)


@pytest.mark.parametrize("companion", [name for name in COMPANIONS if name != "nothing"])
def test_a_companion_changes_a_swallowed_dose_more_than_one_into_a_vein(companion: str) -> None:
    swallowed, vein = (model.change(route, COMPANIONS[companion]).ketamine for route in model.ROUTES)
    assert (swallowed > vein >= 1) or (swallowed < vein <= 1)


def test_a_gut_enzyme_does_not_matter_in_a_vein() -> None:
    assert model.change("vein", Activity(gut_cyp3a=0.1)).ketamine == pytest.approx(1)


def test_without_a_companion_nothing_changes() -> None:
    for route in model.ROUTES:
        change = model.change(route, NORMAL)
        assert (change.ketamine, change.norketamine, change.ratio) == (1, 1, 1)


def test_the_liver_s_blood_flow_limits_a_dose_into_a_vein() -> None:
    """With ever more enzyme the clearance nears the flow, and no more."""
    p = Parameters()
    huge = model.fate("vein", Activity(50, 50, 50))
    assert 1 / huge.ketamine_auc == pytest.approx(p.liver_flow_L_h, rel=0.02)


def test_grapefruit_can_at_most_undo_the_gut_wall() -> None:
    assert model.change("swallowed", Activity(gut_cyp3a=0)).ketamine == pytest.approx(1 / Parameters().gut_escape)


def test_the_liver_is_the_published_one() -> None:
    assert model.extraction() == pytest.approx(0.722, abs=0.001)
    escape = replace(Parameters(), gut_escape=0.64)
    assert model.fate(parameters=escape).blood == pytest.approx(0.178, abs=0.001)  # 0.64 of 0.278


def test_the_activities_carry_midazolam_to_what_was_measured() -> None:
    """Availability is the product of both escapes; exposure after swallowing is gut escape over the liver's enzyme."""

    def gut(activity: Activity) -> float:
        return 1 / (1 + activity.gut_cyp3a * 0.53 / 0.47)

    def liver(activity: Activity) -> float:
        return 1 / (1 + activity.liver_cyp3a * 0.27 / 0.73)

    assert gut(COMPANIONS["clarithromycin"]) == pytest.approx(0.79)
    assert liver(COMPANIONS["clarithromycin"]) == pytest.approx(0.91)
    assert gut(COMPANIONS["grapefruit"]) / 0.47 == pytest.approx(35 / 24)
    itraconazole = COMPANIONS["itraconazole"]
    assert (1 - liver(itraconazole)) / 0.27 == pytest.approx(0.31)
    assert gut(itraconazole) / 0.47 / itraconazole.liver_cyp3a == pytest.approx(7)
    wort = COMPANIONS["st_johns_wort"]
    assert 0.27 / (1 - liver(wort)) == pytest.approx(0.8)
    assert gut(wort) * liver(wort) / (0.47 * 0.73) == pytest.approx(17 / 28)
    rifampicin = COMPANIONS["rifampicin"]
    assert gut(rifampicin) / 0.47 / rifampicin.liver_cyp3a == pytest.approx(0.42 / 10.2)


def test_no_share_and_no_gut_wall_brings_clarithromycin_and_itraconazole_together() -> None:
    """The contradiction that card, explorer and lab speak of."""
    both = [study for study in STUDIES if study.companion in ("clarithromycin", "itraconazole")]
    for share in range(11):
        for escape in range(5, 101):
            p = Parameters(cyp3a_share=share / 10, gut_escape=escape / 100)
            assert not all(study.met(model.predicted(study, p)) for study in both)


def test_the_card_prints_the_model_s_activities() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", CARD.read_text(encoding="utf-8"), re.M)
    names = {"grapefruit juice": "grapefruit", "St John's wort": "st_johns_wort"}
    printed = {names.get(name, name): tuple(map(float, values)) for name, *values in rows}
    assert set(printed) == set(COMPANIONS) - {"nothing"}
    for name, values in printed.items():
        assert values == pytest.approx(tuple(vars(COMPANIONS[name]).values()), rel=0.03)


def test_what_counts_as_met() -> None:
    loose = Study("ticlopidine", "swallowed", 2.0, 10, "X")
    assert [loose.met(value) for value in (1.59, 1.61, 2.49, 2.51)] == [False, True, True, False]
    ranged = Study("grapefruit", "swallowed", 3.0, 10, "X", 2.4, 3.6)
    assert [ranged.met(value) for value in (2.39, 2.41, 3.59, 3.61)] == [False, True, True, False]


def test_what_is_out_of_range_is_named() -> None:
    with pytest.raises(ValueError, match="route = 'nose' is not known: choose one of swallowed, vein"):
        model.fate("nose")
    with pytest.raises(ValueError, match="gut_cyp3a = -1 is out of range"):
        Activity(gut_cyp3a=-1)
    with pytest.raises(ValueError, match="cyp3a_share = 2 is out of range"):
        Parameters(cyp3a_share=2)
