"""The molecules of the course: SMILES, and the CIP labels that each must get."""

from __future__ import annotations

from typing import NamedTuple


class Compound(NamedTuple):
    """A molecule; ``mirrors`` names the one whose mirror image it is."""

    name: str
    title: str
    smiles: str
    labels: tuple[str, ...] = ()
    mirrors: str | None = None


COMPOUNDS = (
    Compound("S-ketamine", "S-ketamine (esketamine)", "CN[C@@]1(CCCCC1=O)c1ccccc1Cl", ("S",)),
    Compound("R-ketamine", "R-ketamine (arketamine)", "CN[C@]1(CCCCC1=O)c1ccccc1Cl", ("R",), "S-ketamine"),
    Compound("S-norketamine", "S-norketamine", "N[C@@]1(CCCCC1=O)c1ccccc1Cl", ("S",)),
    Compound("R-norketamine", "R-norketamine", "N[C@]1(CCCCC1=O)c1ccccc1Cl", ("R",), "S-norketamine"),
    Compound("S-dehydronorketamine", "S-dehydronorketamine", "N[C@@]1(CCC=CC1=O)c1ccccc1Cl", ("S",)),
    Compound(
        "R-dehydronorketamine",
        "R-dehydronorketamine",
        "N[C@]1(CCC=CC1=O)c1ccccc1Cl",
        ("R",),
        "S-dehydronorketamine",
    ),
    Compound(
        "2S6S-hydroxynorketamine",
        "(2S,6S)-hydroxynorketamine",
        "N[C@@]1(CCC[C@H](O)C1=O)c1ccccc1Cl",
        ("S", "S"),
    ),
    Compound(
        "2R6R-hydroxynorketamine",
        "(2R,6R)-hydroxynorketamine",
        "N[C@]1(CCC[C@@H](O)C1=O)c1ccccc1Cl",
        ("R", "R"),
        "2S6S-hydroxynorketamine",
    ),
    Compound("phencyclidine", "phencyclidine (PCP)", "C1CCN(CC1)C1(CCCCC1)c1ccccc1"),
    Compound("memantine", "memantine", "NC12CC3CC(C)(CC(C)(C3)C1)C2"),
)
