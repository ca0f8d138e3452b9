"""The network of memories: its table, what each block does, and a second implementation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import hopfield as model
from ketabrain.models.hopfield import FINDINGS, Parameters, draw, simulate
from ketabrain.validation import hopfield as validation

SMALL = Parameters(cells=100)
NOISY = Parameters(noise=0.2)


@pytest.mark.parametrize(
    ("block", "new", "within"),
    [(0.0, 1.00, 0.005), (0.2, 0.96, 0.11), (0.4, 0.21, 0.075), (0.5, 0.09, 0.03), (0.8, 0.06, 0.025)],
)
def test_the_mean_over_seeds_is_within_three_standard_errors_of_the_table(block, new, within):
    assert validation.mean_overlap(block, "new") == pytest.approx(new, abs=within)
    assert validation.mean_overlap(block, "old") == pytest.approx(1, abs=0.005)
    spread = np.std([run.overlap_new for run in validation.runs(block)], ddof=1)
    assert 3 * spread / np.sqrt(5) <= within + 0.005  # the bounds are not wider than they say


@pytest.mark.parametrize(("encoding", "retrieval"), validation.CHECKED)
def test_weights_written_out_recall_the_same_cells(encoding, retrieval):
    np.testing.assert_array_equal(simulate(encoding, retrieval, seed=3).recalled, validation.written_out(encoding, 3))


def test_the_fall_is_a_cliff():
    overlaps = [validation.mean_overlap(block, "new") for block in (0.0, 0.2, 0.4, 0.8)]
    assert overlaps[0] - overlaps[1] < overlaps[1] - overlaps[2] > overlaps[2] - overlaps[3]


def test_without_noise_a_block_at_retrieval_changes_no_cell():
    carried = Parameters(nmda_carried=0.9)
    clear, blocked = (simulate(0.3, block, parameters=carried, seed=2) for block in (0.0, 1.0))
    np.testing.assert_array_equal(clear.recalled, blocked.recalled)


def test_with_noise_recall_fails_only_where_it_runs_on_nmda_receptors():
    on_ampa = simulate(0.0, 1.0, parameters=NOISY, seed=1)
    on_nmda = simulate(0.0, 1.0, parameters=replace(NOISY, nmda_carried=1.0), seed=1)
    assert on_ampa.overlap_old > 0.99
    assert abs(on_nmda.overlap_old) < 0.1


def test_too_many_memories_crowd_each_other_out():
    few, many = (simulate(new=new, seed=1) for new in (5, 45))
    assert few.overlap_old > 0.99
    assert many.overlap_old < 0.9


def test_cues_have_the_stated_share_of_wrong_cells_and_seeds_repeat():
    memories, cues = draw(4, 3, 5, Parameters())
    np.testing.assert_array_equal((memories != cues).sum(axis=1), 150)
    np.testing.assert_array_equal(draw(4, 3, 5, Parameters())[1], cues)
    assert (draw(4, 3, 6, Parameters())[0] != memories).any()


def test_more_new_memories_leave_the_others_as_they_were():
    few, many = (draw(4, new, 5, Parameters())[0] for new in (2, 6))
    np.testing.assert_array_equal(few, many[:6])


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.label)
def test_findings_are_met_but_for_the_two_that_the_card_names(finding):
    missed = finding.label in ("Deep, shallow study", "Emotional bonus")
    assert (finding.network_worse() == finding.worse) != missed


@settings(max_examples=20, deadline=None)
@given(strategies.SHARES, strategies.SHARES, st.integers(0, 50))
def test_states_are_on_or_off(encoding, retrieval, seed):
    found = simulate(
        encoding, retrieval, old=3, new=3, seed=seed, parameters=replace(SMALL, noise=0.3, nmda_carried=0.5)
    )
    assert set(np.unique(found.recalled)) <= {-1.0, 1.0}
    assert -1 <= found.overlap_old <= 1


def test_an_input_leaves_out_a_cell_s_own_part():
    memories, cues = draw(2, 1, 0, SMALL)
    learned = np.array([1.0, 1.0, 0.4])
    weights = (memories.T * learned) @ memories / 100
    np.fill_diagonal(weights, 0)
    np.testing.assert_allclose(model.inputs(cues, memories, learned), cues @ weights, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("block_encoding", lambda: simulate(1.1)),
        ("block_retrieval", lambda: simulate(0, -0.1)),
        ("old", lambda: simulate(old=0)),
        ("new", lambda: simulate(new=0)),
        ("flipped", lambda: Parameters(flipped=0.9)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()
