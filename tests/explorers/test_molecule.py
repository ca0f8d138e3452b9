"""What the explorer of gut and liver says of itself is so."""

from __future__ import annotations

import itertools
from typing import Any

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice

EXPLORER = explorers.get("molecule-metabolism")


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(EXPLORER).node(**state)


def test_the_prediction() -> None:
    swallowed = node(**EXPLORER.predict.state)["auc_ratio"]
    vein = node(**{**EXPLORER.predict.state, "route": "vein"})["auc_ratio"]
    assert round(swallowed) == 3  # "about threefold"
    assert round(vein, 1) == 1.1  # "by a tenth"


def test_no_setting_meets_six_and_some_meet_five() -> None:
    shares, escapes = (EXPLORER.control[name].steps for name in ("share", "escape"))
    met = [node(share=share, escape=escape)["met"] for share, escape in itertools.product(shares, escapes)]
    assert max(met) == 5
    assert node()["met"] == 4


def test_every_task_can_be_done() -> None:
    states: list[dict[str, Any]] = [
        {"route": "vein", "together": "rifampicin"},
        {"share": 0.1},
        {"together": "itraconazole", "share": 0.0, "escape": 0.8},
    ]
    for task, state in zip(EXPLORER.tasks, states, strict=True):
        found = node(**state)
        values = {**found, **{name: found[f"@{name}"] for name in EXPLORER.control}}
        assert task.done(values)
    clarithromycin = node(together="clarithromycin", share=0.0, escape=0.8)
    assert clarithromycin["auc_ratio"] < 1.25  # as the last praise says


def test_the_chosen_study_is_ringed_only_where_there_is_one() -> None:
    assert EXPLORER.figure(together="ticlopidine").data[-1].y[0] == 5
    assert not len(EXPLORER.figure(together="ticlopidine", route="vein").data[-1].y)
