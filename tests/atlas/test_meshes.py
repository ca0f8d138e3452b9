"""The map's meshes: sides, volumes, closed surfaces, places, weight, and what the packed file says of them."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from ketabrain.atlas import meshes
from ketabrain.atlas.meshes import DATA, SIDES, Mesh, index, load
from ketabrain.atlas.regions import MARKERS, REGIONS
from ketabrain.sphinx_ext.atlas import script

BUDGET_BYTES = 300_000  # of all the atlas's data, as a web server sends them
PAIRED = [region.key for region in REGIONS if region.key != "raphe"]
NUCLEI = [region.key for region in REGIONS if region.kind == "nucleus"]
PATCHES = [region.key for region in REGIONS if region.kind == "patch"]
# Middles of the left sides in MNI152 mm, as the sources give them; shapes are smoothed, so a few mm are allowed.
LEFT_MIDDLES_MM = {
    "dlpfc": (-41, 31, 37), "mpfc": (-4, 47, 33), "vmpfc": (-4, 46, -17), "acc": (-1.5, 25, 16),
    "habenula": (-3.3, -23.9, 2.7), "accumbens": (-10, 9, -10), "thalamus": (-12.3, -18.9, 5.9),
    "hippocampus": (-25, -23, -14), "amygdala": (-24, -4, -20), "vta": (-6.4, -18.9, -13.4),
}  # fmt: skip


def test_every_region_has_its_meshes_and_no_other_is_there() -> None:
    wanted = {f"{key}-{side}" for key in PAIRED for side in SIDES} | {"raphe-middle"}
    assert set(load()) == wanted


@pytest.mark.parametrize("key", PAIRED)
def test_left_is_left_and_right_is_right(key: str) -> None:
    assert load()[f"{key}-left"].vertices_mm[:, 0].max() < 0
    assert load()[f"{key}-right"].vertices_mm[:, 0].min() > 0


@pytest.mark.parametrize(
    "entry", [one for one in index()["meshes"] if "label_mm3" in one], ids=lambda one: one["region"]
)
def test_a_nucleus_is_closed_and_has_its_labels_volume(entry: dict) -> None:
    mesh = load()[f"{entry['region']}-{entry['side']}"]
    assert mesh.closed
    assert mesh.volume_mm3 == pytest.approx(entry["label_mm3"], rel=0.1)
    assert mesh.volume_mm3 == pytest.approx(entry["mesh_mm3"], rel=0.02)  # quantised


@pytest.mark.parametrize("key", MARKERS)
def test_a_marker_is_a_closed_ball_of_its_volume(key: str) -> None:
    for name in (f"{key}-left", f"{key}-right") if MARKERS[key].paired else (f"{key}-middle",):
        mesh = load()[name]
        assert mesh.closed
        assert mesh.volume_mm3 == pytest.approx(MARKERS[key].volume_mm3, rel=0.05)
        far = np.linalg.norm(mesh.vertices_mm - mesh.vertices_mm.mean(axis=0), axis=1)
        assert far == pytest.approx(MARKERS[key].radius_mm, rel=1e-6)


@pytest.mark.parametrize("key", LEFT_MIDDLES_MM)
def test_each_region_lies_where_its_source_has_it(key: str) -> None:
    mesh = load()[f"{key}-left"]
    middle = (mesh.vertices_mm.min(axis=0) + mesh.vertices_mm.max(axis=0)) / 2
    room = 12 if key in PATCHES else 4  # a patch is wide and curved, and its middle depends on how one takes it
    assert np.linalg.norm(middle - LEFT_MIDDLES_MM[key]) < room


@pytest.mark.parametrize("side", SIDES)
def test_the_habenula_sits_on_the_back_of_the_thalamus(side: str) -> None:
    habenula, thalamus = (load()[f"{key}-{side}"].vertices_mm for key in ("habenula", "thalamus"))
    assert 0 < habenula[:, 2].mean() < 6
    medial = thalamus[(np.abs(thalamus[:, 0]) < 10) & (thalamus[:, 1] < -15)]
    gaps = np.linalg.norm(habenula[:, None] - medial[None], axis=2)
    assert gaps.min() < 3
    assert np.abs(habenula[:, 0]).mean() < np.abs(thalamus[:, 0]).mean()


@pytest.mark.parametrize("side", SIDES)
def test_patches_and_the_rest_make_one_closed_half(side: str) -> None:
    parts = [load()[f"{key}-{side}"] for key in ("cortex", *PATCHES)]
    assert not any(part.closed for part in parts)
    corners = np.unique(np.vstack([part.vertices_mm for part in parts]).round(3), axis=0)
    place = {tuple(corner): i for i, corner in enumerate(corners)}
    faces = [
        [[place[tuple(part.vertices_mm[i].round(3))] for i in face] for face in part.faces.tolist()] for part in parts
    ]
    assert Mesh(corners, np.array([face for part in faces for face in part])).closed


@pytest.mark.parametrize("side", SIDES)
def test_patches_lie_on_the_wall_that_they_are_named_for(side: str) -> None:
    x = {key: np.abs(load()[f"{key}-{side}"].vertices_mm[:, 0]) for key in PATCHES}
    y = {key: load()[f"{key}-{side}"].vertices_mm[:, 1] for key in PATCHES}
    z = {key: load()[f"{key}-{side}"].vertices_mm[:, 2] for key in PATCHES}
    assert x["dlpfc"].min() > 20
    assert max(x[key].mean() for key in ("acc", "mpfc", "vmpfc")) < 10
    assert z["vmpfc"].mean() < z["acc"].mean() < z["mpfc"].mean()
    assert y["acc"].mean() < y["mpfc"].mean()
    assert all(1000 < load()[f"{key}-{side}"].area_mm2 < 8000 for key in PATCHES)


def test_everything_fits_its_budget() -> None:
    still = (meshes.CONTENT / "atlas.svg").read_bytes()
    sent = [script().encode(), still, (meshes.CONTENT / "regions.yml").read_bytes()]
    assert sum(len(gzip.compress(data, 6)) for data in sent) < BUDGET_BYTES
    assert DATA.stat().st_size < 600_000


def test_meshes_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        load()["habenula-left"].vertices_mm[0, 0] = 0


def test_a_missing_file_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    index.cache_clear()
    monkeypatch.setattr(meshes, "LIST", tmp_path / "atlas.json")
    with pytest.raises(ValueError, match=r"atlas\.json is missing: run 'make atlas'"):
        index()
    monkeypatch.undo()
    index.cache_clear()
