"""Hold the goals of ``set`` questions against their explorers: reached where it must be, missed where it must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer, meets
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.problems import target_problems
from ketabrain.quiz.answers import Condition, Goal
from ketabrain.quiz.question import Question

Conditions = tuple[Condition, ...]


def faults(question: Question) -> Iterable[str]:
    """Yield what is wrong with a goal whose explorer and states are known to be there."""
    assert question.goal and question.explorer
    explorer = explorers.get(question.explorer)
    found = list(condition_faults(explorer, question.goal))
    yield from found
    if not found:
        lattice = Lattice.load_or_build(explorer)
        yield from reach_faults(question, question.goal, lattice)
        yield from miss_faults(question.goal, lattice)


def condition_faults(explorer: Explorer, goal: Goal) -> Iterator[str]:
    """Yield conditions that test what is not there, or compare it with what it could never be."""
    labelled = [("the goal", goal.when), *((f"miss {at}", miss.when) for at, miss in enumerate(goal.misses, 1))]
    for label, conditions in labelled:
        for name, sign, value in conditions:
            if name not in {**explorer.control, **explorer.readouts}:
                known = ", ".join([*explorer.control, *explorer.readouts])
                yield f"{label} tests '{name}', which {explorer.slug} does not have; use one of {known}."
            else:
                yield from target_problems(explorer, label, name, sign, value)
                yield from rounding_faults(explorer, label, name, value)


def rounding_faults(explorer: Explorer, label: str, name: str, value: Any) -> Iterator[str]:
    """Yield a number that is finer than what the page shows."""
    readout = explorer.readouts.get(name)
    if readout and not readout.words and isinstance(value, (int, float)) and readout.rounded(value) != value:
        yield f"{label} compares {name} with {value:g}, but the page rounds it; write {readout.rounded(value):g}."


def values_at(lattice: Lattice, state: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, Any]:
    """Return controls and read-outs at a state, as the page shows them."""
    control = lattice.explorer.control
    return {name: state[name] if name in control else lattice.readout(name, state) for name in wanted}


def reach_faults(question: Question, goal: Goal, lattice: Lattice) -> Iterator[str]:
    """Yield a start that is there already, and an answer that is not."""
    explorer = lattice.explorer

    def reaches(state: Mapping[str, Any]) -> bool:
        return meets(values_at(lattice, explorer.snap(explorer.state(state)), goal.names), goal.when)

    if reaches(question.state or {}):
        yield "field 'state' reaches the goal already; start elsewhere, or ask for more."
    if reaches({}):
        yield f"{explorer.slug} reaches the goal as it opens; ask for more, such as a control that must not move."
    if not reaches(question.show or {}):
        yield "field 'show' does not reach the goal; give a state that does."


def miss_faults(goal: Goal, lattice: Lattice) -> Iterator[str]:
    """Yield misses that are never said: no state shows them that is not the goal or an earlier miss."""
    earlier: list[Conditions] = [goal.when]
    for at, miss in enumerate(goal.misses, 1):
        if miss.when and not any(shows(values, miss.when, earlier) for values in every(lattice, [*earlier, miss.when])):
            yield f"miss {at} is never said: no state shows it, or the goal or an earlier miss takes it; change its 'when'."
        earlier.append(miss.when)


def shows(values: Mapping[str, Any], conditions: Conditions, earlier: Sequence[Conditions]) -> bool:
    """Say whether conditions hold and none of the earlier ones do."""
    return meets(values, conditions) and not any(meets(values, one) for one in earlier)


def every(lattice: Lattice, conditions: Sequence[Conditions]) -> Iterator[dict[str, Any]]:
    """Yield what conditions ask for, at every combination of the controls that it depends on."""
    explorer = lattice.explorer
    wanted = {name for one in conditions for name, _, _ in one}
    moving = {name for name in wanted if name in explorer.control}
    for part in explorer.parts:
        if wanted & {readout.name for readout in part.readouts}:
            moving |= set(explorer.over(part))
    for chosen in product(*(explorer.control[name].steps for name in sorted(moving))):
        state = {**explorer.defaults, **dict(zip(sorted(moving), chosen, strict=True))}
        yield values_at(lattice, state, wanted)
