"""The rules by which QTI 2.1 judges an answer: conditions on what was answered, and what they give out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from ketabrain.quiz.answers import Gap
from ketabrain.quiz.export import grades
from ketabrain.quiz.export.xml import add, node

ANSWER = "RESPONSE"


def declared(name: str, cardinality: str, kind: str, values: Sequence[str]) -> Element:
    """Return the declaration of an answer with the right one."""
    correct = node("correctResponse", None, *(add(None, "value", value) for value in values))
    about = {"identifier": name, "cardinality": cardinality, "baseType": kind}
    return node("responseDeclaration", about, correct)


def condition(when: Element, *then: Element) -> Element:
    """Return a rule."""
    return node("responseCondition", None, node("responseIf", None, when, *then))


def cases(*branches: tuple[Element, str]) -> Element:
    """Return a rule that gives out the feedback of the first case that holds."""
    tags = ["responseIf", *["responseElseIf"] * (len(branches) - 1)]
    return node(
        "responseCondition",
        None,
        *(node(tag, None, when, says(name)) for tag, (when, name) in zip(tags, branches, strict=True)),
    )


def says(name: str) -> Element:
    """Return the order to give out one more feedback."""
    more = node("multiple", None, variable("FEEDBACK"), value("identifier", name))
    return node("setOutcomeValue", {"identifier": "FEEDBACK"}, more)


def score(right: Element | None) -> Element:
    """Return the rule that gives the point."""
    assert right is not None
    return condition(right, node("setOutcomeValue", {"identifier": "SCORE"}, value("float", "1")))


def variable(name: str = ANSWER) -> Element:
    """Return what was answered."""
    return node("variable", {"identifier": name})


def value(kind: str, inside: str) -> Element:
    """Return a constant."""
    return add(None, "baseValue", inside, baseType=kind)


def correct(name: str = ANSWER) -> Element:
    """Return the condition that an answer is the declared one."""
    return node("match", None, variable(name), node("correct", {"identifier": name}))


def always() -> Element:
    """Return a condition that always holds."""
    return value("boolean", "true")


def within(span: grades.Span) -> Element:
    """Return the condition that a number lies between two others."""
    ends = (("gte", span.low), ("lte", span.high))
    return node("and", None, *(node(sign, None, variable(), value("float", end)) for sign, end in ends))


def name_of(gap: Gap) -> str:
    """Return the name of what is typed into a gap."""
    return f"{ANSWER}-{gap.name}"


def one_of(gap: Gap, words: Iterable[str]) -> Element:
    """Return the condition that a gap holds one of some words, whatever their capitals."""
    tests = (
        node("stringMatch", {"caseSensitive": "false"}, variable(name_of(gap)), value("string", word)) for word in words
    )
    return node("or", None, *tests)
