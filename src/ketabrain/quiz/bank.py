"""The bank: ``content/questions/<chapter>.yml`` read, typed and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from ketabrain.evidence.content import FOLDER, parsed, read_items
from ketabrain.quiz import faults, typed
from ketabrain.quiz.question import Question, QuestionError

SCHEMA = FOLDER / "question.schema.json"
QUESTIONS = FOLDER / "questions"
OBJECTIVES = FOLDER / "objectives.yml"


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
        for fault in faults.ways(item):
            raise QuestionError(f"{file.name}, id '{item['id']}': {fault}")
        question = typed.question(item, file.stem)
        for fault in faults.of(question, known):
            raise QuestionError(f"{file.name}, id '{question.id}': {fault}")
        if question.id in found:
            raise QuestionError(f"{file.name}, id '{question.id}': the id stands twice; give each question its own.")
        found[question.id] = question
    return list(found.values())


def objectives() -> dict[str, str]:
    """Return every objective of the course by its full name, such as ``habenula.burst``."""
    chapters = parsed(OBJECTIVES.read_text(encoding="utf-8"))
    return {f"{chapter}.{name}": text for chapter, each in chapters.items() for name, text in each.items()}


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
