"""Whether printed percentages are those of their counts, and our intervals against a second implementation."""

from __future__ import annotations

from functools import partial

from ketabrain.evidence import harms
from ketabrain.models import proportion as model
from ketabrain.validation.case import Case

IDEATION = (26, 254, 20, 162)  # from 10.2 and 12.3 per 100 of 254 and 162 people
TRIALS = "human, TRANSFORM-1 and -2, esketamine spray against placebo"
SEEN = (  # id, what is compared, people, printed %
    ("urinary-dance", "Past-year users with urinary symptoms, 340 of 1,285", "human, 1,285 users, online form", 26.6),
    ("worse-stopping", "Worse after stopping, 8 of 251", "human, 251 users, online form", 3.8),
    ("pressure-patients", "Patients with severe hypertension, 17 of 138", "human, 138 patients, infusions", 12.5),
    ("bile-scan", "Users with changed bile ducts, 159 of 257", "human, 257 users, scans", 61.9),
    ("pressure-infusions", "Infusions with severe hypertension, 23 of 2,342", "human, 2,342 infusions", 0.98),
    ("nausea-spray", "Nausea on esketamine spray, 68 of 231", "human, TRANSFORM-1", 29.4),
)


def percentage(name: str) -> float:
    """Return a row's share in per cent."""
    return 100 * next(harm.risk.value for harm in harms.load() if harm.id == name)


def source(name: str) -> str:
    """Return a row's source."""
    return next(harm.source for harm in harms.load() if harm.id == name)


def of_ideation(part: str) -> float:
    """Return the difference in thoughts of suicide, or an end of its interval, in people per 100."""
    return 100 * float(getattr(model.excess(*IDEATION), part))


def farthest_wilson() -> float:
    """Return how far an end of Wilson's interval lies from statsmodels', over all rows of the list."""
    from statsmodels.stats.proportion import proportion_confint

    both = [(model.wilson(h.events, h.n), proportion_confint(h.events, h.n, method="wilson")) for h in harms.load()]
    return max(abs(a - b) for ours, theirs in both for a, b in zip(ours[1:], theirs, strict=True))


def farthest_newcombe() -> float:
    """Return the same of Newcombe's interval, over all rows with a control group."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    rows = [(h.events, h.n, h.control_events, h.control_n) for h in harms.load() if h.controlled]
    both = [(model.excess(*row), confint_proportions_2indep(*row, method="newcomb")) for row in rows]
    return max(abs(a - b) for ours, theirs in both for a, b in zip(ours[1:], theirs, strict=True))


def _half(printed: float) -> float:
    """Return half of the last printed digit."""
    return 0.5 * 10.0 ** -len(str(printed).partition(".")[2])


CASES: tuple[Case, ...] = (
    *(
        Case(
            name, people, source(row), "measured", f"{printed} %", printed - _half(printed), printed + _half(printed), "%",
            partial(percentage, row), note="A miss: the source's percentage is not that of its own counts." if row in ("urinary-dance", "worse-stopping", "pressure-patients") else "",
        )
        for row, name, people, printed in SEEN
    ),
    *(
        Case(
            f"Thoughts of suicide after the start, drug less placebo: {word}", TRIALS, "cpt2020", "measured", f"{printed} per 100".replace("-", "−"),
            printed - 0.5, printed + 0.5, "per 100", partial(of_ideation, part), note="The source does not name its method; half a person in 100 is allowed.",
        )
        for part, word, printed in (("value", "difference", -2.1), ("low", "lower end", -8.4), ("high", "upper end", 4.2))
    ),
    Case("Wilson's interval: largest distance from statsmodels, all rows", "statsmodels", None, "independent solver", "0 to 0.00002", 0, 2e-5, "", farthest_wilson),
    Case("Newcombe's interval: largest distance from statsmodels, all rows with a control", "statsmodels", None, "independent solver", "0 to 0.00002", 0, 2e-5, "", farthest_newcombe),
)  # fmt: skip
