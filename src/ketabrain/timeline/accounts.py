"""The rival accounts and the experiments that score them, from ``content/accounts.yml`` and ``experiments.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "accounts.yml", FOLDER / "accounts.schema.json"
EXPERIMENTS, EXPERIMENTS_SCHEMA = FOLDER / "experiments.yml", FOLDER / "experiments.schema.json"
WHERE = ("animals", "people")
SCORES = ("for", "against")


class AccountsError(ValueError):
    """The accounts or their experiments cannot be used; says which and how to mend it."""


@dataclass(frozen=True)
class Account:
    """One account: what it says, what follows if it is right, and where it is told."""

    name: str
    title: str
    short: str
    says: str
    predicts: tuple[str, ...]
    sections: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came out in animals or in people; without sources where nothing was found."""

    came_out: str
    species: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Which way an outcome speaks on one account, and why."""

    account: str
    where: str
    score: str
    why: str


@dataclass(frozen=True)
class Experiment:
    """One experiment; ``otherwise`` says why it does not decide on accounts without a score."""

    name: str
    title: str
    animals: Outcome
    people: Outcome
    scores: tuple[Score, ...]
    otherwise: str

    def of(self, account: str) -> tuple[Score, ...]:
        """Return what it says on one account: nothing where it does not decide."""
        return tuple(score for score in self.scores if score.account == account)


def load(file: Path = FILE) -> tuple[Account, ...]:
    """Return the accounts; raise AccountsError for the first fault."""
    items = read_items(file, SCHEMA, "account", AccountsError)
    once([item["account"] for item in items], file, "account")
    return tuple(
        Account(
            item["account"], item["title"], item.get("short") or item["title"], item["says"],
            *(tuple(item[field]) for field in ("predicts", "sections", "sources")),
        )
        for item in items
    )  # fmt: skip


def experiments(file: Path = EXPERIMENTS) -> tuple[Experiment, ...]:
    """Return the experiments; raise AccountsError for the first fault."""
    items = read_items(file, EXPERIMENTS_SCHEMA, "experiment", AccountsError)
    once([item["experiment"] for item in items], file, "experiment")
    known = [account.name for account in load()]
    return tuple(made(item, known, file) for item in items)


def once(names: Sequence[str], file: Path, kind: str) -> None:
    """Raise AccountsError for the first name that stands twice."""
    for place, name in enumerate(names):
        if name in names[:place]:
            raise AccountsError(f"{file.name}, {kind} '{name}' stands twice: keep one of them.")


def made(item: dict[str, Any], known: Sequence[str], file: Path) -> Experiment:
    """Return one experiment; raise AccountsError for a fault that the schema cannot see."""
    label = f"{file.name}, experiment '{item['experiment']}'"
    animals, people = (outcome(item[where], f"{label}, {where}") for where in WHERE)
    outcomes = {"animals": animals, "people": people}
    scores = tuple(Score(one["account"], one["in"], one["score"], one["why"]) for one in item["scores"])
    for score in scores:
        if score.account not in known:
            raise AccountsError(f"{label} scores '{score.account}'; use one of {', '.join(known)}.")
        if not outcomes[score.where].sources:
            raise AccountsError(f"{label} scores '{score.account}' by {score.where}, where nothing was found.")
    return Experiment(item["experiment"], item["title"], animals, people, scores, item["otherwise"])


def outcome(item: dict[str, Any], label: str) -> Outcome:
    """Return one outcome; raise AccountsError where species and sources do not go together."""
    species, sources = tuple(item.get("species") or ()), tuple(item.get("sources") or ())
    if bool(species) != bool(sources):
        raise AccountsError(f"{label}: give species and sources, or neither where nothing was found.")
    return Outcome(item["came_out"], species, sources)


def tally(account: Account, every: Sequence[Experiment], where: str, score: str) -> int:
    """Return how many experiments speak for (or against) an account in animals (or people)."""
    return sum(any((one.where, one.score) == (where, score) for one in each.of(account.name)) for each in every)
