"""How much ketamine the gut wall and the liver break down, and what a second medicine changes.

Exposure only, no time course: doses are shares of 1 mg, the area under the curve (AUC) is in mg h/L for each mg given,
clearances in L/h. The liver is well stirred, with the flow and enzymes of PerezRuixo2021esketamine. A second medicine
changes the activity of two enzymes, CYP3A (gut wall and liver) and CYP2B6 (liver); by how much was measured with
midazolam, a drug that only CYP3A breaks down, and not with ketamine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ketabrain.models.parameter import check, check_range, parameter

PUBLISHED, ELSEWHERE, CHOSEN = "published", "measured elsewhere", "chosen here"
PEREZ = "PerezRuixo2021esketamine"
ROUTES = ("swallowed", "vein")
MET_LOW, MET_HIGH = 0.8, 1.25  # a model's ratio meets a published one within these times it


@dataclass(frozen=True)
class Parameters:
    """Liver, gut wall, and shares of the enzymes."""

    liver_flow_L_h: float = parameter(151, "L/h", PUBLISHED, "flow through the liver", low=30, high=300, source=PEREZ)
    liver_volume_L: float = parameter(101, "L", PUBLISHED, "volume of the liver part", low=10, high=500, source=PEREZ)
    to_norketamine_per_h: float = parameter(
        2.77,
        "1/h",
        PUBLISHED,
        "rate at which the liver turns ketamine into norketamine",
        low=0.1,
        high=20,
        source=PEREZ,
    )
    to_others_per_h: float = parameter(
        1.11, "1/h", PUBLISHED, "rate of all other losses in the liver", low=0.05, high=20, source=PEREZ
    )
    gut_escape: float = parameter(
        0.29,
        "",
        ELSEWHERE,
        "share that passes the gut wall: 8 % of a swallowed dose reached the blood, divided by this liver's escape; "
        "0.64 in another study",
        low=0.05,
        high=1,
        source="Fanta2015population",
    )
    cyp3a_share: float = parameter(
        0.5, "", CHOSEN, "CYP3A's share of norketamine made in the liver; the rest is CYP2B6's", low=0, high=1
    )
    norketamine_clearance_L_h: float = parameter(
        57.72, "L/h", PUBLISHED, "clearance of norketamine", low=10, high=200, source="Otto2021predictive"
    )
    norketamine_cyp3a: float = parameter(1 / 3, "", CHOSEN, "CYP3A's share of norketamine's clearance", low=0, high=0.5)
    norketamine_cyp2b6: float = parameter(
        1 / 3, "", CHOSEN, "CYP2B6's share of norketamine's clearance", low=0, high=0.5
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def norketamine_share(self) -> float:
        """Share of broken-down ketamine that becomes norketamine when nothing else is taken."""
        return self.to_norketamine_per_h / (self.to_norketamine_per_h + self.to_others_per_h)


@dataclass(frozen=True)
class Activity:
    """Activity of three enzyme pools, against 1 when nothing else is taken."""

    gut_cyp3a: float = 1.0
    liver_cyp3a: float = 1.0
    liver_cyp2b6: float = 1.0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            check_range(name, value, 0, 50)


NORMAL = Activity()
PARAMETERS = Parameters()


@dataclass(frozen=True)
class Fate:
    """Where 1 mg goes: shares broken down on the way in and reaching the blood; then areas under the curve."""

    gut: float
    first_pass: float
    blood: float
    extraction: float
    ketamine_auc: float
    norketamine_auc: float


@dataclass(frozen=True)
class Change:
    """Areas under the curve with a second medicine, divided by those without."""

    ketamine: float
    norketamine: float

    @property
    def ratio(self) -> float:
        """By how many times norketamine over ketamine changes."""
        return self.norketamine / self.ketamine


def gut_escape(activity: Activity = NORMAL, parameters: Parameters = PARAMETERS) -> float:
    """Return the share that passes the gut wall; its loss-to-escape ratio is proportional to the enzyme's activity."""
    return 1 / (1 + lost_over_kept(parameters.gut_escape) * activity.gut_cyp3a)


def lost_over_kept(escape: float) -> float:
    """Return how much is lost for each part that escapes."""
    return (1 - escape) / escape


def intrinsic_L_h(activity: Activity = NORMAL, parameters: Parameters = PARAMETERS) -> tuple[float, float]:
    """Return the liver's intrinsic clearance [L/h] to norketamine and to everything else."""
    p = parameters
    active = p.cyp3a_share * activity.liver_cyp3a + (1 - p.cyp3a_share) * activity.liver_cyp2b6
    return p.to_norketamine_per_h * p.liver_volume_L * active, p.to_others_per_h * p.liver_volume_L


def extraction(activity: Activity = NORMAL, parameters: Parameters = PARAMETERS) -> float:
    """Return the share that a well-stirred liver takes out of the blood that passes it once."""
    total = sum(intrinsic_L_h(activity, parameters))
    return total / (parameters.liver_flow_L_h + total)


def fate(route: str = "swallowed", activity: Activity = NORMAL, parameters: Parameters = PARAMETERS) -> Fate:
    """Return where each mg of a dose goes and what exposure it leaves; raise ValueError for an unknown route."""
    if route not in ROUTES:
        raise ValueError(f"route = {route!r} is not known: choose one of {', '.join(ROUTES)}.")
    p = parameters
    taken = extraction(activity, p)
    norketamine, others = intrinsic_L_h(activity, p)
    passed = gut_escape(activity, p) if route == "swallowed" else 1.0
    blood = passed * (1 - taken) if route == "swallowed" else 1.0
    # what reaches the liver is all broken down there, sooner or later
    made = (1 - passed) * p.norketamine_share + passed * norketamine / (norketamine + others)
    return Fate(
        gut=1 - passed,
        first_pass=passed - blood,
        blood=blood,
        extraction=taken,
        ketamine_auc=blood / (p.liver_flow_L_h * taken),
        norketamine_auc=made / norketamine_clearance_L_h(activity, p),
    )


