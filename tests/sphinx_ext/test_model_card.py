"""Model cards in a tiny book: words, equations, parameters from the code, hits and misses, limits."""

from __future__ import annotations

import re
from dataclasses import fields
from html import unescape
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.models import nmdar_trapping
from ketabrain.sphinx_ext import card_text
from ketabrain.sphinx_ext.card_text import CardError
from ketabrain.sphinx_ext.model_card import number
from ketabrain.validation import MODELS, cases

SOURCES = "\n\n## Sources\n\n```{bibliography}\n```\n"
CARDS = "# Models\n\n" + "\n\n".join(f"```{{model-card}} {model}\n```" for model in MODELS)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a book that holds all four cards, and one page that points to a card of it."""
    pages = {"models.md": CARDS + SOURCES, "other.md": "# Other\n\nSee {ref}`its card <card-synapse>`.\n"}
    site = build(tmp_path_factory.mktemp("cards"), pages)
    assert 'href="models.html#card-synapse"' in (site / "other.html").read_text(encoding="utf-8")
    return (site / "models.html").read_text(encoding="utf-8")


def card(page: str, model: str) -> str:
    """Return one card's HTML."""
    found = re.search(rf'<section class="kb-sheet kb-model-card" id="card-{model}".*?</section>', page, re.S)
    assert found
    return found[0]


