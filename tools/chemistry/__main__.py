"""Write the molecules' data and drawings, or say whether the committed ones are what this would write."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pictures
import shapes

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "ketabrain" / "content" / "molecules.json"
DRAWINGS = ROOT / "book" / "pictures"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ROOM = 0.15  # Å, px: other machines round otherwise


def written() -> dict[Path, str]:
    """Return every file's text."""
    data = shapes.molecules()
    molecules = ",\n".join(f"{json.dumps(name)}: {{\n{fields(one)}\n}}" for name, one in data["molecules"].items())
    text = f'{{\n"made_with": {json.dumps(data["made_with"])},\n"molecules": {{\n{molecules}\n}}\n}}\n'
    drawings = {DRAWINGS / f"{name}.svg": svg for name, svg in pictures.pictures().items()}
    return {DATA: text, **drawings}


def fields(molecule: dict) -> str:
    """Write a molecule's fields, one a line."""
    return ",\n".join(
        f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in molecule.items()
    )


def same(a: str, b: str) -> bool:
    """Return whether two texts are the same but for the last digits of their numbers."""
    if NUMBER.split(a) != NUMBER.split(b):
        return False
    return all(abs(float(x) - float(y)) <= ROOM for x, y in zip(NUMBER.findall(a), NUMBER.findall(b), strict=True))


def main() -> None:
    """Write or check."""
    reader = argparse.ArgumentParser(description="Make the molecules' data and drawings.")
    reader.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    check = reader.parse_args().check
    stale = []
    for file, text in written().items():
        name = file.relative_to(ROOT).as_posix()
        there = file.read_text(encoding="utf-8") if file.exists() else ""
        if check:
            stale += [] if same(there, text) else [name]
        elif same(there, text):
            print(f"{name}: unchanged")
        else:
            file.write_text(text, encoding="utf-8")
            print(f"{name}: written")
    if stale:
        raise SystemExit(f"Not what the script makes: {', '.join(stale)}. Run 'make molecules'.")
    if check:
        print("The committed molecules are what the script makes.")


if __name__ == "__main__":
    main()
