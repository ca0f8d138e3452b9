"""Moodle's XML: every kind but those that need an explorer, with pictures inside and feedback for each answer.

Putting in order is Moodle's own question type ``ordering``, part of Moodle from version 4.4 on.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from xml.etree import ElementTree

from ketabrain.quiz.answers import Gap
from ketabrain.quiz.export import about, card, grades, items, text
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.export.pictures import Picture
from ketabrain.quiz.export.xml import add, node
from ketabrain.quiz.faults import GAP
from ketabrain.quiz.forms.match import plain
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import prose

Node = ElementTree.Element
TYPES = {"choice": "multichoice", "choices": "multichoice", "number": "numerical", "order": "ordering"}
TYPES |= {"match": "matching", "cloze": "cloze", "point": "multichoice"}
ORDERING = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ABSOLUTE_POSITION"}
ORDERING |= {"showgrading": "SHOW", "numberingstyle": "none"}
SIGNS = re.compile(r"[~#{}\\*]")  # what a gap's answers are parted by


def cannot(question: Question) -> str:
    """Return why Moodle cannot hold a question."""
    return items.NEEDS_PAGE.get(question.form, "")


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the file; what was left out stands in a description of its own."""
    quiz = node("quiz")
    for title, group in items.by_chapter(taken):
        quiz.append(category(title))
        quiz.extend(question(item) for item in group)
    if left:
        quiz.append(category(""))
        quiz.append(left_out(left))
    ElementTree.indent(quiz)
    return Files(ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True))


def category(title: str) -> Node:
    """Return the element that files what follows under a chapter; a slash in a name is written twice."""
    made = node("question", {"type": "category"})
    path = "/".join(part.replace("/", "//") for part in ("top", about.COURSE, title) if part)
    add(made, "category", add(None, "text", f"$course$/{path}"))
    said(made, "info", f"<p>{text.html([' '.join(about.LINES)])}</p>")
    return made


def left_out(left: Sequence[Left]) -> Node:
    """Return a description of what this file does not hold."""
    made = node("question", {"type": "description"})
    add(made, "name", add(None, "text", "What this file does not hold"))
    lines = "".join(f"<li>{text.html([line])}</li>" for line in items.summary(left))
    said(made, "questiontext", f"<p>These questions stand on the course's page only:</p><ul>{lines}</ul>")
    return made


def question(item: Item) -> Node:
    """Return a question: what all have in common, then its answers."""
    asked = item.question
    made = node("question", {"type": TYPES[asked.form]})
    add(made, "name", add(None, "text", item.id))
    said(made, "questiontext", image(item.asked).join(stem(asked)), item.asked)
    said(made, "generalfeedback", general(item), item.shown)
    for name, value in {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0", "idnumber": item.id}.items():
        add(made, name, value)
    WAYS[asked.form](made, asked)
    tags = add(made, "tags")
    for label in item.labels.values():
        add(tags, "tag", add(None, "text", label))
    return made


def stem(asked: Question) -> tuple[str, str]:
    """Return what is asked, and what comes behind the picture."""
    behind = ""
    if asked.number:
        behind = f"<p>Answer in: {text.rich(asked.number.unit)}</p>"
    if asked.gaps:
        gaps = {gap.name: gap for gap in asked.gaps}
        parts = re.split(GAP, asked.cloze)
        behind = f"<p>{''.join(field(gaps[part]) if at % 2 else spaced(part) for at, part in enumerate(parts))}</p>"
    return f"<p>{entities(text.rich(asked.text))}</p>", behind


def spaced(part: str) -> str:
    """Return a part of a sentence as HTML, with the spaces at its ends."""
    ends = (" " if part[:1].isspace() else "", " " if part[-1:].isspace() else "")
    return entities(text.html(prose(part))).join(ends)


def field(gap: Gap) -> str:
    """Return a gap as Moodle writes it inside a sentence: right words, known slips, then any other word."""
    cases = [("=", word, gap.feedback) for word in gap.accept]
    cases += [("%0%", word, slip.feedback) for slip in gap.slips for word in slip.say]
    found = [f"{mark}{entities(text.html([word]))}#{entities(text.rich(why))}" for mark, word, why in cases]
    return f"{{1:SHORTANSWER:{'~'.join([*found, f'%0%*#{entities(text.rich(gap.hint))}'])}}}"


def entities(html: str) -> str:
    """Return HTML in which the signs that part a gap's answers stand as entities."""
    return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", html)


def general(item: Item) -> str:
    """Return what is said whatever was answered: reasons that no single answer carries, picture, sources."""
    several = item.question.pairs or item.question.steps
    reasons = card.answers(item.question) if several else ""
    return f"{reasons}{image(item.shown)}<p>Sources: {card.sources(item.sources)}.</p>"


def image(picture: Picture | None) -> str:
    """Return a picture's tag; the picture itself lies beside the text."""
    if not picture:
        return ""
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<p><img src="@@PLUGINFILE@@/{picture.name}" alt="{text.html([picture.alt])}" {size} /></p>'


def said(parent: Node, name: str, html: str, picture: Picture | None = None) -> Node:
    """Add a text in HTML with its picture, and return what was added."""
    made = add(parent, name, add(None, "text", html), format="html")
    if picture:
        content = base64.b64encode(picture.content).decode()
        add(made, "file", content, name=picture.name, path="/", encoding="base64")
    return made


def answer(parent: Node, fraction: str, words: str, feedback: str, **more: str) -> None:
    """Add an answer with its share of the grade and its feedback."""
    made = add(parent, "answer", add(None, "text", words), fraction=fraction, **more)
    said(made, "feedback", f"<p>{text.rich(feedback)}</p>")


def choice(made: Node, asked: Question) -> None:
    """Add the options, in the page's order: Moodle shuffles them."""
    options = text.options(asked)
    add(made, "single", "false" if asked.form == "choices" else "true")
    add(made, "shuffleanswers", "false" if asked.places else "true")  # letters of a picture stay in order
    add(made, "answernumbering", "none" if asked.places else "abc")
    for option, share in zip(options, grades.shares(options), strict=True):
        answer(made, share, f"<p>{text.rich(option.text)}</p>", option.feedback, format="html")


def numerical(made: Node, asked: Question) -> None:
    """Add ranges of numbers; Moodle takes the first that fits."""
    assert asked.number
    for span in grades.spans(asked.number):
        answer(made, "100" if span.right else "0", span.middle, span.feedback, format="plain_text")
        add(made[-1], "tolerance", span.half)


def ordering(made: Node, asked: Question) -> None:
    """Add the steps; their place is what Moodle keeps as the fraction."""
    for name, value in ORDERING.items():
        add(made, name, value)
    for place, step in enumerate(asked.steps, 1):
        answer(made, str(place), f"<p>{text.rich(step.text)}</p>", step.feedback, format="html")


def matching(made: Node, asked: Question) -> None:
    """Add the pairs."""
    add(made, "shuffleanswers", "true")
    for pair in asked.pairs:
        part = said(made, "subquestion", f"<p>{text.rich(pair.item)}</p>")
        add(part, "answer", add(None, "text", text.clean(plain(pair.match))))


def nothing(made: Node, asked: Question) -> None:
    """Add nothing: the gaps stand in the text."""


WAYS = {"choice": choice, "choices": choice, "number": numerical, "order": ordering, "match": matching}
WAYS |= {"cloze": nothing, "point": choice}
