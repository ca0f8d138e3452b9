"""The bank: ``content/questions/<chapter>.yml`` read, typed and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER, parsed, read_items
from ketabrain.quiz.question import ModelSays, Number, Option, Question, QuestionError, Reading, Slip, Step

SCHEMA = FOLDER / "question.schema.json"
QUESTIONS = FOLDER / "questions"
OBJECTIVES = FOLDER / "objectives.yml"
FIELDS = {"single": "options", "multiple": "options", "numeric": "answer", "order": "steps"}
WAYS = ("options", "steps", "answer")
FEWEST_OPTIONS = 3
FEWEST_STEPS = 3


def load(chapter: str | None = None, folder: Path | str | None = None) -> list[Question]:
    """Return the checked questions of one chapter or of all; raise QuestionError for the first fault."""
    place = Path(folder) if folder else QUESTIONS
    names = chapters(place)
    if chapter is not None and chapter not in names:
        raise QuestionError(
            f"There are no questions for '{chapter}': choose one of {', '.join(names)} or add {chapter}.yml."
        )
    return [question for name in ([chapter] if chapter else names) for question in load_file(place / f"{name}.yml")]


def chapters(folder: Path | None = None) -> list[str]:
    """Return the stems of the chapters that have questions."""
    return sorted(file.stem for file in (folder or QUESTIONS).glob("*.yml"))


def load_file(file: Path) -> list[Question]:
    """Return the questions of one file."""
    known = objectives()
    found: dict[str, Question] = {}
    for item in read_items(file, SCHEMA, "id", QuestionError):
        question = typed(item, file.stem)
        for fault in (*way_faults(item), *faults_of(question, known)):
            raise QuestionError(f"{file.name}, id '{question.id}': {fault}")
        if question.id in found:
            raise QuestionError(f"{file.name}, id '{question.id}': the id stands twice; give each question its own.")
        found[question.id] = question
    return list(found.values())


def objectives() -> dict[str, str]:
    """Return every objective of the course by its full name, such as ``habenula.burst``."""
    chapters = parsed(OBJECTIVES.read_text(encoding="utf-8"))
    return {f"{chapter}.{name}": text for chapter, each in chapters.items() for name, text in each.items()}


def typed(item: dict[str, Any], chapter: str) -> Question:
    """Return an item that fits the schema as a Question."""
    fields = {name: value for name, value in item.items() if name not in (*WAYS, "sources", "model_says", "claims")}
    return Question(
        **fields,
        chapter=chapter,
        sources=tuple(item["sources"]),
        claims=tuple(item.get("claims", ())),
        options=tuple(Option(o["text"], o.get("right", False), o["feedback"]) for o in item.get("options", ())),
        steps=tuple(Step(**step) for step in item.get("steps", ())),
        number=typed_number(item["answer"]) if "answer" in item else None,
        model_says=tuple(
            ModelSays(one.get("state", {}), tuple((name, sign, value) for name, sign, value in one["when"]))
            for one in item.get("model_says", ())
        ),
    )


def typed_number(answer: dict[str, Any]) -> Number:
    """Return the field ``answer`` as a Number."""
    return Number(
        value=float(answer["value"]),
        unit=answer["unit"],
        tolerance=float(answer["tolerance"]),
        **answer["feedback"],
        slips=tuple(Slip(float(slip["value"]), slip["feedback"]) for slip in answer.get("slips", ())),
        reading=Reading(**answer["from_model"]) if "from_model" in answer else None,
    )


def way_faults(item: dict[str, Any]) -> Iterable[str]:
    """Yield what is wrong with the way to answer: each kind has one, and only one."""
    given = [name for name in WAYS if name in item]
    wanted = FIELDS.get(item["kind"])
    if wanted and wanted not in given:
        yield f"field '{wanted}' is missing; a question of kind '{item['kind']}' needs it."
    if not wanted and not {"options", "answer"} & set(given):
        yield "give 'options' to choose from or an 'answer' to type; a question of kind 'plot' needs one of them."
    if len(given) > 1:
        extra = next(name for name in given if name != (wanted or given[0]))
        yield f"field '{extra}' does not belong to a question of kind '{item['kind']}'; take it out."
    if wanted is None and "steps" in given:
        yield "field 'steps' does not belong to a question of kind 'plot'; take it out."


def faults_of(question: Question, known: Collection[str]) -> Iterable[str]:
    """Yield what the schema cannot see."""
    if question.id.rpartition("-")[0] != question.chapter:
        yield f"the id belongs to another chapter; begin it with '{question.chapter}-'."
    if question.objective not in known:
        yield f"field 'objective' is '{question.objective}'; use one of {', '.join(sorted(known))}."
    if question.objective.partition(".")[0] != question.chapter:
        yield f"field 'objective' is '{question.objective}', of another chapter; use one of '{question.chapter}.…'."
    if question.options:
        yield from option_faults(question)
    if question.kind == "order":
        yield from twice("steps", [step.text for step in question.steps])
        if len(question.steps) < FEWEST_STEPS:
            yield f"field 'steps' holds {len(question.steps)}; give {FEWEST_STEPS} or more."
    if question.number:
        yield from number_faults(question.number)
    yield from explorer_faults(question)


def option_faults(question: Question) -> Iterable[str]:
    """Yield what is wrong with the options."""
    right = sum(option.right for option in question.options)
    if len(question.options) < FEWEST_OPTIONS:
        yield f"field 'options' holds {len(question.options)}; give {FEWEST_OPTIONS} or more."
    if question.form == "choice" and right != 1:
        yield f"{right} options are right; mark exactly one with 'right: true', or make the kind 'multiple'."
    if question.form == "choices" and not 1 < right < len(question.options):
        yield f"{right} of {len(question.options)} options are right; mark two or more, and leave one wrong."
    yield from twice("options", [option.text for option in question.options])
    yield from twice("feedback", [option.feedback for option in question.options])


def twice(field: str, texts: list[str]) -> Iterable[str]:
    """Yield a fault where two texts are the same."""
    for text in texts:
        if texts.count(text) > 1:
            yield f"field '{field}' holds '{text[:40]}' twice; keep it once."
            return


def number_faults(number: Number) -> Iterable[str]:
    """Yield what is wrong with a numeric answer."""
    for slip in number.slips:
        if abs(slip.value - number.value) <= number.tolerance + number.slip_tolerance(slip):
            yield f"the slip {slip.value:g} lies within the tolerance of the answer {number.value:g}; move one of them."


def explorer_faults(question: Question) -> Iterable[str]:
    """Yield what is wrong between the explorer and what is asked of it."""
    uses = [name for name in ("state", "show", "model_says") if getattr(question, name)]
    if uses and not question.explorer:
        yield f"field '{uses[0]}' needs an explorer; add 'explorer: <slug>'."
    if question.explorer and question.state is None and question.show is None:
        yield "field 'explorer' stands alone; add 'state' (opened before answering) or 'show' (afterwards)."
    if question.kind == "plot" and question.state is None:
        yield "field 'state' is missing; a question of kind 'plot' opens an explorer at a state before it is answered."


def get(question_id: str, folder: Path | str | None = None) -> Question:
    """Return a question by its id; raise QuestionError for one that is not there."""
    chapter = question_id.rpartition("-")[0]
    for question in load(chapter, folder) if chapter in chapters(Path(folder) if folder else None) else ():
        if question.id == question_id:
            return question
    raise QuestionError(f"There is no question '{question_id}': add it to {chapter or '<chapter>'}.yml or mend the id.")


def check_sources(questions: Iterable[Question], keys: Collection[str]) -> None:
    """Raise QuestionError for the first question that cites a key which ``references.bib`` does not hold."""
    for question in questions:
        for key in question.sources:
            if key not in keys:
                raise QuestionError(
                    f"{question.chapter}.yml, id '{question.id}': field 'sources' names '{key}', which references.bib "
                    "does not hold; add the entry or mend the key."
                )
