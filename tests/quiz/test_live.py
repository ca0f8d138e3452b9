"""The quiz as a notebook's output."""

from __future__ import annotations

import pytest

from ketabrain import quiz
from ketabrain.evidence import bibliography
from ketabrain.quiz import live, naming


def test_it_shows_a_widget_to_live_front_ends_and_short_words_to_others() -> None:
    shown = quiz.show("habenula")
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"] == (
        '<div data-ketabrain="quiz:habenula">Quiz: questions on The lateral habenula. '
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
    assert naming.citations(quiz.load("habenula"))["Yang2018bursting"] == ("Yang 2018", "")


def test_a_chapter_without_a_page_goes_by_its_name() -> None:
    assert naming.title("habenula") == "The lateral habenula"
    assert naming.title("no_page") == "no page"


def test_a_click_opens_an_explorer_and_the_next_one_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = quiz.show("habenula")
    sent: list[dict[str, str]] = []
    monkeypatch.setattr(shown, "send", sent.append)
    for state in ({"drive": 2.0, "block": 0.2}, {"drive": 4.0}):
        shown._handle_custom_msg({"open": "habenula-bursting", "state": state, "to": "7"}, [])
    (explorer,) = shown.opened.values()
    assert explorer.state == {"drive": 4.0, "block": 0.0, "t_type": 1.0, "kir": -65.0}
    assert sent == 2 * [{"open": "habenula-bursting", "to": "7", "shown": explorer.view.model_id}]
    shown._handle_custom_msg({"open": "no-such", "state": {}, "to": "7"}, [])
    shown._handle_custom_msg({"open": "habenula-bursting", "state": {"dose": 1}, "to": "7"}, [])
    assert sent[2]["failed"].startswith("There is no explorer 'no-such'")
    assert sent[3]["failed"] == "habenula-bursting has no control 'dose': it has drive, block, t_type, kir."
    shown._handle_custom_msg({"other": 1}, [])
    assert len(sent) == 4
