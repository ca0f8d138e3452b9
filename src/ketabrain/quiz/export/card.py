"""The two sides of a flash card as HTML: what is asked with everything to choose from, and the answer with its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from ketabrain.quiz import forms
from ketabrain.quiz.export import text
from ketabrain.quiz.question import Question


def asked(question: Question) -> str:
    """Return what is said above the answers, and what there is to choose from."""
    lines = "".join(f"<li>{mark} {text.rich(words)}</li>" for mark, words in text.choices(question))
    return f'<p>{text.html([forms.asked(question)])}</p><ul class="choices">{lines}</ul>'


def answers(question: Question) -> str:
    """Return every answer with its reason, right ones marked."""
    marks = {"right": "✓ ", "wrong": "✗ ", "": ""}
    lines = (
        f'<li class="{one.verdict or "step"}">{marks[one.verdict]}<b>{text.html(one.text)}</b> {text.html(one.why)}</li>'
        for one in text.reasons(question)
    )
    tag = "ol" if question.steps else "ul"
    return f"<{tag}>{''.join(lines)}</{tag}>"


def sources(links: Iterable[tuple[str, str]]) -> str:
    """Return the sources as HTML, each a link where it has an address."""
    return "; ".join(
        f'<a href="{text.html([address])}">{text.html([name])}</a>' if address else text.html([name])
        for name, address in links
    )
