"""One question as an item of QTI 2.1: what is answered, how it is judged, and the feedback for each answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

import ketabrain
from ketabrain.quiz import forms
from ketabrain.quiz.answers import Gap
from ketabrain.quiz.export import card, grades, text
from ketabrain.quiz.export.items import Item
from ketabrain.quiz.export.pictures import SCALE, Picture
from ketabrain.quiz.export.qti_rules import (
    ANSWER,
    always,
    cases,
    condition,
    correct,
    declared,
    name_of,
    one_of,
    says,
    score,
    value,
    variable,
    within,
)
from ketabrain.quiz.export.xml import add, node
from ketabrain.quiz.faults import GAP
from ketabrain.quiz.forms import order, point
from ketabrain.quiz.pictures import Spot
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import prose, shuffled

SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
HEAD = {
    "xmlns": SPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{SPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    "toolName": "ketabrain",
    "toolVersion": ketabrain.__version__,
}
PICTURES = "../pictures"


@dataclass
class Way:
    """What a way to answer adds to an item: declarations, controls, rules, when it is right, and feedback by name."""

    declared: list[Element] = field(default_factory=list)
    controls: list[Element] = field(default_factory=list)
    rules: list[Element] = field(default_factory=list)
    right: Element | None = None
    feedback: dict[str, str] = field(default_factory=dict)


def item(taken: Item) -> Element:
    """Return a question as an item."""
    question = taken.question
    way = pointing(taken) if question.places else WAYS[question.form](question)
    way.feedback["about"] = f"{behind(taken)}<p>Sources: {card.sources(taken.sources)}.</p>"
    about = {
        "identifier": taken.id,
        "title": f"{taken.title}: {taken.id}",
        "adaptive": "false",
        "timeDependent": "false",
    }
    made = node("assessmentItem", {**HEAD, **about}, *way.declared, *outcomes())
    body = add(made, "itemBody")
    above = "" if question.places else image(taken.asked)  # a picture to point at is part of the controls
    body.extend([*blocks(f"<p>{text.rich(question.text)}</p>{above}"), *way.controls])
    add(made, "responseProcessing").extend([*way.rules, condition(always(), says("about")), score(way.right)])
    made.extend(modal(name, html) for name, html in way.feedback.items())
    return made


def behind(taken: Item) -> str:
    """Return reasons that no single answer carries, and the picture that makes the point."""
    reasons = card.answers(taken.question) if taken.question.steps else ""
    return re.sub(r' class="\w+"', "", reasons) + image(taken.shown)


def image(picture: Picture | None) -> str:
    """Return a picture's tag."""
    if not picture:
        return ""
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<p><img src="{PICTURES}/{picture.name}" alt="{text.html([picture.alt])}" {size}/></p>'


def blocks(html: str) -> list[Element]:
    """Return HTML as elements."""
    return list(fromstring(f"<div>{html}</div>"))


def filled(tag: str, html: str, **attributes: str) -> Element:
    """Return an element that holds HTML within a line."""
    made = fromstring(f"<{tag}>{html}</{tag}>")
    made.attrib.update(attributes)
    return made


def outcomes() -> Iterable[Element]:
    """Yield what an answer leads to: a score, and the names of the feedback that is shown."""
    zero = node("defaultValue", None, add(None, "value", "0"))
    yield node("outcomeDeclaration", {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}, zero)
    yield node("outcomeDeclaration", {"identifier": "FEEDBACK", "cardinality": "multiple", "baseType": "identifier"})


def modal(name: str, html: str) -> Element:
    """Return feedback that is shown once its name was given out."""
    about = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
    return node("modalFeedback", about, *blocks(html))


def prompt(question: Question) -> Element:
    """Return what is said above the controls."""
    return filled("prompt", text.html([forms.asked(question)]))


def choice(question: Question) -> Way:
    """Return options to choose from."""
    single = question.form == "choice"
    names = {f"option-{place}": option for place, option in shuffled(question.id, question.options)}
    right = [name for name, option in names.items() if option.right]
    controls = node(
        "choiceInteraction",
        {"responseIdentifier": ANSWER, "shuffle": "true", "maxChoices": "1" if single else "0"},
        prompt(question),
        *(filled("simpleChoice", text.rich(option.text), identifier=name) for name, option in names.items()),
    )
    test = "match" if single else "member"
    return Way(
        [declared(ANSWER, "single" if single else "multiple", "identifier", right)],
        [controls],
        [condition(node(test, None, value("identifier", name), variable()), says(name)) for name in names],
        correct(),
        {name: f"<p>{text.rich(option.feedback)}</p>" for name, option in names.items()},
    )


def number(question: Question) -> Way:
    """Return a box for a number: right within the tolerance, known slips, lower, higher."""
    asked = question.number
    assert asked
    box = node("textEntryInteraction", {"responseIdentifier": ANSWER, "expectedLength": "12"})
    line = fromstring(f"<p>{text.html([forms.asked(question)])} </p>")
    line.append(box)
    box.tail = f" {text.bare(asked.unit)}"
    spans = {f"case-{at}": span for at, span in enumerate(grades.spans(asked))}
    return Way(
        [declared(ANSWER, "single", "float", [repr(asked.value)])],
        [line],
        [cases(*((within(span), name) for name, span in spans.items()))],
        within(spans["case-0"]),
        {name: f"<p>{text.rich(span.feedback)}</p>" for name, span in spans.items()},
    )


