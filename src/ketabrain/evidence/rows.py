"""Read a table that authors wrote as CSV, row by row, and hold its fields against what they may be.

Used by trials and contrasts; every fault becomes one sentence that names file, line, field and mend.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

ErrorType = Callable[[str], Exception]
HALF_UP = 1e-9  # so that a percentage that ends in 5 may be rounded either way


def read_rows(file: Path, columns: Sequence[str], error: ErrorType) -> Iterator[tuple[dict[str, str], int]]:
    """Yield each row's fields without the space around them, and its line; raise ``error(sentence)`` for a fault."""
    try:
        with file.open(encoding="utf-8", newline="") as text:
            table = csv.DictReader(text)
            if tuple(table.fieldnames or ()) != tuple(columns):
                raise error(f"{file.name}: its first line must be {','.join(columns)}.")
            for row in table:
                if None in row or None in row.values():
                    raise error(
                        f"{file.name}, line {table.line_num}: give {len(columns)} fields; put quotes around one that "
                        "holds a comma."
                    )
                yield {name: str(row[name]).strip() for name in columns}, table.line_num
    except OSError:
        raise error(f"{file.name} is missing: it should be at {file}.") from None


def check_fields(
    row: Mapping[str, str],
    filled: Collection[str],
    choices: Mapping[str, Collection[str]],
    where: str,
    error: ErrorType,
) -> None:
    """Raise ``error(sentence)`` for the first field that is empty and must not be, or not one of its words."""
    for name in filled:
        if not row[name]:
            raise error(f"{where}: '{name}' is empty; fill it in.")
    for name, allowed in choices.items():
        if row[name] not in allowed:
            raise error(f"{where}: {name} is '{row[name]}'; use one of {', '.join(allowed)}.")


def rounds_to(events: int, n: int, printed: str) -> bool:
    """Say whether a count rounds to a percentage as it is printed, with its number of decimals."""
    decimals = len(printed.partition(".")[2])
    return abs(100 * events / n - float(printed)) <= 0.5 * 10**-decimals + HALF_UP
