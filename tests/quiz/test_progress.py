"""A learner's file: written whole, read back, and never written over where it cannot be used."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain import quiz
from ketabrain.quiz import bank, learner_view
from ketabrain.quiz.progress import FORMAT, Learner, Review

KEPT = {
    "review:habenula-02": {"v": 1, "log": [[1440, 3, 75], [2880, 1, None]]},
    "review:basics-01": {"v": 1, "log": [[1441, 2, 25]]},
    "page:book/start/basics": {"v": 1, "read": True},
}
SOUND = {"course": "ketabrain", "progress": FORMAT, "saved": "2026-11-27T00:00:00Z", "kept": KEPT}


def test_progress_is_written_at_once_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    one = quiz.learner(str(file))
    assert repr(one) == "Your progress is kept in mine.json."
    one.mastery().kept = SOUND
    assert json.loads(file.read_text(encoding="utf-8")) == SOUND
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]
    again = Learner(file)
    assert again.review().progress == SOUND and again.told == []
    assert again.reviews() == [
        Review("habenula-02", datetime(1970, 1, 2, tzinfo=UTC), 3, 75),
        Review("basics-01", datetime(1970, 1, 2, 0, 1, tzinfo=UTC), 2, 25),
        Review("habenula-02", datetime(1970, 1, 3, tzinfo=UTC), 1, None),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{damaged", "mine.json is damaged or no progress file of this course."),
        ("[]", "mine.json is damaged or no progress file of this course."),
        (json.dumps({**SOUND, "course": "botany"}), "mine.json is damaged or no progress file of this course."),
        (json.dumps({**SOUND, "kept": []}), "mine.json is damaged or no progress file of this course."),
        (json.dumps({**SOUND, "progress": FORMAT + 1}), "mine.json comes from a newer version of the course."),
    ],
)
def test_a_file_that_cannot_be_used_is_left_as_it_is(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(text, encoding="utf-8")
    one = Learner(file)
    assert one.told == [f"{told} It is left as it is; new progress goes to mine-2.json."]
    assert told in repr(one)
    one.review().kept = SOUND
    assert file.read_text(encoding="utf-8") == text
    assert json.loads((tmp_path / "mine-2.json").read_text(encoding="utf-8")) == SOUND


@given(st.binary(max_size=60))
def test_whatever_is_in_the_file_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("learner") / "mine.json"
    file.write_bytes(data)
    assert Learner(file).told
    assert file.read_bytes() == data


def test_nothing_kept_writes_no_file(tmp_path: Path) -> None:
    one = Learner(tmp_path / "mine.json")
    one.review().kept = {}
    assert one.reviews() == [] and list(tmp_path.iterdir()) == []


def test_binder_forgets_and_says_so_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    one = Learner(tmp_path / "mine.json")
    assert "It forgets everything once you close it" in repr(one)
    assert one.review().notes == one.told


def test_what_is_stored_of_a_view_never_changes(tmp_path: Path) -> None:
    one = Learner(tmp_path / "mine.json")
    for view in (one.review(), one.placement(), one.mastery(), one.take_along()):
        shown = view._repr_mimebundle_()
        assert shown["text/plain"] == repr(view) and "<script" not in shown["text/html"]
        assert "learner." in repr(view) and hasattr(one, repr(view).rpartition(".")[2].removesuffix("()"))


def test_the_index_names_every_question_in_the_order_of_the_book() -> None:
    chapters = learner_view.chapters()
    names = [f"{one['stem']}-{row[0]}" for one in chapters for _, _, *rows in one["objectives"] for row in rows]
    assert sorted(names) == sorted(question.id for question in bank.load())
    stems = [one["stem"] for one in chapters]
    assert stems.index("basics") < stems.index("molecule") < stems.index("habenula") < stems.index("harms")
    assert all(one["title"] != one["stem"] for one in chapters)


def test_python_hands_over_a_chapter_that_is_asked_for_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = Learner(tmp_path / "mine.json").review()
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(view, "send", sent.append)
    view._asked(view, {"want": ["habenula", "../secret"], "to": "1"}, [])
    view._asked(view, {"want": "habenula"}, [])
    view._asked(view, {"open": "x"}, [])
    (answer,) = sent
    assert answer["to"] == "1" and list(answer["trees"]) == ["habenula"]
    assert set(answer["trees"]["habenula"]) == {question.id for question in bank.load("habenula")}
