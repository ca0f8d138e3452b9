"""The numbers that the cascade's lab prints are the model's own."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import numpy as np
import pytest
from tests.labs.conftest import REPO

from ketabrain import explorers
from ketabrain.models import cascade
from ketabrain.models.cascade import EXPERIMENTS, STEPS, Parameters, routed


def numbers(text: str) -> list[float]:
    """Return the numbers in a text; one may end its sentence."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.fixture(scope="module")
def lab() -> Any:
    return nbformat.read(REPO / "notebooks" / "cascade.ipynb", as_version=4)


def alt(lab: Any, name: str) -> list[float]:
    """Return the numbers that a picture's description names."""
    return numbers(next(cell.metadata.mystnb.image.alt for cell in lab.cells if cell.id == name))


def ten_lines(lab: Any, *swaps: tuple[str, str]) -> np.ndarray:
    """Run the two cells of the model, with some text changed as the lab invites to; return the six courses."""
    text = "\n".join(cell.source for cell in lab.cells if cell.id in ("setup", "model"))
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(compile(text, "lab", "exec"), names)
    return np.asarray(names["course"])


CUT = "link[3] = 0"


def back(hour: float) -> float:
    return float(cascade.simulate([72], erase_h=hour).spines[0] / cascade.simulate([72]).spines[0])


def test_the_ten_lines_are_the_model(lab: Any, printed: dict[str, str]) -> None:
    bdnf, spines, gap = numbers(printed["plot"])
    assert (bdnf, spines) == (1, 0)
    assert gap <= 0.03


def test_its_constants_are_the_courses(lab: Any) -> None:
    p = Parameters()
    source = next(cell.source for cell in lab.cells if cell.id == "setup")
    assert (
        f"tau = np.array([{p.ampa_h:g}, {p.translation_h:g}, {p.bdnf_h:g}, {p.mtor_h:g}, {p.proteins_h:g}])" in source
    )
    assert f"rest_share = {p.rest_share:g} " in source and f"acts_h = {p.acts_h:g} " in source
    loop = next(cell.source for cell in lab.cells if cell.id == "model")
    assert f"proteins / {p.rise_h:g} - spines / {p.loss_h:g}" in loop


def test_what_changing_it_shows(lab: Any) -> None:
    whole = ten_lines(lab, (CUT, ""))
    assert 28 < 0.01 * whole[:, 5].argmax() < 32
    nbqx = ten_lines(lab, (CUT, "link[0] = 0"))
    assert nbqx[:, 5].max() / whole[:, 5].max() == pytest.approx(0.5, abs=0.02)
    surge = ten_lines(lab, (CUT, "link[0] = 0"), ("rest_share = 0.5", "rest_share = 0"))
    assert not surge[:, 5].any()
    longer = ten_lines(lab, (CUT, ""), ("acts_h = 1.5", "acts_h = 3"))
    assert longer[:, 2].max() < 1.5 * whole[:, 2].max()
    both = "both = (1 - rest_share) * ampa + rest_share * kinase_off"
    for cut in (0, 1):  # both routes needed at once: NBQX, and the knock-out
        assert not ten_lines(lab, (CUT, f"link[{cut}] = 0"), (both, "both = ampa * kinase_off"))[:, 5].any()
    alone = ten_lines(lab, (CUT, ""), (both, "both = ampa * kinase_off"), ("[ketamine, ketamine,", "[0, ketamine,"))
    assert not alone[:, 5].any()


def test_the_worked_example(lab: Any, printed: dict[str, str]) -> None:
    hours = np.linspace(0, 72, 7201)
    course, wanted, ends = cascade.simulate(hours), [], []
    for step in STEPS:
        level = getattr(course, step)
        above = hours[level >= level.max() / 2]
        wanted += [hours[level.argmax()], above[0], above[-1]]
        ends.append(above[-1])
    text = re.sub(r"^\w+:", "", printed["worked-example"], flags=re.M)
    assert numbers(text) == [round(float(one), 1) for one in wanted]
    assert ends[2:] == sorted(ends[2:])  # from BDNF on, each ends later
    assert alt(lab, "worked-example") == [9, 72, 1.5, 30]


def test_exercise_1(lab: Any, printed: dict[str, str]) -> None:
    wanted = [value for hour in (1, 12, 48) for value in (hour, round(back(hour), 2), 72)]
    assert numbers(printed["ex-1-start"])[:9] == wanted
    first = next(hour for hour in range(72) if back(hour) < 0.1)
    said = numbers(printed["ex-1-solution"])
    assert said == [first, round(100 * back(first), 1), 72, round(100 * back(first - 1), 1), 6, round(100 * back(6))]
    assert {round(back(6), 2), round(back(12), 1)} <= set(alt(lab, "erase-plot"))


def test_exercise_2(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-2-solution"]) == [0.75, 0.75, 1]
    assert "knock-out: 0.50" in printed["ex-2-start"]


def test_exercise_3(printed: dict[str, str]) -> None:
    said = [e for e in EXPERIMENTS if not np.isnan(e.through_habenula())]
    apart = [e for e in said if e.agrees(e.chain()) != e.agrees(e.through_habenula())]
    chain = sum(e.agrees(e.chain()) for e in apart)
    assert numbers(printed["ex-3-solution"]) == [len(said), len(apart), chain, len(apart) - chain, len(apart)]
    assert (len(apart), len(said)) == (8, 10)  # as the lab's last words say
    for e in EXPERIMENTS[:3]:
        assert f"{e.label}, {e.animal}" in printed["ex-3-start"]
        assert f"chain {e.chain():.2f}, branch {e.through_habenula():.2f}" in printed["ex-3-start"]


def test_exercise_4(lab: Any, printed: dict[str, str]) -> None:
    falls = [round(2.8 / np.sqrt(n), 2) for n in (20, 80)]
    assert numbers(printed["people-plot"]) == [20, falls[0], 80, falls[1]]
    assert numbers(printed["ex-4-solution"])[:2] == [20, falls[0]]
    assert {*falls, 1.25} <= set(alt(lab, "people-plot"))
    assert 2.8 / np.sqrt(5) == pytest.approx(1.25, abs=0.005)


def test_what_the_explorer_is_asked_has_an_answer() -> None:
    """Each way of driving BDNF has a ring in the first three rows."""
    explorer = explorers.get("plasticity-cascade")
    for route in ("surge", "both", "rest"):
        missed = [e.agrees(e.chain(routed(route))) for e in EXPERIMENTS[:3]]
        assert not all(missed)
        assert set(explorer.node(route=route)["chain_miss_y"]) & {0, 1, 2}
