"""Moodle's XML, held against a written grammar; choices and gaps are read by a parser of others besides."""

from __future__ import annotations

import base64
import re

import pytest
from lxml import etree
from moodle_xml_parser import parser
from tests.quiz.export import readers
from tests.quiz.export.made import HOSTILE, Written

FORMAT = "moodle"


def root(written: Written) -> etree._Element:
    """Return the file, held against the grammar."""
    return readers.validate(written.files.content, "moodle")


def asked(written: Written, number: int) -> etree._Element:
    """Return a question by its number."""
    (found,) = root(written).xpath(f"question[idnumber='habenula-9{number}']")
    return found


def test_every_question_is_there_with_text_sources_and_tags(plain: Written) -> None:
    names = root(plain).xpath("question/idnumber/text()")
    assert names == [item.id for item in plain.items]
    for item in plain.items:
        (found,) = root(plain).xpath(f"question[idnumber='{item.id}']")
        assert "https://doi.org/10.1038/nature25509" in found.findtext("generalfeedback/text")
        assert found.xpath("tags/tag/text/text()") == ["habenula", "habenula.brake", "medium", "apply"]


@pytest.mark.parametrize(("number", "single"), [(1, True), (2, False)])
def test_the_reader_finds_options_shares_and_feedback(plain: Written, number: int, single: bool) -> None:
    found = {one.name: one for one in parser.parse_bytes(plain.files.content)["multichoice"]}[f"habenula-9{number}"]
    assert found.single is single
    share = {True: 100, False: 0} if single else {True: 50, False: -50}
    wanted = {
        o.text.strip(): (share[o.right], o.feedback.replace("*", "").strip())
        for o in plain.item(number).question.options
    }
    got = {readers.words(o.answer): (o.score_fraction, readers.words(o.feedback)) for o in found.options}
    assert got == wanted


def test_the_reader_finds_gaps_with_their_answers(plain: Written) -> None:
    found = {one.name: one for one in parser.parse_bytes(plain.files.content)["cloze"]}["habenula-96"]
    assert [gap.sub_type for gap in found.gaps] == ["SHORTANSWER", "SHORTANSWER"]
    assert {option.answer: option.feedback for option in found.gaps[0].options} == {
        "pore": "first fits",
        "channel pore": "first fits",
        "soma": "Not that one",
        "*": "first is another",
    }


def test_a_number_finds_its_own_feedback_first(plain: Written) -> None:
    """Judge as Moodle does: the first range that a number lies in counts."""
    ranges = [
        (float(a.findtext("text")), float(a.findtext("tolerance")), a.get("fraction"), a.findtext("feedback/text"))
        for a in asked(plain, 3).findall("answer")
    ]

    def judged(given: float) -> tuple[str, str]:
        return next((share, readers.words(said)) for value, off, share, said in ranges if abs(given - value) <= off)

    assert [judged(given) for given in (0.5, 0.54, 1.0, 0.4, 0.7, -30, 9000)] == [
        ("100", "Yes"), ("100", "Yes"), ("0", "Twice as much"), ("0", "Too low"), ("0", "Too high"), ("0", "Too low"),
        ("0", "Too high"),
    ]  # fmt: skip


def test_steps_stand_in_order_and_pairs_together(plain: Written) -> None:
    steps = asked(plain, 4)
    assert steps.get("type") == "ordering"
    assert [readers.words(text) for text in steps.xpath("answer/text/text()")] == [f"Step {at}" for at in range(4)]
    assert "It comes at 0" in steps.findtext("generalfeedback/text")
    pairs = asked(plain, 5).findall("subquestion")
    assert [(readers.words(p.findtext("text")), p.findtext("answer/text").strip()) for p in pairs] == [
        (f"Item {at}", f"Match {at}") for at in range(3)
    ]


@pytest.mark.parametrize("number", [8, 12])
def test_pictures_lie_inside(plain: Written, number: int) -> None:
    found = asked(plain, number).find("questiontext")
    (name,) = re.findall(r'src="@@PLUGINFILE@@/([^"]+)"', found.findtext("text"))
    file = found.find("file")
    assert file.get("name") == name
    assert base64.b64decode(file.text) == plain.item(number).pictures[0].content
    assert 'alt="' in found.findtext("text")


def test_drawn_numbers_come_three_times(plain: Written) -> None:
    texts = [asked(plain, f"11-{at}").findtext("questiontext/text") for at in (1, 2, 3)]  # type: ignore[arg-type]
    assert len(set(texts)) == 3


def test_what_is_left_out_stands_in_a_description(plain: Written) -> None:
    (found,) = root(plain).xpath("question[@type='description']/questiontext/text/text()")
    assert "habenula-99" in found and "habenula-910" in found


def test_hostile_texts_stay_text(hostile: Written) -> None:
    document = root(hostile)
    for html in document.xpath("question/questiontext/text/text() | question/generalfeedback/text/text()"):
        readers.inert(html)
    for html in document.xpath("//answer/feedback/text/text() | //answer[@format='html']/text/text()"):
        readers.inert(html)
    for html in document.xpath(
        "question[@type='multichoice' and contains(idnumber, '-91')]/answer/feedback/text/text()"
    ):
        assert " ".join(HOSTILE.split()) in readers.words(html)
    gaps = document.xpath("question[idnumber='habenula-96']/questiontext/text/text()")[0]
    assert len(re.findall(r"\{1:SHORTANSWER:[^{}]*\}", gaps)) == 2
    assert gaps.count("{") == gaps.count("}") == 2
