"""The tree of a quiz: text stays text, options are mixed by the id alone, every answer has its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ketabrain import quiz
from ketabrain.quiz import live, markup, naming, tree
from ketabrain.quiz.forms.order import mixed
from ketabrain.quiz.tree import Element

QUESTIONS = quiz.load("habenula")
FEEDBACK = {"feedback", "hint", "right", "low", "high"}
ALLOWED = {
    "section", "div", "p", "span", "fieldset", "legend", "label", "input", "ol", "ul", "li", "button", "details",
    "summary", "strong", "em", "output", "select", "option", "svg", "g", "path", "circle", "ellipse", "rect", "line",
    "polyline", "polygon", "text", "tspan", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
}  # fmt: skip


def elements(tree: Any) -> Iterator[Element]:
    """Yield every element of a tree."""
    if isinstance(tree, Element):
        yield tree
        for child in tree.children:
            yield from elements(child)


def told(part: Any) -> Iterator[str]:
    """Yield every feedback that a question, or a part of it, holds."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in FEEDBACK and isinstance(value, str):
                yield value
            yield from told(value)
    elif isinstance(part, tuple):
        for one in part:
            yield from told(one)


def text(tree: Any) -> str:
    """Return a tree's text."""
    return "".join(map(text, tree.children)) if isinstance(tree, Element) else tree if isinstance(tree, str) else ""


@given(st.text())
def test_prose_keeps_every_word_and_makes_only_emphasis(words: str) -> None:
    parts = tree.prose(words)
    assert {part.tag for part in parts if isinstance(part, Element)} <= {"em", "strong"}
    assert "".join(map(text, parts)).replace("*", "") == " ".join(words.split()).replace("*", "")


def test_emphasis() -> None:
    parts = tree.prose("one *two* and **three**, 2 * 3 * 4, <b>x</b>")
    assert [(p.tag, text(p)) for p in parts if isinstance(p, Element)] == [("em", "two"), ("strong", "three")]
    assert parts[-1] == ", 2 * 3 * 4, <b>x</b>"


@given(st.text(min_size=1, max_size=20), st.integers(2, 8))
def test_mixing_depends_on_the_id_alone_and_loses_nothing(name: str, count: int) -> None:
    once, again = tree.shuffled(name, range(count)), tree.shuffled(name, range(count))
    assert once == again
    assert sorted(once) == [(i, i) for i in range(count)]


@given(st.text(min_size=1, max_size=20), st.integers(3, 6))
def test_an_order_never_starts_solved(name: str, count: int) -> None:
    order = next(q for q in QUESTIONS if q.kind == "order")
    steps = tuple(replace(order.steps[0], text=str(i)) for i in range(count))
    places = [place for place, _ in mixed(replace(order, id=name, steps=steps))]
    assert sorted(places) == list(range(count)) != places


def test_every_answer_has_its_reason() -> None:
    for question in QUESTIONS:
        whole = markup.element(question, 1, 1)
        reasons = [text(e) for e in elements(whole) if e.attributes.get("class") == "kb-why"]
        wanted = [" ".join(words.replace("*", "").split()) for words in told(asdict(question))]
        assert wanted and sorted(reasons) == sorted(wanted)
        assert all(reasons)


def test_only_harmless_elements_and_attributes() -> None:
    for one in elements(markup.quiz(QUESTIONS, "habenula")):
        assert one.tag in ALLOWED
        assert not any(name.startswith("on") or name in ("style", "src", "href") for name in one.attributes)


def test_the_mark_changes_with_what_is_asked_and_not_with_the_level() -> None:
    one = QUESTIONS[0]
    assert markup.mark(one) == markup.mark(replace(one, difficulty=3, sources=("x",)))
    assert markup.mark(one) != markup.mark(replace(one, text="Another"))
    assert markup.mark(one) != markup.mark(replace(one, options=one.options[::-1]))


def test_the_live_tree_is_the_same_tree() -> None:
    whole = markup.quiz(QUESTIONS, "habenula")
    sources = naming.citations(QUESTIONS)
    sent = live.as_json(whole, sources)

    def sent_elements(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        if not isinstance(node, str) and node[1].get("class") != "kb-open":
            yield node[0], node[1]
            for child in node[2]:
                yield from sent_elements(child)

    found = [pair for pair in sent_elements(sent) if pair[0] != "a"]
    wanted = [(e.tag, dict(e.attributes)) for e in elements(whole)]
    assert [pair for pair in found if pair != ("span", {})] == [pair for pair in wanted if pair != ("span", {})]


def test_the_live_tree_names_the_state_and_links_the_sources() -> None:
    sent = str(live.as_json(markup.quiz(QUESTIONS, "habenula"), naming.citations(QUESTIONS)))
    assert '"drive":2,"block":0,"t_type":1,"kir":-65' in sent and "Drive from other cells: 2.0 µA/cm²" in sent
    assert "Yang et al., 2018" in sent and "https://doi.org/10.1038/nature25509" in sent
    assert naming.key_in_words("Yang2018bursting") == "Yang 2018"
