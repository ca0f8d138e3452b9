"""Every published level beside every set: printed, recomputed by another solver, hits and misses as computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ketabrain.evidence import bibliography
from ketabrain.models.pharmacokinetics import SETS, simulate
from ketabrain.models.pharmacokinetics.mammillary import Mammillary
from ketabrain.validation import pk_table
from ketabrain.validation.case import run, tally
from ketabrain.validation.pharmacokinetics import CASES, CHECKS, details
from ketabrain.validation.pk_solver import solved
from ketabrain.validation.pk_table import ROWS, computed, judge, missed, possible, reason, times, value, verdicts

ARTERIAL = {"racemic_arterial", "simons2022", "noppers2011"}
VENOUS = {"racemic_venous", "perezruixo2021", "otto2021"}
OUT_OF_RANGE = {
    "V01": ARTERIAL,
    "V05": {"racemic_arterial"},
    "V07": {"racemic_venous", "clements1981"},
    "V08": {"hijazi2003"},
    "V09": {"perezruixo2021"},
    "V10": VENOUS,
    "V14": {"racemic_arterial"},
    "V24": {"hijazi2003"},
}
OUTSIDE_1_SD = {
    "V07": {"racemic_venous", "clements1981", "hijazi2003"},
    "V09": {"racemic_venous", "racemic_arterial", "perezruixo2021", "otto2021", "noppers2011"},
    "V10": VENOUS,
    "V17": {"racemic_venous"},
    "V24": {"racemic_venous", "racemic_arterial", "domino1984", "clements1981", "hijazi2003"},
}
WITH_NORKETAMINE = [name for name, chosen in SETS.items() if chosen.norketamine]
BY_NAME = {row.name: row for row in ROWS}
IDS = {"ids": lambda item: getattr(item, "name", None)}


def test_the_table_is_printed(capsys):
    """Run with ``-s`` to read it: every case, every set, both verdicts, reasons for misses."""
    print("\n".join(details()))
    out = capsys.readouterr().out
    for row in ROWS:
        assert f"{row.name}  {row.words}: published" in out
    assert out.count("not possible") == sum(found is None for each in verdicts().values() for found in each.values())
    assert out.rstrip().endswith("Named sets (*): 25 of 25 in range, 5 of 8 within 1 SD.")


def test_there_are_twenty_five_rows_and_each_names_a_set_that_can_compute_it():
    assert [row.name for row in ROWS] == [f"V{n:02d}" for n in range(1, 26)]
    for row in ROWS:
        assert possible(row, SETS[row.named])
        assert row.low < row.published < row.high
        assert row.spread is None or row.spread[0] < row.published < row.spread[1]
        assert {*row.own} <= {*SETS}
        assert row.source in bibliography.load()


@pytest.mark.parametrize("row", ROWS, **IDS)
@pytest.mark.parametrize("name", WITH_NORKETAMINE)
def test_another_solver_gives_the_same_number_and_so_the_same_verdicts(row, name):
    if not possible(row, SETS[name]):
        assert verdicts()[row.name][name] is None
        return
    levels = solved(row.doses, row.weight_kg, times(row), name, row.drug)
    number = value(row, times(row), dict(zip(("K", "NK"), levels, strict=True)))
    shown = verdicts()[row.name][name]
    assert shown.value == pytest.approx(number, rel=1e-5)
    assert shown == pytest.approx(judge(row, number))


@pytest.mark.parametrize("name", [name for name in SETS if name not in WITH_NORKETAMINE])
@pytest.mark.parametrize("row", ROWS, **IDS)
def test_sets_without_norketamine_agree_with_the_other_solver_too(row, name):
    shown, chosen = verdicts()[row.name][name], SETS[name]
    if shown is None:
        assert not possible(row, chosen)
        return
    assert isinstance(chosen, Mammillary)
    per_kg = chosen.clearance_power == 1
    # The solver's clearances grow with weight to the power 0.75: give it a person of 70 kg and doses for one.
    scale = 70 / row.weight_kg if per_kg else 1.0
    doses = [replace(dose, amount_mg=dose.amount_mg * scale) for dose in row.doses]
    ketamine, _ = solved(doses, 70 if per_kg else row.weight_kg, times(row), name, row.drug)
    assert shown.value == pytest.approx(value(row, times(row), {"K": ketamine}), rel=1e-5)


def missing(outcome):
    """Return the sets whose verdict meets a condition, by row."""
    found = {
        row: {name for name, verdict in each.items() if verdict is not None and outcome(verdict)}
        for row, each in verdicts().items()
    }
    return {row: names for row, names in found.items() if names}


def test_the_misses_are_the_ones_that_the_book_shows():
    assert missing(lambda verdict: not verdict.in_range) == OUT_OF_RANGE
    assert missing(lambda verdict: verdict.within_sd is False) == OUTSIDE_1_SD


def test_each_miss_has_a_likely_reason_and_none_is_spare():
    for row in ROWS:
        for name, verdict in verdicts()[row.name].items():
            if verdict is not None and missed(verdict):
                assert reason(row, name), (row.name, name)
    used = {(row, name) for row, names in {**OUT_OF_RANGE, **OUTSIDE_1_SD}.items() for name in names}
    assert {*pk_table.OWN_REASONS} <= used
    assert {row.name for row in ROWS if row.reason} <= {*OUTSIDE_1_SD, *OUT_OF_RANGE}


def test_rows_without_a_published_deviation_have_one_verdict():
    assert {row.name for row in ROWS if row.spread} == {"V07", "V09", "V10", "V11", "V12", "V13", "V17", "V24"}
    for row in ROWS:
        for verdict in filter(None, verdicts()[row.name].values()):
            assert (verdict.within_sd is None) == (row.spread is None)


def test_bounds_belong_to_the_hit():
    row = BY_NAME["V17"]
    assert judge(row, 22)[1:] == (True, False)
    assert judge(row, 21.99)[1:] == (False, False)
    assert judge(row, 35)[1:] == judge(row, 55)[1:] == (True, True)
    assert judge(BY_NAME["V01"], 85)[1:] == (True, None)


def test_deviations_are_worked_out_as_they_say():
    low, high = (1e6 * 0.5 / (60 * (18.1 + step)) for step in (3.2, -3.2))
    assert BY_NAME["V09"].spread == pytest.approx((low, high), abs=0.5)
    errors = [half / 2.093 * np.sqrt(20) for half in (14, 9)]
    assert BY_NAME["V10"].spread[1] - 266 == pytest.approx(np.sqrt(np.mean(np.square(errors))), abs=0.5)
    assert BY_NAME["V12"].spread == pytest.approx((60.8 / 1.9, 60.8 * 1.9))
    assert BY_NAME["V24"].published == pytest.approx(9.3 * 237.73, abs=1)
    assert BY_NAME["V09"].published == pytest.approx(1e6 * 0.5 / (60 * 18.1), abs=0.5)


def test_a_peak_s_time_is_told_where_it_misses():
    nose, film = BY_NAME["V12"], BY_NAME["V22"]
    peak = {
        row.name: times(row)[getattr(simulate(row.doses, row.weight_kg, times(row), row.named, drug=row.drug), what).argmax()]
        for row, what in ((nose, "ketamine_ng_ml"), (film, "norketamine_ng_ml"))
    }  # fmt: skip
    assert f"{peak['V12']:.0f} min in the model" in nose.note
    assert f"the named set gives {peak['V22']:.0f}" in film.note
    assert f"{100 * (computed(BY_NAME['V19'], 'racemic_venous') / 2.1 - 1):.0f} % more" in BY_NAME["V19"].note


def test_what_was_fitted_is_called_a_fit():
    assert [row.name for row in ROWS if not row.fitted] == ["V05", "V06", "V07", "V08", "V09", "V10", "V24"]
    for row in ROWS:
        others = {dose.route for dose in row.doses} - {"iv_bolus", "iv_infusion"}
        assert row.fitted or not others, "uptake was chosen with these in view"


def test_counts_add_up():
    in_range, rows, within, with_sd = pk_table.counts()
    assert (in_range, rows, within, with_sd) == (25, 25, 5, 8)
    for name in SETS:
        in_range, rows, within, with_sd = pk_table.counts(name)
        assert rows - in_range == sum(name in names for names in OUT_OF_RANGE.values())
        assert with_sd - within == sum(name in names for names in OUTSIDE_1_SD.values())


# --- the same rows as cases of the book -----------------------------------------------------------------------


def test_each_row_is_a_case_with_its_named_set():
    cases = [case for case in CASES if case.kind == "measured"]
    assert len(cases) == len(ROWS)
    for case, row in zip(cases, ROWS, strict=True):
        assert case.name.startswith(f"{row.name} · ")
        assert (case.low, case.high, case.fitted, case.confirmed) == (row.low, row.high, row.fitted, row.confirmed)
        assert run(case) == (verdicts()[row.name][row.named].value, True)
        assert row.named in case.preparation
        assert ("Outside one standard deviation." in case.note) == (
            row.name in OUTSIDE_1_SD and row.named in OUTSIDE_1_SD[row.name]
        )


def test_arithmetic_is_checked_against_an_earlier_run_and_against_lsoda():
    technical = [case for case in CASES if case.kind != "measured"]
    assert [case.kind for case in technical] == ["reference run"] * 2 + ["independent solver"] * 4
    assert all(run(case).hit for case in technical)
    assert sum(len(levels) for sets in CHECKS.values() for levels in sets.values()) == 48


def test_the_tally_tells_fits_from_tests():
    found = [(case, run(case)) for case in CASES]
    assert tally(found) == (
        "Measured numbers: 18 of 18 fits and 7 of 7 tests are met. Checks of the arithmetic: 6 of 6 are met."
    )
