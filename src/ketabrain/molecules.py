"""Ketamine's molecules as data: formula, mass, and the place of each atom in one of the shapes that it can take.

``get("S-ketamine")`` gives one, ``load()`` all of them. Positions in Å, masses in g/mol. ``make molecules`` wrote
the data from SMILES with RDKit, which is not needed to read them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

FILE = Path(__file__).parent / "content" / "molecules.json"
MIRROR = np.array([-1.0, 1.0, 1.0])  # the mirror stands upright between left and right


class Stereocentre(NamedTuple):
    """An atom whose partners differ: its CIP label, and its neighbours, the highest priority first."""

    atom: int
    label: str
    neighbours: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Molecule:
    """One molecule in one shape. ``bonds`` holds (atom, atom, order); atoms are counted from 0."""

    name: str
    title: str
    smiles: str
    formula: str
    molar_mass_g_mol: float
    mirror_of: str | None
    stereocentres: tuple[Stereocentre, ...]
    elements: tuple[str, ...]
    positions_A: np.ndarray
    bonds: tuple[tuple[int, int, int], ...]

    def count(self) -> dict[str, int]:
        """Return how many atoms of each element there are."""
        return dict(Counter(self.elements))

    def neighbours(self, atom: int) -> tuple[int, ...]:
        """Return the atoms bound to an atom."""
        pairs = [(a, b) for a, b, _ in self.bonds] + [(b, a) for a, b, _ in self.bonds]
        return tuple(sorted(b for a, b in pairs if a == self._known(atom)))

    def distance_A(self, a: int, b: int) -> float:
        """Return the distance between two atoms [Å]."""
        return float(np.linalg.norm(self.positions_A[self._known(a)] - self.positions_A[self._known(b)]))

    def signed_volume_A3(self, atom: int | None = None) -> float:
        """Return the volume [Å³] that the three highest neighbours of a stereocentre span: above 0 for S, else R.

        Without ``atom``, take the first stereocentre. A mirror image has the same volume with the other sign, and no
        turn changes it. Raise ValueError where the atom is no stereocentre.
        """
        centre = self._centre(atom)
        a, b, c = self.positions_A[list(centre.neighbours[:3])] - self.positions_A[centre.atom]
        return float(a @ np.cross(b, c))

    def _known(self, atom: int) -> int:
        if not 0 <= atom < len(self.elements):
            raise ValueError(f"{self.name} has no atom {atom}: its atoms are 0 to {len(self.elements) - 1}.")
        return atom

    def _centre(self, atom: int | None) -> Stereocentre:
        if not self.stereocentres:
            raise ValueError(f"{self.name} has no stereocentre: its mirror image is the same molecule.")
        found = [one for one in self.stereocentres if atom in (None, one.atom)]
        if not found:
            there = ", ".join(str(one.atom) for one in self.stereocentres)
            raise ValueError(f"Atom {atom} of {self.name} is no stereocentre: choose {there}.")
        return found[0]


def _read(name: str, raw: dict[str, Any]) -> Molecule:
    positions = np.array([row[1:] for row in raw["atoms"]])
    positions.setflags(write=False)  # everyone shares them
    return Molecule(
        name=name,
        title=raw["title"],
        smiles=raw["smiles"],
        formula=raw["formula"],
        molar_mass_g_mol=raw["molar_mass_g_mol"],
        mirror_of=raw["mirror_of"],
        stereocentres=tuple(Stereocentre(c["atom"], c["label"], tuple(c["neighbours"])) for c in raw["stereocentres"]),
        elements=tuple(row[0] for row in raw["atoms"]),
        positions_A=positions,
        bonds=tuple((a, b, order) for a, b, order in raw["bonds"]),
    )


@cache
def load() -> dict[str, Molecule]:
    """Return all molecules by name."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: _read(name, one) for name, one in raw["molecules"].items()}


def names() -> list[str]:
    """Return the names of all molecules."""
    return list(load())


def get(name: str) -> Molecule:
    """Return one molecule; raise ValueError, which names those there are."""
    try:
        return load()[name]
    except KeyError:
        raise ValueError(f"There is no molecule '{name}': choose one of {', '.join(names())}.") from None


def fit(points_A: np.ndarray, target_A: np.ndarray, *, mirror: bool = False) -> tuple[np.ndarray, float]:
    """Lay points on a target as well as turning and shifting can; return the turn (3 by 3) and what is left [Å].

    What is left is the root mean square distance between partners. ``mirror=True`` allows a mirror image too, which
    no real molecule can do. This is Kabsch's method.
    """
    a, b = points_A - points_A.mean(axis=0), target_A - target_A.mean(axis=0)
    u, _, vt = np.linalg.svd(a.T @ b)
    flip = np.eye(3) if mirror else np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    turn = vt.T @ flip @ u.T
    return turn, float(np.sqrt(((a @ turn.T - b) ** 2).sum(axis=1).mean()))
