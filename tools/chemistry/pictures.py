"""The chapter's three drawings, made from SMILES."""

from __future__ import annotations

import numpy as np
from compounds import COMPOUNDS
from drawing import BRIGHT, INK, Formula, flat, mirrored, n, points, ring, text
from rdkit import Chem
from rdkit.Chem import rdCIPLabeler

FAINT = "var(--kb-faint)"
TURN_DEG = 12
SMILES = {compound.name: compound.smiles for compound in COMPOUNDS}
RACEMIC = {
    "ketamine": "CNC1(CCCCC1=O)c1ccccc1Cl",
    "norketamine": "NC1(CCCCC1=O)c1ccccc1Cl",
    "hydroxynorketamine": "NC1(CCCC(O)C1=O)c1ccccc1Cl",
    "dehydronorketamine": "NC1(CCC=CC1=O)c1ccccc1Cl",
}
# Atoms of S-ketamine's SMILES: methyl, nitrogen, stereocentre, the ring's carbons, its oxygen, the other ring.
METHYL, NITROGEN, CENTRE, KETONE, OXYGEN, ARYL = 0, 1, 2, 7, 8, 9


def pictures() -> dict[str, str]:
    """Return each drawing by its name."""
    return {"ketamine": ketamine(), "ketamine-mirror": mirror(), "ketamine-metabolism": metabolites()}


def svg(width: int, height: int, title: str, desc: str, lines: list[str]) -> str:
    """Return a whole drawing."""
    body = "\n".join(f"  {line}" for line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" fill="none">\n'
        f"  <title>{title}</title>\n  <desc>{desc}</desc>\n{body}\n</svg>\n"
    )


def base() -> Chem.Mol:
    """Return flat ketamine, as every drawing lays it."""
    return flat(RACEMIC["ketamine"], turn_deg=TURN_DEG)


def ketamine() -> str:
    """Draw ketamine with its parts named."""
    formula = Formula(base(), (172, 112), 42, ringed=(CENTRE,), font_px=16)
    at = formula.at
    words = [
        text(96, 34, "a ring of six carbons", FAINT),
        text(280, 22, "a benzene ring", FAINT),
        text(280, 37, "with chlorine", FAINT),
        text(at[OXYGEN][0] - 14, at[OXYGEN][1] - 6, "ketone", FAINT, "end"),
        text(at[OXYGEN][0] - 14, at[OXYGEN][1] + 9, "(C=O)", FAINT, "end"),
        text(at[NITROGEN][0] + 32, at[NITROGEN][1] + 14, "amine, with", FAINT, "start"),
        text(at[NITROGEN][0] + 32, at[NITROGEN][1] + 29, "a methyl group", FAINT, "start"),
        text(180, 230, "stereocentre: a carbon with four different partners", BRIGHT, bold=True),
    ]
    return svg(
        360,
        246,
        "The structural formula of ketamine, with its stereocentre marked",
        "A carbon atom stands in the middle, marked with a circle: the stereocentre. It has four different partners. "
        "Two of them are its neighbours in a ring of six carbons: on one side a CH2 group, on the other a carbon with "
        "a double bond to oxygen, the ketone. The third is a nitrogen with one hydrogen and a methyl group, the "
        "amine. The fourth is a benzene ring with a chlorine atom beside the place where it is bound.",
        [*formula.svg(), *words],
    )


def block(drawn: Chem.Mol) -> str:
    """Return a drawing as a mol file, which holds its lines and wedges and nothing else."""
    return Chem.MolToMolBlock(drawn, kekulize=False)


def label_on_paper(formula: Formula) -> str:
    """Return the CIP label that a drawing's own lines and wedges give."""
    drawn = Chem.RWMol(formula.mol)
    for atom in drawn.GetAtoms():
        atom.SetChiralTag(Chem.ChiralType.CHI_UNSPECIFIED)
    for pairs, direction in ((formula.wedged, Chem.BondDir.BEGINWEDGE), (formula.hashed, Chem.BondDir.BEGINDASH)):
        for a, b in pairs:
            kind = drawn.GetBondBetweenAtoms(a, b).GetBondType()
            drawn.RemoveBond(a, b)
            drawn.AddBond(a, b, kind)  # so that the bond begins at the stereocentre
            drawn.GetBondBetweenAtoms(a, b).SetBondDir(direction)
    read = Chem.MolFromMolBlock(block(drawn))
    rdCIPLabeler.AssignCIPLabels(read)
    return next((atom.GetProp("_CIPCode") for atom in read.GetAtoms() if atom.HasProp("_CIPCode")), "none")


