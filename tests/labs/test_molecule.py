"""The numbers that the molecule's lab prints are the molecules' and the model's own."""

from __future__ import annotations

import re

from ketabrain import molecules
from ketabrain.models import ketamine_metabolism as model
from ketabrain.models.ketamine_metabolism import COMPANIONS, Activity


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    ratios = [
        model.change(route, Activity(value, value, value)).ketamine for route in model.ROUTES for value in (0.1, 10)
    ]
    assert numbers(printed["plot"]) == [
        round(ratios[0], 1),
        round(ratios[1], 3),
        round(ratios[2], 1),
        round(ratios[3], 1),
    ]


def test_exercise_1(printed: dict[str, str]) -> None:
    base = molecules.get("S-ketamine").molar_mass_g_mol
    assert numbers(printed["ex-1-start"])[2:3] == [base]
    assert numbers(printed["ex-1-solution"])[1:5] == [
        round(57.7 * base / (base + 36.46), 1),
        13,
        150,
        round(150 / base, 2),
    ]


def test_exercise_2(printed: dict[str, str]) -> None:
    assert f"{molecules.get('S-ketamine').signed_volume_A3():.1f} Å³ for S-ketamine" in printed["ex-2-solution"]


def test_exercise_3(printed: dict[str, str]) -> None:
    alone, together = (model.fate(activity=COMPANIONS[name]).blood for name in ("nothing", "clarithromycin"))
    wanted = [round(100 * alone), round(100 * together), round(together / alone, 1), 100]
    assert numbers(printed["ex-3-solution"]) == wanted


def test_exercise_4(printed: dict[str, str]) -> None:
    clarithromycin, itraconazole = (
        model.change("swallowed", COMPANIONS[name]).ketamine for name in ("clarithromycin", "itraconazole")
    )
    vein = model.change("vein", COMPANIONS["clarithromycin"]).ketamine
    found = numbers(printed["ex-4-solution"])
    assert found[:4] == [round(clarithromycin, 1), round(itraconazole, 1), 2.6, round(vein, 1)]
