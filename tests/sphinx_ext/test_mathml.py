"""Equations become MathML, and bad ones say what is wrong."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from ketabrain.sphinx_ext.mathml import EquationError, mathml

from .conftest import BookError


def tags(latex: str, display: str = "inline") -> list[str]:
    """Return the elements of an equation."""
    return [part.tag for part in ElementTree.fromstring(mathml(latex, display)).iter()]


def test_an_equation_keeps_its_latex_for_those_who_read_that() -> None:
    root = ElementTree.fromstring(mathml(r"\frac{a}{b}  + c", "block"))
    assert root.tag == "math"
    assert root.get("display") == "block"
    assert root.get("alttext") == r"\frac{a}{b} + c"
    assert [part.tag for part in root.iter()].count("mfrac") == 1


def test_letters_of_one_name_stay_together() -> None:
    root = ElementTree.fromstring(mathml(r"I_{\mathrm{NMDA}}", "inline"))
    assert [part.text for part in root.iter("mi")] == ["I", "NMDA"]


@pytest.mark.parametrize(
    ("latex", "tag"),
    [
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "mtable"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", "mtable"),
        (r"\sqrt[3]{x}", "mroot"),
        (r"x_i^2", "msubsup"),
        (r"\sum_{i=1}^n x_i", "munderover"),
    ],
)
def test_what_the_cards_use_is_drawn(latex: str, tag: str) -> None:
    assert tag in tags(latex, "block")


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("", "it is empty"),
        (r"\frac{a}{b", "its braces do not match"),
        (r"\nosuchcommand x", "is not known"),
        (r"\begin{gather} a \end{gather}", "the environment 'gather' is not supported"),
        (r"a \\ b", r"'\\' needs an environment around it"),
        (r"a & b", "'&' stands outside an environment"),
    ],
)
def test_a_bad_equation_is_refused_with_a_reason(latex: str, words: str) -> None:
    with pytest.raises(EquationError) as raised:
        mathml(latex, "inline")
    assert words in str(raised.value)


def test_the_page_carries_mathml_and_no_mathjax(tmp_path, tiny_book) -> None:
    html = (tiny_book(tmp_path, {"page.md": "# Page\n\nHere $a_1 < b$.\n\n$$ c = d $$\n"}) / "page.html").read_text(
        encoding="utf-8"
    )
    assert html.count("<math") == 2
    assert not re.search(r"<script[^>]*mathjax", html, re.I)


def test_a_bad_equation_stops_the_build_and_names_itself(tmp_path, tiny_book) -> None:
    with pytest.raises(BookError, match="cannot be shown: its braces do not match"):
        tiny_book(tmp_path, {"page.md": "# Page\n\n$$ {a $$\n"})
