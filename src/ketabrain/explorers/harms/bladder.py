"""The explorer `bladder`: who was asked about the bladder, what they said, and why no dose-response curve follows."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ketabrain.evidence import harms
from ketabrain.evidence.harms import Harm
from ketabrain.explorer import (
    Choice,
    Explorer,
    Figure,
    Panel,
    Part,
    Predict,
    Preset,
    Readout,
    Series,
    Steps,
    Task,
    Trace,
)
from ketabrain.explorer.dot_list import NO_NUMBERS, bars
from ketabrain.explorers.harms.lists import interval, listed, of, written
from ketabrain.models import number_needed, proportion

SURVEYS = {  # in the order in which they are drawn, the clinic first
    "urination-transform": "spray, 4 weeks: frequent",
    "urination-aspire": "spray, 4 weeks: or urgent",
    "urinary-year": "spray, a year: anything",
    "urinary-france": "spray, records in France",
    "urinary-reports": "spray, reports sent in",
    "urinary-dance": "users, dance survey",
    "urinary-court": "users, sent to class",
    "urinary-disorder": "users, use disorder",
    "urinary-clinic": "users, urology clinic",
}
PULLS = (1, 1.5, 2, 3, 5, 10)
LABELS_END, DOSE_UNKNOWN = -3.0, 1.1  # of the shares' axis [%], and where surveys without a dose stand
DOSES = (0.01, 0.1, 1.0)
KINDS = ("clinic", "heavy", "no_risk")


def surveys() -> list[Harm]:
    """Return the rows in the order in which they are drawn."""
    found = {harm.id: harm for harm in listed()}
    return [found[name] for name in SURVEYS]


def kind(harm: Harm) -> str:
    """Return with which symbol a survey is drawn."""
    return "no_risk" if harm.no_risk else harm.setting


def chosen(survey: str) -> Harm:
    """Return a survey by its name."""
    return next(harm for harm in surveys() if harm.id == survey)


def log_dose(harm: Harm) -> tuple[float, float]:
    """Return the ends of a survey's dose as powers of ten of g a day; those without one stand beside the axis."""
    if harm.g_per_day is None:
        return DOSE_UNKNOWN, DOSE_UNKNOWN
    low, high = (math.log10(dose) for dose in harm.g_per_day)
    return low, high


def _shown() -> dict[str, Any]:
    """Return what was counted: shares, their intervals, the control groups, and the doses."""
    rows, places = surveys(), np.arange(len(SURVEYS), 0, -1.0)
    shares = np.array([100 * harm.risk.value for harm in rows])
    middles = np.array([sum(log_dose(harm)) / 2 for harm in rows])
    drawn: dict[str, Any] = {}
    for name in KINDS:
        own = np.array([kind(harm) == name for harm in rows])
        drawn |= {f"{name}_x": np.where(own, shares, np.nan), f"{name}_y": np.where(own, places, np.nan)}
        known = own & np.array([harm.g_per_day is not None for harm in rows])
        drawn |= {f"{name}_dose_x": np.where(known, middles, np.nan), f"{name}_dose_y": np.where(known, shares, np.nan)}
    unknown = np.array([harm.g_per_day is None for harm in rows])
    drawn |= {"unknown_x": np.where(unknown, middles, np.nan), "unknown_y": np.where(unknown, shares, np.nan)}
    control = np.array([100 * harm.control.value if harm.controlled else np.nan for harm in rows])
    drawn |= {"control_x": control, "control_y": np.where(np.isnan(control), np.nan, places)}
    ends = [(np.nan, np.nan) if harm.no_risk else (100 * harm.risk.low, 100 * harm.risk.high) for harm in rows]
    drawn["bar_x"], drawn["bar_y"] = bars(ends, places)
    wide = [log_dose(harm) if harm.g_per_day else (np.nan, np.nan) for harm in rows]
    drawn["range_x"], drawn["range_y"] = bars(wide, shares)
    drawn["words"] = [_words(harm) for harm in rows]
    drawn["layout"] = written([f"{SURVEYS[harm.id]}<br>{of(harm)}" for harm in rows], LABELS_END, "")
    return drawn


def _words(harm: Harm) -> str:
    """Say for the pointer what a survey is."""
    lines = [
        harm.asked,
        f"counted: {harm.counted}",
        f"dose: {harm.dose or 'not in the abstract'}",
        f"source: {harm.source}",
    ]
    return "<br>".join([*lines, *(["run or reported by the maker"] if harm.maker else [])])


