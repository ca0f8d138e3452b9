"""Draw citations by chance and list them with their sentences, for a person to follow to the source.

python tools/follow_citations.py            fifty of them, seed 1
python tools/follow_citations.py 7 --count 10

Reads what the last build kept in ``_build/sentences.json``: run ``make book`` first.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import environment

KEPT = environment.ROOT / "_build" / "sentences.json"


def citations(file: Path) -> list[dict[str, Any]]:
    """Return every citation of the built book: its page, its sentence and one source; raise Problem without a build."""
    try:
        sentences = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise environment.Problem(
            f"{environment.shown(file)} cannot be read: build the book with 'make book'."
        ) from None
    return [{**sentence, "key": key} for sentence in sentences for key in sentence["keys"]]


def drawn(found: list[dict[str, Any]], seed: int, count: int) -> list[dict[str, Any]]:
    """Return so many citations by chance, the same ones for a seed, in the book's order."""
    places = random.Random(seed).sample(range(len(found)), min(count, len(found)))
    return [found[at] for at in sorted(places)]


def main() -> None:
    """Read the command line and print the list."""
    reader = argparse.ArgumentParser(description="Draw citations by chance, to be followed by a person.")
    reader.add_argument("seed", type=int, nargs="?", default=1)
    reader.add_argument("--count", type=int, default=50)
    given = reader.parse_args()
    found = citations(KEPT)
    listed = drawn(found, given.seed, given.count)
    print(f"{len(listed)} of {len(found)} citations, seed {given.seed}")
    for at, one in enumerate(listed, 1):
        print(f"\n{at}. {one['key']}   {one['page']}:{one['line']}\n   {one['text']}")


if __name__ == "__main__":
    main()
