"""What the explorer of the transmitters says of itself is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice
from ketabrain.models import transmitter_changes as model

BALANCE = explorers.get("transmitter-balance")
ROWS = 13


def node(**state: Any) -> dict[str, Any]:
    return Lattice.load_or_build(BALANCE).node(**state)


def done(task: int, **state: Any) -> bool:
    found = node(**state)
    return BALANCE.tasks[task].done({**found, **{name: found[f"@{name}"] for name in BALANCE.control}})


def test_the_prediction_is_what_the_list_shows() -> None:
    found = node(**BALANCE.predict.state)
    assert (found["shown"], found["more"], found["same"]) == (3, 2, 1)


def test_the_tasks() -> None:
    assert done(0, transmitter="acetylcholine", species="people")
    assert done(0, transmitter="opioids", species="people")
    assert done(1, transmitter="dopamine", species="rodents")
    assert done(2, species="rodents", beside="even")
    assert not done(2, species="rodents", beside="first")
    assert not any(done(task) for task in range(3)), "no task is done before anything was moved"


@pytest.mark.parametrize("transmitter", ["glutamate", "gaba", "dopamine", "serotonin", "noradrenaline"])
def test_the_others_were_measured_in_people(transmitter: str) -> None:
    assert not done(0, transmitter=transmitter, species="people")


@pytest.mark.parametrize("transmitter", list(model.TRANSMITTERS))
def test_each_row_is_drawn_once_in_its_order(transmitter: str) -> None:
    found, rows = node(transmitter=transmitter), model.chosen(transmitter)
    symbols = ("dialysis", "mrs", "pet", "sample", "firing", "pooled", "unread")
    drawn = sorted(
        (-y, x)
        for name in symbols
        for x, y in zip(found[f"{name}_x"], found[f"{name}_y"], strict=True)
        if np.isfinite(x)
    )
    assert [x for _, x in drawn] == [change.way for change in rows]
    assert [-y for y, _ in drawn] == list(range(ROWS, ROWS - len(rows), -1))
    assert sum(words is not None for words in found["words"]) == len(rows)
    assert sum(found[name] for name in ("less", "same", "more", "unread")) == found["shown"] == len(rows)


def test_rows_are_labelled_and_told_in_full() -> None:
    found = BALANCE.node(transmitter="noradrenaline")
    texts = [found["layout"][f"annotations.{i}"]["text"] for i in range(ROWS)]
    rows = model.chosen("noradrenaline")
    assert texts == [f"{row.label}  {i}" for i, row in enumerate(rows, 1)] + [""] * (ROWS - len(rows))
    for words, row in zip(found["words"], rows, strict=True):
        for part in (row.animal, model.METHODS[row.method], row.dose, row.interval, row.printed, row.control):
            assert part in words


def test_each_source_is_named_at_its_row_and_cited_in_the_chapter() -> None:
    page = (Path(__file__).parents[2] / "book" / "brain" / "transmitters.md").read_text(encoding="utf-8")
    for change in model.CHANGES:
        assert change.source in page, change.label
    assert "source: Hambrecht-Wiedbusch 2017" in BALANCE.node(transmitter="acetylcholine")["words"][1]
    assert "source: authors not seen" in BALANCE.node(transmitter="dopamine")["words"][8]


def test_an_empty_list_says_so() -> None:
    found = BALANCE.node(transmitter="opioids", species="people")
    assert found["layout"]["annotations.0"]["text"] == "none was found"
    assert np.isnan(found["dialysis_x"]).all()


def test_sizes_stand_where_their_ratio_is() -> None:
    found = node(transmitter="noradrenaline", species="people")
    assert 2 ** found["level_x"][:2] == pytest.approx([2.28, 2.346], abs=0.001)
    assert found["times"][:2] == pytest.approx([2.28, 2.346], abs=0.001)
    tracer = node(transmitter="dopamine", species="people", method="pet")
    assert (2 ** tracer["binding_x"][:2] < 1).all() and np.isnan(tracer["level_x"]).all()


def test_the_model_stands_only_beside_glutamate_in_rats() -> None:
    assert node(beside="first")["met"] == 5 and node(beside="even")["met"] == 1
    for state in ({"transmitter": "dopamine"}, {"species": "people"}, {"method": "mrs"}):
        found = node(**{**state, "beside": "first"})
        assert np.isnan(found["met"]) and np.isnan(found["model_way_x"]).all()
    assert np.isnan(node()["met"])


def test_the_overview_counts_everything_under_the_same_filters() -> None:
    notes = BALANCE.node(species="people")["layout"]
    counts = [int(notes[f"annotations.{i}"]["text"] or 0) for i in range(ROWS, ROWS + 28)]
    assert sum(counts) == len(model.chosen(species="people"))


def test_all_rows_fit() -> None:
    assert max(len(model.chosen(name)) for name in model.TRANSMITTERS) == ROWS
