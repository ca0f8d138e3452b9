"""Student's t distribution in plain Python: what a small sample needs where SciPy is not at hand.

Quantiles agree with SciPy's to 10 digits (see tests/models/test_student_t.py).
"""

from __future__ import annotations

import math
from statistics import NormalDist

NORMAL = NormalDist()
MANY = 1e8  # degrees of freedom from which the normal curve is the same to 8 digits
TINY = 1e-300


def upper_tail(t: float, df: float) -> float:
    """Return the probability of a value above ``t``; raise ValueError unless df is above zero."""
    check_df(df)
    if df >= MANY:
        return NORMAL.cdf(-t)
    square = t * t
    if square < 1:  # from the middle: from the far end, what lies this near to it would be lost in rounding
        half = 0.5 - 0.5 * beta_share(square / (df + square), 0.5, df / 2)
    else:
        half = 0.5 * beta_share(df / (df + square), df / 2, 0.5)
    return half if t >= 0 else 1 - half


def quantile(p: float, df: float) -> float:
    """Return the value below which a share ``p`` lies; raise ValueError unless 0 < p < 1 and df is above zero."""
    check_df(df)
    if not 0 < p < 1:
        raise ValueError(f"p = {p:g} is out of range: give a share above 0 and below 1.")
    if p < 0.5:
        return -quantile(1 - p, df)
    if df >= MANY:
        return NORMAL.inv_cdf(p)
    low, high = 0.0, 1.0
    while upper_tail(high, df) > 1 - p:
        low, high = high, 2 * high
    while (middle := (low + high) / 2) not in (low, high):  # halve until two neighbouring floats are left
        low, high = (middle, high) if upper_tail(middle, df) > 1 - p else (low, middle)
    return high if p > 0.5 else 0.0


def check_df(df: float) -> None:
    """Raise ValueError for degrees of freedom that are none."""
    if not df > 0:
        raise ValueError(f"df = {df:g} is out of range: degrees of freedom are above 0.")


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # there the fraction of the other end converges faster
        return 1 - beta_share(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / a * fraction(x, a, b)


def fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function (Lentz's way of adding it up)."""
    c, d = 1.0, 1 / nonzero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 10_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / nonzero(1 + step * d)
            c = nonzero(1 + step / c)
            total *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return total


def nonzero(value: float) -> float:
    """Return the value, or a tiny one in place of zero."""
    return value if abs(value) > TINY else TINY
