"""The directive ``{quiz}``, and what ``ketabrain.quiz.show()`` left in a lab turned into the same questions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.quiz import bank, markup, model
from ketabrain.quiz.forms import SCRIPTS
from ketabrain.quiz.question import Question, QuestionError
from ketabrain.quiz.tree import ClaimCards, Element, Opener, Sources
from ketabrain.sphinx_ext.claim_link import claim_links
from ketabrain.sphinx_ext.element import cited, el
from ketabrain.sphinx_ext.explorer import chapter_of, explorer_node

LOGGER = logging.getLogger(__name__)
SHOWN = re.compile(r'data-ketabrain="quiz:([\w-]+)"')
Cite = Callable[[Sequence[str]], list[nodes.Node]]


class open_node(nodes.General, nodes.Element):
    """A link that sets an explorer; written once all pages are known."""


class QuizDirective(SphinxDirective):
    """``{quiz} habenula``, all questions of a chapter; ``:only: habenula-02, habenula-05`` takes some.

    ``:part:`` says that a page asks them at several places, and ``:score:`` shows the score of all of them together.
    """

    required_arguments = 1
    option_spec: ClassVar = {"only": directives.unchanged_required, "part": directives.flag, "score": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the questions, or one sentence that says what is wrong with the bank."""
        try:
            if "score" in self.options:
                return self.score()
            questions = chosen(self.arguments[0], self.options.get("only", ""))
        except QuestionError as problem:
            raise self.error(str(problem)) from None
        taken = self.env.temp_data.setdefault("ketabrain_questions", set())
        for question in questions:
            if question.id in taken:
                raise self.error(f"Question '{question.id}' stands twice on this page: a page may hold it once.")
            taken.add(question.id)
        self.env.note_dependency(str(bank.QUESTIONS / f"{self.arguments[0]}.yml"))
        return [node_of(self.tree(questions), lambda keys: cited(self, list(keys)))]

    def tree(self, questions: Sequence[Question]) -> Element:
        """Return the whole quiz, or a part of one that is spread over the page."""
        if "part" in self.options:
            return markup.part(questions, self.arguments[0], bank.load(self.arguments[0]))
        return markup.quiz(questions, self.arguments[0])

    def score(self) -> list[nodes.Node]:
        """Return the score of a quiz whose questions stand elsewhere on the page."""
        chapter = self.arguments[0]
        return [
            node_of(markup.section(chapter, markup.score(bank.load(chapter))), lambda keys: cited(self, list(keys)))
        ]


def chosen(chapter: str, only: str = "") -> list[Question]:
    """Return a chapter's questions, or those named, checked against the explorers; raise QuestionError."""
    questions = bank.load(chapter)
    if only:
        known = {question.id: question for question in questions}
        names = [name.strip() for name in only.split(",") if name.strip()]
        for name in names:
            if name not in known:
                raise QuestionError(f"There is no question '{name}' in {chapter}.yml: choose from {', '.join(known)}.")
        questions = [known[name] for name in names]
    model.check_explorers(questions)
    return questions


def node_of(tree: Any, cite: Cite) -> nodes.Node:
    """Return a quiz's tree as docutils nodes; texts stay text."""
    if isinstance(tree, str):
        return nodes.Text(tree)
    if isinstance(tree, Sources):
        return el("span", None, *cite(tree.keys))
    if isinstance(tree, ClaimCards):
        return el("span", None, *claim_links(tree.ids))
    if isinstance(tree, Opener):
        return open_node(explorer=tree.explorer, state=dict(tree.state), words=tree.words, values=tree.values)
    return el(tree.tag, dict(tree.attributes), *(node_of(child, cite) for child in tree.children))


class ShownQuizzes(SphinxPostTransform):
    """Replace what ``ketabrain.quiz.show()`` left in a lab by the questions themselves.

    After outputs are chosen (4) and the list of sources is written (5), before links are resolved (10).
    """

    default_priority = 8
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go over the raw HTML of this page's outputs."""
        for raw in list(self.document.findall(nodes.raw)):
            found = SHOWN.search(raw.astext())
            if not found:
                continue
            try:
                raw.replace_self(node_of(markup.quiz(chosen(found[1]), found[1]), self.cite))
            except QuestionError as problem:
                LOGGER.warning(str(problem), location=self.env.docname, type="ketabrain", subtype="quiz")

    def cite(self, keys: Sequence[str]) -> list[nodes.Node]:
        """Return a citation as the text's own role would have made it."""
        about = {"refdomain": "cite", "reftype": "alp", "reftarget": ",".join(keys), "refdoc": self.env.docname}
        return [addnodes.pending_xref("", nodes.inline("", ", ".join(keys)), refwarn=True, **about)]


def address(builder: Any, node: open_node) -> str:
    """Return the address of an explorer at a state, on this page if it stands here, else in its chapter."""
    slug = node["explorer"]
    state = f"#{slug}?{urlencode(node['state'])}"
    if any(one["slug"] == slug for one in node.document.findall(explorer_node)):
        return state
    docname = chapter_of(builder, explorers.get(slug))
    return f"{builder.get_relative_uri(builder.current_docname, docname)}{state}" if docname else state


def visit_open(self: Any, node: open_node) -> None:
    """Write the link, and the state in words for whoever cannot follow it."""
    about = {"class": "kb-button kb-script", "data-open": node["explorer"], "data-state": json.dumps(node["state"])}
    link = el("a", {**about, "href": address(self.builder, node)}, node["words"])
    title = explorers.get(node["explorer"]).title
    words = el("span", {"class": "kb-small"}, f"Explorer “{title}”: {node['values']}")
    el("p", {"class": "kb-open"}, link, " ", words).walkabout(self)
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """Leave the link out of formats other than HTML."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(open_node, html=(visit_open, None), **others)
    app.add_directive("quiz", QuizDirective)
    app.add_post_transform(ShownQuizzes)
    for name in ("quiz.css", "quiz_draw.css"):
        app.add_css_file(f"ketabrain/{name}")
    for name in ("review_log.js", *SCRIPTS, "quiz.js", "beside.js"):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
