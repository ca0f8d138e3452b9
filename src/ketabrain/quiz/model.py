"""Hold questions against the models: states that exist, numbers that the model gives, facts that the text uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ketabrain import explorers
from ketabrain.explorer.declaration import OPERATORS, Explorer
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.problems import state_problems
from ketabrain.quiz import draws, goals, pictures, truth
from ketabrain.quiz.answers import Reading
from ketabrain.quiz.question import Question, QuestionError


def check_explorers(questions: Iterable[Question]) -> None:
    """Raise QuestionError for the first question that asks an explorer for what it does not have."""
    for question in questions:
        for fault in explorer_faults(question):
            raise QuestionError(f"{question.chapter}.yml, id '{question.id}': {fault}")


def explorer_faults(question: Question) -> Iterable[str]:
    """Yield what a question asks of explorers, or of its picture, that they cannot give."""
    yield from pictures.faults(question)
    found = list(state_faults(question))
    yield from found
    if found:
        return
    if question.goal:
        yield from goals.faults(question)
    if question.draws and question.number and question.number.reading:
        yield from draws.answer_faults(question)
    yield from truth.faults(question)


def state_faults(question: Question) -> Iterable[str]:
    """Yield unknown explorers, and states that are not on their lattice."""
    asked = [(question.explorer, state) for state in states(question) if question.explorer]
    reading = question.number.reading if question.number else None
    asked += [(one.explorer, one.state) for one in readings(question)]
    for slug, state in asked:
        try:
            explorer = explorers.get(str(slug))
        except UnknownExplorer as problem:
            yield str(problem)
            continue
        yield from state_problems(explorer, "the question", state)
        if reading and slug == reading.explorer and reading.readout not in explorer.readouts:
            yield f"'{reading.readout}' is no read-out of {slug}: use one of {', '.join(explorer.readouts)}."


def readings(question: Question) -> list[Reading]:
    """Return what a numeric question reads off an explorer: once, or with each combination of its drawn numbers."""
    reading = question.number.reading if question.number else None
    if reading is None:
        return []
    return (
        [draws.reading_at(reading, values) for values in draws.combinations(question)] if question.draws else [reading]
    )


def states(question: Question) -> list[Mapping[str, Any]]:
    """Return every state that a question asks of its explorer."""
    given = (question.state, question.show, *(says.state for says in question.model_says))
    return [state for state in given if state is not None]


def compute(reading: Reading) -> float:
    """Return the number that the model gives, rounded as the page shows it, times the reading's factor."""
    explorer = explorers.get(reading.explorer)
    value = explorer.compute(**reading.state)[reading.readout]
    return float(explorer.readouts[reading.readout].rounded(value)) * reading.times


def stored(reading: Reading) -> float:
    """Return the same number out of the stored results, for many states at once."""
    explorer = explorers.get(reading.explorer)
    state = explorer.snap(explorer.state(reading.state))
    return float(Lattice.load_or_build(explorer).readout(reading.readout, state)) * reading.times


def untrue(question: Question) -> list[str]:
    """Return every condition of ``model_says`` that the model does not meet, with what it gives instead."""
    found = []
    for says in question.model_says:
        explorer = explorers.get(str(question.explorer))
        values = shown_values(explorer, says.state)
        for name, sign, wanted in says.when:
            if not OPERATORS[sign](values[name], wanted):
                found.append(f"{question.id}: at {dict(says.state)} {name} is {values[name]}, not {sign} {wanted}.")
    return found


def shown_values(explorer: Explorer, state: Mapping[str, Any]) -> dict[str, Any]:
    """Return controls and read-outs at a state, as the page shows them."""
    node = explorer.node(**state)
    controls = {name: node[f"@{name}"] for name in explorer.control}
    return controls | {name: node[name] for name in explorer.readouts}
