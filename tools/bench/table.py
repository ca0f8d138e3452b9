"""The table that ``make bench`` prints."""

from __future__ import annotations

from dataclasses import dataclass

KB, MB = 1000, 1_000_000
HEADS = ("what", "measured", "budget", "stock stack", "")


@dataclass(frozen=True)
class Row:
    """One measurement; ``budget`` None means that none was set, ``stock`` None that the stock stack has no such thing."""

    what: str
    measured: float
    unit: str
    budget: float | None
    stock: float | None = None
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the row's texts."""
        over = self.budget is not None and self.measured > self.budget
        return (
            self.what,
            amount(self.measured, self.unit),
            "" if self.budget is None else amount(self.budget, self.unit),
            "" if self.stock is None else amount(self.stock, self.unit),
            "OVER" if over else self.note,
        )


def amount(value: float, unit: str) -> str:
    """Write a value with about three figures."""
    text = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{text} {unit}".rstrip()


def printed(rows: list[Row]) -> str:
    """Return the rows as a Markdown table with aligned columns."""
    cells = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(HEADS))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    return "\n".join([lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]])
