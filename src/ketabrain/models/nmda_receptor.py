"""The NMDA receptor's pore: magnesium, ketamine, voltage, and trapping.

Three views of one pore. At rest in time: how many open channels conduct at a voltage
(Jahr1990voltage for magnesium, Gilling2009untrapping for ketamine), and how that differs between
receptors with GluN2A to GluN2D (Kotermanski2009mg). In time: a scheme in which a blocker enters and
leaves only while the channel is open, and is trapped when the channel closes over it. Concentrations
are free, in uM; voltages in mV; times in s; shares from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ketabrain.models.nmda_block import HALF_MM, PER_MV, magnesium_free
from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, PUBLISHED, ELSEWHERE = "chosen here", "published", "measured elsewhere"
JAHR, GILLING, KOTERMANSKI = "Jahr1990voltage", "Gilling2009untrapping", "Kotermanski2009mg"
FORMS = ("racemic", "S", "R")
SUBUNITS = ("2A", "2B", "2C", "2D")
DRUGS = ("ketamine", "memantine")
STATES = ("closed", "open", "blocked_open", "trapped", "shallow")

RT_F_MV = 25.3  # thermal voltage [mV]
GILLING_MV, KOTERMANSKI_MV = -70.0, -66.0  # at which the two laboratories measured [mV]
REVERSAL_MV = 0.0  # at which the current changes its direction [mV]
NG_ML_PER_UM = 237.73  # ketamine base
CONCENTRATION_RANGE_UM, VOLTAGE_RANGE_MV, MAGNESIUM_RANGE_MM = (0.0, 1000.0), (-150.0, 100.0), (0.0, 20.0)

Window = tuple[float, float]
Dose = tuple[float, float, float]


@dataclass(frozen=True)
class Parameters:
    """Constants of the pore and of its blockers."""

    mg_half_mM: float = parameter(
        HALF_MM, "mM", PUBLISHED, "magnesium that blocks half at 0 mV", low=0.5, high=20, source=JAHR
    )
    mg_per_mV: float = parameter(
        PER_MV, "1/mV", PUBLISHED, "voltage dependence of magnesium", low=0.02, high=0.1, source=JAHR
    )
    ic50_uM: float = parameter(
        0.71, "µM", PUBLISHED, "racemic ketamine that blocks half at -70 mV", low=0.05, high=20, source=GILLING
    )
    hill: float = parameter(0.84, "", PUBLISHED, "steepness of that curve", low=0.5, high=2, source=GILLING)
    delta: float = parameter(
        0.79, "", PUBLISHED, "share of the membrane's voltage that ketamine feels", low=0, high=1.2, source=GILLING
    )
    s_over_r: float = parameter(
        4.0, "times", PUBLISHED, "potency of S against R: at least this", low=1, high=10, source="Oye1992sensory"
    )
    k_on: float = parameter(
        0.15, "1/(µM s)", PUBLISHED, "ketamine's blocking rate at -70 mV", low=0.01, high=2, source=GILLING
    )
    k_off: float = parameter(
        0.22, "1/s", PUBLISHED, "ketamine's unblocking rate at -70 mV", low=0.01, high=5, source=GILLING
    )
    k_on_memantine: float = parameter(
        0.32, "1/(µM s)", PUBLISHED, "memantine's blocking rate", low=0.01, high=2, source=GILLING
    )
    k_off_memantine: float = parameter(
        0.53, "1/s", PUBLISHED, "memantine's unblocking rate", low=0.01, high=5, source=GILLING
    )
    escapes_memantine: float = parameter(
        1 / 6,
        "",
        PUBLISHED,
        "share of memantine's block that is not trapped",
        low=0,
        high=1,
        source="Blanpied1997trapping",
    )
    on_share: float = parameter(0.5, "", CHOSEN, "part of the voltage dependence in the blocking rate", low=0, high=1)
    mean_open_ms: float = parameter(
        3.26, "ms", ELSEWHERE, "mean open time, mouse hippocampal cells", low=0.5, high=20, source="Orser1997multiple"
    )
    open_share: float = parameter(0.05, "", CHOSEN, "share of time open while glutamate is there", low=0.005, high=0.5)
    ic50_2a_uM: float = parameter(
        0.33,
        "µM",
        PUBLISHED,
        "GluN2A, no magnesium, -66 mV (not seen in the paper's text)",
        low=0.05,
        high=1,
        source=KOTERMANSKI,
    )
    ic50_2b_uM: float = parameter(0.31, "µM", PUBLISHED, "GluN2B, the same", low=0.05, high=1, source=KOTERMANSKI)
    ic50_2c_uM: float = parameter(0.51, "µM", PUBLISHED, "GluN2C, the same", low=0.05, high=1, source=KOTERMANSKI)
    ic50_2d_uM: float = parameter(0.83, "µM", PUBLISHED, "GluN2D, the same", low=0.05, high=1, source=KOTERMANSKI)
    ic50_mg_2a_uM: float = parameter(
        5.35,
        "µM",
        PUBLISHED,
        "GluN2A, 1 mM magnesium, -66 mV (not seen in the paper's text)",
        low=1.05,
        high=20,
        source=KOTERMANSKI,
    )
    ic50_mg_2b_uM: float = parameter(5.08, "µM", PUBLISHED, "GluN2B, the same", low=1.05, high=20, source=KOTERMANSKI)
    ic50_mg_2c_uM: float = parameter(1.18, "µM", PUBLISHED, "GluN2C, the same", low=1.05, high=20, source=KOTERMANSKI)
    ic50_mg_2d_uM: float = parameter(2.95, "µM", PUBLISHED, "GluN2D, the same", low=1.05, high=20, source=KOTERMANSKI)
    free_fraction: float = parameter(
        0.55, "", CHOSEN, "share of ketamine in plasma that is bound to nothing; 0.53 to 0.77", low=0.3, high=1
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Course:
    """Shares of all channels over ``time_s`` [s]; the five shares add up to 1."""

    time_s: np.ndarray
    closed: np.ndarray
    open: np.ndarray
    blocked_open: np.ndarray
    trapped: np.ndarray
    shallow: np.ndarray

    @property
    def blocked(self) -> np.ndarray:
        """The share of channels that hold a blocker, 0 to 1."""
        return self.blocked_open + self.trapped + self.shallow


# the pore at rest in time


def magnesium_half_mM(membrane_mV: np.ndarray | float, p: Parameters | None = None) -> np.ndarray:
    """Return the magnesium [mM] that blocks half of the open pores at ``membrane_mV`` [mV]."""
    p = p or Parameters()
    return p.mg_half_mM * np.exp(p.mg_per_mV * voltage(membrane_mV))


def ketamine_half_uM(membrane_mV: np.ndarray | float, form: str = "racemic", p: Parameters | None = None) -> np.ndarray:
    """Return the ketamine [uM] that blocks half of the open pores at ``membrane_mV`` [mV], without magnesium.

    ``form`` is "racemic", "S" or "R". The two forms' values are derived: they have the ratio ``s_over_r``,
    and an equal mixture of them, competing for one pore, has the racemate's value.
    """
    p = p or Parameters()
    return against_racemate(form, p) * p.ic50_uM * np.exp(p.delta * (voltage(membrane_mV) - GILLING_MV) / RT_F_MV)


def against_racemate(form: str, p: Parameters | None = None) -> float:
    """Return how many times the racemate's concentration a form needs for the same block (derived from the ratio)."""
    p = p or Parameters()
    known("form", form, FORMS)
    mixed = (1 + 1 / p.s_over_r) / 2  # 1/racemic = (1/S + 1/R) / 2, with R = ratio * S
    return {"racemic": 1.0, "S": mixed, "R": mixed * p.s_over_r}[form]


