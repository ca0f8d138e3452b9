"""The directive ``{pk-table}``: published drug levels beside what every set of parameters gives, as plot and table."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.models.pharmacokinetics import SETS
from ketabrain.sphinx_ext.element import badge, cited, el, folded, plot, table
from ketabrain.sphinx_ext.pk_figure import figure
from ketabrain.validation.pk_table import (
    ROWS,
    Row,
    Verdict,
    counts,
    missed,
    range_verdict,
    range_words,
    reason,
    sd_verdict,
    spread_words,
    verdicts,
    words,
)

PARTS = ("figure", "table", "counts")
HEADS = ["Who got what, and what was measured", "Published", "Computed, with the set that suits it"]
SET_HEADS = ["Set", "Blood", "In range", "In 1 SD"]
CAPTION = (
    "Each line is one published level, and each mark what one set of parameters gives for it: on the line at 1 the two "
    "agree. Marks at an edge lie beyond it. S: esketamine, K: ketamine, NK: norketamine. The table has the same numbers."
)


class PkTableDirective(SphinxDirective):
    """``{pk-table}`` for all, ``{pk-table} figure``, ``table`` or ``counts`` for one part."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the parts asked for, or one sentence that names them."""
        asked = self.arguments or PARTS
        if asked[0] not in PARTS:
            raise self.error(f"{{pk-table}} shows 'figure', 'table' or 'counts', not '{asked[0]}'.")
        section = el("div", {"class": "kb-sheet kb-pk"})
        section += [{"figure": drawing, "table": self.cases, "counts": per_set}[part]() for part in asked]
        return [section]

    def cases(self) -> nodes.Node:
        """Return the table of all rows."""
        rows: list[list[nodes.Node | str | list[nodes.Node]]] = [
            [self.case(row), published(row), computed(row)] for row in ROWS
        ]
        summary = el("summary", None, f"All {len(ROWS)} comparisons, with every set")
        return el("details", {"class": "kb-fold kb-pk-cases"}, summary, table(HEADS, rows))

    def case(self, row: Row) -> list[nodes.Node]:
        """Return what was measured; below it the source, the people and our note."""
        below = [
            el("small", {"class": "kb-below"}, *cited(self, [row.source]), f": {row.people}"),
            *([el("small", {"class": "kb-below"}, row.note)] if row.note else []),
        ]
        return [el("span", {"class": "kb-pk-name"}, row.name), nodes.Text(f" {row.words}"), *below]


def drawing() -> nodes.Node:
    """Return the figure; a reader who cannot see it has the table."""
    return plot(figure(), "Plot: computed over published level, for each case.", CAPTION)


def published(row: Row) -> list[nodes.Node]:
    """Return the published number, one standard deviation and the range that we accept."""
    number: list[nodes.Node] = [nodes.Text(f"{words(row.published)} {row.unit}".rstrip())]
    if not row.confirmed:
        number += [nodes.Text(" "), badge("number not confirmed", "kb-unconfirmed")]
    return [
        *number,
        el("small", {"class": "kb-below"}, spread_words(row)),
        el("small", {"class": "kb-below"}, f"we accept {range_words(row)}"),
    ]


def computed(row: Row) -> list[nodes.Node]:
    """Return what the named set gives, and all others folded."""
    verdict = verdicts()[row.name][row.named]
    role = el("small", {"class": "kb-below"}, "a fit" if row.fitted else "a test")
    first = [] if verdict is None else judged(row, row.named, verdict)
    return [*first, role, folded("Other sets", others(row))]


def judged(row: Row, name: str, verdict: Verdict) -> list[nodes.Node]:
    """Return a set's number, both verdicts and, after a miss, its likely reason."""
    number = f"{words(verdict.value)} {row.unit}".rstrip()
    in_range = badge(range_verdict(verdict), "kb-hit" if verdict.in_range else "kb-miss")
    kinds = {None: "", True: "kb-hit", False: "kb-miss"}
    badges = [nodes.Text(" "), in_range, nodes.Text(" "), badge(sd_verdict(verdict), kinds[verdict.within_sd])]
    why = reason(row, name) if missed(verdict) else ""
    marks = el("span", {"data-row": row.name, "data-set": name}, nodes.Text(f"{number}"), *badges)
    return [el("code", None, name), nodes.Text(" "), marks, *([el("small", {"class": "kb-below"}, why)] if why else [])]


def others(row: Row) -> nodes.Node:
    """Return every other set's number as a list; sets that cannot compute the row stand in its last line."""
    items, none = [], []
    for name, verdict in verdicts()[row.name].items():
        if name == row.named:
            continue
        if verdict is None:
            none.append(name)
            continue
        own = [el("small", {"class": "kb-below"}, "Its authors used these data.")] if name in row.own else []
        items.append(el("li", None, *judged(row, name, verdict), *own))
    if none:
        items.append(el("li", None, f"Not possible: {', '.join(none)}."))
    return el("ul", None, *items)


def per_set() -> nodes.Node:
    """Return a small table: how many rows each set can compute and meets."""
    rows: list[list[nodes.Node | str | list[nodes.Node]]] = []
    for name, chosen in SETS.items():
        in_range, possible, within, with_sd = counts(name)
        sd_words = f"{within} of {with_sd}" if with_sd else "no SD"
        rows.append([el("code", None, name), chosen.sampling, f"{in_range} of {possible}", sd_words])
    in_range, possible, within, with_sd = counts()
    sentence = (
        f"With the set that suits each case, {in_range} of {possible} numbers lie in the range that we accept, and "
        f"{within} of the {with_sd} with a published deviation lie within one of it."
    )
    return el("div", {"class": "kb-pk-sets"}, el("p", None, sentence), table(SET_HEADS, rows))


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("pk-table", PkTableDirective)
    app.add_css_file("ketabrain/cards.css")
    app.add_css_file("ketabrain/pk_table.css")
