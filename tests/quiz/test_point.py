"""Pointing at a picture: marks where things lie, native buttons, and faulty pictures refused in one sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from tests.quiz.test_markup import elements, text

from ketabrain.atlas import meshes
from ketabrain.quiz import live, model, pictures
from ketabrain.quiz.answers import Place
from ketabrain.quiz.forms import point
from ketabrain.quiz.question import Question, QuestionError

INSIDE_THE_MAP = (
    "mpfc", "acc", "dlpfc", "vmpfc", "accumbens", "amygdala", "vta", "raphe", "hippocampus", "habenula", "thalamus",
)  # fmt: skip
ASKED = Question(
    id="habenula-77",
    chapter="habenula",
    kind="point",
    text="Point at it.",
    objective="habenula.place",
    difficulty=1,
    skill="remember",
    sources=("Hikosaka2008crossroad",),
    picture="brain",
    places=(Place("habenula", True, "Yes."), Place("thalamus", False, "Close."), Place("vta", False, "Below.")),
)


def on_the_drawing(points_mm: np.ndarray) -> np.ndarray:
    """Return where points of the map stand on its still picture (tools/brain/still.py draws it so)."""
    return np.column_stack([180 - 1.75 * (points_mm[:, 1] + 16), 135 - 1.75 * (points_mm[:, 2] - 15)])


def covers(mesh: meshes.Mesh, at: tuple[float, float]) -> bool:
    """Say whether a mesh, seen from the middle of the head, covers a point of the drawing."""
    a, b, c = (on_the_drawing(mesh.vertices_mm)[mesh.faces[:, i]] - at for i in range(3))
    turns = np.sign([one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0] for one, two in ((a, b), (b, c), (c, a))])
    return bool((np.abs(turns.sum(axis=0)) == 3).any())


@pytest.mark.parametrize("name", INSIDE_THE_MAP)
def test_each_region_s_mark_lies_on_the_region(name: str) -> None:
    found = meshes.load()
    mesh = found.get(f"{name}-right") or found[f"{name}-middle"]
    assert covers(mesh, pictures.load("brain").places[name].at)


def test_the_back_of_the_brain_is_at_its_back() -> None:
    cortex = on_the_drawing(meshes.load()["cortex-right"].vertices_mm)
    x, y = pictures.load("brain").places["occipital_cortex"].at
    assert covers(meshes.load()["cortex-right"], (x, y)) and x > np.quantile(cortex[:, 0], 0.95)


def test_the_brain_s_picture_names_no_region() -> None:
    shapes = [one for shape in pictures.load("brain").shapes for one in elements(shape)]
    assert len(shapes) > 10 and not any(text(shape) for shape in shapes)
    colours = {shape.attributes.get(part) for shape in shapes for part in ("fill", "stroke")}
    assert colours <= {None, "none", "var(--kb-ink)", "var(--kb-faint)", "var(--kb-paper)"}


@pytest.mark.parametrize("name", pictures.names())
def test_no_picture_tells_what_a_place_is(name: str) -> None:
    picture = pictures.load(name)
    for place, spot in picture.places.items():
        said = f"{picture.alt} {spot.where}".lower()
        assert place.replace("_", " ") not in spot.where.lower() or place in ("membrane", "tail", "mouth")
        assert not any(word in said for word in ("habenula", "amygdala", "ketamine", "magnesium", "glutamate"))


def test_marks_and_buttons_have_the_same_letters_in_the_id_s_order() -> None:
    (whole,) = point.controls(ASKED)
    marks = [one for one in elements(whole) if one.attributes.get("class") == "kb-mark"]
    options = [one for one in elements(whole) if one.tag == "label"]
    assert [text(mark) for mark in marks] == ["A", "B", "C"] == [text(option).strip()[0] for option in options]
    places = [mark.attributes["data-place"] for mark in marks]
    assert places == [option.attributes["data-option"] for option in options] and sorted(places) == ["0", "1", "2"]
    assert places == [str(at) for _, at, _, _ in point.marked(replace(ASKED, sources=("other",)))]
    where = pictures.load("brain").places[ASKED.places[int(places[0])].place].where
    assert text(options[0]) == f" A: {where}"


def test_the_picture_is_named_without_the_answer() -> None:
    (whole,) = point.controls(ASKED)
    (svg,) = (one for one in elements(whole) if one.tag == "svg")
    assert svg.attributes["role"] == "img" and svg.attributes["aria-label"] == pictures.load("brain").alt
    assert "habenula" not in str(live.as_json(whole, {})).replace("kb-q-habenula-77", "")
    assert not any("id" in one.attributes for one in elements(whole))


def test_every_place_has_its_letter_and_its_reason() -> None:
    lines = [one for one in elements(point.answers(ASKED)) if one.tag == "li"]
    assert [line.attributes["data-verdict"] for line in lines].count("right") == 1
    by_place = {line.attributes["data-option"]: text(line) for line in lines}
    for letter, at, place, spot in point.marked(ASKED):
        verdict = "Right" if place.right else "Wrong"
        assert by_place[str(at)] == f"{verdict}: {letter}, {spot.where}. {place.feedback}"


def test_a_place_that_the_picture_does_not_have_is_refused() -> None:
    wrong = replace(ASKED, places=(*ASKED.places, Place("cerebellum", False, "No.")))
    with pytest.raises(QuestionError, match=r"habenula.yml, id 'habenula-77': the picture 'brain' has no place 'cere"):
        model.check_explorers([wrong])
    model.check_explorers([ASKED])


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"There is no picture 'moon': choose one of brain, channel, neuron, syn"):
        model.check_explorers([replace(ASKED, picture="moon")])


def edit(part: str, other: str) -> Callable[[str], str]:
    """Return a function that puts one text in place of another that must be there."""

    def edited(text: str) -> str:
        assert part in text
        return text.replace(part, other)

    return edited


DRAWING = [
    (edit("<path", "<script>alert(1)</script><path"), "<script> is not allowed"),
    (edit("<path", '<path onclick="alert(1)"'), "the attribute 'onclick' is not allowed"),
    (edit("<path", '<path id="x"'), "the attribute 'id' is not allowed"),
    (edit('fill="none"', 'fill="red"'), "fill 'red' would not follow the theme"),
    (edit('viewBox="0 0 360 280"', ""), "must be an svg with a viewBox"),
    (edit("</svg>", ""), "is not well-formed"),
]
WORDS = [
    (edit("x: 50, y: 80", "x: 500, y: 80"), "'spine' lies outside the drawing"),
    (edit("letter: [22, 58]", "letter: [332, 60]"), "the letters of 'spine' and 'terminal' stand closer"),
    (edit("alt: >-", "alternative: >-"), "field 'alternative' is not known"),
    (edit("  spine:", "  Spine 2:"), "name each place in small letters"),
]


@pytest.mark.parametrize(("change", "said"), DRAWING, ids=lambda value: value if isinstance(value, str) else "")
def test_a_faulty_drawing_is_refused(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    is_refused(tmp_path, "neuron.svg", change, said)


@pytest.mark.parametrize(("change", "said"), WORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_faulty_description_is_refused(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    is_refused(tmp_path, "neuron.yml", change, said)


def is_refused(folder: Path, name: str, change: Callable[[str], str], said: str) -> None:
    """Fail unless a picture with one changed file is refused in these words, which name the file."""
    for file in pictures.PICTURES.glob("neuron.*"):
        shutil.copy(file, folder)
    changed = folder / name
    changed.write_text(change(changed.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(QuestionError) as problem:
        pictures.load("neuron", folder)
    assert said in str(problem.value) and name in str(problem.value)


def test_every_picture_has_a_line_for_editors() -> None:
    for file in pictures.PICTURES.glob("*.yml"):
        assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../picture.schema.json\n")
        assert len(yaml.safe_load(file.read_text(encoding="utf-8"))["places"]) >= 3
