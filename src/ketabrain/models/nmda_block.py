"""Magnesium's block of the NMDA receptor's pore, as Jahr and Stevens described it (Jahr1990voltage)."""

from __future__ import annotations

import numpy as np

PER_MV = 0.062  # steepness [1/mV]
HALF_MM = 3.57  # magnesium that blocks half of the pores at 0 mV [mM]


def magnesium_free(membrane_mV: np.ndarray | float, mg_mM: float = 1.0) -> np.ndarray:
    """Return the share of open NMDA channels that magnesium leaves free, 0 to 1."""
    return 1 / (1 + mg_mM / HALF_MM * np.exp(-PER_MV * np.asarray(membrane_mV, dtype=float)))
