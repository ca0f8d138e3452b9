"""Harms as counts: how many of how many, in which setting, against what. Read from ``content/harms.yml``.

A row is one harm as one source counted it. Two kinds of rows are no risk: people who were *selected* for having it, and
*reports* that were sent in of an unknown number of treated people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.content import FOLDER, read_items
from ketabrain.evidence.rows import rounds_to
from ketabrain.models import proportion
from ketabrain.models.estimate import Estimate

FILE, SCHEMA = FOLDER / "harms.yml", FOLDER / "harm.schema.json"
KINDS = {
    "mind": "mind and senses",
    "body": "stomach, head, nose",
    "pressure": "blood pressure",
    "bladder": "bladder",
    "liver": "liver and bile ducts",
    "dependence": "misuse and withdrawal",
    "grave": "serious events and deaths",
}
SETTINGS = {"clinic": "supervised treatment", "heavy": "heavy use"}
CONTROL = ("comparator", "control_events", "control_n")


class HarmsError(ValueError):
    """The list of harms cannot be used; says which row and field, and how to mend it."""


@dataclass(frozen=True)
class Harm:
    """One harm as one source counted it; ``printed`` is the percentage as the source writes it."""

    id: str
    setting: str
    kind: str
    harm: str
    asked: str
    counted: str
    unit: str
    events: int
    n: int
    source: str
    checked: str
    overview: bool = False
    comparator: str = ""
    control_events: int = 0
    control_n: int = 0
    printed: str = ""
    mismatch: str = ""
    no_risk: str = ""
    dose: str = ""
    g_per_day: tuple[float, float] | None = None
    maker: bool = False

    @property
    def controlled(self) -> bool:
        """Whether a control group was counted in the same way."""
        return bool(self.comparator)

    @property
    def risk(self) -> Estimate:
        """The share, with Wilson's interval; where nothing was seen, the upper end is the rule of three's."""
        found = proportion.wilson(self.events, self.n)
        return found if self.events else found._replace(high=proportion.at_most(self.n))

    @property
    def control(self) -> Estimate:
        """The same of the control group."""
        return proportion.wilson(self.control_events, self.control_n)

    @property
    def excess(self) -> Estimate:
        """How far the share exceeds the control group's, with Newcombe's interval."""
        return proportion.excess(self.events, self.n, self.control_events, self.control_n)


def load(file: Path = FILE) -> tuple[Harm, ...]:
    """Return every row, in the file's order; raise HarmsError for the first fault."""
    items = read_items(file, SCHEMA, "id", HarmsError)
    harms = tuple(
        Harm(**{**item, "g_per_day": tuple(item["g_per_day"]) if "g_per_day" in item else None}) for item in items
    )
    for item, harm in zip(items, harms, strict=True):
        check_row(harm, [name for name in CONTROL if name in item], f"{file.name}, id '{harm.id}'")
    seen: set[str] = set()
    for harm in harms:
        if harm.id in seen:
            raise HarmsError(f"{file.name}, id '{harm.id}' stands twice: keep one row or rename one.")
        seen.add(harm.id)
    return harms


def check_row(harm: Harm, control: Collection[str], where: str) -> None:
    """Raise HarmsError for counts that cannot be, half a control group, or a percentage that is not that of the counts."""
    if harm.events > harm.n:
        raise HarmsError(f"{where}: events is {harm.events} of n {harm.n}; there cannot be more: correct one of them.")
    if control and len(control) < len(CONTROL):
        missing = next(name for name in CONTROL if name not in control)
        raise HarmsError(f"{where}: a control group needs {', '.join(CONTROL)}; '{missing}' is missing: add it.")
    if control and harm.control_events > harm.control_n:
        raise HarmsError(
            f"{where}: control_events is {harm.control_events} of control_n {harm.control_n}; there cannot be more: "
            "correct one of them."
        )
    agrees = as_printed(harm)
    if not agrees and not harm.mismatch:
        raise HarmsError(
            f"{where}: printed is {harm.printed} %, but {harm.events} of {harm.n} is {100 * harm.events / harm.n:.3g} %: "
            "correct it, or say in 'mismatch' how the source differs."
        )
    if agrees and harm.mismatch:
        raise HarmsError(f"{where}: the printed percentage is that of the counts: take 'mismatch' out.")
    if harm.g_per_day and harm.g_per_day[0] > harm.g_per_day[1]:
        raise HarmsError(f"{where}: g_per_day begins with its higher end: turn it round.")


def as_printed(harm: Harm) -> bool:
    """Say whether the counts round to the printed percentage; true where none is printed."""
    return not harm.printed or rounds_to(harm.events, harm.n, harm.printed)


def check_sources(harms: Iterable[Harm], keys: Collection[str]) -> None:
    """Raise HarmsError for a source that the bibliography does not have."""
    for harm in harms:
        if harm.source not in keys:
            raise HarmsError(
                f"{FILE.name}, id '{harm.id}': source '{harm.source}' is not in references.bib; add it or correct it."
            )


def one_in(share: float) -> str:
    """Say a share in everyday words: "1 in 27", "7 in 10"."""
    if share <= 0 or share >= 1:
        return "none" if share <= 0 else "all"
    if share > 0.55:
        return f"{round(10 * share)} in 10"
    people = 1 / share
    if people < 9.5 and abs(people - round(people)) > 0.15:
        return f"1 in {people:.1f}"
    digits = max(0, len(str(round(people))) - 2)
    return f"1 in {round(people, -digits):,.0f}"
