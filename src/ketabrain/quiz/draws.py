"""Questions whose numbers are drawn: each combination of numbers is a variant, with an answer of its own.

Texts say ``{weight_kg}`` where a number goes and ``{answer}`` for the answer; a page holds the texts once and the
numbers of the first variants, and fills them in.
"""

from __future__ import annotations

import inspect
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Any

from ketabrain.quiz.answers import Number, Reading, Slip
from ketabrain.quiz.keys import KEYS, Key
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, el, shuffled

VARIANTS = 12  # at most, on a page
DIGITS = 3  # of answers and slips
LEAST_TOLERANCE = 0.01  # a share: an answer written with three digits is off by up to half of it
MOST_TOLERANCE = 0.25
PLACE = re.compile(r"\{(\w+)\}")
OWN = ("answer", "tolerance")  # names that a draw may not have
Values = Mapping[str, float]


@dataclass(frozen=True)
class Worked:
    """What the drawn numbers give: the answer and each slip, with three digits."""

    answer: float
    slips: tuple[float, ...]


def combinations(question: Question) -> list[Values]:
    """Return every combination of the drawn numbers, in an order that the id alone decides."""
    names = [draw.name for draw in question.draws]
    every = [dict(zip(names, chosen, strict=True)) for chosen in product(*(draw.values for draw in question.draws))]
    return [values for _, values in shuffled(question.id, every)]


def drawn(question: Question, seed: int) -> Values:
    """Return the numbers of a variant; after the last combination they begin anew."""
    every = combinations(question)
    return every[seed % len(every)]


def variant(question: Question, seed: int) -> Question:
    """Return an ordinary question with the numbers of a seed filled in; the same seed gives the same question."""
    number, values = number_of(question), drawn(question, seed)
    work = worked(number, values)
    said = words(number, values, work)
    slips = tuple(Slip(value, fill(slip.feedback, said)) for value, slip in zip(work.slips, number.slips, strict=True))
    filled = replace(
        number,
        value=work.answer,
        tolerance=number.tolerance * abs(work.answer),
        right=fill(number.right, said),
        low=fill(number.low, said),
        high=fill(number.high, said),
        slips=slips,
        reading=number.reading and reading_at(number.reading, values),
        key=None,
    )
    return replace(question, text=fill(question.text, said), number=filled, draws=())


def number_of(question: Question) -> Number:
    """Return the numeric answer of a question whose numbers are drawn."""
    assert question.number and question.draws
    return question.number


def worked(number: Number, values: Values) -> Worked:
    """Return answer and slips for some numbers; raise ArithmeticError or ValueError where there are none."""
    answer = call(number.key, values) if number.key else read(number, values)
    slips = (call(slip.key, values) if slip.key else slip.value * answer for slip in number.slips)
    return Worked(rounded(answer), tuple(map(rounded, slips)))


def call(name: str, values: Values) -> float:
    """Return what a key gives."""
    return float(KEYS[name](**{argument: values[argument] for argument in arguments(KEYS[name])}))


def arguments(function: Key) -> list[str]:
    """Return the names of the numbers that a key needs."""
    return list(inspect.signature(function).parameters)


def read(number: Number, values: Values) -> float:
    """Return what the model gives at the state that the numbers make."""
    from ketabrain.quiz import model  # late: it compiles models

    assert number.reading
    return model.stored(reading_at(number.reading, values))


def reading_at(reading: Reading, values: Values) -> Reading:
    """Return a reading with the drawn numbers in the places of their names."""
    state = {
        name: values.get(value, value) if isinstance(value, str) else value for name, value in reading.state.items()
    }
    return replace(reading, state=state)


def rounded(value: float, digits: int = DIGITS) -> float:
    """Return a number with few digits."""
    return float(f"{value:.{digits}g}")


def shown(value: float) -> str:
    """Write a number as people do: no exponent, and commas from ten thousand on."""
    exact = Decimal(repr(value)).normalize()
    text = f"{abs(exact):,f}" if abs(exact) >= 10_000 else f"{abs(exact):f}"
    return f"−{text}" if exact < 0 else text


def words(number: Number, values: Values, work: Worked) -> dict[str, str]:
    """Return what is written in each place of the texts."""
    tolerance = rounded(number.tolerance * abs(work.answer), 2)
    said = {"answer": shown(work.answer), "tolerance": shown(tolerance)}
    said |= {slip_place(at): shown(value) for at, value in enumerate(work.slips, 1)}
    return {**{name: shown(value) for name, value in values.items()}, **said}


def slip_place(at: int) -> str:
    """Return the place of a slip's number, counted from one."""
    return f"slip_{at}"


def fill(text: str, said: Mapping[str, str]) -> str:
    """Return a text with its places filled."""
    return PLACE.sub(lambda place: said.get(place[1], place[0]), text)