def cells(html: str) -> str:
    """Return the words of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("model", MODELS)
def test_a_card_has_its_anchor_and_all_its_parts(page: str, model: str) -> None:
    assert page.count(f'id="card-{model}"') == 1
    html, text = card(page, model), card_text.load(model)
    assert text.title in cells(html)
    titles = re.findall(r"<summary>([^<(]+)", html)
    assert [title.strip() for title in titles] == [
        "Equations", "Parameters", "What it reproduces", "Assumptions and deviations", "Stored states and code",
    ]  # fmt: skip
    assert html.index(card_text.LIMITS) < html.index("<details"), "limits are not folded away"
    assert f"src/ketabrain/models/{model}{'/' if model == 'pharmacokinetics' else '.py'}" in html


@pytest.mark.parametrize("model", MODELS)
def test_equations_are_drawn_and_sources_linked(page: str, model: str) -> None:
    html = card(page, model)
    assert len(re.findall(r'<math[^>]*display="block"', html)) >= 1
    assert "$" not in cells(html) and "\\frac" not in cells(re.sub(r'alttext="[^"]*"', "", html))
    assert 'href="#cite-' in html
    assert "{cite" not in html and "{term}" not in html


@pytest.mark.parametrize("model", MODELS)
def test_every_parameter_is_listed_with_value_range_and_origin(page: str, model: str) -> None:
    html = card(page, model)
    table = html[html.index("kb-parameters") :]
    rows = re.findall(r"<tr>(.*?)</tr>", table[: table.index("</table>")], re.S)[1:]
    declared = fields(card_text.parameters(model))
    assert len(rows) == len(declared)
    for row, item in zip(rows, declared, strict=True):
        origin = item.metadata["origin"]
        assert f"<code>{item.name}</code>" in row
        for word in (
            number(item.default),
            origin.unit,
            f"{number(origin.low)} to {number(origin.high)}",
            origin.origin,
        ):
            assert word in cells(row), (item.name, word)
        assert ("#cite-" in row) == (origin.source is not None)
        assert "<math" in row


@pytest.mark.parametrize("model", MODELS)
def test_every_comparison_is_shown_and_misses_stand_first(page: str, model: str) -> None:
    html = card(page, model)
    results = re.findall(r'kb-(hit|miss)">', html)
    assert len(results) == len(cases(model))
    assert results == sorted(results, reverse=True)
    words = cells(html)
    for case in cases(model):
        assert case.name.replace(" -", " −").replace("'", "’") in words
    assert html.count("kb-unconfirmed") == sum(not case.confirmed for case in cases(model))


@pytest.mark.parametrize("slug", explorers.names())
def test_the_card_says_how_far_its_explorer_is_from_the_model(page: str, slug: str) -> None:
    explorer = explorers.get(slug)
    lost = Lattice.load_or_build(explorer).largest_error
    words = cells(card(page, explorer.card))
    assert f"“{explorer.title}” holds {Lattice.load_or_build(explorer).states} states" in words
    assert f"at most {100 * lost:.2f} % of a trace’s range" in words


def test_tables_scroll_in_boxes_of_their_own(page: str) -> None:
    written = sum(text.count("|---") > 0 for model in MODELS for text in card_text.load(model).sections.values())
    assert page.count("<table") >= 2 * len(MODELS) + written
    assert len(re.findall(r'<div class="kb-scroll" tabindex="0"[^>]*><table', page)) == page.count("<table")
    assert len(re.findall(r"</table></div>", page)) == page.count("</table>")


def test_the_code_is_linked_where_the_book_has_an_address(tmp_path: Path) -> None:
    config = {"repository": {"url": "https://github.com/someone/course", "branch": "main"}}
    site = build(tmp_path, {"one.md": "# One\n\n```{model-card} synapse\n```" + SOURCES}, config)
    html = (site / "one.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/someone/course/blob/main/src/ketabrain/models/synapse.py"' in html


def test_an_unknown_card_stops_the_build_and_names_the_known(tmp_path: Path) -> None:
    known = ", ".join(sorted(MODELS))
    with pytest.raises(AssertionError, match=f"no model card 'brain' in content/cards: choose one of {known}"):
        build(tmp_path, {"one.md": "# One\n\n```{model-card} brain\n```\n"})


def test_a_card_stands_once_on_a_page(tmp_path: Path) -> None:
    text = "# One\n\n```{model-card} synapse\n```\n\n```{model-card} synapse\n```" + SOURCES
    with pytest.raises(AssertionError, match="Model card 'synapse' stands twice on this page"):
        build(tmp_path, {"one.md": text})


GOOD = "---\ntitle: Trapping\nsymbols: {%s}\n---\n" % ", ".join(  # noqa: UP031
    f"{item.name}: x" for item in fields(nmdar_trapping.Parameters)
) + "".join(f"\n## {name}\n\nWords.\n" for name in card_text.SECTIONS)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("k_on: x", "kon: x", "the parameter 'k_on' has no symbol"),
        ("k_on: x", "k_on: x, extra: y", "the symbol of 'extra' has no such parameter"),
        ("## Equations", "## Sums", "must have these sections"),
        ("\n## Equations\n\nWords.\n", "", "must have these sections"),
        ("title: Trapping\n", "", "needs a 'title' and 'symbols'"),
        ("title: Trapping", "title: [", "is not valid YAML"),
        ("---\ntitle", "title", "must begin with its title and symbols"),
    ],
)
def test_a_faulty_card_says_what_to_mend(tmp_path: Path, old: str, new: str, words: str) -> None:
    file = tmp_path / "nmdar_trapping.md"
    file.write_text(GOOD)
    assert card_text.load("nmdar_trapping", tmp_path).title == "Trapping"
    file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(CardError, match=words):
        card_text.load("nmdar_trapping", tmp_path)


def test_sections_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "nmdar_trapping.md").write_text(GOOD.replace("## Equations\n\nWords.", "## Equations\n\nOther words."))
    found = card_text.load("nmdar_trapping", tmp_path).sections
    assert found == dict.fromkeys(card_text.SECTIONS, "Words.") | {"Equations": "Other words."}


@pytest.mark.parametrize(
    ("value", "words"), [(0.45, "0.45"), (-53.5, "−53.5"), (2000, "2000"), (5e-6, "5 × 10⁻⁶"), (13 / 60, "0.2167")]
)
def test_numbers_are_written_for_readers(value: float, words: str) -> None:
    assert number(value) == words


def test_every_explorer_has_a_card_and_every_card_an_explorer() -> None:
    assert {explorers.get(slug).card for slug in explorers.names()} == set(card_text.names())
