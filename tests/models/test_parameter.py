"""Parameters say where they come from, and refuse what is out of range."""

from dataclasses import dataclass, fields
from importlib import import_module

import pytest

from ketabrain.models.parameter import ORIGINS, check, check_range, parameter, table

MODELS = ("lhb_neuron", "reward_brake", "nmdar_trapping", "synapse")


@dataclass(frozen=True)
class Toy:
    length: float = parameter(2, "mm", "published", "how long", low=1, high=3, source="Someone2000")
    share: float = parameter(0.5, "", "chosen here", "how much", low=0, high=1)

    def __post_init__(self):
        check(self)


def test_table_has_one_row_a_field_in_order():
    assert table(Toy) == [
        {
            "name": "length",
            "value": 2.0,
            "unit": "mm",
            "origin": "published",
            "source": "Someone2000",
            "note": "how long",
            "low": 1,
            "high": 3,
        },
        {
            "name": "share",
            "value": 0.5,
            "unit": "",
            "origin": "chosen here",
            "source": None,
            "note": "how much",
            "low": 0,
            "high": 1,
        },
    ]


def test_the_sentence_names_value_and_range():
    with pytest.raises(ValueError, match=r"^length = 9 is out of range: give a number from 1 to 3 mm\.$"):
        Toy(length=9)
    with pytest.raises(ValueError, match=r"^share = -0.1 is out of range: give a number from 0 to 1\.$"):
        Toy(share=-0.1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_are_refused(value):
    with pytest.raises(ValueError, match="out of range"):
        check_range("x", value, 0, 1)


@pytest.mark.parametrize("value", [0, 1])
def test_the_ends_of_a_range_are_inside(value):
    check_range("x", value, 0, 1)


def test_bad_declarations_fail_at_once():
    with pytest.raises(ValueError, match="Origin 'guessed' is not known"):
        parameter(1, "", "guessed", "x", low=0, high=2)
    for origin in ("published", "measured elsewhere"):
        with pytest.raises(ValueError, match="needs a source"):
            parameter(1, "", origin, "x", low=0, high=2)
    with pytest.raises(ValueError, match="out of range"):
        parameter(3, "", "chosen here", "x", low=0, high=2)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_declares_every_parameter(model):
    kind = import_module(f"ketabrain.models.{model}").Parameters
    rows = table(kind)
    assert [row["name"] for row in rows] == [item.name for item in fields(kind)]
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["origin"] in ORIGINS
        assert (row["source"] is None) == (row["origin"] == "chosen here")
        assert row["note"] and not row["note"].endswith(".")
        assert row["low"] <= row["value"] <= row["high"]
        with pytest.raises(ValueError, match=f"^{row['name']} = "):
            kind(**{row["name"]: row["high"] + 1})
        with pytest.raises(ValueError, match=f"^{row['name']} = "):
            kind(**{row["name"]: row["low"] - 1})
