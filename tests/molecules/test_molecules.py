"""The molecules' data, held against chemistry that needs no RDKit: masses, valences, mirror images, CIP labels."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ketabrain import molecules
from ketabrain.molecules import MIRROR, Molecule, fit

WEIGHTS = {"H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999, "Cl": 35.45}  # IUPAC, abridged
NUMBERS = {"H": 1, "C": 6, "N": 7, "O": 8, "Cl": 17}
VALENCES = {"H": 1, "C": 4, "N": 3, "O": 2, "Cl": 1}
PRINTED_G_MOL = {
    "S-ketamine": 237.73,
    "R-ketamine": 237.73,
    "S-norketamine": 223.70,
    "R-norketamine": 223.70,
    "S-dehydronorketamine": 221.69,
    "R-dehydronorketamine": 221.69,
    "2S6S-hydroxynorketamine": 239.70,
    "2R6R-hydroxynorketamine": 239.70,
    "phencyclidine": 243.39,
    "memantine": 179.31,
}
ALL = list(molecules.load().values())
MIRRORED = [one for one in ALL if one.mirror_of]
HANDED = [one for one in ALL if one.stereocentres]


def ids(one: Molecule) -> str:
    return one.name


def counted(formula: str) -> dict[str, int]:
    """Return a formula as counts."""
    return {element: int(count or 1) for element, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula)}


def heavy(smiles: str) -> dict[str, int]:
    """Return how often each element but hydrogen stands in a SMILES string."""
    found: dict[str, int] = {}
    for letters in re.findall(r"Cl|C|N|O|c", re.sub(r"@|H", "", smiles)):
        element = letters.capitalize()
        found[element] = found.get(element, 0) + 1
    return found


def rank(one: Molecule, centre: int, atom: int) -> tuple[int, list[int]]:
    """Return a neighbour's CIP rank as far as its own partners; a double bond counts its partner twice."""
    partners = []
    for a, b, order in one.bonds:
        if atom in (a, b):
            other = b if a == atom else a
            partners += [NUMBERS[one.elements[other]]] * (order - (other == centre))
    return NUMBERS[one.elements[atom]], sorted(partners, reverse=True)


def test_the_molecules_are_those_of_the_chapter() -> None:
    assert molecules.names() == list(PRINTED_G_MOL)


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_mass_follows_from_the_formula_and_is_the_printed_one(one: Molecule) -> None:
    mass = sum(WEIGHTS[element] * count for element, count in counted(one.formula).items())
    assert one.molar_mass_g_mol == pytest.approx(mass, abs=0.01)
    assert one.molar_mass_g_mol == pytest.approx(PRINTED_G_MOL[one.name], abs=0.0051)


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_atoms_formula_and_smiles_agree(one: Molecule) -> None:
    assert one.count() == counted(one.formula)
    assert {element: count for element, count in one.count().items() if element != "H"} == heavy(one.smiles)


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_every_atom_has_its_valence(one: Molecule) -> None:
    orders = [0] * len(one.elements)
    for a, b, order in one.bonds:
        orders[a] += order
        orders[b] += order
    assert orders == [VALENCES[element] for element in one.elements]


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_bonds_are_as_long_as_bonds_are_and_other_atoms_keep_away(one: Molecule) -> None:
    bound = {tuple(sorted(pair)) for *pair, _ in one.bonds}
    for a in range(len(one.elements)):
        for b in range(a):
            light = "H" in (one.elements[a], one.elements[b])
            if (b, a) in bound:
                assert (0.95 if light else 1.18) < one.distance_A(a, b) < (1.15 if light else 1.8)
            else:
                assert one.distance_A(a, b) > 1.5


@pytest.mark.parametrize("one", MIRRORED, ids=ids)
def test_r_is_the_exact_mirror_image_of_s(one: Molecule) -> None:
    other = molecules.get(one.mirror_of or "")
    np.testing.assert_array_equal(one.positions_A, other.positions_A * MIRROR)
    assert (one.elements, one.bonds, one.formula) == (other.elements, other.bonds, other.formula)
    assert re.sub("@+", "", one.smiles) == re.sub("@+", "", other.smiles)


@pytest.mark.parametrize("one", MIRRORED, ids=ids)
def test_no_turn_lays_r_on_s_and_a_mirror_does(one: Molecule) -> None:
    target = molecules.get(one.mirror_of or "").positions_A
    turn, left = fit(one.positions_A, target)
    mirror, nothing = fit(one.positions_A, target, mirror=True)
    assert np.linalg.det(turn) == pytest.approx(1)
    assert np.linalg.det(mirror) == pytest.approx(-1)
    assert left > 1
    assert nothing < 1e-6


@pytest.mark.parametrize("one", HANDED, ids=ids)
def test_fit_finds_a_turn_that_was_made(one: Molecule) -> None:
    quarter = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    turn, left = fit(one.positions_A, one.positions_A @ quarter.T + [1, 2, 3])
    np.testing.assert_allclose(turn, quarter, atol=1e-9)
    assert left < 1e-9


@pytest.mark.parametrize("one", HANDED, ids=ids)
def test_handedness_follows_from_positions_and_cip_rules(one: Molecule) -> None:
    for centre in one.stereocentres:
        assert sorted(centre.neighbours) == list(one.neighbours(centre.atom))
        ranks = [rank(one, centre.atom, atom) for atom in centre.neighbours]
        assert ranks == sorted(ranks, reverse=True)
        assert len({str(each) for each in ranks}) == 4
        assert ("S" if one.signed_volume_A3(centre.atom) > 0 else "R") == centre.label
        assert abs(one.signed_volume_A3(centre.atom)) > 1


@pytest.mark.parametrize("one", MIRRORED, ids=ids)
def test_signed_volume_changes_its_sign_in_the_mirror(one: Molecule) -> None:
    other = molecules.get(one.mirror_of or "")
    for centre in one.stereocentres:
        assert one.signed_volume_A3(centre.atom) == pytest.approx(-other.signed_volume_A3(centre.atom))


def test_labels_are_those_of_the_names() -> None:
    labels = {one.name: "".join(centre.label for centre in one.stereocentres) for one in ALL}
    assert {name: "".join(re.findall("[SR]", name)) for name in labels} == labels


def test_errors_name_what_is_there() -> None:
    with pytest.raises(ValueError, match="There is no molecule 'ketamine': choose one of S-ketamine, R-ketamine, "):
        molecules.get("ketamine")
    with pytest.raises(ValueError, match="memantine has no stereocentre: its mirror image is the same"):
        molecules.get("memantine").signed_volume_A3()
    with pytest.raises(ValueError, match="Atom 0 of S-ketamine is no stereocentre: choose 2"):
        molecules.get("S-ketamine").signed_volume_A3(0)
    with pytest.raises(ValueError, match="S-ketamine has no atom 32: its atoms are 0 to 31"):
        molecules.get("S-ketamine").distance_A(0, 32)
    with pytest.raises(ValueError, match="S-ketamine has no atom -1"):
        molecules.get("S-ketamine").neighbours(-1)


def test_positions_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        molecules.get("S-ketamine").positions_A[0, 0] = 0
