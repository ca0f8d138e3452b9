"""The numbers that the pharmacokinetics lab prints are the model's own."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import numpy as np
import pytest
from tests.labs.conftest import REPO

from ketabrain import explorers
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics import Parameters

MINUTES = np.arange(0, 361.0)
INFUSION = pk.Dose("iv_infusion", 35, duration_min=40)


@pytest.fixture(scope="module")
def lab() -> Any:
    return nbformat.read(REPO / "notebooks" / "pharmacokinetics.ipynb", as_version=4)


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def source(lab: Any, name: str) -> str:
    return next(cell.source for cell in lab.cells if cell.id == name)


def alt(lab: Any, name: str) -> list[float]:
    """Return the numbers that a picture's description names."""
    return numbers(next(cell.metadata.mystnb.image.alt for cell in lab.cells if cell.id == name))


def peak(dose: pk.Dose, parameters: str = pk.DEFAULT) -> float:
    return float(pk.simulate(dose, 70, MINUTES, parameters).ketamine_ng_ml.max())


def norketamine(doses: Any, minutes: Any) -> np.ndarray:
    found = pk.simulate(doses, 70, minutes).norketamine_ng_ml
    assert found is not None
    return found


def infused(lasts_min: float) -> pk.Dose:
    return pk.Dose("iv_infusion", 35, duration_min=lasts_min)


def ten_lines(lab: Any, **changes: Any) -> dict[str, Any]:
    """Run the two cells of the model, with some text changed as the lab invites to."""
    text = source(lab, "setup") + "\n" + source(lab, "model")
    for old, new in changes.get("swap", ()):
        assert old in text
        text = text.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(compile(text, "lab", "exec"), names)
    return names


def test_what_the_explorers_are_asked_has_an_answer() -> None:
    single = {route: explorers.get("pk-single-dose").compute(route=route, dose_mg_kg=0.5) for route in pk.ROUTES}
    assert min(single, key=lambda route: single[route]["peak"]) == "oral"
    assert max(single, key=lambda route: single[route]["nk_peak"]) == "oral"
    course = explorers.get("pk-course")
    grows = {every: course.compute(number=12, every=every, route="iv_infusion")["grows"] for every in ("48", "24")}
    assert grows["48"] < 1.01 <= grows["24"]
    spread = explorers.get("pk-variability")
    for treatment, most in (("oral", "uptake"), ("iv_infusion", "body")):
        folds = {name: spread.compute(treatment=treatment, differing=name)["peak_fold"] for name in ("uptake", "body")}
        assert max(folds, key=lambda name: folds[name]) == most


def test_the_ten_lines_are_the_model(lab: Any, printed: dict[str, str]) -> None:
    found, ought = ten_lines(lab)["levels"](35, 40, MINUTES), pk.simulate(INFUSION, 70, MINUTES)
    assert found[0] == pytest.approx(ought.ketamine_ng_ml, rel=1e-9, abs=1e-9)
    assert found[3] == pytest.approx(ought.norketamine_ng_ml, rel=1e-9, abs=1e-9)
    assert "function: 0.000000 ng/mL apart" in printed["plot"]


def test_its_numbers_are_the_set_that_it_names(lab: Any) -> None:
    names, p = ten_lines(lab), Parameters()
    assert names["volume"].tolist() == [p.v1_L, p.v2_L, p.v3_L, p.nk_v1_L, p.nk_v2_L]
    assert [flow for _, _, flow in names["flows"][::2]] == [p.q2_L_h, p.q3_L_h, p.cl_L_h, p.nk_q_L_h]
    assert names["flows"][-1][2] == p.nk_cl_L_h
    assert names["rates"].sum(axis=0) == pytest.approx(0)


def test_its_halving_times(printed: dict[str, str]) -> None:
    body, _ = pk.system(70, pk.DEFAULT)
    halving = np.sort(np.log(2) / -np.linalg.eigvals(body.rates[:3, :3]))
    assert numbers(printed["plot"].split("apart.")[1]) == halving.round().tolist()


def test_what_changing_it_shows(lab: Any) -> None:
    slow = ten_lines(lab, swap=[("(0, 3, 79)", "(0, 3, 40)")])["levels"](35, 40, MINUTES)
    assert slow[0].max() == pytest.approx(peak(INFUSION), rel=0.1)
    assert slow[3].max() < 0.7 * norketamine(INFUSION, MINUTES).max()
    swap = [("133, 187, 98.8", "17, 28.3, 147"), ("23.2", "127"), ("157", "91.9")]
    artery = ten_lines(lab, swap=swap)["levels"](35, 40, MINUTES)
    assert artery[0].max() == pytest.approx(peak(INFUSION, "racemic_arterial"))
    metabolite = ten_lines(lab, swap=[("[dose_mg, 0, 0, 0, 0]", "[0, 0, 0, dose_mg, 0]")])["levels"](35, 40, MINUTES)
    assert metabolite[0].max() == pytest.approx(0, abs=1e-9)
    assert metabolite[3].max() > 3 * norketamine(INFUSION, MINUTES).max()


