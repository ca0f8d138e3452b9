"""The invented page: all ten habits catch something, some sentences may stand, everything is sourced; faults named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketabrain import quiz
from ketabrain.evidence import bibliography, claims, numbers
from ketabrain.evidence.clinic_page import FILE, HABITS, ClinicPageError, load

CHAPTER = Path(__file__).parents[2] / "book" / "think" / "clinic_pages.md"


def test_every_habit_catches_a_sentence_and_some_may_stand() -> None:
    lines = load()
    assert {habit for line in lines for habit in line.asks} == set(HABITS)
    assert sum(not line.asks for line in lines) >= 3


def test_claims_and_sources_exist_and_a_number_has_its_source() -> None:
    known, ids = bibliography.load(), {claim.id for claim in claims.load()}
    for line in load():
        assert set(line.sources) <= set(known), line.name
        assert line.claims and set(line.claims) <= ids, line.name
        assert line.sources or not numbers.stated(line.why), line.name


def test_the_chapter_has_a_section_and_an_exercise_for_each_habit_in_order() -> None:
    text = CHAPTER.read_text(encoding="utf-8")
    found = re.findall(r"\(habit-(\w+)\)=\n## \d+\. ([^\n]+)\n.*?:only: (clinic_pages-\d\d)\n:part:", text, re.S)
    assert [(key, title) for key, title, _ in found] == list(HABITS.items())
    assert [asked for *_, asked in found] == [question.id for question in quiz.load("clinic_pages")][: len(HABITS)]


def test_the_chapter_asks_every_question_once() -> None:
    text = CHAPTER.read_text(encoding="utf-8")
    asked = [name for names in re.findall(r":only: (.+)\n:part:", text) for name in names.split(", ")]
    assert asked == [question.id for question in quiz.load("clinic_pages")]


def test_every_question_of_the_chapter_leads_to_claims_that_exist() -> None:
    ids = {claim.id for claim in claims.load()}
    for question in quiz.load("clinic_pages"):
        assert question.claims and set(question.claims) <= ids, question.id
    assert all(set(question.claims) <= ids for question in quiz.load())


def write(tmp_path: Path, **fields: Any) -> Path:
    """Write one sentence with some fields changed; return the file."""
    (first, *_) = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    file = tmp_path / "clinic_page.yml"
    file.write_text(yaml.safe_dump([{**first, **fields}]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"asks": ["price"]}, "sentence 'approved': there is no habit 'price'; use one of whom, dose"),
        ({"why": ""}, "field 'why' is empty"),
        ({"claims": ["153"]}, "field 'claims'"),
        ({"author": "x"}, "field 'author' is not known"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_sentence(tmp_path: Path, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ClinicPageError, match=re.escape(words)):
        load(write(tmp_path, **fields))


def test_a_sentence_stands_once(tmp_path: Path) -> None:
    file = write(tmp_path)
    file.write_text(file.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(ClinicPageError, match="'approved' stands twice"):
        load(file)
