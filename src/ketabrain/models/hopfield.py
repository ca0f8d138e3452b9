"""A network that completes memories from a part of them, with a block while it learns, while it recalls, or both.

Hopfield1982 memory: cells are +1 or -1, each memory adds its products to the weights, and recall lets every cell
follow the sum of its inputs. Two readings are ours: a block of NMDA receptors scales what a new memory adds to the
weights, and it takes from recall only the share of recurrent input that NMDA receptors carry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
AT_ONCE = 10
TIE = 1e-9  # a smaller input is none: the cell stays as it is


@dataclass(frozen=True)
class Parameters:
    """Size, cue, and what recall runs on. Whole numbers are rounded."""

    cells: float = parameter(500, "", CHOSEN, "number of cells", low=20, high=5000)
    steps: float = parameter(20, "", CHOSEN, "steps of recall, all cells at once", low=1, high=200)
    flipped: float = parameter(0.3, "", CHOSEN, "share of the cue's cells that are wrong", low=0, high=0.5)
    nmda_carried: float = parameter(
        0.0, "", CHOSEN, "share of the recurrent input that NMDA receptors carry in recall", low=0, high=1
    )
    noise: float = parameter(0.0, "", CHOSEN, "spread of a noise on every input in recall", low=0, high=2)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Recall:
    """Memories, cues and what was recalled, one row a memory (+1 or -1), the first ``old`` learned before the drug."""

    memories: np.ndarray
    cues: np.ndarray
    recalled: np.ndarray
    old: int

    @property
    def overlaps(self) -> np.ndarray:
        """How far each recalled state agrees with its memory: 1 fully, 0 by chance."""
        return (self.memories * self.recalled).mean(axis=1)

    @property
    def overlap_old(self) -> float:
        """The mean overlap of memories learned before the drug."""
        return float(self.overlaps[: self.old].mean())

    @property
    def overlap_new(self) -> float:
        """The mean overlap of memories learned with the block."""
        return float(self.overlaps[self.old :].mean())


def draw(old: int, new: int, seed: int, p: Parameters) -> tuple[np.ndarray, np.ndarray]:
    """Return random memories, old ones first, and their cues; a cue has the given share of its cells flipped."""
    cells = round(p.cells)
    memories, cues = [], []
    for row in range(old + new):  # each memory has its own stream: the old ones stay when more new ones come
        rng = np.random.default_rng([seed, row if row < old else 100_000 + row - old])
        memory = rng.choice([-1.0, 1.0], size=cells)
        wrong = rng.permutation(cells)[: round(p.flipped * cells)]
        cue = memory.copy()
        cue[wrong] *= -1
        memories.append(memory)
        cues.append(cue)
    return np.array(memories), np.array(cues)


def simulate(
    block_encoding: float = 0.0,
    block_retrieval: float = 0.0,
    *,
    old: int = 15,
    new: int = 15,
    seed: int = 0,
    parameters: Parameters | None = None,
) -> Recall:
    """Return what the network recalls from damaged cues of all its memories.

    ``block_encoding`` is the share of NMDA receptors blocked while the new memories are learned,
    ``block_retrieval`` while all are recalled. ``seed`` draws other memories and cues. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("block_encoding", block_encoding, 0, 1)
    check_range("block_retrieval", block_retrieval, 0, 1)
    check_range("old", old, 1, 1000)
    check_range("new", new, 1, 1000)
    memories, cues = draw(int(old), int(new), int(seed), p)
    learned = np.where(np.arange(len(memories)) < old, 1.0, 1 - block_encoding)
    left = 1 - p.nmda_carried * block_retrieval
    rng = np.random.default_rng([int(seed), 1])
    state = cues
    for _ in range(round(p.steps)):
        drive = left * inputs(state, memories, learned)
        if p.noise > 0:
            drive = drive + p.noise * rng.standard_normal(drive.shape)
        state = np.where(drive > TIE, 1.0, np.where(drive < -TIE, -1.0, state))
    return Recall(memories, cues, state, int(old))


def inputs(state: np.ndarray, memories: np.ndarray, learned: np.ndarray) -> np.ndarray:
    """Return every cell's input: the weights applied through the memories, without a cell's own part."""
    few = np.array_split(state, -(-len(state) // AT_ONCE))  # small products stay on one core, which is faster
    through = np.concatenate([(rows @ memories.T) * learned @ memories for rows in few])
    return (through - learned.sum() * state) / memories.shape[1]


LOST = 0.1  # a smaller loss of overlap counts as none


@dataclass(frozen=True)
class Finding:
    """A finding in people, and how the network is set for it; ``worse`` says whether memory got worse.

    ``label`` is the name in a few letters. ``advantage`` marks a finding on the advantage of emotional memories, of which the network has none to lose.
    """

    name: str
    label: str
    preparation: str
    source: str
    worse: bool
    block_encoding: float = 0.0
    block_retrieval: float = 0.0
    looks_at: str = "new"
    advantage: bool = False

    def network_worse(self, seed: int = 0) -> bool:
        """Return whether the network's memories get worse."""
        if self.advantage:
            return False
        name = f"overlap_{self.looks_at}"
        clear, drugged = (
            getattr(simulate(*blocks, seed=seed), name)
            for blocks in ((0.0, 0.0), (self.block_encoding, self.block_retrieval))
        )
        return bool(clear - drugged >= LOST)


DRUGGED = 0.5
FINDINGS = (
    Finding(
        "Pictures learned on ketamine",
        "Pictures on ketamine",
        "21 healthy people, 100 ng/mL at encoding, tested 5 days later",
        "Becker2017general",
        True,
        block_encoding=DRUGGED,
    ),
    Finding(
        "Encoding, in a review",
        "Encoding (review)",
        "healthy people, single doses",
        "MorganCurran2006",
        True,
        block_encoding=DRUGGED,
    ),
    Finding(
        "Learned before, recalled on ketamine",
        "Recall on ketamine",
        "12 healthy people, 50 and 100 ng/mL",
        "Honey2005impairment",
        False,
        block_retrieval=DRUGGED,
        looks_at="old",
    ),
    Finding(
        "Ketamine just after learning",
        "Drug after learning",
        "24 healthy people, 0.3 mg/kg, recall after 45 minutes",
        "LaPorte2005subtle",
        False,
        block_retrieval=DRUGGED,
        looks_at="old",
    ),
    Finding(
        "Deep or shallow learning on ketamine",
        "Deep, shallow study",
        "12 healthy people, 50 and 100 ng/mL, recognition",
        "Honey2005impairment",
        False,
        block_encoding=DRUGGED,
    ),
    Finding(
        "Extra memory for emotional pictures",
        "Emotional bonus",
        "21 healthy people, 100 ng/mL at encoding, tested 5 days later",
        "Becker2017general",
        True,
        block_encoding=DRUGGED,
        advantage=True,
    ),
)
