"""Pyramidal cells and interneurons against the dose, beside what glutamate did in rats."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.explorer import Explorer, Figure, Panel, Part, Predict, Preset, Readout, Series, Steps, Task, Trace
from ketabrain.models import pfc_disinhibition as model

DOSES_MG_KG = np.linspace(0, np.sqrt(210), 71) ** 2  # even on an axis that grows with the square root
TICKS_MG_KG = (0, 3, 10, 20, 30, 50, 100, 200)
WAYS = {"down": -1.0, "none": 0.0, "up": 1.0}
WAY_WORDS = {"down": "lower than without drug", "none": "about as without drug", "up": "higher than without drug"}


def place(dose_mg_kg: Any) -> np.ndarray:
    """Return where doses stand on the axis: low ones need more room."""
    return np.sqrt(np.asarray(dose_mg_kg, dtype=float))


def against_same(dose_mg_kg: Any, bias: float, lost: float) -> np.ndarray:
    """Return pyramidal activity as a share of that without drug in the same network, stressed or not."""
    return model.of_undrugged(dose_mg_kg, bias, lost)[0] / model.of_undrugged(0.0, bias, lost)[0]


def _curves(bias: float, lost: float) -> dict[str, Any]:
    pyramidal, inhibitors = model.of_undrugged(DOSES_MG_KG, bias, lost)
    found = [model.direction(share) for share in against_same(list(model.MEASURED), bias, lost)]
    return {
        "pyramidal_curve": pyramidal,
        "interneuron_curve": inhibitors,
        "model_way": [WAYS[way] for way in found],
        "met": sum(way == seen for way, seen in zip(found, model.MEASURED.values(), strict=True)),
    }


def _blocks(bias: float) -> dict[str, Any]:
    on_interneurons, on_pyramidal = model.blocked(DOSES_MG_KG, bias)
    return {"interneuron_block_curve": on_interneurons, "pyramidal_block_curve": on_pyramidal}


def _at_dose(dose: float, bias: float, lost: float) -> dict[str, Any]:
    pyramidal, inhibitors = (float(share[0]) for share in model.of_undrugged(dose, bias, lost))
    return {
        "pyramidal": pyramidal,
        "interneurons": inhibitors,
        "way": WAY_WORDS[model.direction(float(against_same(dose, bias, lost)[0]))],
    }


def _blocks_at_dose(dose: float, bias: float) -> dict[str, Any]:
    on_interneurons, on_pyramidal = (float(share[0]) for share in model.blocked(dose, bias))
    return {"blocked_interneurons": on_interneurons, "blocked_pyramidal": on_pyramidal}


def _axis() -> dict[str, Any]:
    return {
        "dose_place": place(DOSES_MG_KG),
        "dose_mg_kg": DOSES_MG_KG,
        "rat_place": place(list(model.MEASURED)),
        "rat_mg_kg": list(model.MEASURED),
        "rat_way": [WAYS[way] for way in model.MEASURED.values()],
    }


AXIS = {"tickvals": [float(place(tick)) for tick in TICKS_MG_KG], "ticktext": [str(tick) for tick in TICKS_MG_KG]}
RANGE = (-0.35, float(place(215)))
OF_DRUGLESS: dict[str, Any] = {"hover": "%{customdata:.0f} mg/kg: %{y:.0%}", "bind": {"customdata": "dose_mg_kg"}}

DISINHIBITION = Explorer(
    slug="pfc-disinhibition",
    title="Blocking excitation, and getting more of it",
    chapter="prefrontal_cortex",
    card="pfc_disinhibition",
    objectives=("prefrontal_cortex.surge",),
    models=(model,),
    controls=(
        Steps("dose", "Ketamine, in a rat", "mg/kg", TICKS_MG_KG, 20, decimals=0, even=False,
              help="a rat's dose; nobody can name a person's equivalent with confidence"),
        Steps("bias", "Bias towards interneurons", "", (0, 0.25, 0.5, 0.75, 1), 1, decimals=0, shown_as="percent",
              help="at 0 % both kinds of cell are blocked at the same doses"),
        Steps("lost", "Synapses of pyramidal cells lost to chronic stress", "", (0, 0.1, 0.2, 0.3), 0, decimals=0,
              shown_as="percent"),
    ),
    parts=(
        Part(
            _at_dose,
            readouts=(
                Readout("pyramidal", "Pyramidal cells, of the healthy level without drug", decimals=0, shown_as="percent"),
                Readout("interneurons", "Interneurons, of the same", decimals=0, shown_as="percent"),
                Readout("way", "So pyramidal cells, in this network, are", words=True),
            ),
        ),
        Part(
            _blocks_at_dose,
            over=("dose", "bias"),
            readouts=(
                Readout("blocked_interneurons", "NMDA receptors blocked on interneurons", decimals=0, shown_as="percent"),
                Readout("blocked_pyramidal", "NMDA receptors blocked on pyramidal cells", decimals=0, shown_as="percent"),
            ),
        ),
        Part(
            _curves,
            over=("bias", "lost"),
            series=(
                Series("pyramidal_curve", "", "u16", shown_as="percent"),
                Series("interneuron_curve", "", "u16", shown_as="percent"),
                Series("model_way", "", "exact"),
            ),
            readouts=(Readout("met", "Of the five measured doses, the model goes the rats' way at", "", 0),),
        ),
        Part(
            _blocks,
            over=("bias",),
            series=(
                Series("interneuron_block_curve", "", "u16", shown_as="percent"),
                Series("pyramidal_block_curve", "", "u16", shown_as="percent"),
            ),
        ),
        Part(
            _axis,
            over=(),
            series=tuple(
                Series(name, "", "exact") for name in ("dose_place", "dose_mg_kg", "rat_place", "rat_mg_kg", "rat_way")
            ),
        ),
        Part(lambda dose: {"dose_here": place([dose])}, over=("dose",), series=(Series("dose_here", "", "exact"),)),
    ),
    drawing=Figure(
        panels=(
            Panel("activity", "", "Activity (100 %: no drug)", RANGE, (0, 1.68), height=1.6, axis=AXIS,
                  y_axis={"tickformat": ".0%", "dtick": 0.5}),
            Panel("way", "", "", RANGE, (-1.7, 1.7), height=0.75, axis=AXIS,
                  y_axis={"tickvals": [-1, 0, 1], "ticktext": ["less", "same", "more"]}),
            Panel("block", "Dose in rats (mg/kg)", "NMDA block", RANGE, (0, 1.04), height=0.9, axis=AXIS,
                  y_axis={"tickformat": ".0%", "dtick": 0.5}),
        ),
        traces=(
            Trace("pyramidal cells", "activity", "dose_place", "pyramidal_curve", "prefrontal_cortex", width=2.6, **OF_DRUGLESS),
            Trace("interneurons", "activity", "dose_place", "interneuron_curve", "t_type", dash="dash", **OF_DRUGLESS),
            Trace("this dose, pyramidal cells", "activity", "dose_here", "pyramidal", "prefrontal_cortex", "open markers", size=13,
                  legend=False, hover="pyramidal cells: %{y:.0%}"),
            Trace("this dose, interneurons", "activity", "dose_here", "interneurons", "t_type", "open markers", size=13,
                  legend=False, hover="interneurons: %{y:.0%}"),
            Trace("glutamate in rats: direction only", "way", "rat_place", "rat_way", "ink", "markers", size=8,
                  hover="rats, %{customdata} mg/kg (Moghaddam 1997)", bind={"customdata": "rat_mg_kg"}),
            Trace("pyramidal cells here", "way", "rat_place", "model_way", "prefrontal_cortex", "open markers", size=17,
                  hover="model, %{customdata} mg/kg", bind={"customdata": "rat_mg_kg"}),
            Trace("on pyramidal cells", "block", "dose_place", "pyramidal_block_curve", "prefrontal_cortex", **OF_DRUGLESS),
            Trace("on interneurons", "block", "dose_place", "interneuron_block_curve", "t_type", dash="dash", **OF_DRUGLESS),
        ),
        height_px=560,
        narrow_height_px=600,
    ),
    describe="At {dose} in a rat, {blocked_interneurons} of the NMDA receptors on interneurons and {blocked_pyramidal} of those on "
    "pyramidal cells are blocked (bias {bias}; {lost} of synapses lost to stress). Interneurons are at {interneurons} of the "
    "healthy level without drug and pyramidal cells at {pyramidal}, {way} in the same network. Of the five doses at which rats' "
    "glutamate was measured, the model goes the rats' way at {met}.",
    caption="Top: how active both kinds of cell are at each dose. Middle: what glutamate did in rats (dots), and what pyramidal cells "
    "do here (rings): more, the same or less; a dot inside a ring is agreement. Below: the block. Low doses get more room on the axis. "
    "Try taking the bias away.",
    predict=Predict(
        "Here 20 mg/kg makes pyramidal cells half as active again, because it blocks interneurons first. Now you take that bias away: "
        "both kinds of cell are blocked at the same doses. What does 20 mg/kg do to pyramidal cells?",
        ("It still raises them, a little less", "It lowers them", "It makes no difference"),
        1,
        "They fall to 92 %. Without the bias, every dose takes as much of their own excitation as of their inhibitors', and the hump "
        "is gone. What remains is the decline, as one expects of a drug that blocks excitation.",
        {"dose": 20, "bias": 0, "lost": 0},
    ),
    tasks=(
        Task("With less than the full bias, let the model go the rats' way at all five doses.", (("met", "==", 5.0), ("bias", "<", 1.0)),
             "So the measured directions do not fix the bias. They ask for a strong one, in this model."),
        Task("With the full bias and no stress, find a dose that lowers pyramidal cells.",
             (("bias", "==", 1.0), ("lost", "==", 0.0), ("pyramidal", "<", 0.95)),
             "At high doses the pyramidal cells' own receptors are blocked too. The dose decides the sign."),
        Task("Let stress take a fifth of the synapses, then bring pyramidal cells back to 80 % or more.",
             (("lost", "==", 0.2), ("pyramidal", ">=", 0.8)),
             "Only while the drug is there. In this model nothing grows back; the spines are another explorer's."),
    ),
    presets=(
        Preset("Low dose", {"dose": 20, "bias": 1, "lost": 0}),
        Preset("Anaesthesia", {"dose": 200, "bias": 1, "lost": 0}),
        Preset("No bias", {"dose": 20, "bias": 0, "lost": 0}),
        Preset("After chronic stress", {"dose": 20, "bias": 1, "lost": 0.2}),
    ),
    teaching_note="A teaching model. Its strengths were chosen so that activity goes the way glutamate went in rats; all percentages are "
    "the model's own, and a change of less than 5 % counts as none. That lost synapses weaken the input of pyramidal cells is our "
    "assumption. In one study of awake rats, ketamine did not make interneurons less active.",
)  # fmt: skip
