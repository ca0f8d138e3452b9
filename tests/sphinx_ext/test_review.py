"""The bank as data beside the pages: written where a page asks for it, complete, linked from the root, kept offline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import small_bank
from tests.sphinx_ext import conftest, test_quiz

from ketabrain.quiz import bank

Book = Callable[..., Path]
QUESTIONS = Path("_static") / "ketabrain" / "questions"


TEXTS = {name: text for name, text in small_bank.PAGES.items() if not name.startswith("gallery/")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small book, built once."""
    return small_bank.build(tmp_path_factory.mktemp("review"), TEXTS)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return what builds a small book of the test's own, with changed pages if asked."""
    small_bank.write(tmp_path / "bank")
    monkeypatch.setattr(bank, "QUESTIONS", tmp_path / "bank")
    return lambda **change: conftest.build(tmp_path, {**TEXTS, **change})


def data(site: Path, name: str) -> list[Any]:
    """Return what a data file hands to our function."""
    text = (site / QUESTIONS / name).read_text(encoding="utf-8")
    found = re.fullmatch(r"ketabrain\.\w+\((.*)\);\n", text, re.S)
    assert found
    return json.loads(f"[{found[1]}]")  # type: ignore[no-any-return]


def elements(tree: Any) -> list[Any]:
    """Return a tree and everything below it."""
    return [] if isinstance(tree, str) else [tree, *(found for child in tree[2] for found in elements(child))]


def test_the_index_tells_what_there_is_in_the_order_of_the_book(site: Path) -> None:
    (chapters,) = data(site, "index.js")
    assert [one["stem"] for one in chapters] == list(small_bank.CHAPTERS)
    assert [one["page"] for one in chapters] == [
        f"book/{part}/{s}.html" for s, (part, _) in small_bank.CHAPTERS.items()
    ]
    habenula = chapters[-1]
    ((name, text, *rows),) = habenula["objectives"]
    assert habenula["title"] == "About habenula" and text == bank.objectives()[f"habenula.{name}"]
    assert rows[0] == ["01", 1, "apply", "choice"] and [row[3] for row in rows] == [
        "choice",
        "choice",
        "number",
        "order",
    ]


def test_every_question_is_there_with_links_from_the_root(site: Path) -> None:
    for stem in small_bank.CHAPTERS:
        given, trees = data(site, f"{stem}.js")
        assert given == stem and list(trees) == [question["id"] for question in small_bank.questions(stem)]
        for name, tree in trees.items():
            assert tree[1]["data-question"] == name
            links = [one[1]["data-to"] for one in elements(tree) if one[0] == "a"]
            assert links == ["book/reference/references.html#cite-yang2018bursting"]
            page, _, target = links[0].partition("#")
            assert f'id="{target}"' in (site / page).read_text(encoding="utf-8")
    (button,) = (one for one in elements(trees["habenula-02"]) if one[1].get("data-open"))
    assert button[1]["data-open"] == "basics-synapse" and json.loads(button[1]["data-state"]) == {"magnesium": False}


def test_the_page_loads_its_scripts_and_other_pages_do_not(site: Path) -> None:
    review, other = (
        (site / name).read_text(encoding="utf-8") for name in ("book/think/review.html", "book/drug/molecule.html")
    )
    for script in (
        "vendor/ts-fsrs.umd.js",
        "review_memory.js",
        "questions/index.js",
        "review.js",
        "placement.js",
        "quiz.js",
    ):
        assert f"ketabrain/{script}" in review and f"ketabrain/{script}" not in other
    kept = (site / "_static/ketabrain/site-files.js").read_text(encoding="utf-8")
    assert all(f"{QUESTIONS.as_posix()}/{name}.js" in kept for name in ("index", *small_bank.CHAPTERS))


def test_the_data_follow_the_bank_and_go_where_no_page_asks_for_them(book: Book, tmp_path: Path) -> None:
    site = book()
    (before,) = data(site, "index.js")
    (site / QUESTIONS / "gone.js").write_text("")
    file = tmp_path / "bank" / "habenula.yml"
    file.write_text(file.read_text().replace("Question 1 on", "A question on"))
    (after,) = data(book(), "index.js")
    assert [a["mark"] == b["mark"] for a, b in zip(before, after, strict=True)] == [True, True, True, False]
    assert not (site / QUESTIONS / "gone.js").exists()
    book(**{"book/think/review.md": "# Today's review\n\nNothing.\n"})
    assert not (site / QUESTIONS).exists()


def test_hostile_texts_stay_data(book: Book, tmp_path: Path) -> None:
    test_quiz.hostile_bank(tmp_path / "bank")
    stem, trees = data(book(), "habenula.js")
    words = json.dumps(trees, ensure_ascii=False)
    assert stem == "habenula" and "onerror" in words
    assert {one[0] for tree in trees.values() for one in elements(tree)}.isdisjoint({"img", "script", "b"})


def test_a_broken_question_fails_the_build(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "bank" / "habenula.yml"
    file.write_text(file.read_text().replace("basics-synapse", "no-such-explorer"))
    with pytest.raises(AssertionError, match="no-such-explorer"):
        book()
