"""The command ``ketabrain``."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import ketabrain
from ketabrain import cli

WIDGET = """from IPython.display import display
display({"text/plain": "a slider", "application/vnd.jupyter.widget-view+json": {"model_id": "0f3a"}}, raw=True)
print(1 + 1)"""


def lab(folder: Path, name: str, *sources: str) -> Path:
    """Write a lab with these code cells."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"0f3a": {}}}}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.0"}
    file = folder / f"{name}.ipynb"
    nbformat.write(notebook, file)
    return file


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out.strip() == ketabrain.__version__


def test_labs_keep_outputs_and_lose_what_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lab(tmp_path, "small", WIDGET)
    assert cli.main(["labs", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("small: ")
    notebook = nbformat.read(file, 4)
    rest = repr([notebook.metadata, notebook.cells[0].metadata, notebook.cells[0].outputs])
    for volatile in ("widget", "model_id", "iopub", "3.11.0", "0f3a"):
        assert volatile not in rest
    outputs = notebook.cells[0].outputs
    assert outputs[0].data == {"text/plain": "a slider"}
    assert outputs[1].text == "2\n"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    file = lab(tmp_path, "small", WIDGET)
    cli.main(["labs", str(file)])
    first = file.read_bytes()
    cli.main(["labs", str(file)])
    assert file.read_bytes() == first


def test_a_failing_cell_is_named_and_the_lab_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lab(tmp_path, "broken", "x = 1", "y = x + nothing")
    before = file.read_bytes()
    assert cli.main(["labs", str(file)]) == 1
    assert "broken.ipynb, cell 2: NameError: name 'nothing' is not defined" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_an_unknown_lab_names_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lab(tmp_path, "habenula", "1")
    assert cli.main(["labs", "habenla", "--folder", str(tmp_path)]) == 1
    assert "the labs in" in (said := capsys.readouterr().err)
    assert "are habenula." in said


def test_no_labs_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["labs", "--folder", str(tmp_path)]) == 0
    assert "There are no labs" in capsys.readouterr().out


def test_a_damaged_lab_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.ipynb").write_text("{")
    assert cli.main(["labs", "--folder", str(tmp_path)]) == 1
    assert "bad.ipynb is not a notebook that can be read" in capsys.readouterr().err


def test_lattices_names_each_explorer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from ketabrain import explorers

    monkeypatch.setattr(explorers, "names", lambda: ["basics-synapse"])
    assert cli.main(["lattices"]) == 0
    assert "Lattice 1 of 1: basics-synapse, " in capsys.readouterr().out


def test_a_lattice_that_misses_its_model_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ketabrain.explorer import lattice
    from ketabrain.explorer.errors import LatticeError

    def miss(*arguments: object, **more: object) -> None:
        raise LatticeError("basics-synapse: 'membrane_mV' misses the model by 3 %.")

    monkeypatch.setattr(lattice.Lattice, "load", staticmethod(lambda explorer: None))
    monkeypatch.setattr(lattice, "build", miss)
    assert cli.main(["lattices"]) == 1
    assert capsys.readouterr().err.strip() == "ketabrain: basics-synapse: 'membrane_mV' misses the model by 3 %."
