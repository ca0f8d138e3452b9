"""The pictures that go along: plots at the state that is asked about, drawings that need no style sheet, addresses."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from PIL import Image
from tests.quiz.export import made

from ketabrain.quiz.export import items, pictures
from ketabrain.quiz.export.pictures import Picture


def of(number: int) -> list[Picture]:
    """Return a question's pictures."""
    return made.once()[f"habenula-9{number}"].pictures


def test_a_plot_is_a_small_png_of_the_state_that_is_asked_about() -> None:
    asked, shown = of(9)
    assert asked.content != shown.content and "1.0 µA/cm²" in asked.alt and "2.0 µA/cm²" in shown.alt
    with Image.open(io.BytesIO(asked.content)) as drawing:
        assert drawing.format == "PNG" and drawing.size == (1.5 * asked.width, 1.5 * asked.height)
        assert drawing.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert len(asked.content) < 100_000


def test_the_same_plot_is_not_taken_twice() -> None:
    question = made.every_kind()[8]
    assert pictures.shown(replace(question, show=question.state)) is None


def test_a_drawing_stands_alone_with_its_letters() -> None:
    (drawing,) = of(8)
    svg = drawing.content.decode()
    assert not re.search(r"var\(|currentColor|class=|data-|<style|<script", svg)
    assert re.findall(r"<text [^>]*>([^<]+)</text>", svg)[-3:] == ["A", "B", "C"]


def test_an_address_with_odd_signs_becomes_one_that_every_reader_takes() -> None:
    assert items.uri("https://doi.org/10.1175/1520(1950)078<0001:V>2.0.CO;2") == (
        "https://doi.org/10.1175/1520(1950)078%3C0001:V%3E2.0.CO;2"
    )
    assert items.uri("https://doi.org/10.1038/nature25509") == "https://doi.org/10.1038/nature25509"
