"""A learner's views in a notebook: the site's own scripts, with the bank and the progress file in Python."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import traitlets

from ketabrain.quiz import bank, index, live, markup, naming
from ketabrain.quiz.forms import SCRIPTS as FORM_SCRIPTS
from ketabrain.quiz.opening import Opens

if TYPE_CHECKING:
    from ketabrain.quiz.progress import Learner

SCRIPTS = (
    *live.BASE_SCRIPTS,
    "address.js",
    "export.js",
    *FORM_SCRIPTS,
    "quiz.js",
    "beside.js",
    "quiz_live.js",
    "vendor/ts-fsrs.umd.js",
    "review_memory.js",
    "question_bank.js",
    "review_pick.js",
    "review_ask.js",
    "review.js",
    "placement.js",
    "calibration.js",
    "mastery_curve.js",
    "mastery.js",
    "progress_kinds.js",
    "progress_file.js",
    "progress_code.js",
    "learner_live.js",
)
STYLES = (*live.STYLES, "review.css", "cards.css", "calibration.css", "mastery.css")
METHODS = {"review": "review", "placement": "placement", "mastery": "mastery", "progress": "take_along"}
WORDS = {
    "review": "Today's review",
    "placement": "Where to start",
    "mastery": "What you know and what fades",
    "progress": "Your progress, to save and to load",
}
TOC = naming.BOOK.parent / "_toc.yml"


@cache
def chapters() -> list[dict[str, Any]]:
    """Return the index of all questions, chapters in the order of the book."""
    order = re.findall(r"book/\w+/(\w+)", TOC.read_text(encoding="utf-8")) if TOC.exists() else []
    stems = sorted(bank.chapters(), key=lambda stem: (order.index(stem) if stem in order else len(order), stem))
    return [index.chapter(stem, naming.title(stem), "", bank.load(stem)) for stem in stems]


@cache
def trees(chapter: str) -> dict[str, Any]:
    """Return every question of a chapter as the page builds it, by id."""
    questions = bank.load(chapter)
    sources = naming.citations(questions)
    return {one.id: live.as_json(markup.element(one, 1, 1), sources) for one in questions}


class LearnerView(Opens):
    """One part of a learner's progress on show; what is answered goes to the learner, who keeps it in a file."""

    _esm, _css = live.scripts(SCRIPTS, "showLearner"), live.styles(STYLES)
    part: traitlets.Unicode[str, str | bytes] = traitlets.Unicode().tag(sync=True)
    index: traitlets.List[Any] = traitlets.List().tag(sync=True)
    progress: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    kept: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    file: traitlets.Unicode[str, str | bytes] = traitlets.Unicode().tag(sync=True)

    def __init__(self, learner: Learner, part: str) -> None:
        self.learner = learner
        about = {"part": part, "index": chapters(), "progress": learner.progress}
        super().__init__(**about, notes=learner.told, file=learner.file.name)
        self.observe(lambda change: learner.keep(change["new"]), "kept")
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        wanted = content.get("want")
        if not isinstance(wanted, list):
            return
        known = [stem for stem in wanted if stem in bank.chapters()]
        self.send({"trees": {stem: trees(stem) for stem in known}, "to": content.get("to")})

    def __repr__(self) -> str:
        return f"{WORDS[self.part]}: learner.{METHODS[self.part]}()"

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        """Offer the widget to live front ends, and words that never change to all others."""
        there = f"On the course's site, go to <a href=\"../book/think/review.html#{self.part}\">Today's review</a>."
        text = f"{WORDS[self.part]}: run this cell in JupyterLab to use it. {there}"
        return live.bundle(self, f'<div data-ketabrain="learner:{self.part}">{text}</div>')
