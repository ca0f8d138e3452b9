"""Pairs of statements that speak against each other, each weighed against the evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.content import FOLDER, read_items, require_keys

SCHEMA = FOLDER / "debate.schema.json"


class DebateError(ValueError):
    """A debate cannot be used; says in one sentence which file, debate and field, and how to mend it."""


@dataclass(frozen=True)
class Side:
    """What one side says, and the ids of the claims that say it."""

    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Debate:
    """One debate. ``decides`` says what would settle it; ``sources`` are BibTeX keys; texts may hold MyST roles."""

    id: str
    question: str
    side_a: Side
    side_b: Side
    weighing: str
    decides: str
    class_question: str
    sources: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of both sides' claims, each once, side A's first."""
        return tuple(dict.fromkeys((*self.side_a.claims, *self.side_b.claims)))


def load(path: Path | str | None = None) -> list[Debate]:
    """Return the checked debates in the file's order; raise DebateError for the first fault."""
    file = Path(path) if path else FOLDER / "debates.yml"
    debates: dict[str, Debate] = {}
    for item in read_items(file, SCHEMA, "id", DebateError):
        sides = {name: Side(item[name]["says"], tuple(item[name]["claims"])) for name in ("side_a", "side_b")}
        debate = Debate(**{**item, **sides, "sources": tuple(item["sources"])})
        if not debate.claims:
            raise DebateError(f"{file.name}, id '{debate.id}': neither side names a claim; add ids such as C049.")
        if debate.id in debates:
            raise DebateError(f"{file.name}, id '{debate.id}': the id stands twice; give each debate its own.")
        debates[debate.id] = debate
    return list(debates.values())


def check_claims(debates: Iterable[Debate], ids: Collection[str]) -> None:
    """Raise DebateError for the first debate that names a claim which ``claims.yml`` does not hold."""
    for debate in debates:
        for claim_id in debate.claims:
            if claim_id not in ids:
                raise DebateError(
                    f"debates.yml, id '{debate.id}': field 'claims' names '{claim_id}', which claims.yml does not "
                    "hold; add the claim or mend the id."
                )


def check_sources(debates: Iterable[Debate], keys: Collection[str]) -> None:
    """Raise DebateError for the first debate that cites a key which ``references.bib`` does not hold."""
    require_keys(debates, keys, "debates.yml", DebateError)
