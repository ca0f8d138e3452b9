"""The comparison of sizes: published volumes, their sources, and balls drawn to one scale."""

from __future__ import annotations

import math
import re

import pytest

from ketabrain.atlas.meshes import SIDES, load
from ketabrain.atlas.regions import get
from ketabrain.atlas.sizes import (
    BY_REGION,
    SIZES,
    UNITS,
    VOXEL_MM,
    WIDTH,
    Size,
    description,
    picture,
    times_the_habenula,
)
from ketabrain.evidence import bibliography


def ids(size: Size) -> str:
    return size.region


@pytest.mark.parametrize("size", SIZES, ids=ids)
def test_each_size_has_words_that_hold_it_and_a_source(size: Size) -> None:
    assert size.sources and size.people
    numbers = [float(found.replace(",", "")) for found in re.findall(r"[\d,.]*\d", size.words)]
    assert min(numbers) - 1 <= size.mm3 <= max(numbers) + 1
    known = bibliography.load()
    assert all(key in known for key in size.sources)


@pytest.mark.parametrize("size", SIZES, ids=ids)
def test_balls_are_drawn_to_scale_and_inside_the_picture(size: Size) -> None:
    colour = get(size.region).colour.replace("_", "-")
    balls = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="var\(--kb-([\w-]+)\)"', picture())
    x, y, r = next(tuple(map(float, ball[:3])) for ball in balls if ball[3] == colour)
    assert 4 / 3 * math.pi * (r / UNITS) ** 3 == pytest.approx(size.mm3, rel=0.02)
    height = float(re.search(r'viewBox="0 0 \d+ (\d+)"', picture())[1])
    assert r <= x <= WIDTH - r and r <= y <= height - r


def test_the_habenula_is_the_smallest_and_a_few_voxels() -> None:
    habenula = BY_REGION["habenula"].mm3
    assert habenula == min(size.mm3 for size in SIZES)
    assert 3 <= habenula / VOXEL_MM**3 <= 4
    assert times_the_habenula(BY_REGION["hippocampus"]) > 100


@pytest.mark.parametrize("region", ["hippocampus", "amygdala", "thalamus", "habenula"])
def test_published_sizes_are_not_the_templates(region: str) -> None:
    for side in SIDES:
        assert load()[f"{region}-{side}"].volume_mm3 > 1.2 * BY_REGION[region].mm3


def test_the_words_name_every_region_and_the_diameter() -> None:
    for size in SIZES:
        assert get(size.region).short in description()
    assert f"{2 * BY_REGION['habenula'].radius_mm:.1f} mm across" in description()
