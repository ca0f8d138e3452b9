"""The quiz as a notebook's output."""

from __future__ import annotations

import pytest

from ketabrain import quiz
from ketabrain.evidence import bibliography
from ketabrain.quiz import live


def test_it_shows_a_widget_to_live_front_ends_and_short_words_to_others() -> None:
    shown = quiz.show("habenula")
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"] == (
        '<div data-ketabrain="quiz:habenula">Quiz: ten questions on The lateral habenula. '
        "Run this cell in JupyterLab to answer them.</div>"
    )
    assert bundle["text/plain"] == "ketabrain.quiz.show('habenula')"
    assert bundle[live.WIDGET]["model_id"] == shown.model_id
    assert shown.answers == {}


def test_an_unknown_chapter_is_refused_in_one_sentence() -> None:
    with pytest.raises(quiz.QuestionError, match="There are no questions for 'cerebellum'"):
        quiz.show("cerebellum")


def test_the_page_s_script_and_style_are_in_it() -> None:
    for name in ("quiz.js", "quiz_live.js", "store.js", "dom.js"):
        assert (live.WEB / name).read_text(encoding="utf-8") in live.scripts()
    assert ".kb-question" in live.styles() and "--kb-paper" in live.styles()


def test_sources_have_words_without_the_tools_that_read_bibtex(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError

    monkeypatch.setattr(bibliography, "load", missing)
    assert live.citations(quiz.load("habenula"))["Yang2018bursting"] == ("Yang 2018", "")


def test_a_chapter_without_a_page_goes_by_its_name() -> None:
    assert live.title("habenula") == "The lateral habenula"
    assert live.title("no_page") == "no page"
