"""Conditions: ratings follow from their steps, sources are the book's, and faults are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ketabrain.evidence import bibliography, conditions
from ketabrain.evidence.conditions import FILE, RATINGS, STEPS, ConditionError, load

ASKED = {
    "suicidal-thoughts", "suicide", "ptsd", "ocd", "bipolar", "crps", "chronic-pain", "migraine", "alcohol", "cocaine",
    "social-anxiety", "eating",
}  # fmt: skip


def test_every_condition_of_the_chapter_is_there() -> None:
    assert {one.condition for one in load()} >= ASKED


def test_every_source_is_in_the_bibliography_and_in_people() -> None:
    known = bibliography.load()
    for one in load():
        for key in (key for finding in one.found for key in finding.sources):
            assert key in known, f"{one.condition}: {key}"
            assert "human" in known[key].species, f"{one.condition}: {key}"


def test_no_finding_is_retracted() -> None:
    known = bibliography.load()
    assert not [key for one in load() for f in one.found for key in f.sources if "retracted" in str(known[key]).lower()]


def test_our_ratings_start_high_and_lose_a_word_a_step() -> None:
    for one in load():
        if one.by == "ours":
            worst = min(STEPS.index(one.start) + sum(one.down.values()), len(STEPS) - 1)
            assert STEPS[worst] == one.rating
    assert [one.steps for one in load() if one.condition in ("suicidal-thoughts", "ptsd", "ocd")] == [3, 2, 1]
    assert tuple(RATINGS) == STEPS


def test_every_finding_counts_its_people_or_says_that_there_is_no_trial() -> None:
    for one in load():
        told = " ".join(finding.says for finding in one.found)
        assert re.search(r"\d+ (people|randomised|veterans|of \d+|trials)|no randomised|label", told), one.condition


def changed(tmp_path: Path, change) -> Path:
    """Write the conditions with a change; return the file."""
    items = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    file = tmp_path / "conditions.yml"
    file.write_text(yaml.safe_dump(change(items)), encoding="utf-8")
    return file


def first(**fields):
    """Return a change of the first of our own ratings."""

    def change(items):
        place = next(i for i, one in enumerate(items) if one["by"] == "ours")
        return [*items[:place], {**items[place], **fields}, *items[place + 1 :]]

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (first(rating="high"), "rating is 'high', but high less bias 1 is 'moderate'; mend 'rating' or 'down'"),
        (first(rating="sure"), "field 'rating' is 'sure'; use one of high, moderate, low, very low"),
        (first(down={"hope": 1}), "field 'hope' is not known; use bias,"),
        (first(why="It has 5 trials."), "field 'why' holds a number"),
        (first(found=[]), "field 'found' is empty"),
        (first(found=[{"says": "Better.", "sources": []}]), "field 'sources' is empty"),
        (first(by="Cochrane"), "field 'down' is ours to give"),
        (lambda items: [*items, items[0]], "stands twice"),
        (lambda items: [{key: x for key, x in items[0].items() if key != "why"}], "field 'why' is missing"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_condition(tmp_path: Path, change, words: str) -> None:
    with pytest.raises(ConditionError, match=re.escape(words)):
        load(changed(tmp_path, change))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConditionError, match=r"conditions\.yml is missing"):
        conditions.load(tmp_path / "conditions.yml")
