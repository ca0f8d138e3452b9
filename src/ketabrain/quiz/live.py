"""Questions live in a notebook: the page's own tree and the page's own script, as a widget."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ketabrain import palette
from ketabrain.quiz import bank, markup
from ketabrain.quiz.question import Question

WEB = Path(__file__).parents[1] / "web"
BOOK = Path(__file__).parents[3] / "book"
SCRIPTS = ("dom.js", "store.js", "quiz.js", "quiz_live.js")
RENDER = "export default { render: (context) => window.ketabrain.showQuiz(context) };"
WIDGET = "application/vnd.jupyter.widget-view+json"
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def scripts() -> str:
    """Return the page's scripts and the live view's as one module."""
    return "\n".join([*((WEB / name).read_text(encoding="utf-8") for name in SCRIPTS), RENDER])


def styles() -> str:
    """Return the palette, and the page's styles held inside ``.kb-live`` so that they change nothing else."""
    held = "\n".join((WEB / name).read_text(encoding="utf-8") for name in ("course.css", "quiz.css"))
    return f"{palette.css()}.kb-live {{\n{held}\n}}\n.kb-live .kb-quiz {{ max-width: 62rem; line-height: 1.55; font-size: 0.95rem; }}\n"


class Quiz(anywidget.AnyWidget):
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
        count = len(self.questions)
        many = f"{COUNTS[count] if count < len(COUNTS) else count} question{'' if count == 1 else 's'}"
        return {
            "text/plain": repr(self),
            "text/html": f'<div data-ketabrain="quiz:{self.chapter}">Quiz: {many} on {escape(title(self.chapter))}. '
            "Run this cell in JupyterLab to answer them.</div>",
            WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self.model_id},
        }


def title(chapter: str) -> str:
    """Return a chapter's title as its page has it; its name where there is no page."""
    for file in sorted(BOOK.glob(f"*/{chapter}.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    return chapter.replace("_", " ")


def citations(questions: list[Question]) -> dict[str, tuple[str, str]]:
    """Return text and address of each source; without the tools that read BibTeX, its key in words."""
    keys = dict.fromkeys(key for question in questions for key in question.sources)
    try:
        from ketabrain.evidence.bibliography import BibliographyError, labels, load

        sources = load()
    except (ImportError, BibliographyError):
        return {key: (key_in_words(key), "") for key in keys}
    names = labels(sources)
    return {key: (", ".join(names[key]), sources[key].link) if key in sources else (key, "") for key in keys}


def key_in_words(key: str) -> str:
    """Return "Yang2018bursting" as "Yang 2018"."""
    name = key.rstrip("0123456789")
    digits = "".join(character for character in key if character.isdigit())
    return f"{name.partition(digits[:4])[0]} {digits[:4]}" if digits else key


def as_json(tree: Any, sources: dict[str, tuple[str, str]]) -> Any:
    """Return a quiz's tree as lists: text, or [tag, attributes, children]."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, markup.Sources):
        return ["span", {}, [part for place, key in enumerate(tree.keys) for part in link(place, *sources[key])]]
    if isinstance(tree, markup.ClaimCards):
        return ["span", {}, [", ".join(tree.ids)]]
    if isinstance(tree, markup.Opener):
        call = ", ".join([f'"{tree.explorer}"', *(f"{name}={value!r}" for name, value in tree.state.items())])
        run = ["code", {}, [f"ketabrain.show({call})"]]
        words = ["span", {}, ["To see it in the explorer, run ", run, " in a cell of its own."]]
        return ["p", {"class": "kb-open"}, [words]]
    return [tree.tag, dict(tree.attributes), [as_json(child, sources) for child in tree.children]]


def link(place: int, text: str, address: str) -> list[Any]:
    """Return a source as text or link, with what stands before it."""
    shown = ["a", {"href": address, "rel": "external noopener", "target": "_blank"}, [text]] if address else text
    return ["; ", shown] if place else [shown]
