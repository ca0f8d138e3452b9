"""Write the atlas's data and still picture, or say whether the committed ones are what this would write."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import patches
import still
from nuclei import nucleus
from pack import ordered, packed
from reduce import reduced, volume
from sources import LABELS, Mesh, cortex, mask

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "src" / "ketabrain" / "content"
CORTEX_FACES = 14_000
STEP_MM = {"cortex": 0.1}
SMALL_STEP_MM = 0.05
MIDLINE_MM = 0.1  # no corner comes closer to the middle of the head
SIDES = ("left", "right")


def own_side(mesh: Mesh, side: str) -> Mesh:
    """Return the mesh with every corner on its own side of the head."""
    x = mesh.vertices[:, 0]
    kept = np.minimum(x, -MIDLINE_MM) if side == "left" else np.maximum(x, MIDLINE_MM)
    return Mesh(np.column_stack([kept, mesh.vertices[:, 1:]]), mesh.faces)


def meshes() -> dict[str, tuple[Mesh, np.ndarray]]:
    """Return every mesh by "region-side", with the patch of each triangle (0 where there are none)."""
    made = {}
    for side in SIDES:
        whole = reduced(cortex(side), CORTEX_FACES)
        kinds = patches.face_patches(whole)
        made[f"cortex-{side}"] = ordered(own_side(patches.evened(whole, kinds), side), kinds)
    for region in LABELS:
        for side in SIDES:
            mesh = own_side(nucleus(region, side), side)
            made[f"{region}-{side}"] = ordered(mesh, np.zeros(len(mesh.faces), int))
    return made


def entry(name: str, mesh: Mesh, kinds: np.ndarray, at: int) -> dict:
    """Return what a reader must know of a packed mesh."""
    region, _, side = name.partition("-")
    about = {"region": region, "side": side, "step_mm": STEP_MM.get(region, SMALL_STEP_MM), "offset": at}
    about |= {"vertices": len(mesh.vertices), "faces": len(mesh.faces)}
    if region == "cortex":
        count = np.bincount(kinds, minlength=len(patches.NAMES) + 1)
        return about | {"patches": dict(zip(("rest", *patches.NAMES), count.tolist(), strict=True))}
    return about | {"label_mm3": int(mask(region, side)[0].sum()), "mesh_mm3": round(volume(mesh))}


def written() -> dict[Path, bytes]:
    """Return every file's bytes."""
    made = meshes()
    index, data = [], b""
    for name, (mesh, kinds) in made.items():
        index.append(entry(name, mesh, kinds, len(data)))
        data += packed(mesh, index[-1]["step_mm"])
    rows = ",\n".join(json.dumps(one) for one in index)
    needs = (ROOT / "tools" / "atlas.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in needs if line.startswith(("nilearn", "subcortex"))]
    text = f'{{\n"made_from": {json.dumps(pins)},\n"meshes": [\n{rows}\n]\n}}\n'
    picture = still.picture(made)
    return {CONTENT / "atlas.json": text.encode(), CONTENT / "atlas.bin": data, CONTENT / "atlas.svg": picture.encode()}


def main() -> None:
    """Write or check."""
    reader = argparse.ArgumentParser(description="Make the atlas's meshes and its still picture.")
    reader.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    check = reader.parse_args().check
    stale = []
    for file, made in written().items():
        name = file.relative_to(ROOT).as_posix()
        same = file.exists() and file.read_bytes() == made
        if check:
            stale += [] if same else [name]
        elif same:
            print(f"{name}: unchanged")
        else:
            file.write_bytes(made)
            print(f"{name}: written, {len(made)} bytes")
    if stale:
        raise SystemExit(f"Not what the script makes on this machine: {', '.join(stale)}. Run 'make atlas'.")
    if check:
        print("The committed atlas is what the script makes.")


if __name__ == "__main__":
    main()
