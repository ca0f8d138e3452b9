"""The command ``ketabrain export``: what it writes, what it says, and its one sentence where it cannot."""

from __future__ import annotations

import os
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.quiz.export import readers

from ketabrain import cli
from ketabrain.quiz import bank
from ketabrain.quiz.export import formats, pictures
from ketabrain.quiz.export.formats import FORMATS
from ketabrain.quiz.export.pictures import Picture


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no plots: they take a minute for the whole bank, and other tests look at them."""
    drawn = Picture("plot.png", b"", "a plot", 1, 1)
    monkeypatch.setattr(pictures, "at", lambda question, state, when: None if state is None else drawn)


def export(*arguments: Any) -> int:
    """Run the command and return its exit code."""
    return cli.main(["export", *map(str, arguments)])


def test_a_chapter_is_written_and_what_is_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "bank.gift"
    assert export("--format", "gift", "--chapter", "habenula", "--out", out) == 0
    said = capsys.readouterr().out.splitlines()
    assert out.read_text(encoding="utf-8").count("::[html]") == int(said[0].removeprefix(f"{out}: ").split()[0])
    order = [question.id for question in bank.load("habenula") if question.form == "order"]
    (line,) = [line for line in said if line.startswith("Left out, kind 'order'")]
    assert all(name in line for name in order)


def test_an_objective_is_written(tmp_path: Path) -> None:
    out = tmp_path / "bank.csv"
    assert export("--format", "csv", "--objective", "habenula.place", "--out", out) == 0
    wanted = [question.id for question in bank.load("habenula") if question.objective == "habenula.place"]
    assert [line.partition(",")[0] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]] == wanted


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("anki", "pdf")])
def test_every_question_of_the_bank_is_written_or_named(
    bare: None, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--format", name, "--out", tmp_path / "bank") == 0
    said = capsys.readouterr().out
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for question in bank.load():
        assert question.id in said or question.id.encode() in written


def test_the_whole_bank_fits_the_grammars(bare: None, tmp_path: Path) -> None:
    assert export("--format", "moodle", "--out", tmp_path / "bank.xml") == 0
    readers.validate((tmp_path / "bank.xml").read_bytes(), "moodle")
    assert export("--format", "qti", "--out", tmp_path / "bank.zip") == 0
    with zipfile.ZipFile(tmp_path / "bank.zip") as package:
        for name in package.namelist():
            if name.startswith("items/"):
                readers.validate(package.read(name), "qti_item")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "word"], "There is no format 'word': choose one of anki, moodle, gift, qti, csv, pdf."),
        (["--format", "csv", "--chapter", "liver"], "There are no questions for 'liver': choose from amygdala"),
        (
            ["--format", "csv", "--objective", "habenula.fly"],
            "There is no objective 'habenula.fly': choose from habenula.",
        ),
        (
            ["--format", "csv", "--out", "nowhere/bank.csv"],
            "There is no folder nowhere: make it, or choose another place",
        ),
        (["--format", "csv", "--out", "."], ". is a folder: give the name of a file with --out."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(*arguments) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(f"ketabrain: {words}") and said.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "library"), [("anki", "genanki"), ("pdf", "fpdf")])
def test_a_missing_library_is_named_with_its_version(
    name: str, library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda one: None if one == library else find_spec(one))
    assert export("--format", name, "--chapter", "habenula", "--out", tmp_path / "bank") == 1
    assert f"needs {library}: install it with 'pip install {FORMATS[name].needs[library]}'" in capsys.readouterr().err


def test_the_versions_are_those_of_the_requirements() -> None:
    pins = (Path(__file__).parents[3] / "requirements.txt").read_text(encoding="utf-8").split()
    for form in FORMATS.values():
        assert all(pin in pins for pin in form.needs.values())


def test_a_place_that_cannot_be_written_keeps_what_was_there(
    bare: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bank.csv"
    out.write_text("before", encoding="utf-8")

    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert export("--format", "csv", "--chapter", "habenula", "--out", out) == 1
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "before"
