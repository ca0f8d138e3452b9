"""Matches, gaps, goals and drawn numbers: each mistake is told in one sentence with its mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.quiz.faults import plain

from .test_bank import ANSWER, changed, read, refused

PAIRS = [{"item": f"item {i}", "match": f"partner {i}", "feedback": f"Why {i}.", "hint": f"Not {i}."} for i in range(3)]
GAPS: dict[str, Any] = {
    "pore": {
        "accept": ["pore", "channel pore"],
        "feedback": "It does.",
        "hint": "Look inside.",
        "slips": [{"say": ["membrane"], "feedback": "Further in."}],
    }
}
SENTENCE = "It sits in the {pore}."
GOAL = {"when": [["mode", "==", "silent"]], "right": "Yes.", "misses": [{"feedback": "It still fires."}]}
LOOK = {"feature": "peak_at", "tolerance": 5, "low": "Too early.", "high": "Too late."}
AXIS = {"label": "Time", "unit": "min", "low": 0, "high": 60}
SKETCH = {"trace": "level", "x": AXIS, "y": AXIS, "looks_at": [LOOK, {**LOOK, "feature": "end"}], "right": "Yes."}
SET = {"explorer": "habenula-bursting", "state": {"drive": 1}, "show": {"drive": 0}}


def asked(kind: str, **fields: Any) -> dict[str, Any]:
    """Return a question of another kind than the sound one."""
    return changed(kind=kind, options=None, **fields)


SOUND = {
    "match": asked("match", pairs=PAIRS),
    "cloze": asked("cloze", cloze=SENTENCE, gaps=GAPS),
    "set": asked("set", goal=GOAL, **SET),
    "sketch": asked("sketch", sketch=SKETCH, explorer="habenula-bursting", show={"drive": 0}),
}
FAULTS = {
    "two pairs": (asked("match", pairs=PAIRS[:2]), "field 'pairs' holds 2; give 3 or more"),
    "a partner twice": (
        asked("match", pairs=[*PAIRS, {**PAIRS[0], "item": "another"}]),
        "field 'match' holds 'partner 0' twice",
    ),
    "no pairs": (asked("match"), "field 'pairs' is missing; a question of kind 'match' needs it"),
    "no sentence": (asked("cloze", gaps=GAPS), "field 'cloze' is missing; write the sentence with its gaps"),
    "a gap that is nowhere": (asked("cloze", cloze="It sits.", gaps=GAPS), "the gap 'pore' stands 0 times"),
    "a gap without words": (
        asked("cloze", cloze="A {pore} and a {gate}.", gaps=GAPS),
        "the sentence has a gap '{gate}' that 'gaps' does not hold",
    ),
    "words right and wrong at once": (
        asked(
            "cloze",
            cloze=SENTENCE,
            gaps={"pore": {**GAPS["pore"], "slips": [{"say": ["The channel-pore"], "feedback": "No."}]}},
        ),
        "gap 'pore' both accepts and corrects 'channel pore'",
    ),
    "a sentence for a choice": (
        changed(cloze=SENTENCE),
        "field 'cloze' does not belong to a question of kind 'single'",
    ),
    "a miss for no other state": (
        asked("set", goal={**GOAL, "misses": [{"feedback": "x", "when": [["mode", "==", "tonic"]]}]}, **SET),
        "field 'misses' must end with one that has no 'when'",
    ),
    "a goal without a start": (
        asked("set", goal=GOAL, explorer="habenula-bursting", show={"drive": 0}),
        "field 'state' is missing; a question of kind 'set' opens an explorer",
    ),
    "a goal that no state reaches": (
        asked("set", goal=GOAL, explorer="habenula-bursting", state={"drive": 0}),
        "field 'show' is missing; give the state that reaches the goal",
    ),
    "a sketch of nothing": (
        asked("sketch", sketch=SKETCH, explorer="habenula-bursting", state={"drive": 0}),
        "field 'show' is missing; give the state whose curve is drawn",
    ),
    "a point without picture": (
        asked("point", places=[{"place": name, "feedback": "x"} for name in "abc"]),
        "field 'picture' is missing",
    ),
    "a value and draws": (
        asked("numeric", answer=ANSWER, draws={"dose": {"values": [1, 2], "unit": "mg"}}),
        "field 'answer' holds a value, but its numbers are drawn",
    ),
    "draws for nothing": (
        asked("numeric", answer={k: v for k, v in ANSWER.items() if k != "value"}),
        "field 'answer' holds no value; give it, or 'draws'",
    ),
    "a key without draws": (asked("numeric", answer={**ANSWER, "key": "dose"}), "field 'key' needs 'draws'"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_names_the_mend(name: str, tmp_path: Path) -> None:
    item, told = FAULTS[name]
    assert told in refused(tmp_path, item)


@pytest.mark.parametrize("kind", SOUND)
def test_sound_ones_are_read(kind: str, tmp_path: Path) -> None:
    (one,) = read(tmp_path, SOUND[kind])
    assert one.form == kind
    assert one.recalls == (kind != "match")


def test_places_have_one_that_is_right(tmp_path: Path) -> None:
    places = [{"place": name, "feedback": f"Why {name}."} for name in "abc"]
    item = asked("point", picture="brain", places=places)
    assert "0 places are right; mark exactly one" in refused(tmp_path, item)
    places[1]["right"] = True  # type: ignore[assignment]
    (one,) = read(tmp_path, item)
    assert one.form == "point" and [place.right for place in one.places] == [False, True, False]


@given(st.text())
def test_plain_words_stay_plain(words: str) -> None:
    assert plain(f"  {plain(words).upper()}  ") == plain(plain(words).upper())


def test_capitals_hyphens_and_articles_do_not_count() -> None:
    assert plain("The T-type  Channel.") == plain("t type channel") == "t type channel"
    assert plain("anaesthetic") == "anaesthetic"
