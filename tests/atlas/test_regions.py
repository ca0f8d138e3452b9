"""What the map shows: names, colours of the palette, layers, and words for each region."""

from __future__ import annotations

import re

import pytest

from ketabrain.atlas.regions import MARKERS, REGIONS, Region, get
from ketabrain.palette import PALETTE


def ids(region: Region) -> str:
    return region.key


@pytest.mark.parametrize("region", REGIONS, ids=ids)
def test_each_region_has_a_colour_and_words(region: Region) -> None:
    assert region.colour in PALETTE
    assert 0 < region.alpha <= 1
    assert all(len(words) > 10 for words in (region.place, region.links, region.drawn))


def test_no_two_regions_share_a_colour() -> None:
    assert len({PALETTE[region.colour] for region in REGIONS}) == len(REGIONS)


def test_regions_of_the_course_have_the_course_wide_colour() -> None:
    for key in ("amygdala", "hippocampus", "habenula"):
        assert get(key).colour == key
    assert PALETTE[get("mpfc").colour] == PALETTE["prefrontal_cortex"]
    assert PALETTE[get("vta").colour] == PALETTE["dopamine"]
    assert PALETTE[get("raphe").colour] == PALETTE["serotonin"]


def test_what_is_solid_and_inside_is_drawn_first() -> None:
    layers = {region.key: region.layer for region in REGIONS}
    assert max(layers[key] for key in ("habenula", "amygdala", "vta", "raphe")) == 0
    assert 0 < layers["thalamus"] < layers["acc"] == layers["dlpfc"] < layers["cortex"]


def test_markers_are_called_markers() -> None:
    assert {region.key for region in REGIONS if region.kind == "marker"} == set(MARKERS)
    for key in MARKERS:
        assert re.search(r"ball of \d+ mm³.* only a marker", get(key).drawn)
        assert f"{MARKERS[key].volume_mm3:g} mm³" in get(key).drawn


def test_an_unknown_region_is_named() -> None:
    with pytest.raises(ValueError, match="The map has no region 'insula': choose one of dlpfc, mpfc, "):
        get("insula")