def mirror() -> str:
    """Draw S-ketamine and its mirror image; raise ValueError where a drawing is not what it is called."""
    left = base()
    how = {"bond_px": 27, "wedged": ((CENTRE, NITROGEN),), "hashed": ((CENTRE, ARYL),), "font_px": 12}
    pair = {
        "S": Formula(left, (90, 106), ringed=(CENTRE,), **how),
        "R": Formula(mirrored(left), (270, 106), ringed=(CENTRE,), **how),
    }
    for label, formula in pair.items():
        if label_on_paper(formula) != label:
            raise ValueError(f"The drawing called {label} shows {label_on_paper(formula)}: swap wedge and hash.")
    names = [
        text(90, 14, "S-ketamine", INK, size=14, bold=True),
        text(90, 31, "esketamine", FAINT),
        text(270, 14, "R-ketamine", INK, size=14, bold=True),
        text(270, 31, "arketamine", FAINT),
        text(180, 190, "mirror", FAINT),
    ]
    line = f'<path d="M180 6V178" stroke="{FAINT}" stroke-width="1.6" stroke-dasharray="6 5"/>'
    return svg(
        360,
        250,
        "S-ketamine and R-ketamine as mirror images",
        "Two structural formulas with a dashed upright line, the mirror, between them. The left one is S-ketamine, "
        "the right one R-ketamine. Each atom on the left has its partner on the right, at the same distance from the "
        "line. In both, a wedge shows that the nitrogen comes towards you, and a hashed bond that the chlorophenyl "
        "ring goes away from you.",
        [line, *pair["S"].svg(), *pair["R"].svg(), *names, *wedge_key(214)],
    )


def wedge_key(y: float) -> list[str]:
    """Return the key to wedges and hashed bonds."""
    hashes = "".join(f"M{n(206 + 5 * i)} {n(y - 0.9 * i)}V{n(y + 0.9 * i)}" for i in range(1, 7))
    return [
        f'<path d="M26 {n(y)}L58 {n(y - 5)}V{n(y + 5)}Z" fill="{INK}"/>',
        text(66, y, "comes towards you", INK, "start"),
        f'<path d="{hashes}" stroke="{INK}" stroke-width="1.7"/>',
        text(246, y, "goes away", INK, "start"),
        ring(42, y + 24, 8),
        text(66, y + 24, "the stereocentre", INK, "start"),
    ]


def metabolites() -> str:
    """Draw what the liver makes of ketamine; what changes at a step is bright."""
    like = base()
    size = {"bond_px": 22, "font_px": 12}
    nor = flat(RACEMIC["norketamine"], like)
    hydroxy, dehydro = flat(RACEMIC["hydroxynorketamine"], like), flat(RACEMIC["dehydronorketamine"], like)
    formulas = [
        Formula(like, (180, 74), bright=parts(like, "[CH3]N"), **size),
        Formula(nor, (180, 254), bright=parts(nor, "[NH2]"), **size),
        Formula(hydroxy, (84, 452), bright=parts(hydroxy, "[OH]"), **size),
        Formula(dehydro, (276, 452), bright=parts(dehydro, "[CH]=[CH]C=O")[:2], **size),
    ]
    names = [
        text(x, y, name, INK, size=14, bold=True)
        for x, y, name in (
            (180, 12, "ketamine"),
            (180, 196, "norketamine"),
            (84, 392, "hydroxynorketamine"),
            (276, 392, "dehydronorketamine"),
        )
    ]
    steps = [
        arrow((180, 136), (180, 180)),
        text(192, 150, "CYP2B6, CYP3A4", INK, "start", bold=True),
        text(192, 166, "take the methyl group off", FAINT, "start"),
        arrow((140, 312), (84, 376)),
        text(92, 320, "CYP2B6,", INK, "end", bold=True),
        text(92, 336, "CYP2A6", INK, "end", bold=True),
        text(92, 352, "put OH on", FAINT, "end"),
        arrow((220, 312), (276, 376)),
        text(264, 334, "two hydrogens", FAINT, "start"),
        text(264, 350, "come off", FAINT, "start"),
    ]
    return svg(
        360,
        516,
        "What the liver makes of ketamine",
        "Ketamine stands at the top. The enzymes CYP2B6 and CYP3A4 take the methyl group off its nitrogen, which gives "
        "norketamine. Two arrows lead on from norketamine. To the left, CYP2B6 and CYP2A6 put an OH group on the ring, "
        "next to the ketone: this is 6-hydroxynorketamine. To the right, two hydrogens come off the ring and leave a "
        "double bond next to the ketone: this is 5,6-dehydronorketamine. The formulas are flat: none shows which "
        "mirror-image form it is.",
        [line for one in formulas for line in one.svg()] + names + steps,
    )


def arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return an arrow."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    across, neck = np.array([-along[1], along[0]]) * 5, np.array(end) - along * 10
    head = points([np.array(end), neck + across, neck - across])
    return (
        f'<path d="{points([np.array(start), neck])}" stroke="{INK}" stroke-width="2"/><path d="{head}Z" fill="{INK}"/>'
    )


def parts(mol: Chem.Mol, pattern: str) -> tuple[int, ...]:
    """Return the atoms of a pattern in a molecule."""
    return mol.GetSubstructMatch(Chem.MolFromSmarts(pattern))
