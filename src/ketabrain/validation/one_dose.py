"""Whether the joined models land where something was measured, and whether the band is the other chapter's own."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.optimize import brentq

from ketabrain.models import nmda_receptor, receptor_binding
from ketabrain.models import one_dose as model
from ketabrain.validation.case import Case

SLICES = "mouse prefrontal cortex, slices, NMDA current"
INFUSION = "human, 0.5 mg/kg over 40 min"
UNSEEN = "The authors quote earlier work; we did not see at which voltage and with how much magnesium it was measured."
LEVEL_NG_ML = 163.0


def _percent(block: np.ndarray | float) -> float:
    return float(np.max(100 * np.asarray(block)))


def _peak() -> float:
    return float(model.plasma_ng_ml("iv_infusion", 0.5, 70, np.arange(1, 121.0)).max())


def _at_rest(free_uM: float) -> float:
    return _percent(model.resting_block(np.array([free_uM])))


def _dish(free_uM: float) -> float:
    return _percent(nmda_receptor.dish_blocked(free_uM))


def _edges_apart() -> float:
    """Return by how much the band's edges differ from those of the profile of targets [percentage points]."""
    p = receptor_binding.Parameters()
    least, most = (receptor_binding.free_uM(LEVEL_NG_ML, share) for share in (p.free_low, p.free_high))
    row = next(r for r in receptor_binding.occupied(least, most, "ketamine", doubtful=False) if r.target == "NMDA")
    strong, weak = model.firm_uM()
    low = nmda_receptor.hill_share(nmda_receptor.free_uM(LEVEL_NG_ML, p.free_low), weak)
    high = nmda_receptor.hill_share(nmda_receptor.free_uM(LEVEL_NG_ML, p.free_high), strong)
    assert row.lowest is not None and row.highest is not None
    return 100 * max(abs(float(low) - row.lowest), abs(float(high) - row.highest))


def _rest_apart() -> float:
    """Return by how much the block at rest differs from one found by solving for the share of open pores [points]."""
    free, half, mg_half = 0.43, 0.71, 3.57 * np.exp(-0.062 * 70)
    conducting = brentq(lambda share: share + share * (1 / mg_half) + share * free / half - 1, 0, 1)
    without = brentq(lambda share: share + share / mg_half - 1, 0, 1)
    return abs(_at_rest(free) - 100 * (1 - conducting / without))


CASES: tuple[Case, ...] = (
    Case("Highest level after the usual infusion, in the whole chain", INFUSION, "Zanos2018review", "measured", "about 185 ng/mL",
         148, 222, "ng/mL", _peak, note="The same number as in the chapter on blood: the chain passes it on."),
    Case("Block by 1 µM, in a dish", SLICES, "Gerhard2020gaba", "measured", "about 50 %", 40, 60, "%", partial(_dish, 1.0), note=UNSEEN),
    Case("Block by 10 µM, in a dish", SLICES, "Gerhard2020gaba", "measured", "about 80 %", 70, 90, "%", partial(_dish, 10.0), note=UNSEEN),
    Case("Block by 1 µM, at rest with magnesium", SLICES, "Gerhard2020gaba", "measured", "about 50 %", 40, 60, "%",
         partial(_at_rest, 1.0), note=UNSEEN),
    Case("Edges of the band: largest distance from the profile of targets", "another chapter's model", None, "reference run",
         "0 to 0.05 points", 0, 0.05, "points", _edges_apart),
    Case("Block at rest: distance from solving for the share of open pores", "root finding", None, "independent solver",
         "0 to 0.0001 points", 0, 1e-4, "points", _rest_apart),
)  # fmt: skip
