"""Compute every case anew and print the table: ``python -m ketabrain.validation [model …]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

from ketabrain.validation import MODELS, cases, run
from ketabrain.validation.case import Case, Result, shown, tally

HEADS = ("", "case", "stated", "model", "kind", "fit or test", "number")


def row(case: Case, result: Result) -> tuple[str, ...]:
    """Return a case as one row of words."""
    confirmed = "" if case.confirmed else "not confirmed"
    return (
        "hit" if result.hit else "MISS",
        case.name,
        case.stated,
        shown(case, result.value),
        case.kind,
        case.role,
        confirmed,
    )


def lines(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines with columns in line."""
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(rows[0]))]
    for cells in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def details(model: str) -> Sequence[str]:
    """Return further lines of a model whose module has ``details``."""
    more = getattr(import_module(f"ketabrain.validation.{model}"), "details", None)
    return ["", *more()] if more else []


def main(arguments: Sequence[str]) -> int:
    """Print one table a model, misses first, and a count; return 2 for a model that there is not."""
    for model in arguments:
        if model not in MODELS:
            print(f"There is no model '{model}': choose one of {', '.join(MODELS)}.", file=sys.stderr)
            return 2
    every = []
    for model in arguments or MODELS:
        print(f"{model}: {len(cases(model))} cases …", file=sys.stderr, flush=True)
        found = sorted(((case, run(case)) for case in cases(model)), key=lambda pair: pair[1].hit)
        every += found
        print(f"\n{model}")
        print("\n".join(lines([HEADS, *(row(case, result) for case, result in found)])), flush=True)
        for line in details(model):
            print(line)
    print(f"\n{tally(every)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
