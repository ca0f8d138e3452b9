"""The bank: what it holds, how it is read, and what each mistake is told."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ketabrain import quiz
from ketabrain.evidence import bibliography
from ketabrain.quiz import bank, model
from ketabrain.quiz.question import KINDS, QuestionError

SOUND = {
    "id": "habenula-01",
    "kind": "single",
    "objective": "habenula.burst",
    "difficulty": 1,
    "skill": "remember",
    "text": "What carries a burst on?",
    "options": [
        {"text": "NMDA receptors", "right": True, "feedback": "They do."},
        {"text": "Magnesium", "feedback": "It blocks them."},
        {"text": "Serotonin", "feedback": "It is further down."},
    ],
    "sources": ["Yang2018bursting"],
}
ANSWER = {
    "value": 5,
    "unit": "spikes",
    "tolerance": 0.5,
    "feedback": {"right": "Yes.", "low": "More.", "high": "Fewer."},
    "slips": [{"value": 0.005, "feedback": "Thousands."}],
}
STEPS = [{"text": text, "feedback": f"Why {text}."} for text in ("one", "two", "three")]


def changed(**fields: Any) -> dict[str, Any]:
    """Return the sound question with other fields; None takes a field out."""
    item = {**copy.deepcopy(SOUND), **fields}
    return {name: value for name, value in item.items() if value is not None}


def read(folder: Path, *items: Any, name: str = "habenula") -> list[quiz.Question]:
    """Write items as a chapter's file and load it."""
    text = yaml.safe_dump(list(items), allow_unicode=True, sort_keys=False)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return bank.load(name, folder)


def refused(folder: Path, *items: Any) -> str:
    """Return the one sentence with which a file is refused."""
    with pytest.raises(QuestionError) as caught:
        read(folder, *items)
    sentence = str(caught.value)
    assert sentence.startswith("habenula.yml") and sentence.endswith(".") and "\n" not in sentence
    return sentence


@pytest.mark.parametrize("chapter", bank.chapters())
def test_ten_questions_cover_a_chapter_and_let_learners_apply_and_recall(chapter: str) -> None:
    questions = quiz.load(chapter)
    assert len(questions) >= 10
    assert {q.chapter for q in questions} == {chapter}
    assert {q.objective for q in questions} == {name for name in bank.objectives() if name.startswith(f"{chapter}.")}
    assert {q.kind for q in questions} >= {"single", "multiple", "numeric", "order", "plot"}
    assert {q.skill for q in questions} == {"remember", "understand", "apply", "judge"}
    assert sum(q.skill == "apply" for q in questions) >= 0.4 * min(10, len(questions))
    assert sum(q.recalls for q in questions) >= 0.3 * min(10, len(questions))


def test_the_bank_is_large_spread_over_kinds_and_asks_to_apply_and_recall() -> None:
    questions = quiz.load()
    assert len(questions) >= 200
    kinds = Counter(q.kind for q in questions)
    assert all(kinds[kind] >= 5 for kind in KINDS), kinds
    assert sum(q.skill == "apply" for q in questions) >= 0.4 * len(questions)
    assert sum(q.recalls for q in questions) >= 0.3 * len(questions)


def test_ids_are_unique_over_all_chapters_and_get_finds_them() -> None:
    questions = quiz.load()
    assert len({q.id for q in questions}) == len(questions)
    assert bank.get("habenula-03") == next(q for q in questions if q.id == "habenula-03")
    with pytest.raises(QuestionError, match=r"no question 'habenula-99': add it to habenula\.yml"):
        bank.get("habenula-99")
    with pytest.raises(QuestionError, match="no question 'nothing'"):
        bank.get("nothing")


def test_every_source_is_in_the_list_of_references() -> None:
    keys = bibliography.load()
    questions = quiz.load()
    bank.check_sources(questions, keys)
    key = questions[0].sources[0]
    with pytest.raises(
        QuestionError, match=rf"{questions[0].chapter}\.yml, id '{questions[0].id}': field 'sources' names '{key}'"
    ):
        bank.check_sources(questions, set(keys) - {key})


