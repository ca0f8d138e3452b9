"""How much of each target ketamine and its metabolites occupy, from published affinities.

One binding site, one drug, equilibrium: the share occupied is c / (c + K), where c is the free concentration
[µM] and K the affinity [µM]. Plasma levels are totals in ng/mL. Every published affinity that we found is
listed, those that contradict each other too, and a profile keeps the whole range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

COMPOUNDS = {
    "ketamine": "ketamine (racemate)",
    "S-ketamine": "S-ketamine",
    "R-ketamine": "R-ketamine",
    "norketamine": "norketamine",
    "dehydronorketamine": "dehydronorketamine",
    "hydroxynorketamine": "(2R,6R)-hydroxynorketamine",
}
MASS_G_MOL = {
    "ketamine": 237.7,
    "S-ketamine": 237.7,
    "R-ketamine": 237.7,
    "norketamine": 223.7,
    "dehydronorketamine": 221.7,
    "hydroxynorketamine": 239.7,
}
ACID_G_MOL = 36.46  # hydrogen chloride, which makes the base a salt
KINDS = ("Ki", "IC50", "none found")
FREE_FRACTION = 0.55


@dataclass(frozen=True)
class Parameters:
    """What turns a level in plasma into a free concentration, and a concentration into a share."""

    free_fraction: float = parameter(
        FREE_FRACTION,
        "",
        "measured elsewhere",
        "share of the drug in plasma that no protein holds; inside the range measured, the same for all compounds",
        low=0.05,
        high=1,
        source="Dayton1983binding",
    )
    free_low: float = parameter(
        0.53,
        "",
        "published",
        "lowest free share: as much as 47 % is bound",
        low=0.05,
        high=1,
        source="Dayton1983binding",
    )
    free_high: float = parameter(
        0.77, "", "chosen here", "highest free share: a binding of 23 % is quoted, but we did not see its source",
        low=0.05, high=1,
    )  # fmt: skip
    brain_over_plasma: float = parameter(
        7, "", "measured elsewhere",
        "drug in the whole brain against plasma, both totals, after S-ketamine (500 and 70 ng/mL): for the mistake only",
        low=0.1, high=100, source="Hartvig1995pet",
    )  # fmt: skip
    hill: float = parameter(1, "", "chosen here", "steepness: one drug molecule a site", low=0.3, high=4)
    reach: float = parameter(
        0.1, "", "chosen here", "occupied share from which a target counts as within reach", low=0.001, high=1
    )

    def __post_init__(self) -> None:
        check(self)
        if not self.free_low <= self.free_high:
            raise ValueError(f"free_low = {self.free_low:g} is above free_high = {self.free_high:g}: swap them.")


@dataclass(frozen=True)
class Affinity:
    """One published affinity [µM]; ``low_uM`` and ``high_uM`` differ where the source gives a range.

    ``kind`` is "Ki" (how tightly it binds), "IC50" (what halves a response) or "none found", where binding was looked
    for up to ``low_uM`` and not found (infinite where the source names no limit). ``confirmed`` is False where we did
    not see the number in its own source; ``disputed`` where laboratories contradict each other, or the sample held a
    second active substance.
    """

    target: str
    compound: str
    low_uM: float
    high_uM: float
    kind: str
    assay: str
    source: str | None
    confirmed: bool = True
    disputed: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        here = f"Affinity of {self.compound} for {self.target}:"
        if self.target not in TARGETS:
            raise ValueError(f"{here} the target is not listed: use one of {', '.join(TARGETS)}.")
        if self.compound not in COMPOUNDS:
            raise ValueError(f"{here} the compound is not known: use one of {', '.join(COMPOUNDS)}.")
        if self.kind not in KINDS:
            raise ValueError(f"{here} kind '{self.kind}' is not known: use {', '.join(KINDS)}.")
        if not 0 < self.low_uM <= self.high_uM:
            raise ValueError(
                f"{here} {self.low_uM:g} to {self.high_uM:g} µM is no range: give low, then high, above 0."
            )
        if self.confirmed and self.source is None:
            raise ValueError(f"{here} a confirmed number needs its source.")

    @property
    def found(self) -> bool:
        """Whether binding or an effect was found at all."""
        return self.kind != "none found"

    @property
    def firm(self) -> bool:
        """Whether the number was seen in its source and nobody contradicts it."""
        return self.confirmed and not self.disputed


class Row(NamedTuple):
    """A target in a profile: its occupancy over all affinities and free shares, and what each affinity gives.

    ``lowest`` and ``highest`` are shares from 0 to 1, None where no affinity is known; ``points`` holds each affinity
    with its own lowest and highest share. Where no binding was found, the highest is what the search did not rule out.
    """

    target: str
    lowest: float | None
    highest: float | None
    points: tuple[tuple[Affinity, float, float], ...]


def from_pK(pK: float) -> float:
    """Return an affinity [µM] from its negative decimal logarithm in mol/L, as papers print pKi and pIC50."""
    return float(10.0 ** (6 - pK))


def racemate_uM(s_uM: float, r_uM: float) -> float:
    """Return the affinity [µM] of a one-to-one mixture of two mirror images that compete for one site."""
    for name, value in (("s_uM", s_uM), ("r_uM", r_uM)):
        check_range(name, value, 1e-6, 1e6, "µM")
    return 2 / (1 / s_uM + 1 / r_uM)


TARGETS: Mapping[str, str] = {
    "NMDA": "NMDA receptor, site inside the pore",
    "D2": "dopamine receptor D2",
    "5-HT2": "serotonin receptor 5-HT2",
    "5-HT3": "serotonin receptor 5-HT3",
    "µ opioid": "opioid receptor mu",
    "κ opioid": "opioid receptor kappa",
    "δ opioid": "opioid receptor delta",
    "ORL1": "nociceptin receptor",
    "sigma-1": "sigma-1 receptor",
    "sigma-2": "sigma-2 receptor",
    "DAT": "dopamine transporter",
    "NET": "noradrenaline transporter",
    "SERT": "serotonin transporter",
    "M1": "muscarinic receptor M1",
    "α7": "nicotinic receptor alpha-7",
    "α4β2": "nicotinic receptor alpha-4 beta-2",
    "α3β4": "nicotinic receptor alpha-3 beta-4",
    "HCN1": "pacemaker channel HCN1",
    "BK": "large potassium channel BK",
    "Ca (L)": "calcium channel, L-type",
    "Na": "sodium channel, voltage-gated",
}
CHO, CAN = "CHO cells", "up to 10 µM tested"
SECOND_HAND = "seen only in a compilation by others"


def _one(target: str, compound: str, value_uM: float, kind: str, assay: str, source: str | None, note: str = "",
         confirmed: bool = True, disputed: bool = False) -> Affinity:  # fmt: skip
    return Affinity(target, compound, value_uM, value_uM, kind, assay, source, confirmed, disputed, note)


def _second_hand(target: str, low_uM: float, high_uM: float, kind: str, source: str | None = None,
                 disputed: bool = False) -> Affinity:  # fmt: skip
    return Affinity(target, "ketamine", low_uM, high_uM, kind, "not known to us", source, False, disputed, SECOND_HAND)


def _none(target: str, compound: str, up_to_uM: float, assay: str, source: str, disputed: bool = False) -> Affinity:
    return Affinity(target, compound, up_to_uM, inf, "none found", assay, source, True, disputed)


def _opioid(target: str, compound: str, racemate: float, ratios: tuple[float, float], share: float) -> Affinity:
    """Calculate one form's affinity from the racemate's and from how many times stronger S is than R."""
    low, high = sorted(racemate * (1 + ratio**share) / 2 for ratio in ratios)
    note = "calculated from the racemate and from S being 2 to 3 times as strong as R"
    return Affinity(target, compound, low, high, "Ki", CHO, "Hirota1999opioid", note=note)


MU_UM, KAPPA_UM, DELTA_UM = from_pK(4.38), from_pK(4.55), from_pK(3.57)
S_TO_R = (2.0, 3.0)

AFFINITIES: tuple[Affinity, ...] = (
    # the racemate
    Affinity("NMDA", "ketamine", 0.25, 0.66, "Ki", "human, MK-801 site", "Roth2013methoxetamine", False,
             note=SECOND_HAND),
    _one("NMDA", "ketamine", 0.5, "Ki", "MK-801 site", "Kapur2002d2"),
    _one("NMDA", "ketamine", 0.71, "IC50", "human GluN1/GluN2A, −70 mV, no magnesium", "Gilling2009untrapping"),
    _one("NMDA", "ketamine", 3.1, "Ki", "rat striatum, MK-801 site", "Seeman2005d2high"),
    _one("D2", "ketamine", 0.055, "Ki", "human clone, high-affinity state", "Seeman2005d2high", disputed=True),
    _one("D2", "ketamine", 0.5, "Ki", "high-affinity state", "Kapur2002d2", disputed=True),
    _none("D2", "ketamine", inf, "human and rat clones", "Jordan2006inactive", disputed=True),
    _none("D2", "ketamine", inf, "binding assay", "Liu2006emergence", disputed=True),
    _none("D2", "ketamine", 10, f"both forms, {CAN}", "Can2016dopamine", disputed=True),
    _one("5-HT2", "ketamine", 15, "Ki", "high-affinity state", "Kapur2002d2", disputed=True),
    _none("5-HT2", "ketamine", inf, "binding assay", "Liu2006emergence", disputed=True),
    _second_hand("5-HT3", 3, 30, "IC50"),
    _one("µ opioid", "ketamine", MU_UM, "Ki", CHO, "Hirota1999opioid"),
    _second_hand("µ opioid", 27, 27, "IC50"),
    _one("κ opioid", "ketamine", KAPPA_UM, "Ki", CHO, "Hirota1999opioid"),
    _one("δ opioid", "ketamine", DELTA_UM, "Ki", CHO, "Hirota1999opioid"),
    _one("ORL1", "ketamine", 500, "Ki", CHO, "Hirota1999opioid", "estimated by the authors"),
    _one("sigma-1", "ketamine", 139, "Ki", "not known to us", None, "its source was not seen", confirmed=False),
    _one("sigma-2", "ketamine", 26, "Ki", "not known to us", None, "its source was not seen", confirmed=False),
    _one("DAT", "ketamine", 62.9, "Ki", "rat clone, uptake", "Nishimura1998transporters"),
    _one("NET", "ketamine", 66.8, "Ki", "human clone, uptake", "Nishimura1998transporters"),
    _one("SERT", "ketamine", 162, "Ki", "rat clone, uptake", "Nishimura1998transporters"),
    _one("M1", "ketamine", 48, "IC50", "rat clone, egg cells, pure drug", "Durieux1997benzethonium"),
    _one("M1", "ketamine", 15, "IC50", "rat clone, egg cells, with benzethonium", "Durieux1997benzethonium",
         "the preservative blocks too", disputed=True),
    _one("M1", "ketamine", 5.7, "IC50", "egg cells, Ketalar", "Durieux1995muscarinic",
         "Ketalar holds the preservative benzethonium, which blocks too", disputed=True),
    _one("α7", "ketamine", 20, "IC50", "human clone, egg cells, pure drug", "CoatesFlood2001nicotinic"),
    _one("α4β2", "ketamine", 50, "IC50", "human clone, egg cells, pure drug", "CoatesFlood2001nicotinic"),
    _one("α3β4", "ketamine", 3.1, "IC50", "rat clone, cells", "Moaddel2013nicotinic"),
    _second_hand("HCN1", 4, 8, "IC50", "Chen2009hcn1", disputed=True),
    _one("HCN1", "ketamine", 67, "IC50", "human clone, egg cells", "HumanHcnOocytes", disputed=True),
    _second_hand("BK", 0.77, 1.66, "IC50"),
    _one("Ca (L)", "ketamine", 1.8, "IC50", "human heart cells", "HumanAtrialCalcium", disputed=True),
    _second_hand("Ca (L)", 33, 33, "IC50", disputed=True),
    _one("Na", "ketamine", 1140, "IC50", "human neuroblastoma cells", "Reckziegel2002sodium"),
    Affinity("Na", "ketamine", 50, 150, "IC50", "not known to us", None, False, note="its source was not seen"),
    # the two forms
    _one("NMDA", "S-ketamine", 0.3, "Ki", "rat cortex, MK-801 site", "Ebert1997norketamine"),
    _one("NMDA", "R-ketamine", 1.4, "Ki", "rat cortex, MK-801 site", "Ebert1997norketamine"),
    _opioid("µ opioid", "S-ketamine", MU_UM, S_TO_R, -1),
    _opioid("µ opioid", "R-ketamine", MU_UM, S_TO_R, 1),
    _opioid("κ opioid", "S-ketamine", KAPPA_UM, S_TO_R, -1),
    _opioid("κ opioid", "R-ketamine", KAPPA_UM, S_TO_R, 1),
    _one("sigma-1", "S-ketamine", 131, "Ki", "not known to us", None, "its source was not seen", confirmed=False),
    _one("sigma-1", "R-ketamine", 27, "Ki", "not known to us", None, "its source was not seen", confirmed=False),
    _one("DAT", "S-ketamine", 46.9, "Ki", "rat clone, uptake", "Nishimura1999dopamine"),
    _one("DAT", "R-ketamine", 390, "Ki", "rat clone, uptake", "Nishimura1999dopamine"),
    _one("M1", "S-ketamine", 125, "IC50", "rat clone, egg cells, pure drug", "Durieux1997benzethonium"),
    _one("M1", "R-ketamine", 91, "IC50", "rat clone, egg cells, pure drug", "Durieux1997benzethonium"),
    # the metabolites
    _one("NMDA", "norketamine", racemate_uM(1.7, 13), "Ki", "rat cortex, MK-801 site", "Ebert1997norketamine",
         "calculated from S, 1.7 µM, and R, 13 µM"),
    _one("α3β4", "norketamine", 9.1, "IC50", "rat clone, cells", "Moaddel2013nicotinic"),
    _one("α7", "norketamine", 1, "IC50", "cells", "Moaddel2013nicotinic",
         "acts at 1 µM or less: an upper limit, no IC50", confirmed=False),
    _one("NMDA", "dehydronorketamine", 38.95, "Ki", "S form", None, SECOND_HAND, confirmed=False),
    _one("α7", "dehydronorketamine", 0.055, "IC50", "cells", "Moaddel2013nicotinic"),
    _none("α3β4", "dehydronorketamine", 100, "rat clone, cells; IC50 above 100 µM", "Moaddel2013nicotinic"),
    _one("NMDA", "hydroxynorketamine", 46, "IC50", "clone, cells, no magnesium", "Abbott2020hnk"),
    _one("α7", "hydroxynorketamine", 1, "IC50", "cells", "Moaddel2013nicotinic",
         "acts at 1 µM or less: an upper limit, no IC50", confirmed=False),
    _none("α3β4", "hydroxynorketamine", 100, "rat clone, cells; IC50 above 100 µM", "Moaddel2013nicotinic"),
    *(_none(target, compound, 10, CAN, "Can2016dopamine")
      for compound in ("S-ketamine", "R-ketamine", "norketamine", "dehydronorketamine", "hydroxynorketamine")
      for target in ("D2", "DAT", "NET", "SERT")
      if not (target == "DAT" and compound in ("S-ketamine", "R-ketamine"))),
)  # fmt: skip


def known(compound: str) -> str:
    """Return the compound's name; raise ValueError, which lists the known ones, for another."""
    if compound not in COMPOUNDS:
        raise ValueError(f"compound = {compound!r} is not known: choose one of {', '.join(COMPOUNDS)}.")
    return compound


