"""Every committed lab: run in order, without errors, clean of what changes from run to run, solutions folded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import nbformat
import pytest
from tests.labs.conftest import LABS, REPO

from ketabrain import explorers
from ketabrain.evidence import bibliography

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MACHINE_PATH = re.compile(r"(?:/(?:home|root|tmp|Users|usr)/|[A-Z]:\\\\|\.venv|site-packages)")
OBJECT = re.compile(r"\bat 0x[0-9a-f]+|model_id|execution_timings")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
SHOWN = re.compile(r"""ketabrain\.show\(["']([\w-]+)["']""")


def code(lab: Any) -> list[Any]:
    return [cell for cell in lab.cells if cell.cell_type == "code"]


def tagged(lab: Any, tag: str) -> list[Any]:
    return [cell for cell in code(lab) if tag in cell.metadata.get("tags", [])]


def words(cell: Any) -> str:
    """Return all text that a cell put out."""
    found = []
    for output in cell.outputs:
        found.append(output.get("text", ""))
        found += [str(value) for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join(found)


def prose(lab: Any) -> str:
    return "\n".join(cell.source for cell in lab.cells if cell.cell_type == "markdown")


def test_there_is_a_lab() -> None:
    assert LABS


def test_is_a_valid_notebook(lab: Any) -> None:
    nbformat.validate(lab)
    assert len({cell.id for cell in lab.cells}) == len(lab.cells)


def test_was_run_once_from_top_to_bottom(lab: Any) -> None:
    assert [cell.execution_count for cell in code(lab)] == list(range(1, len(code(lab)) + 1))


def test_holds_no_error_and_no_warning(lab: Any) -> None:
    outputs = [output for cell in code(lab) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def test_holds_nothing_that_changes_from_run_to_run(lab: Any) -> None:
    assert set(lab.metadata) == {"kernelspec", "language_info"}
    assert lab.metadata.kernelspec.name == "python3"
    assert lab.metadata.language_info == {"name": "python"}
    for cell in code(lab):
        assert "execution" not in cell.metadata
        assert not any(WIDGET_VIEW in output.get("data", {}) for output in cell.outputs)
        assert not OBJECT.search(words(cell)), cell.source


def test_names_no_folder_of_a_machine(lab: Any) -> None:
    for cell in lab.cells:
        found = MACHINE_PATH.search(json.dumps({**cell, "outputs": []}) + (words(cell) if "outputs" in cell else ""))
        assert not found, found


def test_solutions_are_folded_in_jupyterlab_and_in_the_book(chapter_lab: Any) -> None:
    solutions = tagged(chapter_lab, "solution")
    assert solutions
    for cell in solutions:
        assert cell.metadata.jupyter == {"source_hidden": True}
        assert "hide-input" in cell.metadata.tags
        assert cell.source.startswith("# A solution\n")  # JupyterLab shows the first line of a folded cell
        assert cell.metadata.mystnb.code_prompt_show == "Show a solution"


def test_nothing_else_is_folded(lab: Any) -> None:
    for cell in code(lab):
        if "solution" not in cell.metadata.get("tags", []):
            assert "jupyter" not in cell.metadata and "tags" not in cell.metadata


def test_each_exercise_waits_for_an_answer_and_its_solution_is_right(chapter_lab: Any) -> None:
    asked = [cell for cell in code(chapter_lab) if "exercises.check_" in cell.source]
    assert len(asked) == 2 * len(tagged(chapter_lab, "solution")) == 8
    for start, solution in zip(asked[::2], asked[1::2], strict=True):
        assert start.source.splitlines()[-1].split("(")[0] == solution.source.splitlines()[-1].split("(")[0]
        assert "No answer yet." in words(start)
        assert [set(output.data) for output in solution.outputs] == [{"text/plain", "text/html"}]
        assert solution.outputs[0].data["text/plain"].startswith("Right.")
        assert solution.outputs[0].data["text/html"].startswith("<details><summary>")  # running all gives nothing away


def test_every_picture_is_described(lab: Any) -> None:
    for cell in code(lab):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            assert len(cell.metadata.mystnb.image.alt) > 60, cell.source


def test_every_explorer_of_the_chapter_is_shown_live(lab: Any, request: pytest.FixtureRequest) -> None:
    chapter = request.node.callspec.params["lab"].stem
    shown = SHOWN.findall("\n".join(cell.source for cell in code(lab)))
    assert set(shown) >= {slug for slug in explorers.names() if explorers.get(slug).chapter == chapter}
    for slug in shown:
        assert any(f'data-ketabrain="explorer:{slug}"' in words(cell) for cell in code(lab))


def test_ends_with_the_chapters_quiz(chapter_lab: Any, request: pytest.FixtureRequest) -> None:
    chapter = request.node.callspec.params["chapter_lab"].stem
    assert code(chapter_lab)[-1].source == f'ketabrain.quiz.show("{chapter}")'
    assert f'data-ketabrain="quiz:{chapter}"' in words(code(chapter_lab)[-1])


def test_says_how_long_it_takes_and_what_it_is_not(lab: Any) -> None:
    first = lab.cells[0].source
    assert re.search(r"\*\*Time:\*\* .*hour", first) and "not medical advice" in first
    assert "book/reference/help.md" in first


def test_links_lead_somewhere(lab: Any) -> None:
    for target in LINK.findall(prose(lab)):
        assert (REPO / "notebooks" / target).exists(), target


def test_sources_are_named_as_the_course_names_them(lab: Any) -> None:
    sources = bibliography.load().values()
    labels = {source.doi.lower(): f"{source.who} {source.year}" for source in sources if source.doi}
    cited = re.findall(r"\[([^\]]+)\]\(https://doi\.org/((?:[^()\s]|\([^()\s]*\))+)\)", prose(lab))
    assert cited
    for words_, doi in cited:
        assert labels.get(doi.lower()) == words_


def test_cells_stay_readable(lab: Any) -> None:
    for cell in code(lab):
        assert max(map(len, cell.source.splitlines())) <= 78, cell.source  # wider scrolls in the book


def test_prose_is_spelt_as_codespell_likes_it(lab: Any) -> None:
    """The file itself cannot be checked: its pictures are letters too."""
    command = [sys.executable, "-m", "codespell_lib", "-"]
    done = subprocess.run(command, input=prose(lab), cwd=REPO, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout
