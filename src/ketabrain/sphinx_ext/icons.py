"""The theme's icons as a small style sheet, instead of its 543 KB icon script and its icon fonts.

The shapes are read from the Font Awesome script that the theme ships (icons: CC BY 4.0, fontawesome.com),
for just those icons that the built pages use: as elements (``<i class="fa-solid fa-bars">``) and as marks
that the theme's style sheet puts before or after elements (``content: var(--pst-icon-…)``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme

STATIC = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
DRAWN = re.compile(r'"?([a-z0-9-]+)"?:\[(\d+),(\d+),\[[^\]]*\],"([0-9a-f]+)","([^"]+)"\]')
STYLES = {"fa-solid": "solid", "fas": "solid", "fa": "solid", "fa-regular": "regular", "far": "regular"} | {
    "fa-brands": "brands",
    "fab": "brands",
}
CLASSES = re.compile(r'class="([^"]*)"')
IN_SCRIPTS = re.compile(r"\b(fa-(?:solid|regular|brands)(?:\s+fa-[\w-]+)+)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
MARK = re.compile(r"content:var\(--pst-icon-([\w-]+)\)")
MARK_CODE = re.compile(r'--pst-icon-([\w-]+):"\\([0-9a-f]+)"')
MADE_BY_SCRIPTS = {"highlight-link"}
ICON_RULE = re.compile(r"(?:(?<=[{}])|^)((?:\.fa(?:[srb]|-[\w-]+)?(?:::?before)?,?)+)\{[^{}]*\}")
ICON_MOTION = re.compile(r"@(?:-webkit-)?keyframes fa-[\w-]+\{(?:[^{}]*\{[^{}]*\})*\}")
ICON_FONT = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|@font-face\{[^}]*Font Awesome\\[^}]*\}")
SHAPE = "mask:var(--kb-icon) center/contain no-repeat"
RULES = f"""/* Icons: Font Awesome Free 6 (fontawesome.com), CC BY 4.0; only those that this site uses. */
.fa-solid,.fa-regular,.fa-brands,.fas,.far,.fab{{display:inline-block;width:1em;height:1em;vertical-align:-.125em;
background:currentColor;-webkit-{SHAPE};{SHAPE}}}
.fa-lg{{font-size:1.25em}}.fa-fw{{width:1.25em}}
@media (forced-colors:active){{.fa-solid,.fa-regular,.fa-brands{{forced-color-adjust:none;background:CanvasText}}}}
"""
MARKED = f'content:"";display:inline-block;width:1em;height:1em;background:currentColor;-webkit-{SHAPE};{SHAPE}'


@dataclass(frozen=True)
class Icon:
    """One icon's shape: its box [units], its outline as an SVG path, its code point."""

    width: int
    height: int
    path: str
    code: str

    def address(self) -> str:
        """Return the icon as CSS ``url("data:…")``."""
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {self.width} {self.height}'><path d='{self.path}'/></svg>"
        return f'url("data:image/svg+xml,{quote(svg, safe="/:=,. ")}")'


@lru_cache(1)
def shipped() -> dict[str, dict[str, Icon]]:
    """Return the icons of the theme's script by style ("solid", "regular", "brands") and name."""
    script = (STATIC / "scripts" / "fontawesome.js").read_text(encoding="utf-8")
    found = list(DRAWN.finditer(script))
    ends = [i for i, (a, b) in enumerate(pairwise(found), 1) if b.start() - a.end() > 1000]
    sets: dict[str, dict[str, Icon]] = {}
    for start, end in pairwise([0, *ends, len(found)]):
        icons = {m[1]: Icon(int(m[2]), int(m[3]), m[5], m[4]) for m in found[start:end]}
        sets["brands" if "github" in icons else "solid" if "bars" in icons else "regular"] = icons
    return sets


def named_in(text: str) -> set[tuple[str, str]]:
    """Return the icons (style, name) that a page or a script names by their classes."""
    named = set()
    for classes in [*CLASSES.findall(text), *IN_SCRIPTS.findall(text)]:
        words = classes.split()
        for style in {STYLES[word] for word in words if word in STYLES}:
            names = {word[3:] for word in words if word.startswith("fa-")}
            named |= {(style, name) for name in names & set(shipped()[style])}
    return named


def classes_in(pages: list[str]) -> set[str]:
    """Return every class that the pages use."""
    return {word for page in pages for classes in CLASSES.findall(page) for word in classes.split()}


def element_rules(named: set[tuple[str, str]]) -> list[str]:
    """Return one CSS rule for each icon element."""
    return [f".fa-{style}.fa-{name}{{--kb-icon:{shipped()[style][name].address()}}}\n" for style, name in sorted(named)]


def mark_rules(theme: str, used: set[str]) -> list[str]:
    """Return CSS for the marks of a theme's style sheet, where all classes of a rule are in use."""
    codes = dict(MARK_CODE.findall(theme))
    by_code = {icon.code: icon for style in ("brands", "solid") for icon in shipped()[style].values()}
    rules, selectors = [], []
    for selector, body in RULE.findall(theme):  # two short patterns: one for both takes a second
        found = MARK.search(body)
        if not found:
            continue
        wanted = set(re.findall(r"\.([\w-]+)", selector.split(",")[0])) <= used | MADE_BY_SCRIPTS
        icon = by_code.get(codes.get(found[1], ""))
        if wanted and icon:
            selectors.append(selector)
            rules.append(f"{selector}{{--kb-icon:{icon.address()}}}\n")
    return [f"{','.join(selectors)}{{{MARKED}}}\n", *rules] if rules else []


def style_sheet(pages: list[str], scripts: list[str], theme: str) -> str:
    """Return ``icons.css`` for some pages, the scripts that they run and the theme's style sheet."""
    named = set().union(*(named_in(text) for text in [*pages, *scripts]))
    return "".join([RULES, *element_rules(named), *mark_rules(theme, classes_in(pages))])


def without_icons(theme: str) -> str:
    """Return the theme's style sheet without the icon fonts and the rules for its 2,000 icons."""
    for pattern in (ICON_FONT, ICON_MOTION, ICON_RULE):
        theme = pattern.sub("", theme)
    return theme
