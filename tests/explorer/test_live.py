"""Explorers on show in a notebook: what the object says, how its state moves, and what it sends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np
import pytest
from comm.base_comm import BaseComm

import ketabrain
from ketabrain import explorers
from ketabrain.explorer import Explorer, Part, Series, Steps
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.live import Shown, message
from ketabrain.explorer.live.view import Runtime

SLUG = "basics-synapse"
STEP_BYTES = 40_000
HTML = (
    '<div data-ketabrain="explorer:basics-synapse">Explorer: One synapse, two kinds of receptor. '
    "Run this cell in JupyterLab to move its controls.</div>"
)


@pytest.fixture
def synapse() -> Explorer:
    """Return an explorer whose lattice is there."""
    explorer = explorers.get(SLUG)
    Lattice.load_or_build(explorer)
    return explorer


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Return the messages that widgets send, in order."""
    kept: list[dict[str, Any]] = []

    def publish(self: BaseComm, msg_type: str, data: Any = None, buffers: Any = None, **_more: Any) -> None:
        kept.append({"type": msg_type, "comm": self.comm_id, "data": data or {}, "buffers": buffers or []})

    kind = type(ipywidgets.Label().comm)
    monkeypatch.setattr(kind, "publish_msg", publish)
    yield kept


def weight(messages: list[dict[str, Any]]) -> int:
    """Return what messages weigh, JSON and bytes together."""
    return sum(len(json.dumps(one["data"])) + sum(len(part) for part in one["buffers"]) for one in messages)


def float32(shown: Shown, name: str) -> np.ndarray:
    """Return a series as it was sent."""
    kept = {**shown.view.fixed, **shown.view.node["series"]}[name]
    return np.frombuffer(kept["data"], "<f4").reshape(kept["shape"])


class TestWhatANotebookDisplays:
    def test_other_front_ends_get_one_line_that_never_changes(self, synapse: Explorer) -> None:
        first, second = ketabrain.show(SLUG), ketabrain.show(SLUG, spikes=6)
        second.set(block=0.4)
        for shown in (first, second):
            bundle = shown._repr_mimebundle_()
            assert bundle["text/html"] == HTML
            assert bundle["text/plain"] == "ketabrain.show('basics-synapse')"

    def test_live_front_ends_get_the_view(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG)
        bundle = shown._repr_mimebundle_(include=None, exclude=None)
        assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == shown.view.model_id

    def test_a_title_is_text(self, synapse: Explorer) -> None:
        shown = Shown(replace(synapse, title="<b>&"), {})
        assert "Explorer: &lt;b&gt;&amp;. Run" in shown._repr_mimebundle_()["text/html"]


class TestState:
    def test_starts_at_the_defaults(self, synapse: Explorer) -> None:
        assert ketabrain.show(SLUG).state == synapse.defaults

    def test_starts_where_asked(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG, spikes=2, magnesium=False)
        assert shown.state == {**synapse.defaults, "spikes": 2, "magnesium": False}
        assert shown.panel.widgets["spikes"].value == 2
        assert shown.view.note == ""

    def test_goes_to_the_nearest_step_and_says_so(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG, rest=-63.6)
        assert shown.state["rest"] == -65
        assert shown.view.note == f"{synapse.control['rest'].label} was set to −65 mV, the nearest step."
        shown.set(spikes=1)
        assert shown.view.note == ""

    def test_a_moved_control_moves_the_state_and_the_plot(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG)
        shown.panel.widgets["spikes"].value = 6.0
        assert shown.state == {**synapse.defaults, "spikes": 6}
        assert shown.view.node["values"]["spikes"] == 6
        assert shown.view.node["sentence"] == synapse.sentence(synapse.node(spikes=6))

    def test_set_moves_the_widgets_in_one_step(self, synapse: Explorer, sent: list[dict[str, Any]]) -> None:
        shown = ketabrain.show(SLUG)
        sent.clear()
        shown.set(spikes=1, rest=-50, magnesium=False)
        assert {name: one.value for name, one in shown.panel.widgets.items()} == shown.state
        assert len([one for one in sent if one["comm"] == shown.view.comm.comm_id]) == 1

    def test_presets_and_reset(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG, spikes=6)
        *presets, reset = shown.panel.box.children[0].children
        for button, preset in zip(presets, synapse.presets, strict=True):
            button.click()
            assert shown.state == {**synapse.defaults, **preset.state}
        reset.click()
        assert shown.state == synapse.defaults

    def test_a_switch_names_its_position(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG)
        assert shown.panel.words["magnesium"].value == "present"
        shown.panel.widgets["magnesium"].value = False
        assert shown.panel.words["magnesium"].value == "removed"

    def test_run_again_goes_on_and_round(self, synapse: Explorer) -> None:
        seed = Steps("spikes", "Run", "", (1, 2, 3, 4, 5, 6), 5, decimals=0, again="Run again")
        controls = [seed if control.name == "spikes" else control for control in synapse.controls]
        shown = Shown(replace(synapse, controls=controls), {})
        again = shown.panel.box.children[1].children[0].children[1]
        assert again.description == "Run again"
        again.click()
        assert shown.state["spikes"] == 6
        again.click()
        assert shown.state["spikes"] == 1

    def test_the_prediction_moves_to_its_state(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG)
        shown.view._handle_custom_msg({"set": shown.view.spec["predict"]["state"]}, [])
        assert shown.state == {**synapse.defaults, **synapse.predict.state}


