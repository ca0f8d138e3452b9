"""``make molecules``: RDKit stays out of the course, and every file that the script makes is committed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import environment
import molecules
import pytest

from ketabrain.molecules import FILE

REPO = Path(__file__).parents[2]
DRAWINGS = ("ketamine", "ketamine-mirror", "ketamine-metabolism")


def test_only_the_maintainers_file_asks_for_rdkit() -> None:
    assert re.fullmatch(r"(?:#.*\n)*rdkit==[\d.]+\n", molecules.NEEDS.read_text(encoding="utf-8"))
    for name in ("requirements.txt", "binder/requirements.txt", "pyproject.toml"):
        assert "rdkit" not in (REPO / name).read_text(encoding="utf-8").lower()


def test_the_data_were_made_with_the_pinned_release() -> None:
    pinned = re.search(r"rdkit==(\d+)\.(\d+)\.(\d+)", molecules.NEEDS.read_text(encoding="utf-8"))
    used = re.match(r"RDKit (\d+)\.(\d+)\.(\d+)", json.loads(FILE.read_text(encoding="utf-8"))["made_with"])
    assert pinned and used
    assert [int(part) for part in pinned.groups()] == [int(part) for part in used.groups()]


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_of_the_script_is_committed(name: str) -> None:
    assert (REPO / "book" / "pictures" / f"{name}.svg").exists()
    assert f'"{name}"' in (REPO / "tools" / "chemistry" / "pictures.py").read_text(encoding="utf-8")


def test_the_two_drawn_forms_are_mirror_images() -> None:
    svg = (REPO / "book" / "pictures" / "ketamine-mirror.svg").read_text(encoding="utf-8")
    corners = re.findall(r"[ML]([\d.]+) ([\d.]+)", svg.partition(">S-ketamine<")[0])  # before words and key
    points = {(float(x), float(y)) for x, y in corners}
    assert len(points) > 60
    for x, y in points:
        assert any(abs(360 - x - u) < 0.21 and abs(y - v) < 0.21 for u, v in points), (x, y)


def test_the_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def create(folder: Path) -> None:
        made.append(folder)
        python = environment.interpreter(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "pip", lambda *arguments: None)
    assert molecules.ensure(tmp_path / "venv") == molecules.ensure(tmp_path / "venv")
    assert made == [tmp_path / "venv"]
