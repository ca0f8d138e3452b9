"""Structural formulas as plain SVG shapes and text, in the book's colours."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from rdkit import Chem
from rdkit.Chem import rdDepictor, rdMolTransforms

BOND = 1.5  # RDKit's length of a bond on paper
CORE = Chem.MolFromSmarts("NC1([#6]~[#6]~[#6]~[#6]~C1=O)[#6]2~[#6]~[#6]~[#6]~[#6]~[#6]~2Cl")
INK, BRIGHT, PAPER = "var(--kb-ink)", "var(--kb-ketamine)", "var(--kb-paper)"
SMALL = str.maketrans("23", "₂₃")


def flat(smiles: str, like: Chem.Mol | None = None, turn_deg: float = 0.0) -> Chem.Mol:
    """Return a molecule laid flat, its core as in ``like``; its double bonds are written out."""
    mol = Chem.MolFromSmiles(smiles)
    if like is None:
        rdDepictor.Compute2DCoords(mol)
        turned(mol, turn_deg)
    else:
        pairs = list(zip(like.GetSubstructMatch(CORE), mol.GetSubstructMatch(CORE), strict=True))
        rdDepictor.GenerateDepictionMatching2DStructure(mol, like, pairs)
    Chem.Kekulize(mol, clearAromaticFlags=True)
    return mol


def turned(mol: Chem.Mol, degrees: float) -> None:
    """Turn a flat molecule on the paper."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), -np.sin(a), 0, 0], [np.sin(a), np.cos(a), 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    rdMolTransforms.TransformConformer(mol.GetConformer(), turn)


def mirrored(mol: Chem.Mol) -> Chem.Mol:
    """Return the mirror image of a flat molecule, across an upright line: left and right change places."""
    image = Chem.Mol(mol)
    shape = image.GetConformer()
    for i, (x, y, _) in enumerate(mol.GetConformer().GetPositions()):
        shape.SetAtomPosition(i, (-x, y, 0))
    return image


