"""``make atlas``: its packages stay out of the course, and the committed files were made with the pinned ones."""

from __future__ import annotations

import re
from pathlib import Path

import atlas
import environment
import pytest

from ketabrain.atlas.meshes import index

REPO = Path(__file__).parents[2]
ALONE = ("nilearn", "subcortex", "nibabel", "scikit-image", "trimesh", "fast-simplification")


def test_only_the_maintainers_file_asks_for_these_packages() -> None:
    lines = atlas.NEEDS.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\d.]+", pin) for pin in pins)
    for name in ("requirements.txt", "binder/requirements.txt", "pyproject.toml"):
        text = (REPO / name).read_text(encoding="utf-8").lower()
        assert not [package for package in ALONE if package in text]


def test_the_data_were_made_from_the_pinned_packages() -> None:
    pins = atlas.NEEDS.read_text(encoding="utf-8").splitlines()
    assert index()["made_from"] == [pin for pin in pins if pin.startswith(("nilearn", "subcortex"))]


def test_no_code_of_the_sources_is_imported() -> None:
    for file in sorted((REPO / "tools" / "brain").glob("*.py")):
        assert not re.search(r"^\s*(?:import|from) (?:nilearn|subcortex)", file.read_text(encoding="utf-8"), re.M), file


def test_volumes_with_other_terms_are_not_used() -> None:
    text = (REPO / "tools" / "brain" / "sources.py").read_text(encoding="utf-8")
    assert set(re.findall(r'Label\("(\w+)"', text)) == {"CIT168_subcortex", "aseg_subcortex"}


def test_the_book_prints_the_rules_that_the_script_follows() -> None:
    rules = (REPO / "tools" / "brain" / "patches.py").read_text(encoding="utf-8")
    rules = rules[rules.index("def patch(") : rules.index("return np.select")]
    page = (REPO / "book" / "brain" / "atlas.md").read_text(encoding="utf-8")
    page = page[page.index("| piece |") : page.index("Another rule would be")].replace("−", "-")
    used = {abs(float(number)) for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", rules.split("np.abs", 1)[1])}
    printed = {abs(float(number)) for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", page)}
    assert used - {0, 1} <= printed  # columns of an array


def test_the_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def create(folder: Path) -> None:
        made.append(folder)
        python = environment.interpreter(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "pip", lambda *arguments: None)
    assert atlas.ensure(tmp_path / "venv") == atlas.ensure(tmp_path / "venv")
    assert made == [tmp_path / "venv"]
