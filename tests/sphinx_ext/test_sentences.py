"""A page's sentences: where they end, and which nodes they hold."""

from __future__ import annotations

import pytest
from docutils import nodes

from ketabrain.sphinx_ext.sentences import split


def paragraph(*children: nodes.Node | str) -> nodes.paragraph:
    """Return a paragraph; strings become text."""
    return nodes.paragraph("", "", *(nodes.Text(child) if isinstance(child, str) else child for child in children))


@pytest.mark.parametrize(
    ("children", "sentences"),
    [
        (("One. Two.",), ["One.", "Two."]),
        (
            ("So it was, as Yang et al. 2018 and others said. Then not.",),
            ["So it was, as Yang et al. 2018 and others said.", "Then not."],
        ),
        (("At 0.5 mg it ends. ", nodes.strong("", "Bold"), " starts."), ["At 0.5 mg it ends.", "Bold starts."]),
        ((nodes.strong("", "A heading."), " Its text."), ["A heading.", "Its text."]),
        ((nodes.emphasis("", "Why? Because."), " So."), ["Why? Because.", "So."]),
        ((nodes.strong("", ""), "Empty first."), ["Empty first."]),
        (("Use ", nodes.literal("", "a. B"), " here."), ["Use here."]),
    ],
)
def test_sentences_end_where_a_reader_sees_it(children: tuple[nodes.Node | str, ...], sentences: list[str]) -> None:
    block = paragraph(*children)
    found = split(block)
    assert [one.text for one in found] == sentences
    others = [id(piece.node) for one in found for piece in one.pieces if not isinstance(piece.node, nodes.Text)]
    assert others == [id(child) for child in block.children if not isinstance(child, nodes.Text)]