def free_uM(plasma_ng_ml: float, free_fraction: float = FREE_FRACTION, compound: str = "ketamine") -> float:
    """Return the free concentration [µM] at a total level in plasma [ng/mL].

    The same concentration is assumed outside the brain's cells. Raise ValueError out of range.
    """
    check_range("plasma_ng_ml", plasma_ng_ml, 0, 100_000, "ng/mL")
    check_range("free_fraction", free_fraction, 0, 1)
    return free_fraction * plasma_ng_ml / MASS_G_MOL[known(compound)]


def whole_brain_uM(plasma_ng_ml: float, compound: str = "ketamine", parameters: Parameters | None = None) -> float:
    """Return the concentration [µM] of all drug in the brain, most of it held by tissue: no receptor sees it."""
    p = parameters or Parameters()
    return p.brain_over_plasma * free_uM(plasma_ng_ml, 1.0, compound)


def occupancy(free_uM: float, affinity_uM: float, hill: float = 1.0) -> float:
    """Return the share of sites occupied, 0 to 1, at a free concentration [µM]; an infinite affinity gives 0."""
    check_range("free_uM", free_uM, 0, 1e6, "µM")
    check_range("affinity_uM", affinity_uM, 1e-9, inf, "µM")
    check_range("hill", hill, 0.3, 4)
    return float((free_uM / affinity_uM) ** hill / (1 + (free_uM / affinity_uM) ** hill))


