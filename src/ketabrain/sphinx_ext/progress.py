"""The directive ``{progress}``: a panel to take one's progress along, as a file, as a code, and as a calendar file.

Its scripts load the rest when the page needs it; the notice that progress does not last stands on every page.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.element import el

NO_SCRIPT = "This part needs JavaScript: your progress is kept by this browser, not by the page."


class ProgressDirective(SphinxDirective):
    """``{progress}``: what is kept, and the ways to take it along or forget it."""

    def run(self) -> list[nodes.Node]:
        """Return the panel."""
        kept = el("p", {"class": "kb-progress-kept"}, "Counting what is kept …")
        groups = (as_file(), as_code(), from_code(), as_calendar(), forget())
        return [
            el(
                "section",
                {"class": "kb-progress", "id": "progress", "data-progress": True, "aria-label": "Your progress"},
                el("p", {"class": "kb-no-script"}, NO_SCRIPT),
                el("div", {"class": "kb-script"}, kept, *groups),
            )
        ]


def group(title: str, *children: nodes.Node) -> nodes.Node:
    """Return one way as a group of controls, with a place for what it says and for what can be done next."""
    say = el("p", {"class": "kb-say", "role": "status"})
    return el("fieldset", None, el("legend", None, title), *children, say, el("div", {"class": "kb-next"}))


def button(name: str, words: str) -> nodes.Node:
    """Return a button that the script knows by its name."""
    return el("button", {"type": "button", "class": "kb-button", "data-do": name}, words)


def small(words: str) -> nodes.Node:
    """Return a remark."""
    return el("p", {"class": "kb-small"}, words)


def field(words: str, control: nodes.Node) -> nodes.Node:
    """Return a control below its name."""
    return el("label", None, el("span", None, words), control)


def as_file() -> nodes.Node:
    """Return the way by file."""
    choose = el("input", {"type": "file", "accept": ".json,.txt,application/json,text/plain"})
    return group(
        "As a file",
        small("The file holds everything. Loading one adds to what is here and takes nothing away."),
        el("p", None, button("save", "Save as a file")),
        field("Load a file, or drop it here", choose),
    )


def code_field(name: str, rows: int, **more: bool) -> nodes.Node:
    """Return a field for a code, which no browser should correct."""
    plain = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
    return el("textarea", {"name": name, "rows": rows, **plain, **more})


def as_code() -> nodes.Node:
    """Return the way out by code."""
    made = field("Your code", code_field("code", 4, readonly=True))
    return group(
        "As a code",
        small("The code fits into a message to yourself. It holds less than the file: how well you remember, no more."),
        el("p", None, button("code", "Make a code")),
        el("div", {"class": "kb-made", "hidden": True}, made, el("p", None, button("copy", "Copy"))),
    )


def from_code() -> nodes.Node:
    """Return the way in by code."""
    pasted = field("Paste it here", code_field("paste", 3))
    return group("From a code", pasted, el("p", None, button("read", "Look what is in it")))


def as_calendar() -> nodes.Node:
    """Return the calendar file."""
    return group(
        "In your calendar",
        small("One entry for each day on which questions fall due, with their number and a link to this page."),
        el("p", None, button("calendar", "Save a calendar file")),
    )


def forget() -> nodes.Node:
    """Return the way to forget."""
    return group("On this device", el("p", None, button("forget", "Forget everything")))


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("progress", ProgressDirective)
    for name in ("store_notice", "progress_panel"):
        app.add_css_file(f"ketabrain/{name}.css")
        app.add_js_file(f"ketabrain/{name}.js", loading_method="defer")