def ordering(question: Question) -> Way:
    """Return steps to put in order."""
    controls = node(
        "orderInteraction",
        {"responseIdentifier": ANSWER, "shuffle": "true"},
        prompt(question),
        *(filled("simpleChoice", text.rich(s.text), identifier=f"step-{place}") for place, s in order.mixed(question)),
    )
    steps = [f"step-{place}" for place in range(len(question.steps))]
    return Way([declared(ANSWER, "ordered", "identifier", steps)], [controls], [], correct())


def match(question: Question) -> Way:
    """Return things to match with their partners."""
    pairs = list(enumerate(question.pairs))
    items = [partner("item", place, text.rich(pair.item)) for place, pair in pairs]
    partners = [partner("match", place, text.rich(pair.match)) for place, pair in shuffled(question.id, question.pairs)]
    controls = node(
        "matchInteraction",
        {"responseIdentifier": ANSWER, "shuffle": "true", "maxAssociations": str(len(pairs))},
        prompt(question),
        node("simpleMatchSet", None, *items),
        node("simpleMatchSet", None, *partners),
    )
    found = {place: node("member", None, value("directedPair", joined(place)), variable()) for place, _ in pairs}
    return Way(
        [declared(ANSWER, "multiple", "directedPair", [joined(place) for place, _ in pairs])],
        [controls],
        [cases((found[place], f"right-{place}"), (always(), f"other-{place}")) for place, _ in pairs],
        correct(),
        {f"right-{place}": f"<p>{text.rich(pair.feedback)}</p>" for place, pair in pairs}
        | {f"other-{place}": f"<p>{text.rich(pair.item)}: {text.rich(pair.hint)}</p>" for place, pair in pairs},
    )


def partner(side: str, place: int, html: str) -> Element:
    """Return one thing to match."""
    return filled("simpleAssociableChoice", html, identifier=f"{side}-{place}", matchMax="1")


def joined(place: int) -> str:
    """Return a right pair."""
    return f"item-{place} match-{place}"


def cloze(question: Question) -> Way:
    """Return a sentence with boxes."""
    way = Way(controls=[sentence(question)])
    for gap in question.gaps:
        way.declared.append(declared(name_of(gap), "single", "string", [gap.accept[0]]))
        names = {f"{gap.name}-right": (gap.accept, gap.feedback)}
        names |= {f"{gap.name}-slip-{at}": (slip.say, slip.feedback) for at, slip in enumerate(gap.slips, 1)}
        rest = f"{gap.name}-other"
        way.rules.append(cases(*((one_of(gap, words), n) for n, (words, _) in names.items()), (always(), rest)))
        way.feedback |= {n: f"<p>{text.rich(why)}</p>" for n, (_, why) in names.items()}
        way.feedback[rest] = f"<p>{text.rich(gap.hint)}</p>"
    way.right = node("and", None, *(one_of(gap, gap.accept) for gap in question.gaps))
    return way


def sentence(question: Question) -> Element:
    """Return the sentence with a box in each gap."""
    gaps = {gap.name: gap for gap in question.gaps}
    parts = re.split(GAP, question.cloze)
    html = "".join(box(gaps[part]) if at % 2 else spaced(part) for at, part in enumerate(parts))
    return fromstring(f"<p>{html}</p>")


def spaced(part: str) -> str:
    """Return a part of a sentence with the spaces at its ends."""
    ends = (" " if part[:1].isspace() else "", " " if part[-1:].isspace() else "")
    return text.html(prose(part)).join(ends)


def box(gap: Gap) -> str:
    """Return a box for one gap."""
    return f'<textEntryInteraction responseIdentifier="{name_of(gap)}" expectedLength="24"/>'


def pointing(taken: Item) -> Way:
    """Return a picture whose letters can be pointed at."""
    question, picture = taken.question, taken.asked
    assert picture
    size = {"width": str(picture.width), "height": str(picture.height)}
    drawing = node("object", {"type": "image/svg+xml", "data": f"{PICTURES}/{picture.name}", **size})
    drawing.text = picture.alt
    marks = {f"place-{letter}": (place, spot) for letter, _, place, spot in point.marked(question)}
    controls = node(
        "hotspotInteraction",
        {"responseIdentifier": ANSWER, "maxChoices": "1"},
        prompt(question),
        drawing,
        *(hotspot(name, spot, picture) for name, (_, spot) in marks.items()),
    )
    return Way(
        [declared(ANSWER, "single", "identifier", [name for name, (place, _) in marks.items() if place.right])],
        [controls],
        [condition(node("match", None, value("identifier", name), variable()), says(name)) for name in marks],
        correct(),
        {name: f"<p>{text.rich(place.feedback)}</p>" for name, (place, _) in marks.items()},
    )


def hotspot(name: str, spot: Spot, picture: Picture) -> Element:
    """Return one letter of a picture as a place to point at."""
    x, y = (round(SCALE * at) for at in spot.letter)
    area = f"{x},{y},{round(point.TOUCH * picture.width)}"
    return node("hotspotChoice", {"identifier": name, "shape": "circle", "coords": area, "hotspotLabel": name[-1]})


WAYS = {"choice": choice, "choices": choice, "number": number, "order": ordering, "match": match, "cloze": cloze}