def _pulled(pull: float) -> dict[str, Any]:
    """Return what lies behind the users' surveys if people with symptoms were more likely to answer."""
    asked = [harm.setting == "heavy" and not harm.no_risk and pull > 1 for harm in surveys()]
    x = np.array(
        [
            100 * proportion.behind(h.risk.value, pull) if here else np.nan
            for h, here in zip(surveys(), asked, strict=True)
        ]
    )
    return {"behind_x": x, "behind_y": np.where(np.isnan(x), np.nan, np.arange(len(SURVEYS), 0, -1.0))}


def _read(survey: str) -> dict[str, Any]:
    harm, place = chosen(survey), len(SURVEYS) - list(SURVEYS).index(survey)
    says = {
        "reports": "no risk: nobody counted the people treated",
        "selected": "no risk: all were chosen for having it",
    }
    return {
        "ring_x": [100 * harm.risk.value],
        "ring_y": [place],
        "share_says": says.get(harm.no_risk) or interval(harm.risk),
        "asked_says": harm.asked,
        "counted_says": harm.counted,
        "dose_says": harm.dose or "not in the abstract",
        "control_says": f"{harm.comparator}: {harm.control_events} of {harm.control_n}" if harm.controlled else "none",
        "has_dose": "yes" if harm.g_per_day else "no",
        "high": 100 * harm.risk.high,
    }


def _behind(survey: str, pull: float) -> dict[str, Any]:
    """Return what lies behind the survey that is read; a clinic's count is no form that one may leave unanswered."""
    harm = chosen(survey)
    applies = harm.setting == "heavy" and not harm.no_risk
    return {"behind": proportion.behind(harm.risk.value, pull) if applies else np.nan}


DOTS: dict[str, Any] = {"gaps": True, "bind": {"text": "words"}}

BLADDER = Explorer(
    slug="bladder",
    title="Who was asked about the bladder?",
    chapter="harms",
    card="proportion",
    objectives=("harms.bladder", "harms.settings"),
    models=(proportion, number_needed, harms),
    data=(harms.FILE,),
    controls=(
        Choice("survey", "Read", SURVEYS, "urinary-dance"),
        Steps("pull", "With symptoms, as likely to answer", "times", PULLS, 1, decimals=1, even=False,
              help="in the surveys of users; 1: just as likely as people without"),
    ),
    parts=(
        Part(
            _shown,
            over=(),
            layout=True,
            series=(
                *(Series(f"{name}_{axis}", "", "exact") for name in KINDS for axis in ("x", "y", "dose_x", "dose_y")),
                *(Series(f"{name}_{axis}", "", "exact") for name in ("unknown", "control", "bar", "range") for axis in "xy"),
                Series("words", "", "words"),
            ),
        ),
        Part(_pulled, over=("pull",), series=(Series("behind_x", "%", "exact"), Series("behind_y", "", "exact"))),
        Part(
            _read,
            over=("survey",),
            series=(Series("ring_x", "%", "exact"), Series("ring_y", "", "exact")),
            readouts=(
                Readout("share_says", "With trouble (95 % interval, ours)", words=True),
                Readout("asked_says", "Who", words=True),
                Readout("counted_says", "How it was counted", words=True),
                Readout("dose_says", "Dose", words=True),
                Readout("has_dose", "A dose in g a day is known", words=True),
                Readout("control_says", "Control group", words=True),
                Readout("high", "Upper end of the interval", "%", 1),
            ),
        ),
        Part(
            _behind,
            readouts=(
                Readout("behind", "Behind the survey, at this pull", decimals=0, shown_as="percent", none="does not apply"),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("shares", "With bladder trouble (%)", "", (-58, 104), (0.4, len(SURVEYS) + 0.6), height=1.0,
                  axis={"tickvals": [0, 25, 50, 75, 100]}, y_axis=NO_NUMBERS),
            Panel("doses", "Dose (g a day)", "With trouble (%)", (-3.1, 1.45), (-4, 106), height=0.75,
                  axis={"tickvals": [*(math.log10(d) for d in DOSES), DOSE_UNKNOWN], "ticktext": ["0.01", "0.1", "1", "not<br>known"], "tickangle": 0}),
        ),
        traces=(
            Trace("95 % of chance", "shares", "bar_x", "bar_y", "faint", width=3, gaps=True, hover="95 % interval: %{x:.0f} %"),
            Trace("on placebo", "shares", "control_x", "control_y", "faint", "open markers", size=9, gaps=True, hover="on placebo: %{x:.1f} %"),
            Trace("clinic, maker's count", "shares", "clinic_x", "clinic_y", "tonic", "markers", size=10, hover="%{x:.1f} %<br>%{text}", **DOTS),
            Trace("users, own answers", "shares", "heavy_x", "heavy_y", "burst", "squares", size=10, hover="%{x:.1f} %<br>%{text}", **DOTS),
            Trace("no risk", "shares", "no_risk_x", "no_risk_y", "faint", "squares", size=9, hover="%{x:.1f} %, no risk<br>%{text}",
                  extra={"marker": {"symbol": "diamond"}}, **DOTS),
            Trace("behind it, at your pull", "shares", "behind_x", "behind_y", "burst", "squares", size=10, gaps=True, hover="behind the survey: %{x:.0f} %",
                  extra={"marker": {"symbol": "square-open", "line": {"width": 2, "color": "@burst"}}}),
            Trace("the one you read", "shares", "ring_x", "ring_y", "ink", "open markers", size=18, legend=False, hover="the one you read"),
            Trace("dose range", "doses", "range_x", "range_y", "faint", width=3, gaps=True, legend=False, hover="range of doses"),
            Trace("clinic", "doses", "clinic_dose_x", "clinic_dose_y", "tonic", "markers", size=10, hover="%{y:.1f} %<br>%{text}", **DOTS),
            Trace("heavy use", "doses", "heavy_dose_x", "heavy_dose_y", "burst", "squares", size=10, hover="%{y:.1f} %<br>%{text}", **DOTS),
            Trace("no dose printed", "doses", "unknown_x", "unknown_y", "faint", "open markers", size=9, hover="%{y:.1f} %, dose not in the abstract<br>%{text}", **DOTS),
        ),
        height_px=760,
        narrow_height_px=860,
    ),
    describe="You read: {survey}. With trouble: {share_says}. Who: {asked_says}. Counted: {counted_says}. Dose: {dose_says}. Control group: {control_says}. "
    "If people with symptoms were {pull} as likely to answer, behind the survey lie: {behind}.",
    caption="Above: the share with bladder trouble, and under each name how many of how many. The bars know chance alone. Below: the same shares against the dose, where a dose is known. "
    "One dot of users has one. Try the second control: let people with symptoms answer more readily, and watch how far a share moves beyond its bar.",
    predict=Predict(
        "In the dance survey 340 of 1,285 users had urinary symptoms: 26 %, with an interval from 24 to 29 %. Suppose that people with symptoms were three times as likely "
        "to fill in the form. What share of all users would have them?",
        ("Still 24 to 29 %", "About 11 %", "About 9 %, a third"),
        1,
        "11 %. The interval holds what chance does with 1,285 answers. It knows nothing of those who did not answer, and a bias can be far larger than it. "
        "Nobody has measured this pull; it could also run the other way, if ill people had left the scene.",
        {"survey": "urinary-dance", "pull": 3},
    ),
    tasks=(
        Task("Find a survey of users with a known dose.", (("survey", "==", "urinary-disorder"), ("has_dose", "==", "yes")),
             "One only: 2.0 g a day, a mean of what people said of themselves. One point makes no curve, and joining it with the clinic's would compare different drugs, ways in, questions and years."),
        Task("Read a count in which 100 % is no finding.", (("survey", "==", "urinary-clinic"),),
             "All 297 were included because they had urinary trouble. The study is about their livers."),
        Task("How strong must the pull be, so that fewer than 1 in 10 lie behind the dance survey?",
             (("survey", "==", "urinary-dance"), ("behind", "<", 0.1)),
             "Five times. Is that likely? Nobody knows, and that is the answer."),
    ),
    presets=(
        Preset("Dance survey", {"survey": "urinary-dance", "pull": 1}),
        Preset("The same, with a pull", {"survey": "urinary-dance", "pull": 3}),
        Preset("Spray against placebo", {"survey": "urination-transform", "pull": 1}),
        Preset("Reports", {"survey": "urinary-reports", "pull": 1}),
    ),
    teaching_note="A sketch, no meta-analysis. Counts are published or worked out from a printed percentage. Intervals are ours. The pull is invented: it shows what a choice of answerers can do, and nobody has measured it. "
    "Within the dance survey trouble went with dose and frequency, so a dose-response relation is likely; its curve was not in what we read. All numbers on the clinic's side come from the drug's maker.",
)  # fmt: skip