# On a page
def spread(tree: Element, question: Question) -> Element:
    """Return a question's tree with its first numbers written in, and the data of all variants beside them."""
    held = data(question)
    said = dict(zip(held["names"], held["variants"][0][0], strict=True))
    about = {"data-draws": json.dumps(held, separators=(",", ":"), ensure_ascii=False)}
    about["data-mark"] = f"{tree.attributes['data-mark']}-0"
    return replace(written(tree, said), attributes={**tree.attributes, **about})


def data(question: Question) -> dict[str, Any]:
    """Return names of places, units of draws, tolerance as a share, and of each variant words and numbers."""
    number, first = number_of(question), combinations(question)[:VARIANTS]
    works = [worked(number, values) for values in first]
    said = [words(number, values, work) for values, work in zip(first, works, strict=True)]
    return {
        "names": list(said[0]),
        "units": [draw.unit for draw in question.draws],
        "tolerance": number.tolerance,
        "variants": [[list(s.values()), [w.answer, *w.slips]] for s, w in zip(said, works, strict=True)],
    }


def written(tree: Element, said: Mapping[str, str]) -> Element:
    """Return a tree whose texts hold an element for each place, so that a script can write other numbers there."""
    return replace(tree, children=tuple(part for child in tree.children for part in parts(child, said)))


def parts(child: Any, said: Mapping[str, str]) -> Iterable[Any]:
    """Yield a child of an element, cut at its places."""
    if isinstance(child, Element):
        yield written(child, said)
    elif not isinstance(child, str):
        yield child
    else:
        for at, piece in enumerate(PLACE.split(child)):
            if at % 2:
                yield el("span", {"data-draw": piece}, said[piece]) if piece in said else f"{{{piece}}}"
            elif piece:
                yield piece


# What can be wrong
def faults(question: Question) -> Iterable[str]:
    """Yield what is wrong with the draws; answers that a model gives are checked with the model."""
    found = [*name_faults(question), *key_faults(question), *tolerance_faults(number_of(question))]
    yield from found
    if not found and number_of(question).key:
        yield from answer_faults(question)


def name_faults(question: Question) -> Iterable[str]:
    """Yield places that no draw fills, and draws that the text does not show."""
    number, names = number_of(question), [draw.name for draw in question.draws]
    for name in names:
        if name in OWN or name.startswith("slip_"):
            yield f"a draw is called '{name}', which the course uses itself; call it by what it is and its unit."
        if name not in PLACE.findall(question.text):
            yield f"the text does not show the draw '{name}'; write '{{{name}}}' where it belongs, or take the draw out."
    told = (number.right, number.low, number.high, *(slip.feedback for slip in number.slips))
    for text, known in [(question.text, names), *((text, [*names, "answer"]) for text in told)]:
        for name in PLACE.findall(text):
            if name not in known:
                yield f"the text asks for '{{{name}}}', which is no draw; use one of {', '.join(known)}."


def key_faults(question: Question) -> Iterable[str]:
    """Yield keys that do not exist, and keys that need numbers which nobody draws."""
    number, names = number_of(question), [draw.name for draw in question.draws]
    for slip in number.slips:
        if (slip.key is None) == math.isnan(slip.value):
            yield "a slip needs either a 'value', the factor to the answer, or a 'key'; give one of them."
    for name in (number.key, *(slip.key for slip in number.slips)):
        if name is None:
            continue
        if name not in KEYS:
            yield f"there is no key '{name}'; use one of {', '.join(KEYS)}, or add it to quiz/keys.py."
            continue
        for missing in (one for one in arguments(KEYS[name]) if one not in names):
            yield f"the key '{name}' needs '{missing}', which is no draw; name the draws {', '.join(arguments(KEYS[name]))}."


def tolerance_faults(number: Number) -> Iterable[str]:
    """Yield a tolerance that is no sensible share."""
    if not LEAST_TOLERANCE <= number.tolerance <= MOST_TOLERANCE:
        yield (
            f"the tolerance is {number.tolerance:g}; where numbers are drawn it is a share of the answer, from "
            f"{LEAST_TOLERANCE} to {MOST_TOLERANCE}."
        )


def answer_faults(question: Question) -> Iterable[str]:
    """Yield the first combination without an answer, or with a slip that would count as right."""
    for values in combinations(question):
        if found := next(of_combination(number_of(question), values), ""):
            yield f"with {', '.join(f'{name} = {shown(value)}' for name, value in values.items())} {found}"
            return


def of_combination(number: Number, values: Values) -> Iterator[str]:
    """Yield what is wrong with the answers for some numbers."""
    try:
        work = worked(number, values)
    except (ArithmeticError, ValueError) as problem:
        yield f"the answer cannot be worked out ({problem}); draw other numbers."
        return
    if work.answer == 0 or not all(map(math.isfinite, (work.answer, *work.slips))):
        yield f"the answer is {work.answer:g}; draw numbers that give one to type."
        return
    for at, slip in enumerate(work.slips, 1):
        if abs(slip - work.answer) <= number.tolerance * (abs(slip) + abs(work.answer)):
            yield (
                f"slip {at} is {shown(slip)}, within the tolerance of the answer {shown(work.answer)}; "
                "draw other numbers or take the slip out."
            )
