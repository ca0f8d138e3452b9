"""Regions against mechanisms: complete, sourced, and faults named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ketabrain.atlas import matrix
from ketabrain.atlas.matrix import COLUMNS, FILE, ROWS, SURE, MatrixError, load
from ketabrain.atlas.regions import get
from ketabrain.evidence import bibliography


def test_every_pair_has_its_cell() -> None:
    assert set(load()) == {(row, column) for row in ROWS for column in COLUMNS}


def test_every_row_has_a_region_of_the_map() -> None:
    assert all(get(region).key == region for _, region in ROWS.values())


def test_every_source_is_in_the_bibliography_and_fits_the_species() -> None:
    known = bibliography.load()
    wrong = []
    for cell in load().values():
        wrong += [f"{cell.id}: {key} is unknown" for key in cell.sources if key not in known]
        studied = {name for key in cell.sources if key in known for name in known[key].species}
        wrong += [f"{cell.id}: nobody studied {name}" for name in cell.species if name not in studied]
    assert not wrong, "\n".join(wrong)


def test_what_is_said_to_be_agreed_rests_on_two_works() -> None:
    assert all(len(cell.sources) > 1 for cell in load().values() if cell.sure in ("agreed", "mixed"))


def test_gaps_are_said_as_ours() -> None:
    gaps = [cell.known for cell in load().values() if cell.sure == "open"]
    assert gaps
    assert all(re.match(r"We (have not reviewed|found no)", known) for known in gaps)
    assert set(SURE) == {cell.sure for cell in load().values()}


def changed(tmp_path: Path, change) -> Path:
    """Write the matrix with a change; return the file."""
    items = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    file = tmp_path / "regions.yml"
    file.write_text(yaml.safe_dump(change(items)), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda items: items[1:], "says nothing of prefrontal_cortex/nmda: add each"),
        (lambda items: [*items, items[0]], "cell 'prefrontal_cortex/nmda' stands twice"),
        (lambda items: [{**items[0], "cell": "insula/nmda"}, *items[1:]], "cell 'insula/nmda': use a region of"),
        (lambda items: [{**items[0], "sure": "certain"}, *items[1:]], "field 'sure' is 'certain'; use one of agreed,"),
        (lambda items: [{**items[0], "sources": None}, *items[1:]], "a cell has sources and species, or"),
        (lambda items: [{**items[0], "sure": "open"}, *items[1:]], "a cell has sources and species, or"),
        (lambda items: [{**items[0], "species": None}, *items[1:]], "a cell has sources and species, or"),
        (lambda items: [{**items[0], "known": ""}, *items[1:]], "field 'known' is empty"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_cell(tmp_path: Path, change, words: str) -> None:
    with pytest.raises(MatrixError, match=re.escape(words)):
        load(changed(tmp_path, change))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MatrixError, match=r"regions\.yml is missing"):
        matrix.load(tmp_path / "regions.yml")
