"""What the tests read exports with: grammars, and where a question's own words are looked for."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

from lxml import etree

GRAMMARS = Path(__file__).parent / "grammars"


def validate(document: bytes, grammar: str) -> etree._Element:
    """Return a document's root; fail where it does not fit the grammar."""
    root = etree.fromstring(document)
    relax = loaded(grammar)
    assert relax.validate(root), str(relax.error_log)
    return root


@cache
def loaded(grammar: str) -> etree.RelaxNG:
    """Return a grammar."""
    return etree.RelaxNG(etree.parse(GRAMMARS / f"{grammar}.rng"))


def words(text: str) -> str:
    """Return a text without markup and without line breaks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


def inert(html: str) -> None:
    """Fail where HTML holds an element that came from a question's text."""
    found = set(re.findall(r"<\s*/?\s*(\w+)", html))
    assert found <= {"p", "em", "strong", "b", "i", "ul", "ol", "li", "a", "img", "div", "br", "hr", "span"}, found
