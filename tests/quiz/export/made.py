"""A question of every kind, made for the export's tests, and a bank full of signs that mean something to someone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ketabrain.quiz.answers import (
    Axis,
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
    Sketch,
    Slip,
    Step,
)
from ketabrain.quiz.export import command, formats, items
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.question import Question

SOURCES = ("Yang2018bursting", "Hikosaka2008crossroad")
HOSTILE = "<script>alert(1)</script> ]]> {x} ~y =z #w \\n %5% {{c1::a}} [sound:a.mp3] -> & \" ' :: //\n\nCATEGORY"


def said(text: str, words: str) -> str:
    """Return a text with more words behind it."""
    return f"{text} {words}".strip()


def question(at: int, kind: str, text: str = "", **more: Any) -> Question:
    """Return a question of the habenula's chapter."""
    return Question(
        id=f"habenula-9{at}",
        chapter="habenula",
        kind=kind,
        text=text or f"What is *asked* here, at ≥ 5 µM, by a question of kind {kind}?",
        objective="habenula.brake",
        difficulty=2,
        skill="apply",
        sources=SOURCES,
        **more,
    )


def options(right: Iterable[int], words: str = "") -> tuple[Option, ...]:
    """Return four options."""
    return tuple(
        Option(said(f"Option {at}", words), at in right, said(f"Because of *reason* {at}.", words)) for at in range(4)
    )


def number(value: float, tolerance: float, words: str = "", **more: Any) -> Number:
    """Return a numeric answer with one slip at the double."""
    slips = (Slip(2 * value, said("Twice as much", words)),)
    return Number(
        value,
        said("µg", words),
        tolerance,
        said("Yes", words),
        said("Too low", words),
        said("Too high", words),
        slips,
        **more,
    )


def gap(name: str, *accept: str, words: str = "") -> Gap:
    """Return a gap that knows one slip."""
    return Gap(
        name,
        accept,
        said(f"{name} fits", words),
        said(f"{name} is another", words),
        (GapSlip(("soma",), "Not that one"),),
    )


def every_kind(words: str = "") -> list[Question]:
    """Return a question of each kind; ``words`` stand at the end of most texts."""
    text = words and said("What is *asked* here?", words)
    steps = tuple(Step(said(f"Step {at}", words), said(f"It comes at {at}", words)) for at in range(4))
    pairs = tuple(
        Pair(said(f"Item {at}", words), said(f"Match {at}", words), f"Pair {at}", f"Not {at}") for at in range(3)
    )
    places = tuple(
        Place(name, name == "habenula", said(f"There lies the {name}", words)) for name in ("acc", "habenula", "vta")
    )
    two = (gap("first", "pore", said("channel pore", words), words=words), gap("second", "spine", words=words))
    draws = (Draw("base_mg", (2.0, 3.0, 5.0), "mg"),)
    drawing = Sketch(
        "RMTg",
        5,
        Axis("Time", "ms", 0, 600),
        Axis("Rate", "Hz", 0, 50),
        (Look("peak", 1, "low", "high"),),
        said("Right", words),
    )
    goal = Goal((("drive", "==", 2),), "There it is", (Miss("Not yet"),))
    return [
        question(1, "single", text, options=options([1], words)),
        question(2, "multiple", text, options=options([1, 2], words)),
        question(3, "numeric", text, number=number(0.5, 0.05, words)),
        question(4, "order", text, steps=steps),
        question(5, "match", text, pairs=pairs),
        question(6, "cloze", text, cloze="It sits in the {first} of a {second}, *always*.", gaps=two),
        question(7, "cloze", text, cloze="It sits in the {first}.", gaps=two[:1]),
        question(8, "point", text, picture="brain", places=places),
        question(9, "set", text, goal=goal, explorer="habenula-bursting", state={"drive": 1}, show={"drive": 2}),
        question(10, "sketch", text, sketch=drawing, explorer="habenula-reward-brake", show={"outcome": "worse"}),
        question(11, "numeric", said("What salt holds {base_mg} mg of base?", words), draws=draws, number=drawn(words)),
        question(12, "plot", text, number=number(-4, 1, words), explorer="habenula-bursting", state={"drive": 1}),
    ]


def drawn(words: str) -> Number:
    """Return an answer that is worked out from the dose."""
    slips = (Slip(2.0, said("Twice as much", words)),)
    return Number(float("nan"), "mg", 0.05, "Yes", "Too low", "Too high", slips, key="salt_mg")


@dataclass(frozen=True)
class Written:
    """What a format writes, the questions that it holds, and those that it leaves out."""

    files: Files
    items: list[Item]
    left: list[Left]

    def item(self, number: int) -> Item:
        """Return a question by its number."""
        return next(item for item in self.items if item.id == f"habenula-9{number}")


@cache
def once() -> dict[str, Item]:
    """Return what an export adds to these questions, worked out once: it does not depend on their words."""
    return {item.id: item for item in items.of(command.drawn(every_kind(), 3))}


def ready(questions: Iterable[Question], draws: int) -> list[Item]:
    """Return questions ready for export."""
    taken = command.drawn(questions, draws)
    return [replace(once().get(one.id) or once()[f"{one.id}-1"], question=one) for one in taken]


@cache
def written(name: str, words: str = "") -> Written:
    """Return what a format writes for a question of each kind."""
    writer = formats.writer(name)
    held, left = command.sorted_out(every_kind(words), writer.cannot)
    taken = ready(held, formats.FORMATS[name].draws)
    return Written(writer.files(taken, left), taken, left)
