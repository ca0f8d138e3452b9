"""One colour per region, signal and verdict, everywhere: plots, text, atlas, badges.

Hues follow Okabe and Ito's colour-blind safe set; the light values hold 4.5:1 on white and the dark
values 4.5:1 on the dark page, so that a coloured word in the text can be read too.
"""

from __future__ import annotations

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour on the light page and its partner on the dark page, as hex strings."""

    light: str
    dark: str


PALETTE: dict[str, Colour] = {
    # regions
    "prefrontal_cortex": Colour("#0065a3", "#6cb9f0"),
    "amygdala": Colour("#b04a00", "#f0a068"),
    "hippocampus": Colour("#007a58", "#45c9a0"),
    "habenula": Colour("#a0387a", "#e79ac8"),
    "midbrain": Colour("#7a6200", "#dcc04c"),
    "thalamus": Colour("#55608a", "#aab4dd"),
    "accumbens": Colour("#4b7300", "#a5cc5c"),
    "raphe": Colour("#00707d", "#5cc9d6"),
    # parts of the prefrontal cortex: shades of its blue
    "acc": Colour("#00497f", "#3f9be0"),
    "mpfc": Colour("#0065a3", "#6cb9f0"),
    "vmpfc": Colour("#4a62b8", "#9db0f5"),
    "dlpfc": Colour("#0076a8", "#8fd8ff"),
    # signals
    "membrane": Colour("#3b4351", "#c9d1dc"),
    "nmda": Colour("#0065a3", "#6cb9f0"),
    "ampa": Colour("#007a58", "#45c9a0"),
    "t_type": Colour("#b04a00", "#f0a068"),
    "ketamine": Colour("#6a3fb5", "#b9a0f2"),
    "norketamine": Colour("#b04a00", "#f0a068"),
    "artery": Colour("#b3261e", "#ff9a90"),
    "vein": Colour("#0065a3", "#6cb9f0"),
    "dopamine": Colour("#7a6200", "#dcc04c"),
    "serotonin": Colour("#00707d", "#5cc9d6"),
    "glutamate": Colour("#007a58", "#45c9a0"),
    "gaba": Colour("#b04a00", "#f0a068"),
    "noradrenaline": Colour("#55608a", "#aab4dd"),
    "acetylcholine": Colour("#4b7300", "#a5cc5c"),
    "opioid": Colour("#a0387a", "#e79ac8"),
    "dissociation": Colour("#a0387a", "#e79ac8"),
    "bdnf": Colour("#7a6200", "#dcc04c"),
    "mtor": Colour("#00707d", "#5cc9d6"),
    "spines": Colour("#0065a3", "#6cb9f0"),
    # modes and verdicts
    "quiet": Colour("#5d6673", "#a3adba"),
    "burst": Colour("#a0387a", "#e79ac8"),
    "tonic": Colour("#0065a3", "#6cb9f0"),
    "good": Colour("#1c7a3a", "#6fce8b"),
    "bad": Colour("#b3261e", "#ff9a90"),
    "unsure": Colour("#7a6200", "#dcc04c"),
    # the page itself
    "ink": Colour("#1f2328", "#e6e8eb"),
    "faint": Colour("#5d6673", "#a3adba"),
    "grid": Colour("#d8dce2", "#3a414b"),
    "paper": Colour("#ffffff", "#14181e"),
}


def css() -> str:
    """Return the palette as CSS custom properties ``--kb-<name>``, for light and dark pages."""
    light = "".join(f"--kb-{name.replace('_', '-')}:{c.light};" for name, c in PALETTE.items())
    dark = "".join(f"--kb-{name.replace('_', '-')}:{c.dark};" for name, c in PALETTE.items())
    return f":root{{{light}}}\nhtml[data-theme=dark],body[data-jp-theme-light=false]{{{dark}}}\n"
