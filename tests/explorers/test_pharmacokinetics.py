"""The explorers of pharmacokinetics say what the model says, and their words hold."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorers import pharmacokinetics as chapter
from ketabrain.explorers.pharmacokinetics import artery_vein, course, single_dose, variability
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics.landmarks import LANDMARKS, MEASURED

SLUGS = [explorer.slug for explorer in chapter.EXPLORERS]
KG = 70.0


def lattice(slug: str) -> Lattice:
    return Lattice.load_or_build(explorers.get(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_can_be_done_by_moving_only_what_it_names_or_needs(slug: str) -> None:
    explorer = explorers.get(slug)
    reachable: dict[str, list[dict[str, Any]]] = {
        "pk-single-dose": [{"route": "intranasal", "dose_mg_kg": 1.0}, {"route": "oral"}, {"duration": 90}],
        "pk-course": [{"every": "4", "number": 12}, {"number": 12, "half_life": 14}, {"number": 12}],
        "pk-variability": [{"treatment": "oral"}, {"differing": "uptake"}, {"people": 20, "seed": 3}],
        "pk-artery-vein": [{"given": "0"}, {"given": "120"}, {"chosen": "hijazi2003"}],
    }
    found = lattice(slug)
    for task, state in zip(explorer.tasks, reachable[slug], strict=True):
        node = found.node(**state)
        assert task.done({**node, **{name: node[f"@{name}"] for name in explorer.control}}), (task.text, state)


@pytest.mark.parametrize("route", pk.ROUTES)
def test_one_dose_is_the_models_at_another_dose_and_weight(route: str) -> None:
    node = lattice("pk-single-dose").node(route=route, dose_mg_kg=1.5, duration=60, weight=85, scale="log")
    given = pk.Dose(route, 1.5 * 85, 0, 60 if route == "iv_infusion" else 0)
    times = np.arange(0, 721, 0.5)
    course = pk.simulate(given, 85, times)
    assert course.norketamine_ng_ml is not None
    assert node["peak"] == pytest.approx(course.ketamine_ng_ml.max(), abs=0.5)
    assert node["nk_peak"] == pytest.approx(course.norketamine_ng_ml.max(), abs=0.5)
    assert node["amount_mg"] == pytest.approx(127.5, abs=0.5)
    shown = pk.simulate(given, 85, node["time_min"]).ketamine_ng_ml
    assert node["ketamine"] == pytest.approx(shown, abs=0.002 * shown.max())


def test_one_dose_bioavailability_is_each_routes_own() -> None:
    shares = {route: lattice("pk-single-dose").node(route=route)["arrives"] for route in single_dose.ROUTES}
    assert shares == {"iv_infusion": 1.0, "iv_bolus": 1.0, "intramuscular": 0.93, "intranasal": pytest.approx(0.50),
                      "sublingual": 0.29, "oral": 0.20}  # fmt: skip


def test_the_words_about_swallowing_are_the_models() -> None:
    before, after = lattice("pk-single-dose").node(), lattice("pk-single-dose").node(route="oral")
    told = [before["peak"], after["peak"], before["nk_peak"], after["nk_peak"]]
    assert told == [163, 23, 66, 129]
    assert all(f"{number:.0f}" in explorers.get("pk-single-dose").predict.reveal for number in told)


@pytest.mark.parametrize("scale", single_dose.SCALES)
@pytest.mark.parametrize("route", single_dose.ROUTES)
def test_no_curve_leaves_its_plot(route: str, scale: str) -> None:
    for dose in single_dose.DOSES_MG_KG:
        for weight in (50, 100):
            node = lattice("pk-single-dose").node(route=route, dose_mg_kg=dose, duration=10, weight=weight, scale=scale)
            top = node["layout"]["yaxis.range"][1]
            highest = max(np.nanmax(node["ketamine"]), np.nanmax(node["norketamine"]))
            assert highest <= (10**top if scale == "log" else top)


def test_labels_of_bands_stand_inside_them_and_apart() -> None:
    for top, logarithmic in ((300, False), (600, False), (1200, False), (2500, False), (4000, True)):
        patch = single_dose.band_labels(top, logarithmic)
        places = []
        for i, item in enumerate(LANDMARKS):
            at = patch[f"annotations.{i}.y"]
            level = 10**at if logarithmic else at
            assert item.low_ng_ml < level < item.high_ng_ml
            if patch[f"annotations.{i}.text"]:
                assert level < top
                places.append(single_dose.height_px(level, top, logarithmic))
        assert len(places) >= 2
        assert min(np.diff(sorted(places)), default=99) >= single_dose.LABEL_PX - 1e-9


def test_a_measured_peak_shows_at_its_own_dose_alone() -> None:
    found = lattice("pk-single-dose")
    assert found.node()["measured_ng_ml"] == 185
    assert found.node(route="oral")["measured_ng_ml"] == 45
    assert np.isnan(found.node(dose_mg_kg=0.4)["measured_ng_ml"])
    assert np.isnan(found.node(route="intramuscular")["measured_ng_ml"])


@pytest.mark.parametrize("every", course.EVERY_H)
def test_what_is_left_before_the_next_dose_is_the_sum_of_all_earlier_ones(every: str) -> None:
    node = lattice("pk-course").node(number=5, every=every, route="intranasal", dose_mg_kg=0.75)
    one = pk.Dose("intranasal", 0.75 * KG)
    since = 60 * float(every) * np.arange(1, 6)
    assert node["left"] == pytest.approx(pk.simulate(one, KG, since).ketamine_ng_ml.sum(), abs=0.001, rel=1e-3)
    assert node["area"] == pytest.approx(5 * pk.exposure(one, KG).ketamine_ng_h_ml, abs=0.5)


def test_ketamine_is_gone_between_sessions_and_piles_up_within_hours() -> None:
    found = lattice("pk-course")
    assert found.node(number=12, every="84")["left"] < 1e-3 * found.node(number=12, every="84")["last_peak"]
    grows = [found.node(number=12, every=every)["grows"] for every in course.EVERY_H]
    assert grows == sorted(grows, reverse=True)
    assert grows[0] > 1.3
    assert grows[-1] == 1.0


def test_the_slow_drug_piles_up_as_a_geometric_sum() -> None:
    node = lattice("pk-course").node(number=12, every="84", half_life=3)
    kept = 0.5 ** (84 / 72)
    assert node["slow_grows"] == pytest.approx((1 - kept**12) / (1 - kept), abs=0.005)
    assert "1.8 times" in explorers.get("pk-course").predict.reveal


@pytest.mark.parametrize("treatment", variability.TREATMENTS)
@pytest.mark.parametrize("differing", variability.DIFFERING)
def test_bands_are_ordered_and_the_middle_is_the_typical_person(treatment: str, differing: str) -> None:
    node = explorers.get("pk-variability").node(treatment=treatment, differing=differing)
    bands = [node[f"p{percent}"] for percent in variability.PERCENTS]
    assert all(np.all(low <= high) for low, high in pairwise(bands))
    assert node["peak_low"] <= node["peak_middle"] <= node["peak_high"]
    assert np.all(np.diff(node["ranked"]) >= 0)
    spray = treatment == "esketamine"
    doses = [pk.Dose("intranasal", 28, at) for at in (0, 5)] if spray else [pk.lasting(treatment, 35, 40)]
    typical = pk.simulate(doses, KG, np.arange(0, 721.0), "perezruixo2021" if spray else "racemic_venous")
    assert node["peak_middle"] == pytest.approx(typical.ketamine_ng_ml.max(), rel=0.12)


def test_a_group_of_people_is_the_same_each_time_and_another_one_differs() -> None:
    first = variability._band("oral", "all", 200, 1)
    variability.crowd.cache_clear()
    again, other = variability._band("oral", "all", 200, 1), variability._band("oral", "all", 200, 2)
    assert np.array_equal(first["p50"], again["p50"])
    assert not np.array_equal(first["p50"], other["p50"])
    few = variability.crowd("oral", "all", 1)[1][:20]
    assert variability._band("oral", "all", 20, 1)["peak_middle"] == np.median(few)


def test_who_differs_in_uptake_only_is_alike_by_infusion_and_not_by_mouth() -> None:
    found = lattice("pk-variability")
    assert found.node(treatment="iv_infusion", differing="uptake")["peak_fold"] == 1.0
    for treatment in ("intranasal", "sublingual", "oral"):
        node = found.node(treatment=treatment, differing="uptake")
        assert node["peak_fold"] > found.node(treatment=treatment, differing="body")["peak_fold"] > 1
    drip, swallowed = (found.node(treatment=each)["peak_fold"] for each in ("iv_infusion", "oral"))
    assert swallowed > 2 * drip


def test_people_differ_only_in_what_is_asked_for() -> None:
    everyone = pk.population("racemic_venous", 3, 1)
    body = variability.kept_values(everyone.people, "body")
    uptake = variability.kept_values(everyone.people, "uptake")
    assert set(body) == {"v1_L", "cl_L_h", "nk_v1_L", "nk_cl_L_h"}
    assert set(body) | set(uptake) == set(everyone.people)
    assert variability.kept_values(everyone.odds, "body") == {}


def test_racemic_spray_spreads_less_than_ten_patients_did() -> None:
    measured_fold = 1.90 ** (2 * 1.645)  # Singh2022intranasal: 30 mg, geometric standard deviation of the peak
    assert lattice("pk-variability").node(treatment="intranasal")["peak_fold"] < measured_fold
    assert "more widely" in explorers.get("pk-variability").teaching_note


@pytest.mark.parametrize("given", artery_vein.GIVEN_MIN)
def test_the_vein_lags_behind_the_artery(given: str) -> None:
    node = lattice("pk-artery-vein").node(given=given)
    assert node["peak_ratio"] > 1
    assert node["crossing_min"] >= float(given)
    after = node["pair_min"] > node["crossing_min"]
    assert np.all(node[artery_vein.VEIN][after] > node[artery_vein.ARTERY][after])
    areas = [
        pk.exposure(artery_vein.given_over(35, given), KG, name).ketamine_ng_h_ml
        for name in (artery_vein.ARTERY, artery_vein.VEIN)
    ]
    assert areas[0] == pytest.approx(areas[1])
    assert node["pair_area"] == pytest.approx(areas[0], abs=0.5)


@pytest.mark.parametrize("name", artery_vein.OTHERS)
def test_the_bold_model_is_the_one_that_is_named(name: str) -> None:
    node = lattice("pk-artery-vein").node(amount=10, given="30", chosen=name)
    found = pk.simulate(pk.Dose("iv_infusion", 10, 0, 30), KG, node["pair_min"], name).ketamine_ng_ml
    assert node["highlighted"] == pytest.approx(found, abs=0.01 * found.max())
    assert node[name] == pytest.approx(node["highlighted"], abs=0.01 * found.max())


def test_all_sets_of_the_model_are_drawn() -> None:
    assert {artery_vein.ARTERY, artery_vein.VEIN, *artery_vein.OTHERS} == set(pk.SETS)


def test_presets_of_studies_show_what_they_measured() -> None:
    found, shown = lattice("pk-artery-vein"), []
    for preset in explorers.get("pk-artery-vein").presets:
        node = found.node(**preset.state)
        seen = np.concatenate([node[f"{vessel}_seen"] for vessel in ("artery", "vein", "not_stated")])
        shown += seen[~np.isnan(seen)].tolist()
    into_vein = [item.ng_ml for item in MEASURED if item.route.startswith("iv")]
    assert sorted(shown) == pytest.approx(sorted(into_vein))
    assert np.isnan(found.node(amount=70)["not_stated_seen"]).all()


def test_the_hijazi_patients_have_the_smallest_area() -> None:
    areas = {name: lattice("pk-artery-vein").node(chosen=name)["chosen_area"] for name in artery_vein.OTHERS}
    assert min(areas, key=lambda name: areas[name]) == "hijazi2003"
