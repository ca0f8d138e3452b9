"""Finish the built pages: nothing from elsewhere, nothing unused, and a content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from ketabrain.sphinx_ext import icons, offline

# Scripts and styles that no page of ours uses, by a piece of their address or of their text.
UNUSED = (
    "thebe", "fontawesome", "mathjax", "kernelName", "togglebutton", "toggleHint", "toggleOpenOnPrint",
    "design-tabs", "unpkg", "jsdelivr", "cdnjs",
)  # fmt: skip
# Used only by pages that hold such a thing: (piece of the address, sign of need on the page, further signs).
ONLY_WITH = (
    ("copybutton", 'class="highlight'),
    ("clipboard.min", 'class="highlight'),
    ("mystnb.", 'class="cell'),
    ("pygments", 'class="highlight'),
    ("sphinx-design", 'class="sd-'),
    ("searchtools", 'id="search-results"'),
    ("language_data", 'id="search-results"'),
    ("searchindex", 'id="search-results"'),
    ("ketabrain/explorer", "data-explorer="),
    ("ketabrain/lattice.js", "data-explorer="),
    ("ketabrain/draw.js", "data-explorer="),
    ("ketabrain/play.js", "data-explorer="),
    ("ketabrain/dose.js", "data-explorer="),
    ("ketabrain/quiz", "data-question=", "data-review", "data-placement"),
    *(
        (f"ketabrain/quiz_{form}", f'data-form="{form}"', "data-review", "data-placement")
        for form in ("match", "cloze", "set", "point", "sketch")
    ),
    ("ketabrain/tree.js", "data-review", "data-placement"),
    ("ketabrain/review_log", "data-question=", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/beside", "data-question=", "data-review", "data-placement"),
    ("ketabrain/vendor/ts-fsrs", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/review_memory", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/question_bank", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/questions/", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/review_pick", "data-review"),
    ("ketabrain/review_ask", "data-review", "data-placement", "data-mastery"),
    ("ketabrain/review.js", "data-review"),
    ("ketabrain/review.css", "data-review", "data-placement"),
    ("ketabrain/placement", "data-placement"),
    ("ketabrain/claims", "data-claim="),
    ("ketabrain/claim_check", "data-claim-check="),
    ("ketabrain/cards.css", 'class="kb-sheet'),
    ("ketabrain/dose_lanes.css", 'class="kb-sheet kb-lanes'),
    ("ketabrain/pk_table.css", 'class="kb-sheet kb-pk'),
    ("ketabrain/popover.js", 'class="kb-notes"'),
    ("ketabrain/gallery.js", 'class="kb-paste"'),
    ("ketabrain/molecule", "data-molecule="),
    ("ketabrain/atlas", "data-atlas"),
    ("ketabrain/timeline.js", "data-timeline"),
    ("ketabrain/timeline.css", 'class="kb-sheet kb-timeline'),
    ("ketabrain/history", "data-history"),
    ("ketabrain/calibration", "data-claim-check=", "data-mastery"),
    ("ketabrain/mastery", "data-mastery"),
    ("ketabrain/clinic_page", "data-clinic-page"),
    ("ketabrain/accounts", "data-accounts"),
    ("ketabrain/progress_panel", "data-progress"),
)
DROPPED_FILES = (
    "_static/vendor/fontawesome", "_static/scripts/fontawesome.js", "_static/locales", "_static/sphinx-thebe.js",
    "_static/sphinx-thebe.css", "_static/togglebutton.js", "_static/togglebutton.css", "_static/design-tabs.js",
    "_static/webpack-macros.html", "_static/sbt-webpack-macros.html",
    "_static/scripts/fontawesome.js.LICENSE.txt", "_sources", ".buildinfo",
)  # fmt: skip
ELEMENT = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*>", re.S)
INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.S)
HANDLER_BUTTON = re.compile(r"<button\b[^>]*\bon\w+=[^>]*>.*?</button>", re.S)
PRINT_COPY = re.compile(r'<div id="jb-print-docs-body".*?(?=<div id="searchbox">)', re.S)  # title and contents again
REDIRECTION = re.compile(r'<meta http-equiv="Refresh" content="0; url=([^"]+)" ?/?>')
TITLE = "To the course"
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)


def trimmed(page: str) -> str:
    """Return a page without what it does not use, and without inline event handlers."""

    def keep(found: re.Match[str]) -> str:
        element = found.group(0)
        if any(word in element for word in UNUSED) or re.search(r'rel="preload"', element):
            return ""
        for address, *signs in ONLY_WITH:
            if address in element and not any(sign in page for sign in signs):
                return ""
        return element

    page = PRINT_COPY.sub("", HANDLER_BUTTON.sub("", page))
    page = page.replace('localStorage.getItem("mode") || ""', 'localStorage.getItem("mode") || "auto"')
    return ELEMENT.sub(keep, page)


def with_head(page: str) -> str:
    """Return a whole page where the builder wrote a bare redirection, so that it has a title, a policy and a link."""
    found = REDIRECTION.fullmatch(page.strip())
    if not found:
        return page
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{page.strip()}<title>{TITLE}</title>'
        '<link rel="icon" href="icon.svg"></head>'  # else browsers ask for a /favicon.ico that is not there
        f'<body><p><a href="{found[1]}">{TITLE}</a></p></body></html>\n'
    )


def with_policy(page: str) -> str:
    """Return a page with its content security policy; each inline script is allowed by its hash."""
    scripts = [text for attributes, text in INLINE.findall(page) if "json" not in attributes]
    digests = sorted({base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts})
    policy = POLICY.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))
    return page.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def with_icons(page: str) -> str:
    """Return a page that links the small icon style sheet."""
    return re.sub(
        r'(<link[^>]*href="([^"]*_static/)ketabrain/course\.css[^>]*>)',
        r'\1<link rel="stylesheet" href="\2ketabrain/icons.css">',
        page,
        count=1,
    )


def with_scrolling_tables(page: str) -> str:
    """Return a page whose tables scroll inside their own box on a phone, by finger and by keyboard."""
    page = re.sub(r"<table\b", '<div class="kb-scroll" tabindex="0" role="region" aria-label="Table"><table', page)
    return page.replace("</table>", "</table></div>")


def finish(app: Sphinx, problem: Exception | None) -> None:
    """Rewrite every built page, then drop unused files and list what there is to keep offline."""
    if problem is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    files = sorted(site.rglob("*.html"))
    pages = {file: file.read_text(encoding="utf-8") for file in files}
    write_icons(site, list(pages.values()))
    for file, page in pages.items():
        if "Content-Security-Policy" not in page:
            file.write_text(with_policy(with_icons(trimmed(with_scrolling_tables(with_head(page))))), encoding="utf-8")
    for name in DROPPED_FILES:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for extra in [*site.rglob("*.map"), *site.rglob("*.LICENSE.txt.map")]:
        extra.unlink()
    drop_old_lattices(site)
    offline.write(site)


def write_icons(site: Path, pages: list[str]) -> None:
    """Write the small icon style sheet, and take the icon fonts out of the theme's own style sheets."""
    styles = {file: file.read_text(encoding="utf-8") for file in sorted((site / "_static" / "styles").glob("*.css"))}
    scripts = [
        file.read_text(encoding="utf-8")
        for file in (site / "_static" / "scripts").glob("*.js")
        if "fontawesome" not in file.name
    ]
    sheet = icons.style_sheet(pages, scripts, "".join(styles.values()))
    (site / "_static" / "ketabrain" / "icons.css").write_text(sheet, encoding="utf-8")
    for file, text in styles.items():
        file.write_text(icons.without_icons(text), encoding="utf-8")


def drop_old_lattices(site: Path) -> None:
    """Remove lattices that no page asks for any more."""
    asked = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.html"))
    for file in (site / "_static" / "ketabrain" / "lattices").glob("*.js"):
        if file.name not in asked:
            file.unlink()


def setup(app: Sphinx) -> None:
    """Register with Sphinx; late, so that other parts have finished."""
    app.connect("build-finished", finish, priority=900)
