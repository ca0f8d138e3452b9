"""Moodle's GIFT text: choices, numbers, pairs and single gaps, each answer with its feedback. It holds no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ketabrain.quiz.answers import Gap, Number, Option
from ketabrain.quiz.export import about, grades, items, text
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.faults import GAP
from ketabrain.quiz.forms.match import plain
from ketabrain.quiz.question import Question

PICTURES = False
PICTURE = "it needs a picture, and GIFT holds none"
CANNOT = {**items.NEEDS_PAGE, "order": "GIFT has no question that puts things in order", "point": PICTURE}
SPECIAL = re.compile(r"[\\~=#{}:]")


def cannot(question: Question) -> str:
    """Return why GIFT cannot hold a question."""
    if question.form in CANNOT:
        return CANNOT[question.form]
    if question.state is not None:
        return PICTURE
    return "GIFT holds one gap a question" if len(question.gaps) > 1 else ""


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the file; what was left out stands in comments at its head."""
    head = [*about.LINES, *(f"Left out, {line}" for line in items.summary(left))]
    blocks = ["\n".join(f"// {text.clean(line)}" for line in head)]
    for title, group in items.by_chapter(taken):
        blocks += [f"$CATEGORY: {category(title)}", *(block(item) for item in group)]
    return Files(("\n\n".join(blocks) + "\n").encode())


def category(title: str) -> str:
    """Return where Moodle files a chapter's questions; a slash in a name is written twice."""
    return f"{about.COURSE}/{' '.join(title.split()).replace('/', '//')}"


def block(item: Item) -> str:
    """Return a question: comments with id and tags, title, text and answers."""
    question = item.question
    tags = " ".join(f"[tag:{value}]" for value in item.labels.values())
    before, after = around(question)
    said = f"####{raw(general(item))}"
    return f"// [id:{item.id}] {tags}\n::{raw(item.id)}::[html]{before}{{{answers(question)}\n\t{said}\n}}{after}"


def around(question: Question) -> tuple[str, str]:
    """Return what stands before the answers and behind them: a gap lies inside its sentence."""
    asked = f"<p>{text.rich(question.text)}</p>"
    if question.gaps:
        first, _, last = re.split(GAP, question.cloze)
        return raw(asked + text.rich(first)) + " ", f" {raw(text.rich(last))}" if last.strip() else ""
    unit = f"<p>Answer in: {text.rich(question.number.unit)}</p>" if question.number else ""
    return raw(asked + unit), ""


def general(item: Item) -> str:
    """Return what is said whatever was answered: reasons that no single answer carries, and the sources."""
    pairs = "".join(f"<p>{text.html(one.text)} {text.html(one.why)}</p>" for one in text.reasons(item.question))
    named = "; ".join(text.html([f"{name} {address}".strip()]) for name, address in item.sources)
    return f"{pairs if item.question.pairs else ''}<p>Sources: {named}.</p>"


def answers(question: Question) -> str:
    """Return the answers, one a line."""
    if question.number:
        return "#" + joined(number_lines(question.number))
    if question.gaps:
        return joined(gap_lines(question.gaps[0]))
    if question.pairs:
        return joined(f"={raw(text.rich(p.item))} -> {arrowless(plain(p.match))}" for p in question.pairs)
    return joined(option_lines(text.options(question)))


def joined(lines: Iterable[str]) -> str:
    """Return lines below each other, indented."""
    return "".join(f"\n\t{line}" for line in lines)


def option_lines(options: Sequence[Option]) -> Iterable[str]:
    """Yield the options; where several are right, each carries its share of the grade."""
    single = sum(option.right for option in options) == 1
    for option, share in zip(options, grades.shares(options), strict=True):
        mark = ("=" if option.right else "~") if single else f"~%{share}%"
        yield f"{mark}{raw(text.rich(option.text))}#{raw(text.rich(option.feedback))}"


def number_lines(number: Number) -> Iterable[str]:
    """Yield the ranges of numbers, each with its feedback; the first that fits counts."""
    for span in grades.spans(number):
        mark = "=" if span.right else "=%0%"
        yield f"{mark}{span.low}..{span.high}#{raw(text.rich(span.feedback))}"


def gap_lines(gap: Gap) -> Iterable[str]:
    """Yield the right words, the known wrong ones, and what is said of all others."""
    for word in gap.accept:
        yield f"={arrowless(word)}#{raw(text.rich(gap.feedback))}"
    for slip in gap.slips:
        for word in slip.say:
            yield f"=%0%{arrowless(word)}#{raw(text.rich(slip.feedback))}"
    yield f"=%0%*#{raw(text.rich(gap.hint))}"


def arrowless(words: str) -> str:
    """Return words that are no HTML in one line, without the arrow that parts pairs."""
    return raw(words.replace("->", "→"))


def raw(html: str) -> str:
    """Return a text in one line, with a backslash before each sign that GIFT reads as its own."""
    return SPECIAL.sub(lambda sign: f"\\{sign[0]}", " ".join(text.clean(html).split()))
