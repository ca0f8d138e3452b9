"""The directive ``{molecule} ketamine``: a molecule, or a pair of mirror images, that readers turn.

The page holds a still drawing; ``web/molecule.js`` turns it. Its data are one small script for all pages.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import molecules
from ketabrain.molecules import Molecule
from ketabrain.sphinx_ext.element import el
from ketabrain.sphinx_ext.molecule_still import PITCH_DEG, YAW_DEG, still

DATA = "ketabrain/molecule-data.js"
DECIMALS = 2  # 0.01 Å is a fifth of a unit on the drawing
PARTNERS = ("nitrogen", "ketone carbon", "chlorophenyl ring", "CH₂ group")  # of the stereocentre, by priority
FITTED = (0, 2)  # those of them that the overlay lays on each other, with the stereocentre
ELEMENTS = (("C", "carbon"), ("N", "nitrogen"), ("O", "oxygen"), ("Cl", "chlorine"), ("H", "hydrogen"))
JINJA = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


class Family(NamedTuple):
    """What one choice shows: a molecule, or an S form and its mirror image."""

    title: str
    members: tuple[str, ...]
    short: tuple[str, ...]


FAMILIES = {
    "ketamine": Family("Ketamine", ("S-ketamine", "R-ketamine"), ("S-ketamine", "R-ketamine")),
    "norketamine": Family("Norketamine", ("S-norketamine", "R-norketamine"), ("S-norketamine", "R-norketamine")),
    "hydroxynorketamine": Family(
        "Hydroxynorketamine (HNK)",
        ("2S6S-hydroxynorketamine", "2R6R-hydroxynorketamine"),
        ("(2S,6S)-HNK", "(2R,6R)-HNK"),
    ),
    "dehydronorketamine": Family(
        "Dehydronorketamine (DHNK)", ("S-dehydronorketamine", "R-dehydronorketamine"), ("S-DHNK", "R-DHNK")
    ),
    "phencyclidine": Family("Phencyclidine (PCP)", ("phencyclidine",), ("Phencyclidine (PCP)",)),
    "memantine": Family("Memantine", ("memantine",), ("Memantine",)),
}


@cache
def data(key: str) -> dict[str, Any]:
    """Return a family as the page's script reads it; of a pair only the S form, since R is its mirror image."""
    family = FAMILIES[key]
    first = molecules.get(family.members[0])
    told = {
        "title": family.title,
        "names": list(family.short),
        "elements": list(first.elements),
        "xyz": np.round(first.positions_A, DECIMALS).tolist(),
        "bonds": [list(bond) for bond in first.bonds],
        "centres": [centre.atom for centre in first.stereocentres],
    }
    if len(family.members) == 2:
        told |= {"around": first.stereocentres[0].neighbours, "lay": laid(first, molecules.get(family.members[1]))}
    return told


def laid(s: Molecule, r: Molecule) -> dict[str, Any]:
    """Return the turn and shift that lay R on S by its stereocentre, nitrogen and benzene ring, and what misses."""
    centre = s.stereocentres[0]
    held = [centre.atom, *(centre.neighbours[i] for i in FITTED)]
    turn, _ = molecules.fit(r.positions_A[held], s.positions_A[held])
    shift = s.positions_A[held].mean(axis=0) - turn @ r.positions_A[held].mean(axis=0)
    ketone = centre.neighbours[1]
    apart = np.linalg.norm(turn @ r.positions_A[ketone] + shift - s.positions_A[ketone])
    heavy = [i for i, element in enumerate(s.elements) if element != "H"]
    _, best = molecules.fit(r.positions_A[heavy], s.positions_A[heavy])
    rounded = {"turn": np.round(turn, 4).tolist(), "shift": np.round(shift, 3).tolist()}
    return {**rounded, "apart": f"{apart:.1f}", "best": f"{best:.1f}"}


def script() -> str:
    """Return the data script."""
    told = {"families": {key: data(key) for key in FAMILIES}, "partners": PARTNERS, "yaw": YAW_DEG, "pitch": PITCH_DEG}
    return f"ketabrain.molecules={json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"


def sentence(key: str) -> str:
    """Say what stands there before anything is turned."""
    names = FAMILIES[key].short
    if len(names) == 1:
        return f"{names[0]} as balls and sticks, without its hydrogens. Its mirror image is the same molecule."
    return (
        f"{names[0]} on the left and {names[1]} on the right, as balls and sticks, without their hydrogens. "
        "Each is the mirror image of the other."
    )


def inside(key: str) -> str:
    """Return the component's HTML."""
    made_with = json.loads(molecules.FILE.read_text(encoding="utf-8"))["made_with"]
    return JINJA.get_template("molecule.html.jinja").render(
        slug=key,
        families=[(other, family.title) for other, family in FAMILIES.items()],
        elements=ELEMENTS,
        still=Markup(still(data(key), sentence(key))),
        sentence=sentence(key),
        made_with=made_with,
    )


class MoleculeDirective(SphinxDirective):
    """``{molecule} ketamine``, a caption as its body."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the component, or one clear error that names the choices."""
        key = self.arguments[0]
        if key not in FAMILIES:
            raise self.error(f"There is no molecule '{key}' to turn: choose one of {', '.join(FAMILIES)}.")
        taken = self.env.temp_data.setdefault("ketabrain_molecules", set())
        if key in taken:
            raise self.error(f"Molecule '{key}' stands twice on this page: a page may hold it once.")
        taken.add(key)
        about = {"class": "kb-molecule", "id": f"molecule-{key}", "data-molecule": key}
        section = el("section", {**about, "aria-labelledby": f"molecule-title-{key}"})
        section += nodes.raw("", inside(key), format="html")
        if self.content:
            caption = nodes.Element()
            self.state.nested_parse(self.content, self.content_offset, caption)
            section += el("div", {"class": "kb-caption"}, *caption.children)
        return [section]


def write_data(app: Sphinx) -> None:
    """Write the data script before pages are written, so that links carry its checksum."""
    target = Path(app.outdir) / "_static" / DATA
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(script(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.connect("builder-inited", write_data)
    app.add_directive("molecule", MoleculeDirective)
    app.add_css_file("ketabrain/molecule.css")
    for name in (DATA, "ketabrain/molecule.js"):
        app.add_js_file(name, loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
