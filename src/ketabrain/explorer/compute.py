"""Compute many states of an explorer's part, on all cores, with progress."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from ketabrain.explorer.declaration import Explorer, Part

WORTH_A_POOL_S = 4.0  # below this, starting processes costs more than it saves
CHUNKS = 24


def run_all(
    explorer: Explorer, part: Part, states: Sequence[Mapping[str, Any]], quiet: bool
) -> list[Mapping[str, Any]]:
    """Return the part's results, one a state, in order."""
    say = Progress(explorer.slug, len(states), quiet)
    results = batched(part, states, say) if part.batch is not None else one_by_one(explorer, part, states, say)
    say.done()
    return results


def batched(part: Part, states: Sequence[Mapping[str, Any]], say: Progress) -> list[Mapping[str, Any]]:
    """Run the part's own batch, in chunks so that progress shows."""
    results: list[Mapping[str, Any]] = []
    size = max(1, -(-len(states) // CHUNKS))
    for start in range(0, len(states), size):
        results += part.batch(states[start : start + size])  # type: ignore[misc]
        say.at(len(results))
    return results


def one_by_one(
    explorer: Explorer, part: Part, states: Sequence[Mapping[str, Any]], say: Progress
) -> list[Mapping[str, Any]]:
    """Run states singly; where the rest would take long, on all cores."""
    started = time.perf_counter()
    results: list[Mapping[str, Any]] = []
    for state in states:
        results.append(part.compute(**state))
        say.at(len(results))
        spent = time.perf_counter() - started
        if len(results) >= 4 and spent / len(results) * (len(states) - len(results)) > WORTH_A_POOL_S:
            break
    rest = states[len(results) :]
    if not rest:
        return results
    index = explorer.parts.index(part)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(_one, [(explorer.slug, index, state) for state in rest], chunksize=4):
            results.append(result)
            say.at(len(results))
    return results


def _one(work: tuple[str, int, Mapping[str, Any]]) -> Mapping[str, Any]:
    from ketabrain import explorers

    slug, index, state = work
    return explorers.get(slug).parts[index].compute(**state)


class Progress:
    """One line that fills up, on a terminal only."""

    def __init__(self, slug: str, total: int, quiet: bool) -> None:
        self.slug, self.total, self.quiet = slug, total, quiet or not sys.stderr.isatty()

    def at(self, count: int) -> None:
        """Show how many states are done."""
        if not self.quiet:
            bar = "█" * (24 * count // self.total)
            print(f"\r{self.slug:<24} {bar:<24} {count}/{self.total} states", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """End the line."""
        if not self.quiet:
            print(file=sys.stderr)