def dish_blocked(
    ketamine_uM: np.ndarray | float, membrane_mV: np.ndarray | float = GILLING_MV, p: Parameters | None = None
) -> np.ndarray:
    """Return the share of current that racemic ketamine [uM] blocks in a dish without magnesium (human GluN2A)."""
    p = p or Parameters()
    return hill_share(ketamine_uM, ketamine_half_uM(membrane_mV, "racemic", p), p.hill)


def hill_share(level_uM: np.ndarray | float, half_uM: np.ndarray | float, hill: float = 1.0) -> np.ndarray:
    """Return the share blocked at ``level_uM`` [uM] by a blocker that blocks half at ``half_uM`` [uM]."""
    filled = (concentration(level_uM) / half_uM) ** hill
    return filled / (1 + filled)


def pore_shares(
    membrane_mV: np.ndarray | float,
    mg_mM: float = 1.0,
    ketamine_uM: float = 0.0,
    form: str = "racemic",
    p: Parameters | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the shares of open channels that conduct, hold magnesium, and hold ketamine; they add up to 1.

    ``membrane_mV`` [mV], ``mg_mM`` magnesium [mM], ``ketamine_uM`` free ketamine [uM]. The two exclude each
    other from the pore, one blocker a pore, so the Hill coefficient is 1 here.
    """
    p = p or Parameters()
    check_range("mg_mM", mg_mM, *MAGNESIUM_RANGE_MM, "mM")
    drug = concentration(ketamine_uM) / ketamine_half_uM(membrane_mV, form, p)
    alone = magnesium_free(voltage(membrane_mV), mg_mM, p.mg_per_mV, p.mg_half_mM)
    free = 1 / (1 / alone + drug)
    return free, free * (1 / alone - 1), free * drug


def current(
    membrane_mV: np.ndarray | float,
    mg_mM: float = 1.0,
    ketamine_uM: float = 0.0,
    form: str = "racemic",
    p: Parameters | None = None,
) -> np.ndarray:
    """Return the steady current; -1 is that of unblocked channels at -70 mV, and current into the cell is negative."""
    free, _, _ = pore_shares(membrane_mV, mg_mM, ketamine_uM, form, p)
    return free * (voltage(membrane_mV) - REVERSAL_MV) / (REVERSAL_MV - GILLING_MV)


# by subunit


def measured_ic50_uM(subunit: str, p: Parameters | None = None) -> tuple[float, float]:
    """Return a receptor's measured IC50 for racemic ketamine at -66 mV [uM], without and with 1 mM magnesium."""
    p = p or Parameters()
    known("subunit", subunit, SUBUNITS)
    return getattr(p, f"ic50_{subunit.lower()}_uM"), getattr(p, f"ic50_mg_{subunit.lower()}_uM")


def derived_mg_half_mM(
    subunit: str, membrane_mV: np.ndarray | float = KOTERMANSKI_MV, p: Parameters | None = None
) -> np.ndarray:
    """Return the magnesium [mM] that would explain a receptor's two IC50s by competition alone (derived, not measured).

    Away from -66 mV it changes with voltage as hippocampal receptors do.
    """
    p = p or Parameters()
    bare, with_mg = measured_ic50_uM(subunit, p)
    return np.exp(p.mg_per_mV * (voltage(membrane_mV) - KOTERMANSKI_MV)) / (with_mg / bare - 1)


def subunit_ic50_uM(
    subunit: str,
    membrane_mV: np.ndarray | float = KOTERMANSKI_MV,
    mg_mM: float = 1.0,
    p: Parameters | None = None,
) -> np.ndarray:
    """Return a receptor's IC50 for racemic ketamine [uM] at a voltage [mV] and magnesium [mM].

    At -66 mV and 0 or 1 mM it is the measured value. Between and beyond, magnesium competes with the
    derived constant, and ketamine feels the voltage as GluN2A does.
    """
    p = p or Parameters()
    check_range("mg_mM", mg_mM, *MAGNESIUM_RANGE_MM, "mM")
    bare, _ = measured_ic50_uM(subunit, p)
    at = bare * np.exp(p.delta * (voltage(membrane_mV) - KOTERMANSKI_MV) / RT_F_MV)
    return at * (1 + mg_mM / derived_mg_half_mM(subunit, membrane_mV, p))


def blocked_share(
    ketamine_uM: np.ndarray | float,
    subunit: str = "2A",
    form: str = "racemic",
    membrane_mV: np.ndarray | float = KOTERMANSKI_MV,
    mg_mM: float = 1.0,
    p: Parameters | None = None,
) -> np.ndarray:
    """Return the share of a receptor's current that free ketamine [uM] takes once the block has settled.

    The two forms keep their ratio at every receptor: that is assumed, not measured.
    """
    half_uM = against_racemate(form, p) * subunit_ic50_uM(subunit, membrane_mV, mg_mM, p)
    return hill_share(ketamine_uM, half_uM)


def competition_ic50_uM(subunit: str, mg_mM: float = 1.0, p: Parameters | None = None) -> float:
    """Return the IC50 [uM] at -66 mV that hippocampal magnesium block predicts from the one without magnesium.

    It uses no number that was measured with magnesium and ketamine together.
    """
    p = p or Parameters()
    check_range("mg_mM", mg_mM, *MAGNESIUM_RANGE_MM, "mM")
    bare, _ = measured_ic50_uM(subunit, p)
    return float(bare * (1 + mg_mM / magnesium_half_mM(KOTERMANSKI_MV, p)))


def free_uM(plasma_ng_ml: np.ndarray | float, free_fraction: float = 0.55) -> np.ndarray:
    """Return the free ketamine [uM] that goes with a total plasma level [ng/mL of base]."""
    check_range("free_fraction", free_fraction, 0, 1)
    return concentration(np.asarray(plasma_ng_ml, dtype=float) / NG_ML_PER_UM) * free_fraction


# the pore in time


def blocking_rates(
    membrane_mV: float = GILLING_MV, drug: str = "ketamine", p: Parameters | None = None
) -> tuple[float, float]:
    """Return how fast a drug blocks [1/(uM s)] and unblocks [1/s] channels that glutamate keeps active.

    Memantine is given ketamine's voltage dependence: its own was not read.
    """
    p = p or Parameters()
    known("drug", drug, DRUGS)
    on, off = (p.k_on, p.k_off) if drug == "ketamine" else (p.k_on_memantine, p.k_off_memantine)
    felt = p.delta * (float(voltage(membrane_mV)) - GILLING_MV) / RT_F_MV
    return on * float(np.exp(-felt * p.on_share)), off * float(np.exp(felt * (1 - p.on_share)))


def rate_matrix(
    agonist: bool, drug_uM: float, membrane_mV: float = GILLING_MV, drug: str = "ketamine", p: Parameters | None = None
) -> np.ndarray:
    """Return the rates [1/s] between ``STATES``: column j holds what leaves state j, so every column adds up to 0.

    Gilling's rates describe a population that is open for a share of the time, so a single open channel
    must bind and release faster by that share.
    """
    p = p or Parameters()
    on, off = blocking_rates(membrane_mV, drug, p)
    shallow = 0.0 if drug == "ketamine" else p.escapes_memantine
    closing = 1000 / p.mean_open_ms
    opening = closing * p.open_share / (1 - p.open_share) if agonist else 0.0
    meets = on * float(concentration(drug_uM)) / p.open_share
    rates = np.zeros((5, 5))
    for start, end, rate in (
        (0, 1, opening),
        (1, 0, closing),
        (1, 2, (1 - shallow) * meets),
        (2, 1, off / p.open_share),
        (2, 3, closing),
        (3, 2, opening),
        (1, 4, shallow * meets),
        (4, 1, off),
    ):
        rates[end, start] += rate
        rates[start, start] -= rate
    return rates


def simulate(
    time_s: np.ndarray | Sequence[float],
    agonist_s: Sequence[Window],
    drug_uM: Sequence[Dose] = (),
    membrane_mV: float | Sequence[Window] = GILLING_MV,
    drug: str = "ketamine",
    parameters: Parameters | None = None,
) -> Course:
    """Return the shares of channels in each state over ``time_s`` [s], solved exactly between changes.

    ``agonist_s`` holds windows (from, to) [s] with glutamate, ``drug_uM`` windows (from, to, free uM) with
    the drug, ``membrane_mV`` one voltage [mV] or steps (from, mV). All channels start closed and unblocked.
    Raise ValueError for an unknown drug, times that do not rise, or windows that are empty or overlap.
    """
    p = parameters or Parameters()
    time = rising_times(time_s)
    check_windows("agonist_s", agonist_s)
    check_windows("drug_uM", drug_uM)
    known("drug", drug, DRUGS)
    steps = voltage_steps(membrane_mV)
    edges = [edge for window in (*agonist_s, *drug_uM) for edge in window[:2]] + [start for start, _ in steps]
    inside = [edge for edge in edges if time[0] < edge < time[-1]]
    at = np.unique(np.concatenate([time, inside]))
    middle = (at[:-1] + at[1:]) / 2
    conditions = [
        (is_within(moment, agonist_s), level_at(moment, drug_uM), step_at(moment, steps)) for moment in middle
    ]
    matrices = {each: rate_matrix(*each, drug, p) for each in set(conditions)}
    moves = propagators(np.array([matrices[each] for each in conditions]), np.diff(at))
    shares = np.zeros((at.size, 5))
    shares[0, 0] = 1.0
    for i, move in enumerate(moves):
        shares[i + 1] = move @ shares[i]
    return Course(time, *shares[np.searchsorted(at, time)].T)


def propagators(rates: np.ndarray, duration_s: np.ndarray) -> np.ndarray:
    """Return exp(rates * duration) for a stack of rate matrices, by uniformisation and squaring.

    Every term is positive and every column adds up to 1, so shares stay shares.
    """
    fastest = -rates.diagonal(axis1=1, axis2=2).min(axis=1)
    span = fastest * duration_s
    halvings = np.ceil(np.log2(np.maximum(span, 1.0))).astype(int)
    x = (span / 2.0**halvings)[:, None, None]
    jump = np.eye(5) + rates / fastest[:, None, None]
    term = np.exp(-x) * np.eye(5)
    total = term
    for k in range(1, 22):  # x is at most 1: the terms left out are below 1e-21
        term = term @ jump * (x / k)
        total = total + term
    for done in range(int(halvings.max(initial=0))):
        total = np.where((done < halvings)[:, None, None], total @ total, total)
    return total / total.sum(axis=1, keepdims=True)


def pulses(count: int, every_s: float, length_s: float, first_s: float = 0.0) -> list[Window]:
    """Return ``count`` windows of ``length_s`` [s], one every ``every_s`` [s], the first at ``first_s`` [s]."""
    if not 0 < length_s <= every_s:
        raise ValueError(f"A pulse of {length_s:g} s does not fit into {every_s:g} s: give a shorter one, above 0 s.")
    return [(first_s + i * every_s, first_s + i * every_s + length_s) for i in range(count)]


def recovery_s(membrane_mV: float = GILLING_MV, drug: str = "ketamine", p: Parameters | None = None) -> float:
    """Return the time constant [s] with which a washed-out block ends, in time with glutamate; without it, none does."""
    return 1 / blocking_rates(membrane_mV, drug, p)[1]


def onset_s(
    level_uM: float, membrane_mV: float = GILLING_MV, drug: str = "ketamine", p: Parameters | None = None
) -> float:
    """Return the time constant [s] with which the block at ``level_uM`` [uM] builds up while glutamate is there."""
    on, off = blocking_rates(membrane_mV, drug, p)
    return 1 / (on * float(concentration(level_uM)) + off)


# what may be asked


def known(name: str, value: str, options: Sequence[str]) -> None:
    """Raise ValueError for a word that is not one of the options."""
    if value not in options:
        raise ValueError(f"{name} = {value!r} is not known: choose one of {', '.join(options)}.")


def within(name: str, value: np.ndarray | float, limits: Window, unit: str) -> np.ndarray:
    """Return the value as an array; raise ValueError for the first number out of range."""
    found = np.asarray(value, dtype=float)
    for number in found.ravel():
        check_range(name, number, *limits, unit)
    return found


def concentration(value: np.ndarray | float) -> np.ndarray:
    """Return a concentration [uM] as an array; raise ValueError where it is out of range."""
    return within("concentration", value, CONCENTRATION_RANGE_UM, "µM")


def voltage(value: np.ndarray | float) -> np.ndarray:
    """Return a voltage [mV] as an array; raise ValueError where it is out of range."""
    return within("membrane_mV", value, VOLTAGE_RANGE_MV, "mV")


def rising_times(time_s: np.ndarray | Sequence[float]) -> np.ndarray:
    """Return the times [s] as an array; raise ValueError unless there are two or more that rise."""
    time = np.asarray(time_s, dtype=float)
    if time.ndim != 1 or time.size < 2 or not np.isfinite(time).all() or not (np.diff(time) > 0).all():
        raise ValueError("time_s does not rise: give two or more times in seconds, each above the last.")
    return time


def voltage_steps(membrane_mV: float | Sequence[Window]) -> list[Window]:
    """Return steps (from [s], voltage [mV]) in order; one voltage holds for ever. Raise ValueError where there is none."""
    if isinstance(membrane_mV, int | float | np.integer | np.floating):
        return [(-np.inf, float(membrane_mV))]
    if not len(membrane_mV):
        raise ValueError("membrane_mV holds no step: give one voltage, or steps (from in s, mV).")
    return sorted((start, value) for start, value in membrane_mV)


def check_windows(name: str, windows: Sequence[Sequence[float]]) -> None:
    """Raise ValueError for a window that ends before it starts, or one that overlaps another."""
    ordered = sorted((window[0], window[1]) for window in windows)
    for start, end in ordered:
        if not start < end:
            raise ValueError(f"{name} has a window from {start:g} to {end:g} s: give its start, then a later end.")
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise ValueError(f"{name} has windows that overlap at {start:g} s: join them or move one.")


def is_within(moment_s: float, windows: Sequence[Window]) -> bool:
    """Return whether a moment lies in one of the windows."""
    return any(start <= moment_s < end for start, end in windows)


def level_at(moment_s: float, doses: Sequence[Dose]) -> float:
    """Return the concentration [uM] at a moment; 0 outside of all windows."""
    return next((level for start, end, level in doses if start <= moment_s < end), 0.0)


def step_at(moment_s: float, steps: Sequence[Window]) -> float:
    """Return the voltage [mV] of the last step before a moment; the first one before all steps."""
    return ([value for start, value in steps if start <= moment_s] or [steps[0][1]])[-1]
