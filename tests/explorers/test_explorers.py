"""The course's explorers hold to their budgets and promises."""

from __future__ import annotations

import gzip
from itertools import pairwise

import pytest

from ketabrain import explorers
from ketabrain.evidence.bibliography import load as load_sources
from ketabrain.explorer.codec import TOLERANCE
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.spec import lattice_script

SLUGS = explorers.names()
BUDGET_BYTES = 60_000  # of design.md: each lattice, at gzip -6
HONEST = ("teaching model", "sketch")


def test_the_chapters_explorers_are_there() -> None:
    assert {"basics-synapse", "habenula-bursting", "habenula-reward-brake", "habenula-trapping"} <= set(SLUGS)
    assert list(SLUGS) == sorted(SLUGS)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownExplorer, match=f"There is no explorer 'habenula': choose one of {', '.join(SLUGS)}"):
        explorers.get("habenula")


@pytest.mark.parametrize("slug", SLUGS)
def test_its_file_is_small_and_true(slug: str) -> None:
    lattice = Lattice.load_or_build(explorers.get(slug))
    assert lattice.largest_error <= TOLERANCE
    assert len(gzip.compress(lattice_script(lattice).encode(), 6)) <= BUDGET_BYTES


@pytest.mark.parametrize("slug", SLUGS)
def test_its_default_node_is_complete(slug: str) -> None:
    explorer = explorers.get(slug)
    node = Lattice.load_or_build(explorer).node()
    assert set(explorer.readouts) | set(explorer.series) | {f"@{name}" for name in explorer.control} <= set(node)
    assert explorer.sentence(node) == explorer.sentence(explorer.node())
    assert "{" not in explorer.sentence(node)


@pytest.mark.parametrize("slug", SLUGS)
def test_its_words_are_honest(slug: str) -> None:
    explorer = explorers.get(slug)
    assert any(word in explorer.teaching_note for word in HONEST)
    assert "Try" in explorer.caption or slug == "basics-synapse"


@pytest.mark.parametrize("slug", SLUGS)
def test_its_measured_bands_have_sources(slug: str) -> None:
    known = set(load_sources())
    for item in explorers.get(slug).drawing.measured:
        assert item.source in known


@pytest.mark.parametrize("slug", SLUGS)
def test_its_predictions_answer_is_what_the_model_does(slug: str) -> None:
    explorer = explorers.get(slug)
    before, after = explorer.node(), explorer.node(**explorer.predict.state)
    assert before != after if not explorer.series else any(before[name] != after[name] for name in explorer.readouts)


def test_the_three_states_of_the_bursting_cell() -> None:
    explorer = explorers.get("habenula-bursting")
    lattice = Lattice.load_or_build(explorer)
    modes = [lattice.node(**preset.state)["mode"] for preset in explorer.presets]
    assert modes == ["firing steadily", "bursting", "silent"]
    assert lattice.node()["mode"] == "bursting"
    assert lattice.node(**explorer.predict.state)["mode"] == "silent"


def test_more_bursting_cells_press_the_brake() -> None:
    lattice = Lattice.load_or_build(explorers.get("habenula-reward-brake"))
    rates = [lattice.node(burst_share=share, outcome="as_expected")["dopamine_Hz"] for share in (0, 0.1, 0.2, 0.3, 0.5)]
    assert all(b < a for a, b in pairwise(rates))
    assert lattice.node(burst_share=0.23)["dopamine_Hz"] == 2.5  # as the prediction's reveal says
    assert lattice.node()["dopamine_Hz"] == 4.0


def test_driving_late_ends_the_block_sooner_and_early_later() -> None:
    lattice = Lattice.load_or_build(explorers.get("habenula-trapping"))
    never, early, late = (lattice.node(driven=when)["bursts_return_h"] for when in ("never", "early", "late"))
    assert late < never < early
    assert lattice.node(tissue="quiet")["peak_block"] < lattice.node()["peak_block"]
