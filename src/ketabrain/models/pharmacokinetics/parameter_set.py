"""What every named set of parameters has, whatever its compartments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from ketabrain.models.pharmacokinetics.linear import System

Spread = tuple[tuple[str, ...], np.ndarray]  # names of values that vary together, and their covariance


@dataclass(frozen=True)
class ParameterSet:
    """A named set; each structure says in :meth:`system` how its compartments hang together.

    ``drugs`` maps each drug to the values that differ for it. ``people`` multiplies values, one number a
    person, and ``odds`` the odds of shares. ``spread`` holds variances on the log scale, ``logit`` standard
    deviations of shares on the logit scale.
    """

    name: str
    title: str
    sources: Sequence[str]
    sampling: str
    values: Any
    drugs: Mapping[str, Mapping[str, float]]
    routes: Sequence[str]
    norketamine: bool = True
    spread: Sequence[Spread] = ()
    logit: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, np.ndarray] = field(default_factory=dict)
    odds: Mapping[str, np.ndarray] = field(default_factory=dict)

    def typical(self, name: str, drug: str) -> float:
        """Return a value of a typical person of 70 kg."""
        return float(self.drugs[drug].get(name, getattr(self.values, name)))

    def value(self, name: str, drug: str) -> np.ndarray:
        """Return a value at 70 kg, one a person where there are people."""
        found = np.asarray(self.typical(name, drug) * self.people.get(name, 1.0))
        return shifted(found, self.odds[name]) if name in self.odds else found

    def every_value(self, drug: str) -> dict[str, np.ndarray]:
        """Return all values by name."""
        return {item.name: self.value(item.name, drug) for item in fields(self.values)}

    def system(self, weight_kg: np.ndarray, drug: str) -> System:
        """Return the compartments of people of some weights [kg]."""
        raise NotImplementedError


def shifted(share: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """Return a share whose odds are multiplied: it stays between 0 and 1."""
    return share * odds / (1 - share + share * odds)


def alone(variances: Mapping[str, float]) -> tuple[Spread, ...]:
    """Return the spread of values that vary each on its own, from variances on the log scale."""
    return tuple(((name,), np.array([[variance]])) for name, variance in variances.items())


def from_cv(cv: Mapping[str, float]) -> dict[str, float]:
    """Return log-normal variances from coefficients of variation."""
    return {name: float(np.log1p(value**2)) for name, value in cv.items()}
