"""The cascade's explorer shows what its words, table and prediction say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.evidence import bibliography
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorers.cascade import ALONE, AUTHORS, COLUMNS_X, MARKS, PUBLISHED
from ketabrain.models.cascade import EXPERIMENTS, ROUTES, routed

STATES: dict[str, dict[str, Any]] = {
    "nbqx": {"nbqx": True},
    "inhibitor": {"given": "kinase inhibitor"},
    "knockout": {"knockout": True},
    "antibody": {"bdnf": "antibody"},
    "met": {"bdnf": "met"},
    "rapamycin": {"rapamycin": "brain"},
    "swallowed": {"rapamycin": "mouth"},
    "erased": {"erased": True},
    "local": {"given": "habenula block"},
    "absent": {"habenula": "absent"},
    "driven": {"habenula": "driven"},
}
VERDICTS = {  # chain, branch, with both routes
    "nbqx": ("agrees", "disagrees"),
    "inhibitor": ("agrees", "disagrees"),
    "knockout": ("disagrees", "disagrees"),
    "antibody": ("agrees", "disagrees"),
    "met": ("agrees", "disagrees"),
    "rapamycin": ("agrees", "disagrees"),
    "swallowed": ("disagrees", "says nothing"),
    "erased": ("agrees", "agrees"),
    "local": ("disagrees", "agrees"),
    "absent": ("disagrees", "agrees"),
    "driven": ("disagrees", "agrees"),
}


@pytest.fixture
def cascade() -> Explorer:
    return explorers.get("plasticity-cascade")


def test_every_experiment_has_a_switch_words_and_a_source_named_as_in_the_book() -> None:
    assert {e.switch for e in EXPERIMENTS} == set(STATES) == set(PUBLISHED) - {"none", "several"}
    known = bibliography.load()
    for e in EXPERIMENTS:
        assert AUTHORS[e.source] in PUBLISHED[e.switch]
        first, year = AUTHORS[e.source].rsplit(" ", 1)
        assert known[e.source].who.startswith(first) and str(known[e.source].year) == year


@pytest.mark.parametrize("switch", STATES)
def test_a_switch_shows_its_result_its_verdicts_and_its_rows(cascade: Explorer, switch: str) -> None:
    node = cascade.node(**STATES[switch])
    assert node["published"] == PUBLISHED[switch]
    assert (node["chain_verdict"], node["branch_verdict"]) == VERDICTS[switch]
    rows = [row for row, e in enumerate(EXPERIMENTS) if e.switch == switch]
    assert list(node["row_y"]) == rows


def test_alone_and_several_at_once_have_nothing_to_compare(cascade: Explorer) -> None:
    for state, words in (({}, "none"), ({"nbqx": True, "erased": True}, "several")):
        node = cascade.node(**state)
        assert node["published"] == PUBLISHED[words]
        assert node["chain_verdict"] == node["branch_verdict"] == "nothing to compare"
        assert len(node["row_y"]) == 0
    assert cascade.defaults == {**ALONE, "route": "both"}


@pytest.mark.parametrize("route", ROUTES)
def test_the_table_holds_each_result_and_rings_the_wrong_ones(cascade: Explorer, route: str) -> None:
    node = cascade.node(route=route)
    missed = [row for row, e in enumerate(EXPERIMENTS) if not e.agrees(e.chain(routed(route)))]
    assert sorted(node["chain_miss_y"]) == missed
    assert set(node["chain_miss_x"]) == {COLUMNS_X["chain"]}
    assert node["chain_met"] == len(EXPERIMENTS) - len(missed)
    drawn = [int(row) for kind in MARKS[:3] for row in node[f"chain_{kind}_y"]]
    assert sorted(drawn) == list(range(len(EXPERIMENTS)))
    words = [note["text"] for note in node["layout"]["annotations"]]
    for e in EXPERIMENTS:
        assert f"{e.label}<br>{e.animal} · {AUTHORS[e.source]}" in words


def test_what_was_found_and_the_branch_stay_whatever_drives_bdnf(cascade: Explorer) -> None:
    surge, rest = (cascade.node(route=route) for route in ("surge", "rest"))
    for kind in MARKS:
        np.testing.assert_array_equal(surge[f"fixed_{kind}_y"], rest[f"fixed_{kind}_y"])
    found = [x for kind in MARKS[:3] for x in surge[f"fixed_{kind}_x"] if x == COLUMNS_X["found"]]
    assert len(found) == len(EXPERIMENTS)


def test_curves_reach_100_percent_after_ketamine_alone_and_fall_to_nothing_behind_a_cut(cascade: Explorer) -> None:
    alone, cut = cascade.node(), cascade.node(rapamycin="brain")
    for step in ("bdnf", "mtor", "proteins", "spines"):
        assert 0.97 < alone[f"{step}_level"].max() <= 1 + 1e-9
    assert not cut["spines_level"].any() and not cut["mtor_level"].any()
    np.testing.assert_array_equal(cut["bdnf_level"], alone["bdnf_level"])
    np.testing.assert_array_equal(alone["relief"], alone["relief_alone"])


def test_the_prediction_is_lost_in_the_chain_and_kept_in_people(cascade: Explorer) -> None:
    node = cascade.node(**cascade.predict.state)
    assert (node["late"], node["chain_verdict"]) == (0, "disagrees")
    assert "unaltered after a day" in node["published"]


def test_times_are_told_in_minutes_hours_and_days(cascade: Explorer) -> None:
    words = list(cascade.node()["time_words"])
    assert (words[0], words[-1]) == ("1 min", "14.0 days")
    assert "60 min" not in words


def test_every_task_can_be_done_and_is_not_done_at_the_start(cascade: Explorer) -> None:
    doing: tuple[dict[str, Any], ...] = (
        {"rapamycin": "brain"},
        {"habenula": "absent"},
        {"knockout": True, "route": "rest"},
    )
    start = cascade.node()
    for task, state in zip(cascade.tasks, doing, strict=True):
        node = cascade.node(**state)
        values, before = ({**n, **{name: n[f"@{name}"] for name in cascade.control}} for n in (node, start))
        assert task.done(values), task.text
        assert not task.done(before), task.text


def test_the_second_task_has_three_answers_as_its_praise_says(cascade: Explorer) -> None:
    task = cascade.tasks[1]
    done = [switch for switch, state in STATES.items() if task.done(cascade.node(**state))]
    assert done == ["local", "absent", "driven"]
