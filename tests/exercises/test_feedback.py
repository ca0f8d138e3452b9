"""What a self-check says, and that nothing an answer does gets past its frame."""

import pytest

from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT, Feedback, NoAnswer, NotYet, self_check


@self_check
def check_door(answer=None, second=None):
    if answer is None:
        raise NoAnswer("Say something.")
    if answer == "shut":
        raise NotYet("It is open.")
    return f"It is {answer.lower()}."


@pytest.mark.parametrize(
    ("answer", "verdict", "why"),
    [
        ("OPEN", RIGHT, "It is open."),
        ("shut", NOT_YET, "It is open."),
        (None, NO_ANSWER, "Say something."),
        (3, NOT_YET, "This answer could not be read (AttributeError): give plain numbers."),
    ],
)
def test_each_verdict(answer, verdict, why):
    found = check_door(answer)
    assert (found.verdict, found.why) == (verdict, why)
    assert found.right == (verdict == RIGHT)
    assert repr(found) == f"{verdict} {why}"


def test_too_many_answers_are_told_how_to_call():
    assert check_door(1, 2, 3).why == "Call it as check_door(answer, second)."


def test_text_is_put_in_as_text():
    shown = Feedback(NOT_YET, "<script>alert('x')</script> & more")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown and "&amp; more" in shown


@pytest.mark.parametrize("verdict", [RIGHT, NOT_YET, NO_ANSWER])
def test_a_verdict_is_a_word_and_not_a_colour_alone(verdict):
    assert f"<strong>{verdict}</strong>" in Feedback(verdict, "Because.")._repr_html_()


def test_folded_feedback_shows_when_opened():
    folded = Feedback(RIGHT, "It is <open>.").folded()
    assert repr(folded) == "Right. It is <open>."
    shown = folded._repr_html_()
    assert shown.startswith("<details><summary>What the check says to this solution</summary><p ")
    assert "It is &lt;open&gt;." in shown and shown.endswith("</p></details>")
