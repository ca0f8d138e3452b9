"""Citations: author and year in the text, a list that says how each source was checked, a note on each link."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ketabrain.evidence.bibliography import Source, faults, from_entry, labels
from ketabrain.sphinx_ext import citation_style, notes
from ketabrain.sphinx_ext.element import badge, el

LOGGER = logging.getLogger(__name__)
ID = "cite-{key}"
CHECKED_WORDS = {
    "full text": "we read the full text",
    "abstract": "we read the abstract",
    "cited elsewhere": "we read about it elsewhere",
}


def sources(env: BuildEnvironment) -> dict[str, Source]:
    """Return the book's sources by key; they are read once a build, and asked for on every page."""
    domain: Any = env.get_domain("cite")
    if getattr(domain, "ketabrain_read", None) is not domain.bibdata:
        entries = domain.bibdata.data.entries
        domain.ketabrain_sources = {key: from_entry(entry) for key, entry in entries.items()}
        domain.ketabrain_read = domain.bibdata
    return domain.ketabrain_sources  # type: ignore[no-any-return]


def badges(source: Source) -> list[nodes.Node]:
    """Return what was studied, how, and how far we checked it, as small labels."""
    found = [badge(name, "kb-species") for name in source.species]
    if source.study:
        found.append(badge(source.study, "kb-study"))
    if source.checked:
        found.append(badge(CHECKED_WORDS.get(source.checked, source.checked), "kb-checked"))
    return [part for item in found for part in (item, nodes.Text(" "))]


class Badges(SphinxPostTransform):
    """Finish the list of references, after sphinxcontrib-bibtex (5) has written it."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Take the bracketed label off each entry and put its badges under it."""
        known = sources(self.env)
        keys = {cite.citation_id: cite.key for cite in self.env.get_domain("cite").citations}  # type: ignore[attr-defined]
        for entry in self.document.findall(nodes.citation):
            key = next((keys[name] for name in entry["ids"] if name in keys), None)
            if key is None:
                continue
            for label in list(entry.findall(nodes.label)):
                entry.remove(label)
            if known[key].notice:
                entry += el("p", {"class": "kb-notice"}, known[key].notice)
            entry += el("p", {"class": "kb-badges"}, *badges(known[key]))


def note(source: Source, label: tuple[str, str]) -> dict[str, Any]:
    """Return what the note beside a citation shows."""
    return {
        "kind": "source",
        "name": f"{label[0]}, {label[1]}",
        "title": source.title,
        "where": source.where,
        "badges": [*source.species, *filter(None, [source.study, CHECKED_WORDS.get(source.checked, source.checked)])],
        "notice": source.notice,
        "link": source.link,
        "link_name": f"doi:{source.doi}" if source.doi else source.link.removeprefix("https://").rstrip("/"),
    }


def source_notes(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return the note of every source by the id that links to it carry."""
    known = sources(env)
    names = labels(known)
    return {nodes.make_id(ID.format(key=key)): note(source, names[key]) for key, source in known.items()}


def check(app: Sphinx) -> None:
    """Warn of every fault of the sources, each in its own sentence."""
    for fault in faults(sources(app.env)):
        LOGGER.warning(fault, type="ketabrain", subtype="source")


def outdated(app: Sphinx, env: BuildEnvironment, *changes: Any) -> Iterable[str]:
    """Return every page when the sources have changed, because links and notes hold what they say."""
    mark = hashlib.sha256()
    for name in app.config.bibtex_bibfiles or []:
        file = Path(app.confdir) / name
        mark.update(file.read_bytes() if file.exists() else b"")
    before, env.ketabrain_sources = getattr(env, "ketabrain_sources", ""), mark.hexdigest()  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before and before != mark.hexdigest() else []


def configure(app: Sphinx, config: Any) -> None:
    """Set sphinxcontrib-bibtex to our styles; notes replace its tooltips."""
    config.bibtex_default_style = citation_style.NAME
    config.bibtex_reference_style = citation_style.NAME
    config.bibtex_cite_id = ID
    config.bibtex_tooltips = False


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    citation_style.register()
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.connect("config-inited", configure)
    app.connect("builder-inited", check, priority=900)
    app.connect("env-get-outdated", outdated)
    app.add_post_transform(Badges)
    app.setup_extension("ketabrain.sphinx_ext.notes")
    notes.provide(app, "cite", source_notes)
