"""Claims that popular pages make, each with our verdict and its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.bibliography import SPECIES
from ketabrain.evidence.content import FOLDER, read_items, require_keys

SCHEMA = FOLDER / "claim.schema.json"
MAY_LACK_SOURCES = ("unsupported", "opinion")

# What each verdict means, as readers are told.
VERDICTS = {
    "supported": "It would stand in a textbook as written.",
    "mostly right": "Right in substance, but a limit is missing.",
    "oversimplified": "A true core, stripped of its conditions.",
    "contested": "Good sources disagree.",
    "unsupported": "No adequate evidence was found in people.",
    "wrong": "Good evidence, or the meaning of the words, speaks against it.",
    "outdated": "It was right once and has been replaced.",
    "opinion": "Praise or an image: it cannot be true or false.",
}
# What a claim is about, and what each topic covers, as readers are told.
TOPICS = {
    "molecule and receptor": "The molecule, its mirror images, and what it binds.",
    "transmitters": "Glutamate, GABA, dopamine and serotonin.",
    "plasticity": "Synapses, growth factors and new neurons.",
    "dose and routes": "How it is given, how much, and for how long.",
    "perception": "What people feel, notice, remember and think while it acts.",
    "brain regions": "Where in the brain something happens.",
    "effect in depression": "Whether, how fast and for how long it helps.",
    "usual treatments": "Antidepressants, talk therapy and what “treatment-resistant” means.",
    "other conditions": "Pain, trauma, anxiety, addiction and more.",
    "how common": "How many people are ill.",
    "safety": "Harms in treatment and harms of heavy use.",
    "history and law": "Where it comes from and what the law says.",
    "picture language": "Pictures and praise.",
}
GUESSES = {
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Wrong or unsupported",
    "unknown": "Can’t be known yet",
}
FITTING = {
    "supported": ("right",),
    "mostly right": ("right", "partly"),
    "oversimplified": ("partly",),
    "contested": ("unknown", "partly"),
    "unsupported": ("wrong", "unknown"),
    "wrong": ("wrong",),
    "outdated": ("wrong", "partly"),
    "opinion": ("unknown",),
}


class ClaimError(ValueError):
    """A claim cannot be used; says in one sentence which file, claim and field, and how to mend it."""


@dataclass(frozen=True)
class Claim:
    """One claim. ``sources`` are BibTeX keys; ``explorer`` is a slug; texts may hold MyST roles.

    ``often_guessed`` is what most people would guess, given for claims that learners often get wrong.
    """

    id: str
    chapter: str
    topic: str
    claim: str
    verdict: str
    answer: str
    better: str
    species: tuple[str, ...]
    sources: tuple[str, ...]
    explorer: str | None
    traps: str
    often_guessed: str | None = None

    @property
    def often_missed(self) -> bool:
        """Say whether learners often go wrong here: in their guess, or in what they take a true sentence to mean."""
        return self.often_guessed is not None

    @property
    def fitting(self) -> tuple[str, ...]:
        """Return the guesses that agree with the verdict."""
        return FITTING[self.verdict]


def load(path: Path | str | None = None) -> list[Claim]:
    """Return the checked claims in the file's order; raise ClaimError for the first fault."""
    file = Path(path) if path else FOLDER / "claims.yml"
    claims: dict[str, Claim] = {}
    for item in read_items(file, SCHEMA, "id", ClaimError):
        species = tuple(part.strip() for part in item["species"].split(","))
        texts = {name: item.get(name) or "" for name in ("better", "traps")}
        sources = tuple(item["sources"])
        claim = Claim(**{**item, **texts, "species": species, "sources": sources, "explorer": item.get("explorer")})
        for fault in faults_of(claim):
            raise ClaimError(f"{file.name}, id '{claim.id}': {fault}")
        if claim.id in claims:
            raise ClaimError(f"{file.name}, id '{claim.id}': the id stands twice; give each claim its own.")
        claims[claim.id] = claim
    return list(claims.values())


def faults_of(claim: Claim) -> Iterable[str]:
    """Yield what the schema cannot see."""
    for name in claim.species:
        if name not in SPECIES:
            yield f"field 'species' names '{name}'; use {', '.join(SPECIES)}, separated by commas."
    if not claim.sources and claim.verdict not in MAY_LACK_SOURCES:
        yield f"field 'sources' is empty, but the verdict '{claim.verdict}' needs evidence; add a key of references.bib."


def get(claim_id: str, path: Path | str | None = None) -> Claim:
    """Return a claim by its id; raise ClaimError, which names the file, for one that is not there."""
    for claim in load(path):
        if claim.id == claim_id:
            return claim
    raise ClaimError(f"claims.yml, id '{claim_id}': there is no such claim; add it or mend the id.")


def check_sources(claims: Iterable[Claim], keys: Collection[str]) -> None:
    """Raise ClaimError for the first claim that cites a key which ``references.bib`` does not hold."""
    require_keys(claims, keys, "claims.yml", ClaimError)
