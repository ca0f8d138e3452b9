"""What the hill reproduces: an earlier run's table, integrals by SciPy, and sleds that were let run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
from scipy.integrate import quad
from scipy.linalg import solve_banded
from scipy.optimize import brentq

from ketabrain.models import energy_landscape as model
from ketabrain.models.energy_landscape import Parameters, Plan
from ketabrain.validation.case import Case

TILT = 0.1
KRAMERS = {  # ridge -> barrier on the left, on the right, Kramers' time [min] at each noise
    1.0: (0.158, 0.357, {0.03: 943, 0.06: 68, 0.12: 18}),
    0.7: (0.050, 0.217, {0.03: 42, 0.06: 18, 0.12: 12}),
}
WELLS = {"left": -0.946, "ridge": -0.101, "right": 1.047}
ONLY_WELL = 0.73  # at a ridge of 0.4
SLEDS, SEED = 1500, 5
WITHIN = 0.06  # of the exact time: more than two standard errors of a mean over so many sleds
NOISES = (0.03, 0.06, 0.12)
MANY, MOMENTS, CLOSE = 3000, (360.0, 600.0), 0.04
GRID, GRID_END, PDE_MIN = 301, 2.5, 0.5


def solved_kramers_min(ridge: float, noise: float, tilt: float = TILT) -> float:
    """Return Kramers' time from level places found by bisection and bends found by differences."""
    middle = np.sqrt(ridge / 3)

    def level(low: float, high: float) -> float:
        return float(brentq(lambda x: x**3 - ridge * x - tilt, low, high, xtol=1e-13))

    def ground(x: float) -> float:
        return x**4 / 4 - ridge * x**2 / 2 - tilt * x

    valley, top = level(-3, -middle), level(-middle, middle)
    step = 1e-4
    bends = [(ground(x + step) - 2 * ground(x) + ground(x - step)) / step**2 for x in (valley, top)]
    return float(2 * np.pi / np.sqrt(abs(bends[0] * bends[1])) * np.exp((ground(top) - ground(valley)) / noise))


def solved_exact_min(ridge: float, noise: float, tilt: float = TILT) -> float:
    """Return the exact time to escape by adaptive quadrature of both integrals."""
    found = model.wells(ridge, tilt)

    def ground(x: float) -> float:
        return float(model.height(x, ridge, tilt))

    def inner(y: float) -> float:
        return float(quad(lambda z: np.exp((ground(y) - ground(z)) / noise), -model.EDGE, y, limit=200)[0])

    return float(quad(inner, found.left, found.right, limit=200, epsrel=1e-6)[0] / noise)


def _kramers_against_scipy(ridge: float, noise: float) -> float:
    return abs(model.kramers_min(ridge, TILT, noise) / solved_kramers_min(ridge, noise) - 1)


def _exact_against_quad(ridge: float, noise: float) -> float:
    return abs(model.exact_min(ridge, TILT, noise) / solved_exact_min(ridge, noise) - 1)


def _simulated(ridge: float, noise: float) -> float:
    """Return the mean time of simulated sleds, as a share of the exact one."""
    times = model.escape_times_min(ridge, TILT, noise, SLEDS, SEED)
    return float(times.mean() / model.exact_min(ridge, TILT, noise))


def _stability() -> float:
    """Return 1 where flat ground brings a sled back faster than usual ground (more stable), -1 where slower."""
    p = Parameters()
    usual, flat = (model.wells(ridge, p.tilt) for ridge in (p.ridge, p.flat_ridge))
    return float(np.sign(model.curvature(flat.right, p.flat_ridge) - model.curvature(usual.left, p.ridge)))


def _variety() -> float:
    """Return 1 where sleds are more spread out on flat ground than before."""
    run = model.simulate(sleds=200, seed=SEED, record_min=60)
    before, flat = (run.position[np.argmin(np.abs(run.time_min - at))].std() for at in (180, 300))
    return float(np.sign(flat - before))


def _slowing() -> float:
    """Return 1 where a sled rolls back more slowly in a valley that is about to vanish."""
    ridge = Parameters().ridge
    deep, shallow = (model.curvature(model.wells(ridge, tilt).left, ridge) for tilt in (TILT, 3 * TILT))
    return float(np.sign(deep - shallow))


def density(plan: Plan, parameters: Parameters, at_min: Sequence[float]) -> list[float]:
    """Return the share on the left at some times for endlessly many sleds: the Fokker-Planck equation, implicit steps."""
    x = np.linspace(-GRID_END, GRID_END, GRID)
    gap, p = x[1] - x[0], parameters
    share = np.exp(-((x - model.wells(p.ridge, p.tilt).left) ** 2) / (2 * gap**2))
    share, learned, found, between = share / share.sum(), p.tilt, [], (x[1:] + x[:-1]) / 2
    for step in range(round(max(at_min) / PDE_MIN) + 1):
        time = step * PDE_MIN
        if time in at_min:
            found.append(float(share[x < 0].sum() + share[x == 0].sum() / 2))
        flat = plan.within(time) and plan.flattened
        ridge, noise = (p.flat_ridge, p.noise + p.flat_noise) if flat else (p.ridge, p.noise)
        tilt = learned + (plan.push if plan.within(time) else 0.0)
        pull = (between**3 - ridge * between - tilt) * gap / noise
        up, down = noise / gap**2 * _bernoulli(pull), noise / gap**2 * _bernoulli(-pull)
        bands = np.zeros((3, GRID))
        bands[0, 1:], bands[2, :-1] = -PDE_MIN * down, -PDE_MIN * up
        bands[1] = 1 + PDE_MIN * (np.append(up, 0) + np.append(0, down))
        learned += p.deepening_per_min * (float(share @ x) - learned) * PDE_MIN
        share = solve_banded((1, 1), bands, share)
    return found


