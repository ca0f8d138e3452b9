"""What the network of memories reproduces."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
from scipy import sparse

from ketabrain.models import hopfield as model
from ketabrain.models.hopfield import FINDINGS, Finding, Parameters, Recall
from ketabrain.validation.case import Case

SEEDS = 20
# block at encoding: overlap of new memories, mean of five seeds, as run before; three standard errors of such a mean,
# from our 20 seeds
TABLE = {0.0: (1.00, 0.005), 0.2: (0.96, 0.11), 0.4: (0.21, 0.075), 0.5: (0.09, 0.03), 0.8: (0.06, 0.025)}
BUILT_IN = ("Pictures on ketamine", "Encoding (review)", "Recall on ketamine", "Drug after learning")
CHECKED = ((0.0, 0.0), (0.3, 0.0), (0.8, 0.5))


@cache
def runs(block: float) -> tuple[Recall, ...]:
    """Return the network's recall for 20 seeds."""
    return tuple(model.simulate(block, seed=seed) for seed in range(SEEDS))


def mean_overlap(block: float, which: str) -> float:
    """Return the mean overlap of old or new memories over 20 seeds."""
    return float(np.mean([getattr(run, f"overlap_{which}") for run in runs(block)]))


def written_out(block_encoding: float, seed: int) -> np.ndarray:
    """Recall with the weights written out, one memory and one cell after another; return the recalled states."""
    p = Parameters()
    memories, cues = model.draw(15, 15, seed, p)
    cells = memories.shape[1]
    learned = [1.0] * 15 + [1 - block_encoding] * 15
    weights = sum(strength * np.outer(row, row) for strength, row in zip(learned, memories, strict=True)) / cells
    weights = sparse.csr_array(weights - np.diag(np.diag(weights)))
    recalled = []
    for cue in cues:
        state = cue
        for _ in range(20):
            field = weights @ state
            state = np.where(field > model.TIE, 1.0, np.where(field < -model.TIE, -1.0, state))
        recalled.append(state)
    return np.array(recalled)


def _cells_that_differ(block_encoding: float, block_retrieval: float) -> float:
    ours = model.simulate(block_encoding, block_retrieval, seed=3).recalled
    return float((ours != written_out(block_encoding, 3)).sum())


def _worse(finding: Finding) -> float:
    return float(finding.network_worse())


def _note(finding: Finding) -> str:
    """Say what the comparison rests on."""
    if finding.advantage:
        return "The network has no emotional memories, so it has no such advantage to lose."
    if finding.label in BUILT_IN:
        return "Direction only, at half of the receptors blocked."
    return "The network has one kind of learning."


CASES: tuple[Case, ...] = (
    *(
        Case(
            f"{finding.name}: memory gets worse",
            finding.preparation,
            finding.source,
            "measured",
            "yes" if finding.worse else "no, or hardly",
            float(finding.worse),
            float(finding.worse),
            "(1: yes, 0: no)",
            partial(_worse, finding),
            fitted=finding.label in BUILT_IN,
            note=_note(finding),
        )
        for finding in FINDINGS
    ),
    *(
        Case(
            f"Agreement of {which} memories, {100 * block:.0f} % blocked at encoding",
            "the same equations, five other seeds, run before",
            None,
            "reference run",
            f"{stated:.2f}",
            stated - within,
            stated + within,
            "",
            partial(mean_overlap, block, which),
            note="Ours is the mean of 20 seeds; bounds are three standard errors of a mean of five.",
        )
        for block, (new, spread) in TABLE.items()
        for which, stated, within in (("old", 1.0, 0.005), ("new", new, spread))
    ),
    *(
        Case(
            f"Cells recalled otherwise than by written-out weights, {100 * encoding:.0f} % and {100 * retrieval:.0f} % blocked",
            "the same equations, weights as a matrix, cell by cell",
            None,
            "independent solver",
            "0",
            0,
            0,
            "",
            partial(_cells_that_differ, encoding, retrieval),
        )
        for encoding, retrieval in CHECKED
    ),
)
