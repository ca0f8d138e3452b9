"""Every question of the bank as data beside the pages, so that the review can ask any of them without a network.

``_static/ketabrain/questions/index.js`` says what there is; ``<chapter>.js`` holds the chapter's questions, each the
same tree as in its chapter's quiz. Links lead from the site's root: the page's script puts the way there before them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from ketabrain.evidence.bibliography import labels
from ketabrain.quiz import bank, index, markup, model
from ketabrain.quiz.question import QuestionError
from ketabrain.quiz.tree import ClaimCards, Opener, Sources
from ketabrain.sphinx_ext.citations import sources
from ketabrain.sphinx_ext.claim_link import page_of
from ketabrain.sphinx_ext.gallery import reading_order

LOGGER = logging.getLogger(__name__)
PAGES_KEY = "ketabrain_question_pages"  # pages of the book that ask questions of all chapters
FOLDER = Path("_static") / "ketabrain" / "questions"
Tree = str | list[Any]
Link = Callable[[str], Tree]


def want(env: Any) -> None:
    """Have the questions written, because the page being read asks them."""
    pages: set[str] = getattr(env, PAGES_KEY, set())
    setattr(env, PAGES_KEY, {*pages, env.docname})
    for chapter in bank.chapters():
        env.note_dependency(str(bank.QUESTIONS / f"{chapter}.yml"))


def linked(text: str, address: str) -> Tree:
    """Return a link from the site's root, or the text alone."""
    return ["a", {"data-to": address}, [text]] if address else text


def listed(names: Sequence[str], link: Link, between: str) -> Tree:
    """Return links in one line."""
    parts = [part for place, name in enumerate(names) for part in ([between] if place else []) + [link(name)]]
    return ["span", {}, parts]


def as_data(tree: Any, cite: Link, claim: Link) -> Tree:
    """Return a question's tree as lists: text, or [tag, attributes, children]."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Sources):
        return listed(tree.keys, cite, "; ")
    if isinstance(tree, ClaimCards):
        return listed(tree.ids, claim, ", ")
    if isinstance(tree, Opener):
        return as_data(markup.button(tree), cite, claim)
    return [tree.tag, dict(tree.attributes), [as_data(child, cite, claim) for child in tree.children]]


def citing(app: Sphinx) -> Link:
    """Return what makes a link to the list of sources from a key."""
    known = sources(app.env)
    names = labels(known)
    domain: Any = app.env.get_domain("cite")
    places = {
        one.key: f"{page_address(app, one.bibliography_key.docname)}#{one.citation_id}" for one in domain.citations
    }
    return lambda key: linked(", ".join(names[key]) if key in known else key, places.get(key, ""))


def claiming(app: Sphinx) -> Link:
    """Return what makes a link to a claim's card from its id."""

    def link(claim: str) -> Tree:
        page = page_of(app.builder, claim)
        return linked(claim, f"{page_address(app, page)}#claim-{claim}" if page else "")

    return link


def page_address(app: Sphinx, docname: str) -> str:
    """Return a page's address from the site's root."""
    assert app.builder is not None
    return app.builder.get_target_uri(docname)


def chapter_pages(app: Sphinx) -> dict[str, str]:
    """Return the page of each chapter by its stem, in the order of the book."""
    order = reading_order(app.env, app.config.root_doc)
    return {name.rpartition("/")[2]: name for name in order if name.startswith("book/")}


def in_order(chapters: Sequence[str], pages: Mapping[str, str]) -> list[str]:
    """Return chapters as a reader meets them; those without a page last."""
    order = list(pages)
    return sorted(chapters, key=lambda stem: order.index(stem) if stem in pages else len(order))


def script(function: str, *values: Any) -> str:
    """Return a script that hands data to one of our functions."""
    given = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return f"ketabrain.{function}({given});\n"


def files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file; raise QuestionError for a question that cannot be asked."""
    cite, claim, pages = citing(app), claiming(app), chapter_pages(app)
    entries = []
    for stem in in_order(bank.chapters(), pages):
        questions = bank.load(stem)
        model.check_explorers(questions)
        trees = {one.id: as_data(markup.element(one, 1, 1), cite, claim) for one in questions}
        text = script("questions", stem, trees)
        mark = hashlib.sha256(text.encode()).hexdigest()[:6]
        page = pages.get(stem)
        title = app.env.titles[page].astext() if page else stem.replace("_", " ")
        address = page_address(app, page) if page else ""
        entries.append({**index.chapter(stem, title, address, questions), "mark": mark})
        yield f"{stem}.js", text
    yield "index.js", script("questionIndex", entries)


def write(app: Sphinx, env: Any) -> list[str]:
    """Write the files once all pages are read, if one of them asks questions of all chapters; else remove them."""
    wanted: set[str] = getattr(env, PAGES_KEY, set()) & set(env.found_docs)
    if app.builder.format != "html":
        return []
    folder = Path(app.outdir) / FOLDER
    try:
        made = dict(files(app)) if wanted else {}
    except QuestionError as problem:
        LOGGER.warning(str(problem), type="ketabrain", subtype="quiz")
        return []
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in made.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(wanted)  # their link to the index carries its checksum


def forget(app: Sphinx, env: Any, docname: str) -> None:
    """A page that is read again says again whether it asks questions of all chapters."""
    getattr(env, PAGES_KEY, set()).discard(docname)


def setup(app: Sphinx) -> None:
    """Register with Sphinx; after the list of sources has been put together."""
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", write, priority=900)
