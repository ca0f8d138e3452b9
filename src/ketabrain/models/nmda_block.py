"""Magnesium's block of the NMDA receptor's pore, as Jahr and Stevens described it (Jahr1990voltage)."""

from __future__ import annotations

import numpy as np

PER_MV = 0.062  # steepness [1/mV]
HALF_MM = 3.57  # magnesium that blocks half of the pores at 0 mV [mM]


def magnesium_free(
    membrane_mV: np.ndarray | float, mg_mM: float = 1.0, per_mV: float = PER_MV, half_mM: float = HALF_MM
) -> np.ndarray:
    """Return the share of open NMDA channels that magnesium leaves free, 0 to 1.

    ``membrane_mV`` [mV], ``mg_mM`` magnesium outside [mM], ``per_mV`` steepness [1/mV], ``half_mM`` the
    magnesium that blocks half of the pores at 0 mV [mM].
    """
    return 1 / (1 + mg_mM / half_mM * np.exp(-per_mV * np.asarray(membrane_mV, dtype=float)))
