"""The numbers that the prefrontal cortex's lab prints are the models' own."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import numpy as np
import pytest
from tests.labs.conftest import REPO, numbers

from ketabrain import explorers
from ketabrain.models import pfc_disinhibition, spines, working_memory


@pytest.fixture(scope="module")
def lab() -> Any:
    return nbformat.read(REPO / "notebooks" / "prefrontal_cortex.ipynb", as_version=4)


def alt(lab: Any, name: str) -> list[float]:
    """Return the numbers that a picture's description names."""
    return numbers(next(cell.metadata.mystnb.image.alt for cell in lab.cells if cell.id == name))


def ten_lines(lab: Any, *swaps: tuple[str, str]) -> Any:
    """Run the two cells of the model, with some text changed as the lab invites to; return what it remembers."""
    text = "\n".join(cell.source for cell in lab.cells if cell.id in ("setup", "model"))
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(compile(text, "lab", "exec"), names)
    return names["remember"]([0.0])[:, :, 0]


def test_what_the_explorers_are_asked_has_an_answer() -> None:
    disinhibition = explorers.get("pfc-disinhibition")
    met = {bias: disinhibition.compute(dose=20, bias=bias, lost=0)["met"] for bias in (0, 0.25, 0.5, 0.75, 1)}
    assert met[1] == met[0.75] == 5 > met[0.5] > met[0]
    memory = explorers.get("pfc-working-memory")
    for kind in ("pair", "ring"):
        found = [memory.compute(kind=kind, pyramidal=b, inhibitors=0, strength=1) for b in (0, 0.02, 0.04, 0.06)]
        falls = {name: found[-1][name] / found[0][name] for name in ("cue_Hz", "soon_Hz", "memory_Hz")}
        assert max(falls, key=lambda name: falls[name]) == "cue_Hz"
    for timing in spines.TIMINGS:
        scored = [same for finding, same in spines.agreement(spines.timed(timing)) if finding.scored]
        assert not all(scored)


def test_the_ten_lines_are_the_model(lab: Any, printed: dict[str, str]) -> None:
    wanted = []
    for block in (0, 0.06):
        run = working_memory.simulate("pair", block)
        for second in (0.4, 1.5, 5.5):
            wanted += [100 * block, second, round(float(run.at(second)[0]))]
    *found, gap = numbers(printed["plot"])
    assert found == pytest.approx(wanted)
    assert gap <= 0.1
    assert set(wanted[2::3]) <= set(alt(lab, "plot"))


def test_its_constants_are_the_courses(lab: Any) -> None:
    p = working_memory.Parameters()
    source = next(cell.source for cell in lab.cells if cell.id == "setup")
    ours = [p.gain, p.threshold_Hz, p.bend_s, p.tau_s, p.filling, p.same_nA, p.other_nA, p.base_nA, p.cue_nA]
    assert [float(n) for n in re.findall(r"\d+\.\d+", source)][: len(ours)] == ours


def test_what_changing_it_shows(lab: Any) -> None:
    memory = ten_lines(lab)[-1]
    faint, enough = (ten_lines(lab, ("0.3255, 0.035", f"0.3255, {cue}")) for cue in (0.01, 0.015))
    assert faint[-1, 0] < 3
    assert enough[-1, 0] == pytest.approx(memory[0], abs=0.1)  # a memory is as strong as any other
    alone = ten_lines(lab, ("0.2609, 0.0497", "0.2609, 0"))
    assert alone[-1, 1] > 20 > 10 > alone[3500, 1]  # 2.5 s after the cue the other one is not there yet
    quick = ten_lines(lab, ("tau, filling = 0.1,", "tau, filling = 0.02,"))
    refilled = ten_lines(lab, ("tau, filling = 0.1, 0.641", "tau, filling = 0.02, 3.205"))
    assert quick[-1, 0] < 3
    assert refilled[-1, 0] == pytest.approx(memory[0], abs=0.1)
    second = "x = own * S - other * S[::-1] + base + seen"
    held = {
        size: ten_lines(lab, (second, f"{second} + np.array([[0], [{size}]]) * (2 <= t < 2.5)"))[-1]
        for size in (0.035, 0.07)
    }
    assert held[0.035][0] > 8 > held[0.035][1]
    assert held[0.07][1] > 8 > held[0.07][0]


