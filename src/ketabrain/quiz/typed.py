"""Turn an item that fits the schema into a Question."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ketabrain.quiz.answers import (
    Axis,
    Condition,
    Draw,
    Gap,
    GapSlip,
    Goal,
    Look,
    Miss,
    Number,
    Option,
    Pair,
    Place,
    Reading,
    Sketch,
    Slip,
    Step,
)
from ketabrain.quiz.question import ModelSays, Question

PLAIN = ("id", "kind", "text", "objective", "difficulty", "skill", "explorer", "state", "show", "cloze", "picture")


def question(item: dict[str, Any], chapter: str) -> Question:
    """Return an item as a Question."""
    return Question(
        **{name: item[name] for name in PLAIN if name in item},
        chapter=chapter,
        sources=tuple(item["sources"]),
        claims=tuple(item.get("claims", ())),
        options=tuple(Option(o["text"], o.get("right", False), o["feedback"]) for o in item.get("options", ())),
        steps=tuple(Step(**step) for step in item.get("steps", ())),
        pairs=tuple(Pair(**pair) for pair in item.get("pairs", ())),
        gaps=tuple(gap(name, **about) for name, about in item.get("gaps", {}).items()),
        places=tuple(Place(p["place"], p.get("right", False), p["feedback"]) for p in item.get("places", ())),
        draws=tuple(Draw(name, tuple(about["values"]), about["unit"]) for name, about in item.get("draws", {}).items()),
        number=number(item["answer"]) if "answer" in item else None,
        goal=goal(item["goal"]) if "goal" in item else None,
        sketch=sketch(item["sketch"]) if "sketch" in item else None,
        model_says=tuple(
            ModelSays(one.get("state", {}), conditions(one["when"])) for one in item.get("model_says", ())
        ),
    )


def conditions(given: Iterable[Iterable[Any]]) -> tuple[Condition, ...]:
    """Return conditions as tuples."""
    return tuple((name, sign, value) for name, sign, value in given)


def number(answer: dict[str, Any]) -> Number:
    """Return the field ``answer`` as a Number; where numbers are drawn its value is worked out later."""
    return Number(
        value=float(answer.get("value", "nan")),
        unit=answer["unit"],
        tolerance=float(answer["tolerance"]),
        **answer["feedback"],
        slips=tuple(slip(**one) for one in answer.get("slips", ())),
        reading=Reading(**answer["from_model"]) if "from_model" in answer else None,
        key=answer.get("key"),
    )


def slip(feedback: str, value: float = math.nan, key: str | None = None) -> Slip:
    """Return one of an answer's slips."""
    return Slip(float(value), feedback, key)


def gap(name: str, accept: list[str], feedback: str, hint: str, slips: Iterable[dict[str, Any]] = ()) -> Gap:
    """Return one of the field ``gaps``."""
    return Gap(name, tuple(accept), feedback, hint, tuple(GapSlip(tuple(s["say"]), s["feedback"]) for s in slips))


def goal(given: dict[str, Any]) -> Goal:
    """Return the field ``goal``."""
    misses = (Miss(miss["feedback"], conditions(miss.get("when", ()))) for miss in given["misses"])
    return Goal(conditions(given["when"]), given["right"], tuple(misses))


def sketch(given: dict[str, Any]) -> Sketch:
    """Return the field ``sketch``."""
    return Sketch(
        trace=given["trace"],
        points=given.get("points", 13),
        x=Axis(**given["x"]),
        y=Axis(**given["y"]),
        looks=tuple(Look(**look) for look in given["looks_at"]),
        right=given["right"],
    )