def test_the_first_picture_is_described_as_it_is(lab: Any) -> None:
    found = pk.simulate(INFUSION, 70, MINUTES)
    nk = norketamine(INFUSION, MINUTES)
    assert alt(lab, "plot") == [35, 40, round(found.ketamine_ng_ml.max()), 40, round(nk.max()), nk.argmax()]
    assert 110 < MINUTES[np.argmax(nk > found.ketamine_ng_ml)] < 130  # "about two hours"


def test_worked_example(lab: Any, printed: dict[str, str]) -> None:
    wanted = []
    for lasts in (10, 40, 120):
        area = pk.exposure(infused(lasts), 70).ketamine_ng_h_ml
        wanted += [lasts, round(peak(infused(lasts))), round(float(area))]
    assert numbers(printed["worked-example"]) == wanted
    described = [35, round(peak(infused(5))), 5, round(peak(infused(40))), 40, round(peak(infused(240))), 240]
    assert alt(lab, "worked-example") == described


def test_exercise_1(printed: dict[str, str]) -> None:
    right = 35 * 100 / peak(INFUSION)
    assert numbers(printed["ex-1-start"])[:3] == [35, 40, round(peak(INFUSION), 1)]
    artery = right / 35 * peak(INFUSION, "racemic_arterial")
    assert numbers(printed["ex-1-solution"]) == [round(right, 1), round(right / 70, 2), 100, round(artery)]


def test_exercise_2(printed: dict[str, str]) -> None:
    vein, mouth = pk.exposure(INFUSION, 70), pk.exposure(pk.Dose("oral", 50), 70)
    areas = numbers(printed["ex-2-start"])
    assert [areas[1], areas[3]] == pytest.approx([vein.ketamine_ng_h_ml, mouth.ketamine_ng_h_ml], rel=1e-3)
    share = float(mouth.ketamine_ng_h_ml / 50 / (vein.ketamine_ng_h_ml / 35))
    made = [float(one.norketamine_ng_h_ml / one.ketamine_ng_h_ml) for one in (mouth, vein)]
    clearance = float(35_000 / vein.ketamine_ng_h_ml)
    wanted = [round(clearance), round(100 * share), round(made[0], 1), round(made[1], 1)]
    assert numbers(printed["ex-2-solution"]) == pytest.approx(wanted)


def before_the_fourth(every_h: float) -> float:
    doses = [pk.Dose("oral", 35, start_min=60 * every_h * n) for n in range(3)]
    return float(norketamine(doses, 180 * every_h)[0])


def test_exercise_3(lab: Any, printed: dict[str, str]) -> None:
    one = norketamine(pk.Dose("oral", 35), np.arange(0, 721)).max()
    short, long = before_the_fourth(8), before_the_fourth(84)
    wanted = [round(short, 1), 8, round(100 * short / one), round(long, 3), 84]
    assert numbers(printed["ex-3-solution"]) == wanted
    doses = [pk.Dose("oral", 35, start_min=480 * n) for n in range(3)]
    level = norketamine(doses, np.arange(0, 1440.5))
    peaks = [round(level[480 * n : 480 * n + 480].max()) for n in range(3)]
    assert alt(lab, "sum-plot") == [24, 8, round(one), 8, peaks[1], peaks[2]]
    assert "all at once: 0.000000 ng/mL apart" in printed["sum-plot"]


def crowd(minute: float, parameters: str) -> np.ndarray:
    return pk.simulate(INFUSION, 70, minute, pk.population(parameters, 200, seed=1)).ketamine_ng_ml[:, 0]


def test_exercise_4(printed: dict[str, str]) -> None:
    places = [
        float(100 * np.mean(crowd(minute, name) < level))
        for name in ("racemic_venous", "racemic_arterial")
        for level, minute in ((280, 40), (57, 100))
    ]
    assert numbers(printed["ex-4-solution"]) == [places[0], 280, places[1], 57, *places[2:]]
    assert sum(places[:2]) / 2 == pytest.approx(50, abs=2)  # what option A says


def test_bands(lab: Any, printed: dict[str, str]) -> None:
    edges = {
        name: np.array([np.percentile(crowd(minute, name), [5, 95]) for minute in range(181)]).T
        for name in ("racemic_arterial", "racemic_venous")
    }
    artery, vein = edges["racemic_arterial"], edges["racemic_venous"]
    apart = np.flatnonzero(artery[0] > vein[1])
    wanted = [apart.max()]
    for minute in (60, 100):
        for band in (artery, vein):
            wanted += [minute, *band[:, minute].round()]
    assert numbers(printed["bands-plot"]) == wanted
    assert apart.tolist() == list(range(1, 43)) and 42 in alt(lab, "bands-plot")
    for level, minute in ((280, 40), (57, 100)):
        assert artery[0, minute] < level < artery[1, minute]
        assert not vein[0, minute] < level < vein[1, minute]
