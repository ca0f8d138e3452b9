"""Lattices hold what the model gives, for every kind of node."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.explorer.samples import SAMPLES, ramp, sample

from ketabrain.explorer import Explorer, Part, Readout, Series, Task
from ketabrain.explorer.codec import TOLERANCE, span
from ketabrain.explorer.errors import LatticeError
from ketabrain.explorer.lattice import Lattice, build, compressed

ROOM = 1e-9


def states(explorer: Explorer) -> list[dict[str, Any]]:
    """Return every state of an explorer, thinned where there are very many."""
    every = [
        dict(zip(explorer.control, steps, strict=True)) for steps in product(*(c.steps for c in explorer.controls))
    ]
    return every[:: max(1, len(every) // 60)]


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_state_is_the_models(slug: str, sample_lattices: dict[str, Lattice]) -> None:
    lattice, explorer = sample_lattices[slug], SAMPLES[slug]
    widths = {
        name: span(np.asarray(lattice.rows(name), float))[1] for name, s in explorer.series.items() if s.pack != "words"
    }
    for state in states(explorer):
        node, model = lattice.node(**state), explorer.node(**state)
        for name, series in explorer.series.items():
            found = node[name][tuple(slice(0, n) for n in model[name].shape)]
            if series.pack == "words":
                assert list(found) == list(model[name])
            else:
                np.testing.assert_allclose(found, model[name], atol=TOLERANCE * widths[name] + ROOM)
        for name, readout in explorer.readouts.items():
            assert node[name] == model[name] if readout.words else node[name] == pytest.approx(model[name], nan_ok=True)
        assert node.get("layout", {}) == model.get("layout", {})
        assert explorer.sentence(node) == explorer.sentence(model)
    assert lattice.largest_error <= TOLERANCE


@pytest.mark.parametrize("slug", SAMPLES)
def test_a_figure_from_the_lattice_is_the_models(slug: str, sample_lattices: dict[str, Lattice]) -> None:
    from ketabrain.explorer import figure as figures

    lattice, explorer = sample_lattices[slug], SAMPLES[slug]
    drawn = figures.fill(explorer.template, lattice.node(**explorer.defaults), 1)
    model = explorer.figure(frame=1)
    assert [trace["name"] for trace in drawn["data"]] == [trace.name for trace in model.data]
    for trace, own in zip(drawn["data"], model.data, strict=True):
        if own.name not in ("low", "high"):  # maps come from the lattice itself
            np.testing.assert_allclose(trace["y"], np.asarray(own.y, float), atol=0.02 * (np.ptp(own.y) or 1))
            assert len(trace["x"]) == len(own.x)


def test_off_step_values_go_to_the_nearest_state(sample_lattices: dict[str, Lattice]) -> None:
    node = sample_lattices["sample-seeds"].node(level=2.9, seed=1.2)
    assert (node["@level"], node["@seed"]) == (3.0, 1.0)


def test_rows_keep_their_own_length(sample_lattices: dict[str, Lattice]) -> None:
    lattice = sample_lattices["sample-rows"]
    for level in (1, 2, 3, 4):
        assert np.isfinite(lattice.node(level=level)["y"]).sum() == 5 * level
        assert len(SAMPLES["sample-rows"].figure(level=level).data[0].y) == 5 * level
    assert SAMPLES["sample-rows"].sentence(lattice.node(level=1)) == "1 mV: 5 points, the last at too short."


def test_frames_are_picked_by_number(sample_lattices: dict[str, Lattice]) -> None:
    explorer = SAMPLES["sample-frames"]
    tops = [max(explorer.figure(frame=frame).data[0].y) for frame in range(6)]
    assert tops == sorted(tops, reverse=True)
    assert max(explorer.figure(frame=99).data[0].y) == tops[-1]
    assert sample_lattices["sample-frames"].node()["y"].shape == (6, 20)


def test_a_scaled_control_is_no_axis(sample_lattices: dict[str, Lattice]) -> None:
    lattice = sample_lattices["sample-scaled"]
    assert lattice.states == 4
    assert len(compressed(lattice)) < 1000
    assert lattice.node(level=2, dose=7)["top"] == 7.0
    assert not lattice.node(level=2, dose=0)["y"].any()


def test_seeds_give_different_runs_and_the_same_again(sample_lattices: dict[str, Lattice]) -> None:
    lattice = sample_lattices["sample-seeds"]
    runs = [lattice.node(seed=seed)["y"] for seed in (1, 2, 1)]
    assert not np.allclose(runs[0], runs[1])
    np.testing.assert_array_equal(runs[0], runs[2])


def refuse(explorer: Explorer, words: str) -> None:
    """Hold that a lattice cannot be built, in one sentence."""
    with pytest.raises(LatticeError, match=words) as caught:
        build(explorer)
    assert str(caught.value).startswith(f"{explorer.slug}: ")


SERIES = (Series("t", "ms"), Series("y", "mV"))
TOP = (Readout("top", "Top", "mV", 1),)


@pytest.mark.usefixtures("own_cache")
class TestRefused:
    """A lattice that would mislead is not made."""

    def test_infinite_series(self) -> None:
        part = Part(lambda level: {**ramp(level), "y": [1.0, np.inf]}, SERIES, TOP)
        refuse(sample("sample-bad", parts=(part,)), "series 'y': an infinite value")

    def test_infinite_readout(self) -> None:
        part = Part(lambda level: {**ramp(level), "top": np.inf}, SERIES, TOP)
        refuse(sample("sample-bad", parts=(part,)), "read-out 'top' has an infinite value")

    def test_a_coarse_pack(self) -> None:
        part = Part(ramp, (Series("t", "ms"), Series("y", "mV", "u8", levels=20)), TOP)
        refuse(sample("sample-bad", parts=(part,)), "'y' packed as u8 misses the model by 2.6 % .* 1 % is allowed")

    def test_what_is_not_linear(self) -> None:
        part = Part(lambda level: {"t": [0.0, 1.0], "y": [0.0, level**2], "top": level}, SERIES, TOP, scaled_by="level")
        refuse(sample("sample-bad", parts=(part,)), "scaled by 'level' misses the model")

    def test_a_word_without_sentence(self) -> None:
        words = (*TOP, Readout("name", "Name", words=True))
        part = Part(lambda level: {**ramp(level), "name": "high" if level > 2 else "low"}, SERIES, words)
        texts = {"low": "Low."}
        refuse(
            sample("sample-bad", parts=(part,), describe=texts, describe_by="name"),
            "no sentence describes name = 'high'",
        )

    def test_a_task_done_at_the_start(self) -> None:
        tasks = (Task("Stay.", (("level", "==", 2),)), Task("Go up.", (("level", ">", 2),)))
        refuse(sample("sample-bad", tasks=tasks), "'Stay.…' is done in the default state")

    def test_a_task_that_cannot_be_done(self) -> None:
        tasks = (Task("Fly.", (("top", ">", 40.0),)), Task("Go up.", (("level", ">", 2),)))
        refuse(sample("sample-bad", tasks=tasks), "'Fly.…' can be done in no state")
