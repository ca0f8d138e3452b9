"""What can be wrong with a declaration, each found before anything is computed, as one clear sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ketabrain.explorer.controls import Steps
from ketabrain.explorer.words import names_in

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer

OBJECTIVES = Path(__file__).parents[1] / "content" / "objectives.yml"
PACKS = ("u8", "u16", "svd", "exact", "words")
SIGNS = ("==", "!=", "<", "<=", ">", ">=")
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@cache
def objectives() -> frozenset[str]:
    """Return the course's objectives as ``chapter.name``."""
    chapters = yaml.safe_load(OBJECTIVES.read_text(encoding="utf-8"))
    return frozenset(f"{chapter}.{name}" for chapter, each in chapters.items() for name in each)


def problems(explorer: Explorer) -> Iterator[str]:
    """Yield what makes the declaration unusable."""
    yield from frame_problems(explorer)
    yield from name_problems(explorer)
    yield from part_problems(explorer)
    yield from word_problems(explorer)
    yield from figure_problems(explorer)
    for label, state in [*((f"preset '{p.label}'", p.state) for p in explorer.presets),
                         ("the prediction", explorer.predict.state)]:  # fmt: skip
        yield from state_problems(explorer, label, state)
    yield from task_problems(explorer)


def frame_problems(explorer: Explorer) -> Iterator[str]:
    """Yield what is wrong with slug, controls, objectives, card and models."""
    if not SLUG.fullmatch(explorer.slug):
        yield "a slug is small letters, digits and single hyphens, such as 'habenula-bursting'."
    if not explorer.controls:
        yield "give at least one control: without one it is a picture."
    if not explorer.objectives:
        yield "name at least one objective that it serves."
    for name in explorer.objectives:
        if name not in objectives():
            yield f"it serves the objective '{name}', which content/objectives.yml does not have: add it or correct it."
    if find_spec(f"ketabrain.models.{explorer.card}") is None:
        yield f"its card is '{explorer.card}', but there is no model of that name in ketabrain.models."
    if not explorer.models:
        yield "name the modules that its numbers come from (models), so that its lattice is remade when they change."


def name_problems(explorer: Explorer) -> Iterator[str]:
    """Yield names that are used twice."""
    for kind, names in (
        ("controls", [control.name for control in explorer.controls]),
        ("series", [series.name for part in explorer.parts for series in part.series]),
        ("read-outs", [readout.name for part in explorer.parts for readout in part.readouts]),
        ("presets", [preset.label for preset in explorer.presets]),
    ):
        for name in twice(names):
            yield f"two {kind} are called '{name}': rename one."
    for name in twice([control.dose for control in explorer.controls if control.dose]):
        yield f"two controls are the {name} of a dose: only one can be set from the reader's."
    missing = {"route", "mg_per_kg", "weight_kg", "minutes"} - {*explorer.of_a_dose, *(explorer.remembers or ())}
    if explorer.remembers is not None and missing:
        yield f"it remembers a dose without {', '.join(sorted(missing))}: give a control for each, or name it in remembers."
    for name in sorted({*explorer.control} & {*explorer.readouts, *explorer.series}):
        yield f"'{name}' is both a control and something computed: rename one."
    for name in sorted({*explorer.series} & {*explorer.readouts}):
        yield f"'{name}' is both a series and a read-out: rename one."


def twice(names: Iterable[str]) -> list[str]:
    """Return the names that come more than once."""
    listed = list(names)
    return sorted({name for name in listed if listed.count(name) > 1})


def part_problems(explorer: Explorer) -> Iterator[str]:
    """Yield what is wrong with the parts."""
    for part in explorer.parts:
        if not part.series and not part.readouts and not part.layout:
            yield "a part gives neither series nor read-outs nor a layout."
        for name in part.over or ():
            if name not in explorer.control:
                yield f"a part depends on '{name}', which is no control."
        for readout in part.readouts:
            if readout.shown_as not in ("number", "percent"):
                yield f"read-out '{readout.name}': shown_as is 'number' or 'percent'."
        for series in part.series:
            if series.pack not in PACKS:
                yield f"series '{series.name}' is packed as '{series.pack}': use {', '.join(PACKS)}."
            if series.shown_as not in ("number", "percent"):
                yield f"series '{series.name}': shown_as is 'number' or 'percent'."
            if not 10 <= series.levels <= 254:
                yield f"series '{series.name}' has {series.levels} levels: give 10 to 254."
        if part.scaled_by:
            yield from scaling_problems(explorer, part)


