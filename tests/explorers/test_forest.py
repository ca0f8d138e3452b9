"""What the forest plot says of itself is so."""

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.evidence import trials
from ketabrain.evidence.meta_analysis import pool
from ketabrain.explorer.lattice import Lattice, compressed
from ketabrain.explorers.evidence import forest, study_sets
from ketabrain.explorers.evidence.study_sets import MOST, NOTES, SETS, WRITTEN_BY, rows
from ketabrain.models.meta_analysis import MODELS

FOREST = explorers.get("forest-plot")
CLEAN = {
    "response_1": ("response", 24), "response_28": ("response", 672), "remission_28": ("remission", 672), "relapse": ("relapse", None),
}  # fmt: skip


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(FOREST).node(**state)


def done(task: int, **state: Any) -> bool:
    found = node(**state)
    return FOREST.tasks[task].done({**found, **{name: found[f"@{name}"] for name in FOREST.control}})


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
@pytest.mark.parametrize("model", MODELS)
def test_it_pools_as_a_students_table_is_pooled(name: str, measure: str, model: str) -> None:
    table = trials.study_table(trials.comparisons(*CLEAN[name]))
    for knapp in (False, True):
        ours, theirs = node(studies=name, measure=measure, model=model, knapp=knapp), pool(table, measure, model, knapp)
        low = max(theirs.ci_low, -1) if measure == "RD" else theirs.ci_low  # read-outs end where shares end
        assert (ours["estimate"], ours["low"]) == pytest.approx((theirs.estimate, low), abs=0.00501)
        assert (ours["tau2"], ours["i2"]) == pytest.approx((theirs.tau2, theirs.i2), abs=0.00501)


def test_the_figures_that_were_worked_out_beforehand() -> None:
    found = node(knapp=True)
    assert (found["estimate"], found["span"], found["tau2"], found["q"]) == (3.29, "1.33 to 8.12", 0.241, 7.86)
    assert node(model="common")["span"] == "1.73 to 4.10" and node(model="PM")["span"] == "1.66 to 6.69"


def test_the_predictions_numbers() -> None:
    found = node(**FOREST.predict.state)
    assert (found["estimate"], found["span"], found["next_span"]) == (3.29, "1.33 to 8.12", "0.61 to 17.59")


def test_the_tasks() -> None:
    assert not any(done(task) for task in range(len(FOREST.tasks)))
    below = [out for out in range(1, 7) if done(0, knapp=True, out=out)]
    assert [rows("response_1")[out - 1].name for out in below] == ["Murrough 2013"]
    assert done(1, studies="printed") and not done(1, studies="printed", measure="RD")
    assert done(2, comparator="masked") and not done(2, comparator="active")


def test_what_is_told_of_the_mistakes_is_so() -> None:
    clean, printed = node(), node(studies="printed")
    assert (clean["tau2"], printed["tau2"], printed["estimate"]) == (0.241, 0, 2.36)
    assert node(studies="shared")["estimate"] == 4.40 and node(studies="crossover")["estimate"] == 4.32
    assert node(studies="response_28")["span"] == "1.46 to 2.77" and node(studies="twice")["span"] == "1.48 to 2.38"
    assert f"{310 + 208} people" in NOTES["twice"]
    whole = trials.compared("TRANSFORM-1 and -2", "response", "day 28")
    assert (whole.treated.n, whole.control.n) == (310, 208)


def test_a_mistake_is_the_clean_set_and_what_is_wrong() -> None:
    names = {name: [row.name for row in rows(name)] for name in SETS}
    assert names["printed"] == names["response_1"] and rows("printed")[0].printed == 2.18
    assert set(names["shared"]) - set(names["response_1"]) == {f"Daly 2018, {dose} mg" for dose in (28, 56, 84)}
    assert set(names["shared_28"]) - set(names["response_28"]) == {f"TRANSFORM-1, {dose} mg" for dose in (56, 84)}
    assert set(names["crossover"]) - set(names["response_1"]) == {"Zarate 2006"}
    assert set(names["twice"]) - set(names["response_28"]) == {"TRANSFORM-1+2"}


def test_a_printed_ratio_stands_only_among_odds_ratios() -> None:
    for measure in ("RR", "RD"):
        assert node(studies="printed", measure=measure)["estimate"] == node(measure=measure)["estimate"]
        assert "without the mistake" in node(studies="printed", measure=measure)["measure_words"]


def test_means_have_one_measure_and_counts_have_three() -> None:
    assert len({node(studies="madrs_1", measure=measure)["estimate"] for measure in forest.MEASURES}) == 1
    assert node(studies="madrs_1", measure="OR")["measure_words"].endswith("(such data have no odds ratio)")
    assert node(measure="SMD")["estimate"] == node(measure="OR")["estimate"]


@pytest.mark.parametrize("name", SETS)
def test_rows_fit_the_plot_and_have_their_sources(name: str) -> None:
    assert 2 <= len(rows(name)) <= MOST
    assert [row.of.treated.year for row in rows(name)] == sorted(row.of.treated.year for row in rows(name))
    for row in rows(name):
        assert row.comparator in forest.KINDS and set(row.of.treated.sources) <= set(WRITTEN_BY)
    for words in node(studies=name)["study_words"][: len(rows(name))]:
        assert "source: " in words and "against" in words


@pytest.mark.parametrize("name", SETS)
def test_each_study_that_stays_is_a_square_and_each_other_a_ring(name: str) -> None:
    for comparator in forest.COMPARATORS:
        for out in (0, 1):
            found, stay = node(studies=name, comparator=comparator, out=out), study_sets.kept(name, comparator, out)
            squares = sum(found[f"{kind}_size"][: len(stay)] > 1 for kind in (*forest.KINDS, "open"))
            assert (found["out_size"][: len(stay)] > 1).tolist() == (~stay).tolist()
            assert squares.tolist() == (stay if stay.sum() > 1 else ~stay & False).astype(int).tolist()
            assert found["k"] == stay.sum()


def test_open_rings_are_what_we_could_not_confirm() -> None:
    found = node(studies="crossover")
    assert rows("crossover")[int(np.nanargmax(found["open_size"]))].name == "Zarate 2006"
    assert np.nanmax(node()["open_size"]) == 0


def test_what_can_be_said_with_few_studies() -> None:
    assert node(comparator="masked")["state"].startswith("nothing") and np.isnan(node(comparator="masked")["estimate"])
    assert (
        node(studies="relapse")["state"] == forest.STATES["pair"]
        and node(studies="relapse")["next_span"] == "not known"
    )
    assert node(model="common")["state"] == forest.STATES["common"]


def test_the_lattice_is_small() -> None:
    lattice = Lattice.load_or_build(FOREST)
    header = gzip.compress(json.dumps(lattice.header, separators=(",", ":")).encode(), 9)
    assert len(compressed(lattice)) + len(header) < 60_000
