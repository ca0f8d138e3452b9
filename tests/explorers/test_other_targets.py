"""The binding profile says what the chapter and its own words say."""

from __future__ import annotations

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorers.other_targets import PLACES, SYMBOLS
from ketabrain.models import receptor_binding as model


@pytest.fixture
def profile() -> Explorer:
    return explorers.get("binding-profile")


def test_an_antidepressant_infusion(profile: Explorer) -> None:
    node = profile.node()
    assert (node["conc_uM"], node["nmda"], node["mu"]) == (0.43, "12 % to 46 %", 0.010)
    assert (node["reached"], node["unsure"]) == (6, 4)


def test_the_predictions_numbers(profile: Explorer) -> None:
    node = profile.node(**profile.predict.state)
    assert (node["conc_uM"], node["mu"]) == (5.12, 0.109)


def test_the_mistakes_bring_more_targets_within_reach(profile: Explorer) -> None:
    free, plasma, brain = (profile.node(counted=how)["reached"] for how in ("f55", "total", "brain"))
    assert free < plasma < brain


def test_every_point_has_its_row_and_its_words(profile: Explorer) -> None:
    for compound in model.COMPOUNDS:
        for doubtful in (True, False):
            node = profile.node(compound=compound, doubtful=doubtful)
            for symbol in SYMBOLS:
                places, shares = node[f"{symbol}_y"], node[f"{symbol}_x"]
                assert len(places) == len(shares) == len(node[f"{symbol}_words"])
                assert set(places) <= set(PLACES.values())
                assert ((shares >= 0) & (shares <= 1)).all()
            assert np.array_equal(np.isnan(node["bars_x"]), np.isnan(node["bars_y"]))


def test_only_confirmed_undisputed_numbers_are_filled(profile: Explorer) -> None:
    node = profile.node(level=185)
    rows = {place: target for target, place in PLACES.items()}
    filled = {rows[place] for place in node["seen_y"]}
    assert {"D2", "BK", "sigma-1", "sigma-2", "5-HT3", "HCN1"}.isdisjoint(filled)
    firm = [a for a in model.affinities("ketamine") if a.firm and a.found]
    assert len(node["seen_y"]) == len(firm)


def test_the_figure_takes_the_words_along(profile: Explorer) -> None:
    trace = next(one for one in profile.template["data"] if one["name"] == "disputed")
    assert "%{text}" in trace["hovertemplate"]
    assert any("high-affinity state" in words for words in profile.node()["disputed_words"])
