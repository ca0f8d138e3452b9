"""The numbers that the lab on transmitters prints are the models' own."""

from __future__ import annotations

from tests.labs.conftest import numbers

from ketabrain.models import pfc_disinhibition
from ketabrain.models import transmitter_changes as model
from ketabrain.models.transmitter_changes import LOW_GABA


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    *rows, last = printed["plot"].strip().splitlines()
    shares = pfc_disinhibition.of_undrugged(list(pfc_disinhibition.MEASURED))[0]
    for line, share, (dose, way) in zip(rows, shares, pfc_disinhibition.MEASURED.items(), strict=True):
        assert line == f"{dose} mg/kg: {100 * share:.0f} %, {way}; rats {way}"
    assert numbers(last) == [0.0]


def test_the_worked_example_counts_the_list(printed: dict[str, str]) -> None:
    for line, name in zip(printed["worked-example"].strip().splitlines(), model.TRANSMITTERS, strict=True):
        rows, people, held = numbers(line)
        assert rows == len(model.chosen(name)) and people == len(model.chosen(name, "people"))
        assert held <= rows


def test_exercise_1(printed: dict[str, str]) -> None:
    rise, times, fall, back = numbers(printed["ex-1-solution"])
    assert (rise, times) == (128, 2.28)
    assert (fall, back) == (58, round(100 * (1 / model.of_percent(-58) - 1)))


def test_exercise_2(printed: dict[str, str]) -> None:
    found = [*(model.from_p(*LOW_GABA[name]) for name in LOW_GABA), model.gap(*LOW_GABA.values())]
    for line, one in zip(printed["gaba-plot"].strip().splitlines(), found, strict=True):
        assert numbers(line) == [round(x, 2) for x in one]
    recovered = "{:.2f} to {:.2f}".format(*found[1][1:]).replace("-", "−")
    assert f"Recovered: {recovered}." in printed["ex-2-solution"]


def test_exercise_3(printed: dict[str, str]) -> None:
    beyond, drawn, exact = numbers(printed["t-plot"])
    assert beyond == 2.4 and exact == round(model.p_of_t(2.4, 13), 3)
    assert abs(drawn - exact) < 0.003  # of 100,000 studies, over five standard errors


def test_exercise_4(printed: dict[str, str]) -> None:
    for line, species in zip(printed["counts-plot"].strip().splitlines(), ("rodents", "people"), strict=True):
        wanted = [sum(c.confirmed for c in model.chosen(name, species)) for name in model.TRANSMITTERS]
        assert numbers(line) == wanted
