"""The hippocampus's explorers show what their words, tables and predictions say."""

from __future__ import annotations

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorers.hippocampus import EXPLORERS
from ketabrain.explorers.hippocampus.beside import MODEL_X
from ketabrain.models import calcium_plasticity, homeostasis, hopfield


@pytest.fixture
def plasticity() -> Explorer:
    return explorers.get("hippocampus-plasticity")


@pytest.fixture
def rest() -> Explorer:
    return explorers.get("hippocampus-homeostasis")


@pytest.fixture
def memory() -> Explorer:
    return explorers.get("hippocampus-memory")


def test_the_prediction_is_depression(plasticity: Explorer) -> None:
    before, after = plasticity.node(), plasticity.node(**plasticity.predict.state)
    assert (before["outcome"], after["outcome"]) == ("potentiation", "depression")
    assert (before["final"], after["final"]) == (0.61, 0.27)


def test_the_curve_runs_through_the_ring(plasticity: Explorer) -> None:
    for block in (0.0, 0.3, 0.5, 1.0):
        node = plasticity.node(block=block)
        assert np.interp(block, node["curve_block"], node["curve"]) == pytest.approx(node["final"], abs=0.01)
        assert node["efficacy"][-1] == pytest.approx(node["final"], abs=0.006)


def test_states_off_the_lattice_and_in_a_batch_agree(plasticity: Explorer) -> None:
    part = plasticity.parts[0]
    states = [{"pattern": "pre", "frequency": 50, "pulses": 30, "block": block} for block in (0.0, 0.37, 1.0)]
    assert part.batch is not None
    for state, found in zip(states, part.batch(states), strict=True):
        np.testing.assert_allclose(found["efficacy"], part.compute(**state)["efficacy"])


@pytest.mark.parametrize("pattern", ["pre", "pre_post", "post_pre"])
def test_calcium_shown_is_the_model_s(plasticity: Explorer, pattern: str) -> None:
    node = plasticity.node(pattern=pattern, frequency=20, block=0.2)
    after = {"pre": None, "pre_post": 10.0, "post_pre": -10.0}[pattern]
    whole = calcium_plasticity.calcium(node["calcium_ms"] / 1000, calcium_plasticity.protocol(20, 50, after), 0.2)
    np.testing.assert_allclose(node["calcium"], whole, atol=1e-12)


def test_the_prediction_is_stronger_without_ketamine(rest: Explorer) -> None:
    before, after = rest.node(), rest.node(**rest.predict.state)
    assert before["effect"] == after["effect"] == "stronger"
    assert after["response_24"] > before["response_24"] > 1.1


def test_each_link_breaks_the_chain(rest: Explorer) -> None:
    for change in ({"bdnf": "absent"}, {"bdnf": "antibody"}, {"kinase": "absent"}, {"block": 0.0}):
        assert rest.node(**change)["effect"] == "unchanged"
    assert rest.node(ampa=True)["effect"] == "weaker"
    assert rest.node(release=False, block=0.0)["effect"] == "stronger"


def test_the_table_of_experiments_shows_every_row_and_rings_the_misses(rest: Explorer) -> None:
    node = rest.node()
    rows = len(homeostasis.EXPERIMENTS)
    assert len(node["beside_yes_x"]) + len(node["beside_no_x"]) == 2 * rows
    missed = [e.label for e in homeostasis.EXPERIMENTS if e.changes() != e.found]
    assert [homeostasis.EXPERIMENTS[int(at)].label for at in node["beside_miss_y"]] == missed
    assert set(node["beside_miss_x"]) == {MODEL_X}
    assert sum(note["text"].startswith("Ketamine") for note in node["layout"]["annotations"]) == 4


def test_the_prediction_spares_old_memories(memory: Explorer) -> None:
    before, after = memory.node(), memory.node(**memory.predict.state)
    assert (before["verdict"], after["verdict"]) == ("old and new ones", "old ones only")
    assert after["overlap_old"] >= 0.99
    assert after["overlap_new"] < 0.15


def test_a_block_at_retrieval_spares_both_unless_recall_runs_on_nmda_receptors(memory: Explorer) -> None:
    spared = memory.node(when="retrieval", block=1.0)
    assert spared["verdict"] == "old and new ones"
    assert memory.node(when="retrieval", block=1.0, carried=1)["overlap_old"] < 0.2
    assert memory.node(when="both", block=0.5)["verdict"] == "old ones only"


def test_curves_run_through_the_rings(memory: Explorer) -> None:
    for when in ("encoding", "retrieval", "both"):
        node = memory.node(when=when, block=0.3, carried=0.5, seed=2)
        for which in ("old", "new"):
            at = np.interp(0.3, node["blocks"], node[f"curve_{which}"])
            assert at == pytest.approx(node[f"overlap_{which}"], abs=0.006)


def test_pictures_mark_exactly_the_wrong_cells(memory: Explorer) -> None:
    node = memory.node(when="encoding", block=1.0, seed=4)
    wrong = node["recalled_sizes"] != node["stored_sizes"]
    np.testing.assert_array_equal(wrong, node["wrong_sizes"] > 0)
    assert not wrong[:100].any()  # the old memory
    assert wrong[100:].mean() > 0.3
    cue_wrong = node["cue_sizes"] != node["stored_sizes"]
    assert 0.2 < cue_wrong.mean() < 0.4


def test_another_draw_shows_other_memories(memory: Explorer) -> None:
    assert (memory.node(seed=1)["stored_sizes"] != memory.node(seed=2)["stored_sizes"]).any()
    assert memory.control["seed"].again == "Run again"  # type: ignore[union-attr]


def test_the_table_of_findings_rings_the_two_misses(memory: Explorer) -> None:
    labels = [hopfield.FINDINGS[int(at)].label for at in memory.node()["beside_miss_y"]]
    assert labels == ["Deep, shallow study", "Emotional bonus"]


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.slug)
def test_every_task_can_be_done_and_is_not_done_at_the_start(explorer: Explorer) -> None:
    doing = {
        "hippocampus-plasticity": (
            {"block": 0.3},
            {"frequency": 20, "pulses": 900, "block": 0.2},
            {"pattern": "pre_post", "frequency": 50, "pulses": 100, "block": 0.5},
        ),
        "hippocampus-homeostasis": ({"bdnf": "antibody"}, {"block": 0, "release": False}, {"kinase": "absent"}),
        "hippocampus-memory": (
            {"when": "retrieval", "block": 1.0},
            {"when": "retrieval", "block": 1.0, "carried": 1},
            {"new": 30},
        ),
    }[explorer.slug]
    start = explorer.node()
    for task, state in zip(explorer.tasks, doing, strict=True):
        node = explorer.node(**state)
        values, before = ({**n, **{name: n[f"@{name}"] for name in explorer.control}} for n in (node, start))
        assert task.done(values), task.text
        assert not task.done(before), task.text
