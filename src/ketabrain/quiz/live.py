"""Questions live in a notebook: the page's own tree and the page's own script, as a widget."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from ketabrain import palette
from ketabrain.quiz import bank, markup
from ketabrain.quiz.forms import SCRIPTS as FORM_SCRIPTS
from ketabrain.quiz.naming import citations, title
from ketabrain.quiz.opening import Opens
from ketabrain.quiz.tree import ClaimCards, Opener, Sources

WEB = Path(__file__).parents[1] / "web"
BASE_SCRIPTS = ("dom.js", "store.js", "words.js", "review_log.js", "tree.js")
SCRIPTS = (*BASE_SCRIPTS, *FORM_SCRIPTS, "quiz.js", "beside.js", "quiz_live.js")
STYLES = ("course.css", "quiz.css", "quiz_draw.css")
WIDGET = "application/vnd.jupyter.widget-view+json"


def scripts(names: Sequence[str] = SCRIPTS, show: str = "showQuiz") -> str:
    """Return the page's scripts and the live view's as one module, which shows its view by a function of ours."""
    render = f"export default {{ render: (context) => window.ketabrain.{show}(context) }};"
    return "\n".join([*((WEB / name).read_text(encoding="utf-8") for name in names), render])


def styles(names: Sequence[str] = STYLES) -> str:
    """Return the palette, and the page's styles held inside ``.kb-live`` so that they change nothing else."""
    held = "\n".join((WEB / name).read_text(encoding="utf-8") for name in names)
    return f"{palette.css()}.kb-live {{\n{held}\n}}\n.kb-live :is(.kb-quiz, .kb-sheet) {{ max-width: 62rem; line-height: 1.55; font-size: 0.95rem; }}\n"


class Quiz(Opens):
    """A chapter's questions on show; ``answers`` holds what was answered, by the question's id."""

    _esm, _css = scripts(), styles()
    tree: traitlets.List[Any] = traitlets.List().tag(sync=True)
    answers: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, chapter: str) -> None:
        self.chapter = chapter
        self.questions = bank.load(chapter)
        super().__init__(tree=as_json(markup.quiz(self.questions, chapter), citations(self.questions)))

    def __repr__(self) -> str:
        return f"ketabrain.quiz.show('{self.chapter}')"

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        """Offer the widget to live front ends, and words that never change to all others."""
        words = f"Quiz: questions on {escape(title(self.chapter))}. Run this cell in JupyterLab to answer them."
        return bundle(self, f'<div data-ketabrain="quiz:{self.chapter}">{words}</div>')


def bundle(view: Opens, html: str) -> dict[str, Any]:
    """Return what a notebook keeps of a view: the widget for live front ends, and for all others words of its own."""
    widget = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    return {"text/plain": repr(view), "text/html": html, WIDGET: widget}


def as_json(tree: Any, sources: dict[str, tuple[str, str]]) -> Any:
    """Return a quiz's tree as lists: text, or [tag, attributes, children]."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Sources):
        return ["span", {}, [part for place, key in enumerate(tree.keys) for part in link(place, *sources[key])]]
    if isinstance(tree, ClaimCards):
        return ["span", {}, [", ".join(tree.ids)]]
    if isinstance(tree, Opener):
        return as_json(markup.button(tree), sources)
    return [tree.tag, dict(tree.attributes), [as_json(child, sources) for child in tree.children]]


def link(place: int, text: str, address: str) -> list[Any]:
    """Return a source as text or link, with what stands before it."""
    shown = ["a", {"href": address, "rel": "external noopener", "target": "_blank"}, [text]] if address else text
    return ["; ", shown] if place else [shown]
