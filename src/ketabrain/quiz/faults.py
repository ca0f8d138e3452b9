"""Find what is wrong with a question that fits the schema: one sentence each, with the mend."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from typing import Any

from ketabrain.quiz import draws
from ketabrain.quiz.answers import Number, Option, Place
from ketabrain.quiz.question import Question

FIELDS = {"single": "options", "multiple": "options", "numeric": "answer", "order": "steps", "match": "pairs"}
FIELDS |= {"cloze": "gaps", "point": "places", "set": "goal", "sketch": "sketch"}
WAYS = ("options", "steps", "answer", "pairs", "gaps", "places", "goal", "sketch")
BESIDE = {"cloze": "cloze", "draws": "numeric", "picture": "point"}  # a field that one kind alone has
FEWEST = 3
GAP = re.compile(r"\{(\w+)\}")


def ways(item: dict[str, Any]) -> Iterable[str]:
    """Yield what is wrong with the way to answer: each kind has one, and only one."""
    kind, given = item["kind"], [name for name in WAYS if name in item]
    wanted = FIELDS.get(kind)
    if wanted and wanted not in given:
        yield f"field '{wanted}' is missing; a question of kind '{kind}' needs it."
    if not wanted and not {"options", "answer"} & set(given):
        yield "give 'options' to choose from or an 'answer' to type; a question of kind 'plot' needs one of them."
    first = wanted or next((name for name in given if name in ("options", "answer")), None)
    for extra in (name for name in given if name != first):
        yield f"field '{extra}' does not belong to a question of kind '{kind}'; take it out."
    for field, owner in BESIDE.items():
        if field in item and kind != owner:
            yield f"field '{field}' does not belong to a question of kind '{kind}'; take it out."
    yield from needed(item)


def needed(item: dict[str, Any]) -> Iterable[str]:
    """Yield fields that another field asks for."""
    if item["kind"] == "cloze" and "cloze" not in item:
        yield "field 'cloze' is missing; write the sentence with its gaps, such as 'It sits in the {pore}'."
    if item["kind"] == "point" and "picture" not in item:
        yield "field 'picture' is missing; name the picture that the places belong to."
    answer = item.get("answer", {})
    if "draws" in item:
        if "value" in answer:
            yield "field 'answer' holds a value, but its numbers are drawn; give 'key' or 'from_model' instead."
        if not {"key", "from_model"} & set(answer):
            yield "field 'answer' cannot be worked out; give 'key', the function of the drawn numbers, or 'from_model'."
    elif answer and "value" not in answer:
        yield "field 'answer' holds no value; give it, or 'draws' from which it is worked out."


def of(question: Question, known: Collection[str]) -> Iterable[str]:
    """Yield what the schema cannot see."""
    if question.id.rpartition("-")[0] != question.chapter:
        yield f"the id belongs to another chapter; begin it with '{question.chapter}-'."
    if question.objective not in known:
        yield f"field 'objective' is '{question.objective}'; use one of {', '.join(sorted(known))}."
    if question.objective.partition(".")[0] != question.chapter:
        yield f"field 'objective' is '{question.objective}', of another chapter; use one of '{question.chapter}.…'."
    yield from of_answers(question)
    yield from of_explorer(question)


def of_answers(question: Question) -> Iterable[str]:
    """Yield what is wrong with the answers, whatever their way."""
    if question.options:
        yield from of_options(question)
    if question.places:
        yield from of_places(question.places)
    for field, texts in listed(question):
        yield from twice(field, texts)
        if len(texts) < FEWEST and field in ("options", "steps", "pairs", "places"):
            yield f"field '{field}' holds {len(texts)}; give {FEWEST} or more."
    if question.number and not question.draws:
        yield from of_number(question.number)
    if question.number and question.draws:
        yield from draws.faults(question)
    if question.gaps:
        yield from of_gaps(question)
    if question.goal and (not question.goal.misses or question.goal.misses[-1].when):
        yield "field 'misses' must end with one that has no 'when'; it is said of every other state."


def listed(question: Question) -> Iterable[tuple[str, list[str]]]:
    """Yield lists whose texts must differ, by the name of their field."""
    if question.options:
        yield "options", [option.text for option in question.options]
        yield "feedback", [option.feedback for option in question.options]
    if question.form == "order":
        yield "steps", [step.text for step in question.steps]
    if question.pairs:
        yield "pairs", [pair.item for pair in question.pairs]
        yield "match", [pair.match for pair in question.pairs]
    if question.places:
        yield "places", [place.place for place in question.places]


def of_options(question: Question) -> Iterable[str]:
    """Yield what is wrong with the number of right options."""
    right = count_right(question.options)
    if question.form == "choice" and right != 1:
        yield f"{right} options are right; mark exactly one with 'right: true', or make the kind 'multiple'."
    if question.form == "choices" and not 1 < right < len(question.options):
        yield f"{right} of {len(question.options)} options are right; mark two or more, and leave one wrong."


def of_places(places: Collection[Place]) -> Iterable[str]:
    """Yield what is wrong with the number of right places."""
    if count_right(places) != 1:
        yield f"{count_right(places)} places are right; mark exactly one with 'right: true'."


def count_right(answers: Iterable[Option | Place]) -> int:
    """Return how many answers are right."""
    return sum(answer.right for answer in answers)


def twice(field: str, texts: list[str]) -> Iterable[str]:
    """Yield a fault where two texts are the same."""
    for text in texts:
        if texts.count(text) > 1:
            yield f"field '{field}' holds '{text[:40]}' twice; keep it once."
            return


def of_number(number: Number) -> Iterable[str]:
    """Yield what is wrong with a numeric answer."""
    for slip in number.slips:
        if abs(slip.value - number.value) <= number.tolerance + number.slip_tolerance(slip):
            yield f"the slip {slip.value:g} lies within the tolerance of the answer {number.value:g}; move one of them."
    if number.key or any(slip.key for slip in number.slips):
        yield "field 'key' needs 'draws'; give the numbers to draw, or take the key out."
    elif any(math.isnan(slip.value) for slip in number.slips):
        yield "a slip holds no 'value'; give the wrong number."
    if math.isinf(number.value):
        yield "field 'value' is infinite; give a number."


def of_gaps(question: Question) -> Iterable[str]:
    """Yield where sentence and gaps differ, and words that are right and wrong at once."""
    written, given = GAP.findall(question.cloze), [gap.name for gap in question.gaps]
    for name in written:
        if name not in given:
            yield f"the sentence has a gap '{{{name}}}' that 'gaps' does not hold; add it there."
    for gap in question.gaps:
        if written.count(gap.name) != 1:
            yield f"the gap '{gap.name}' stands {written.count(gap.name)} times in the sentence; write '{{{gap.name}}}' once."
        for slip in gap.slips:
            if both := {plain(word) for word in slip.say} & {plain(word) for word in gap.accept}:
                yield f"gap '{gap.name}' both accepts and corrects '{min(both)}'; keep it in one of them."


def plain(words: str) -> str:
    """Return words as they are compared: small letters, no hyphens or article (quiz_cloze.js does the same)."""
    return re.sub(r"^(the|a|an) ", "", " ".join(re.sub(r"[-‐–.,]", " ", words.lower()).split()))


def of_explorer(question: Question) -> Iterable[str]:
    """Yield what is wrong between the explorer and what is asked of it."""
    uses = [name for name in ("state", "show", "model_says", "goal", "sketch") if getattr(question, name)]
    if uses and not question.explorer:
        yield f"field '{uses[0]}' needs an explorer; add 'explorer: <slug>'."
    if question.explorer and question.state is None and question.show is None:
        yield "field 'explorer' stands alone; add 'state' (opened before answering) or 'show' (afterwards)."
    if question.kind in ("plot", "set") and question.state is None:
        yield (
            f"field 'state' is missing; a question of kind '{question.kind}' opens an explorer at a state before it is "
            "answered."
        )
    if question.kind in ("set", "sketch") and question.show is None:
        what = "that reaches the goal" if question.kind == "set" else "whose curve is drawn"
        yield f"field 'show' is missing; give the state {what}."
