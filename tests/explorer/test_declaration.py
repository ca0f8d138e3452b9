"""Bad declarations fail at once, each with one sentence that names the thing."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from tests.explorer.samples import LEVEL, PANEL, SAMPLES, ramp, sample

from ketabrain.explorer import (
    Choice,
    Figure,
    Measured,
    Panel,
    Part,
    Predict,
    Preset,
    Read,
    Readout,
    Scrubber,
    Series,
    Steps,
    Task,
    Toggle,
    Trace,
)
from ketabrain.explorer.errors import DeclarationError
from ketabrain.explorer.figure import Slice

PART = Part(ramp, series=(Series("t", "ms"), Series("y", "mV")), readouts=(Readout("top", "Top", "mV"),))
TRACE = Trace("ramp", "main", "t", "y")
TASKS = (Task("Go up.", (("level", ">", 2),)), Task("Reach 40.", (("top", "==", 40.0),)))


def part(**change: Any) -> Part:
    """Return the sample's part with some fields changed."""
    return Part(**{**vars(PART), **change})


def figure(*traces: Trace, **more: Any) -> Figure:
    """Return a figure of one panel."""
    return Figure(panels=(PANEL,), traces=traces or (TRACE,), **more)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "slug": ({"slug": "Bad Slug"}, "a slug is small letters"),
    "no control": ({"controls": ()}, "at least one control"),
    "two controls": ({"controls": (LEVEL, LEVEL)}, "two controls are called 'level'"),
    "no objective": ({"objectives": ()}, "at least one objective"),
    "unknown objective": ({"objectives": ("habenula.fly",)}, "'habenula.fly', which content/objectives.yml does not have"),
    "unknown card": ({"card": "no_such_model"}, "no model of that name"),
    "no models": ({"models": ()}, "name the modules"),
    "empty part": ({"parts": (PART, Part(ramp))}, "neither series nor read-outs"),
    "part over nothing": ({"parts": (part(over=("hight",)),)}, "depends on 'hight', which is no control"),
    "pack": ({"parts": (part(series=(Series("t", "ms"), Series("y", "mV", "zip"))),)}, "packed as 'zip'"),
    "levels": ({"parts": (part(series=(Series("t", ""), Series("y", "", "u8", levels=999)),),)}, "999 levels"),
    "series shown as": ({"parts": (part(series=(Series("t", ""), Series("y", "", shown_as="share"))),)}, "series 'y': shown_as"),
    "read-out shown as": ({"parts": (part(readouts=(Readout("top", "Top", shown_as="share"),)),)}, "read-out 'top': shown_as"),
    "two series": ({"parts": (PART, PART)}, "two series are called 't'"),
    "readout is control": ({"parts": (part(readouts=(Readout("top", "T"), Readout("level", "L"))),)}, "both a control"),
    "readout is series": ({"parts": (part(readouts=(Readout("top", "T"), Readout("y", "Y"))),)}, "both a series and"),
    "scaled by nothing": ({"parts": (part(scaled_by="dose"),)}, "scaled by 'dose', which is no control"),
    "scaled below zero": (
        {"controls": (Steps("level", "Level", "mV", (-1, 0, 3), 0, decimals=0),), "parts": (part(scaled_by="level"),)},
        "goes below zero",
    ),
    "scaled words": (
        {"parts": (part(scaled_by="level", readouts=(Readout("top", "T"), Readout("w", "W", words=True))),)},
        "'w' is text, which cannot be scaled",
    ),
    "description": ({"describe": "It is {size}."}, "asks for 'size'"),
    "described by nothing": ({"describe": {"a": "A"}}, "describe_by"),
    "missing sentence": ({"describe": {1.0: "One."}, "describe_by": "level"}, "no sentence for level = 2.0"),
    "no caption": ({"caption": " "}, "write a caption"),
    "binding": ({"drawing": figure(Trace("ramp", "main", "t", "why"))}, "bound to 'why', which nothing computes"),
    "no y": ({"drawing": figure(Trace("ramp", "main", "t"))}, "'ramp' needs an x and a y"),
    "map over nothing": (
        {"drawing": figure(TRACE, Trace("m", "main", slice=Slice("top", "level", "dose", "up")))},
        "runs over 'dose', which is no control",
    ),
    "map of numbers": (
        {"drawing": figure(TRACE, Trace("m", "main", slice=Slice("top", "level", "level", "up")))},
        "'top', which is no read-out in words",
    ),
    "scrubber": ({"drawing": figure(scrubber=Scrubber("x", "Look", "ms"))}, "runs along 'x', which is no series"),
    "frames": ({"drawing": figure(scrubber=Scrubber("t", "Look", "ms", frames=True))}, "need a scrubber with frames"),
    "scrubber place": ({"drawing": figure(scrubber=Scrubber("t", "Look", "ms", place="when"))}, "reads 'when', which is no"),
    "scrubber read": (
        {"drawing": figure(scrubber=Scrubber("t", "Look", "ms", reads=(Read("Size", "{y} of {z}", 10),)))},
        "the scrubber reads 'z', which is no series",
    ),
    "two doses": (
        {"controls": (LEVEL, Steps("a", "A", "mg", (1, 2), 1, dose="mg"), Steps("b", "B", "mg", (1, 2), 1, dose="mg"))},
        "two controls are the mg of a dose",
    ),
    "dose without parts": (
        {"controls": (LEVEL, Steps("a", "A", "kg", (1, 2), 1, dose="weight_kg")), "remembers": {"minutes": 40}},
        "remembers a dose without mg_per_kg, route: give a control for each",
    ),
    "preset control": ({"presets": (Preset("Odd", {"lvl": 1}),)}, "preset 'Odd' sets 'lvl', which is no control"),
    "preset state": ({"presets": (Preset("Odd", {"level": 1.5}),)}, "preset 'Odd' sets level = 1.5"),
    "two presets": ({"presets": (Preset("A", {}), Preset("A", {}))}, "two presets are called 'A'"),
    "prediction state": ({"predict": Predict("?", ("a", "b"), 0, "!", {"level": 9})}, "the prediction sets level = 9"),
    "one task": ({"tasks": TASKS[:1]}, "two or three tasks"),
    "task name": ({"tasks": (*TASKS, Task("Try.", (("size", ">", 1),)))}, "tests 'size', which is neither"),
    "task sign": ({"tasks": (*TASKS, Task("Try.", (("top", "=", 1),)))}, "tests with '='"),
    "task without condition": ({"tasks": (*TASKS, Task("Try.", ()))}, "could never be done"),
    "task step": ({"tasks": (*TASKS, Task("Try.", (("level", "==", 2.5),)))}, "level = 2.5, which is not one of its steps"),
    "task kind": ({"tasks": (*TASKS, Task("Try.", (("top", "==", "high"),)))}, "compares top == 'high'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_declaration_fails_with_one_sentence(name: str) -> None:
    change, words = BAD[name]
    with pytest.raises(DeclarationError, match=re.escape(words)) as caught:
        sample(**{"slug": "sample-bad", **change})
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


WRONG_PIECES = {
    "one step": (lambda: Steps("a", "A", "", (1,), 1), "at least two steps"),
    "falling steps": (lambda: Steps("a", "A", "", (2, 1), 1), "each above the last"),
    "default": (lambda: Steps("a", "A", "", (1, 2), 3), "the default 3 is not one of its steps"),
    "unreachable": (lambda: Steps("a", "A", "", (0, 0.2, 0.5), 0), "give even=False"),
    "same look": (lambda: Steps("a", "A", "", (0, 0.01, 0.02), 0, decimals=1), "look the same"),
    "steps as": (lambda: Steps("a", "A", "", (1, 2), 1, shown_as="share"), "shown_as"),
    "dose": (
        lambda: Steps("a", "A", "", (1, 2), 1, dose="pills"),
        "dose is one of route, mg_per_kg, mg, weight_kg, minutes",
    ),
    "way in": (lambda: Choice("a", "A", {"x": "X", "y": "Y"}, "x", dose="way"), "not 'way'"),
    "reserved": (lambda: Toggle("theme", "Theme"), "other than 'theme'"),
    "no name": (lambda: Choice("a b", "A", {"x": "X", "y": "Y"}, "x"), "plain Python name"),
    "one option": (lambda: Choice("a", "A", {"x": "X"}, "x"), "at least two options"),
    "option": (lambda: Choice("a", "A", {"x": "X", "y": "Y"}, "z"), "'z' is not an option"),
    "toggle": (lambda: Toggle("a", "A", "yes"), "True or False"),  # type: ignore[arg-type]
    "answer": (lambda: Predict("What?", ("a", "b"), 2, "c"), "the answer's number"),
    "colour": (lambda: Trace("a", "main", "t", "y", "pink"), "'pink' is not a colour"),
    "kind": (lambda: Trace("a", "main", "t", "y", kind="cloud"), "kind is one of"),
    "dash": (lambda: Trace("a", "main", "t", "y", dash="wave"), "dash is one of"),
    "panel": (lambda: figure(Trace("a", "side", "t", "y")), "the panel 'side'"),
    "measured panel": (lambda: figure(measured=(Measured("side", 1, 2, "here", "Key"),)), "the panel 'side'"),
    "scrubber panel": (lambda: figure(scrubber=Scrubber("t", "Look", "ms", ("side",))), "the panel 'side'"),
    "run": (lambda: Scrubber("t", "Look", "ms", run=True), "Scrubber 'Look': a run is played in frames"),
    "two traces": (lambda: figure(TRACE, TRACE), "Two traces are called 'ramp'"),
    "no trace": (lambda: Figure(panels=(PANEL,), traces=()), "at least one trace"),
    "column": (lambda: Figure(panels=(PANEL,), traces=(TRACE,), columns=(1, 1)), "columns needs a panel"),
    "legend": (lambda: Panel("a", "", "", legend="left"), "legend is 'h' or 'v'"),
}


@pytest.mark.parametrize("name", WRONG_PIECES)
def test_a_bad_piece_fails_with_one_sentence(name: str) -> None:
    make, words = WRONG_PIECES[name]
    with pytest.raises(DeclarationError, match=re.escape(words)):
        make()


def test_states_are_checked_in_words() -> None:
    explorer = SAMPLES["sample-numbers"]
    with pytest.raises(ValueError, match="no control 'size': it has level, up, shape"):
        explorer.compute(size=3)
    with pytest.raises(ValueError, match="level = 9 is out of range: give a number from 1 to 4 mV"):
        explorer.compute(level=9)
    with pytest.raises(ValueError, match="shape = 'knot' is not an option: choose one of line, bow"):
        explorer.compute(shape="knot")
    with pytest.raises(ValueError, match="up = 'yes' is not a switch position"):
        explorer.compute(up="yes")


def test_compute_works_between_steps() -> None:
    assert SAMPLES["sample-seeds"].compute(level=2.5)["y"].std() > 0
    np.testing.assert_allclose(sample("sample-ramp").compute(level=2.5)["y"][-1], 25.0)


def test_a_model_that_forgets_something_says_so() -> None:
    forgetful = sample("sample-bad", parts=(part(compute=lambda level: {"t": [0], "y": [1]}),))
    with pytest.raises(DeclarationError, match="computes no 'top'"):
        forgetful.compute()
    patching = sample("sample-bad", parts=(part(compute=lambda level: {**ramp(level), "layout": {"a": 1}}),))
    with pytest.raises(DeclarationError, match="layout=True"):
        patching.compute()


def test_a_sentence_may_be_chosen_by_a_control() -> None:
    texts = {step: f"Level {step:.0f}: {{top}}." for step in LEVEL.steps}
    explorer = sample("sample-chosen", describe=texts, describe_by="level")
    assert explorer.sentence(explorer.node(level=3)) == "Level 3: 30.0 mV."
