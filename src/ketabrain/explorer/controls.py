"""Controls: named parameters with a unit and discrete steps."""

from __future__ import annotations

import itertools
import keyword
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ketabrain.explorer.errors import DeclarationError

MINUS = "\N{MINUS SIGN}"
RESERVED = ("theme", "frame")  # the figure's own arguments
DOSE_PARTS = ("route", "mg_per_kg", "mg", "weight_kg", "minutes")


def rounded(value: float, decimals: int) -> float:
    """Round; ties go away from zero, as on the page. NaN stays."""
    if math.isnan(value):
        return value
    return math.copysign(math.floor(abs(value) * 10**decimals + 0.5 + 1e-9) / 10**decimals, value)


def number(value: float, decimals: int) -> str:
    """Write a number with a true minus sign; a value that rounds to zero has none."""
    if math.isnan(value):
        return "none"
    near = rounded(value, decimals)
    text = f"{abs(near):.{decimals}f}"
    return f"{MINUS}{text}" if near < 0 else text


def check_name(name: str) -> None:
    """Raise DeclarationError for a name that cannot be a keyword of ``compute`` or ``figure``."""
    if not name.isidentifier() or keyword.iskeyword(name) or name in RESERVED:
        raise DeclarationError(
            f"Control '{name}': its name must be a plain Python name other than 'theme' and 'frame'."
        )


def check_dose(name: str, dose: str) -> None:
    """Raise DeclarationError for a part of a dose that the page does not remember."""
    if dose and dose not in DOSE_PARTS:
        raise DeclarationError(f"Control '{name}': dose is one of {', '.join(DOSE_PARTS)}, not '{dose}'.")


@dataclass(frozen=True)
class Steps:
    """A number that moves over declared steps.

    ``shown_as="percent"`` shows a share of 0..1 as 0..100 %. ``even=False`` spaces the steps evenly on
    the slider although their values are not even (doses, say). ``again`` is the text of a button that goes
    on to the next step, for a ``seed`` ("Run again"). ``dose`` says which part of a person's dose it is
    (one of ``DOSE_PARTS``): the page then offers the reader's own.
    """

    kind: ClassVar[str] = "steps"

    name: str
    label: str
    unit: str
    steps: Sequence[float]
    default: float
    decimals: int = 1
    shown_as: str = "number"
    even: bool = True
    help: str = ""
    again: str = ""
    dose: str = ""

    def __post_init__(self) -> None:
        check_name(self.name)
        check_dose(self.name, self.dose)
        steps = tuple(float(step) for step in self.steps)
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "default", float(self.default))
        if len(steps) < 2 or any(b <= a for a, b in itertools.pairwise(steps)):
            raise DeclarationError(f"Control '{self.name}': give at least two steps, each above the last.")
        if self.default not in steps:
            raise DeclarationError(f"Control '{self.name}': the default {self.default:g} is not one of its steps.")
        if self.shown_as not in ("number", "percent"):
            raise DeclarationError(f"Control '{self.name}': shown_as is 'number' or 'percent'.")
        if self.even and any(abs(n - round(n)) > 1e-6 for n in ((step - steps[0]) / self.gap for step in steps)):
            raise DeclarationError(f"Control '{self.name}': no slider reaches all of its steps: give even=False.")
        if len({self.format(step) for step in steps}) < len(steps):
            raise DeclarationError(f"Control '{self.name}': two steps look the same: show more decimals.")

    @property
    def gap(self) -> float:
        """The smallest distance between two steps."""
        return round(min(b - a for a, b in itertools.pairwise(self.steps)), 9)

    def check(self, value: Any) -> float:
        """Return the value as a float; raise ValueError when it is no number or out of range."""
        try:
            found = float(value)
        except (TypeError, ValueError):
            found = math.nan
        if not self.steps[0] <= found <= self.steps[-1]:
            raise ValueError(
                f"{self.name} = {value!r} is out of range: give a number from {self.steps[0]:g} "
                f"to {self.steps[-1]:g} {self.unit}."
            )
        return found

    def nearest(self, value: float) -> float:
        """Return the declared step nearest to the value."""
        return min(self.steps, key=lambda step: abs(step - float(value)))

    def format(self, value: float) -> str:
        """Write the value with its unit, as the page does."""
        if self.shown_as == "percent":
            return f"{number(100 * value, self.decimals)} %"
        return f"{number(value, self.decimals)} {self.unit}".rstrip()


@dataclass(frozen=True)
class Choice:
    """One of a few named options; ``options`` maps each value to its label. ``dose="route"``: ways in, as in :class:`Steps`."""

    kind: ClassVar[str] = "choice"

    name: str
    label: str
    options: dict[str, str]
    default: str
    help: str = ""
    unit: str = ""
    dose: str = ""

    def __post_init__(self) -> None:
        check_name(self.name)
        check_dose(self.name, self.dose)
        if len(self.options) < 2:
            raise DeclarationError(f"Control '{self.name}': a choice needs at least two options.")
        if self.default not in self.options:
            raise DeclarationError(f"Control '{self.name}': the default '{self.default}' is not an option.")

    @property
    def steps(self) -> tuple[str, ...]:
        """The values in declared order."""
        return tuple(self.options)

    def check(self, value: Any) -> str:
        """Return the value; raise ValueError when it is not an option."""
        if value not in self.options:
            raise ValueError(f"{self.name} = {value!r} is not an option: choose one of {', '.join(self.options)}.")
        return str(value)

    def nearest(self, value: Any) -> str:
        """Return the value if it is an option, else the default."""
        return str(value) if value in self.options else self.default

    def format(self, value: str) -> str:
        """Return the option's label."""
        return self.options[value]


@dataclass(frozen=True)
class Toggle:
    """On or off; ``words`` names the two positions."""

    kind: ClassVar[str] = "toggle"

    name: str
    label: str
    default: bool = False
    help: str = ""
    unit: str = ""
    words: tuple[str, str] = ("off", "on")
    dose: ClassVar[str] = ""

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.default not in (True, False) or len(self.words) != 2:
            raise DeclarationError(f"Control '{self.name}': a toggle starts at True or False and has two words.")

    @property
    def steps(self) -> tuple[bool, bool]:
        """Off, then on."""
        return (False, True)

    def check(self, value: Any) -> bool:
        """Return the value as a bool; raise ValueError for anything but true, false, 0 or 1."""
        if value not in (True, False):
            raise ValueError(f"{self.name} = {value!r} is not a switch position: give True or False.")
        return bool(value)

    def nearest(self, value: Any) -> bool:
        """Return the value as a bool."""
        return bool(value)

    def format(self, value: bool) -> str:
        """Return the word for the position."""
        return self.words[int(value)]


Control = Steps | Choice | Toggle
