"""Levels in plasma that the exercises use, and what becomes of one by the usual slips on the way to free µM."""

from __future__ import annotations

from ketabrain.models import receptor_binding as model

INFUSION_NG_ML, SCAN_NG_ML, SURGERY_NG_ML = 185.0, 293.0, 2211.0
FREE, MASS = model.FREE_FRACTION, model.MASS_G_MOL["ketamine"]
SALT_G_MOL = MASS + model.ACID_G_MOL


def wrong_uM(level_ng_ml: float) -> tuple[tuple[float, str], ...]:
    """Return what common slips give in place of the free concentration [uM], each with what to mend."""
    right = model.free_uM(level_ng_ml)
    weight = "You put ng/mL in the place of µM: divide by the molar mass, 237.7 g/mol."
    return (
        (right / FREE, "You counted all drug in plasma: receptors meet only the free 55 %."),
        (right * (1 - FREE) / FREE, "You took the bound share, 45 %: the free one is 55 %."),
        (right / FREE**2, "You divided by the free share: multiply by it."),
        (
            right * MASS / SALT_G_MOL,
            f"You divided by the salt's mass, {SALT_G_MOL:.1f} g/mol: levels in plasma are those of the base, {MASS:g}.",
        ),
        (level_ng_ml, weight),
        (FREE * level_ng_ml, weight),
        (right * 1000, "Your concentration is in nM, your affinity in µM: divide by 1000."),
    )
