"""The numbers and places that the questions on the map name are arithmetic, or the map's own."""

from __future__ import annotations

import numpy as np
import pytest
from tests.quiz.asked import Worked, is_arithmetic

from ketabrain import quiz
from ketabrain.atlas import meshes, regions, sizes

BOX_MM3, HABENULA_MM3, RISE = 3**3, 9, 3  # the box of atlas-05; its rise in %
PATCHES = ("acc", "mpfc", "vmpfc", "dlpfc", "cortex")

# name: the answer, then the slips in the order of the file
ARITHMETIC: dict[str, Worked] = {
    "atlas-04": (
        100 * (2 ** (1 / 3) - 1),
        [100, 100 * (2 ** (1 / 2) - 1), 100 / 3, 100 * 2 ** (1 / 3), 2 ** (1 / 3)],
    ),
    "atlas-05": (
        RISE * HABENULA_MM3 / BOX_MM3,
        [RISE, RISE * HABENULA_MM3 / (BOX_MM3 - HABENULA_MM3), HABENULA_MM3 / BOX_MM3, HABENULA_MM3],
    ),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], slips_near=0.02)


def test_the_place_lies_nearest_to_the_patch_that_is_the_answer() -> None:
    away = {
        key: np.linalg.norm(meshes.load()[f"{key}-right"].vertices_mm - (40, 30, 30), axis=1).min() for key in PATCHES
    }
    right = next(option for option in quiz.bank.get("atlas-01").options if option.right)
    assert min(away, key=lambda key: away[key]) == "dlpfc"
    assert right.text.removeprefix("The ") in regions.get("dlpfc").title.lower()


def test_the_order_is_that_of_the_published_volumes() -> None:
    volumes = {regions.get(size.region).title: size.mm3 for size in sizes.SIZES}
    asked = [
        next(mm3 for title, mm3 in volumes.items() if step.text in title) for step in quiz.bank.get("atlas-03").steps
    ]
    assert asked == sorted(asked, reverse=True) and len(set(asked)) == 5


def test_the_map_s_hippocampus_is_twice_the_traced_one() -> None:
    drawn = meshes.load()["hippocampus-left"].volume_mm3
    assert drawn / sizes.BY_REGION["hippocampus"].mm3 == pytest.approx(2, abs=0.1)
