"""What the map shows: each region's name, colour, chapter, and what to say of it in words.

Imports nothing else of the package, because the script that makes the meshes reads it too.
"""

from __future__ import annotations

from typing import NamedTuple


class Region(NamedTuple):
    """One region. ``colour`` is the palette's name, ``alpha`` how much light it stops, ``chapter`` a page's stem."""

    key: str
    title: str
    short: str
    kind: str  # "cortex", "patch" (of it), "nucleus" or "marker"
    colour: str
    alpha: float
    chapter: str
    place: str
    links: str
    drawn: str

    @property
    def layer(self) -> int:
        """Return when it is drawn: what is solid and inside first, so that what lies over it can let it through."""
        return {"marker": 0, "nucleus": 0 if self.alpha == 1 else 1, "patch": 2, "cortex": 3}[self.kind]


class Marker(NamedTuple):
    """A ball that stands for a region without a usable outline. A paired one is mirrored to the left."""

    centre_mm: tuple[float, float, float]
    volume_mm3: float
    paired: bool

    @property
    def radius_mm(self) -> float:
        """Return the ball's radius [mm]."""
        return float((3 * self.volume_mm3 / (4 * 3.141592653589793)) ** (1 / 3))


MARKERS = {
    "vta": Marker((6.4, -18.9, -13.4), 140, paired=True),
    "raphe": Marker((0.0, -33.5, -18.9), 300, paired=False),
}
PATCH = "a patch of the template's surface, by rules on coordinates that are this course's own"

# In the order of the list and the table.
REGIONS = (
    Region(
        "dlpfc", "Dorsolateral prefrontal cortex (dlPFC)", "dlPFC", "patch", "dlpfc", 1.0, "prefrontal_cortex",
        "on the outer side of the frontal lobe, in its upper middle",
        "holding and using what you have in mind; planning",
        PATCH,
    ),
    Region(
        "mpfc", "Medial prefrontal cortex (mPFC)", "mPFC", "patch", "mpfc", 0.7, "prefrontal_cortex",
        "on the inner wall of the frontal lobe, in front of and above the ACC",
        "thoughts about oneself and others, choice, control of emotion",
        PATCH,
    ),
    Region(
        "vmpfc", "Ventromedial prefrontal cortex (vmPFC)", "vmPFC", "patch", "vmpfc", 0.7, "prefrontal_cortex",
        "on the inner wall of the frontal lobe, low down above the eyes",
        "value, and remembering that a threat is over",
        PATCH,
    ),
    Region(
        "acc", "Anterior cingulate cortex (ACC)", "ACC", "patch", "acc", 0.7, "prefrontal_cortex",
        "on the inner wall of each half, around the front of the corpus callosum",
        "conflict, effort, pain and value",
        PATCH,
    ),
    Region(
        "amygdala", "Amygdala", "amygdala", "nucleus", "amygdala", 1.0, "amygdala",
        "in the temporal lobe, in front of the hippocampus",
        "what matters to you: threat, but also reward and surprise",
        "its label in FreeSurfer's segmentation",
    ),
    Region(
        "hippocampus", "Hippocampus", "hippocampus", "nucleus", "hippocampus", 1.0, "hippocampus",
        "in the temporal lobe, behind the amygdala, curving backwards and up",
        "new memories of events, place, and context; ties to stress and mood",
        "its label in FreeSurfer's segmentation",
    ),
    Region(
        "habenula", "Habenula", "habenula", "nucleus", "habenula", 1.0, "habenula",
        "beside the third ventricle, on top of the rear end of the thalamus",
        "outcomes that are worse than expected; holding dopamine cells back",
        "the habenula's label in CIT168, its medial and lateral parts together",
    ),
    Region(
        "thalamus", "Thalamus", "thalamus", "nucleus", "thalamus", 0.35, "",
        "one egg-shaped body on each side of the third ventricle",
        "traffic between the senses, the brain's core and the cortex",
        "its label in FreeSurfer's segmentation",
    ),
    Region(
        "accumbens", "Nucleus accumbens", "accumbens", "nucleus", "accumbens", 1.0, "transmitters",
        "under the front of the brain's core, where caudate and putamen meet",
        "reward, effort and choice; a main target of dopamine",
        "its label in CIT168",
    ),
    Region(
        "vta", "Ventral tegmental area (VTA)", "VTA", "marker", "midbrain", 1.0, "transmitters",
        "in the midbrain, close to the midline",
        "dopamine; learning from outcomes, wanting and effort",
        "a ball of 140 mm³ a side, only a marker: the area has no sharp border",
    ),
    Region(
        "raphe", "Dorsal raphe", "dorsal raphe", "marker", "raphe", 1.0, "transmitters",
        "on the midline of the midbrain, below the aqueduct; a thin tail reaches further down",
        "serotonin for most of the forebrain",
        "a ball of 300 mm³, only a marker: the real nucleus is a narrow column",
    ),
    Region(
        "cortex", "The rest of the cortex", "cortex", "cortex", "faint", 0.16, "",
        "the folded outer layer of both halves",
        "nearly everything that a brain does, spread over many areas",
        "FreeSurfer's average surface, fsaverage",
    ),
)  # fmt: skip
BY_KEY = {region.key: region for region in REGIONS}


def get(key: str) -> Region:
    """Return a region; raise ValueError that names what there is."""
    if key not in BY_KEY:
        raise ValueError(f"The map has no region '{key}': choose one of {', '.join(BY_KEY)}.")
    return BY_KEY[key]
