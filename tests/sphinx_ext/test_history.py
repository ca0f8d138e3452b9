"""The directives ``{history}`` and ``{clinic-page}``, and a quiz spread over a page: what stands there without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from ketabrain import quiz
from ketabrain.evidence import clinic_page
from ketabrain.evidence.clinic_page import HABITS
from ketabrain.timeline.history import KINDS, load

from .conftest import BookError

Book = Callable[..., Path]
LIST = "# Sources\n\n```{bibliography}\n```\n"
HISTORY = "# Page\n\n```{history}\nTick **law**.\n```\n"
PARTS = "\n".join(
    f"```{{quiz}} clinic_pages\n:only: {question.id}\n:part:\n```\n" for question in quiz.load("clinic_pages")[:2]
)
HABIT_LABELS = "\n".join(f"(habit-{key})=\n## {title}\n" for key, title in HABITS.items())
CLINIC = f"# Clinic\n\n{HABIT_LABELS}\n```{{clinic-page}}\nMark **some**.\n```\n\n{PARTS}\n```{{quiz}} clinic_pages\n:score:\n```\n"
CHECK = "# Claim check\n\n```{claim} C032\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one book for all tests of this module."""
    from .conftest import build

    pages = {
        "index.md": HISTORY, "clinic.md": CLINIC, "book/think/claim_check.md": CHECK, "sources.md": LIST,
        "book/brain/habenula.md": "# The lateral habenula\n\nA chapter.\n", "other.md": "# Other\n",
    }  # fmt: skip
    return build(tmp_path_factory.mktemp("history"), pages)


@pytest.fixture(scope="module")
def html(site: Path) -> str:
    """Return the page with the history."""
    return (site / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clinic(site: Path) -> str:
    """Return the page with the invented page and the spread quiz."""
    return (site / "clinic.html").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Return the words of some HTML, with straight quotation marks."""
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


def squeezed(text: str) -> str:
    """Return a text of a data file as ``plain`` has it, up to its first role."""
    return plain(text.split("{", 1)[0]).strip()


def test_the_history_is_a_dated_list_with_a_source_for_every_entry(html: str) -> None:
    items = dict(re.findall(r'<li id="history-\w+" data-entry="(\w+)"[^>]*>(.*?)</li>', html, re.S))
    assert list(items) == [entry.name for entry in load()]
    for entry in load():
        item = plain(items[entry.name])
        for words in (entry.date, entry.title, entry.told, entry.dates, KINDS[entry.kind], entry.where):
            assert squeezed(words) in item, (entry.name, words)
        linked = {name.lower() for name in re.findall(r"#cite-([\w-]+)", items[entry.name])}
        assert {key.lower() for key in entry.sources} <= linked, entry.name
    assert "<strong>law</strong>" in html


def test_an_entry_leads_to_its_chapter_where_the_book_has_it(html: str) -> None:
    items = dict(re.findall(r'<li id="history-\w+" data-entry="(\w+)"[^>]*>(.*?)</li>', html, re.S))
    assert re.search(r'Read on: <a href="book/brain/habenula\.html">', items["habenula"])
    assert "Read on" not in items["structure"]  # no such chapter here


def test_the_picture_has_a_mark_for_every_entry_and_follows_the_theme(html: str) -> None:
    (svg,) = re.findall(r'<svg class="kb-history-years".*?\n</svg>', html, re.S)
    assert sorted(re.findall(r'data-mark="(\w+)"', svg)) == sorted(entry.name for entry in load())
    assert svg.count('class="kb-history-mark"') == len(load()) and svg.count("<title>") == len(load())
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(", svg)
    assert 'role="img"' in svg and f"All {len(load())} entries are shown" in svg
    assert re.findall(r'name="kind" value="(\w+)" checked', html) == list(KINDS)


def test_the_invented_page_says_that_it_is_and_holds_every_sentence_with_a_box(clinic: str) -> None:
    (mock,) = re.findall(r'<form class="kb-clinic-mock".*?</form>', clinic, re.S)
    assert "Invented by us: no such clinic exists." in plain(mock)
    boxes = re.findall(r'data-sentence="(\w+)" data-needs="(\w+)"><label><input type="checkbox"', mock)
    assert boxes == [(line.name, "yes" if line.asks else "no") for line in clinic_page.load()]


def test_the_answers_are_folded_below_with_habits_claims_and_sources(clinic: str) -> None:
    (folded,) = re.findall(r'<details class="kb-fold kb-clinic-answers">.*?</details>', clinic, re.S)
    for line in clinic_page.load():
        (answer,) = re.findall(rf'<li data-answer="{line.name}">(.*?)</li>', folded, re.S)
        assert re.findall(r'href="#habit-(\w+)"', answer) == list(line.asks)
        assert ("May stand" in answer) == (not line.asks)
        assert squeezed(line.why) in plain(answer) and all(claim in answer for claim in line.claims)
        assert all(f"cite-{key.lower()}" in answer.lower() for key in line.sources)
    assert 'href="book/think/claim_check.html#claim-C032"' in folded
    assert all(f'id="habit-{habit}"' in clinic for habit in HABITS)


def test_a_spread_quiz_is_numbered_as_a_whole_and_has_one_score(clinic: str) -> None:
    asked = re.findall(r'data-question="([\w-]+)"', clinic)
    assert asked == [question.id for question in quiz.load("clinic_pages")[:2]]
    everything = len(quiz.load("clinic_pages"))
    assert re.findall(rf"Question (\d+) of {everything}", clinic) == ["1", "2"]
    assert clinic.count('class="kb-score') == 1 and clinic.count('data-quiz="clinic_pages"') == 3


def test_a_question_links_the_claims_it_is_about(clinic: str) -> None:
    first = quiz.load("clinic_pages")[0]
    (links,) = re.findall(rf'data-question="{first.id}".*?kb-claim-cards">(.*?)</p>', clinic, re.S)[:1]
    assert re.findall(r">(C\d{3})<", links) == list(first.claims)
    assert 'href="book/think/claim_check.html#claim-C032"' in links


def test_only_pages_with_them_load_their_files(site: Path, html: str, clinic: str) -> None:
    def loaded(page: str) -> list[str]:
        return sorted(re.findall(r"_static/ketabrain/((?:timeline|history|clinic_page|quiz)\.(?:js|css))", page))

    assert loaded(html) == ["history.css", "history.js", "timeline.css"]
    assert loaded(clinic) == ["clinic_page.css", "clinic_page.js", "quiz.css", "quiz.js"]
    assert loaded((site / "other.html").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["history", "clinic-page"])
def test_twice_on_a_page_stops_the_build(tiny_book: Book, tmp_path: Path, name: str) -> None:
    text = f"# Page\n\n```{{{name}}}\n```\n\n```{{{name}}}\n```\n"
    with pytest.raises(BookError, match="stands twice on this page"):
        tiny_book(tmp_path, {"page.md": text, "sources.md": LIST})