@dataclass
class Formula:
    """One formula on a picture. ``wedged`` and ``hashed`` are bonds (from, to); ``bright`` atoms stand out."""

    mol: Chem.Mol
    centre: tuple[float, float]
    bond_px: float
    wedged: tuple[tuple[int, int], ...] = ()
    hashed: tuple[tuple[int, int], ...] = ()
    bright: tuple[int, ...] = ()
    ringed: tuple[int, ...] = ()
    font_px: float = 13
    at: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        xy = self.mol.GetConformer().GetPositions()[:, :2] * [1, -1] * self.bond_px / BOND
        middle = (xy.min(axis=0) + xy.max(axis=0)) / 2
        self.at = xy - middle + self.centre

    def svg(self) -> list[str]:
        """Return the drawing, line by line."""
        rings = [ring(x, y, self.bond_px * 0.42) for x, y in self.at[list(self.ringed)]]
        strokes: dict[str, str] = {}
        stereo = []
        for bond in self.mol.GetBonds():
            shaped = self.stereo(bond)
            stereo += shaped
            for colour, line in [] if shaped else self.bond(bond):
                strokes[colour] = strokes.get(colour, "") + points(line)
        bonds = [f'<path d="{d}" stroke="{c}" stroke-width="1.8" stroke-linecap="round"/>' for c, d in strokes.items()]
        atoms = [line for atom in self.mol.GetAtoms() for line in self.label(atom)]
        return [*rings, *bonds, *stereo, *atoms]

    # --- bonds ---

    def stereo(self, bond: Chem.Bond) -> list[str]:
        """Return a wedge or a hashed bond, where this bond is one."""
        a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
        wedges = [self.wedge(*way) for way in ((a, b), (b, a)) if way in self.wedged]
        return wedges + [self.hash(*way) for way in ((a, b), (b, a)) if way in self.hashed]

    def bond(self, bond: Chem.Bond) -> list[tuple[str, list[np.ndarray]]]:
        """Return one plain bond's lines, each with its colour."""
        a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
        colour = BRIGHT if a in self.bright and b in self.bright else INK
        start, end = self.ends(a, b)
        if bond.GetBondTypeAsDouble() == 1:
            return [(colour, [start, end])]
        side = self.side(bond) * self.bond_px * 0.16
        if bond.IsInRing():
            short = (end - start) * 0.13
            return [(colour, [start, end]), (colour, [start + side + short, end + side - short])]
        return [(colour, [start + side / 2, end + side / 2]), (colour, [start - side / 2, end - side / 2])]

    def ends(self, a: int, b: int) -> tuple[np.ndarray, np.ndarray]:
        """Return where a bond's line starts and ends: it keeps clear of letters."""
        along = (self.at[b] - self.at[a]) / np.linalg.norm(self.at[b] - self.at[a])
        gap = self.font_px * 0.68
        return (
            self.at[a] + along * gap * self.lettered(a),
            self.at[b] - along * gap * self.lettered(b),
        )

    def side(self, bond: Chem.Bond) -> np.ndarray:
        """Return the unit vector from a bond towards the middle of its ring, else across it."""
        a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
        along = (self.at[b] - self.at[a]) / np.linalg.norm(self.at[b] - self.at[a])
        across = np.array([-along[1], along[0]])
        for ring in self.mol.GetRingInfo().AtomRings():
            if a in ring and b in ring:
                return across * np.sign(across @ (self.at[list(ring)].mean(axis=0) - self.at[a]))
        return across

    def wedge(self, a: int, b: int) -> str:
        """Return a bond that comes towards the reader: it widens from the stereocentre on."""
        start, end = self.ends(a, b)
        across = perpendicular(start, end) * self.bond_px * 0.13
        return f'<path d="{points([start, end + across, end - across])}Z" fill="{INK}"/>'

    def hash(self, a: int, b: int) -> str:
        """Return a bond that goes away from the reader: lines across it that grow longer."""
        start, end = self.ends(a, b)
        across = perpendicular(start, end) * self.bond_px * 0.15
        steps = [(start + (end - start) * t, across * t) for t in np.linspace(0.14, 1, 7)]
        d = "".join(points([at - half, at + half]) for at, half in steps)
        return f'<path d="{d}" stroke="{INK}" stroke-width="1.7"/>'

    # --- letters ---

    def lettered(self, i: int) -> bool:
        """Return whether an atom is written: all but carbon, and carbon at the end of a chain."""
        atom = self.mol.GetAtomWithIdx(i)
        return atom.GetSymbol() != "C" or atom.GetDegree() == 1

    def label(self, atom: Chem.Atom) -> list[str]:
        """Return an atom's letters: its own in its place, its hydrogens on the side away from its bonds."""
        i = atom.GetIdx()
        if not self.lettered(i):
            return []
        colour = BRIGHT if i in self.bright else INK
        count = atom.GetTotalNumHs()
        hydrogens = "" if not count else "H" if count == 1 else f"H{count}".translate(SMALL)
        x, y = self.at[i]
        symbol = atom.GetSymbol()
        half = self.font_px * (0.39 if len(symbol) == 1 else 0.5)
        found = [text(x, y, symbol, colour, "middle", self.font_px)]
        if hydrogens:
            side = 1 if self.room(i, 1) >= self.room(i, -1) else -1
            found.append(text(x + half * side, y, hydrogens, colour, "start" if side > 0 else "end", self.font_px))
        return found

    def room(self, i: int, side: int) -> float:
        """Return how far the nearest atom or bond is from where an atom's hydrogens would stand."""
        ends = [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in self.mol.GetBonds()]
        taken = [self.at[j] for j in range(len(self.at)) if j != i] + [(self.at[a] + self.at[b]) / 2 for a, b in ends]
        return min(np.linalg.norm(one - (self.at[i] + [side * 1.3 * self.font_px, 0])) for one in taken)


def n(value: float) -> str:
    """Write a number of pixels."""
    return f"{value + 0.0:.1f}".removesuffix(".0")


def points(line: list[np.ndarray]) -> str:
    """Return a path through points."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in line)


def ring(x: float, y: float, r: float) -> str:
    """Return the mark of a stereocentre."""
    about = f'fill="{BRIGHT}" fill-opacity="0.18" stroke="{BRIGHT}" stroke-width="1.6"'
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" {about}/>'


def perpendicular(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the unit vector across a line."""
    along = (end - start) / np.linalg.norm(end - start)
    return np.array([-along[1], along[0]])


def text(
    x: float, y: float, words: str, colour: str = INK, anchor: str = "middle", size: float = 12, bold: bool = False
) -> str:
    """Return words, their middle at height y."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{n(x)}" y="{n(y + size * 0.35)}" text-anchor="{anchor}" font-size="{n(size)}"{weight} '
        f'fill="{colour}">{words}</text>'
    )