def scaling_problems(explorer: Explorer, part: Any) -> Iterator[str]:
    """Yield what is wrong with an exact scaling."""
    control = explorer.control.get(part.scaled_by)
    if not isinstance(control, Steps):
        yield f"a part is scaled by '{part.scaled_by}', which is no control with steps."
    elif control.steps[0] < 0 or control.steps[-1] <= 0:
        yield f"a part is scaled by '{part.scaled_by}', which goes below zero: an exact scaling starts at 0 or above."
    for item in (*part.series, *part.readouts):
        if getattr(item, "words", False) or getattr(item, "pack", "") == "words":
            yield f"'{item.name}' is text, which cannot be scaled: put it into a part of its own."


def word_problems(explorer: Explorer) -> Iterator[str]:
    """Yield what is wrong with the sentences."""
    known = {*explorer.control, *explorer.readouts}
    by_word = not isinstance(explorer.describe, str)
    texts = explorer.describe.values() if isinstance(explorer.describe, Mapping) else [explorer.describe]
    for name in sorted(set().union(*(names_in(text) for text in texts)) - known):
        yield f"the description asks for '{name}', which is neither control nor read-out."
    if by_word and explorer.describe_by not in known:
        yield "say by which read-out the description is chosen (describe_by)."
    control = explorer.control.get(explorer.describe_by)
    for step in control.steps if by_word and control else ():
        if step not in explorer.describe:
            yield f"the description has no sentence for {explorer.describe_by} = {step!r}."
    if not explorer.caption.strip():
        yield "write a caption that says what to try."


def figure_problems(explorer: Explorer) -> Iterator[str]:
    """Yield what is wrong with the figure's bindings."""
    known = {*explorer.series, *explorer.readouts, *(f"@{name}" for name in explorer.control)}
    drawing = explorer.drawing
    for trace in drawing.traces:
        for name in trace.bindings.values():
            if name not in known:
                yield f"trace '{trace.name}' is bound to '{name}', which nothing computes."
        if trace.slice is None and not {"x", "y"} <= {*trace.bindings}:
            yield f"trace '{trace.name}' needs an x and a y."
        if trace.slice is not None:
            yield from slice_problems(explorer, trace.name, trace.slice)
    if drawing.scrubber is not None:
        series = explorer.series.get(drawing.scrubber.series)
        if series is None:
            yield f"the scrubber runs along '{drawing.scrubber.series}', which is no series."
        for name in drawing.scrubber.named:
            if name not in explorer.series:
                yield f"the scrubber reads '{name}', which is no series."
        if drawing.scrubber.frames != any(series.frames for series in explorer.series.values()):
            yield "series with frames need a scrubber with frames=True, and the other way round."
    elif any(series.frames for series in explorer.series.values()):
        yield "series with frames need a scrubber with frames=True."


def slice_problems(explorer: Explorer, trace: str, wanted: Any) -> Iterator[str]:
    """Yield what is wrong with a map's trace."""
    for name in (wanted.x, wanted.y):
        if name not in explorer.control:
            yield f"the map '{trace}' runs over '{name}', which is no control."
    readout = explorer.readouts.get(wanted.readout)
    if readout is None or not readout.words:
        yield f"the map '{trace}' shows '{wanted.readout}', which is no read-out in words."


def state_problems(explorer: Explorer, label: str, state: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a named state: it must lie on the lattice."""
    for name, value in state.items():
        control = explorer.control.get(name)
        if control is None:
            yield f"{label} sets '{name}', which is no control."
        elif value not in control.steps:
            yield f"{label} sets {name} = {value!r}, which is not one of its steps."


def task_problems(explorer: Explorer) -> Iterator[str]:
    """Yield what is wrong with the tasks."""
    if not 2 <= len(explorer.tasks) <= 3:
        yield "give two or three tasks to try."
    for task in explorer.tasks:
        start = f"the task '{task.text[:40]}…'"
        if not task.when:
            yield f"{start} has no condition, so it could never be done."
        for name, sign, target in task.when:
            if name not in {*explorer.control, *explorer.readouts}:
                yield f"{start} tests '{name}', which is neither control nor read-out."
            elif sign not in SIGNS:
                yield f"{start} tests with '{sign}': use one of {' '.join(SIGNS)}."
            else:
                yield from target_problems(explorer, start, name, sign, target)


def target_problems(explorer: Explorer, start: str, name: str, sign: str, target: Any) -> Iterator[str]:
    """Yield a value that a task could never meet."""
    control = explorer.control.get(name)
    is_word = control.kind == "choice" if control else explorer.readouts[name].words
    if is_word != isinstance(target, str) or (is_word and sign not in ("==", "!=")):
        yield f"{start} compares {name} {sign} {target!r}: compare words with == or !=, numbers with numbers."
    elif control is not None and sign in ("==", "!=") and target not in control.steps:
        yield f"{start} asks for {name} = {target!r}, which is not one of its steps."
