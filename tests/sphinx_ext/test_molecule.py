"""The directive ``{molecule}``: what stands in the page without scripts, its data, its errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ketabrain import molecules
from ketabrain.sphinx_ext.molecule import FAMILIES, FITTED, data, script, sentence
from ketabrain.sphinx_ext.molecule_still import EYE_A, HEIGHT, RADIUS_A, WIDTH, scale_of, still, turn

from .conftest import BookError

Book = Callable[..., Path]
PAGE = "# Page\n\n```{molecule} ketamine\nTry to lay **one** over the other.\n```\n"
PAIRS = [key for key, family in FAMILIES.items() if len(family.members) == 2]


def test_the_page_holds_drawing_words_and_controls(tiny_book: Book, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"page.md": PAGE, "other.md": "# Other\n"})
    html = (site / "page.html").read_text(encoding="utf-8")
    assert '<section class="kb-molecule" id="molecule-ketamine" data-molecule="ketamine"' in html
    assert still(data("ketamine"), sentence("ketamine")) in html
    assert "Try to lay <strong>one</strong> over the other." in html
    assert re.findall(r'<option value="(\w+)"', html) == list(FAMILIES)
    assert re.findall(r'data-turn="(\w+)"', html) == ["left", "right", "up", "down", "reset"]
    assert "RDKit" in html


def test_only_pages_with_a_molecule_load_its_script(tiny_book: Book, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"page.md": PAGE, "other.md": "# Other\n"})
    page, other = ((site / name).read_text(encoding="utf-8") for name in ("page.html", "other.html"))
    loaded = re.findall(r"_static/ketabrain/(molecule[\w.-]*\.(?:js|css))", page)
    assert loaded == ["molecule.css", "molecule-data.js", "molecule.js"]
    assert "ketabrain/molecule" not in other
    assert (site / "_static" / "ketabrain" / "molecule-data.js").read_text(encoding="utf-8") == script()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{molecule} aspirin\n```", "There is no molecule 'aspirin' to turn: choose one of ketamine, norketamine,"),
        ("```{molecule} ketamine\n```\n\n```{molecule} ketamine\n```", "'ketamine' stands twice on this page"),
    ],
)
def test_a_wrong_use_stops_the_build(tiny_book: Book, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BookError, match=re.escape(words)):
        tiny_book(tmp_path, {"page.md": f"# Page\n\n{text}\n"})


def test_the_data_script_holds_every_choice() -> None:
    told = json.loads(script().removeprefix("ketabrain.molecules=").removesuffix(";\n"))
    assert list(told["families"]) == list(FAMILIES)
    for key, family in told["families"].items():
        one = molecules.get(FAMILIES[key].members[0])
        np.testing.assert_allclose(family["xyz"], one.positions_A, atol=0.0051)
        assert family["elements"] == list(one.elements)
        assert ("lay" in family) == (len(family["names"]) == 2)


@pytest.mark.parametrize("key", PAIRS)
def test_the_overlay_fits_three_atoms_and_not_the_ketone(key: str) -> None:
    s, r = map(molecules.get, FAMILIES[key].members)
    lay = data(key)["lay"]
    assert np.linalg.det(lay["turn"]) == pytest.approx(1, abs=1e-3)
    left = np.linalg.norm(r.positions_A @ np.transpose(lay["turn"]) + lay["shift"] - s.positions_A, axis=1)
    centre = s.stereocentres[0]
    assert max(left[[centre.atom, *(centre.neighbours[i] for i in FITTED)]]) < 0.01
    assert left[centre.neighbours[1]] == pytest.approx(float(lay["apart"]), abs=0.06)
    assert float(lay["apart"]) > 2
    assert float(lay["best"]) > 0.5


@pytest.mark.parametrize("key", PAIRS)
def test_the_partners_are_what_they_are_called(key: str) -> None:
    one = molecules.get(FAMILIES[key].members[0])
    nitrogen, ketone, ring, methylene = one.stereocentres[0].neighbours

    def around(atom: int) -> list[str]:
        return sorted(one.elements[i] for i in one.neighbours(atom))

    assert one.elements[nitrogen] == "N"
    assert around(ketone) == ["C", "C", "O"]
    assert around(ring) == ["C", "C", "C"]
    assert around(methylene) == ["C", "C", "H", "H"]


@pytest.mark.parametrize("key", FAMILIES)
def test_no_turn_pushes_an_atom_out_of_its_place(key: str) -> None:
    family: dict[str, Any] = data(key)
    pair = len(family["names"]) == 2
    scale = scale_of(family, pair)
    heavy = [at for at, element in zip(family["xyz"], family["elements"], strict=True) if element != "H"]
    for yaw in range(0, 360, 15):
        for pitch in range(-90, 91, 15):
            seen = np.array(heavy) @ turn(yaw, pitch).T
            near = scale * EYE_A / (EYE_A - seen[:, 2])
            assert max((abs(seen[:, 0]) + RADIUS_A) * near) < (WIDTH / 4 if pair else WIDTH / 2)
            assert max((abs(seen[:, 1]) + RADIUS_A) * near) < HEIGHT / 2 - 8


def test_the_still_shows_s_and_its_mirror_image() -> None:
    svg = still(data("ketamine"), "words")
    left, right = re.findall(r'<g class="kb-scene">(.*?)</g><text class="kb-name"', svg)
    balls = [re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', half) for half in (left, right)]
    assert len(balls[0]) == len(balls[1]) == 16
    for (x, y, r), (u, v, s) in zip(*balls, strict=True):
        assert float(x) + float(u) == pytest.approx(WIDTH, abs=0.11)
        assert (y, r) == (v, s)
    assert 'class="kb-mirror"' in svg
    assert len(svg) < 20_000
    assert "kb-mirror" not in still(data("memantine"), "words")
