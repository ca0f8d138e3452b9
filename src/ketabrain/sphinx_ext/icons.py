"""The theme's icons as a small style sheet, instead of its 543 KB icon script.

The paths are read from the Font Awesome file that the theme ships (icons: CC BY 4.0, fontawesome.com),
for just those icons that the built pages use.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

USED = re.compile(r"\bfa-([a-z0-9-]+)\b")
DRAWN = re.compile(r'"?([a-z0-9-]+)"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]')
NOT_ICONS = {"solid", "regular", "brands", "lg", "fw", "sm", "xs", "2x", "spin"}
LATER = {"check", "circle-half-stroke", "sun", "moon"}  # put in by the theme's own script
RULES = """/* Icons by Font Awesome Free (fontawesome.com), CC BY 4.0; only those this site uses. */
.fa-solid,.fa-brands,.fa-regular,.fas,.fab,.far{display:inline-block;width:1em;height:1em;vertical-align:-.125em;
background:currentColor;-webkit-mask:var(--fa) center/contain no-repeat;mask:var(--fa) center/contain no-repeat}
.fa-solid::before,.fa-brands::before,.fa-regular::before{content:none!important}
.fa-lg{font-size:1.25em}.fa-fw{width:1.25em}
"""


def names_in(pages: list[str]) -> set[str]:
    """Return the icons that pages name."""
    return {name for page in pages for name in USED.findall(page)} - NOT_ICONS | LATER


def style_sheet(names: set[str], icon_script: str) -> str:
    """Return the CSS for some icons; names that the script does not have are skipped."""
    rules = [RULES]
    drawn = {name: (width, height, path) for name, width, height, path in DRAWN.findall(icon_script)}
    for name in sorted(names & set(drawn)):
        width, height, path = drawn[name]
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
        rules.append(f'.fa-{name}{{--fa:url("data:image/svg+xml,{quote(svg, safe="/:=,. ")}")}}\n')
    return "".join(rules)


def write(site: Path, pages: list[str]) -> None:
    """Write ``icons.css`` from the theme's icon script, and drop that script and its fonts."""
    script = site / "_static" / "scripts" / "fontawesome.js"
    target = site / "_static" / "ketabrain" / "icons.css"
    if script.exists():
        target.write_text(style_sheet(names_in(pages), script.read_text(encoding="utf-8")), encoding="utf-8")
