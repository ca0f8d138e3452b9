"""The explorers of the prefrontal cortex say what the models say, and their words hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers import prefrontal_cortex as chapter
from ketabrain.explorers.prefrontal_cortex import disinhibition, spines, working_memory
from ketabrain.models import pfc_disinhibition as network
from ketabrain.models import spines as spine_model
from ketabrain.models import working_memory as memory_model

SLUGS = [explorer.slug for explorer in chapter.EXPLORERS]


def lattice(slug: str) -> Lattice:
    return Lattice.load_or_build(explorers.get(slug))


def node(slug: str, **state: Any) -> dict[str, Any]:
    return lattice(slug).node(**state)


REACHED: dict[str, list[dict[str, Any]]] = {
    "pfc-disinhibition": [{"bias": 0.75}, {"dose": 200}, {"lost": 0.2, "dose": 20}],
    "pfc-working-memory": [
        {"pyramidal": 0.1, "strength": 1.11},
        {"kind": "ring", "inhibitors": 0.4},
        {"kind": "ring", "pyramidal": 0.2, "inhibitors": 0.4},
    ],
    "pfc-spines": [{"erase": "2"}, {"stress": 0, "given": "five"}, {"timing": "days", "erase": "1"}],
}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_is_open_at_first_and_can_be_done(slug: str) -> None:
    explorer = explorers.get(slug)
    for task, state in zip(explorer.tasks, REACHED[slug], strict=True):
        for wanted, values in ((False, {}), (True, state)):
            found = node(slug, **values)
            named = {**found, **{name: found[f"@{name}"] for name in explorer.control}}
            assert task.done(named) == wanted, (task.text, values)


def test_the_table_is_what_the_page_shows() -> None:
    found = node("pfc-disinhibition", dose=20)
    assert (found["pyramidal"], found["interneurons"], found["met"]) == (1.52, 0.82, 5)
    assert (found["blocked_interneurons"], found["blocked_pyramidal"]) == (0.73, 0.18)
    assert found["way"] == "higher than without drug"


def test_the_prediction_of_the_surge() -> None:
    explorer = explorers.get("pfc-disinhibition")
    found = node(explorer.slug, **explorer.predict.state)
    assert found["pyramidal"] == 0.92 and "92 %" in explorer.predict.reveal
    assert found["pyramidal_curve"].max() < 1.005


def test_rats_dots_stand_at_moghaddams_doses() -> None:
    found = node("pfc-disinhibition")
    assert found["rat_mg_kg"].tolist() == list(network.MEASURED)
    assert found["rat_way"].tolist() == [1, 1, 1, 0, -1] == found["model_way"].tolist()


def test_stress_alone_does_not_move_the_directions_by_more_than_one() -> None:
    assert node("pfc-disinhibition", lost=0.3)["met"] >= 4
    assert node("pfc-disinhibition", dose=0, lost=0.2)["way"] == "about as without drug"


def test_the_axis_is_shared_by_all_its_panels() -> None:
    layout = explorers.get("pfc-disinhibition").template["layout"]
    assert layout["xaxis"]["tickvals"] == layout["xaxis2"]["tickvals"] == layout["xaxis3"]["tickvals"]
    assert layout["xaxis"]["range"][1] > disinhibition.place(200)


@pytest.mark.parametrize("kind", memory_model.MODELS)
@pytest.mark.parametrize(("pyramidal", "inhibitors"), [(0.0, 0.0), (0.06, 0.3), (0.2, 0.4)])
def test_the_memory_shown_is_the_models(kind: str, pyramidal: float, inhibitors: float) -> None:
    found = node("pfc-working-memory", kind=kind, pyramidal=pyramidal, inhibitors=inhibitors)
    model = memory_model.summarise(memory_model.simulate(kind, pyramidal, inhibitors))
    assert found["cue_Hz"] == pytest.approx(model.cue_Hz, abs=0.051)
    assert found["memory_Hz"] == pytest.approx(model.memory_Hz, abs=0.051)
    assert found["memory_curve"][working_memory.BLOCKS.index(pyramidal)] == pytest.approx(model.memory_Hz, abs=0.5)


def test_each_kind_shows_its_own_profile_alone() -> None:
    pair, ring = (node("pfc-working-memory", kind=kind) for kind in ("pair", "ring"))
    assert np.isnan(pair["moment_Hz"]).all() and np.isnan(pair["ring_place"]).all()
    assert np.isnan(ring["pair_Hz"]).all() and np.isnan(ring["pair_place"]).all()
    assert ring["moment_Hz"].shape == (len(working_memory.FRAMES_S), working_memory.PLACES_DEG.size)
    assert ring["end_Hz"].argmax() == working_memory.PLACES_DEG.size // 2
    assert pair["layout"]["xaxis2.ticktext"] == ["cued population", "other population"]


def test_the_three_fates() -> None:
    explorer = explorers.get("pfc-working-memory")
    fates = {preset.label: node(explorer.slug, **preset.state)["fate"] for preset in explorer.presets}
    assert fates == {
        "The pair, no drug": "kept",
        "Seen but lost": "fading, then lost",
        "The ring, no drug": "kept",
        "Blurred": "kept, but blurred",
        "Deleted": "lost",
    }
    assert set(explorer.describe) == {"kept", "kept, but blurred", "fading, then lost", "lost"}


def test_the_prediction_of_memory() -> None:
    explorer = explorers.get("pfc-working-memory")
    before, after = node(explorer.slug), node(explorer.slug, **explorer.predict.state)
    numbers = [before["cue_Hz"], after["cue_Hz"], before["memory_Hz"], after["memory_Hz"]]
    assert numbers == pytest.approx([39, 34, 20, 1.6], abs=0.5)


@pytest.mark.parametrize("timing", spine_model.TIMINGS)
def test_no_timing_agrees_with_every_study(timing: str) -> None:
    found = node("pfc-spines", timing=timing)
    assert found["agrees"] == 4
    confirmed = [f for f in spine_model.FINDINGS if f.scored and f.confirmed]
    assert len(confirmed) == 6
    opened = 10 ** found["window_x"]
    assert opened == pytest.approx([spine_model.TIMINGS[timing][0], sum(spine_model.TIMINGS[timing])])


def test_every_result_is_drawn_once_and_none_as_a_height() -> None:
    found = node("pfc-spines")
    drawn = sum(len(found[f"{name}_x"]) for name in ("more", "open", "none"))
    assert drawn == len(spine_model.FINDINGS)
    assert len(found["open_x"]) == sum(not f.confirmed for f in spine_model.FINDINGS) == 2
    assert set(spines.ROW) == set(spines.ROW_WORDS)


def test_a_red_ring_stands_on_a_result() -> None:
    for timing in spine_model.TIMINGS:
        found = node("pfc-spines", timing=timing)
        spots = {
            (x, y)
            for name in ("more", "open", "none")
            for x, y in zip(found[f"{name}_x"], found[f"{name}_y"], strict=True)
        }
        rings = {(x, y) for x, y in zip(found["against_x"], found["against_y"], strict=True) if not np.isnan(x)}
        assert rings and rings <= spots


@pytest.mark.parametrize(("timing", "erase", "kept"), [("day", "0.25", True), ("day", "2", False), ("days", "2", True)])
def test_erasing_takes_what_is_there(timing: str, erase: str, kept: bool) -> None:
    assert (node("pfc-spines", timing=timing, erase=erase)["late_gain"] > 0.01) == kept


def test_words_on_mice_are_for_what_was_done_there() -> None:
    words = {
        state: node("pfc-spines", **dict(state))["mice"]
        for state in ((), (("erase", "2"),), (("given", "none"),), (("stress", 0),), (("given", "five"),))
    }
    other = spines.MOUSE_WORDS["other"]
    assert [value == other for value in words.values()] == [False, False, False, True, True]
    assert "did not last" in words[(("erase", "2"),)]


def test_without_ketamine_the_two_curves_are_one() -> None:
    found = node("pfc-spines", given="none")
    assert found["spines"] == pytest.approx(found["without"], abs=1e-4)
    assert found["formed"] == 0 and found["late_gain"] == 0
