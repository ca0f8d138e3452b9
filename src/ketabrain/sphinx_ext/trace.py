"""The role ``{trace}``: a word of the text in the colour of a trace or of a region, in both themes."""

from __future__ import annotations

import re
from collections import defaultdict

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ketabrain import explorers
from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext.element import el

EXPLICIT = re.compile(r"(?P<shown>.+?)\s*<(?P<name>[^<>]+)>", re.S)
OF_THE_PAGE = {"ink", "faint", "grid", "paper"}


class TraceError(ValueError):
    """A word's colour cannot be found; says why, and what there is."""


def of_traces() -> dict[str, set[str]]:
    """Return the colours of every named trace of every explorer, by its name in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for slug in explorers.names():
        for trace in explorers.get(slug).drawing.traces:
            found[trace.name.casefold()].add(trace.colour)
    return found


def colour(name: str) -> str:
    """Return the palette's name for a trace or a colour; raise TraceError for any other word."""
    wanted = " ".join(name.split()).casefold()
    in_palette = wanted.replace(" ", "_").replace("-", "_")
    traces, named = of_traces(), [key for key in PALETTE if key not in OF_THE_PAGE]
    if len(traces[wanted]) == 1:
        return next(iter(traces[wanted]))
    if in_palette in named:
        return in_palette
    if traces[wanted]:
        colours = ", ".join(sorted(traces[wanted]))
        raise TraceError(f"'{name}' names traces of different colours ({colours}): write the colour's name instead.")
    known = sorted(key for key, colours in traces.items() if colours)
    raise TraceError(
        f"There is no trace or colour '{name}': choose a trace ({', '.join(known)}) or a colour ({', '.join(named)})."
    )


class TraceRole(SphinxRole):
    """``{trace}`NMDA current`` or ``{trace}`the slow current <NMDA current>``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the coloured word, or the plain word and one clear error."""
        explicit = EXPLICIT.fullmatch(self.text)
        shown = explicit["shown"] if explicit else self.text
        try:
            name = colour(explicit["name"] if explicit else self.text)
        except TraceError as problem:
            message = self.inliner.reporter.error(str(problem), line=self.lineno)  # type: ignore[attr-defined]
            return [nodes.Text(shown)], [message]
        return [el("span", {"class": "kb-word", "style": f"color:var(--kb-{name.replace('_', '-')})"}, shown)], []


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_role("trace", TraceRole())
