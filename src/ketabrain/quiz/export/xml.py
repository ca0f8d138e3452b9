"""Small elements of XML, for the formats that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from ketabrain.quiz.export.text import clean


def node(tag: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """Return an element with its children."""
    made = Element(tag, dict(attributes or {}))
    made.extend(children)
    return made


def add(parent: Element | None, tag: str, inside: str | Element | None = None, **attributes: str) -> Element:
    """Return an element that holds a text or another element, added to its parent where there is one."""
    made = Element(tag, attributes) if parent is None else SubElement(parent, tag, attributes)
    if isinstance(inside, str):
        made.text = clean(inside)
    elif inside is not None:
        made.append(inside)
    return made