class TestCompute:
    def test_asks_the_model_at_this_state(self, synapse: Explorer) -> None:
        found = ketabrain.show(SLUG, spikes=2).compute()
        assert np.array_equal(found["membrane_mV"], synapse.compute(spikes=2)["membrane_mV"])

    def test_off_the_lattice(self, synapse: Explorer) -> None:
        found = ketabrain.show(SLUG, spikes=2).compute(rest=-63.3)
        assert np.array_equal(found["membrane_mV"], synapse.compute(spikes=2, rest=-63.3)["membrane_mV"])
        assert not np.array_equal(found["membrane_mV"], synapse.compute(spikes=2, rest=-65)["membrane_mV"])


class TestErrors:
    def test_unknown_explorer(self) -> None:
        known = ", ".join(explorers.names())
        with pytest.raises(UnknownExplorer, match=f"There is no explorer 'habenla': choose one of {known}"):
            ketabrain.show("habenla")

    def test_unknown_control(self, synapse: Explorer) -> None:
        with pytest.raises(ValueError, match="basics-synapse has no control 'dose': it has spikes, rest, "):
            ketabrain.show(SLUG, dose=1)

    def test_out_of_range_changes_nothing(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG)
        with pytest.raises(ValueError, match=r"rest = 20 is out of range: give a number from -80 to -50 mV\."):
            shown.set(spikes=2, rest=20)
        assert shown.state == synapse.defaults

    def test_the_package_has_no_such_part(self) -> None:
        with pytest.raises(AttributeError, match="module 'ketabrain' has no attribute 'shwo'"):
            _ = ketabrain.shwo


