"""What each model reproduces of published numbers, and what it does not.

``cases(model)`` lists a model's comparisons; ``run(case)`` computes one. Misses are reported like hits.
"""

from __future__ import annotations

from importlib import import_module

from ketabrain.validation.case import KINDS, Case, Result, run

MODELS = (  # in the order in which a reader meets them
    "synapse",
    "ketamine_metabolism",
    "pharmacokinetics",
    "nmda_receptor",
    "receptor_binding",
    "lhb_neuron",
    "reward_brake",
    "nmdar_trapping",
    "pfc_disinhibition",
    "working_memory",
    "spines",
    "calcium_plasticity",
    "homeostasis",
    "hopfield",
    "fear_extinction",
    "imaging_effects",
    "transmitter_changes",
    "cascade",
    "energy_landscape",
    "dissociation",
    "correlated_points",
    "one_dose",
    "meta_analysis",
    "trial_points",
    "number_needed",
    "trial_blinding",
    "treatment_steps",
    "proportion",
    "pressure_rise",
)

__all__ = ["KINDS", "MODELS", "Case", "Result", "cases", "run"]


def cases(model: str) -> tuple[Case, ...]:
    """Return a model's cases; raise ValueError for a model that has none."""
    if model not in MODELS:
        raise ValueError(f"There are no cases for the model '{model}': choose one of {', '.join(MODELS)}.")
    return import_module(f"{__name__}.{model}").CASES
