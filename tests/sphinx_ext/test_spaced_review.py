"""The section on spaced review in a tiny book: what it shows is what was simulated."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext.spaced_review import percent
from ketabrain.sphinx_ext.spaced_review_figure import figure
from ketabrain.validation.spaced_review import FSRS, LEARNERS, PLANS, outcome, rival


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with the section."""
    site = build(tmp_path_factory.mktemp("spaced"), {"one.md": "# One\n\n```{spaced-review}\n```\n"})
    return (site / "one.html").read_text(encoding="utf-8")


def plain(html: str) -> str:
    """Return the words of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_schedule_of_every_learner_is_in_a_table_with_its_numbers(page: str) -> None:
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    for learner, body in zip(LEARNERS, tables, strict=True):
        rows = [plain(row) for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]
        for name, row in zip(PLANS, rows, strict=True):
            found = outcome(learner, name)
            assert row.lower().startswith(name.lower())
            assert row.endswith(f"{found.reviews:.1f} {percent(found.recall)} {percent(found.when_asked)}")


def test_each_learner_is_told_in_words_with_the_miss(page: str) -> None:
    items = [plain(item) for item in re.findall(r"<li>(.*?)</li>", page, re.S) if "A learner who" in item]
    for learner, text in zip(LEARNERS, items, strict=True):
        found = outcome(learner, FSRS)
        gap = 100 * (found.when_asked - 0.9)
        assert f"A learner who {learner}." in text
        assert f"FSRS asks each question {found.reviews:.1f} times" in text
        assert f"“{rival(learner)}” is the longest that keeps as much" in text
        assert f"{abs(gap):.1f} points {'above' if gap > 0 else 'below'} its target" in text


def test_the_figure_names_every_learner_and_follows_the_theme() -> None:
    svg = figure()
    assert svg == figure(), "the same from run to run"
    for learner in LEARNERS:
        assert f"A learner who {learner}" in svg
    assert "var(--kb-habenula)" in svg and "var(--kb-ink)" in svg
    assert not any(colour.light in svg for colour in PALETTE.values())
    assert len(svg) < 70_000


def test_the_caption_says_what_it_is_not(page: str) -> None:
    assert "no person took part" in page and "You may not read from it" in page
    assert 'role="img"' in page