def test_the_schema_is_a_schema_and_fits_the_whole_list_for_editors() -> None:
    schema = json.loads(bank.SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    for chapter in bank.chapters():
        text = (bank.QUESTIONS / f"{chapter}.yml").read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=../question.schema.json\n")
        assert check.is_valid(yaml.safe_load(text))
    assert not check.is_valid([changed(text=None)])


def test_a_chapter_without_questions_is_named_with_those_that_have_some() -> None:
    with pytest.raises(
        QuestionError, match=r"no questions for 'habenla': choose one of .*habenula.* or add habenla\.yml"
    ):
        quiz.load("habenla")


def test_a_sound_question_is_typed(tmp_path: Path) -> None:
    (one,) = read(tmp_path, SOUND)
    assert one.form == "choice" and [option.right for option in one.options] == [True, False, False]
    (number,) = read(tmp_path, changed(kind="numeric", options=None, answer=ANSWER))
    assert number.form == "number" and number.number and number.recalls
    assert number.number.slips[0].feedback == "Thousands."
    (order,) = read(tmp_path, changed(kind="order", options=None, steps=STEPS))
    assert order.form == "order" and [step.text for step in order.steps] == ["one", "two", "three"]
    with pytest.raises(AttributeError):
        order.text = "another"  # type: ignore[misc]


FAULTS = {
    "a field is missing": (changed(text=None), "field 'text' is missing; add it"),
    "an unknown field": (changed(hint="x"), "field 'hint' is not known; use id, kind,"),
    "an unknown kind": (changed(kind="riddle"), "field 'kind' is 'riddle'; use one of single, multiple"),
    "an empty text": (changed(text=" "), "field 'text' is ' '; fill it in"),
    "a bad id": (changed(id="Habenula1"), "write the chapter's stem, a hyphen and two digits"),
    "another chapter's id": (changed(id="amygdala-01"), "begin it with 'habenula-'"),
    "no feedback": (
        changed(options=[{"text": "a", "feedback": "b"}, {"text": "c"}]),
        "options, number 2: field 'feedback' is missing; add it",
    ),
    "no sources": (changed(sources=[]), "field 'sources' is empty; fill it in"),
    "an unknown objective": (changed(objective="habenula.fly"), "field 'objective' is 'habenula.fly'; use one of"),
    "another chapter's objective": (changed(objective="basics.cell"), "of another chapter"),
    "two right options": (
        changed(options=[{**option, "right": True} for option in SOUND["options"]]),  # type: ignore[attr-defined]
        "3 options are right; mark exactly one with 'right: true'",
    ),
    "one right of many": (changed(kind="multiple"), "1 of 3 options are right; mark two or more"),
    "two options": (changed(options=SOUND["options"][:2]), "field 'options' holds 2; give 3 or more"),  # type: ignore[index]
    "an option twice": (
        changed(options=[*SOUND["options"], {"text": "Magnesium", "feedback": "x"}]),  # type: ignore[misc]
        "field 'options' holds 'Magnesium' twice",
    ),
    "one feedback for two": (
        changed(options=[*SOUND["options"], {"text": "Zinc", "feedback": "It blocks them."}]),  # type: ignore[misc]
        "field 'feedback' holds 'It blocks them.' twice",
    ),
    "no way to answer": (changed(options=None), "field 'options' is missing; a question of kind 'single' needs it"),
    "two ways to answer": (changed(steps=STEPS), "field 'steps' does not belong to a question of kind 'single'"),
    "a number without answer": (changed(kind="numeric"), "field 'answer' is missing"),
    "a plot without an answer": (changed(kind="plot", options=None), "give 'options' to choose from or an 'answer'"),
    "a plot with two ways": (changed(kind="plot", answer=ANSWER), "field 'answer' does not belong"),
    "a plot without explorer": (changed(kind="plot"), "field 'state' is missing; a question of kind 'plot'"),
    "a state without explorer": (changed(state={"drive": 1}), "field 'state' needs an explorer"),
    "an explorer without state": (changed(explorer="habenula-bursting"), "field 'explorer' stands alone"),
    "two steps": (changed(kind="order", options=None, steps=STEPS[:2]), "field 'steps' holds 2; give 3 or more"),
    "no tolerance": (
        changed(kind="numeric", options=None, answer={**ANSWER, "tolerance": 0}),
        "answer: field 'tolerance' is 0; write how far a right number may be off",
    ),
    "no word for too low": (
        changed(kind="numeric", options=None, answer={**ANSWER, "feedback": {"right": "a", "high": "b"}}),
        "answer, feedback: field 'low' is missing; add it",
    ),
    "a slip that is right": (
        changed(kind="numeric", options=None, answer={**ANSWER, "slips": [{"value": 5.2, "feedback": "x"}]}),
        "the slip 5.2 lies within the tolerance of the answer 5",
    ),
    "no question": ("text", "number 1': field '' is 'text'; write a mapping"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_sentence_with_file_question_and_mend(name: str, tmp_path: Path) -> None:
    item, told = FAULTS[name]
    assert told in refused(tmp_path, item)


def test_an_id_stands_once(tmp_path: Path) -> None:
    assert "id 'habenula-01': the id stands twice" in refused(tmp_path, SOUND, SOUND)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from([*SOUND, "answer", "steps", "state", "show", "explorer", "model_says"]), value=JSON)
def test_whatever_stands_in_a_field_is_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: Any
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    try:
        (one,) = read(folder, {**SOUND, field: value})
    except QuestionError as problem:
        assert str(problem).startswith("habenula.yml, id '")
        assert str(problem).endswith(".")
    else:
        assert one.chapter == "habenula"


@given(st.text(alphabet="abc: -[]{}\n\"'#&*!|>%@`", max_size=40))
def test_whatever_stands_in_a_file_is_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "habenula.yml").write_text(text, encoding="utf-8")
    try:
        assert bank.load("habenula", folder) == []
    except QuestionError as problem:
        assert str(problem).startswith("habenula.yml") and "\n" not in str(problem)


@given(value=st.floats(-1e6, 1e6), tolerance=st.floats(1e-3, 1e3), off=st.floats(-3, 3))
def test_a_number_is_right_within_its_tolerance(value: float, tolerance: float, off: float) -> None:
    number = quiz.answers.Number(value, "mV", tolerance, "", "", "")
    given_number = value + off * tolerance
    if abs(off) < 0.99:
        assert number.is_right(given_number)
    if abs(off) > 1.01:
        assert not number.is_right(given_number)


def test_explorers_and_states_are_checked(tmp_path: Path) -> None:
    def told(**fields: Any) -> str:
        with pytest.raises(QuestionError) as caught:
            model.check_explorers(read(tmp_path, changed(**fields)))
        return str(caught.value)

    start = "habenula.yml, id 'habenula-01': "
    unknown = told(explorer="habenula-flying", show={"drive": 1})
    assert unknown.startswith(start + "There is no explorer 'habenula-flying'")
    assert told(explorer="habenula-bursting", show={"height": 1}).startswith(start)
    assert told(explorer="habenula-bursting", show={"drive": 1.2}).startswith(start)
    reading = {"explorer": "habenula-bursting", "state": {"drive": 1}, "readout": "colour"}
    wrong = told(kind="numeric", options=None, answer={**ANSWER, "from_model": reading})
    assert wrong.startswith(start + "'colour' is no read-out of habenula-bursting: use one of mode")