def test_the_worked_example(lab: Any, printed: dict[str, str]) -> None:
    doses = np.arange(0, 201.0)
    on_interneurons, on_pyramidal = pfc_disinhibition.blocked(doses)
    top = int((on_interneurons - on_pyramidal).argmax())
    p = pfc_disinhibition.Parameters()
    mean = round(float(np.sqrt(p.half_interneuron * p.half_pyramidal)), 1)
    shares = [round(100 * on_interneurons[top]), round(100 * on_pyramidal[top])]
    assert numbers(printed["worked-example"]) == [doses[top], *shares, mean]
    assert {23.0, float(shares[1])} <= set(alt(lab, "worked-example"))


def test_exercise_1(printed: dict[str, str]) -> None:
    doses = np.arange(0, 201.0)
    up, without = (pfc_disinhibition.of_undrugged(doses, bias)[0] for bias in (1, 0))
    top = int(up.argmax())
    assert numbers(printed["ex-1-solution"]) == [doses[top], round(100 * up[top]), round(100 * without[top])]


def test_exercise_2(printed: dict[str, str]) -> None:
    one, stronger, times, product = (number for number in numbers(printed["ex-2-solution"]) if number != 1)
    for percent, strength in ((one, 1.0), (stronger, 1.1)):
        before, at = (
            working_memory.summarise(working_memory.simulate("pair", share / 100, strength=strength))
            for share in (percent - 1, percent)
        )
        assert before.kept and not at.kept
    assert times == (stronger - 1) / (one - 1)
    assert product == round(1 - (one - 1) / 100, 2)


def test_exercise_3(lab: Any, printed: dict[str, str]) -> None:
    block, memory, perception, inhibitors, times = numbers(printed["ex-3-solution"])
    free, lost, wide = (
        working_memory.summarise(working_memory.simulate("ring", *shares))
        for shares in ((0, 0), (block / 100, 0), (0, inhibitors / 100))
    )
    assert (memory, perception) == (
        round(100 * lost.memory_Hz / free.memory_Hz),
        round(100 * lost.cue_Hz / free.cue_Hz),
    )
    assert times == round(wide.width_deg / free.width_deg, 1)
    told = alt(lab, "rings-plot")
    assert {round(free.memory_Hz), round(wide.memory_Hz), memory, block, inhibitors} <= set(told)


def test_exercise_4_and_the_courses(lab: Any, printed: dict[str, str]) -> None:
    at, plain_ = [0.0, 1.5, 14.0], spines.simulate([0.0, 1.5, 14.0], 21, [])
    gains = (spines.simulate(at, 21, [0]).spines - plain_.spines) / (1 - plain_.spines[0])
    wanted = [1.5, round(100 * gains[1]), 14, round(100 * gains[2]), 2]
    assert numbers(printed["ex-4-solution"]) == wanted
    cases: list[tuple[list[int], int | None]] = [([], None), ([0], None), ([0], 1), ([0], 2)]
    ends = [float(round(100 * spines.simulate([14.0], 21, doses, erase).spines[0])) for doses, erase in cases]
    found = re.findall(r": (\d+) % of the healthy number", printed["density-plot"])
    assert [float(one) for one in found] == ends
    assert ends[1] in alt(lab, "density-plot")
    days = [int(day) for day in re.findall(r"on day (\d+):", printed["density-plot"].split("95 %", 1)[1])]
    for day, doses in zip(days, ([], [0]), strict=True):
        before, then = spines.simulate([day - 1.0, float(day)], 21, doses).spines
        assert before < 0.95 <= then
        assert day > 365  # "far more than a year"
