"""How far blood pressure rises after ketamine, as published, and what a mean and its spread say of single sessions.

Rises are in mmHg above the value before the dose, times in minutes after its start. No course is computed: the sources
give a peak, and at best when it was gone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

from ketabrain.models.parameter import check, check_range, published_in

BY_VEIN, SPRAY, BOTH = "infusion", "spray", "both"
WAYS = {BY_VEIN: "infusion into a vein", SPRAY: "esketamine spray"}
READINGS = ("systolic", "diastolic")

in_infusions = published_in("BloodPressure2342infusions")


@dataclass(frozen=True)
class Parameters:
    """The only series whose spread was found: 2,342 infusions of 138 patients."""

    systolic_mmHg: float = in_infusions(16.0, "mmHg", "mean systolic rise at 40 min", 0, 60)
    systolic_sd_mmHg: float = in_infusions(11.2, "mmHg", "its standard deviation", 0.1, 60)
    diastolic_mmHg: float = in_infusions(11.0, "mmHg", "mean diastolic rise at 40 min", 0, 60)
    diastolic_sd_mmHg: float = in_infusions(8.45, "mmHg", "its standard deviation", 0.1, 60)

    def __post_init__(self) -> None:
        check(self)


class Rise(NamedTuple):
    """A published peak. ``start`` and ``end`` say when it was seen [min], None where the source gives no time.

    ``systolic`` and ``diastolic`` are (mean, lower, upper): the ends are the mean less and plus one standard deviation
    (``bar`` "SD"), or a 95 % interval ("95 %"), or the mean itself where neither is printed. ``control`` holds the means
    on placebo. ``maker`` says that the drug's maker ran it.
    """

    label: str
    source: str
    way: str
    systolic: tuple[float, float, float]
    diastolic: tuple[float, float, float]
    bar: str
    start: float | None
    end: float | None
    control: tuple[float, float] | None = None
    maker: bool = False


def alone(mean: float) -> tuple[float, float, float]:
    """Return a mean that was printed without a spread."""
    return mean, mean, mean


RISES: tuple[Rise, ...] = (
    Rise("684 infusions, 66 patients", "rivaposse2018", BY_VEIN, alone(3.28), alone(3.17), "", 30, 30),
    Rise("741 infusions, 135 patients", "Repeatedbp741infusions", BY_VEIN, alone(7.4), alone(6.0), "", 30, 40),
    Rise("2,342 infusions, 138 patients", "BloodPressure2342infusions", BY_VEIN, (16.0, 4.8, 27.2), (11.0, 2.55, 19.45), "SD", 40, 40),
    Rise("15 studies pooled", "vankawala2021", BOTH, (12.61, 10.40, 14.82), (8.49, 6.89, 10.09), "95 %", None, None),
    Rise("spray, 18 to 64 years", "Doherty2020cardiac", SPRAY, alone(13.3), alone(8.7), "", 40, 40, (6.1, 4.9), True),
    Rise("spray, from 65 years", "Doherty2020cardiac", SPRAY, alone(16.0), alone(9.5), "", 40, 40, (11.1, 6.8), True),
)  # fmt: skip


class Window(NamedTuple):
    """Until when a rise was seen to last, or by when it was gone [min]."""

    label: str
    source: str
    way: str
    end: float
    maker: bool = False


WINDOWS: tuple[Window, ...] = (
    Window("gone by 1½ h: 49 inpatients", "szarmach2020", BY_VEIN, 90),
    Window("gone by about 1½ h: maker", "Doherty2020cardiac", SPRAY, 90, True),
    Window("lasts about 4 h: label", "SpravatoLabel", SPRAY, 240),
)
OBSERVED_MIN = 120.0  # how long the spray's programme keeps people at least


def spread(reading: str, parameters: Parameters | None = None) -> tuple[float, float]:
    """Return mean and standard deviation of the rise in single infusions [mmHg]; raise ValueError for another reading."""
    if reading not in READINGS:
        raise ValueError(f"The reading '{reading}' is not known: use {' or '.join(READINGS)}.")
    p = parameters or Parameters()
    return getattr(p, f"{reading}_mmHg"), getattr(p, f"{reading}_sd_mmHg")


def share_above(threshold_mmHg: float, reading: str = "systolic", parameters: Parameters | None = None) -> float:
    """Return the share of infusions with a rise above the threshold, if rises lay on a normal curve."""
    check_range("threshold_mmHg", threshold_mmHg, -100, 200, "mmHg")
    return 1 - NormalDist(*spread(reading, parameters)).cdf(threshold_mmHg)


def at_least_once(share: float, sessions: int) -> float:
    """Return the share of people that it happens to at least once, if sessions fall out by chance alone.

    The other extreme, the same people each time, is ``share`` itself: the truth lies between.
    """
    check_range("share", share, 0, 1)
    check_range("sessions", sessions, 1, math.inf)
    return 1 - (1 - share) ** sessions
