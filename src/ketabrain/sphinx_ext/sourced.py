"""Every number has its source: a warning for each sentence that states one without.

A number needs a citation in its sentence or row, or stands in the role ``{modelled}`` as a value that our own model
computes or that the reader sets; a lab, where JupyterLab knows no roles, cites by a link to a source and writes such a
value as code. Nothing else is exempt but front matter. What was read is kept in ``_build/sentences.json``, for
``tools/follow_citations.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from ketabrain.evidence.bibliography import Source, labels
from ketabrain.sphinx_ext import sentences
from ketabrain.sphinx_ext.citations import sources
from ketabrain.sphinx_ext.element import el
from ketabrain.sphinx_ext.sentences import OURS, Sentence

LOGGER = logging.getLogger(__name__)
FRONT_MATTER = ("start/intro", "start/how_to_use", "start/gallery", "reference/about")
KEPT = "sentences.json"
MODELLED = "Set here or computed by a model of this course, not measured"


class ModelledRole(SphinxRole):
    """``{modelled}`0.5 mg/kg`` marks a value that the reader sets or that our own model computes."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the value, marked."""
        return [el("span", {"class": OURS, "title": MODELLED}, self.text)], []


def names(known: Mapping[str, Source]) -> dict[str, str]:
    """Return the sources' keys by their addresses and by their labels, as labs write them."""
    links = {source.link: key for key, source in known.items() if source.link}
    titles = {source.title.partition(":")[0]: key for key, source in known.items() if not source.authors}
    return links | titles | {f"{who} {year}": key for key, (who, year) in labels(known).items()}


def is_front_matter(docname: str) -> bool:
    """Say whether a page is front matter."""
    return docname.endswith(FRONT_MATTER)


def unsourced(found: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that state a number and cite nothing."""
    return [one for one in found if one.numbers and not one.keys]


def read(app: Sphinx, document: nodes.document) -> None:
    """Warn of each number of a page that has no source, and keep the page's sentences."""
    docname = app.env.docname
    sentences.know_links(document, names(sources(app.env)))
    found = sentences.of_page(document)
    kept(app.env)[docname] = [record(docname, one) for one in found]
    if is_front_matter(docname):
        return
    for one in unsourced(found):
        LOGGER.warning(
            "No source for %s in: “%s” Cite one in the same sentence or row, mark a value of our own model with "
            "{modelled}`…`, or leave the number out.",
            " and ".join(f"“{number}”" for number in one.numbers),
            one.text,
            location=(docname, one.line),
            type="ketabrain",
            subtype="number",
        )


def record(docname: str, one: Sentence) -> dict[str, Any]:
    """Return a sentence as it is kept."""
    return {"page": docname, "line": one.line, "text": one.text, "keys": list(one.keys), "numbers": one.numbers}


def kept(env: BuildEnvironment) -> dict[str, list[dict[str, Any]]]:
    """Return the sentences of every page read so far."""
    if not hasattr(env, "ketabrain_sentences"):
        env.ketabrain_sentences = {}  # type: ignore[attr-defined]
    return env.ketabrain_sentences  # type: ignore[attr-defined,no-any-return]


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the sentences of a page that is read anew or gone."""
    kept(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over the sentences that another process read."""
    kept(env).update({name: kept(other)[name] for name in docnames if name in kept(other)})


def finish(app: Sphinx, problem: Exception | None) -> None:
    """Keep the sentences, and say how many were looked at."""
    if problem or app.builder.name != "html":
        return
    found = [one for page in kept(app.env).values() for one in page]
    file = Path(app.outdir).parent / KEPT
    file.write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")
    numbered = [one for one in found if one["numbers"]]
    LOGGER.info("Looked at %d sentences: %d state a number that needs a source", len(found), len(numbered))


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_role("modelled", ModelledRole())
    app.connect("doctree-read", read, priority=300)  # before the objectives' box and species marks are written
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", finish)