def _bernoulli(z: np.ndarray) -> np.ndarray:
    """Return z / (exp(z) - 1): how often a step up a slope is taken, against one on level ground."""
    near = np.abs(z) < 1e-8
    return np.where(near, 1.0, z / np.expm1(np.where(near, 1.0, z)))


@cache
def _shares(flattened: bool, push: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the share on the left at two times, of many simulated sleds and of the density."""
    plan = Plan(flattened=flattened, push=push)
    run = model.simulate(plan, sleds=MANY, seed=SEED, record_min=plan.flat_for_min)
    ours = [float(run.left_share[np.argmin(np.abs(run.time_min - at))]) for at in MOMENTS]
    return tuple(ours), tuple(density(plan, Parameters(), MOMENTS))


def _against_density(flattened: bool, push: float, moment: int) -> float:
    ours, theirs = _shares(flattened, push)
    return abs(ours[moment] - theirs[moment])


def _table(name: str, stated: float, digits: int, compute: Callable[[], float], unit: str = "") -> Case:
    half = 0.501 * 10.0**-digits
    return Case(
        name, "the same equations, run before", None, "reference run", f"{stated:.{digits}f} {unit}".rstrip(),
        stated - half, stated + half, unit, compute,
    )  # fmt: skip


LOOSE = "A loose reading: the picture taken for a model of what was recorded. Direction only."
MEASURED: tuple[tuple[str, str, str, str, Callable[[], float], str], ...] = (
    ("Stability of the cortex's activity with rising doses of ketamine", "human, EEG", "Davila2025stabilization",
     "more stable", _stability, "On flat ground a sled comes back more slowly: the model says less stable."),
    ("Variety of the brain's signals with ketamine, LSD or psilocybin", "human, MEG", "Schartner2017diversity",
     "more varied", _variety, "On flat ground sleds are more spread out."),
    ("Slowing of mood before a change into or out of depression", "human, diaries", "vandeLeemput2014critical",
     "slower", _slowing, "Later studies found the signs before a minority of changes only."),
)  # fmt: skip


CASES: tuple[Case, ...] = (
    *(
        Case(name, animal, source, "measured", stated, 0.5, 1.5, "(1: yes, −1: the reverse)", compute, note=f"{note} {LOOSE}")
        for name, animal, source, stated, compute, note in MEASURED
    ),
    *(
        _table(f"Place of the {name}, a = 1" if name == "ridge" else f"Bottom of the {name} valley, a = 1", at, 3,
               partial(lambda name: getattr(model.wells(1.0, TILT), name), name))
        for name, at in WELLS.items()
    ),
    _table("Bottom of the only valley, a = 0.4", ONLY_WELL, 2, lambda: model.wells(0.4, TILT).right),
    *(
        _table(f"Climb out of the {side} valley, a = {ridge:g}", climb, 3, partial(model.barrier, ridge, TILT, side))
        for ridge, (left, right, _) in KRAMERS.items()
        for side, climb in (("left", left), ("right", right))
    ),
    *(
        _table(f"Kramers' time to leave the left valley, a = {ridge:g}, T = {noise:g}", time, 0,
               partial(model.kramers_min, ridge, TILT, noise), "min")
        for ridge, (_, _, times) in KRAMERS.items()
        for noise, time in times.items()
    ),
    *(
        Case(
            f"Kramers' time, a = {ridge:g}, T = {noise:g}: our distance from SciPy's",
            "the same formula, roots by bisection and bends by differences", None, "independent solver", "0 to 0.0001 of it",
            0, 1e-4, "", partial(_kramers_against_scipy, ridge, noise),
        )
        for ridge in KRAMERS
        for noise in NOISES
    ),
    *(
        Case(
            f"Exact time to leave the left valley, a = {ridge:g}, T = {noise:g}: our distance from SciPy's",
            "the same integrals, adaptive quadrature", None, "independent solver", "0 to 0.0001 of it", 0, 1e-4, "",
            partial(_exact_against_quad, ridge, noise),
        )
        for ridge in KRAMERS
        for noise in NOISES
    ),
    *(
        Case(
            f"Mean time of {SLEDS} sleds to leave the left valley, a = {ridge:g}, T = {noise:g}, over the exact time",
            "the same equation, its exact solution", None, "independent solver", f"{1 - WITHIN:.2f} to {1 + WITHIN:.2f}",
            1 - WITHIN, 1 + WITHIN, "", partial(_simulated, ridge, noise),
        )
        for ridge, noise in ((1.0, 0.06), (1.0, 0.12), (0.7, 0.03), (0.7, 0.06), (0.7, 0.12))
    ),
    *(
        Case(
            f"Share on the left at minute {at:g}, {name}: {MANY} sleds against the density of endlessly many",
            "the same equations as a Fokker-Planck equation", None, "independent solver", f"0 to {CLOSE}", 0, CLOSE, "",
            partial(_against_density, flattened, push, moment),
        )
        for name, flattened, push in (("flat", True, 0.0), ("flat and pushed", True, 0.2))
        for moment, at in enumerate(MOMENTS)
    ),
)  # fmt: skip