def affinities(compound: str = "ketamine", target: str | None = None) -> tuple[Affinity, ...]:
    """Return the published affinities of a compound, in the order of the targets, or those for one target."""
    if target is not None and target not in TARGETS:
        raise ValueError(f"target = {target!r} is not known: choose one of {', '.join(TARGETS)}.")
    places = list(TARGETS)
    wanted = [a for a in AFFINITIES if a.compound == known(compound) and target in (None, a.target)]
    return tuple(sorted(wanted, key=lambda a: places.index(a.target)))


def occupied(
    free_low_uM: float, free_high_uM: float, compound: str, hill: float = 1.0, doubtful: bool = True
) -> list[Row]:
    """Return the profile between two free concentrations [µM], one row a target.

    Without ``doubtful``, affinities that are disputed or not confirmed are left out.
    """
    rows = []
    for target in TARGETS:
        points = tuple(
            (a, occupancy(free_low_uM, a.high_uM, hill), occupancy(free_high_uM, a.low_uM, hill))
            for a in affinities(compound, target)
            if doubtful or a.firm
        )
        lowest = min((low for _, low, _ in points), default=None)
        highest = max((high for _, _, high in points), default=None)
        rows.append(Row(target, lowest, highest, points))
    return rows


def profile(
    plasma_ng_ml: float,
    free_fraction: float | None = None,
    compound: str = "ketamine",
    parameters: Parameters | None = None,
) -> list[Row]:
    """Return the occupancy of every target at a total level in plasma [ng/mL].

    Without ``free_fraction`` the range covers the free shares from ``free_low`` to ``free_high`` as well as all
    affinities; with it, the affinities alone. Raise ValueError out of range or for an unknown compound.
    """
    p = parameters or Parameters()
    shares = (p.free_low, p.free_high) if free_fraction is None else (free_fraction, free_fraction)
    low, high = (free_uM(plasma_ng_ml, share, compound) for share in shares)
    return occupied(low, high, compound, p.hill)


def within_reach(rows: list[Row], reach: float = 0.1) -> tuple[list[str], list[str]]:
    """Return the targets of which some affinity gives at least ``reach``, and those that rest on doubtful ones alone.

    Doubtful is an affinity that is disputed or that we could not confirm.
    """
    reached, doubtful = [], []
    for row in rows:
        there = [a for a, _, high in row.points if a.found and high >= reach]
        if there:
            reached.append(row.target)
        if there and not any(a.firm for a in there):
            doubtful.append(row.target)
    return reached, doubtful


def firm(row: Row) -> tuple[float, float] | None:
    """Return a target's lowest and highest occupancy by confirmed, undisputed affinities; None where there is none."""
    points = [(low, high) for a, low, high in row.points if a.firm and a.found]
    if not points:
        return None
    lows, highs = np.array(points).T
    return float(lows.min()), float(highs.max())
