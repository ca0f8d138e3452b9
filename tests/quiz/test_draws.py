"""Questions whose numbers are drawn: each variant's answer worked out again, the page's data, and what is refused."""

from __future__ import annotations

import inspect
import json
import math
from dataclasses import replace
from typing import Any

import pytest
from tests.quiz.worked import DRAWN, READ, question

from ketabrain import quiz
from ketabrain.models import pharmacokinetics as pk
from ketabrain.quiz import draws, faults, markup, model
from ketabrain.quiz.keys import KEYS
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element

ASKED, MODELLED = question(DRAWN), question(READ)
BANK = [one for one in quiz.load() if one.draws]
ANSWER = DRAWN["answer"]


def seeds(asked: Question) -> range:
    """Return the seeds whose variants a page holds."""
    return range(min(draws.VARIANTS, len(draws.combinations(asked))))


def by_hand(values: draws.Values) -> float:
    """Return what a pump gives in an hour [mg/h]."""
    return values["dose_mg_kg"] * values["weight_kg"] / (values["minutes"] / 60)


@pytest.mark.parametrize("seed", seeds(ASKED))
def test_a_variant_is_an_ordinary_question_with_its_answer(seed: int) -> None:
    values, made = draws.drawn(ASKED, seed), draws.variant(ASKED, seed)
    assert made.number and not made.draws and "{" not in str(made)
    assert made.number.value == pytest.approx(by_hand(values), rel=0.005)
    assert made.number.is_right(by_hand(values))
    assert not any(made.number.is_right(slip.value) for slip in made.number.slips)
    assert made.number.slips[0].value == pytest.approx(values["dose_mg_kg"] * values["weight_kg"], rel=0.005)
    assert f"{values['weight_kg']:g} kg over {values['minutes']:g} minutes" in made.text
    assert made.number.right == f"Yes, {draws.shown(made.number.value)} mg in {values['minutes']:g} minutes."
    assert list(faults.of(made, quiz.bank.objectives())) == []


@pytest.mark.parametrize("seed", seeds(MODELLED))
def test_the_model_gives_each_variant_s_answer(seed: int) -> None:
    values, made = draws.drawn(MODELLED, seed), draws.variant(MODELLED, seed)
    dose = pk.lasting("iv_infusion", values["dose_mg_kg"] * values["weight_kg"], 40)
    peak_ng_ml = pk.simulate(dose, values["weight_kg"], [0, 20, 40, 60]).ketamine_ng_ml.max()
    assert made.number and made.number.reading
    assert made.number.value == pytest.approx(peak_ng_ml / 1000, rel=0.01)
    assert made.number.reading.state["weight"] == values["weight_kg"]
    assert model.compute(made.number.reading) == pytest.approx(made.number.value, rel=0.005)


@pytest.mark.parametrize("asked", BANK, ids=lambda asked: asked.id)
def test_the_bank_s_variants_are_what_their_keys_and_models_give(asked: Question) -> None:
    assert list(model.explorer_faults(asked)) == []
    for seed in seeds(asked):
        made = draws.variant(asked, seed)
        assert made.number and asked.number and "{" not in made.text
        reading = made.number.reading
        worked = model.compute(reading) if reading else draws.call(str(asked.number.key), draws.drawn(asked, seed))
        assert made.number.is_right(worked)


