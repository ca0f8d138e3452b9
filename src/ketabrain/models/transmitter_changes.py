"""Measured changes of transmitters under ketamine, and what a printed number allows to be worked out.

Each change is one line of a source: a transmitter, where, in whom, by which method, at which dose and when.
Its direction is that of the transmitter as the source reads it; for a PET tracer that binds less where there
is more transmitter, it is the other way round than the binding. Sizes are levels after divided by levels before
(or under the control). Doses in mg/kg, times as printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from ketabrain.models import pfc_disinhibition
from ketabrain.models.estimate import Estimate, Parameters
from ketabrain.models.imaging_effects import LESS, MORE, SAME
from ketabrain.models.parameter import check_range

UNREAD = 2  # a study whose result was not seen
WAYS = {"down": LESS, "none": SAME, "up": MORE}
TRANSMITTERS = {
    "glutamate": "glutamate",
    "gaba": "GABA",
    "dopamine": "dopamine",
    "serotonin": "serotonin",
    "noradrenaline": "noradrenaline",
    "acetylcholine": "acetylcholine",
    "opioids": "the body's own opioids",
}
SPECIES = {"people": "people", "monkeys": "monkeys and baboons", "rodents": "rats and mice"}
METHODS = {
    "dialysis": "microdialysis",
    "mrs": "spectroscopy",
    "pet": "PET",
    "tissue": "tissue taken out",
    "blood": "blood",
    "firing": "recordings of cells",
    "pooled": "pooled studies",
}
STEPS = 20_001  # of the sum under the curve of t


class Change(NamedTuple):
    """One measured change.

    ``species`` is the group of ``SPECIES`` and ``animal`` whom or what exactly; ``dose`` and ``interval`` are as the
    source says, "not seen" where we did not see them. ``rat_mg_kg`` is the dose at which the model of the prefrontal
    cortex stands beside a change. ``ratio`` is level after over level before, ``low`` and ``high`` its ends where a
    spread or a range is printed (``spread`` says which). ``inverse`` is True where the measured number moves against
    the transmitter, as a tracer's binding does. ``confirmed`` is False where we know of a study but saw no result.
    """

    label: str
    transmitter: str
    region: str
    species: str
    animal: str
    method: str
    dose: str
    interval: str
    way: int
    printed: str
    control: str
    source: str
    n: int | None = None
    rat_mg_kg: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    spread: str = ""
    inverse: bool = False
    confirmed: bool = True


def ratio(before: float, after: float) -> float:
    """Return how many times the level before the level after is; raise ValueError unless both are above zero."""
    for name, value in (("before", before), ("after", after)):
        check_range(name, value, 1e-12, math.inf)
    return after / before


def of_percent(percent: float) -> float:
    """Return a change in per cent as a ratio: +38 % is 1.38. Raise ValueError for a loss of more than everything."""
    check_range("percent", percent, -100, math.inf, "%")
    return 1 + percent / 100


NOT_SEEN = "not seen"
OWN = "their own level before"
AWAKE = "awake rats"
PLAIN = "± as printed, kind not stated"


def _moghaddam(dose: int, way: int, printed: str, state: str = AWAKE) -> Change:
    return Change(f"rat PFC, {dose} mg/kg", "glutamate", "prefrontal cortex", "rodents", state, "dialysis",
                  f"{dose} mg/kg", NOT_SEEN, way, printed, OWN, "Moghaddam1997activation", rat_mg_kg=dose)  # fmt: skip


def _kubota(dose: int, way: int, after: float, printed: str) -> Change:
    return Change(f"rat PFC, {dose} mg/kg, 20-40 min", "noradrenaline", "medial prefrontal cortex", "rodents", "rats",
                  "dialysis", f"{dose} mg/kg i.p.", "20 to 40 min", way, printed, "saline, same rats",
                  "Kubota1999noradrenaline", 7, ratio=ratio(2.7, after))  # fmt: skip


def _dynorphin(where: str, region: str, way: int, printed: str) -> Change:
    return Change(f"rat {where}, dynorphin", "opioids", region, "rodents", "rats", "tissue", "dose not seen, i.p.",
                  NOT_SEEN, way, printed, NOT_SEEN, "Pongdhana1985dynorphin")  # fmt: skip


def _tissue(transmitter: str, way: int, percent: float, later: str) -> Change:
    return Change("rat brain, 50 mg/kg, 30 min", transmitter, "brain, taken out", "rodents", "rats", "tissue",
                  "50 mg/kg i.p.", "30 min", way, f"{percent:+.0f} %{later}".replace("-", "−"), NOT_SEEN,
                  "RatMonoamines", ratio=of_percent(percent))  # fmt: skip


def _pooled(where: str, region: str, g: str) -> Change:
    return Change(f"rat, mouse {where}, pooled", "dopamine", region, "rodents", "rats and mice", "pooled",
                  "below anaesthesia", "various", MORE, g, "untreated animals", "Kokkinou2018dopaminergic")  # fmt: skip


CHANGES: tuple[Change, ...] = (
    # glutamate
    _moghaddam(10, MORE, "rises"),
    _moghaddam(20, MORE, "rises"),
    _moghaddam(30, MORE, "rises"),
    _moghaddam(50, SAME, "no effect"),
    _moghaddam(200, LESS, "falls", "anaesthetised rats"),
    Change("people PFC, during infusion", "glutamate", "prefrontal cortex", "people", "healthy people and patients",
           "mrs", "infusion, dose not seen", "during the infusion", MORE, "cycling of glutamate and glutamine +13 %",
           OWN, "Abdallah2018effects", 21, ratio=of_percent(13)),
    Change("patients mPFC, 0.5 mg/kg, 26 min", "glutamate", "medial prefrontal cortex", "people",
           "people with depression", "mrs", "0.5 mg/kg i.v.", "peak at about 26 min", MORE,
           "glutamate and glutamine +37.8 ± 7.5 %", "none: own level before", "Milak2016pilot", 8,
           ratio=of_percent(37.8), low=of_percent(30.3), high=of_percent(45.3), spread=PLAIN),
    Change("people ACC", "glutamate", "anterior cingulate cortex", "people", "healthy people", "mrs",
           "dose not seen", NOT_SEEN, MORE, "glutamate rises", NOT_SEEN, "Stone2012ketamine"),
    Change("people hippocampus", "glutamate", "hippocampus", "people", "healthy people", "mrs", "dose not seen",
           NOT_SEEN, MORE, "glutamate and glutamine rise", NOT_SEEN, "Kraguljac2017hippocampal", 15),
    Change("people cortex, 0.5 mg/kg, at once", "glutamate", "cortex", "people", "healthy people", "mrs",
           "0.5 mg/kg i.v.", "during the infusion", SAME, "glutamate and glutamine: no change",
           "saline, 9 other people", "Mrs2012lackglx", 8),
    Change("people PCC, 193 min", "glutamate", "posterior cingulate cortex", "people", "healthy men", "mrs",
           "below anaesthesia", "193 min", SAME, "no change; 4 % would have been seen", OWN, "PCC2021pilot", 12),
    Change("people pgACC, 0.5 mg/kg, 24 h", "glutamate", "pregenual anterior cingulate cortex", "people",
           "20 with depression, 17 healthy", "mrs", "0.5 mg/kg i.v.", "24 h", SAME, "no change seen",
           "placebo, same people", "Evans2018glutamate", 37),
    Change("patients, 0.1 to 0.5 mg/kg", "glutamate", "ventromedial prefrontal cortex", "people", "people with depression",
           "mrs", "0.1 to 0.5 mg/kg i.v.", "during 40 min", UNREAD, "result not seen", "placebo, other people",
           "Milak2020dose", 38, confirmed=False),
    # GABA
    Change("rat PFC, 25 mg/kg", "gaba", "medial prefrontal cortex", "rodents", AWAKE, "dialysis", "25 mg/kg i.p.",
           NOT_SEEN, SAME, "no change, after one dose or after seven", OWN, "Lindefors1997differential"),
    Change("patients mPFC, 0.5 mg/kg, 26 min", "gaba", "medial prefrontal cortex", "people", "people with depression", "mrs",
           "0.5 mg/kg i.v.", "peak at about 26 min", MORE, "GABA +38.0 ± 9.1 %", "none: own level before",
           "Milak2016pilot", 8, ratio=of_percent(38.0), low=of_percent(28.9), high=of_percent(47.1),
           spread=PLAIN),
    Change("people below cortex", "gaba", "below the cortex", "people", "healthy people", "mrs", "dose not seen",
           NOT_SEEN, SAME, "no change", NOT_SEEN, "Stone2012ketamine"),
    Change("people, 0.8 mg/kg, 2 h", "gaba", "seven regions", "people", "healthy people", "mrs", "0.8 mg/kg over 50 min",
           "2 h", UNREAD, "result not seen", OWN, "Silberbauer2020effect", 25, confirmed=False),
    Change("patients, 0.1 to 0.5 mg/kg", "gaba", "ventromedial prefrontal cortex", "people", "people with depression", "mrs",
           "0.1 to 0.5 mg/kg i.v.", "during 40 min", UNREAD, "result not seen", "placebo, other people",
           "Milak2020dose", 38, confirmed=False),
    # dopamine
    _pooled("cortex", "cortex", "g = 1.33, p < 0.01"),
    _pooled("striatum", "striatum", "g = 0.57, p < 0.05"),
    _pooled("accumbens", "nucleus accumbens", "g = 1.30, p < 0.05"),
    Change("rat PFC, 25 mg/kg", "dopamine", "medial prefrontal cortex", "rodents", AWAKE, "dialysis", "25 mg/kg i.p.",
           NOT_SEEN, MORE, "five-fold for a short time; after a week of daily doses hardly any rise", OWN,
           "Lindefors1997differential", ratio=5.0),
    Change("rat PFC, 30 mg/kg", "dopamine", "prefrontal cortex", "rodents", AWAKE, "dialysis", "30 mg/kg", NOT_SEEN,
           MORE, "rises; not if AMPA receptors are blocked there", OWN, "Moghaddam1997activation"),
    Change("rodent cells, pooled", "dopamine", "dopamine neurons", "rodents", "rats and mice", "firing",
           "below anaesthesia", "various", MORE, "active cells +62 to +180 %", "untreated animals",
           "Kokkinou2018dopaminergic", low=of_percent(62), high=of_percent(180), spread="range of studies"),
    Change("rat VTA cells, 10 mg/kg", "dopamine", "ventral tegmental area", "rodents",
           "anaesthetised Wistar Kyoto rats", "firing", "10 mg/kg i.p.", NOT_SEEN, MORE, "more cells active",
           "saline, other rats", "Daniels2023norepinephrine"),
    Change("rodent tissue, over 100 mg/kg", "dopamine", "several regions", "rodents", "rats and mice", "tissue",
           "over 100 mg/kg: anaesthesia", "various", SAME, "no study showed an effect", "untreated animals",
           "Kokkinou2018dopaminergic"),
    _tissue("dopamine", LESS, -58, "; −38 % after 12 h"),
    Change("people striatum, raclopride", "dopamine", "striatum", "people", "healthy people", "pet", "dose not seen",
           "during the scan", MORE, "tracer's binding −11.2 ± 8.9 %; on saline −1.9 ± 3.7 %", "saline",
           "Breier1998effects", ratio=of_percent(-11.2), low=of_percent(-20.1), high=of_percent(-2.3),
           spread="SD of people", inverse=True),
    Change("people v. striatum, S-form", "dopamine", "ventral striatum", "people", "healthy people", "pet",
           "S-ketamine, dose not seen", "during the scan", MORE,
           "tracer's binding −17.5 %; caudate −14.3 %, putamen −13.6 %", NOT_SEEN,
           "Vollenweider2000raclopride", 8,
           ratio=of_percent(-17.5), inverse=True),
    Change("people striatum, 293 ng/mL", "dopamine", "striatum", "people", "healthy men", "pet",
           "to 293 ± 29 ng/mL in plasma", "during the scan", SAME, "tracer's binding unchanged", "a control scan",
           "Aalto2002raclopride", inverse=True),
    # serotonin
    Change("rat PFC, 5 mg/kg", "serotonin", "medial prefrontal cortex", "rodents", "rats", "dialysis",
           "5 mg/kg s.c.", NOT_SEEN, MORE, "rises, less than after 25 mg/kg", NOT_SEEN, "Nishitani2014raphe"),
    Change("rat PFC, 25 mg/kg", "serotonin", "medial prefrontal cortex", "rodents", "rats", "dialysis",
           "25 mg/kg s.c.", NOT_SEEN, MORE, "rises", NOT_SEEN, "Nishitani2014raphe"),
    Change("rat PFC, 25 mg/kg, 5-HIAA", "serotonin", "medial prefrontal cortex", "rodents", AWAKE, "dialysis",
           "25 mg/kg i.p.", NOT_SEEN, MORE, "what serotonin is broken down to rises", OWN, "Lindefors1997differential"),
    Change("rat raphe cells, 10 mg/kg", "serotonin", "dorsal raphe", "rodents", "anaesthetised Wistar Kyoto rats",
           "firing", "10 mg/kg i.p.", NOT_SEEN, SAME, "no significant change", "saline, other rats",
           "Daniels2023norepinephrine"),
    _tissue("serotonin", MORE, 28, "; back after 12 h"),
    Change("monkey PFC, infusion", "serotonin", "prefrontal cortex", "monkeys", "awake monkeys", "dialysis",
           "infusion, dose not seen", "during the infusion", MORE, "rises for a short time", OWN,
           "Yamamoto2013sert"),
    Change("monkey transporter, infusion", "serotonin", "whole brain", "monkeys", "awake monkeys", "pet",
           "0.5 and 1.5 mg/kg over 40 min", "during the infusion", MORE, "tracer's binding falls with the dose",
           "vehicle, same monkeys", "Yamamoto2013sert", 5, inverse=True),
    Change("monkey transporter, 24 h", "serotonin", "whole brain", "monkeys", "awake monkeys", "pet",
           "0.5 and 1.5 mg/kg over 40 min", "24 h", SAME, "no change", "vehicle, same monkeys", "Yamamoto2013sert", 5,
           inverse=True),
    Change("people transporter, 0.5 mg/kg", "serotonin", "serotonin transporter", "people", "healthy people", "pet",
           "0.5 mg/kg i.v.", "during the scan", SAME, "under 10 % of transporters taken, the method's limit", NOT_SEEN,
           "Spies2018sert", 12, inverse=True),
    Change("people transporter, 0.8 mg/kg", "serotonin", "serotonin transporter", "people", "healthy people", "pet",
           "0.8 mg/kg i.v.", "during the scan", SAME, "not different from none", NOT_SEEN, "Schlosser2025sert", 10,
           inverse=True),
    Change("patients 5-HT1B receptor", "serotonin", "whole brain", "people", "people with depression", "pet",
           "dose not seen", NOT_SEEN, SAME, "no overall change of binding", "placebo, other people",
           "Tiger2020serotonin", 30, inverse=True),
    # noradrenaline
    _kubota(1, SAME, 3.3, "3.3 ± 1.0 pg against 2.7 ± 0.7 on saline; no difference stated"),
    _kubota(10, SAME, 4.2, "4.2 ± 0.8 pg against 2.7 ± 0.7 on saline; no difference stated"),
    _kubota(100, MORE, 7.7, "7.7 ± 2.0 pg against 2.7 ± 0.7 on saline, p < 0.05 (± SEM)"),
    Change("rat LC cells, 10 mg/kg", "noradrenaline", "locus coeruleus", "rodents", "anaesthetised Wistar Kyoto rats",
           "firing", "10 mg/kg i.p.", NOT_SEEN, LESS, "bursts, raised in this strain, back to the usual",
           "saline, other rats", "Daniels2023norepinephrine"),
    _tissue("noradrenaline", LESS, -43, "; −31 % after 12 h"),
    Change("people plasma, 2 mg/kg", "noradrenaline", "plasma", "people", "healthy people, anaesthetised", "blood",
           "2 mg/kg, then 0.03 a minute", "during anaesthesia", MORE, "250 ± 105 to 570 ± 270 pg/mL (± SD)", OWN,
           "Kienbaum2000racemic", 6, ratio=ratio(250, 570)),
    Change("people plasma, S-form, 0.67 mg/kg", "noradrenaline", "plasma", "people", "healthy people, anaesthetised",
           "blood", "S-ketamine 0.67 mg/kg, then 0.015 a minute", "during anaesthesia", MORE,
           "159 ± 52 to 373 ± 136 pg/mL (± SD)", OWN, "Kienbaum2001sketamine", 6, ratio=ratio(159, 373)),
    Change("baboon plasma, 2 h infusion", "noradrenaline", "plasma, urine, brain fluid", "monkeys",
           "anaesthetised baboons", "blood", "infusion for 2 h", "0 to 4 h", SAME, "no change; adrenaline rose", OWN,
           "Chernow1982baboon"),
    # acetylcholine
    Change("rat PFC, 2 to 20 mg/kg, 40 min", "acetylcholine", "medial prefrontal cortex", "rodents", "rats",
           "dialysis", "2 to 20 mg/kg i.p.", "over 40 min", MORE, "up to +250 %, more with the dose", OWN,
           "Nelson2002acetylcholine", ratio=of_percent(250)),
    Change("rat PFC, waking up", "acetylcholine", "prefrontal cortex", "rodents", "rats waking from isoflurane",
           "dialysis", "below anaesthesia", "after isoflurane", MORE,
           "0.18 ± 0.16 to 0.75 ± 0.41 pmol, +317 %, p = 0.0002", "its own level under isoflurane",
           "HambrechtWiedbusch2017emergence", 10, ratio=ratio(0.18, 0.75)),
    # the body's own opioids
    _dynorphin("cortex", "cortex", MORE, "concentration rises"),
    _dynorphin("septum", "septal area", LESS, "concentration falls"),
    _dynorphin("5 areas", "five other areas", SAME, "no change"),
)  # fmt: skip


def passes(change: Change, transmitter: str = "all", species: str = "all", method: str = "all") -> bool:
    """Return whether a change passes the filters."""
    wanted = ((change.transmitter, transmitter), (change.species, species), (change.method, method))
    return all(chosen in ("all", value) for value, chosen in wanted)


def chosen(transmitter: str = "all", species: str = "all", method: str = "all") -> tuple[Change, ...]:
    """Return the changes that pass the filters, in their order."""
    return tuple(change for change in CHANGES if passes(change, transmitter, species, method))


def tally(changes: Iterable[Change]) -> dict[int, int]:
    """Return how many changes are LESS, SAME, MORE and UNREAD."""
    ways = [change.way for change in changes]
    return {way: ways.count(way) for way in (LESS, SAME, MORE, UNREAD)}


def beside(change: Change, bias: float = 1.0) -> Estimate | None:
    """Return the model's pyramidal activity at a change's dose, as a share of that without drug; None without a dose.

    ``bias`` is that of ``pfc_disinhibition``. Both ends are the value: the model has no spread.
    """
    if change.rat_mg_kg is None:
        return None
    share = float(pfc_disinhibition.of_undrugged(change.rat_mg_kg, bias)[0][0])
    return Estimate(share, share, share)


def agrees(change: Change, bias: float = 1.0) -> bool:
    """Return whether the model of the prefrontal cortex goes the way that was measured."""
    found = beside(change, bias)
    return found is not None and WAYS[pfc_disinhibition.direction(found.value)] == change.way


def from_p(value: float, p: float, parameters: Parameters | None = None) -> Estimate:
    """Return a value with the interval that its two-sided p value implies, if its errors are normal.

    Raise ValueError for a value of zero (then p is 1 whatever the error) and for p outside 0 to 1.
    """
    quantile = (parameters or Parameters()).quantile
    if value == 0:
        raise ValueError("value = 0 has no error that a p value could tell: give another value.")
    wide = quantile * standard_error(value, p)
    return Estimate(value, value - wide, value + wide)


def standard_error(value: float, p: float) -> float:
    """Return the standard error that a value and its two-sided p value imply."""
    check_range("p", p, 1e-12, 1 - 1e-12)
    return abs(value) / -NormalDist().inv_cdf(p / 2)


def gap(one: tuple[float, float], other: tuple[float, float], parameters: Parameters | None = None) -> Estimate:
    """Return one result less the other with its interval; each is a value and its p value, from separate people."""
    quantile = (parameters or Parameters()).quantile
    value = one[0] - other[0]
    wide = quantile * math.hypot(standard_error(*one), standard_error(*other))
    return Estimate(value, value - wide, value + wide)


def p_of_normal(value: float, error: float) -> float:
    """Return the two-sided p value of a value with a normal error."""
    check_range("error", error, 1e-12, math.inf)
    return 2 * NormalDist().cdf(-abs(value) / error)


def t_of(one: tuple[float, float, int], other: tuple[float, float, int]) -> float:
    """Return t of two separate groups, each a mean, a standard deviation and how many there are."""
    (mean, sd, n), (mean_2, sd_2, n_2) = one, other
    for name, count in (("n_one", n), ("n_two", n_2)):
        check_range(name, count, 2, math.inf)
    pooled = math.sqrt(((n - 1) * sd**2 + (n_2 - 1) * sd_2**2) / (n + n_2 - 2))
    return (mean - mean_2) / (pooled * math.sqrt(1 / n + 1 / n_2))


def p_of_t(t: float, df: float) -> float:
    """Return the two-sided p value of t, from the area under its density; raise ValueError below one df."""
    check_range("df", df, 1, math.inf)
    angle = np.linspace(math.atan(abs(t) / math.sqrt(df)), math.pi / 2, STEPS)
    height = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)
    return float(2 * height * np.trapezoid(np.cos(angle) ** (df - 1), angle))


# Printed numbers from which something is worked out
RACLOPRIDE = {
    "ketamine": (-11.2, 8.9),
    "saline": (-1.9, 3.7),
    "amphetamine": (-15.5, 6.2),
}  # %, mean, SD (Breier1998effects)
RACLOPRIDE_PEOPLE = {"ketamine": 9, "saline": 6, "amphetamine": 12}  # worked out here from the printed t and df
LOW_GABA = {"depressed": (-0.52, 0.005), "remitted": (-0.24, 0.310)}  # difference in SD, p (Schur2016gaba)