def norketamine_clearance_L_h(activity: Activity = NORMAL, parameters: Parameters = PARAMETERS) -> float:
    """Return norketamine's clearance [L/h]: shares of CYP3A and CYP2B6, and a rest that no second medicine changes."""
    p = parameters
    rest = 1 - p.norketamine_cyp3a - p.norketamine_cyp2b6
    active = p.norketamine_cyp3a * activity.liver_cyp3a + p.norketamine_cyp2b6 * activity.liver_cyp2b6 + rest
    return p.norketamine_clearance_L_h * active


def change(route: str, activity: Activity, parameters: Parameters = PARAMETERS) -> Change:
    """Return the areas under the curve with a changed enzyme activity, divided by those at normal activity."""
    alone, together = fate(route, NORMAL, parameters), fate(route, activity, parameters)
    return Change(
        together.ketamine_auc / alone.ketamine_auc,
        together.norketamine_auc / alone.norketamine_auc,
    )


# What midazolam says of CYP3A. Before any second medicine its escape was (Quinney2008midazolam):
MIDAZOLAM_GUT, MIDAZOLAM_LIVER = 0.47, 0.73


def from_midazolam(gut_after: float, liver_after: float = MIDAZOLAM_LIVER, cyp2b6: float = 1.0) -> Activity:
    """Return the activities that carry midazolam's escape from its normal values to those with a second medicine."""
    return Activity(
        lost_over_kept(gut_after) / lost_over_kept(MIDAZOLAM_GUT),
        lost_over_kept(liver_after) / lost_over_kept(MIDAZOLAM_LIVER),
        cyp2b6,
    )


def _liver_after(clearance_ratio: float) -> float:
    return 1 - (1 - MIDAZOLAM_LIVER) * clearance_ratio


def _itraconazole() -> Activity:
    """Clearance from a vein fell by 69 %, exposure after swallowing rose almost seven times (Olkkola1996itraconazole)."""
    after = _liver_after(0.31)
    liver = lost_over_kept(after) / lost_over_kept(MIDAZOLAM_LIVER)
    return from_midazolam(MIDAZOLAM_GUT * 7 * liver, after)


def _st_johns_wort() -> Activity:
    """Exposure from a vein fell by 20 %, availability from 28 to 17 % (Wang2001stjohnswort)."""
    after = _liver_after(1 / 0.8)
    return from_midazolam(MIDAZOLAM_GUT * (17 / 28) * (MIDAZOLAM_LIVER / after), after, cyp2b6=1.2)


def _rifampicin() -> Activity:
    """Exposure after swallowing fell from 10.2 to 0.42 (Backman1996rifampin); both liver values were chosen here."""
    liver = 3.0
    gut_after = MIDAZOLAM_GUT * (0.42 / 10.2) * liver
    return from_midazolam(gut_after, 1 / (1 + liver * lost_over_kept(MIDAZOLAM_LIVER)), cyp2b6=2.0)


COMPANIONS: Mapping[str, Activity] = MappingProxyType(
    {
        "nothing": NORMAL,
        "clarithromycin": from_midazolam(0.79, 0.91),  # Quinney2008midazolam
        "grapefruit": from_midazolam(MIDAZOLAM_GUT * 35 / 24),  # availability 24 to 35 % (Kupferschmidt1995grapefruit)
        "ticlopidine": Activity(liver_cyp2b6=0.1),  # chosen here
        "itraconazole": _itraconazole(),
        "st_johns_wort": _st_johns_wort(),
        "rifampicin": _rifampicin(),
    }
)


@dataclass(frozen=True)
class Study:
    """One published ratio of ketamine's AUC, with a second medicine over without; ``confirmed`` where it was printed."""

    companion: str
    route: str
    ratio: float
    people: int
    source: str
    low: float | None = None
    high: float | None = None
    confirmed: bool = True

    @property
    def bounds(self) -> tuple[float, float]:
        """The range that counts as met: the published one, or 0.8 to 1.25 times the ratio."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return MET_LOW * self.ratio, MET_HIGH * self.ratio

    def met(self, ratio: float) -> bool:
        """Say whether a model's ratio lies within the bounds."""
        low, high = self.bounds
        return low <= ratio <= high


STUDIES = (
    Study("clarithromycin", "swallowed", 2.6, 10, "Hagelberg2010clarithromycin"),
    Study("grapefruit", "swallowed", 3.0, 12, "Peltoniemi2012grapefruit", 2.4, 3.6),
    Study("ticlopidine", "swallowed", 2.4, 11, "Peltoniemi2011ticlopidine"),
    Study("itraconazole", "swallowed", 1.0, 11, "Peltoniemi2011ticlopidine", confirmed=False),  # "no increase"
    Study("st_johns_wort", "swallowed", 0.42, 12, "Peltoniemi2012stjohnswort"),
    Study("rifampicin", "swallowed", 0.14, 11, "Peltoniemi2012rifampicin"),
    Study("rifampicin", "vein", 0.86, 11, "Peltoniemi2012rifampicin"),
    Study("rifampicin", "vein", 0.90, 20, "Noppers2011rifampicin"),
)


def predicted(study: Study, parameters: Parameters = PARAMETERS) -> float:
    """Return the model's ratio for a published study."""
    return change(study.route, COMPANIONS[study.companion], parameters).ketamine
