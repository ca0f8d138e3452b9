"""Three-dimensional shapes: embedded with a fixed seed, relaxed with the MMFF94 force field, laid the same way round."""

from __future__ import annotations

import numpy as np
from compounds import COMPOUNDS, Compound
from rdkit import Chem, rdBase
from rdkit.Chem import AllChem, Descriptors, rdCIPLabeler, rdMolDescriptors

SEED = 7
SHAPES = 50  # how many are tried; the one with the lowest energy is kept
DECIMALS = 4
CORE = Chem.MolFromSmarts("NC1(C~C~C~C~C1)c1ccccc1")  # what ketamine, its metabolites and PCP share
FRONT_DEG = 195  # about the upright axis, so that nitrogen comes to the front and no atom hides another
MIRROR = np.array([-1.0, 1.0, 1.0])


def molecules() -> dict[str, dict]:
    """Return every compound as it stands in the data file."""
    found: dict[str, dict] = {}
    reference = None
    for compound in COMPOUNDS:
        mol = Chem.AddHs(Chem.MolFromSmiles(compound.smiles))
        if compound.mirrors:
            positions = MIRROR * [row[1:] for row in found[compound.mirrors]["atoms"]]
        else:
            positions = laid(mol, relaxed(mol), reference)
            reference = reference or (mol, positions)
        found[compound.name] = described(compound, mol, np.round(positions, DECIMALS) + 0.0)
    return {"made_with": f"RDKit {rdBase.rdkitVersion}, ETKDGv3 with seed {SEED}, MMFF94", "molecules": found}


def relaxed(mol: Chem.Mol) -> np.ndarray:
    """Return the positions [Å] of the shape with the lowest energy among those tried."""
    way = AllChem.ETKDGv3()
    way.randomSeed = SEED
    AllChem.EmbedMultipleConfs(mol, SHAPES, way)
    energies = [energy for _, energy in AllChem.MMFFOptimizeMoleculeConfs(mol, maxIters=5000)]
    # Equal shapes differ in the last digits of their energies: the first of them is taken.
    best = next(i for i, energy in enumerate(energies) if energy < min(energies) + 0.01)
    return mol.GetConformer(best).GetPositions()


def laid(mol: Chem.Mol, positions: np.ndarray, reference: tuple[Chem.Mol, np.ndarray] | None) -> np.ndarray:
    """Turn a molecule so that its core lies on the reference's, else its longest side upright; centre it."""
    heavy = [atom.GetIdx() for atom in mol.GetAtoms() if atom.GetAtomicNum() > 1]
    centred = positions - positions[heavy].mean(axis=0)
    matches = mol.GetSubstructMatches(CORE, uniquify=False)
    if reference is None or not matches:
        return centred @ upright(centred[heavy], centred).T
    target = reference[1][list(reference[0].GetSubstructMatch(CORE))]
    fits = [fit(positions[list(match)], target) for match in matches]
    turn = min(fits, key=lambda one: one[1])[0]
    return centred @ turn.T


def upright(heavy: np.ndarray, everything: np.ndarray) -> np.ndarray:
    """Return the rotation that stands the longest side upright and shows the front."""
    _, _, axes = np.linalg.svd(heavy)
    up, across = axes[0], axes[1]
    up = up * np.sign((everything @ up)[np.abs(everything @ up).argmax()])
    c, s = np.cos(np.radians(FRONT_DEG)), np.sin(np.radians(FRONT_DEG))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]) @ np.array([across, up, np.cross(across, up)])


def fit(points: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the rotation that lays points on a target, and what is left between them [Å] (Kabsch)."""
    a, b = points - points.mean(axis=0), target - target.mean(axis=0)
    u, _, vt = np.linalg.svd(a.T @ b)
    turn = vt.T @ np.diag([1, 1, np.sign(np.linalg.det(vt.T @ u.T))]) @ u.T
    return turn, float(np.sqrt(((a @ turn.T - b) ** 2).sum(axis=1).mean()))


def described(compound: Compound, mol: Chem.Mol, positions: np.ndarray) -> dict:
    """Return a compound's entry; raise ValueError where its labels are not those expected."""
    centres = stereocentres(mol)
    written, placed = tuple(centre["label"] for centre in centres), labels_in_space(mol, positions, centres)
    if not written == placed == compound.labels:
        raise ValueError(f"{compound.name} must be {compound.labels}: its SMILES gives {written}, its shape {placed}.")
    Chem.Kekulize(flat := Chem.Mol(mol))
    return {
        "title": compound.title,
        "smiles": compound.smiles,
        "formula": rdMolDescriptors.CalcMolFormula(mol),
        "molar_mass_g_mol": round(Descriptors.MolWt(mol), 3),
        "mirror_of": compound.mirrors,
        "stereocentres": centres,
        "atoms": [[atom.GetSymbol(), *map(float, at)] for atom, at in zip(mol.GetAtoms(), positions, strict=True)],
        "bonds": [[b.GetBeginAtomIdx(), b.GetEndAtomIdx(), int(b.GetBondTypeAsDouble())] for b in flat.GetBonds()],
    }


def stereocentres(mol: Chem.Mol) -> list[dict]:
    """Return each stereocentre with its CIP label and its neighbours, the highest priority first."""
    Chem.AssignStereochemistry(mol, cleanIt=True, force=True, flagPossibleStereoCenters=True)  # writes the ranks
    rdCIPLabeler.AssignCIPLabels(mol)
    found = []
    for atom in mol.GetAtoms():
        if atom.HasProp("_CIPCode"):
            ranked = sorted(atom.GetNeighbors(), key=lambda one: int(one.GetProp("_CIPRank")), reverse=True)
            label, order = atom.GetProp("_CIPCode"), [one.GetIdx() for one in ranked]
            found.append({"atom": atom.GetIdx(), "label": label, "neighbours": order})
    return found


def labels_in_space(mol: Chem.Mol, positions: np.ndarray, centres: list[dict]) -> tuple[str, ...]:
    """Return the CIP labels that follow from the positions alone."""
    bare = Chem.Mol(mol)
    bare.RemoveAllConformers()
    shape = Chem.Conformer(bare.GetNumAtoms())
    for i, at in enumerate(positions):
        shape.SetAtomPosition(i, at.tolist())
    bare.AddConformer(shape)
    Chem.AssignStereochemistryFrom3D(bare)
    rdCIPLabeler.AssignCIPLabels(bare)
    return tuple(bare.GetAtomWithIdx(centre["atom"]).GetProp("_CIPCode") for centre in centres)
