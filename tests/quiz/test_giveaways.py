"""Nothing gives an answer away, and what would is found."""

from __future__ import annotations

from dataclasses import replace

from ketabrain import quiz
from ketabrain.quiz import giveaways
from ketabrain.quiz.answers import Option
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import shuffled

LOREM = (
    "What opens?",
    "Which cell is it?",
    "Who found this in rats?",
    "Where do the fibres end?",
    "How long does it last?",
)


def question(place: int, right_at: int = 0, right_text: str = "right", text: str = "") -> Question:
    """Return a single-choice question whose right option is shown at a given place."""
    name = f"habenula-{place:02d}"
    shown = [at for at, _ in shuffled(name, range(4))]
    options = [Option(f"wrong answer {i}", False, "") for i in range(4)]
    options[shown[right_at]] = Option(right_text, True, "")
    return Question(
        name, "habenula", "single", text or LOREM[place], "habenula.burst", 1, "apply", ("x",), tuple(options)
    )


def test_the_bank_gives_nothing_away() -> None:
    assert giveaways.find(quiz.load()) == []


def test_each_chapter_alone_gives_nothing_away() -> None:
    for chapter in quiz.bank.chapters():
        assert giveaways.find(quiz.load(chapter)) == []


def test_a_sound_set_passes() -> None:
    assert giveaways.find([question(i, right_at=i % 4) for i in range(5)]) == []


def test_the_longest_option_is_found() -> None:
    told = giveaways.find([question(i, i % 4, "the right answer, at much greater length") for i in range(5)])
    assert len(told) == 1 and told[0].startswith("The right option is the longest in habenula-00, habenula-01")


def test_one_place_for_all_is_found() -> None:
    told = giveaways.find([question(i, right_at=2) for i in range(5)])
    assert len(told) == 1 and told[0].startswith("The right option is shown as number 3 in habenula-00")


def test_options_that_point_at_others_are_found() -> None:
    for text in ("All of the above", "None of these", "both of them", "A and C"):
        (told,) = giveaways.find([question(0, right_text=text)])
        assert told == f"habenula-00: the option '{text}' points at other options; write out what it says."


def test_near_duplicates_are_found() -> None:
    first = question(0, text="What does one fifth of block do to a bursting cell?")
    second = replace(first, id="habenula-01", text="What does a fifth of block do to the bursting cell?")
    (told,) = giveaways.find([first, second])
    assert told == "habenula-00 and habenula-01 ask nearly the same; keep one or change what is asked."
