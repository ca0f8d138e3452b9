"""The sentences of a page, each with what it cites and the numbers that it states.

A sentence of a paragraph or heading counts, and a row of a table as one. A row may be sourced by its table's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from ketabrain.evidence import numbers
from ketabrain.sphinx_ext.element import element

LINKED = "ketabrain-source"  # a lab cites by links, because JupyterLab knows no roles
OURS = "kb-ours"  # the class of the role {modelled}: a value of our own model
END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
NO_END = re.compile(
    r"(?:\b(?:al|vs|e\.g|i\.e|cf|Fig|Figs|Dr|St|No|no|ca|approx|Eq|Ref|Refs|p|pp|vol|[A-Z])|\bet al)\.[\"'”’)\]]*\s+$"
)
GAP = re.compile(r" ([.,;:)])")  # what a citation leaves behind
PLACE = "\u25a1"  # stands for a child whose words do not count


@dataclass(frozen=True)
class Piece:
    """A run of a sentence: a child of its paragraph, cut where that is text. ``text`` is what counts as its words."""

    node: nodes.Node
    text: str


@dataclass(frozen=True)
class Sentence:
    """One sentence, or one row of a table. ``keys`` are the sources that it cites; ``line`` is its paragraph's."""

    pieces: tuple[Piece, ...]
    keys: tuple[str, ...]
    line: int | None

    @property
    def text(self) -> str:
        """Its words on one line, without citations."""
        words = " ".join("".join(piece.text for piece in self.pieces).replace(PLACE, " ").split())
        return GAP.sub(r"\1", words)

    @property
    def numbers(self) -> list[str]:
        """The numbers that need a source."""
        return numbers.stated("".join(piece.text for piece in self.pieces))


def is_citation(node: nodes.Node) -> bool:
    """Say whether a node cites: a chapter's role, or a lab's link that ``know_links`` has recognised."""
    return isinstance(node, nodes.Element) and (node.get("refdomain") == "cite" or LINKED in node)


def cited(node: nodes.Node) -> tuple[str, ...]:
    """Return the keys of the sources that a node cites."""
    found = node.findall(is_citation)
    return tuple(key.strip() for one in found for key in one.get(LINKED, one.get("reftarget")).split(","))  # type: ignore[attr-defined]


def know_links(document: nodes.document, keys: Mapping[str, str]) -> None:
    """Note on each link to a source which one it cites; ``keys`` gives a source's key by its address and by its label.

    A label, such as "Chen et al. 2024", counts where it links to the list of references.
    """
    for link in document.findall(lambda n: isinstance(n, (nodes.reference, addnodes.pending_xref))):
        listed = str(link.get("reftarget", "")).endswith("reference/references")  # type: ignore[attr-defined]
        name = link.astext() if listed else link.get("refuri")  # type: ignore[attr-defined]
        if name in keys:
            link[LINKED] = keys[name]  # type: ignore[index]


def words(node: nodes.Node) -> str:
    """Return a node's words; citations, code, drawings and what our own models compute have none."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.math):
        return numbers.from_latex(node.astext())
    if isinstance(node, (nodes.literal, nodes.raw, nodes.image, nodes.comment)):
        return PLACE
    if is_citation(node):
        return PLACE
    if isinstance(node, element) and OURS in node["attributes_"].get("class", ""):
        return PLACE
    return "".join(words(child) for child in node.children)


def ends(text: str) -> list[int]:
    """Return where sentences end in a text: the place of the next one's first letter."""
    return [found.end() for found in END.finditer(text) if not NO_END.search(text[: found.end()])]


def split(paragraph: nodes.Element) -> list[Sentence]:
    """Return a paragraph's sentences; a sentence may end within text or right before a child, not inside one."""
    texts = [words(child) for child in paragraph.children]
    marks = ends("".join(texts))
    sentences: list[list[Piece]] = [[]]
    at = 0
    for child, text in zip(paragraph.children, texts, strict=True):
        cuts = [mark - at for mark in marks if at <= mark < at + len(text)]
        if not isinstance(child, nodes.Text):
            cuts = [cut for cut in cuts if cut == 0]
        for start, piece in parts(text, cuts):
            if start in cuts and sentences[-1]:
                sentences.append([])
            sentences[-1].append(Piece(child, piece))
        at += len(text)
    return [sentence(pieces, paragraph) for pieces in sentences if pieces]


def parts(text: str, cuts: list[int]) -> list[tuple[int, str]]:
    """Return a text's parts between cuts, each with its start; the one part of an empty text is empty."""
    starts = sorted({0, *cuts})
    return [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def sentence(pieces: Iterable[Piece], of: nodes.Element) -> Sentence:
    """Return pieces as a sentence, with what they cite."""
    kept = tuple(pieces)
    return Sentence(kept, tuple(key for piece in kept for key in cited(piece.node)), line(of))


def line(node: nodes.Node | None) -> int | None:
    """Return the line of a node or of what it stands in."""
    while node is not None:
        if node.line is not None:
            return node.line
        node = node.parent
    return None


def row(of: nodes.row) -> Sentence:
    """Return a row of a table as one sentence; its table's title sources it too."""
    pieces = [Piece(part, words(part) + " ") for part in of.findall(nodes.paragraph)]
    title = next((cited(name) for name in table_of(of).findall(nodes.title)), ())
    made = sentence(pieces, of)
    return Sentence(made.pieces, (*made.keys, *title), made.line)


def table_of(of: nodes.Node) -> nodes.Element:
    """Return the table that a row stands in."""
    while not isinstance(of, nodes.table):
        of = of.parent
    return of


def within(node: nodes.Node, kind: type[nodes.Node]) -> bool:
    """Say whether a node stands in another of a kind."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kind):
            return True
    return False


def paragraphs(document: nodes.document) -> Iterator[nodes.Element]:
    """Yield what holds a page's sentences, tables apart."""
    for block in document.findall(lambda n: isinstance(n, (nodes.paragraph, nodes.title, nodes.caption, nodes.term))):
        if not within(block, nodes.row) and not within(block, nodes.citation):
            yield block  # type: ignore[misc]


def of_page(document: nodes.document) -> list[Sentence]:
    """Return every sentence of a page, then every row of its tables."""
    found = [one for block in paragraphs(document) for one in split(block)]
    rows = [row(one) for one in document.findall(nodes.row) if not isinstance(one.parent, nodes.thead)]
    return [*found, *rows]
