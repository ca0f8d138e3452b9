"""The booklet, read by pypdf."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader
from tests.quiz.export.made import HOSTILE, Written

FORMAT = "pdf"


def reader(written: Written) -> PdfReader:
    """Return the booklet."""
    return PdfReader(io.BytesIO(written.files.content))


def letters(text: str) -> str:
    """Return a text without spaces: a booklet breaks its lines elsewhere."""
    return re.sub(r"\s+", "", text)


def text(written: Written) -> str:
    """Return all pages' letters, without what stands below each."""
    pages = (page.extract_text() for page in reader(written).pages)
    return "".join(
        letters(re.sub(r"What ketamine does to the brain · CC BY.*?advice\.\s*\d*", "", page)) for page in pages
    )


def test_every_question_is_there_with_its_answers(plain: Written) -> None:
    found = text(plain)
    for item in plain.items:
        assert found.count(letters(f"{item.id} · medium, apply")) == 2
        assert letters(item.question.text.replace("*", "")) in found
        for option in item.question.options:
            assert letters(option.feedback.replace("*", "")) in found
    for words in ("✓0.5 µg (± 0.05). Yes", "✗Lower? Too low", "•Step 0. It comes at 0", "Item 0: Match 0. Pair 0"):
        assert letters(words) in found


def test_sources_are_links(plain: Written) -> None:
    links = {
        note.get_object()["/A"]["/URI"]
        for page in reader(plain).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert "https://doi.org/10.1038/nature25509" in links


def test_pictures_and_their_letters_are_there(plain: Written) -> None:
    images = [image for page in reader(plain).pages for image in page.images]
    assert len(images) == sum(p.name.endswith(".png") for item in plain.items for p in item.pictures)
    (page,) = [page for page in reader(plain).pages if "habenula-98" in page.extract_text() and page.page_number < 4]
    drawn = plain.item(8).pictures[0]
    assert drawn.name.endswith(".svg") and letters(drawn.alt) in letters(page.extract_text())


def test_what_is_left_out_stands_on_the_first_page(plain: Written) -> None:
    first = reader(plain).pages[0].extract_text()
    assert "habenula-99" in first and "habenula-910" in first and "not medical advice" in first


def test_chapters_are_in_the_outline(plain: Written) -> None:
    flat = [one for part in reader(plain).outline for one in (part if isinstance(part, list) else [part])]
    assert [one.title for one in flat] == [
        "Questions",
        "The lateral habenula",
        "Answers and reasons",
        "The lateral habenula",
    ]


def test_hostile_texts_stay_text(hostile: Written) -> None:
    found = text(hostile)
    assert found.count(letters(HOSTILE)) > len(hostile.items)
