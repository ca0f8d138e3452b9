"""The tool that draws citations for a person to follow."""

from __future__ import annotations

import json
from pathlib import Path

import environment
import follow_citations
import pytest

SENTENCES = [
    {"page": "a", "line": 3, "text": "One.", "keys": ["A2001", "B2002"], "numbers": []},
    {"page": "b", "line": 5, "text": "Two.", "keys": [], "numbers": ["1962"]},
    {"page": "c", "line": 7, "text": "Three.", "keys": ["C2003"], "numbers": []},
]


def test_every_citation_is_in_the_hat(tmp_path: Path) -> None:
    file = tmp_path / "sentences.json"
    file.write_text(json.dumps(SENTENCES), encoding="utf-8")
    found = follow_citations.citations(file)
    assert [(one["key"], one["text"]) for one in found] == [("A2001", "One."), ("B2002", "One."), ("C2003", "Three.")]


def test_a_seed_draws_the_same_citations_and_another_one_others() -> None:
    found = [{"key": str(at)} for at in range(200)]
    first = follow_citations.drawn(found, seed=1, count=50)
    assert first == follow_citations.drawn(found, seed=1, count=50)
    assert first != follow_citations.drawn(found, seed=2, count=50)
    assert len({one["key"] for one in first}) == 50
    assert follow_citations.drawn(found[:3], seed=1, count=50) == found[:3]


def test_without_a_build_the_mend_is_named(tmp_path: Path) -> None:
    with pytest.raises(environment.Problem, match="build the book with 'make book'"):
        follow_citations.citations(tmp_path / "sentences.json")
