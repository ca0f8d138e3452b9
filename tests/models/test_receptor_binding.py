"""Receptor binding: concentrations, occupancy, the table of affinities, and what a profile keeps of it."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import receptor_binding as model
from ketabrain.models.receptor_binding import (
    AFFINITIES,
    COMPOUNDS,
    TARGETS,
    Parameters,
    affinities,
    firm,
    free_uM,
    from_pK,
    occupancy,
    occupied,
    profile,
    racemate_uM,
    within_reach,
)
from ketabrain.validation import receptor_binding as validation

INFUSION, ANAESTHESIA = 185, 2211  # ng/mL
CONCENTRATIONS = st.floats(0, 1e4)
CONSTANTS = st.floats(1e-4, 1e4)
LEVELS = st.floats(0, 5000)
NAMES = st.sampled_from(list(COMPOUNDS))


def by_target(rows):
    return {row.target: row for row in rows}


@pytest.mark.parametrize(
    ("level", "free"), [(50, 0.12), (100, 0.23), (INFUSION, 0.43), (250, 0.58), (750, 1.7), (2000, 4.6)]
)
def test_free_concentrations_of_the_landmarks(level, free):
    assert free_uM(level) == pytest.approx(free, rel=0.05)


def test_each_compound_has_its_own_mass():
    assert [1000 / free_uM(1000, 1, name) for name in COMPOUNDS] == pytest.approx(
        [237.7, 237.7, 237.7, 223.7, 221.7, 239.7]
    )


def test_the_whole_brain_holds_seven_times_the_plasma():
    assert model.whole_brain_uM(70) == pytest.approx(2.1, abs=0.05)
    assert model.whole_brain_uM(INFUSION) / free_uM(INFUSION) == pytest.approx(7 / 0.55)


def test_half_of_the_sites_are_taken_at_the_affinity():
    assert occupancy(3.1, 3.1) == occupancy(0.71, 0.71, 0.84) == 0.5
    assert occupancy(0, 1) == 0
    assert occupancy(5, inf) == 0


@pytest.mark.parametrize(("pK", "uM"), [(4.38, 41.7), (4.55, 28.2), (3.57, 269)])
def test_affinities_printed_as_logarithms(pK, uM):
    assert from_pK(pK) == pytest.approx(uM, rel=0.002)


def test_opioid_receptors_are_hardly_touched_by_an_antidepressant_infusion():
    rows = by_target(profile(INFUSION, 0.55))
    assert firm(rows["µ opioid"]) == pytest.approx((0.010, 0.010), abs=0.0005)
    assert firm(rows["κ opioid"]) == pytest.approx((0.015, 0.015), abs=0.0005)


def test_an_affinity_of_ten_or_worse_gives_four_percent_at_most():
    for row in profile(INFUSION, 0.55):
        for affinity, _, high in row.points:
            assert affinity.low_uM < 10 or round(100 * high) <= 4


def test_what_is_within_reach():
    infusion, anaesthesia = (within_reach(profile(level, 0.55)) for level in (INFUSION, ANAESTHESIA))
    assert infusion[0] == ["NMDA", "D2", "5-HT3", "α3β4", "BK", "Ca (L)"]
    assert infusion[1] == ["D2", "5-HT3", "BK", "Ca (L)"]
    assert {"µ opioid", "κ opioid", "α7"} <= set(anaesthesia[0])
    assert not {"DAT", "NET", "SERT", "Na", "δ opioid"} & set(anaesthesia[0])


def test_counting_the_whole_brain_doubles_what_seems_within_reach():
    naive = model.whole_brain_uM(INFUSION)
    assert len(within_reach(occupied(naive, naive, "ketamine"))[0]) == 13
    assert len(within_reach(profile(INFUSION, 0.55))[0]) == 6


def test_d2_keeps_its_three_answers():
    row = by_target(profile(INFUSION, 0.55))["D2"]
    assert {a.source: round(high, 2) for a, _, high in row.points} == {
        "Seeman2005d2high": 0.89,
        "Kapur2002d2": 0.46,
        "Jordan2006inactive": 0,
        "Liu2006emergence": 0,
        "Can2016dopamine": 0.04,
    }
    assert (row.lowest, firm(row)) == (0, None)
    assert all(affinity.disputed for affinity, _, _ in row.points)


def test_the_metabolite_reaches_alpha_7_and_ketamine_does_not():
    parent, metabolite = (by_target(profile(25, 0.55, name))["α7"] for name in ("ketamine", "dehydronorketamine"))
    assert firm(parent)[1] < 0.005
    assert firm(metabolite)[1] == pytest.approx(0.53, abs=0.01)


def test_the_preserved_product_looks_stronger_than_the_pure_drug():
    pure, *preserved = affinities("ketamine", "M1")
    assert not pure.disputed and all(a.disputed and a.low_uM < pure.low_uM / 3 for a in preserved)


def test_a_racemate_lies_between_its_forms():
    assert racemate_uM(0.3, 1.4) == pytest.approx(0.494, abs=0.001)
    assert racemate_uM(2, 2) == 2
    assert validation.solved_mixture(1.0, 0.3, 1.4) == pytest.approx(occupancy(1.0, racemate_uM(0.3, 1.4)), abs=1e-6)


def test_calculated_opioid_affinities_of_the_forms_give_back_the_racemate():
    for target, whole in (("µ opioid", model.MU_UM), ("κ opioid", model.KAPPA_UM)):
        (s,), (r,) = affinities("S-ketamine", target), affinities("R-ketamine", target)
        assert (r.low_uM / s.high_uM, r.high_uM / s.low_uM) == pytest.approx((2, 3))
        assert racemate_uM(s.high_uM, r.low_uM) == pytest.approx(whole)
        assert racemate_uM(s.low_uM, r.high_uM) == pytest.approx(whole)


def test_a_profile_covers_the_free_shares_unless_one_is_given():
    loose, tight = (by_target(rows)["SERT"] for rows in (profile(INFUSION), profile(INFUSION, 0.55)))
    assert loose.lowest < tight.lowest == tight.highest < loose.highest
    assert loose.highest / loose.lowest == pytest.approx(0.77 / 0.53, rel=0.01)


def test_targets_without_a_number_have_none():
    row = by_target(profile(INFUSION, 0.55, "hydroxynorketamine"))["µ opioid"]
    assert (row.lowest, row.highest, row.points) == (None, None, ())
    assert firm(row) is None


def test_doubtful_numbers_can_be_left_out():
    rows = occupied(0.428, 0.428, "ketamine", doubtful=False)
    assert all(a.firm for row in rows for a, _, _ in row.points)
    assert within_reach(rows) == (["NMDA", "α3β4"], [])


def test_not_found_is_never_within_reach():
    rows = occupied(1000, 1000, "norketamine")
    assert by_target(rows)["SERT"].highest > 0.9  # only not ruled out
    assert "SERT" not in within_reach(rows)[0]


def test_every_target_has_an_affinity_and_every_firm_one_its_source():
    assert {a.target for a in AFFINITIES} == set(TARGETS)
    assert {a.compound for a in AFFINITIES} == set(COMPOUNDS)
    assert all(a.source for a in AFFINITIES if a.confirmed)
    assert len(set(AFFINITIES)) == len(AFFINITIES)


@given(CONCENTRATIONS, CONCENTRATIONS, CONSTANTS, CONSTANTS)
def test_occupancy_is_a_share_that_grows_with_the_drug_and_falls_with_the_constant(one, other, tight, loose):
    low, high = sorted((one, other))
    strong, weak = sorted((tight, loose))
    assert 0 <= occupancy(low, weak) <= occupancy(high, strong) <= 1


@given(CONCENTRATIONS, CONSTANTS)
def test_occupancy_is_the_root_of_the_balance(free, affinity):
    assert occupancy(free, affinity) == pytest.approx(validation.solved(free, affinity), abs=1e-9)


@given(CONSTANTS, CONSTANTS)
def test_two_forms_together_are_never_beyond_the_stronger(s, r):
    assert min(s, r) * (1 - 1e-9) <= racemate_uM(s, r) <= max(s, r) * (1 + 1e-9)


@given(LEVELS, NAMES)
def test_a_profile_lists_all_targets_in_order_with_ordered_ranges(level, name):
    rows = profile(level, None, name)
    assert [row.target for row in rows] == list(TARGETS)
    for row in rows:
        assert row.lowest is None or 0 <= row.lowest <= row.highest <= 1


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("plasma_ng_ml = -1 is out of range", lambda: free_uM(-1)),
        ("free_fraction = 1.1 is out of range", lambda: free_uM(1, 1.1)),
        ("compound = 'cocaine' is not known: choose one of ketamine", lambda: profile(1, 0.5, "cocaine")),
        ("target = 'AMPA' is not known: choose one of NMDA", lambda: affinities("ketamine", "AMPA")),
        ("affinity_uM = 0 is out of range", lambda: occupancy(1, 0)),
        ("free_uM = nan is out of range", lambda: occupancy(float("nan"), 1)),
        ("hill = 9 is out of range", lambda: occupancy(1, 1, 9)),
        ("s_uM = 0 is out of range", lambda: racemate_uM(0, 1)),
        ("free_low = 0.8 is above free_high = 0.77", lambda: Parameters(free_low=0.8)),
        ("the target is not listed", lambda: replace(AFFINITIES[0], target="AMPA")),
        ("the compound is not known", lambda: replace(AFFINITIES[0], compound="cocaine")),
        ("kind 'guess' is not known", lambda: replace(AFFINITIES[0], kind="guess")),
        ("2 to 1 µM is no range", lambda: replace(AFFINITIES[0], low_uM=2, high_uM=1)),
        ("a confirmed number needs its source", lambda: replace(AFFINITIES[0], confirmed=True, source=None)),
    ],
)
def test_mistakes_are_named_with_their_mend(words, call):
    with pytest.raises(ValueError) as problem:
        call()
    assert words in str(problem.value)
