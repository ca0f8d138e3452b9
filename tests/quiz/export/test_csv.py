"""The table, read by Python's csv and by pandas."""

from __future__ import annotations

import csv
import io

import pandas
import pytest
from tests.quiz.export.made import HOSTILE, Written

from ketabrain.quiz.export import csv_table

FORMAT = "csv"


def rows(written: Written) -> dict[str, dict[str, str]]:
    """Return the rows by the question's id."""
    return {row["id"]: row for row in csv.DictReader(io.StringIO(written.files.content.decode("utf-8-sig")))}


def test_every_question_is_a_row_with_all_its_answers(plain: Written) -> None:
    table = rows(plain)
    assert list(table) == [item.id for item in plain.items]
    first = table["habenula-91"]
    assert first["question"].startswith("What is asked here, at ≥ 5 µM")
    answers = {first[f"answer {at}"]: (first[f"right {at}"], first[f"reason {at}"]) for at in range(1, 5)}
    assert answers == {f"Option {at}.": ("yes" if at == 1 else "no", f"Because of reason {at}.") for at in range(4)}
    assert "https://doi.org/10.1038/nature25509" in first["sources"]
    assert first["chapter"] == "habenula" and first["objective"] == "habenula.brake"


def test_pandas_reads_it_too(plain: Written) -> None:
    table = pandas.read_csv(io.BytesIO(plain.files.content), dtype=str).set_index("id")
    assert list(table.index) == [item.id for item in plain.items]
    assert table.loc["habenula-94", "right 1"] == "in this order"
    assert "only the course's own page" in table.loc["habenula-99", "note"]


def test_pictures_lie_beside_it(plain: Written) -> None:
    table = rows(plain)
    assert table["habenula-98"]["picture"].endswith(".svg")
    for row in table.values():
        for name in (row["picture"], row["picture of the point"]):
            assert not name or plain.files.beside[name]


def test_hostile_texts_stay_in_their_cells(hostile: Written) -> None:
    table = rows(hostile)
    assert list(table) == [item.id for item in hostile.items]
    assert all(" ".join(HOSTILE.split()) in row["question"] for row in table.values())


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert csv_table.safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-4", "0.5", "a = b", ""])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert csv_table.safe(cell) == cell
