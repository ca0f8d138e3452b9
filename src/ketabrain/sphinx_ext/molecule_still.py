"""A molecule's first picture, drawn while the book is built: what stands there without scripts, and on paper.

``web/molecule.js`` draws the same in the same way, and a test holds one against the other.
"""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

WIDTH, HEIGHT = 320, 250  # of the drawing's own units; the page scales it
EYE_A = 30.0  # how far the eye is from the middle
HALF_PAIR, HALF_ONE = 76.0, 108.0  # room on each side; upwards and downwards it is that of one
RADII_A = {"H": 0.26, "C": 0.36}
RADIUS_A = 0.46
YAW_DEG, PITCH_DEG = 0, 15


def turn(yaw_deg: float, pitch_deg: float) -> np.ndarray:
    """Return the rotation: first about the upright axis (the front goes right), then the front goes up."""
    y, p = np.radians([yaw_deg, pitch_deg])
    about = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    up = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    return up @ about


def still(family: dict[str, Any], label: str) -> str:
    """Return the drawing of a family as the page first shows it, without hydrogens."""
    seen = np.array(family["xyz"]) @ turn(YAW_DEG, PITCH_DEG).T
    pair = len(family["names"]) == 2
    scale = scale_of(family, pair)
    if not pair:
        inside = scene(family, seen, WIDTH / 2, scale) + name(family["names"][0], WIDTH / 2)
    else:
        inside = scene(family, seen, WIDTH / 4, scale) + name(family["names"][0], WIDTH / 4)
        inside += scene(family, seen * [-1, 1, 1], 3 * WIDTH / 4, scale) + name(family["names"][1], 3 * WIDTH / 4)
        inside += f'<path class="kb-mirror" d="M{n(WIDTH / 2)} 8V{n(HEIGHT - 24)}"/>'
        inside += f'<text class="kb-mirror-word" x="{n(WIDTH / 2)}" y="{n(HEIGHT - 8)}">mirror</text>'
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">{inside}</svg>'


def scale_of(family: dict[str, Any], pair: bool) -> float:
    """Return how many units 1 Å has, so that no turn pushes an atom out of its place."""
    heavy = [at for at, element in zip(family["xyz"], family["elements"], strict=True) if element != "H"]
    far = max(np.linalg.norm(at) for at in heavy) + RADIUS_A
    aside = max(np.hypot(at[0], at[2]) for at in heavy) + RADIUS_A  # pitching changes only up and down
    return min(HALF_ONE / far, (HALF_PAIR if pair else HALF_ONE) / aside) * (EYE_A - far) / EYE_A


def scene(family: dict[str, Any], seen: np.ndarray, middle: float, scale: float) -> str:
    """Return one molecule's balls and sticks, the far ones first."""
    near = EYE_A / (EYE_A - seen[:, 2])
    at = np.column_stack([middle + seen[:, 0] * scale * near, HEIGHT / 2 - 8 - seen[:, 1] * scale * near])
    shown = [i for i, element in enumerate(family["elements"]) if element != "H"]
    items = [(seen[i, 2], atom(family, i, at[i], scale * near[i], seen[i, 2])) for i in shown]
    for ends in family["bonds"]:
        if ends[0] in shown and ends[1] in shown:
            items.append((seen[ends[:2], 2].mean(), bond(family, ends, at, seen, scale)))
    return f'<g class="kb-scene">{"".join(svg for _, svg in sorted(items, key=lambda item: item[0]))}</g>'


def atom(family: dict[str, Any], i: int, at: np.ndarray, scale: float, depth: float) -> str:
    """Return a ball, its letter unless it is carbon, and the ring of a stereocentre."""
    element = family["elements"][i]
    x, y, r = at[0], at[1], RADII_A.get(element, RADIUS_A) * scale
    ring = f'<circle class="kb-stereo" cx="{n(x)}" cy="{n(y)}" r="{n(r * 1.75)}"/>' if i in family["centres"] else ""
    letter = (
        "" if element in "CH" else f'<text x="{n(x)}" y="{n(y + 0.48 * r)}" font-size="{n(1.35 * r)}">{element}</text>'
    )
    return (
        f'<g class="kb-atom" data-element="{element}" style="--near:{share(depth)}%">{ring}'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/>{letter}</g>'
    )


def bond(family: dict[str, Any], ends: list[int], at: np.ndarray, seen: np.ndarray, scale: float) -> str:
    """Return a stick between two balls' surfaces, or two sticks beside each other."""
    a, b, order = ends
    apart = np.linalg.norm(seen[b] - seen[a])
    radii = [RADII_A.get(family["elements"][i], RADIUS_A) / apart for i in (a, b)]
    along = at[b] - at[a]
    start, end = at[a] + along * radii[0], at[b] - along * radii[1]
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-6) * scale * 0.11
    sides = [across * 0] if order == 1 else [across, -across]
    d = "".join(f"M{n(p[0])} {n(p[1])}L{n(q[0])} {n(q[1])}" for p, q in ((start + s, end + s) for s in sides))
    near = share((seen[a, 2] + seen[b, 2]) / 2)
    return (
        f'<g class="kb-bond" style="--near:{near}%" stroke-width="{n(scale * (0.16 if order == 1 else 0.1))}">'
        f'<path class="kb-halo" d="{d}"/><path d="{d}"/></g>'
    )


def share(depth: float) -> int:
    """Return how strong a colour is [%]: what is far away pales."""
    return int(np.clip(88 + 4 * depth + 0.5, 74, 100))


def name(words: str, x: float) -> str:
    """Return a molecule's name below it."""
    return f'<text class="kb-name" x="{n(x)}" y="{n(HEIGHT - 8)}">{escape(words)}</text>'


def n(value: float) -> str:
    """Write a number of units."""
    return f"{value + 0.0:.1f}".removesuffix(".0")