class TestMessages:
    def test_holds_what_the_traces_draw(self, synapse: Explorer) -> None:
        shown = ketabrain.show(SLUG, spikes=3)
        node = synapse.node(spikes=3)
        drawn = {"time_ms", "membrane_mV", "ampa_uA_cm2", "nmda_uA_cm2"}
        assert {*shown.view.fixed, *shown.view.node["series"]} == drawn
        assert set(shown.view.fixed) == {"time_ms"}
        for name in drawn:
            assert np.allclose(float32(shown, name), node[name], atol=0.01 * np.ptp(node[name]))
        assert shown.view.node["readouts"] == {name: node[name] for name in synapse.readouts}

    def test_a_series_that_nothing_draws_stays_here(self, synapse: Explorer) -> None:
        hidden = Part(lambda: {"hidden": np.zeros(9)}, over=(), series=(Series("hidden", "mV", "exact"),))
        assert "hidden" not in message.drawn(replace(synapse, parts=[*synapse.parts, hidden]))

    def test_no_value_is_none_and_frames_keep_their_shape(self) -> None:
        kept = message.packed_row(Series("a", "mV", frames=True), np.arange(6.0).reshape(2, 3))
        assert kept["shape"] == [2, 3] and len(kept["data"]) == 24
        kept = message.packed_row(Series("a", "", "words"), np.array(["x", ""], object))
        assert kept == {"words": ["x", ""]}
        trapping = explorers.get("habenula-trapping")
        node = trapping.node(tissue="quiet")
        assert message.node_message(trapping, None, node)["readouts"]["bursts_return_h"] is None

    @pytest.mark.parametrize("slug", explorers.names())
    def test_a_step_is_light(self, slug: str, sent: list[dict[str, Any]]) -> None:
        explorer = explorers.get(slug)
        Lattice.load_or_build(explorer)
        shown = Shown(explorer, {})
        for control in explorer.controls:
            for step in (control.steps[-1], control.steps[0]):
                before = shown.state
                sent.clear()
                shown.panel.widgets[control.name].value = step
                if shown.state != before:
                    assert 0 < weight(sent) < STEP_BYTES

    def test_a_map_is_the_lattice_s_own(self) -> None:
        explorer = explorers.get("habenula-bursting")
        lattice = Lattice.load_or_build(explorer)
        shown = Shown(explorer, {"kir": -80})
        maps = [one for one in shown.view.node["slices"] if one]
        assert sum(len(one["x"]) for one in maps) == len(explorer.control["drive"].steps) * len(
            explorer.control["block"].steps
        )
        for one, wanted in zip(maps, filter(None, explorer.template["slices"]), strict=True):
            for x, y in zip(one["x"], one["y"], strict=True):
                assert lattice.readout("mode", {**shown.state, "drive": x, "block": y}) == wanted["equals"]

    def test_what_all_share_is_sent_once(self, synapse: Explorer, sent: list[dict[str, Any]]) -> None:
        Runtime.shared = None
        first, second = Shown(synapse, {}), Shown(synapse, {})
        opened = [one for one in sent if one["type"] == "comm_open"]
        heavy = [one for one in opened if weight([one]) > 100_000]
        assert len(heavy) == 1
        assert first.view.runtime is second.view.runtime
        assert weight(sent) < 700_000

    def test_a_closed_runtime_is_made_again(self, synapse: Explorer) -> None:
        closed = Runtime.get()
        closed.close()
        assert Shown(synapse, {}).view.runtime is not closed


class TestBeforeTheLattice:
    @pytest.fixture(autouse=True)
    def nothing_stored(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path))

    def test_the_model_computes_the_state_and_says_so(self) -> None:
        shown = ketabrain.show(SLUG, spikes=2)
        assert shown.lattice is None
        assert shown.view.note.startswith("This explorer's results are not stored yet, so the model computes")
        node = explorers.get(SLUG).node(spikes=2)
        assert np.array_equal(float32(shown, "membrane_mV"), node["membrane_mV"].astype("<f4"))
        shown.panel.widgets["spikes"].value = 5.0
        assert shown.view.node["sentence"] == explorers.get(SLUG).sentence(explorers.get(SLUG).node(spikes=5))
        assert "not stored yet" in shown.view.note

    def test_a_map_stays_empty_and_says_so(self) -> None:
        shown = ketabrain.show("habenula-bursting")
        assert [one for one in shown.view.node["slices"] if one] == 3 * [{"x": [], "y": []}]
        assert shown.view.note.endswith("The map stays empty until then.")

    def test_results_that_another_process_stores_are_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path / "other"))
        Lattice.load_or_build(explorers.get(SLUG))
        monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path / "ours"))
        assert ketabrain.show(SLUG).lattice is None
        shutil.copytree(tmp_path / "other", tmp_path / "ours")
        assert ketabrain.show(SLUG).lattice is not None


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import ketabrain", ("numpy", "ipywidgets", "numba", "plotly")),
        ("import ketabrain; ketabrain.explorers.names()", ("ipywidgets", "numba", "plotly", "matplotlib", "scipy.stats")),
        ("import ketabrain; ketabrain.show('basics-synapse')", ("numba", "plotly", "matplotlib", "scipy.stats")),
    ],
)  # fmt: skip
def test_loads_only_what_it_needs(code: str, unwanted: tuple[str, ...], synapse: Explorer) -> None:
    asked = f"{code}; import sys; print([name for name in {unwanted!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
