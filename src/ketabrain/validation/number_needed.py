"""Printed numbers needed to treat, odds ratios and intervals against those of the counts."""

from __future__ import annotations

from functools import partial
from math import exp, hypot, sqrt

from scipy.stats import norm
from statsmodels.stats.contingency_tables import Table2x2

from ketabrain.models import number_needed as model
from ketabrain.models.number_needed import Counts
from ketabrain.validation.case import Case

SUSTAIN_REMITTERS, SUSTAIN_RESPONDERS = Counts(24, 90, 39, 86), Counts(16, 62, 34, 59)
KETECT, ABBAR, MURROUGH, SUICIDAL = (
    Counts(44, 95, 57, 91),
    Counts(46, 73, 25, 79),
    Counts(30, 47, 7, 25),
    Counts(22, 40, 12, 40),
)
WITHDRAWAL = "human, kept on esketamine or changed to placebo"


def rounded_up(counts: Counts) -> float:
    """Return the number needed to avoid one relapse, as papers print it: the next whole person."""
    return -(-model.needed(counts, good=False).value // 1)


def _wilson(events: int, n: int) -> tuple[float, float]:
    """Return Wilson's interval as the two roots of its quadratic equation."""
    z = float(norm.ppf(0.975))
    p, share = events / n, z**2 / n
    root = sqrt((2 * p + share) ** 2 - 4 * (1 + share) * p**2)
    return (2 * p + share - root) / (2 * (1 + share)), (2 * p + share + root) / (2 * (1 + share))


def _off_newcombe(counts: Counts) -> float:
    """Return how far the interval lies from one that is joined from roots."""
    (low, high), (other_low, other_high) = _wilson(*counts[:2]), _wilson(*counts[2:])
    p, q = counts.treated / counts.treated_n, counts.control / counts.control_n
    theirs = (p - q - hypot(p - low, other_high - q), p - q + hypot(high - p, q - other_low))
    ours = model.difference(counts)
    return max(abs(ours.low - theirs[0]), abs(ours.high - theirs[1]))


def _off_odds(counts: Counts) -> float:
    """Return by which share the odds ratio's interval differs from a library's."""
    table = Table2x2([[counts[0], counts[1] - counts[0]], [counts[2], counts[3] - counts[2]]])
    low, high = (exp(end) for end in table.log_oddsratio_confint())
    ours = model.odds_ratio(counts)
    return max(abs(ours.low / low - 1), abs(ours.high / high - 1))


CASES: tuple[Case, ...] = (
    Case("Number needed to avoid a relapse, people in remission", WITHDRAWAL, "daly2019", "measured", "6", 6, 6, "", partial(rounded_up, SUSTAIN_REMITTERS),
         note="Papers print the next whole person; the counts give 5.4."),
    Case("Number needed to avoid a relapse, people with a response", WITHDRAWAL, "daly2019", "measured", "4", 4, 4, "", partial(rounded_up, SUSTAIN_RESPONDERS),
         note="The counts give 3.1."),
    Case("Difference in remission, ECT above ketamine: lower end", "human, inpatients with depression", "ekstrand2022", "measured", "2 %", 1.5, 2.5, "%",
         lambda: -100 * model.difference(KETECT).high),
    Case("Difference in remission, ECT above ketamine: upper end", "human, inpatients with depression", "ekstrand2022", "measured", "30 %", 29.5, 30.5, "%",
         lambda: -100 * model.difference(KETECT).low),
    Case("Odds ratio, suicidal thoughts gone on day 3", "human, suicidal crisis", "abbar2022", "measured", "3.7", 3.65, 3.75, "",
         lambda: model.odds_ratio(ABBAR).value, note="With 73 and 79 people; with the 83 and 73 that the abstract writes it is 2.4."),
    Case("The same, lower end of its interval", "human, suicidal crisis", "abbar2022", "measured", "1.9", 1.85, 1.95, "", lambda: model.odds_ratio(ABBAR).low),
    Case("The same, upper end of its interval", "human, suicidal crisis", "abbar2022", "measured", "7.3", 7.25, 7.35, "", lambda: model.odds_ratio(ABBAR).high,
         note="Perhaps from another method for the interval; the paper does not say in its abstract."),
    Case("Odds ratio of response at a day, ketamine against midazolam", "human, resistant depression", "murrough2013", "measured", "2.18", 2.175, 2.185, "",
         lambda: model.odds_ratio(MURROUGH).value, note="The printed one comes from a statistical model that takes other things into account."),
    Case("Odds ratio of response, ketamine against midazolam", "human, depression with suicidal thoughts", "grunebaum2018", "measured", "2.85", 2.845, 2.855, "",
         lambda: model.odds_ratio(SUICIDAL).value, note="Counts of 22 and 12 of 40 are worked out from 55 % and 30 % of 80 people in two even groups."),
    Case("Interval of a difference: largest distance from one joined from the roots of Wilson's equation", "arithmetic", None, "independent solver", "0 to 0.0001",
         0, 1e-4, "", lambda: max(_off_newcombe(c) for c in (KETECT, ABBAR, MURROUGH, SUSTAIN_REMITTERS))),
    Case("Interval of an odds ratio: largest share by which it differs from a library's", "arithmetic", None, "independent solver", "0 to 0.0001",
         0, 1e-4, "", lambda: max(_off_odds(c) for c in (KETECT, ABBAR, MURROUGH, SUSTAIN_REMITTERS))),
)  # fmt: skip