def test_the_same_seed_gives_the_same_numbers_and_twelve_seeds_differ() -> None:
    assert [draws.variant(ASKED, seed) for seed in range(3)] == [draws.variant(ASKED, seed) for seed in range(3)]
    every = draws.combinations(ASKED)
    assert len(every) == 24 and all(every.count(values) == 1 for values in every)
    assert draws.drawn(ASKED, 24) == draws.drawn(ASKED, 0) != draws.drawn(ASKED, 1)
    assert draws.drawn(replace(ASKED, id="habenula-93"), 0) != draws.drawn(ASKED, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [(384.0, "384"), (0.5, "0.5"), (16_200.0, "16,200"), (2610.0, "2610"), (0.000673, "0.000673"), (-2.5, "−2.5"), (1e5, "100,000")],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(value: float, text: str) -> None:
    assert draws.shown(value) == text


def elements(tree: Any) -> list[Element]:
    """Return every element of a tree."""
    below = [one for child in getattr(tree, "children", ()) for one in elements(child)]
    return [tree, *below] if isinstance(tree, Element) else []


def words(tree: Any) -> str:
    """Return a tree's text."""
    return "".join(map(words, tree.children)) if isinstance(tree, Element) else tree if isinstance(tree, str) else ""


def test_the_page_holds_texts_once_and_the_numbers_of_twelve_variants() -> None:
    tree, first = markup.element(ASKED, 1, 1), draws.variant(ASKED, 0)
    held = json.loads(str(tree.attributes["data-draws"]))
    assert len(held["variants"]) == draws.VARIANTS and held["units"] == ["kg", "mg/kg", "minutes"]
    for seed, (said, (answer, *slips)) in enumerate(held["variants"]):
        made = draws.variant(ASKED, seed)
        assert made.number and [answer, *slips] == [made.number.value, *(slip.value for slip in made.number.slips)]
        for name, text in zip(held["names"][:3], said, strict=False):
            assert draws.drawn(ASKED, seed)[name] == float(text)
        assert answer * held["tolerance"] == pytest.approx(made.number.tolerance)
    assert tree.attributes["data-mark"] == f"{markup.mark(ASKED)}-0"
    assert len(str(tree.attributes["data-draws"])) < 1200
    legend = next(one for one in elements(tree) if one.tag == "legend")
    assert words(legend) == " ".join(first.text.replace("*", "").split())
    assert first.number and first.number.slips[0].feedback in words(tree) and "{" not in words(tree)


def test_marks_of_questions_without_draws_are_as_before() -> None:
    assert markup.mark(quiz.bank.get("habenula-02")) == "8a27e923"


def told(**changes: Any) -> list[str]:
    """Return what is wrong with the question once some fields, or fields of its answer, are changed."""
    own = {name: changes.pop(name) for name in ("text", "draws") if name in changes}
    return list(draws.faults(question(DRAWN, answer={**ANSWER, **changes}, **own)))


SLIP = {"feedback": "No."}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"key": "mg_per_year"}, "there is no key 'mg_per_year'; use one of dose_mg, mg_per_kg"),
        ({"key": "volume_ml"}, "the key 'volume_ml' needs 'strength_mg_ml', which is no draw; name the draws dose_mg_kg, weight_kg"),
        ({"slips": [{"key": "uM", **SLIP}]}, "the key 'uM' needs 'level_ng_ml'"),
        ({"slips": [SLIP]}, "a slip needs either a 'value'"),
        ({"slips": [{"value": 2, "key": "dose_mg", **SLIP}]}, "a slip needs either a 'value'"),
        ({"text": "Give {dose_mg_kg} mg/kg over {minutes} minutes."}, "the text does not show the draw 'weight_kg'"),
        ({"text": DRAWN["text"] + " {age}"}, "the text asks for '{age}', which is no draw; use one of weight_kg"),
        ({"text": DRAWN["text"] + " {answer}"}, "the text asks for '{answer}'"),
        ({"slips": [{"value": 2, "feedback": "Not {dose}."}]}, "the text asks for '{dose}'"),
        ({"tolerance": 2.0}, "the tolerance is 2; where numbers are drawn it is a share"),
        ({"slips": [{"value": 1.05, **SLIP}]}, "slip 1 is 84, within the tolerance of the answer 80; draw other numbers"),
        ({"draws": {**DRAWN["draws"], "minutes": {"values": [40, 60], "unit": "minutes"}}}, "minutes = 60 slip 1 is"),
        ({"draws": {**DRAWN["draws"], "minutes": {"values": [40, 0], "unit": "minutes"}}}, "cannot be worked out"),
        ({"draws": {**DRAWN["draws"], "weight_kg": {"values": [40, 0], "unit": "kg"}}}, "the answer is 0; draw numbers"),
        ({"draws": {**DRAWN["draws"], "answer": {"values": [40, 50], "unit": "kg"}}}, "a draw is called 'answer'"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_mend(changes: dict[str, Any], fault: str) -> None:
    found = told(**changes)
    assert any(fault in one for one in found), found


def test_a_reading_is_held_against_the_explorer_with_every_number() -> None:
    assert list(model.explorer_faults(MODELLED)) == []
    off = {**READ["draws"], "weight_kg": {"values": [50, 55], "unit": "kg"}}
    assert any(
        "weight = 55, which is not one of its steps" in one for one in model.explorer_faults(question(READ, draws=off))
    )
    slips = [{"value": 1.01, "feedback": "No."}]
    near = question(READ, answer={**READ["answer"], "slips": slips})
    assert any("within the tolerance" in one for one in model.explorer_faults(near))


# name: numbers that go in, and what a calculator gives
WORKED = {
    "dose_mg": ((0.5, 70), 35),
    "mg_per_kg": ((35, 70), 0.5),
    "mg_per_h": ((0.5, 70, 40), 52.5),
    "mg_per_h_at_rate": ((0.25, 80), 20),
    "ug_per_kg_min": ((0.5, 40), 12.5),
    "volume_ml": ((0.5, 80, 10), 4),
    "ml_per_h": ((0.5, 80, 40, 10), 6),
    "arriving_mg": ((50, 8), 4),
    "for_the_same_mg": ((100, 16, 8), 200),
    "base_mg": ((100,), 86.70),
    "salt_mg": ((100,), 115.34),
    "uM": ((185,), 0.7783),
    "ng_per_ml": ((2,), 475.4),
    "free_uM": ((475.4, 55), 1.1),
    "occupied_percent": ((1, 3), 25),
    "uM_for_percent": ((3, 25), 1),
    "half_lives": ((80, 10), 3),
    "hours_between": ((80, 10, 2.5), 7.5),
    "level_after": ((80, 2.5, 5), 20),
    "percent_left": ((2, 6), 12.5),
    "difference_percent": ((64, 28), 36),
    "number_needed": ((64, 28), 2.778),
    "risk_ratio": ((64, 28), 2.286),
    "odds_ratio": ((64, 28), 4.571),
    "people": ((25, 60), 15),
    "percent": ((15, 60), 25),
    "more_people": ((1.5, 20, 150), 15),
    "people_by_ratio": ((1.5, 20, 150), 45),
    "more_of_hundred": ((1.5, 20), 10),
    "second_step": ((30, 25, 400), 70),
    "both_steps": ((30, 25, 400), 190),
    "still_fit": ((60, 5000), 250),
    "one_in": ((60,), 20),
    "brier": ((80, 75), 0.19),
    "mg_per_h_upside_down": ((0.5, 70, 40), 23.33),
    "for_the_same_mg_upside_down": ((100, 16, 8), 50),
    "uM_for_percent_without_the_sum": ((3, 25), 0.75),
    "uM_that_leaves_percent": ((3, 25), 9),
    "hundred_over_treated": ((64,), 1.5625),
    "linear_level_after": ((80, 2.5, 5), 0),
    "second_of_all": ((25, 400), 100),
    "brier_unsquared": ((80, 75), 0.35),
}


@pytest.mark.parametrize("name", KEYS)
def test_every_key_is_arithmetic_that_a_calculator_repeats(name: str) -> None:
    given, found = WORKED[name]
    assert KEYS[name](*given) == pytest.approx(found, rel=0.001)
    assert len(inspect.signature(KEYS[name]).parameters) == len(given)
    assert "[" in str(KEYS[name].__doc__) or "unit of the level" in str(KEYS[name].__doc__) or name == "half_lives"


def test_a_slip_without_a_number_is_refused_where_nothing_is_drawn() -> None:
    asked = quiz.bank.get("habenula-02")
    assert asked.number
    slips = (replace(asked.number.slips[0], value=math.nan),)
    assert list(faults.of_number(replace(asked.number, slips=slips))) == [
        "a slip holds no 'value'; give the wrong number."
    ]
