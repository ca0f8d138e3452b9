"""Which numbers of a sentence need a source."""

from __future__ import annotations

import pytest

from ketabrain.evidence.numbers import from_latex, stated


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Ketamine was first made in 1962.", ["1962"]),
        ("In the 1970s it left the hospital.", ["1970s"]),
        ("The dose was 0.5 mg/kg over 40 minutes.", ["0.5 mg/kg", "40 minutes"]),
        ("The peak is near 185 ng/mL.", ["185 ng/mL"]),
        ("Half of them, 52 %, responded.", ["52 %"]),
        ("About 64 per cent responded.", ["64 per cent"]),
        ("It was seen in eight men.", ["eight men"]),
        ("Thirty healthy older volunteers took part.", ["Thirty healthy older volunteers"]),
        ("The groups were small (n = 9).", ["n = 9"]),
        ("It responded in 17 of 31.", ["17 of 31"]),
        ("The effect was gone two weeks later.", ["two weeks"]),
        ("On day 28 the groups differed.", ["day 28"]),
        ("Between 10 and 20 minutes it peaks.", ["10 and 20 minutes"]),
        ("Glutamate rose 2-fold, and once threefold.", ["2-fold", "threefold"]),
        ("The cell rests at −65 mV.", ["−65 mV"]),
        ("The scanner had a field of 7 T.", ["7 T"]),
        ("Pooled over 11 studies the link vanished.", ["11 studies"]),
        ("The rise was 7.4/6.0 mmHg.", ["7.4/6.0 mmHg"]),
    ],
)
def test_a_number_that_states_a_fact_is_found(sentence: str, numbers: list[str]) -> None:
    assert stated(sentence) == numbers


@pytest.mark.parametrize(
    "sentence",
    [
        "The GluN2A subunit and the 5-HT2A receptor differ.",
        "There are two kinds of receptors, and three ways to block them.",
        "Step 2 comes before step 3.",
        "See figure 4.",
        "One dose, one person, one day.",
        "The factor is 3.",
        "A ratio of two during an infusion in people is not known.",
        "Rotate by a quarter, then read the first of the four panels.",
    ],
)
def test_a_bare_number_needs_no_source(sentence: str) -> None:
    assert stated(sentence) == []


def test_units_in_formulas_are_read() -> None:
    assert stated(from_latex(r"0.3\ \mathrm{mM}")) == ["0.3 mM"]
    assert stated(from_latex(r"12\,\%")) == ["12 %"]
    assert stated(from_latex(r"5\,\mu\mathrm{M}")) == ["5 µM"]
